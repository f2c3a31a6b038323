//! A run beside the baseline: how its verdicts compare, which findings are none any more, and why,
//! and of which that is not certain. A record that is gone is no remedy, and what is no longer told
//! is not gone.

use std::borrow::Cow;
use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Assessment;
use super::baseline::{Held, Known, paired};
use super::compared::{Compared, Fate};
use super::rested::Minded;
use super::unformed::Unformed;
use crate::outcome::Verdict;
use crate::report::{Cause, Change, MissingFact, Since};
use crate::ty::RecordId;

/// The rows of each kind by their keys.
pub(super) type Rows = FxHashMap<RecordId, FxHashMap<String, Vec<u32>>>;

impl Assessment<'_> {
    /// Compares the run with the baseline, where there is one.
    pub(super) fn compared(&self) -> Compared {
        let mut compared = Compared::default();
        if self.baseline.file().is_none() {
            return compared;
        }
        let mut here: FxHashMap<String, Vec<(Held, usize, u32)>> = FxHashMap::default();
        let held: Vec<(usize, u32, Held)> = self.held().collect();
        let known =
            |(rule, row, _): &(usize, u32, Held)| self.known_print(&self.fingerprint(*rule, *row));
        let prints: Vec<String> = held.par_iter().map(known).collect();
        for (print, (rule, row, held)) in prints.into_iter().zip(held) {
            here.entry(print).or_default().push((held, rule, row));
        }
        let (mut rows, mut unformed) = (Rows::default(), Unformed::new(self));
        let minded = self.minded_by_rules();
        for (print, known) in self.baseline.verdicts() {
            let mut now = here.remove(print).unwrap_or_default();
            now.sort_unstable_by_key(|(held, rule, row)| (Reverse(*held), *rule, *row));
            let held: Vec<Held> = now.iter().map(|(held, _, _)| *held).collect();
            let known = self.of_one(known);
            let (since, left) = paired(&known.held, &held);
            for (mut since, (_, rule, row)) in since.into_iter().zip(now) {
                if let Since { change: Change::Milder, was: Some(_) } = since {
                    let silent = self.silent(&known, &minded[rule], &mut rows);
                    if !silent.is_empty() {
                        since.change = Change::EvidenceLost;
                        compared.silent.insert((rule, row), silent);
                    }
                }
                compared.since.insert((rule, row), since);
            }
            for severity in left.into_iter().filter_map(|held| held.severity) {
                if let Some(fate) = self.fate((print, &known), &minded, (&mut rows, &mut unformed))
                {
                    compared.add(print, &known, severity, fate);
                }
            }
        }
        let new = here.into_values().flatten().map(|(_, rule, row)| ((rule, row), Since::NEW));
        compared.since.extend(new);
        compared.sort();
        compared
    }

    /// What is known of a verdict, once where there can be only one.
    pub(super) fn of_one<'k>(&self, known: &'k Known) -> Cow<'k, Known> {
        match known.held.len() > 1 && self.is_unique(&known.record) {
            true => Cow::Owned(known.once()),
            false => Cow::Borrowed(known),
        }
    }

    /// Every finding and open verdict.
    pub(super) fn held(&self) -> impl Iterator<Item = (usize, u32, Held)> {
        let of = |rule| self.held_of(rule).map(move |(row, held)| (rule, row, held));
        (0..self.outcomes.len()).flat_map(of)
    }

    /// The findings and open verdicts of a rule.
    pub(super) fn held_of(&self, rule: usize) -> impl Iterator<Item = (u32, Held)> {
        let outcome = &self.outcomes[rule];
        let findings = outcome.flagged.iter().map(|(row, severity, possibly)| {
            let possibly = possibly.unwrap_or(*severity);
            (*row, Held { severity: Some(*severity), possibly })
        });
        let open = outcome.undetermined.iter();
        findings
            .chain(open.map(|(row, possibly)| (*row, Held { severity: None, possibly: *possibly })))
    }

    /// The facts that findings rested on which are there still, and that are told no more.
    pub(super) fn silent(
        &self,
        known: &Known,
        minded: &Minded<'_>,
        all: &mut Rows,
    ) -> Vec<MissingFact> {
        let rows = all.entry(minded.subject).or_insert_with(|| self.rows_by_key(minded.subject));
        let rows = rows.get(&known.key).cloned().unwrap_or_default();
        self.told_no_more(minded, (&known.key, &rows), &known.rested, all)
    }

    /// What has become of a finding; nothing where the baseline has it under its present name as well.
    fn fate(
        &self,
        (print, known): (&str, &Known),
        minded: &[Minded<'_>],
        (all, unformed): (&mut Rows, &mut Unformed<'_>),
    ) -> Option<Fate> {
        let found = self.program.rules.iter().enumerate().find(|(place, rule)| {
            let is_of = self.program.schema.record(rule.subject).name == known.record;
            is_of && rule.goes_by(&known.rule) && self.is_known_as(print, *place, &known.key, all)
        });
        let Some((place, _)) = found else {
            let disabled = self.program.disabled.iter().any(|d| *d.rule == *known.rule);
            return Some(Fate::Fixed(if disabled { Cause::RuleDisabled } else { Cause::RuleGone }));
        };
        let is_twice = self.is_known_otherwise(print, place, &known.key, all);
        (!is_twice).then(|| self.fate_of(place, known, minded, (all, unformed)))
    }

    /// Whether the baseline knows what a rule says of the only record of that key by another fingerprint.
    fn is_known_otherwise(&self, print: &str, rule: usize, key: &str, all: &mut Rows) -> bool {
        let subject = self.program.rules[rule].subject;
        let rows = all.entry(subject).or_insert_with(|| self.rows_by_key(subject)).get(key);
        let [row] = rows.map_or(&[][..], Vec::as_slice) else { return false };
        let known = self.known_print(&self.fingerprint(rule, *row));
        known != print && self.baseline.verdicts().contains_key(&known)
    }

    /// Whether a verdict or a grade of the run had that fingerprint before something was renamed.
    pub(super) fn has_formerly(&self, print: &str) -> bool {
        let former = |(rule, row, _)| self.fingerprint(rule, row).former().any(|one| one == print);
        let graded = |(number, graded): (usize, &super::grade::Graded)| {
            let mut rows = graded.order.iter();
            rows.any(|row| self.fingerprints_of_grade(number, *row).iter().any(|one| one == print))
        };
        self.held().any(former) || self.grades.iter().enumerate().any(graded)
    }

    /// What has become of a finding of one of the rules.
    pub(super) fn fate_of(
        &self,
        place: usize,
        known: &Known,
        minded: &[Minded<'_>],
        (all, unformed): (&mut Rows, &mut Unformed<'_>),
    ) -> Fate {
        let rule = &self.program.rules[place];
        let rows = all.entry(rule.subject).or_insert_with(|| self.rows_by_key(rule.subject));
        let Some(rows) = rows.get(&known.key) else {
            let made = self.program.schema.kind(rule.subject).is_made();
            let told_no_more = || {
                let nobody = (known.key.as_str(), [].as_slice());
                let missing = self.told_no_more(&minded[place], nobody, &known.rested, all);
                Some(missing).filter(|missing| made && !missing.is_empty())
            };
            let missing = unformed.may_be(rule.subject, &known.key).or_else(told_no_more);
            let gone = if made { Cause::NotFormed } else { Cause::RecordGone };
            return missing.map_or(Fate::Fixed(gone), Fate::Lost);
        };
        // Records without a key have a name in common: which of them is gone cannot be told.
        if rows.len() < known.held.len() {
            return Fate::Fixed(Cause::RecordGone);
        }
        let rows = rows.clone();
        let missing = self.silent(known, &minded[place], all);
        if !missing.is_empty() {
            return Fate::Lost(missing);
        }
        let applies = |row: &u32| self.verdict(place, *row) != Some(Verdict::NotApplicable);
        Fate::Fixed(if rows.iter().any(applies) { Cause::Clear } else { Cause::NotApplicable })
    }

    /// Whether what a rule says of the records of that key may be known by a fingerprint: what is
    /// called as it was can be a pack's, where it was the project's own.
    fn is_known_as(&self, print: &str, rule: usize, key: &str, all: &mut Rows) -> bool {
        let subject = self.program.rules[rule].subject;
        let rows = all.entry(subject).or_insert_with(|| self.rows_by_key(subject)).get(key);
        let is = |row: &u32| self.fingerprint(rule, *row).all().any(|known| *known == *print);
        rows.is_none_or(|rows| rows.iter().any(is))
    }

    /// Whether records of a kind have keys that tell them apart. Walks that are not followed share
    /// that of what stands for them.
    pub(super) fn is_unique(&self, record: &str) -> bool {
        let schema = &self.program.schema;
        let kind = schema.record_ids().find(|id| schema.record(*id).name == record);
        kind.is_some_and(|id| match schema.kind(id).is_made() {
            true => self.tables.of(id).is_complete(),
            false => !schema.record(id).key.is_empty(),
        })
    }

    /// The rows of a kind by the keys that they have, and by those that they had.
    pub(super) fn rows_by_key(&self, record: RecordId) -> FxHashMap<String, Vec<u32>> {
        let mut rows: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        let all = || 0..self.tables.of(record).subjects() as u32;
        for row in all() {
            rows.entry(self.places().key(record, row)).or_default().push(row);
        }
        if !self.records.formerly.is_empty() {
            let mut then: FxHashMap<String, Vec<u32>> = FxHashMap::default();
            for row in all() {
                for name in self.places().names(record, row).into_iter().skip(1) {
                    then.entry(name).or_default().push(row);
                }
            }
            then.into_iter().for_each(|(name, had)| _ = rows.entry(name).or_insert(had));
        }
        rows
    }

    fn verdict(&self, rule: usize, row: u32) -> Option<Verdict> {
        self.evaluation.subjects(rule, vec![row]).map(|subject| subject.verdict(0))
    }
}
