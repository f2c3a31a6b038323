//! The parts of explanations that are told apart, numbered as they are met.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::outcome::Part;

/// The parts met so far, and the number of each, from 1.
#[derive(Default)]
pub(super) struct Apart(Mutex<(Vec<Part>, FxHashMap<Part, u64>)>);

impl Apart {
    pub(super) fn number(&self, part: Part) -> u64 {
        let (parts, numbers) = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *numbers.entry(part).or_insert_with(|| {
            parts.push(part);
            parts.len() as u64
        })
    }

    pub(super) fn get(&self, place: usize) -> Option<Part> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.get(place).copied()
    }
}
