//! Waivers as they were written.

use super::{Name, Text};
use crate::source::Span;
use crate::value::Date;

/// `waive NAME for "KEY" until DATE because "…" by "…" given …`
#[derive(Clone, PartialEq, Debug)]
pub struct Waive {
    /// The rule that flags.
    pub rule: Name,
    /// The key of what it flags, as reports tell it.
    pub key: Text,
    /// The last day on which it holds.
    pub until: (Date, Span),
    /// Why.
    pub because: Text,
    /// Who answers for it.
    pub by: Text,
    /// What it was given on; a checker's error where it is missing.
    pub given: Option<Given>,
    /// The whole item.
    pub span: Span,
}

/// `given high possibly critical on "stage: signed" under "5e1f0c3a9b7d2e84"`
#[derive(Clone, PartialEq, Debug)]
pub struct Given {
    /// How bad it was, or `undetermined`.
    pub severity: Name,
    /// How bad it possibly was, where that was worse.
    pub possibly: Option<Name>,
    /// The facts that it rested on.
    pub facts: Vec<Text>,
    /// The digits of the rule.
    pub under: Text,
}
