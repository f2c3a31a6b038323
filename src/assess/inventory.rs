//! What record files say before any rule looks at them, taken from the tables as they were read.

mod field;

use rayon::prelude::*;

use super::found::Found;
use super::places::Places;
use crate::ir::Program;
use crate::record::{Input, Records, Table};
use crate::report::inventory::{Counted, FieldRead, Inventory, KindRead, ReadFile};
use crate::report::{Note, Skipped};
use crate::source::Sources;
use crate::ty::{FieldId, RecordId};

/// What stands beside the records.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The project's name.
    pub project: Option<String>,
    /// How many mistakes the files have.
    pub mistakes: u64,
    /// What was told while they were read.
    pub notes: Vec<Note>,
    /// What was passed over.
    pub skipped: Vec<Skipped>,
}

/// What those records say, field by field.
pub fn inventory(
    sources: &Sources,
    program: &Program,
    records: &Records,
    inputs: &[Input],
    beside: Beside,
) -> Inventory {
    let found = Found::default();
    let tables = &records.tables;
    let places = Places { sources, program, records, tables, scenario: None, found: &found };
    let schema = &program.schema;
    let read = |kind: &RecordId| !schema.record(*kind).kind.is_made();
    let (some, none): (Vec<RecordId>, Vec<RecordId>) =
        schema.record_ids().filter(read).partition(|kind| written(tables.of(*kind)) > 0);
    let name = |kind: RecordId| schema.record(kind).name.clone();
    let none_of = none.into_iter().filter(|kind| schema.record(*kind).is_section()).map(name);
    Inventory {
        project: beside.project,
        files: files(places, inputs),
        kinds: some.into_iter().map(|kind| read_kind(places, kind)).collect(),
        none_of: none_of.collect(),
        mistakes: beside.mistakes,
        notes: beside.notes,
        skipped: beside.skipped,
    }
}

/// The files by their names, with what each holds.
fn files(places: Places<'_>, inputs: &[Input]) -> Vec<ReadFile> {
    let counts = places.records.counts();
    let each = inputs.iter().zip(counts).zip(places.records.unread());
    let mut files: Vec<ReadFile> = each
        .map(|((input, counts), unread)| {
            let kinds = places.program.schema.records.iter().zip(counts);
            let held = kinds.filter(|(_, count)| *count > 0);
            ReadFile {
                path: places.sources.file(input.file).called.to_string(),
                format: input.format.name().to_owned(),
                records: held
                    .map(|(kind, count)| Counted { what: kind.name.clone(), count: count as u64 })
                    .collect(),
                unread: unread.to_vec(),
            }
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// What the records of a kind tell.
fn read_kind(places: Places<'_>, kind: RecordId) -> KindRead {
    let fields: Vec<FieldId> =
        (0..places.program.schema.record(kind).fields.len()).map(|i| FieldId(i as u32)).collect();
    let read = |field: &FieldId| -> Option<FieldRead> { field::read(places, kind, *field) };
    KindRead {
        record: places.program.schema.record(kind).name.clone(),
        records: written(places.tables.of(kind)) as u64,
        fields: fields.par_iter().filter_map(read).collect(),
    }
}

/// How many rows somebody wrote: those that stand for lists that are not given are none.
fn written(table: &Table) -> usize {
    table.rows - table.unseen.count()
}
