//! Where facts stand, looked up once: findings have many in common, and finding the place of one
//! in a large file means reading its record again.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::outcome::Cell;
use crate::source::{FileId, Position};

/// How many parts the table has, so that threads seldom wait for each other.
const PARTS: usize = 16;

/// Where a cell's text begins; `None` where it stands nowhere.
type At = Option<(FileId, Position)>;

/// The places found so far.
#[derive(Debug, Default)]
pub(super) struct Found([Mutex<FxHashMap<Cell, At>>; PARTS]);

impl Found {
    /// The place of a cell, looked for where it was not asked for before.
    pub(super) fn get(&self, cell: Cell, find: impl FnOnce() -> At) -> At {
        // INVARIANT: a remainder of the number of parts is one of them.
        let part = &self.0[cell.row as usize % PARTS];
        let known = part.lock().unwrap_or_else(PoisonError::into_inner).get(&cell).copied();
        known.unwrap_or_else(|| {
            let at = find();
            part.lock().unwrap_or_else(PoisonError::into_inner).insert(cell, at);
            at
        })
    }
}
