//! Budgets: how many findings there may be, whatever the baseline has.

use serde::Serialize;

/// What a budget is of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Budgeted {
    /// Findings of a severity.
    Severity,
    /// Findings of a rule.
    Rule,
    /// Findings of the rules with a tag.
    Tag,
}

/// How many findings of something there may be.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[non_exhaustive]
pub struct Budget {
    /// Of what.
    pub of: Budgeted,
    /// The severity, rule or tag.
    pub name: String,
    /// How many.
    pub allowed: u64,
}

impl Budget {
    /// What it is of, the same from run to run; a severity goes by its name alone.
    pub fn about(&self) -> String {
        match self.of {
            Budgeted::Severity => self.name.clone(),
            Budgeted::Rule => format!("rule {}", self.name),
            Budgeted::Tag => format!("tag {}", self.name),
        }
    }
}

/// A budget that could be lower.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Slack {
    /// The budget.
    pub budget: Budget,
    /// How many there are at most.
    pub found: u64,
}
