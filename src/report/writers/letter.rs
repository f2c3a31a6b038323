//! The request letters in Markdown: what to ask whom for, a letter for each, which says nothing of how
//! bad anything is nor what others are asked; before them a sheet for who sends them, behind them
//! what nobody is known to be asked for.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::markdown::escape::inline;
use crate::outcome::Severity;
use crate::report::words::voice::{count, say, some, told};
use crate::report::words::{figure, severity};
use crate::report::{
    Addressee, Finding, Head, Out, Request, Style, Subject, Undetermined, Wants, Writer,
};

/// The request letters, in writing.
pub(in crate::report) struct Letters<'w> {
    out: io::BufWriter<Out<'w>>,
    /// Whether what could not be decided is told.
    open: bool,
    /// What rules look at, by their names.
    titles: BTreeMap<String, String>,
    /// In the order in which their addressees are first asked.
    letters: Vec<Letter>,
    /// Which letter is whose, by kind and key.
    whose: BTreeMap<(String, String), usize>,
    /// What nobody is known to be asked for.
    nobody: Vec<About>,
}

/// What somebody is asked.
struct Letter {
    to: String,
    /// The key of the addressee, where it has a name beside it.
    key: Option<String>,
    about: Vec<About>,
    worst: Severity,
}

/// What is asked of one record.
struct About {
    subject: Subject,
    /// What the addressee is in it.
    roles: Vec<String>,
    questions: Vec<Question>,
}

/// A fact that is asked for.
struct Question {
    path: String,
    meaning: String,
    told: Option<String>,
    /// What the rules look at that ask for it.
    needed: Vec<String>,
}

/// How many of the rules that ask for a fact are named.
const RULES: usize = 3;

impl<'w> Letters<'w> {
    /// Letters for that stream.
    pub(super) fn new(out: Out<'w>, style: &Style) -> Self {
        Letters {
            out: io::BufWriter::new(out),
            open: style.open,
            titles: BTreeMap::new(),
            letters: Vec::new(),
            whose: BTreeMap::new(),
            nobody: Vec::new(),
        }
    }

    fn question(&self, request: &Request) -> Question {
        let titles = request.rules.iter().map(|rule| self.titles.get(rule).unwrap_or(rule).clone());
        let Request { path, meaning, told, .. } = request;
        Question {
            path: path.clone(),
            meaning: meaning.clone(),
            told: told.clone(),
            needed: titles.collect(),
        }
    }

    /// The letter to somebody.
    fn letter(&mut self, to: &Addressee, worst: Severity) -> Option<&mut Letter> {
        let begun = self.letters.len();
        let at = *self.whose.entry((to.record.clone(), to.key.clone())).or_insert(begun);
        if at == begun {
            let key = to.name.as_ref().map(|_| to.key.clone());
            let name = to.name.clone().unwrap_or_else(|| to.key.clone());
            self.letters.push(Letter { to: name, key, about: Vec::new(), worst });
        }
        self.letters.get_mut(at)
    }

    /// What is not for those who are asked.
    fn cover(&mut self, head: &Head) -> io::Result<()> {
        let nobody: usize = self.nobody.iter().map(|about| about.questions.len()).sum();
        let letters = match self.letters.len() {
            0 if nobody == 0 => say("letter-nothing"),
            0 => say("letter-nobody"),
            n => some("letter-letters", n as u64),
        };
        let day = &head.as_of;
        let title = match &head.project {
            Some(name) => {
                told!("letter-requests-of", project = inline(name), day = day, letters = letters)
            }
            None => told!("letter-requests", day = day, letters = letters),
        };
        writeln!(self.out, "# {title}\n")?;
        if self.letters.is_empty() {
            return Ok(());
        }
        let columns = ["letter-to", "letter-facts", "letter-verdicts"].map(say).join(" | ");
        writeln!(self.out, "{}\n\n| {columns} |\n|---|--:|---|", say("letter-cover"))?;
        for letter in &self.letters {
            let facts: usize = letter.about.iter().map(|about| about.questions.len()).sum();
            let (to, facts) = (inline(&letter.to), count(facts as u64));
            let worst = severity(letter.worst);
            writeln!(self.out, "| {to} | {facts} | {worst} |")?;
        }
        if nobody > 0 {
            writeln!(self.out, "| {} | {} | |", say("letter-find-out"), count(nobody as u64))?;
        }
        writeln!(self.out)
    }
}

