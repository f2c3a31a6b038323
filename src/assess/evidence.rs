//! What a finding rests on, in few digits: a baseline or a waiver that was given on other facts can be
//! told from one that was given on these.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::digest::of_parts;
use super::{Assessment, ChangedPolicy};
use crate::eval::Subjects;
use crate::report::{Change, Fact, Since};

/// 16 hexadecimal digits over the facts that a finding rests on: the path and the value of each, what
/// is taken in its place, and what it adds up to with others. Neither their lines nor their order
/// count, nor who says so.
pub(super) fn evidence(facts: &[Fact]) -> String {
    let told: BTreeSet<[String; 5]> = facts.iter().map(parts).collect();
    of_parts(told.iter().flatten().map(String::as_str), 8)
}

fn parts(fact: &Fact) -> [String; 5] {
    let (name, sum) = fact
        .of
        .as_ref()
        .map_or_else(Default::default, |made| (made.name.clone(), made.value.to_string()));
    let taken = fact.taken_as.clone().unwrap_or_default();
    [fact.path.clone(), fact.value.to_string(), taken, name, sum]
}

/// A row, and the digits of what its finding rested on.
type Then = (u32, Vec<String>);

impl Assessment<'_> {
    /// Finds which findings rest on other facts than in the baseline, as far as it tells on which.
    pub(super) fn compare_evidence(&mut self) {
        if self.gate.changed == ChangedPolicy::Ignore {
            return;
        }
        let mut by_rule: FxHashMap<usize, Vec<Then>> = FxHashMap::default();
        for ((rule, row), since) in &self.compared.since {
            if let Since { change: Change::Unchanged, was: Some(_) } = since {
                let known = self.known(*rule, *row).filter(|known| !known.evidence.is_empty());
                let then = known.map(|known| known.evidence.clone());
                then.into_iter()
                    .for_each(|then| by_rule.entry(*rule).or_default().push((*row, then)));
            }
        }
        let mut runs: Vec<(usize, &[Then])> = Vec::new();
        for (rule, rows) in &mut by_rule {
            rows.sort_unstable_by_key(|(row, _)| *row);
            runs.extend(rows.chunks(TOGETHER).map(|rows| (*rule, rows)));
        }
        let changed: Vec<(usize, u32)> = runs
            .into_par_iter()
            .flat_map_iter(|(rule, rows)| self.on_other_facts(rule, rows))
            .collect();
        for verdict in changed {
            self.compared.since.entry(verdict).and_modify(|since| since.change = Change::Changed);
        }
    }

    /// The facts that a verdict rests on, whatever its rule calls them for readers.
    pub(super) fn rests_on(&self, subjects: &Subjects<'_>, place: usize) -> Vec<Fact> {
        let places = self.places();
        subjects.facts(place).iter().map(|fact| places.fact(fact, None)).collect()
    }

    /// Which findings of a rule rest on other facts than they did.
    fn on_other_facts(&self, rule: usize, then: &[Then]) -> Vec<(usize, u32)> {
        let rows = then.iter().map(|(row, _)| *row).collect();
        let Some(subjects) = self.evaluation.subjects(rule, rows) else { return Vec::new() };
        let other = |(place, (row, then)): (usize, &Then)| {
            let facts = self.rests_on(&subjects, place);
            let same = then.contains(&evidence(&facts))
                || self.former_evidence(&facts).iter().any(|former| then.contains(former));
            (!same).then_some((rule, *row))
        };
        then.iter().enumerate().filter_map(other).collect()
    }
}

/// How many verdicts one thread explains together, if they are of one rule: what is asked of all of
/// them is worked out in columns.
pub(super) const TOGETHER: usize = 128;
