//! One verdict in full, also where the rule is silent.

use std::borrow::Cow;

use thiserror::Error;

use super::places::standing;
use super::{Assessment, wording};
use crate::ir::{self, Program};
use crate::outcome::Verdict;
use crate::pack;
use crate::report::Explained;
use crate::source::Sources;
use crate::ty::{RecordId, Shape};
use crate::value::key;
use crate::value::text::composed;

/// Why there is nothing to explain; the nearest names are the caller's to suggest from.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
pub enum NotFound {
    /// No rule has the name.
    #[error("there is no rule or scorecard `{0}`")]
    Rule(String),
    /// Several packs have a rule of the name.
    #[error("there is more than one rule `{rule}`: {}", called.join(", "))]
    Several {
        /// The name asked for.
        rule: String,
        /// What the run calls them.
        called: Vec<String>,
    },
    /// The rule is written, but not applied.
    #[error("the rule `{rule}` is disabled ({place})")]
    Disabled {
        /// The rule's name.
        rule: String,
        /// File, line and column.
        place: String,
    },
    /// No record of the rule's kind has the key.
    #[error("there is no {record} with the key `{key}`")]
    Key {
        /// The record kind that the rule looks at.
        record: String,
        /// The key asked for.
        key: String,
        /// What was left out where not every record of the kind was looked at.
        limit: Option<String>,
    },
}

impl Assessment<'_> {
    /// The names of all rules, in order.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        self.program.rules.iter().map(|rule| rule.name.as_ref())
    }

    /// Every key that a rule's subjects have.
    pub fn keys(&self, rule: &str) -> impl Iterator<Item = &str> {
        let rule = rule_named(self.sources, self.program, rule).ok();
        let table = rule.map(|place| self.tables.of(self.program.rules[place].subject));
        table
            .into_iter()
            .flat_map(|table| (0..table.subjects()).filter_map(|row| table.keys.get(row)))
    }

    /// What a rule says of a record, and why.
    pub fn explain(&self, rule: &str, key: &str) -> Result<Explained, NotFound> {
        let (place, row) = self.found(rule, key)?;
        let rule = &self.program.rules[place];
        let subject =
            self.evaluation.subjects(place, vec![row]).ok_or_else(|| self.no_key(rule, key))?;
        let detail = subject.detail(0);
        let places = self.places();
        let flagged = matches!(detail.verdict, Verdict::Flagged { .. });
        Ok(Explained {
            rule: rule.name.to_string(),
            title: rule.title.to_string(),
            rationale: rule.rationale.to_string(),
            subject: places.subject(rule.subject, row),
            verdict: detail.verdict,
            message: if flagged { detail.message } else { String::new() },
            remedy: if flagged { detail.remedy } else { String::new() },
            facts: detail.facts.iter().map(|fact| places.fact(fact, Some(rule))).collect(),
            conditions: subject
                .explanations(0)
                .iter()
                .map(|(c, tree)| (*c, self.tree(tree, Some(rule))))
                .collect(),
            at_stake: self.stake(place as u32, row),
            margin: detail
                .margin
                .as_ref()
                .and_then(|margin| wording::margin(&places, rule, margin)),
            clears_when: detail
                .clears_when
                .iter()
                .map(|way| wording::way_out(&places, rule, way))
                .collect(),
            missing: places.all_missing(&detail.missing),
            amended: places
                .amendments(rule)
                .into_iter()
                .zip(rule.amended.iter().map(|amended| amended.changes.clone()))
                .collect(),
            params: places.params_as_of(rule),
            taken: places.taken(&subject.taken(0)),
            cites: ir::in_force(subject.cited(0)),
            lapsed: places.lapsed(rule),
        })
    }

    /// The rule of that name, and the row of its subject of that key.
    pub(super) fn found(&self, rule: &str, key: &str) -> Result<(usize, u32), NotFound> {
        let place = rule_named(self.sources, self.program, rule)?;
        let rule = &self.program.rules[place];
        let table = self.tables.of(rule.subject);
        let row_of =
            |key: &str| (0..table.subjects()).find(|row| table.keys.get(*row) == Some(key));
        let composed = composed(Cow::Borrowed(key));
        let written = || row_of(&self.written(rule.subject, &composed));
        let turned = || self.turned(rule.subject, &composed).find_map(|key| row_of(&key));
        let then = || self.row_formerly(rule.subject, &composed);
        let row = row_of(&composed).or_else(written).or_else(turned).or_else(then);
        Ok((place, row.ok_or_else(|| self.no_key(rule, &composed))? as u32))
    }

    fn no_key(&self, rule: &ir::Rule, key: &str) -> NotFound {
        NotFound::Key {
            record: self.program.schema.record(rule.subject).name.clone(),
            key: key.to_owned(),
            limit: self.limit(rule.subject),
        }
    }

    /// A key as the subjects of that kind are spelled.
    fn written<'k>(&self, subject: RecordId, key: &'k str) -> Cow<'k, str> {
        match self.program.has_composite_key(subject) {
            true => key::written(key),
            false => Cow::Borrowed(key),
        }
    }

    /// The keys of a ring that begin at its other parties; none for what is no ring.
    fn turned(&self, subject: RecordId, key: &str) -> impl Iterator<Item = String> {
        let walk = self.program.schema.kind(subject).walk();
        let ring = walk.is_some_and(|walk| walk.shape == Shape::Cycle);
        let parts = if ring { key::parts(key) } else { Vec::new() };
        (1..parts.len()).map(move |first| {
            let (before, from) = parts.split_at(first);
            key::join(from.iter().chain(before).map(|part| part.trim()))
        })
    }
}

/// The rule of that name, by its place: what the run calls it, or with its pack in front.
pub(super) fn rule_named(
    sources: &Sources,
    program: &Program,
    rule: &str,
) -> Result<usize, NotFound> {
    let rules = &program.rules;
    match pack::meant(rule, rules.iter().map(|rule| (&*rule.name, &*rule.pack)))[..] {
        [only] => Ok(only),
        [] => {
            let had = |known: &ir::Rule| known.known_as.formerly.iter().any(|had| **had == *rule);
            let named = rules.iter().position(had);
            named.ok_or_else(|| no_rule(sources, program, rule))
        }
        ref several => {
            let called = several.iter().map(|place| rules[*place].name.to_string()).collect();
            Err(NotFound::Several { rule: rule.to_owned(), called })
        }
    }
}

fn no_rule(sources: &Sources, program: &Program, rule: &str) -> NotFound {
    let disabled = &program.disabled;
    let names = disabled.iter().map(|disabled| (&*disabled.rule, &*disabled.pack));
    match pack::meant(rule, names).first() {
        Some(one) => {
            let place = standing(sources, disabled[*one].span).to_string();
            NotFound::Disabled { rule: rule.to_owned(), place }
        }
        None => NotFound::Rule(rule.to_owned()),
    }
}
