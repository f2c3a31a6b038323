//! What verdicts are about.

use serde::{Deserialize, Serialize};

use super::place::Place;

/// What a verdict is about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Subject {
    /// The record kind.
    pub record: String,
    /// Its key.
    pub key: String,
    /// What people call it, where its record tells that: of what is made of several records, their
    /// names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Option<Place>,
}
