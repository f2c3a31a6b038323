//! What is cited and not in force.

/// A citation of a rule, or of a param that it rests on, that is not in force.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Lapsed {
    /// What is cited.
    pub cited: String,
    /// The param that cites it; `None`: the rule does.
    pub param: Option<String>,
    /// Why it is not in force.
    pub lapse: Lapse,
}

/// Why a citation is not in force.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Lapse {
    /// It begins later than the as-of date.
    NotYet(String),
    /// It ended before it.
    Ended(String),
    /// It belongs to a framework that the run does not look at.
    Elsewhere(String),
}
