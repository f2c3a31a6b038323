//! A run beside the baseline: how its verdicts compare, and which findings are none any more, and
//! why. A record that is gone is no remedy.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::Assessment;
use super::baseline::{Held, Known, paired};
use crate::outcome::{Severity, Verdict};
use crate::report::{Cause, Fixed, Since};
use crate::ty::{RecordId, count};

/// How many findings a line names.
const NAMED: usize = 3;

/// How a run compares with the baseline.
#[derive(Default)]
pub(super) struct Compared {
    /// Every finding and open verdict, by rule and row; none where there is no baseline.
    pub(super) since: FxHashMap<(usize, u32), Since>,
    /// The findings that are fixed, in the order of their rules and keys.
    pub(super) fixed: Vec<Fixed>,
}

impl Assessment<'_> {
    /// Compares the run with the baseline, where there is one.
    pub(super) fn compared(&self) -> Compared {
        let mut compared = Compared::default();
        if self.baseline.file().is_none() {
            return compared;
        }
        let mut here: FxHashMap<String, Vec<(Held, usize, u32)>> = FxHashMap::default();
        for (rule, row, held) in self.held() {
            let print = self.fingerprint(rule, row);
            let known = print.all().find(|print| self.baseline.verdicts().contains_key(*print));
            let print = known.unwrap_or(&print.now).clone();
            here.entry(print).or_default().push((held, rule, row));
        }
        let mut rows = FxHashMap::default();
        for (print, known) in self.baseline.verdicts() {
            let mut now = here.remove(print).unwrap_or_default();
            now.sort_unstable_by_key(|(held, rule, row)| (Reverse(*held), *rule, *row));
            let held: Vec<Held> = now.iter().map(|(held, _, _)| *held).collect();
            let (since, left) = paired(&known.held, &held);
            let places = now.iter().map(|(_, rule, row)| (*rule, *row));
            compared.since.extend(places.zip(since));
            let left = left.into_iter().filter_map(|held| held.severity);
            compared.fixed.extend(left.map(|severity| Fixed {
                fingerprint: print.clone(),
                rule: known.rule.clone(),
                record: known.record.clone(),
                key: known.key.clone(),
                severity,
                cause: self.cause(known, &mut rows),
            }));
        }
        let new = here.into_values().flatten().map(|(_, rule, row)| ((rule, row), Since::NEW));
        compared.since.extend(new);
        fn order(f: &Fixed) -> (&str, &str, &str, Reverse<Severity>) {
            (&f.rule, &f.record, &f.key, Reverse(f.severity))
        }
        compared.fixed.sort_by(|a, b| order(a).cmp(&order(b)));
        compared
    }

    /// Every finding and open verdict.
    pub(super) fn held(&self) -> impl Iterator<Item = (usize, u32, Held)> {
        self.outcomes.iter().enumerate().flat_map(|(rule, outcome)| {
            let findings = outcome.flagged.iter().map(move |(row, severity, possibly)| {
                let possibly = possibly.unwrap_or(*severity);
                (rule, *row, Held { severity: Some(*severity), possibly })
            });
            let open = outcome.undetermined.iter().map(move |(row, possibly)| {
                (rule, *row, Held { severity: None, possibly: *possibly })
            });
            findings.chain(open)
        })
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