impl Writer for Letters<'_> {
    fn wants(&self) -> Wants {
        let requests = if self.open { usize::MAX } else { 0 };
        Wants { requests, ..Wants::default() }
    }

    fn head(&mut self, head: &Head) -> io::Result<()> {
        let titled = head.rules.iter().map(|rule| (rule.id.clone(), rule.title.clone()));
        self.titles = titled.collect();
        Ok(())
    }

    fn finding(&mut self, _: &Finding) -> io::Result<()> {
        Ok(())
    }

    fn undetermined(&mut self, _: &Undetermined) -> io::Result<()> {
        Ok(())
    }

    fn request(&mut self, request: &Request) -> io::Result<()> {
        for to in &request.addressees {
            let question = self.question(request);
            if let Some(letter) = self.letter(to, request.worst) {
                letter.worst = letter.worst.max(request.worst);
                ask(&mut letter.about, &request.subject, &to.roles, question);
            }
        }
        if request.addressees.is_empty() {
            let question = self.question(request);
            ask(&mut self.nobody, &request.subject, &[], question);
        }
        Ok(())
    }

    fn close(&mut self, head: &Head) -> io::Result<()> {
        self.cover(head)?;
        for letter in &self.letters {
            letter.write(head, &mut self.out)?;
        }
        if !self.nobody.is_empty() {
            let (title, intro) = (say("letter-find-out-head"), say("letter-find-out-intro"));
            writeln!(self.out, "---\n\n# {title}\n\n{intro}\n")?;
            let mut number = 0;
            self.nobody.iter().try_for_each(|about| about.write(&mut number, &mut self.out))?;
        }
        self.out.flush()
    }
}

/// Puts a question to those of the same record.
fn ask(all: &mut Vec<About>, subject: &Subject, roles: &[String], question: Question) {
    let same = |about: &&mut About| {
        (&about.subject.record, &about.subject.key) == (&subject.record, &subject.key)
    };
    match all.iter_mut().find(same) {
        Some(about) => about.questions.push(question),
        None => {
            let (subject, roles) = (subject.clone(), roles.to_vec());
            all.push(About { subject, roles, questions: vec![question] });
        }
    }
}

impl Letter {
    fn write(&self, head: &Head, out: &mut impl Write) -> io::Result<()> {
        let Letter { to, key, about, .. } = self;
        let to = inline(to);
        let key = key.as_ref().map(|key| format!(" ({})", inline(key))).unwrap_or_default();
        let (title, to) = (say("letter-head"), told!("letter-addressee", to = to));
        let (day, how) = (&head.as_of, say("letter-how"));
        let intro = match &head.project {
            Some(name) => {
                told!("letter-intro-of", project = inline(name), day = day, how = how)
            }
            None => told!("letter-intro", day = day, how = how),
        };
        writeln!(out, "---\n\n# {title}\n\n{to}{key}\n\n{intro}\n")?;
        let mut number = 0;
        about.iter().try_for_each(|about| about.write(&mut number, out))
    }
}

impl About {
    fn write(&self, number: &mut usize, out: &mut impl Write) -> io::Result<()> {
        let Subject { record, key, name, .. } = &self.subject;
        let called = match name {
            Some(name) => format!("{} ({record} {})", inline(name), inline(key)),
            None => format!("{record} {}", inline(key)),
        };
        writeln!(out, "## {called}\n")?;
        if !self.roles.is_empty() {
            let roles: Vec<String> = self.roles.iter().map(|role| words(role)).collect();
            let roles =
                roles.into_iter().reduce(|one, other| told!("said-and", one = one, other = other));
            writeln!(out, "{}\n", told!("letter-role", roles = roles.unwrap_or_default()))?;
        }
        let columns = [
            "letter-no",
            "letter-asked",
            "letter-known",
            "letter-needed",
            "letter-answer",
            "letter-document",
        ];
        writeln!(out, "| {} |\n|--:|---|---|---|---|---|", columns.map(say).join(" | "))?;
        for question in &self.questions {
            *number += 1;
            writeln!(out, "| {number} | {} |  |  |", question.cells())?;
        }
        writeln!(out)
    }
}

impl Question {
    fn cells(&self) -> String {
        let Question { path, meaning, told, needed } = self;
        let asked = match (path.as_str(), meaning.as_str()) {
            ("", _) => say("letter-all-known"),
            (path, "") => format!("**{}**", words(path)),
            (path, meaning) => format!("**{}:** {}", words(path), inline(meaning)),
        };
        let told = told
            .as_deref()
            .map_or_else(|| say("letter-known-nothing"), |told| inline(&figure(told)));
        let mut titles: Vec<String> =
            needed.iter().take(RULES).map(|title| inline(title)).collect();
        let more = needed.len().saturating_sub(RULES);
        titles.extend((more > 0).then(|| some("said-more", more as u64)));
        format!("{asked} | {told} | {}", titles.join("; "))
    }
}

/// A name of the vocabulary in words: `termination_fee`.
fn words(name: &str) -> String {
    inline(&name.replace('_', " "))
}
