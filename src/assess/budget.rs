//! Budgets: how many findings there may be. They are of what there is, whatever the baseline has of it.

use crate::outcome::Severity;
use crate::report::{self, Budgeted};

/// How many findings of something there may be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Budget {
    pub(super) of: BudgetOf,
    pub(super) allowed: u64,
}

/// What a budget is of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BudgetOf {
    /// Findings of that severity.
    Severity(Severity),
    /// Findings of that rule, as the run calls it.
    Rule(String),
    /// Findings of the rules with that tag.
    Tag(String),
}

impl Budget {
    /// So many findings may be of that.
    pub fn new(of: BudgetOf, allowed: u64) -> Budget {
        Budget { of, allowed }
    }

    /// As reports tell it.
    pub(super) fn told(&self) -> report::Budget {
        let (of, name) = match &self.of {
            BudgetOf::Severity(severity) => (Budgeted::Severity, severity.name()),
            BudgetOf::Rule(rule) => (Budgeted::Rule, rule.as_str()),
            BudgetOf::Tag(tag) => (Budgeted::Tag, tag.as_str()),
        };
        report::Budget { of, name: name.to_owned(), allowed: self.allowed }
    }
}
