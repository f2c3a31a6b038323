//! By what else earlier reports may know something.

use serde::Serialize;

/// By what earlier reports know a verdict or a grade whose record or rule was renamed since, or whose
/// facts name a record that was.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Formerly {
    /// The fingerprints that it had, or may have had.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fingerprints: Vec<String>,
    /// The digits of what it rests on, with the names that records had.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
}

impl Formerly {
    /// What is known by these.
    pub fn new(fingerprints: Vec<String>, evidence: Vec<String>) -> Formerly {
        Formerly { fingerprints, evidence }
    }

    /// Whether it is known by nothing else.
    pub fn is_empty(&self) -> bool {
        self.fingerprints.is_empty() && self.evidence.is_empty()
    }
}
