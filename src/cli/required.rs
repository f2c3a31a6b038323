//! `require:` of the manifest: what must be there for a run to count.

use std::collections::BTreeMap;

use super::chosen::{no_rule, rules_named};
use super::ended::Stop;
use super::problem::Problem;
use crate::assess::{Many, Required};
use crate::diagnostic::Diagnostic;
use crate::ir::Program;
use crate::record::{Node, Placed};
use crate::source::Span;
use crate::ty::RecordId;

/// What is required as the manifest says it, with its places.
#[derive(Default)]
pub(super) struct Requirements {
    /// By the name of the kind.
    records: BTreeMap<String, (Span, Many)>,
    unreadable: Option<Many>,
    rates: Option<(Span, u32)>,
    rules: Vec<Placed>,
}

impl Requirements {
    /// Reads what stands under `require:`.
    pub(super) fn read(node: Node, wrong: &mut Stop) -> Result<Requirements, Diagnostic> {
        let mut read = Requirements::default();
        for (key, node) in node.pairs("kinds of records with how many there must be")? {
            match key.text.as_str() {
                "rates_younger_than" => {
                    let told = node.placed("a number of days")?;
                    match days(&told.text).filter(|days| *days > 0) {
                        Some(days) => read.rates = Some((key.span, days)),
                        None => wrong.push(value(&told, no_days(&told.text))),
                    }
                }
                "rules" => {
                    let rules = node.values().map(|rule| rule.placed("the name of a rule"));
                    read.rules = rules.collect::<Result<_, _>>()?;
                    if read.rules.is_empty() {
                        let why = "`rules` names no rule that must have looked at something";
                        wrong.push(Diagnostic::error("RW004", why, key.span, ""));
                    }
                }
                of => {
                    let told = node.placed("how many there must be, such as `\">= 30\"`,")?;
                    match Many::parse(&told.text) {
                        Ok(many) if of == "unreadable" => read.unreadable = Some(many),
                        Ok(many) => drop(read.records.insert(key.text, (key.span, many))),
                        Err(why) => wrong.push(value(&told, why.to_string())),
                    }
                }
            }
        }
        Ok(read)
    }

    /// Lays what a profile requires over it.
    pub(super) fn lay(&mut self, profile: Requirements) {
        self.records.extend(profile.records);
        self.unreadable = profile.unreadable.or(self.unreadable.take());
        self.rates = profile.rates.or(self.rates);
        if !profile.rules.is_empty() {
            self.rules = profile.rules;
        }
    }

    /// What is required of a run of these rules; what of it no run can meet is an error.
    pub(super) fn of(&self, program: &Program) -> Result<Required, Stop> {
        let mut wrong = Stop::new();
        let unreadable = self.unreadable.clone();
        let mut required = Required { unreadable, ..Required::default() };
        for (name, (place, many)) in &self.records {
            match section(program, name) {
                Ok(kind) => required.records.push((kind, many.clone())),
                Err(problem) => wrong.extend(problem.at(Some(*place))),
            }
        }
        if let Some((place, days)) = self.rates {
            match program.rates {
                Some(_) => required.rates_younger_than = Some(days),
                None => {
                    let message = "the rules declare no exchange rates to require";
                    wrong.push(Diagnostic::error("RW004", message, place, ""));
                }
            }
        }
        for rule in &self.rules {
            let meant = rules_named(program, &rule.text);
            if meant.is_empty() {
                let problem = no_rule(program, &rule.text);
                wrong.push(value(rule, problem.to_string()).maybe_help(problem.help()));
            }
            required.rules.extend(meant);
        }
        required.rules.sort();
        required.rules.dedup();
        if wrong.is_empty() { Ok(required) } else { Err(wrong) }
    }
}

/// The kind of that name, of which files have records.
fn section(program: &Program, name: &str) -> Result<RecordId, Problem> {
    let schema = &program.schema;
    let kinds = || schema.record_ids().filter(|id| schema.record(*id).is_section());
    kinds().find(|id| schema.record(*id).name == name).ok_or_else(|| {
        let kinds = kinds().map(|id| schema.record(id).name.clone()).collect();
        Problem::NoKind { name: name.to_owned(), kinds }
    })
}

/// A number of days, `45 days`.
pub(super) fn days(text: &str) -> Option<u32> {
    let days = text.trim().trim_end_matches("days").trim_end_matches("day").trim();
    days.parse().ok().filter(|days| i32::try_from(*days).is_ok())
}

/// That a text is none.
pub(super) fn no_days(text: &str) -> String {
    format!("`{text}` is not a number of days such as `45 days`")
}

fn value(told: &Placed, message: String) -> Diagnostic {
    Diagnostic::error("RW004", message, told.span, "")
}
