//! What is cited and not in force: shown where one verdict is explained, and noted of rules that
//! have nothing else.

use super::Assessment;
use super::places::Places;
use crate::ir::{Asked, Citation, Rule, Standing};
use crate::report::{Lapse, Lapsed, Note};
use crate::value::Date;

impl Assessment<'_> {
    /// Rules that cite something, of which nothing is in force.
    pub(super) fn lapsed_rules(&self, as_of: Date) -> Option<Note> {
        let is_here = |citation: &&Citation| citation.standing != Standing::Elsewhere;
        let has_lapsed = |rule: &&Rule| {
            let mut here = rule.citations().filter(is_here).peekable();
            here.peek().is_some() && here.all(|citation| !citation.is_in_force())
        };
        let rules = self.program.rules.iter().filter(has_lapsed);
        let rules: Vec<String> = rules.map(|rule| rule.name.to_string()).collect();
        (!rules.is_empty()).then_some(Note::Lapsed { rules, as_of })
    }
}

impl Places<'_> {
    /// What a rule, or a param that it rests on, cites and is not in force, each once.
    pub(super) fn lapsed(self, rule: &Rule) -> Vec<Lapsed> {
        let mut lapsed: Vec<Lapsed> = Vec::new();
        let mut add = |citation: &Citation, param: Option<String>| {
            if let Some(lapse) = lapse(citation) {
                let one = Lapsed { cited: citation.text.clone(), param, lapse };
                if !lapsed.contains(&one) {
                    lapsed.push(one);
                }
            }
        };
        rule.citations().for_each(|citation| add(citation, None));
        let asked = self.program.params_asked(rule, |param, _| &param.timeline);
        let as_of = asked.iter().filter(|(_, asked)| *asked == Asked::AsOf);
        let params = as_of.filter_map(|(i, _)| self.program.params.get(*i as usize));
        for param in params.filter(|param| param.set.is_none()) {
            param.cites.iter().for_each(|citation| add(citation, Some(param.name.to_string())));
        }
        lapsed
    }
}

/// Why a citation is not in force; `None` where it is.
fn lapse(citation: &Citation) -> Option<Lapse> {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    Some(match citation.standing {
        Standing::InForce => return None,
        Standing::NotYet => Lapse::NotYet(day(citation.from)),
        Standing::Ended => Lapse::Ended(day(citation.until)),
        Standing::Elsewhere => Lapse::Elsewhere(
            citation.framework.as_ref().map(ToString::to_string).unwrap_or_default(),
        ),
    })
}
