//! How far past its line a finding is, and whose line that is.

use serde::Serialize;

use crate::value::Decimal;

/// How far past its line a finding is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Margin {
    /// What is compared, as the rule has it.
    #[serde(rename = "expression")]
    pub measure: String,
    /// What readers call it, where the rule says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
    /// What that comes to.
    pub value: String,
    /// How far past the line it is.
    #[serde(skip)]
    pub past: Past,
    /// The line.
    pub line: String,
    /// Whose line it is: the params that it is made of.
    pub policy: Vec<LinePolicy>,
}

/// A param that a line is made of, and what it rests on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct LinePolicy {
    /// Its name.
    pub param: String,
    /// Why it is what it is.
    #[serde(flatten)]
    pub basis: LineBasis,
}

/// What a line rests on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "basis", content = "cites", rename_all = "snake_case")]
#[non_exhaustive]
pub enum LineBasis {
    /// On nothing but the will of the house.
    HousePolicy,
    /// The run sets it, whatever it is elsewhere.
    SetByRun,
    /// What is in force of what it cites; nothing where all of that has ended, or is of a framework
    /// that the run does not look at.
    Cited(Vec<String>),
}

impl Margin {
    /// What is compared, for readers.
    pub fn said(&self) -> &str {
        self.called.as_deref().unwrap_or(&self.measure)
    }
}

/// How far past a line something is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Past {
    /// At it.
    At,
    /// So many times the line.
    Times {
        /// The least.
        least: Decimal,
        /// The most; `None`: there is no end.
        most: Option<Decimal>,
    },
    /// Where a multiple would say nothing: the value above the line.
    Above(String),
    /// The value below the line.
    Below(String),
}
