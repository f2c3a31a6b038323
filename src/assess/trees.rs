//! Which verdicts are explained by the tree of their condition.

use super::{Assessment, Hit};
use crate::outcome::RuleOutcome;
use crate::report::Note;

/// Which verdicts of a report for programs come with the tree of the condition that decided them:
/// what they rest on, with every value. Facts, missing facts and ways out come with all of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
#[non_exhaustive]
pub enum Explanations {
    /// No verdicts.
    None,
    /// The worst findings of each rule: the first thousand.
    #[default]
    Worst,
    /// All findings.
    Findings,
    /// All findings, and what could not be decided.
    All,
}

impl Explanations {
    /// How many findings of each rule are explained.
    fn most(self) -> usize {
        match self {
            Explanations::None => 0,
            Explanations::Worst => WORST,
            Explanations::Findings | Explanations::All => usize::MAX,
        }
    }

    /// How many of a rule's findings are not.
    pub(super) fn leaves_out(self, findings: usize) -> u64 {
        findings.saturating_sub(self.most()) as u64
    }
}

/// How many findings of each rule come with their trees unless more are asked for: a rule that
/// flags more than that is not read finding by finding.
const WORST: usize = 1000;

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
}
