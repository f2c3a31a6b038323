//! Members of lists taken away and added, by the book: tables are written anew with those who are left.

use std::sync::Arc;

use riskwright::eval::Settings;
use riskwright::ir::{Addition, Over, Program, Removal};
use riskwright::record::{Table, Tables};
use riskwright::ty::{FieldId, RecordId};
use riskwright::value::{Bits, Codes, Column, Scalar, Tri, column};

use super::super::interpreter::Oracle;
use super::within;

/// A member as it is written anew.
#[derive(Clone)]
struct Written {
    holder: u32,
    facts: Vec<Option<Scalar>>,
    unseen: bool,
    perhaps: bool,
}

/// Each member, whether it is meant.
pub(super) fn remove(
    program: &Program,
    tables: &mut Tables,
    removal: &Removal,
    settings: Settings,
) {
    let record = removal.over.record;
    let meant = meant(program, tables, &removal.over, settings);
    let mut left = Vec::new();
    for (mut member, meant) in written(tables.of(record)).into_iter().zip(meant) {
        member.perhaps |= meant == Tri::Unknown;
        if meant != Tri::True {
            left.push(member);
        }
    }
    write(program, tables, record, left);
}

/// A member more for each holder that is meant.
pub(super) fn add(program: &Program, tables: &mut Tables, addition: &Addition, settings: Settings) {
    let meant = meant(program, tables, &addition.over, settings);
    let mut all = written(tables.of(addition.members));
    let before = tables.clone();
    let oracle = Oracle::new(program, &before, settings.as_of, settings.currency);
    for (holder, meant) in (0..).zip(meant) {
        if meant == Tri::False {
            continue;
        }
        let fields = program.schema.record(addition.members).fields.len() as u32;
        let fact = |field: FieldId| {
            before.of(addition.members).column(field)?;
            let (_, value) = addition.values.iter().find(|(other, _)| *other == field)?;
            let bounds = &program.schema.field(addition.members, field).bounds;
            Some(within(oracle.value(*value, &[holder]), bounds))
        };
        let facts = (0..fields).map(FieldId).map(fact).collect();
        all.push(Written { holder, facts, unseen: false, perhaps: meant == Tri::Unknown });
    }
    all.sort_by_key(|member| member.holder);
    write(program, tables, addition.members, all);
}

fn meant(program: &Program, tables: &Tables, over: &Over, settings: Settings) -> Vec<Tri> {
    let oracle = Oracle::new(program, tables, settings.as_of, settings.currency);
    let of = |row: u32| over.filter.map_or(Tri::True, |filter| oracle.truth(filter, &[row]));
    (0..tables.of(over.record).rows as u32).map(of).collect()
}

fn written(table: &Table) -> Vec<Written> {
    let member = |row: usize| Written {
        holder: table.parents[row],
        facts: table.columns.iter().map(|column| Some(column.as_ref()?.get(row))).collect(),
        unseen: table.unseen.get(row),
        perhaps: table.perhaps.get(row),
    };
    (0..table.rows).map(member).collect()
}

/// Writes the members of a list anew. Of whom no row is left that stands for any number, the list is
/// given.
fn write(program: &Program, tables: &mut Tables, record: RecordId, all: Vec<Written>) {
    let old = tables.of(record).clone();
    let columns =
        old.columns.iter().enumerate().map(|(field, was)| {
            let values = all.iter().map(|m| m.facts[field].clone().expect("it was read"));
            let values: Vec<Scalar> = was.as_ref().map(|_| values.collect())?;
            let first = values.first().cloned();
            Some(first.map_or_else(
                || was.clone().expect("it was read"),
                |f| column(&f, values.into_iter()),
            ))
        });
    let table = Table {
        columns: columns.collect(),
        parents: all.iter().map(|m| m.holder).collect(),
        unseen: Bits::from_fn(all.len(), |row| all[row].unseen),
        perhaps: Bits::from_fn(all.len(), |row| all[row].perhaps),
        ..Table::new(record, all.len(), Vec::new(), all.iter().map(|_| Some("")).collect())
    };
    let (holder, field) = program.schema.record(record).parent.expect("a list is held");
    let mut holders = tables.of(holder).clone();
    let Some(Some(Column::Code(Codes(was)))) = holders.columns.get(field.0 as usize) else {
        panic!("the list was read");
    };
    let is_open = |row: u32| all.iter().any(|m| m.holder == row && m.unseen);
    let was_open = |row: u32| was[row as usize] == Codes::UNKNOWN;
    let counted = (0..holders.rows as u32).map(|row| match is_open(row) {
        true => Codes::UNKNOWN,
        false if was_open(row) => 0,
        false => was[row as usize],
    });
    holders.columns[field.0 as usize] =
        Some(Column::Code(Codes::from(counted.collect::<Vec<_>>())));
    tables.0[holder.0 as usize] = Arc::new(holders);
    tables.0[record.0 as usize] = Arc::new(table);
}
