//! What a cell of a workbook holds.

use calamine::{Data, DataRef, ExcelDateTime};

use crate::record::raw::{Fault, Typed};
use crate::record::readers::double;
use crate::value::Date;

/// What stands in a cell: its text, and what it is where it is no text.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::record) struct Value {
    pub(in crate::record) typed: Option<Typed>,
    pub(in crate::record) text: String,
}

/// The same without a copy of its text.
pub(super) fn borrowed(cell: &Data) -> DataRef<'_> {
    match cell {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(truth) => DataRef::Bool(*truth),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

impl Value {
    fn text(text: &str) -> Option<Value> {
        (!text.is_empty()).then(|| Value { typed: None, text: text.to_owned() })
    }

    pub(super) fn fault(fault: Fault, text: String) -> Value {
        Value { typed: Some(Typed::Fault(fault)), text }
    }
}

/// What a cell holds; `None` where that is nothing.
pub(super) fn value(cell: &DataRef<'_>) -> Option<Value> {
    Some(match cell {
        DataRef::Empty => return None,
        DataRef::Int(number) => number_of(number.to_string()),
        DataRef::Float(number) => number_of(double::shown(*number)),
        DataRef::String(text) => return Value::text(text),
        DataRef::SharedString(text) => return Value::text(text),
        DataRef::Bool(truth) => {
            Value { typed: Some(Typed::Truth(*truth)), text: truth.to_string() }
        }
        DataRef::DateTime(moment) => moment_of(*moment),
        DataRef::DateTimeIso(text) => {
            let typed = text.get(..10).and_then(Date::parse).map(Typed::Date);
            Value { typed, text: text.clone() }
        }
        DataRef::DurationIso(text) => return Value::text(text),
        DataRef::Error(error) => Value::fault(Fault::Error, error.to_string()),
    })
}

fn number_of(text: String) -> Value {
    Value { typed: Some(Typed::of_number(&text)), text }
}

/// A day by its number, with the time behind it; or a time without a day.
fn moment_of(moment: ExcelDateTime) -> Value {
    let days = moment.as_f64();
    if moment.is_duration() || !(1.0..2_958_466.0).contains(&days) && days != 0.0 {
        return Value { typed: None, text: duration(days) };
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    if year < 1900 {
        // An empty cell that is shown as a date: so spreadsheets write the day before the first.
        return Value { typed: None, text: "1900-01-00".to_owned() };
    }
    let date = Date::new(i32::from(year), u32::from(month), u32::from(day));
    let mut text = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second, milli) != (0, 0, 0, 0) {
        text = format!("{text} {hour:02}:{minute:02}:{second:02}");
    }
    Value { typed: date.map(Typed::Date), text }
}

/// Hours, minutes and seconds of so many days.
fn duration(days: f64) -> String {
    if !days.is_finite() || days.abs() > 1e9 {
        return days.to_string();
    }
    let seconds = (days.abs() * 86_400.0).round() as u64;
    let sign = if days < 0.0 { "-" } else { "" };
    format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// A text that says in a workbook of LibreOffice that a formula went wrong.
pub(super) fn named_fault(cell: &Data) -> Option<Value> {
    const ERRORS: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];
    let Data::String(text) = cell else { return None };
    let numbered = text.strip_prefix("Err:").is_some_and(|n| n.parse::<u16>().is_ok());
    (numbered || ERRORS.contains(&text.as_str())).then(|| Value::fault(Fault::Error, text.clone()))
}
