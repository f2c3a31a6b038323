//! The language in which a program tells what it says.

use std::sync::Arc;

use super::{Program, Rule, Template, Untold};
use crate::value::{Lang, Worded};

impl Program {
    /// Tells in a language what it has in that, and the rest as it was written, which is noted. In
    /// which language that is nobody says: English, the usual one, is missed only where there is
    /// some.
    pub fn speak(&mut self, lang: Lang) {
        self.lang = lang;
        let (mut any, mut untold) = (false, Untold::default());
        for rule in &mut self.rules {
            let spoken = rule.speak(lang);
            any |= spoken.any;
            if !spoken.all {
                untold.rules.push(Arc::clone(&rule.name));
            }
        }
        let mut other = |texts: [Option<&mut Worded<String>>; 2]| {
            let spoken = Spoken::of(texts.into_iter().flatten(), lang);
            any |= spoken.any;
            untold.others += u64::from(!spoken.all);
        };
        let kinds = self.schema.records.iter_mut();
        for kind in kinds {
            other([Some(&mut kind.doc), None]);
            kind.fields.iter_mut().for_each(|field| other([Some(&mut field.doc), None]));
        }
        self.params.iter_mut().for_each(|param| other([Some(&mut param.title), None]));
        self.flows.iter_mut().for_each(|flow| other([Some(&mut flow.title), None]));
        for card in &mut self.scorecards {
            other([Some(&mut card.title), Some(&mut card.rationale)]);
        }
        for scenario in &mut self.scenarios {
            other([Some(&mut scenario.title), Some(&mut scenario.rationale)]);
        }
        self.untold = if any || lang != Lang::default() { untold } else { Untold::default() };
    }
}

impl Rule {
    fn speak(&mut self, lang: Lang) -> Spoken {
        let mut spoken = Spoken::of([&mut self.title, &mut self.rationale], lang);
        for text in self.message.iter_mut().chain(&mut self.remedy) {
            spoken.join(Template::is_empty(text.own()), text.choose(lang));
        }
        for name in self.called.values_mut() {
            spoken.join(name.own().is_empty(), name.choose(lang));
        }
        spoken
    }
}

impl Template {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whether texts are in the language that was chosen.
struct Spoken {
    /// Some text is.
    any: bool,
    /// Every text is that says something.
    all: bool,
}

impl Spoken {
    fn of<'t>(texts: impl IntoIterator<Item = &'t mut Worded<String>>, lang: Lang) -> Spoken {
        let mut spoken = Spoken { any: false, all: true };
        for text in texts {
            spoken.join(text.own().is_empty(), text.choose(lang));
        }
        spoken
    }

    fn join(&mut self, is_empty: bool, is_chosen: bool) {
        self.any |= is_chosen;
        self.all &= is_empty || is_chosen;
    }
}
