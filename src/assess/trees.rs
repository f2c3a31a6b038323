//! Which verdicts are explained by the tree of their condition.

use super::assessment::{Assessment, Hit};
use super::options::{Explanations, WORST};
use crate::ir::Rule;
use crate::outcome::{self, RuleOutcome};
use crate::report::{Explanation, Note};

impl Assessment<'_> {
    /// Marks those of the findings, given worst first, that are explained.
    pub(super) fn mark(&self, hits: &mut [Hit]) {
        let most = self.trees.map_or(0, Explanations::most);
        let mut left = vec![most; self.outcomes.len()];
        for hit in hits {
            if let Some(left) = left.get_mut(hit.rule as usize) {
                hit.tree = *left > 0;
                *left = left.saturating_sub(1);
            }
        }
    }

    /// The same of verdicts that could not be reached.
    pub(super) fn mark_open(&self, hits: &mut [Hit]) {
        let all = self.trees == Some(Explanations::All);
        hits.iter_mut().for_each(|hit| hit.tree = all);
    }

    /// How many findings of a rule are not explained.
    pub(super) fn unexplained_of(&self, outcome: &RuleOutcome) -> u64 {
        self.trees.map_or(0, |trees| trees.leaves_out(outcome.flagged.len()))
    }

    /// That findings are not explained which a reader may expect to be.
    pub(super) fn unexplained(&self) -> Option<Note> {
        let worst = self.trees.filter(|trees| *trees == Explanations::Worst)?;
        let all = self.outcomes.iter().map(|o| worst.leaves_out(o.flagged.len())).sum();
        (all > 0).then_some(Note::Unexplained { findings: all, worst: WORST as u64 })
    }

    /// A tree in words; what it has in common with others is numbered as it is met.
    pub(super) fn tree(&self, tree: &outcome::Explanation, rule: Option<&Rule>) -> Explanation {
        self.places().explanation(tree, rule, &|part| self.apart.number(part))
    }

    /// The same of the rule of that name.
    pub(super) fn tree_of(&self, rule: &str, tree: &outcome::Explanation) -> Explanation {
        self.tree(tree, self.program.rules.iter().find(|known| *known.name == *rule))
    }

    /// The part with a number, less one; what it has in common with others is numbered in turn.
    pub(super) fn told_apart(&self, place: usize) -> Option<Explanation> {
        let tree = self.evaluation.part(self.apart.get(place)?);
        let told = self.tree(&tree, None);
        Some(Explanation { id: Some(place as u64 + 1), ..told })
    }
}
