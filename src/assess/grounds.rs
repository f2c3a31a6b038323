//! What a waiver is given on, in words that reviewers read: how bad the verdict is, the facts that it
//! rests on, and digits of the rule that says so.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use thiserror::Error;

use super::baseline::Held;
use super::digest::of_parts;
use super::{Assessment, NotFound};
use crate::eval::Subjects;
use crate::ir::Op;
use crate::outcome::{Severity, Verdict};
use crate::report::{Fact, MissingFact, OtherFact};
use crate::value::text::composed;

/// What a waiver of a verdict is given on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ground {
    /// The rule, as the run calls it.
    pub rule: String,
    /// The key of the record.
    pub key: String,
    /// How bad the finding is; `None` where the verdict could not be reached.
    pub severity: Option<Severity>,
    /// What it possibly is, where that is worse.
    pub possibly: Option<Severity>,
    /// The facts that it rests on, or that it waits for.
    pub facts: Vec<String>,
    /// The digits of the rule.
    pub under: String,
}

/// Why a verdict cannot be waived.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
pub enum NoGround {
    /// There is no such rule, or no such record.
    #[error(transparent)]
    NotFound(#[from] NotFound),
    /// The rule finds nothing.
    #[error("`{rule}` says of `{key}`: {verdict}, so there is nothing to waive")]
    Nothing {
        /// The rule.
        rule: String,
        /// The key of the record.
        key: String,
        /// What it says.
        verdict: Verdict,
    },
    /// Several records go by the key.
    #[error("several records go by the key `{key}`, and a waiver is of one")]
    Several {
        /// The key.
        key: String,
    },
}

impl Assessment<'_> {
    /// What a waiver is given on of what a rule says of a record.
    pub fn ground(&self, rule: &str, key: &str) -> Result<Ground, NoGround> {
        let (place, row) = self.found(rule, key)?;
        let rule = &self.program.rules[place];
        let key = self.places().key(rule.subject, row);
        let named = |(row, _): &(u32, Held)| self.places().key(rule.subject, *row) == key;
        let held: Vec<(u32, Held)> = self.held_of(place).filter(named).collect();
        match held[..] {
            [] => {
                let subject = self.evaluation.subjects(place, vec![row]);
                let verdict = subject.map_or(Verdict::NotApplicable, |one| one.verdict(0));
                Err(NoGround::Nothing { rule: rule.name.to_string(), key, verdict })
            }
            [(row, held)] => Ok(Ground {
                rule: rule.name.to_string(),
                key,
                severity: held.severity,
                possibly: (held.severity != Some(held.possibly)).then_some(held.possibly),
                facts: self.grounds(place, row, held),
                under: self.rule_digits(place),
            }),
            _ => Err(NoGround::Several { key }),
        }
    }

    /// The facts that a verdict rests on, or that it waits for, each in a line: `value: 20 bn USD`. In
    /// the order of the report, each once.
    fn grounds(&self, rule: usize, row: u32, held: Held) -> Vec<String> {
        self.grounds_by_names(rule, row, held).into_iter().next().unwrap_or_default()
    }

    /// The same, and then what the lines said when records that they name were called otherwise.
    pub(super) fn grounds_by_names(&self, rule: usize, row: u32, held: Held) -> Vec<Vec<String>> {
        let Some(subjects) = self.evaluation.subjects(rule, vec![row]) else { return Vec::new() };
        match held.severity {
            Some(_) => {
                let facts = self.rests_on(&subjects, 0);
                let lines = |facts: &[Fact]| once_each(facts.iter().map(line));
                let then = self.as_formerly(&facts);
                std::iter::once(lines(&facts)).chain(then.map(|facts| lines(&facts))).collect()
            }
            None => self.waits_for(&subjects),
        }
    }

    fn waits_for(&self, subjects: &Subjects<'_>) -> Vec<Vec<String>> {
        let (missing, more) = self.places().first_missing(&subjects.missing(0));
        let lines = |missing: &[MissingFact]| {
            let line = |fact: &MissingFact| format!("{}: {}", fact.path, fact.reason.code());
            let rest = (more > 0).then(|| format!("more: {more}"));
            once_each(missing.iter().map(line).chain(rest))
        };
        let then = self.missing_as_formerly(&missing).map(|missing| lines(&missing));
        std::iter::once(lines(&missing)).chain(then).collect()
    }

    /// 16 hexadecimal digits over what a rule asks, its defines and `let`s unfolded and its amendments
    /// done: none of its words, layout and comments, and not what params are worth.
    pub(super) fn rule_digits(&self, rule: usize) -> String {
        let (rule, arena) = (&self.program.rules[rule], &self.program.arena);
        let print = |e| self.program.print(e, &rule.variable);
        let mut parts = vec![self.program.schema.record(rule.subject).name.clone()];
        parts.push(rule.unless.len().to_string());
        parts.extend(rule.unless.iter().map(|e| print(*e)));
        for rung in &rule.rungs {
            parts.extend([rung.severity.name().to_owned(), print(rung.when)]);
        }
        let mut seen = FxHashSet::default();
        for e in arena.parts(rule.conditions(), |e, _| seen.insert(e)) {
            if let Op::Named(name, of) = &arena.get(e).op {
                parts.extend([name.to_string(), print(*of)]);
            }
        }
        of_parts(parts.iter().map(String::as_str), 8)
    }
}

/// Lines in their order, each once.
fn once_each(told: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in told {
        let line = composed(line.into()).into_owned();
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// A fact, what is taken in its place, and what it adds up to with others.
fn line(fact: &Fact) -> String {
    let taken = fact.taken_as.as_ref().map(|taken| format!(", taken as {taken}"));
    let made = fact.of.as_ref().map(|made| format!(", of {} {}", made.name, made.value));
    let [taken, made] = [taken, made].map(Option::unwrap_or_default);
    format!("{}: {}{taken}{made}", fact.path, fact.value)
}

/// What a line tells, and what it says of that.
pub(super) fn parted(line: &str) -> (&str, &str) {
    line.split_once(": ").unwrap_or((line, ""))
}

/// Which facts are others; of several of one path those that are not among the others' any more.
pub(super) fn changes(then: &[String], now: &[String]) -> Vec<OtherFact> {
    let mut by_path: BTreeMap<&str, [Vec<&str>; 2]> = BTreeMap::new();
    for (side, (lines, others)) in [(then, now), (now, then)].into_iter().enumerate() {
        for (path, value) in lines.iter().filter(|line| !others.contains(line)).map(|l| parted(l)) {
            let values = &mut by_path.entry(path).or_default()[side];
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    let told = |values: &[&str]| (!values.is_empty()).then(|| values.join("; "));
    let other = |(path, [was, is]): (&str, [Vec<&str>; 2])| {
        OtherFact::new(path.to_owned(), told(&was), told(&is))
    };
    by_path.into_iter().map(other).collect()
}
