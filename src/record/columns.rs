//! Whole columns into growing tables, as formats give them that are no texts: what such a format
//! knows of its values is not turned into text and read again.

use std::borrow::Cow;

use super::decode::{is_measured, is_plain};
use super::growing::column::{ColumnBuilder, QuantityBuilder};
use super::header;
use super::mapping::plan::{FieldPlan, Given, Plan};
use super::part::{Keep, Part};
use super::raw::{Form, Raw, Typed};
use super::readers::ReadColumns;
use super::readers::rows::Locate;
use super::rows::{MOST, Rows};
use crate::source::SourceFile;
use crate::ty::{Dim, Field, FieldId, RecordId, Ty};
use crate::value::{Bits, Date, Decimal, TextColumn, Tri, Truths};

/// The columns of a run of rows, whose records are all of one kind.
pub(super) struct Columns {
    /// The number of the first row in the file.
    pub(super) first: usize,
    pub(super) rows: usize,
    /// In the order of the file's columns; `None` for those that nobody reads.
    pub(super) cells: Vec<Option<Cells>>,
}

/// The values of a column, by the type that its format has for them.
#[cfg_attr(not(test), expect(dead_code, reason = "no format that has types is built in yet"))]
pub(super) enum Cells {
    /// Each its coefficient × 10^-`scale`, which is at most 18.
    Numbers {
        coefs: Vec<i64>,
        scale: u8,
        absent: Option<Bits>,
    },
    /// Numbers that need more room.
    Decimals(Vec<Option<Decimal>>),
    Dates(Vec<Option<Date>>),
    Truths(Truths),
    Texts(TextColumn),
}

impl Cells {
    /// What a row says, as text, the way that JSON writes it; `None` where it says nothing.
    fn text(&self, row: usize) -> Option<Cow<'_, str>> {
        Some(match self {
            Cells::Numbers { coefs, scale, absent } => {
                let number = coefs.get(row).filter(|_| !has(absent.as_ref(), row))?;
                Decimal::new(i128::from(*number), i32::from(*scale))?.to_string().into()
            }
            Cells::Decimals(numbers) => numbers.get(row)?.as_ref()?.to_string().into(),
            Cells::Dates(days) => days.get(row)?.as_ref()?.to_string().into(),
            Cells::Truths(truths) => match truths.get(row) {
                Tri::Unknown => return None,
                Tri::True => "true".into(),
                Tri::False => "false".into(),
            },
            Cells::Texts(texts) => texts.get(row)?.into(),
        })
    }

    /// The same as a value that stands in a row and a column, with its text.
    fn raw<'a>(&self, row: usize, text: &'a str, (at, column): (usize, usize)) -> Raw<'a> {
        let typed = match self {
            Cells::Numbers { coefs, scale, .. } => {
                coefs.get(row).map(|coef| Typed::Number { coef: *coef, scale: *scale })
            }
            Cells::Decimals(_) => Some(Typed::Long),
            Cells::Dates(days) => days.get(row).copied().flatten().map(Typed::Date),
            Cells::Truths(truths) => Some(Typed::Truth(truths.get(row) == Tri::True)),
            Cells::Texts(_) => None,
        };
        match typed {
            Some(typed) => Raw { start: at, end: column, form: Form::Typed(typed, text) },
            None => Raw::scalar(Cow::Borrowed(text), at, column),
        }
    }

    /// Whether some row says nothing.
    fn has_gaps(&self) -> bool {
        match self {
            Cells::Numbers { absent, .. } => absent.as_ref().is_some_and(Bits::any),
            Cells::Decimals(numbers) => numbers.contains(&None),
            Cells::Dates(days) => days.contains(&None),
            Cells::Truths(truths) => truths.unknown().any(),
            Cells::Texts(texts) => (0..texts.len()).any(|row| texts.get(row).is_none()),
        }
    }

    /// All values as a field's column, where they are read as they are.
    fn whole(&self, field: &Field, source: &FieldPlan) -> Option<ColumnBuilder> {
        if !source.map.is_empty() || !source.from.below.is_empty() {
            return None;
        }
        let (bounds, given) = (&field.bounds, || field.optional || !self.has_gaps());
        match (self, field.ty) {
            (Cells::Numbers { coefs, scale, absent }, Ty::Quantity { dim, .. }) if given() => {
                numbers((coefs, *scale, absent.as_ref()), field, source, dim)
            }
            (Cells::Dates(days), Ty::Date)
                if bounds.lo.is_none() && bounds.hi.is_none() && given() =>
            {
                let mut column = ColumnBuilder::new(field.ty);
                days.iter().for_each(|day| match day {
                    None => column.push_unknown(),
                    Some(_) => column.push_dates(*day, *day),
                });
                Some(column)
            }
            (Cells::Truths(truths), Ty::Bool) if given() => {
                Some(ColumnBuilder::Truth(truths.clone()))
            }
            _ => None,
        }
    }
}

