//! How many there are of what, by severity.

use crate::outcome::Severity;
use crate::report::Summary;
use crate::report::words::tally;

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
        let of = |severity| {
            let at = Severity::ALL.iter().position(|other| *other == severity);
            at.and_then(|at| self.0.get(at)).copied().unwrap_or_default()
        };
        f.write_str(&tally(of))
    }
}
