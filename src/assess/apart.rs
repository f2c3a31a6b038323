//! The parts of explanations that are told apart, numbered as they are met.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::Assessment;
use crate::outcome::{self, Part};
use crate::report::Explanation;

/// The parts met so far, and the number of each, from 1.
#[derive(Default)]
pub(super) struct Apart(Mutex<(Vec<Part>, FxHashMap<Part, u64>)>);

impl Apart {
    fn number(&self, part: Part) -> u64 {
        let (parts, numbers) = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *numbers.entry(part).or_insert_with(|| {
            parts.push(part);
            parts.len() as u64
        })
    }

    fn get(&self, place: usize) -> Option<Part> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.get(place).copied()
    }
}

impl Assessment<'_> {
    /// A tree in words; what it has in common with others is numbered as it is met.
    pub(super) fn tree(&self, tree: &outcome::Explanation) -> Explanation {
        self.places().explanation(tree, &|part| self.apart.number(part))
    }

    /// The part with a number, less one; what it has in common with others is numbered in turn.
    pub(super) fn told_apart(&self, place: usize) -> Option<Explanation> {
        let tree = self.evaluation.part(self.apart.get(place)?);
        let told = self.tree(&tree);
        Some(Explanation { id: Some(place as u64 + 1), ..told })
    }
}
