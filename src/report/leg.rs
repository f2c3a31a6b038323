//! A leg of a ring or a path.

use serde::Serialize;

use super::subject::Subject;

/// Who passes something on to whom.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Leg {
    /// The key of the party that it starts from.
    pub from: String,
    /// Of the one that it leads to.
    pub to: String,
    /// The records that tell of it, the first few by their keys.
    pub records: Vec<Subject>,
    /// How many more there are.
    #[serde(skip_serializing_if = "super::told::is_zero")]
    pub more: u64,
}
