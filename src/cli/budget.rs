//! `budget:` of the manifest: how many findings there may be.

use std::collections::BTreeMap;

use super::chosen::{no_rule, no_tag, rules_named};
use super::ended::Stop;
use super::problem::Problem;
use crate::assess::{Budget, BudgetOf};
use crate::diagnostic::Diagnostic;
use crate::ir::Program;
use crate::outcome::Severity;
use crate::record::{Node, Placed};
use crate::source::Span;

/// Budgets as the manifest says them, with their places.
#[derive(Default)]
pub(super) struct Budgets {
    severities: BTreeMap<Severity, u64>,
    /// By the name of the rule.
    rules: BTreeMap<String, (Span, u64)>,
    tags: BTreeMap<String, (Span, u64)>,
}

const KEYS: [&str; 7] = ["critical", "high", "medium", "low", "info", "rules", "tags"];

impl Budgets {
    /// Reads what stands under `budget:`.
    pub(super) fn read(node: Node, wrong: &mut Stop) -> Result<Budgets, Diagnostic> {
        let mut read = Budgets::default();
        let pairs = match node.settings("severities, `rules` or `tags` with their budgets", &KEYS) {
            Ok(pairs) => pairs,
            Err(problems) => {
                wrong.extend(problems);
                return Ok(read);
            }
        };
        for (key, node) in pairs {
            match (key.text.as_str(), Severity::from_name(&key.text)) {
                (_, Some(severity)) => {
                    read.severities.extend(allowed(node, wrong)?.map(|n| (severity, n)));
                }
                ("rules", None) => read.rules = named(node, "rules and their budgets", wrong)?,
                _ => read.tags = named(node, "tags and their budgets", wrong)?,
            }
        }
        Ok(read)
    }

    /// Lays those of a profile over it.
    pub(super) fn lay(&mut self, profile: Budgets) {
        self.severities.extend(profile.severities);
        self.rules.extend(profile.rules);
        self.tags.extend(profile.tags);
    }

    /// The budgets of a run of these rules, the worst severity first; what there is not is an error.
    pub(super) fn of(&self, program: &Program) -> Result<Vec<Budget>, Stop> {
        let mut wrong = Stop::new();
        let severities = self.severities.iter().rev();
        let mut budgets: Vec<Budget> =
            severities.map(|(of, n)| Budget::new(BudgetOf::Severity(*of), *n)).collect();
        let rules = self.rules.iter().map(|(name, told)| (rule(program, name), told));
        let tags = self.tags.iter().map(|(name, told)| (tag(program, name), told));
        for (of, (place, allowed)) in rules.chain(tags) {
            match of {
                Ok(of) => budgets.push(Budget::new(of, *allowed)),
                Err(problem) => {
                    let told = Diagnostic::error("RW004", problem.to_string(), *place, "");
                    wrong.push(told.maybe_help(problem.help()));
                }
            }
        }
        if wrong.is_empty() { Ok(budgets) } else { Err(wrong) }
    }
}

/// How many there may be, by name.
fn named(
    node: Node,
    expected: &str,
    wrong: &mut Stop,
) -> Result<BTreeMap<String, (Span, u64)>, Diagnostic> {
    let mut named = BTreeMap::new();
    for (Placed { text, span }, node) in node.pairs(expected)? {
        named.extend(allowed(node, wrong)?.map(|n| (text, (span, n))));
    }
    Ok(named)
}

/// How many there may be of something.
fn allowed(node: Node, wrong: &mut Stop) -> Result<Option<u64>, Diagnostic> {
    let told = node.placed("how many findings there may be")?;
    let allowed = told.text.parse().ok();
    if allowed.is_none() {
        let message = format!("`{}` is not how many findings there may be, such as 12", told.text);
        wrong.push(Diagnostic::error("RW004", message, told.span, ""));
    }
    Ok(allowed)
}

/// The one rule that a name means.
fn rule(program: &Program, name: &str) -> Result<BudgetOf, Problem> {
    match rules_named(program, name).as_slice() {
        [rule] => Ok(BudgetOf::Rule(rule.clone())),
        [] => Err(no_rule(program, name)),
        several => {
            let what = format!("there is more than one rule `{name}`");
            let help = Some(format!("say which: {}", several.join(" or ")));
            Err(Problem::Unexplained { what, help })
        }
    }
}

/// A tag that rules have.
fn tag(program: &Program, name: &str) -> Result<BudgetOf, Problem> {
    let has = program.rules.iter().any(|rule| rule.tags.iter().any(|tag| tag == name));
    if has { Ok(BudgetOf::Tag(name.to_owned())) } else { Err(no_tag(program, name)) }
}
