//! Where facts stand, looked up once: findings have many in common, and finding the place of one
//! in a large file means reading its record again. Which files hold records of a kind as well.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::outcome::Cell;
use crate::source::{FileId, Spot};
use crate::ty::RecordId;

/// How many parts the table has, so that threads seldom wait for each other.
const PARTS: usize = 16;

/// Where a cell's text begins; `None` where it stands nowhere.
type At = Option<(FileId, Spot)>;

/// The places found so far.
#[derive(Debug, Default)]
pub(super) struct Found {
    cells: [Mutex<FxHashMap<Cell, At>>; PARTS],
    files: Mutex<FxHashMap<RecordId, Arc<[FileId]>>>,
}

impl Found {
    /// The place of a cell, looked for where it was not asked for before.
    pub(super) fn get(&self, cell: Cell, find: impl FnOnce() -> At) -> At {
        // INVARIANT: a remainder of the number of parts is one of them.
        let part = &self.cells[cell.row as usize % PARTS];
        let known = part.lock().unwrap_or_else(PoisonError::into_inner).get(&cell).cloned();
        known.unwrap_or_else(|| {
            let at = find();
            part.lock().unwrap_or_else(PoisonError::into_inner).insert(cell, at.clone());
            at
        })
    }

    /// The files that hold records of a kind, looked for where they were not asked for before.
    pub(super) fn files(
        &self,
        kind: RecordId,
        find: impl FnOnce() -> Arc<[FileId]>,
    ) -> Arc<[FileId]> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(files.entry(kind).or_insert_with(find))
    }
}
