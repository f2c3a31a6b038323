//! The gate: whether a run passes, and all that makes it fail.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::baseline::Held;
use super::{Assessment, Options};
use crate::outcome::Severity;
use crate::report::{Change, Limit, Named, Reason, ReasonKind, Since};

/// What an open verdict does to the gate: one that could not be reached, or a finding that is
/// possibly worse.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum UndeterminedPolicy {
    /// It fails the gate.
    Fail,
    /// It fails the gate where the baseline has it not, or less bad.
    New,
    /// It is told.
    Warn,
    /// It is only counted.
    Ignore,
}

impl UndeterminedPolicy {
    pub(super) fn name(self) -> &'static str {
        match self {
            UndeterminedPolicy::Fail => "fail",
            UndeterminedPolicy::New => "new",
            UndeterminedPolicy::Warn => "warn",
            UndeterminedPolicy::Ignore => "ignore",
        }
    }
}

/// What a run must not find.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Gate {
    /// A new finding at or above it fails; `None`: no finding does.
    pub fail_on: Option<Severity>,
    /// What open verdicts do.
    pub undetermined: UndeterminedPolicy,
}

impl Gate {
    /// The name of the severity from which on a finding fails.
    pub(super) fn line(self) -> &'static str {
        self.fail_on.map_or("never", Severity::name)
    }

    /// Whether a finding of that severity fails.
    pub(super) fn is_past(self, severity: Severity) -> bool {
        self.fail_on.is_some_and(|line| severity >= line)
    }

    /// Whether what is open counts, given how it compares with the baseline.
    fn minds(self, since: Option<Since>) -> bool {
        match self.undetermined {
            UndeterminedPolicy::Fail => true,
            UndeterminedPolicy::New => since.is_none_or(|since| since.change.counts()),
            UndeterminedPolicy::Warn | UndeterminedPolicy::Ignore => false,
        }
    }

    /// Why a verdict fails the gate, if it does, and how bad that is.
    fn reason(self, now: Held, since: Option<Since>) -> Option<(ReasonKind, Severity)> {
        let change = since.map_or(Change::New, |since| since.change);
        let told = match (change, now.severity) {
            (Change::New, Some(severity)) => Some((ReasonKind::New, severity)),
            (Change::Worse, Some(severity)) => Some((ReasonKind::Worse, severity)),
            (Change::EvidenceLost, _) => {
                since.and_then(|since| since.was).map(|was| (ReasonKind::EvidenceLost, was))
            }
            (Change::New | Change::Worse, None) | (Change::Milder | Change::Unchanged, _) => None,
        };
        told.filter(|(_, severity)| self.is_past(*severity)).or_else(|| {
            let open = match now.severity {
                None => Some(ReasonKind::Undetermined),
                Some(is) if is < now.possibly && self.is_past(now.possibly) => {
                    Some(ReasonKind::Possibly)
                }
                Some(_) => None,
            };
            open.filter(|_| self.minds(since)).map(|kind| (kind, now.possibly))
        })
    }
}

/// How a run's verdicts stand to the gate and the baseline.
#[derive(Default)]
pub(super) struct Judged {
    pub(super) reasons: Vec<Reason>,
    /// How many findings the baseline has, as bad or worse.
    pub(super) known: u64,
    /// How many verdicts compare so with the baseline.
    pub(super) worse: u64,
    /// The rules and keys of the findings whose evidence is lost.
    pub(super) lost: Vec<Named>,
}

impl Assessment<'_> {
    /// Judges every verdict.
    pub(super) fn judge(&self, options: &Options, limits: &[Limit]) -> Judged {
        let mut judged = Judged::default();
        let mut counts: BTreeMap<(ReasonKind, Reverse<Option<Severity>>), u64> = BTreeMap::new();
        let gate = options.gate;
        for (rule, row, now) in self.held() {
            let since = self.since(rule, row);
            judged.add(now, since, || self.named(rule, row));
            if let Some((kind, severity)) = gate.reason(now, since) {
                *counts.entry((kind, Reverse(Some(severity)))).or_default() += 1;
            }
        }
        for lost in &self.compared.lost {
            judged.lost.push(Named { rule: lost.rule.clone(), key: lost.key.clone() });
            if gate.is_past(lost.severity) {
                let kind = (ReasonKind::EvidenceLost, Reverse(Some(lost.severity)));
                *counts.entry(kind).or_default() += 1;
            }
        }
        // What was not looked at may say anything.
        let minded = limits.iter().filter(|limit| match gate.undetermined {
            UndeterminedPolicy::Fail => true,
            UndeterminedPolicy::New => options.baseline.limits().is_new(limit),
            UndeterminedPolicy::Warn | UndeterminedPolicy::Ignore => false,
        });
        let minded = minded.count() as u64;
        if minded > 0 {
            counts.insert((ReasonKind::Limit, Reverse(None)), minded);
        }
        let reason = |((kind, Reverse(severity)), count)| Reason { kind, count, severity };
        judged.reasons = counts.into_iter().map(reason).collect();
        judged
    }

    /// How a verdict compares with the baseline, where there is one.
    pub(super) fn since(&self, rule: usize, row: u32) -> Option<Since> {
        self.compared.since.get(&(rule, row)).copied()
    }

    fn named(&self, rule: usize, row: u32) -> Named {
        let rule = &self.program.rules[rule];
        Named { rule: rule.name.to_string(), key: self.places().key(rule.subject, row) }
    }
}

impl Judged {
    fn add(&mut self, now: Held, since: Option<Since>, named: impl FnOnce() -> Named) {
        match since.map(|since| since.change) {
            Some(Change::EvidenceLost) => self.lost.push(named()),
            Some(Change::Worse) => self.worse += 1,
            Some(Change::Milder | Change::Unchanged) => {
                self.known += u64::from(now.severity.is_some())
            }
            Some(Change::New) | None => {}
        }
    }
}
