//! What a page shows of a run before its entries.

use super::Request;
use crate::outcome::Severity;

/// A run at a glance: what its entries come to, known before they are told. Only pages ask for it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct Glance {
    /// How many subjects have findings of the two worst severities that there are.
    pub subjects: u64,
    /// How many findings are possibly worse.
    pub worse: u64,
    /// How many verdicts that could not be reached are possibly how bad, the worst first.
    pub open: Vec<(Severity, u64)>,
    /// The facts to ask for that most waits for.
    pub foremost: Vec<Request>,
}
