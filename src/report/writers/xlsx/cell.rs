//! What stands in a cell: texts that cannot run, numbers that can be added up, days.

use crate::outcome::Severity;
use crate::report::writers::text::page::columns;
use crate::report::{Exact, Place, Value};
use crate::ty::count;
use crate::value::text::on_one_line;
use crate::value::{Date, Decimal};

/// What stands in a cell.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Cell {
    /// Nothing.
    Empty,
    /// A text, whatever it begins with.
    Text(String),
    /// How many there are.
    Count(u64),
    /// A quantity.
    Number(Decimal),
    /// A part of a whole.
    Percent(Decimal),
    /// A day.
    Day(Date),
    /// A severity, in its colour.
    Severity(Severity),
}

impl Cell {
    /// A text, on one line.
    pub(super) fn text(text: impl AsRef<str>) -> Cell {
        match text.as_ref() {
            "" => Cell::Empty,
            text => Cell::Text(writable(text)),
        }
    }

    /// A text that may be missing.
    pub(super) fn maybe(text: Option<impl AsRef<str>>) -> Cell {
        text.map_or(Cell::Empty, Cell::text)
    }

    /// How many lines it takes in a column of so many characters, about.
    pub(super) fn lines(&self, width: f64) -> u32 {
        match self {
            Cell::Text(text) => (columns(text) as f64 / (width - 1.0)).ceil() as u32,
            _ => 1,
        }
    }

    /// A severity that may be missing.
    pub(super) fn severity(severity: Option<Severity>) -> Cell {
        severity.map_or(Cell::Empty, Cell::Severity)
    }
}

/// How many characters a cell holds, in the units that Excel counts in.
const LONGEST: usize = 32_767;

/// The text as a workbook can hold it: without what XML forbids or what turns it around, and of one
/// that is too long the beginning, with how much more there is.
fn writable(text: &str) -> String {
    let sign = |c| match c {
        '\u{FFFE}' | '\u{FFFF}' => char::REPLACEMENT_CHARACTER,
        c => on_one_line(c),
    };
    let mut to: String = text.chars().map(sign).collect();
    let all = to.encode_utf16().count();
    if all > LONGEST {
        // Room is left for what is said of the rest, whatever its length.
        let mut units = 0;
        let end = to.char_indices().find(|(_, c)| {
            units += c.len_utf16();
            units > LONGEST - 100
        });
        to.truncate(end.map_or(to.len(), |(end, _)| end));
        let left = all - to.encode_utf16().count();
        to.push_str(&format!("… and {} characters more", count(left as u64)));
    }
    to
}

/// A figure: its lower and its upper end, which are the same where it is known, what it is measured
/// in, and in full what a cell cannot hold with all its digits.
pub(super) fn figure(value: &Value) -> [Cell; 4] {
    let unit = Cell::maybe(value.unit.as_ref());
    match value.exact {
        Some(Exact::Number(ends)) => {
            let percent = value.unit.is_none() && value.text.ends_with('%');
            let cell = |end: Option<Decimal>| match end {
                None => Cell::Empty,
                Some(end) if !fits(end) && !held(end) => Cell::text(end.to_string()),
                Some(end) if percent => Cell::Percent(end),
                Some(end) => Cell::Number(end),
            };
            let [low, high] = ends.map(cell);
            [low, high, unit, in_full(ends)]
        }
        Some(Exact::Date(ends)) => {
            let [low, high] = ends.map(|end| end.map_or(Cell::Empty, Cell::Day));
            [low, high, unit, Cell::Empty]
        }
        // A day that is known says all there is in its text.
        None => {
            let day = Date::parse(&value.text).map_or(Cell::Empty, Cell::Day);
            [day.clone(), day, unit, Cell::Empty]
        }
    }
}

/// What is not told of figures that there are none of.
pub(super) const NO_FIGURE: [Cell; 4] = [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty];

/// The ends in full, where a cell holds fewer digits.
fn in_full(ends: [Option<Decimal>; 2]) -> Cell {
    match ends {
        ends if ends.iter().flatten().all(|end| fits(*end)) => Cell::Empty,
        [Some(low), Some(high)] if low == high => Cell::text(low.to_string()),
        ends => {
            let [low, high] = ends.map(|end| end.map(|end| end.to_string()).unwrap_or_default());
            Cell::text(format!("{low}..{high}"))
        }
    }
}

/// Whether a cell holds all digits of a number: Excel keeps fifteen.
fn fits(number: Decimal) -> bool {
    number.coef().unsigned_abs().checked_ilog10().unwrap_or(0) < 15 && held(number)
}

/// Whether a number is one that cells can hold at all.
fn held(number: Decimal) -> bool {
    float(number).is_finite()
}

/// A number as cells hold it.
pub(super) fn float(number: Decimal) -> f64 {
    number.to_string().parse().unwrap_or(f64::NAN)
}

/// File and place within it.
pub(super) fn place(place: Option<&Place>) -> [Cell; 2] {
    let Some(place) = place else { return [Cell::Empty, Cell::Empty] };
    let within = match place {
        Place::Text { line, column, .. } => format!("{line}:{column}"),
        Place::Cell { sheet, cell, .. } => format!("{sheet}!{cell}"),
        Place::Row { row, column_name: None, .. } => format!("row {}", count(*row)),
        Place::Row { row, column_name: Some(name), .. } => format!("row {}, {name}", count(*row)),
        Place::Set { line, column, scenario, .. } => {
            format!("{line}:{column}, set by scenario {scenario}")
        }
    };
    [Cell::text(place.file()), Cell::text(within)]
}
