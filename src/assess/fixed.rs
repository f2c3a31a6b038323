//! Findings of the baseline that are none any more, and why: a record that is gone is no remedy.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Assessment;
use super::baseline::Known;
use crate::outcome::Verdict;
use crate::report::{Cause, Fixed};
use crate::ty::{RecordId, count};

/// How many findings a line names.
const NAMED: usize = 3;

impl Assessment<'_> {
    /// The findings that are fixed, in the order of their rules and keys.
    pub(super) fn fixed(&self) -> Vec<Fixed> {
        if self.baseline.file().is_none() {
            return Vec::new();
        }
        let here = self.fingerprints();
        let gone = self.baseline.verdicts().filter(|(print, _)| !here.contains(*print));
        let mut rows = FxHashMap::default();
        let fixed = |(print, known): (&String, &Known)| {
            Some(Fixed {
                fingerprint: print.clone(),
                rule: known.rule.clone(),
                record: known.record.clone(),
                key: known.key.clone(),
                severity: known.held.severity?,
                cause: self.cause(known, &mut rows),
            })
        };
        let mut fixed: Vec<Fixed> = gone.filter_map(fixed).collect();
        fixed.sort_by(|a, b| (&a.rule, &a.record, &a.key).cmp(&(&b.rule, &b.record, &b.key)));
        fixed
    }

    /// The fingerprints of all findings and open verdicts.
    fn fingerprints(&self) -> FxHashSet<String> {
        let mut here = FxHashSet::default();
        for (rule, outcome) in self.outcomes.iter().enumerate() {
            let flagged = outcome.flagged.iter().map(|(row, _, _)| *row);
            let rows = flagged.chain(outcome.undetermined.iter().map(|(row, _)| *row));
            for row in rows {
                here.extend(self.fingerprint(rule, row).all().cloned());
            }
        }
        here
    }

    fn cause(
        &self,
        known: &Known,
        rows: &mut FxHashMap<RecordId, FxHashMap<String, u32>>,
    ) -> Cause {
        let found = self.program.rules.iter().enumerate().find(|(_, rule)| {
            *rule.name == *known.rule
                && self.program.schema.record(rule.subject).name == known.record
        });
        let Some((place, rule)) = found else {
            let disabled = self.program.disabled.iter().any(|d| *d.rule == *known.rule);
            return if disabled { Cause::RuleDisabled } else { Cause::RuleGone };
        };
        let rows = rows.entry(rule.subject).or_insert_with(|| {
            let all = 0..self.tables.of(rule.subject).rows as u32;
            all.map(|row| (self.places().key(rule.subject, row), row)).collect()
        });
        let Some(row) = rows.get(&known.key) else { return Cause::RecordGone };
        match self.evaluation.detail(place, *row).map(|detail| detail.verdict) {
            Some(Verdict::NotApplicable) => Cause::NotApplicable,
            _ => Cause::Clear,
        }
    }
}

/// What people are told of findings that are fixed, by cause.
pub(super) fn told(fixed: &[Fixed]) -> Option<String> {
    let mut causes: Vec<Cause> = fixed.iter().map(|fixed| fixed.cause).collect();
    causes.sort_unstable();
    causes.dedup();
    let told = causes.into_iter().map(|cause| {
        let of = fixed.iter().filter(|fixed| fixed.cause == cause);
        let keys: Vec<(&str, &str)> = of.map(|f| (f.rule.as_str(), f.key.as_str())).collect();
        format!("{} {} ({})", count(keys.len() as u64), cause.words(), listed(&keys))
    });
    let told: Vec<String> = told.collect();
    let no_more = match fixed.len() {
        0 => return None,
        1 => "1 finding of the baseline is none any more".to_owned(),
        n => format!("{} findings of the baseline are none any more", count(n as u64)),
    };
    Some(format!("{no_more}: {}", told.join(", ")))
}

/// What people are told of findings whose evidence is lost.
pub(super) fn lost(lost: &[(String, String)]) -> Option<String> {
    let names: Vec<(&str, &str)> = lost.iter().map(|(r, k)| (r.as_str(), k.as_str())).collect();
    let findings = match names.len() {
        0 => return None,
        1 => "1 finding".to_owned(),
        n => format!("{} findings", count(n as u64)),
    };
    Some(format!(
        "evidence is lost of {findings} of the baseline, which the facts do not tell any more: {}",
        listed(&names)
    ))
}

fn listed(names: &[(&str, &str)]) -> String {
    let first: Vec<String> =
        names.iter().take(NAMED).map(|(rule, key)| format!("{rule} of {key}")).collect();
    match names.len().saturating_sub(NAMED) {
        0 => first.join(", "),
        more => format!("{} and {} more", first.join(", "), count(more as u64)),
    }
}
