//! The gate: whether a run passes.

use rustc_hash::FxHashMap;

use crate::outcome::Severity;

/// What an undetermined verdict does to the gate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UndeterminedPolicy {
    /// It fails the gate.
    Fail,
    /// It is told.
    Warn,
    /// It is only counted.
    Ignore,
}

/// What a run must not find.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Gate {
    /// A new finding at or above it fails; `None`: no finding does.
    pub fail_on: Option<Severity>,
    /// What undetermined verdicts do.
    pub undetermined: UndeterminedPolicy,
}

impl Gate {
    /// Whether the gate is met, given the worst finding that counts and the number of
    /// undetermined verdicts.
    pub fn passes(self, worst: Option<Severity>, undetermined: u64) -> bool {
        let found = worst.zip(self.fail_on).is_some_and(|(worst, line)| worst >= line);
        let open = self.undetermined == UndeterminedPolicy::Fail && undetermined > 0;
        !found && !open
    }
}

/// The findings of an earlier report, by fingerprint: what it had does not count again, unless
/// it has become worse.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Baseline(FxHashMap<String, Severity>);

impl Baseline {
    /// From fingerprints and severities.
    pub fn new(findings: impl IntoIterator<Item = (String, Severity)>) -> Baseline {
        Baseline(findings.into_iter().collect())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the earlier report had the finding, at least as bad as it is now.
    pub fn holds(&self, fingerprint: &str, severity: Severity) -> bool {
        self.0.get(fingerprint).is_some_and(|then| severity <= *then)
    }
}
