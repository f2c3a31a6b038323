//! What was read, and where each value of it stands.

use std::sync::Arc;

use super::growing::trace::{Kept, Trace};
use super::mapping::plan::Plan;
use super::origin::Origin;
use super::readers::rows::Locate;
use super::table::Tables;
use crate::outcome::Cell;
use crate::source::{FileId, Place, Sources};
use crate::ty::{FieldId, RecordId, Schema};

/// What was read, and where each value stands.
pub struct Records {
    /// The records as columns.
    pub tables: Tables,
    /// How many problems there were, those beyond the diagnostics given included.
    pub problems: u64,
    files: Vec<ReadFile>,
}

/// One file after reading.
pub(super) struct ReadFile {
    pub(super) file: FileId,
    /// What the numbers of its traces count.
    pub(super) origin: Origin,
    pub(super) plans: Arc<[Plan]>,
    /// How to find what is not kept, where not all is.
    pub(super) locate: Option<Box<dyn Locate>>,
    /// By record kind.
    pub(super) tables: Vec<FileRows>,
}

/// The rows that a file gave to one table.
pub(super) struct FileRows {
    pub(super) rows: usize,
    /// Those that somebody wrote: not the ones that stand for lists that are not given.
    pub(super) written: usize,
    pub(super) trace: Trace,
}

impl Records {
    /// What was read from those files, as far as no table is made of it yet.
    pub(super) fn new(files: Vec<ReadFile>) -> Records {
        Records { tables: Tables::default(), problems: 0, files }
    }

    /// Where a value stands; for a field that is not given, and for the record as a whole, where
    /// its key stands, or else its first byte.
    pub fn place(&self, sources: &Sources, schema: &Schema, cell: Cell) -> Option<Place> {
        let mut row = cell.row as usize;
        for file in &self.files {
            let table = file.tables.get(cell.record.0 as usize)?;
            if row < table.rows {
                return file.place(sources, schema, cell, row);
            }
            row -= table.rows;
        }
        None
    }

    /// The files that hold records of a kind, in the order in which they were read.
    pub fn files_of(&self, kind: RecordId) -> impl Iterator<Item = FileId> {
        let holds = move |file: &&ReadFile| {
            file.tables.get(kind.0 as usize).is_some_and(|table| table.written > 0)
        };
        self.files.iter().filter(holds).map(|file| file.file)
    }

    /// For each input: the number of records of each kind that it holds, by record id. A list that
    /// is not given has no members to count.
    pub fn counts(&self) -> Vec<Vec<usize>> {
        self.files.iter().map(|f| f.tables.iter().map(|t| t.written).collect()).collect()
    }
}

impl ReadFile {
    fn place(&self, sources: &Sources, schema: &Schema, cell: Cell, row: usize) -> Option<Place> {
        let trace = &self.tables.get(cell.record.0 as usize)?.trace;
        let plan = self.plans.get(cell.record.0 as usize)?;
        let find = |field: FieldId| match trace.get(row, Some(field))? {
            Kept::Spans { field, .. } => field,
            Kept::Start(start) => {
                let bytes = sources.file(self.file).bytes();
                self.locate.as_ref()?.find(bytes, start, plan, field)
            }
        };
        let key = || schema.record(cell.record).key.first().copied().and_then(find);
        if let Some((start, end)) = cell.field.and_then(find).or_else(key) {
            return Some(self.origin.in_file(start, end));
        }
        match trace.get(row, None)? {
            Kept::Spans { record: (start, _), .. } | Kept::Start(start) => {
                Some(self.origin.whole_file().record(start))
            }
        }
    }
}
