//! The gate: what a run must not find.

use super::baseline::Held;
use crate::outcome::Severity;
use crate::report::{Change, ReasonKind, Since};
use crate::value::Decimal;

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

/// What a finding does to the gate that the baseline has, as bad as it is, on other facts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum ChangedPolicy {
    /// It fails the gate as a new one does.
    Fail,
    /// It is told.
    Warn,
    /// Nobody asks what it rests on.
    Ignore,
}

impl ChangedPolicy {
    pub(super) fn name(self) -> &'static str {
        match self {
            ChangedPolicy::Fail => "fail",
            ChangedPolicy::Warn => "warn",
            ChangedPolicy::Ignore => "ignore",
        }
    }
}

/// What it does to the gate that rules, params or the gate are others than in the baseline.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub enum PolicyChanges {
    /// It fails the gate.
    Fail,
    /// It is told.
    #[default]
    Warn,
}

/// What a run must not find.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Gate {
    /// A new finding at or above it fails; `None`: no finding does.
    pub fail_on: Option<Severity>,
    /// What is at stake in new findings fails at or above it, in the reporting currency; `None`: no
    /// amount does.
    pub fail_on_amount: Option<Decimal>,
    /// What open verdicts do.
    pub undetermined: UndeterminedPolicy,
    /// What findings do that rest on other facts than in the baseline.
    pub changed: ChangedPolicy,
}

impl Gate {
    /// One that nothing fails.
    pub const NONE: Gate = Gate {
        fail_on: None,
        fail_on_amount: None,
        undetermined: UndeterminedPolicy::Ignore,
        changed: ChangedPolicy::Ignore,
    };

    /// The name of the severity from which on a finding fails.
    pub(super) fn line(self) -> &'static str {
        self.fail_on.map_or("never", Severity::name)
    }

    /// Whether a finding of that severity fails.
    pub(super) fn is_past(self, severity: Severity) -> bool {
        self.fail_on.is_some_and(|line| severity >= line)
    }

    /// Whether a verdict counts that compares so with the baseline, where there is one.
    pub(super) fn counts(self, since: Option<Since>) -> bool {
        since.is_none_or(|since| match since.change {
            Change::Changed => self.changed == ChangedPolicy::Fail,
            change => change.counts(),
        })
    }

    /// Whether what is open counts, given how it compares with the baseline.
    pub(super) fn minds(self, since: Option<Since>) -> bool {
        match self.undetermined {
            UndeterminedPolicy::Fail => true,
            UndeterminedPolicy::New => self.counts(since),
            UndeterminedPolicy::Warn | UndeterminedPolicy::Ignore => false,
        }
    }

    /// Why a finding of the baseline fails the gate whose evidence is lost, if it does; each is as
    /// bad as it was.
    pub(super) fn reason_of_lost(self, was: Severity) -> Option<ReasonKind> {
        self.is_past(was).then_some(ReasonKind::EvidenceLost)
    }

    /// Why a verdict fails the gate, if it does, and how bad that is.
    pub(super) fn reason(self, now: Held, since: Option<Since>) -> Option<(ReasonKind, Severity)> {
        let change = since.map_or(Change::New, |since| since.change);
        let told = match (change, now.severity) {
            (Change::New, Some(severity)) => Some((ReasonKind::New, severity)),
            (Change::Worse, Some(severity)) => Some((ReasonKind::Worse, severity)),
            (Change::EvidenceLost, _) => {
                since.and_then(|since| since.was).map(|was| (ReasonKind::EvidenceLost, was))
            }
            (Change::Changed, Some(severity)) if self.changed == ChangedPolicy::Fail => {
                Some((ReasonKind::Changed, severity))
            }
            (Change::New | Change::Worse, None)
            | (Change::Changed | Change::Milder | Change::Unchanged, _) => None,
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
