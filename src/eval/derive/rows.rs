//! Tables of made rows.

use crate::alarm::Sure;
use crate::record::Table;
use crate::ty::{RecordId, Schema};
use crate::value::{Codes, Column, TextColumn};

/// A table of made rows.
pub(super) fn table(
    schema: &Schema,
    record: RecordId,
    columns: Vec<Column>,
    keys: TextColumn,
    origins: Vec<(RecordId, u32)>,
) -> Table {
    let table = made(schema, record, origins.len(), columns, keys);
    Table { origins, ..table }
}

/// The same without what stands for each.
pub(super) fn made(
    schema: &Schema,
    record: RecordId,
    rows: usize,
    columns: Vec<Column>,
    keys: TextColumn,
) -> Table {
    let mut columns: Vec<Option<Column>> = columns.into_iter().map(Some).collect();
    columns.resize(schema.record(record).fields.len(), None);
    Table::new(record, rows, columns, keys)
}

/// The members of a list that is made with its holders: references, under the keys of what they
/// refer to.
pub(super) fn list(
    record: RecordId,
    names: &TextColumn,
    values: Vec<u32>,
    parents: Vec<u32>,
) -> Table {
    let mut keys = TextColumn::with_capacity(values.len());
    values.iter().for_each(|row| keys.push(Some(names.get(*row as usize).sure())));
    let (rows, columns) = (parents.len(), vec![Some(Column::Code(Codes(values)))]);
    Table { parents, ..Table::new(record, rows, columns, keys) }
}