/// Numbers as a field's column, where the field takes each as it is.
fn numbers(
    (coefs, scale, absent): (&[i64], u8, Option<&Bits>),
    field: &Field,
    source: &FieldPlan,
    dim: Dim,
) -> Option<ColumnBuilder> {
    let currency = match source.currency {
        None => None,
        Some(Given::Fixed(currency)) => Some(currency),
        Some(Given::From(_)) => return None,
    };
    if !is_measured(dim, source.unit.is_some(), currency.is_some(), source.in_base_unit) {
        return None;
    }
    let mut column = QuantityBuilder::default();
    for (row, coef) in coefs.iter().enumerate() {
        if has(absent, row) {
            column.push_bounds(field.bounds.lo, field.bounds.hi);
        } else if is_plain(field, *coef, scale) {
            column.push_fixed(*coef, scale, currency);
        } else {
            return None;
        }
    }
    Some(ColumnBuilder::Quantity(Box::new(column)))
}

fn has(absent: Option<&Bits>, row: usize) -> bool {
    absent.is_some_and(|absent| absent.get(row))
}

/// Reads all columns of a file; gives their names.
pub(super) fn read(
    part: &mut Part,
    record: RecordId,
    source: &SourceFile,
    by: ReadColumns,
) -> Names {
    let (mut names, mut slots) = (Names::default(), Vec::new());
    let found = by(source, &mut |all| {
        names = Names(all.to_vec());
        let header = all.iter().enumerate();
        let header: Vec<Raw<'_>> =
            header.map(|(i, name)| Raw::scalar(Cow::Borrowed(name), 0, i)).collect();
        slots = header::columns(part, record, &source.name, &header);
        slots.iter().map(|slot| slot.is_some() && !part.problems.broken_off).collect()
    });
    source.name_parts(names.0.iter().map(|name| name.as_str().into()).collect());
    let plan = part.plan(record);
    match found {
        Ok(_) if part.problems.broken_off => {}
        Ok(runs) => runs.iter().for_each(|run| part.push_columns(plan, run, &slots)),
        Err((problem, row, column)) => part.problem(problem, row, column),
    }
    names
}

/// The names of a file's columns, in their order.
#[derive(Debug, Default)]
pub(super) struct Names(Vec<String>);

impl Locate for Names {
    fn find(&self, _: &[u8], row: usize, plan: &Plan, field: FieldId) -> Option<(usize, usize)> {
        let from = &plan.fields.get(field.0 as usize)?.as_ref()?.from;
        let name = &plan.slots.get(from.slot)?.name;
        Some((row, self.0.iter().position(|column| column == name)?))
    }
}

impl Part<'_> {
    /// Appends the rows of some columns, of which these are the slots. Fields that take a column as
    /// it is get it whole; for the others values are read one by one.
    pub(super) fn push_columns(&mut self, plan: &Plan, columns: &Columns, slots: &[Option<usize>]) {
        let kind = self.schema.record(plan.record);
        let cells = |slot: usize| {
            let column = slots.iter().position(|of| *of == Some(slot))?;
            columns.cells.get(column)?.as_ref()
        };
        let mut done = vec![false; kind.fields.len()];
        for (i, (field, source)) in kind.fields.iter().zip(&plan.fields).enumerate() {
            // Which rows are records is seen row by row.
            let Some(source) = source.as_ref().filter(|_| plan.selection.is_none()) else {
                continue;
            };
            let whole = cells(source.from.slot).and_then(|cells| cells.whole(field, source));
            // INVARIANT: tables are made for every record kind, with a place for every field.
            let grown = self.tables[plan.record.0 as usize].columns[i].as_mut();
            if let (Some(whole), Some(grown)) = (whole, grown) {
                grown.append(whole);
                done[i] = true;
            }
        }
        for start in (0..columns.rows).step_by(MOST) {
            let rows = start..(start + MOST).min(columns.rows);
            self.push_few(plan, columns, slots, rows, &done);
        }
    }

    /// Appends some rows, but for the fields that have them already.
    fn push_few(
        &mut self,
        plan: &Plan,
        columns: &Columns,
        slots: &[Option<usize>],
        rows: std::ops::Range<usize>,
        done: &[bool],
    ) {
        let read = slots.iter().enumerate().zip(&columns.cells);
        let read: Vec<(usize, usize, &Cells)> = read
            .filter_map(|((column, slot), cells)| Some((column, (*slot)?, cells.as_ref()?)))
            .collect();
        let texts = |row: usize| read.iter().map(move |(.., cells)| cells.text(row));
        let texts: Vec<Option<Cow<'_, str>>> = rows.clone().flat_map(texts).collect();
        let width = plan.slots.len();
        let mut raws: Vec<Option<Raw<'_>>> = vec![None; width * rows.len()];
        let mut places = Vec::with_capacity(rows.len());
        for (place, row) in rows.enumerate() {
            let at = columns.first + row;
            places.push((at, at));
            for (i, (column, slot, cells)) in read.iter().enumerate() {
                let raw = match texts.get(place * read.len() + i) {
                    Some(Some(text)) => cells.raw(row, text, (at, *column)),
                    _ => Raw { start: at, end: *column, form: Form::Null },
                };
                if let Some(cell) = raws.get_mut(place * width + slot) {
                    *cell = Some(raw);
                }
            }
        }
        self.push_but(plan.record, Rows::new(&raws, &places), (None, Keep::Start), done);
    }
}
