//! The params of a run, and those that verdicts rest on.

use serde::Serialize;

/// A param with the value that it has in this run.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Param {
    /// Its name.
    pub name: String,
    /// Its exact value.
    pub value: String,
    /// From which day on that value has been in force, where it is dated.
    pub since: Option<String>,
    /// Whether the run set it, not the rules.
    pub set_by_run: bool,
    /// Between which values it lies, whatever a run sets, as rules write it: `>= 0%`, `<= 100%`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bounds: Vec<String>,
    /// Where its values come from.
    pub cites: Vec<String>,
    /// What it was and will be, where the rule asks for other days than the as-of date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<InForce>,
}

/// A value of a param, and since when it is in force.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct InForce {
    /// Its exact value.
    pub value: String,
    /// The first day; `None`: it always was.
    pub since: Option<String>,
}

/// A param that a verdict rests on, as of another day than the as-of date.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct TakenParam {
    /// Its name.
    pub name: String,
    /// The day or days; where each member has its own, how the rule comes to it.
    pub at: String,
    /// What was in force then, or may have been.
    pub values: Vec<InForce>,
    /// Where they come from.
    pub cites: Vec<String>,
}
