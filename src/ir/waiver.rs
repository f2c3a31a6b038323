//! Waivers: findings that somebody answers for, until a day.

use std::sync::Arc;

use crate::outcome::Severity;
use crate::source::Span;
use crate::value::Date;

/// That somebody answers for what a rule says of a record, as long as that is what it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiver {
    /// What the run calls the rule.
    pub rule: Arc<str>,
    /// By which name it says the rule, where that is one that the rule had.
    pub formerly: Option<String>,
    /// The key of the record, as reports tell it.
    pub key: String,
    /// The last day on which it holds.
    pub until: Date,
    /// Why.
    pub because: String,
    /// Who answers for it.
    pub by: String,
    /// How bad the finding was; `None` where the verdict could not be reached.
    pub severity: Option<Severity>,
    /// What it possibly was, at worst.
    pub possibly: Severity,
    /// The facts that it rested on, or that it waited for, as reports tell them.
    pub facts: Vec<String>,
    /// The digits of the rule that it was found by.
    pub under: String,
    /// Where the day stands.
    pub until_span: Span,
    /// The whole item.
    pub span: Span,
}
