//! Facts that several sources tell take what the strongest of them say, where the vocabulary ranks
//! kinds of sources. Whose kind is not known may be among the strongest.

use std::sync::Arc;

use super::statement::{Statement, Statements, together};
use super::table::{Table, Tables};
use crate::ty::{Field, FieldId, Schema};
use crate::value::{Scalar, column};

/// Lets the strongest sources of each fact decide.
pub(super) fn rank(schema: &Schema, tables: &mut Tables) {
    let Some((evidence, kind)) = schema.evidence().and_then(|e| Some((e.record, e.kind?.0))) else {
        return;
    };
    if schema.rank.is_empty() {
        return;
    }
    let sources = tables.0.get(evidence.0 as usize).cloned();
    let kinds = sources.as_ref().and_then(|sources| sources.column(kind));
    let kind_of = |source: Option<u32>| match kinds?.get(source? as usize) {
        Scalar::Code(kind) => kind,
        _ => None,
    };
    for table in &mut tables.0 {
        let record = table.record;
        let fields = (0..).map(FieldId).zip(&table.statements);
        // By what it ranks the order does not ask itself.
        let asked = fields.filter(|(field, _)| (record, *field) != (evidence, kind));
        let decided = asked.filter_map(|(field, statements)| {
            let of_field = schema.field(record, field);
            let made = decided(schema, of_field, statements.as_ref()?, kind_of);
            (!made.is_empty()).then_some((field, made))
        });
        let decided: Vec<(FieldId, Vec<(u32, Scalar)>)> = decided.collect();
        for (field, values) in decided {
            put(Arc::make_mut(table), field, values);
        }
    }
}

/// The facts of a field that some of their sources are outranked on, with what the others allow.
fn decided(
    schema: &Schema,
    field: &Field,
    statements: &Statements,
    kind_of: impl Fn(Option<u32>) -> Option<u32>,
) -> Vec<(u32, Scalar)> {
    let of_row = |row: u32| {
        let told: Vec<Statement<'_>> =
            statements.of(row).filter(|one| !one.value.is_unknown()).collect();
        let kinds: Vec<Option<u32>> = told.iter().map(|one| kind_of(one.source)).collect();
        let strongest = schema.rank.strongest(&kinds);
        if strongest.iter().all(|strongest| *strongest) {
            return None;
        }
        let mut values = told.iter().zip(strongest).filter(|(_, is)| *is).map(|(one, _)| one.value);
        let first = values.next()?.clone();
        let common = values.try_fold(first, |common, value| together(&common, value));
        Some((row, common.unwrap_or_else(|| field.untold())))
    };
    statements.rows().filter_map(of_row).collect()
}

fn put(table: &mut Table, field: FieldId, decided: Vec<(u32, Scalar)>) {
    let Some(Some(slot)) = table.columns.get_mut(field.0 as usize) else { return };
    let mut values: Vec<Scalar> = (0..slot.len()).map(|row| slot.get(row)).collect();
    for (row, value) in decided {
        if let Some(place) = values.get_mut(row as usize) {
            *place = value;
        }
    }
    if let Some(first) = values.first().cloned() {
        *slot = column(&first, values.into_iter());
    }
}
