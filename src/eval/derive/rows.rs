//! Tables of made rows.

use crate::alarm::Sure;
use crate::record::{Made, Origins, Table};
use crate::ty::{FieldId, RecordId, Schema};
use crate::value::{Column, TextColumn};

/// A table of made rows, for each of which a record of its own stands.
pub(super) fn table(
    schema: &Schema,
    record: RecordId,
    columns: Vec<(FieldId, Column)>,
    keys: TextColumn,
    origins: Vec<(RecordId, u32)>,
) -> (Table, Made) {
    let table = bare(schema, record, origins.len(), columns, keys);
    (table, Made::new(Origins::Own(origins)))
}

/// The same without what is told of made rows.
pub(super) fn bare(
    schema: &Schema,
    record: RecordId,
    rows: usize,
    columns: Vec<(FieldId, Column)>,
    keys: TextColumn,
) -> Table {
    let mut by_field = vec![None; schema.record(record).fields.len()];
    for (field, column) in columns {
        if let Some(slot) = by_field.get_mut(field.0 as usize) {
            *slot = Some(column);
        }
    }
    Table::new(record, rows, by_field, keys)
}

impl Table {
    /// The same with what is told of made rows.
    pub(super) fn with(self, made: Made) -> Table {
        Table { made: Some(Box::new(made)), ..self }
    }
}

/// The members of a list that is made with its holders: references, under the keys of what they
/// refer to.
pub(super) fn list(
    record: RecordId,
    names: &TextColumn,
    values: Vec<u32>,
    parents: Vec<u32>,
) -> Table {
    let keys = values.iter().map(|row| Some(names.get(*row as usize).sure())).collect();
    let (rows, columns) = (parents.len(), vec![Some(Column::Code(values.into()))]);
    Table { parents, ..Table::new(record, rows, columns, keys) }
}
