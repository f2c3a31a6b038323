//! What a run could not look at whole, and because of which records.

use serde::Serialize;

/// What could not be looked at whole.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Limit {
    /// Why not.
    pub kind: LimitKind,
    /// In words; of many records the first are named.
    pub text: String,
    /// The list that is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// The groups and walks that are not looked at whole.
    pub forms: Vec<String>,
    /// All the records that it is about.
    pub records: Vec<Limiting>,
}

/// A record because of which something could not be looked at.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[non_exhaustive]
pub struct Limiting {
    /// Its kind.
    pub record: String,
    /// Its key; of a member of a list that of the record which holds it.
    pub key: String,
    /// What it might form.
    pub forms: Vec<String>,
    /// How many members of it, or steps, there are.
    pub count: u64,
}

/// Why something could not be looked at whole.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LimitKind {
    /// Records do not tell all that ties them to others.
    Untied,
    /// Lists are not given.
    NotGiven,
    /// Of steps of a flow it is not certain that they exist.
    Perhaps,
    /// A flow is too large to be followed.
    TooLarge,
    /// There is nothing that the rules look at.
    Nothing,
}

impl LimitKind {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            LimitKind::Untied => "untied",
            LimitKind::NotGiven => "not-given",
            LimitKind::Perhaps => "perhaps",
            LimitKind::TooLarge => "too-large",
            LimitKind::Nothing => "nothing",
        }
    }
}
