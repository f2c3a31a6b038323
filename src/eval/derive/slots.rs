//! Slots: every stretch of a calendar, with every record of the kinds beside it.

use super::rows::bare;
use crate::alarm::Sure;
use crate::ir::Program;
use crate::record::{Made, Origins, Table, Tables};
use crate::ty::{Calendar, FieldId, RecordId, SlotPart, Slots};
use crate::value::{Codes, Column, Currencies, Date, Nums, Quantities, TextBuilder, key};

/// The table of slots, in the order of the parts, and of the keys of their records.
pub(super) fn make(program: &Program, tables: &Tables, record: RecordId, slots: &Slots) -> Table {
    let parts: Vec<Part> = slots.parts.iter().map(|part| Part::of(tables, part)).collect();
    let rows = parts.iter().map(|part| part.names.len()).product();
    let mut keys = TextBuilder::with_capacity(rows);
    let mut origins = Vec::new();
    let mut columns: Vec<(FieldId, Values)> = Vec::new();
    // How many rows follow each other that share a choice of this part.
    let mut repeated = rows;
    let mut strides = Vec::with_capacity(parts.len());
    for part in &parts {
        repeated /= part.names.len().max(1);
        strides.push(repeated);
        let at = |row: usize| row / repeated % part.names.len();
        columns
            .extend(part.columns.iter().map(|(field, values)| (*field, values.spread(rows, at))));
    }
    for row in 0..rows {
        let chosen =
            || parts.iter().zip(&strides).map(|(part, s)| (part, row / s % part.names.len()));
        let names = chosen().map(|(part, at)| part.names.get(at).map(String::as_str).sure());
        let names: Vec<&str> = names.collect();
        match names.as_slice() {
            [one] => keys.push(Some(one)),
            names => keys.push(Some(&key::join(names.iter().copied()))),
        }
        origins.extend(chosen().find_map(|(part, at)| part.origin(at)));
    }
    let columns = columns.into_iter().map(|(field, values)| (field, values.column())).collect();
    let made = Made::new(Origins::Own(origins));
    bare(&program.schema, record, rows, columns, keys.finish()).with(made)
}

/// What a part of slots offers to choose from: by what each goes, and what it gives to each field.
struct Part {
    names: Vec<String>,
    columns: Vec<(FieldId, Values)>,
    records: Option<RecordId>,
}

enum Values {
    Numbers(Vec<i64>),
    Rows(Vec<u32>),
}

impl Part {
    fn of(tables: &Tables, part: &SlotPart) -> Part {
        match part {
            SlotPart::Calendar(calendar) => Part::of_calendar(calendar),
            SlotPart::Records(record, field) => {
                let keys = &tables.of(*record).keys;
                let mut rows: Vec<u32> = (0..tables.of(*record).subjects() as u32).collect();
                rows.sort_by_key(|row| keys.get(*row as usize));
                let name = |row: &u32| keys.get(*row as usize).unwrap_or_default().to_owned();
                Part {
                    names: rows.iter().map(name).collect(),
                    columns: vec![(*field, Values::Rows(rows))],
                    records: Some(*record),
                }
            }
        }
    }

    fn of_calendar(calendar: &Calendar) -> Part {
        let Calendar { stretch, first, last, year, part, starts, ends } = *calendar;
        let numbers = |of: &dyn Fn(i32) -> i32| {
            Values::Numbers((first..=last).map(|number| i64::from(of(number))).collect())
        };
        // The ends of a calendar lie in years that have days.
        let day = |day: Option<Date>| day.sure_or(Date::MAX).0;
        let mut columns = vec![
            (year, numbers(&|number| stretch.parts(number).0)),
            (starts, numbers(&|number| day(stretch.starts(number)))),
            (ends, numbers(&|number| day(stretch.ends(number)))),
        ];
        columns.extend(part.map(|part| (part, numbers(&|number| stretch.parts(number).1))));
        let names = (first..=last).map(|number| stretch.told(number)).collect();
        Part { names, columns, records: None }
    }

    /// The record that stands for what is chosen there.
    fn origin(&self, at: usize) -> Option<(RecordId, u32)> {
        let record = self.records?;
        self.columns.iter().find_map(|(_, values)| match values {
            Values::Rows(rows) => Some((record, *rows.get(at)?)),
            Values::Numbers(_) => None,
        })
    }
}

impl Values {
    /// For so many rows what each has chosen.
    fn spread(&self, rows: usize, at: impl Fn(usize) -> usize) -> Values {
        match self {
            Values::Numbers(numbers) => {
                Values::Numbers((0..rows).map(|row| numbers.get(at(row)).copied().sure()).collect())
            }
            Values::Rows(all) => {
                Values::Rows((0..rows).map(|row| all.get(at(row)).copied().sure()).collect())
            }
        }
    }

    fn column(self) -> Column {
        match self {
            Values::Rows(rows) => Column::Code(Codes::from(rows)),
            Values::Numbers(numbers) => Column::Quantity(Quantities {
                lo: Nums::Fixed { scale: 0, coefs: numbers.into() },
                hi: None,
                lo_open: None,
                hi_open: None,
                unknown: None,
                currency: Currencies::None,
            }),
        }
    }
}
