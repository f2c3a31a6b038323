//! A field's value with what other columns add to it.

use super::measure::{Beside, unknown_currency};
use super::{Cell, Decoder, Written};
use crate::record::error::Problem;
use crate::record::growing::column::ColumnBuilder;
use crate::record::mapping::plan::{FieldPlan, Given, value_at};
use crate::record::nothing::{names_no_currency, says_nothing};
use crate::record::raw::{Form, Raw};

/// Puts a field's cell together from its own column and those that measure it.
#[inline]
pub(in crate::record) fn push_cell(
    mut decoder: Decoder,
    source: &FieldPlan,
    raw: &Raw,
    slots: &[Option<Raw>],
    column: &mut ColumnBuilder,
) {
    let text = match source.map.is_empty() {
        true => None,
        false => source.stands_for(raw),
    };
    if text.is_some() {
        // What a mapping puts in its place is written as records are.
        decoder.written = Written::USUAL;
    }
    let currency = match &source.currency {
        None => None,
        Some(Given::Fixed(currency)) => Some(*currency),
        Some(Given::From(place)) => {
            let told = value_at(slots, place).filter(|r| !r.is_empty());
            if told.and_then(Raw::text).is_some_and(names_no_currency) {
                return decoder.push_missing(Some(raw), column);
            }
            let found = told.and_then(Raw::text).and_then(|t| decoder.currencies.get(t));
            if let (Some(told), None) = (told, found) {
                let problem = unknown_currency(told.text().unwrap_or_default());
                let place = decoder.origin.place(told.start, told.end);
                let lenient = decoder.written.lenient;
                decoder.problems.add_looking(problem, place, None, lenient);
                return match lenient {
                    true => decoder.push_missing(None, column),
                    false => column.push_unknown(),
                };
            }
            found
        }
    };
    let unit = match &source.unit {
        None => Beside::Nowhere,
        Some(Given::Fixed(unit)) if source.scaled && text.is_some() => {
            unit.split_once(' ').map_or(Beside::Nowhere, |(_, unit)| Beside::Named(unit))
        }
        Some(Given::Fixed(unit)) => Beside::Named(unit),
        Some(Given::From(place)) => match value_at(slots, place) {
            Some(Raw { start, end, form: Form::List(_) | Form::Map(_) }) => {
                let problem = Problem::Shape { expected: "a unit".to_owned() };
                decoder.problems.add_at(problem, decoder.origin.place(*start, *end));
                return column.push_unknown();
            }
            told => match told.and_then(Raw::text) {
                Some(word) if says_nothing(word) => return decoder.push_missing(Some(raw), column),
                word => Beside::of(word),
            },
        },
    };
    let in_base_unit = source.in_base_unit;
    decoder.push(&Cell { raw, text, currency, unit, in_base_unit }, column);
}
