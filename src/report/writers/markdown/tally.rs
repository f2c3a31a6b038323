//! How many there are of what, by severity.

use crate::outcome::Severity;
use crate::report::Summary;
use crate::ty::count;

/// A severity, and what it possibly is: `medium, possibly high`.
pub(super) fn or_worse(severity: Severity, possibly: Option<Severity>) -> String {
    match possibly {
        Some(worse) => format!("{}, possibly {}", severity.name(), worse.name()),
        None => severity.name().to_owned(),
    }
}

/// So many of each severity.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally([u64; Severity::ALL.len()]);

impl Tally {
    /// The findings of a run.
    pub(super) fn of(summary: &Summary) -> Tally {
        Tally(Severity::ALL.map(|severity| summary.count(severity)))
    }

    /// One of them is dealt with.
    pub(super) fn take(&mut self, severity: Severity) {
        let at = Severity::ALL.iter().position(|other| *other == severity);
        if let Some(left) = at.and_then(|at| self.0.get_mut(at)) {
            *left = left.saturating_sub(1);
        }
    }

    /// How many there are in all.
    pub(super) fn all(self) -> u64 {
        self.0.iter().sum()
    }
}

/// `7 critical, 17 high`; nothing where there are none.
impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let each = Severity::ALL.into_iter().zip(self.0).rev().filter(|(_, n)| *n > 0);
        let each: Vec<String> = each.map(|(s, n)| format!("{} {}", count(n), s.name())).collect();
        f.write_str(&each.join(", "))
    }
}
