//! Slots by definition: days are counted until they belong to another stretch.

use riskwright::record::Tables;
use riskwright::ty::{FieldId, RecordId, SlotPart, Slots};
use riskwright::value::{Date, Scalar, Stretch};

use super::super::interpreter::Oracle;
use super::cell;

/// Each choice of one of each part, under its key.
pub(super) fn expected(oracle: &Oracle<'_>, slots: &Slots) -> Vec<String> {
    let mut all = vec![(Vec::new(), Vec::new())];
    for part in &slots.parts {
        let choices: Vec<(String, String)> = match part {
            SlotPart::Calendar(calendar) => {
                let first = days(calendar.stretch, calendar.first);
                let last = days(calendar.stretch, calendar.last);
                stretches(calendar.stretch, first, last)
            }
            SlotPart::Records(record, _) => {
                let table = oracle.tables.of(*record);
                let key = |row: usize| table.keys.get(row).expect("it has a key").to_owned();
                let mut rows: Vec<(String, String)> =
                    (0..table.rows).map(|row| (key(row), format!("row {row}"))).collect();
                rows.sort();
                rows
            }
        };
        let with = |(keys, told): &(Vec<String>, Vec<String>)| {
            let one = |(key, says): &(String, String)| {
                (
                    [keys.as_slice(), std::slice::from_ref(key)].concat(),
                    [told.as_slice(), std::slice::from_ref(says)].concat(),
                )
            };
            choices.iter().map(one).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).collect();
    }
    all.into_iter().map(|(keys, told)| format!("{}: {}", keys.join("/"), told.join(", "))).collect()
}

/// The first day of a stretch, by its number of years and parts.
fn days(stretch: Stretch, number: i32) -> Date {
    let (year, part) = (number / stretch.in_year(), number % stretch.in_year());
    let month = 1 + part * (12 / stretch.in_year());
    Date::new(year, month as u32, 1).expect("a day")
}

/// Every stretch from the one of a day to the one of another: its key, and what it says.
fn stretches(stretch: Stretch, first: Date, last: Date) -> Vec<(String, String)> {
    let of = |day: Date| {
        let (year, month, _) = day.ymd();
        match stretch {
            Stretch::Year => (format!("{year}"), format!("{year} ")),
            Stretch::Quarter => {
                let quarter = month.div_ceil(3);
                (format!("{year}-Q{quarter}"), format!("{year} {quarter}"))
            }
            Stretch::Month => (format!("{year}-{month:02}"), format!("{year} {month}")),
        }
    };
    let mut all: Vec<(String, String, i32, i32)> = Vec::new();
    let mut day = first;
    while of(day).0 == of(last).0 || day < last {
        let (key, says) = of(day);
        match all.last_mut() {
            Some((known, _, _, until)) if *known == key => *until = day.0,
            _ => all.push((key, says, day.0, day.0)),
        }
        day = Date(day.0 + 1);
    }
    let told = |(key, says, from, until): (String, String, i32, i32)| {
        (key, format!("{says} from {from} to {until}"))
    };
    all.into_iter().map(told).collect()
}

/// What the table of slots has.
pub(super) fn found(tables: &Tables, record: RecordId, slots: &Slots) -> Vec<String> {
    let number = |field: FieldId, row: u32| {
        let Scalar::Quantity { range, .. } = cell(tables, record, field, row) else {
            panic!("it is a number")
        };
        range.known().expect("it is known").to_string()
    };
    let told = |row: u32| {
        let part = |part: &SlotPart| match part {
            SlotPart::Calendar(calendar) => {
                let part = calendar.part.map_or(String::new(), |part| number(part, row));
                let (year, starts) = (number(calendar.year, row), number(calendar.starts, row));
                format!("{year} {part} from {starts} to {}", number(calendar.ends, row))
            }
            SlotPart::Records(_, field) => match cell(tables, record, *field, row) {
                Scalar::Code(Some(row)) => format!("row {row}"),
                other => panic!("a record is {other:?}"),
            },
        };
        let told: Vec<String> = slots.parts.iter().map(part).collect();
        format!("{}: {}", tables.key(record, row), told.join(", "))
    };
    (0..tables.of(record).rows as u32).map(told).collect()
}
