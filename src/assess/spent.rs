//! What there is of what has a budget, whatever the baseline has of it.

use super::Assessment;
use super::baseline::Held;
use super::budget::{Budget, BudgetOf};
use super::gate::Gate;
use crate::outcome::Severity;
use crate::report::{Note, Reason, ReasonKind, Slack};

/// How many findings there are of what a budget is of.
struct Spent {
    /// For certain.
    found: u64,
    /// With what is open and may be one.
    at_most: u64,
}

impl Assessment<'_> {
    /// The budgets that are exceeded; where open verdicts fail the gate, those that may be as well.
    pub(super) fn over_budget(&self, gate: Gate, budgets: &[Budget]) -> Vec<Reason> {
        let over = |budget: &Budget| {
            // Who waives a finding answers for it, until a day.
            let Spent { found, at_most } =
                self.spent(&budget.of, |rule, row| self.waived(rule, row).is_none());
            let (kind, count) = match budget.allowed {
                allowed if found > allowed => (ReasonKind::Budget, found),
                allowed if at_most > allowed && gate.minds(None) => {
                    (ReasonKind::PossiblyBudget, at_most)
                }
                _ => return None,
            };
            let severity = match budget.of {
                BudgetOf::Severity(severity) => Some(severity),
                BudgetOf::Rule(_) | BudgetOf::Tag(_) => None,
            };
            Some(Reason { severity, budget: Some(budget.told()), ..Reason::new(kind, count) })
        };
        budgets.iter().filter_map(over).collect()
    }

    /// That budgets could be lower, so that they are: what is open may be a finding yet, and what is
    /// waived counts again when the waiver ends.
    pub(super) fn slack(&self, budgets: &[Budget]) -> Option<Note> {
        let slack = |budget: &Budget| {
            let found = self.spent(&budget.of, |_, _| true).at_most;
            (found < budget.allowed).then(|| Slack { budget: budget.told(), found })
        };
        let slack: Vec<Slack> = budgets.iter().filter_map(slack).collect();
        (!slack.is_empty()).then_some(Note::Slack(slack))
    }

    fn spent(&self, of: &BudgetOf, counts_it: impl Fn(usize, u32) -> bool) -> Spent {
        let mut spent = Spent { found: 0, at_most: 0 };
        for (rule, row, held) in self.held() {
            if counts_it(rule, row) && self.is_of(of, &self.program.rules[rule].name) {
                let (found, may_be) = counts(of, held);
                spent.found += u64::from(found);
                spent.at_most += u64::from(found || may_be);
            }
        }
        for lost in &self.compared.lost {
            let held = Held { severity: None, possibly: lost.severity };
            if self.is_of(of, &lost.rule) {
                spent.at_most += u64::from(counts(of, held).1);
            }
        }
        spent
    }

    /// Whether a budget is of what a rule says.
    fn is_of(&self, of: &BudgetOf, rule: &str) -> bool {
        match of {
            BudgetOf::Severity(_) => true,
            BudgetOf::Rule(name) => name == rule,
            BudgetOf::Tag(tag) => {
                let rules = &self.program.rules;
                rules.iter().any(|known| *known.name == *rule && known.tags.contains(tag))
            }
        }
    }
}

/// Whether a verdict is one that a budget counts, and whether it may be.
fn counts(of: &BudgetOf, held: Held) -> (bool, bool) {
    match of {
        BudgetOf::Severity(severity) => {
            let between = |is: Option<Severity>| is < Some(*severity) && *severity <= held.possibly;
            (held.severity == Some(*severity), between(held.severity))
        }
        BudgetOf::Rule(_) | BudgetOf::Tag(_) => (held.severity.is_some(), true),
    }
}
