//! Makes the tables of derived record kinds: groups, steps, legs, walks.

mod between;
mod clusters;
mod cuts;
mod ground;
mod loose;
mod reach;
mod steps;
mod untold;
mod walks;
mod ways;

use std::sync::Arc;

use super::Settings;
use crate::ir::{Derivation, Program};
use crate::record::{Table, Tables};
use crate::ty::{RecordId, Schema};
use crate::value::{Codes, Column, TextColumn};

/// Makes the tables of all derived record kinds, in place of whatever stood there: each of the
/// tables before it. They hold references and names; what they hold does not depend on the order
/// of records.
pub fn derive(program: &Program, tables: &mut Tables, settings: Settings) {
    for derived in &program.derived {
        let made = match &derived.how {
            Derivation::Steps { groups, lines } => {
                steps::make(program, tables, &settings, (derived.record, *groups), lines)
            }
            Derivation::Walks(walked) => {
                walks::make(program, tables, derived.record, walked, &settings)
            }
            Derivation::Reach { legs, longest, .. } => {
                let most = settings.limits.reached;
                reach::make(program, tables, derived.record, (*legs, *longest), most)
            }
        };
        for table in made {
            if let Some(slot) = tables.0.get_mut(table.record.0 as usize) {
                *slot = Arc::new(table);
            }
        }
    }
}

/// A table of made rows.
fn table(
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
fn made(
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
fn list(record: RecordId, names: &TextColumn, values: Vec<u32>, parents: Vec<u32>) -> Table {
    let mut keys = TextColumn::with_capacity(values.len());
    values.iter().for_each(|row| keys.push(Some(names.get(*row as usize).unwrap_or_default())));
    let (rows, columns) = (parents.len(), vec![Some(Column::Code(Codes(values)))]);
    Table { parents, ..Table::new(record, rows, columns, keys) }
}
