//! What was read, and where each value of it stands.

use std::sync::Arc;

use super::formerly::Formerly;
use super::growing::TableBuilder;
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
    /// How many values could not be read, or lead nowhere, and are unknown as the manifest says.
    pub tolerated: u64,
    /// The keys that records had.
    pub formerly: Formerly,
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
    /// The columns that no field is read from.
    pub(super) unread: Vec<String>,
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
        Records {
            tables: Tables::default(),
            problems: 0,
            tolerated: 0,
            formerly: Formerly::default(),
            files,
        }
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

    /// What a text file says where a fact stands, without the quotes around it; `None` where it says
    /// nothing, or is no text.
    pub fn words<'s>(&self, sources: &'s Sources, cell: Cell) -> Option<&'s str> {
        let mut row = cell.row as usize;
        for file in &self.files {
            let table = file.tables.get(cell.record.0 as usize)?;
            if row < table.rows {
                let (start, end) = file.find(sources, cell.record, cell.field?, row)?;
                let span = file.origin.in_file(start, end).span()?;
                let text = sources.file(span.file).text();
                let words = text.get(span.start as usize..span.end() as usize)?;
                return Some(words.trim_matches(['"', '\''])).filter(|words| !words.is_empty());
            }
            row -= table.rows;
        }
        None
    }

    /// For each input: the columns, or members of records, that no field is read from. Of records that
    /// are no rows of a table the first ones tell.
    pub fn unread(&self) -> impl Iterator<Item = &[String]> {
        self.files.iter().map(|file| file.unread.as_slice())
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

impl FileRows {
    /// What a file gave to a table, whose places stay with the file.
    pub(super) fn take(table: &mut TableBuilder) -> FileRows {
        FileRows { rows: table.rows, written: table.written(), trace: table.take_trace() }
    }
}

impl ReadFile {
    /// Where a fact stands in the file, as its reader counts.
    fn find(
        &self,
        sources: &Sources,
        record: RecordId,
        field: FieldId,
        row: usize,
    ) -> Option<(usize, usize)> {
        match self.tables.get(record.0 as usize)?.trace.get(row, Some(field))? {
            Kept::Spans { field, .. } => field,
            Kept::Start(start) => {
                let bytes = sources.file(self.file).bytes();
                let plan = self.plans.get(record.0 as usize)?;
                self.locate.as_ref()?.find(bytes, start, plan, field)
            }
        }
    }

    fn place(&self, sources: &Sources, schema: &Schema, cell: Cell, row: usize) -> Option<Place> {
        let trace = &self.tables.get(cell.record.0 as usize)?.trace;
        let find = |field: FieldId| self.find(sources, cell.record, field, row);
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
