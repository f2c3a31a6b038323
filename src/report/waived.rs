//! Who answers for a finding.

use serde::Serialize;

use super::Place;

/// That somebody answers for a finding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Waived {
    /// The last day on which it holds.
    pub until: String,
    /// Why.
    pub because: String,
    /// Who answers for it.
    pub by: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
}
