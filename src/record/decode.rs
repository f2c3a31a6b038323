//! One raw value into one row of a column, as its field's type reads it.

use super::builder::{ColumnBuilder, push_text};
use super::error::{Problem, Problems, did_you_mean, expected};
use super::literal::{self, Told, unknown_currency};
use super::moment;
use super::number;
use super::place::Origin;
use super::plan::{FieldPlan, Given};
use super::raw::{Form, Raw};
use super::rows::value_at;
use crate::ty::{Dim, Field, Schema, Ty};
use crate::value::{Currency, Decimal};

/// What a field's value is made of: the value itself, and what other columns add to it.
pub(super) struct Cell<'r, 'a> {
    pub(super) raw: &'r Raw<'a>,
    /// A mapped value that stands for the raw one.
    pub(super) text: Option<&'r str>,
    pub(super) currency: Option<Currency>,
    pub(super) unit: Option<&'r str>,
    /// Whether a bare number is in the unit that the column stores.
    pub(super) in_base_unit: bool,
}

/// What decoding needs to know of the field and where it reports.
pub(super) struct Decoder<'c> {
    pub(super) schema: &'c Schema,
    pub(super) kind: &'c str,
    pub(super) field: &'c Field,
    pub(super) origin: Origin,
    pub(super) problems: &'c mut Problems,
    pub(super) currencies: &'c mut Currencies,
}

/// Currency codes of three letters met so far: a file has few, and each is looked up once.
#[derive(Default)]
pub(super) struct Currencies(Vec<([u8; 3], Currency)>);

impl Currencies {
    /// The currency of a code or sign.
    pub(super) fn get(&mut self, text: &str) -> Option<Currency> {
        let Ok(code) = <[u8; 3]>::try_from(text.as_bytes()) else { return literal::currency(text) };
        if let Some((_, currency)) = self.0.iter().find(|(known, _)| *known == code) {
            return Some(*currency);
        }
        let currency = literal::currency(text)?;
        self.0.push((code, currency));
        Some(currency)
    }
}

impl Decoder<'_> {
    /// The same decoder for one more value of the field.
    pub(super) fn again(&mut self) -> Decoder<'_> {
        Decoder {
            schema: self.schema,
            kind: self.kind,
            field: self.field,
            origin: self.origin,
            problems: self.problems,
            currencies: self.currencies,
        }
    }

    /// Appends one row. What cannot be read is reported and counts as unknown.
    pub(super) fn push(mut self, cell: &Cell, column: &mut ColumnBuilder) {
        let told = match cell.text.or_else(|| cell.raw.text()) {
            Some("") => None,
            Some(text) if says_nothing(text) && !self.takes_word(text) => None,
            Some(text) => Some(self.text(cell, text, column)),
            None if cell.raw.form == Form::Null => None,
            None => Some(self.structure(cell, column)),
        };
        let Some(result) = told else { return self.push_missing(Some(cell.raw), column) };
        if let Err(problem) = result {
            let text = cell.text.or_else(|| cell.raw.text()).unwrap_or("this value").to_owned();
            let problem = problem.unwrap_or_else(|| Problem::WrongValue {
                text,
                expected: expected(self.field.ty).to_owned(),
                help: None,
            });
            self.problems.add_at(problem, self.origin.span(cell.raw.start, cell.raw.end));
            column.push_unknown();
        }
    }

    /// Appends a row whose record, which starts at a byte, does not name the field.
    pub(super) fn push_absent(self, at: usize, column: &mut ColumnBuilder) {
        if !self.field.optional {
            let (kind, field) = (self.kind.to_owned(), self.field.name.clone());
            self.problems.add_at(Problem::Missing { kind, field }, self.origin.span(at, at + 1));
        }
        self.push_missing(None, column);
    }

    /// Appends a row that is not given; reports where it had to be.
    pub(super) fn push_missing(self, raw: Option<&Raw>, column: &mut ColumnBuilder) {
        if let Some(raw) = raw.filter(|_| !self.field.optional) {
            let (kind, field) = (self.kind.to_owned(), self.field.name.clone());
            let span = self.origin.span(raw.start, raw.end);
            self.problems.add_at(Problem::Missing { kind, field }, span);
        }
        match column {
            ColumnBuilder::Quantity(q) => q.push_bounds(self.field.bounds.lo, self.field.bounds.hi),
            _ => column.push_unknown(),
        }
    }

    /// Words that say nothing may still be a label, or any text.
    fn takes_word(&self, text: &str) -> bool {
        match self.field.ty {
            Ty::Text => true,
            Ty::Choice(id) => self.schema.choice(id).labels.iter().any(|l| l == text),
            _ => false,
        }
    }

    fn text(
        &mut self,
        cell: &Cell,
        text: &str,
        column: &mut ColumnBuilder,
    ) -> Result<(), Option<Problem>> {
        match (self.field.ty, column) {
            (Ty::Quantity { dim, .. }, ColumnBuilder::Quantity(q)) => {
                // The quick way: a plain number whose measure is known to be the base unit.
                let measured = match dim {
                    Dim::NUMBER => cell.unit.is_none(),
                    Dim::MONEY => cell.currency.is_some(),
                    _ => cell.in_base_unit,
                };
                if measured && let Some((coef, scale)) = number::plain(text) {
                    let bounds = &self.field.bounds;
                    if bounds.hi.is_none()
                        && (bounds.lo.is_none() || coef > 0 || coef == 0 && !bounds.lo_open)
                        && !positive(bounds.lo)
                    {
                        q.push_fixed(coef, scale, cell.currency);
                        return Ok(());
                    }
                }
                let told = self.measure(cell, text, dim)?;
                let (lo, hi) = self.bounded(told, text)?;
                q.push_range(lo, hi, told.currency);
            }
            (Ty::Date, column) => {
                let (from, to) = moment::date(text)?;
                column.push_dates(from, to);
            }
            (Ty::Bool, column) => column.push_bool(match text.to_ascii_lowercase().as_str() {
                "true" | "yes" => true,
                "false" | "no" => false,
                _ => return Err(None),
            }),
            (Ty::Period, column) => column.push_period(moment::period(text).ok_or(None)?),
            (Ty::Text, ColumnBuilder::Text(t)) => {
                let whole = match &cell.raw.form {
                    Form::Scalar(whole) if cell.text.is_none() => whole.as_ref(),
                    _ => text,
                };
                push_text(t, Some(whole));
            }
            (Ty::Choice(id), column) => {
                let labels = &self.schema.choice(id).labels;
                let place = labels.iter().position(|l| l == text);
                column
                    .push_code(place.ok_or_else(|| Some(self.unknown_label(text, labels)))? as u32);
            }
            (Ty::Currency, column) => {
                let currency =
                    self.currencies.get(text).ok_or_else(|| Some(unknown_currency(text)))?;
                column.push_code(u32::from(currency.number()));
            }
            (Ty::Record(_), ColumnBuilder::Reference(r)) => {
                r.push(text, || self.origin.span(cell.raw.start, cell.raw.end));
            }
            _ => return Err(None),
        }
        Ok(())
    }

    /// Reads a quantity and sees that it is measured as the field is.
    pub(super) fn measure(
        &self,
        cell: &Cell,
        text: &str,
        dim: Dim,
    ) -> Result<Told, Option<Problem>> {
        let mut told = match cell.unit {
            Some(unit) => {
                // A text may bring its own measure along; the column's is for bare numbers.
                match literal::quantity(text, self.schema) {
                    Ok(own) if own.dim != Dim::NUMBER => own,
                    _ => literal::quantity(&format!("{text} {unit}"), self.schema)?,
                }
            }
            None => literal::quantity(text, self.schema)?,
        };
        if let (None, Some(c)) = (told.currency, cell.currency) {
            (told.currency, told.dim) = (Some(c), told.dim.times(Dim::MONEY));
        }
        if told.dim == dim {
            return Ok(told);
        }
        let no_currency = dim.money() == 1 && told.dim == Dim::NUMBER;
        Err(no_currency.then(|| Problem::NoCurrency { text: text.to_owned() }))
    }

    /// Clips what is told to the declared bounds; outside of them it is an error.
    pub(super) fn bounded(
        &self,
        told: Told,
        text: &str,
    ) -> Result<(Option<Decimal>, Option<Decimal>), Option<Problem>> {
        let bounds = &self.field.bounds;
        let below =
            told.hi.zip(bounds.lo).is_some_and(|(hi, b)| hi < b || bounds.lo_open && hi == b);
        let above =
            told.lo.zip(bounds.hi).is_some_and(|(lo, b)| lo > b || bounds.hi_open && lo == b);
        if below || above {
            let (field, declared) = (self.field.name.clone(), self.field.span);
            return Err(Some(Problem::OutOfBounds { text: text.to_owned(), field, declared }));
        }
        let lo = told.lo.into_iter().chain(bounds.lo).max();
        let hi = told.hi.into_iter().chain(bounds.hi).min();
        Ok((lo, hi))
    }

    fn unknown_label(&self, text: &str, labels: &[String]) -> Problem {
        let all = || labels.iter().map(|l| format!("`{l}`")).collect::<Vec<_>>().join(", ");
        let help = did_you_mean(text, labels.iter().map(String::as_str))
            .unwrap_or_else(|| format!("write one of {}", all()));
        Problem::UnknownLabel { text: text.to_owned(), field: self.field.name.clone(), help }
    }
}

/// Whether a lower bound is above zero, so that a positive number may still be below it.
fn positive(bound: Option<Decimal>) -> bool {
    bound.is_some_and(|b| b.signum() > 0)
}

/// Words for "this is not known".
pub(super) fn says_nothing(text: &str) -> bool {
    !text.starts_with(|c: char| c.is_ascii_digit())
        && ["unknown", "undisclosed", "n/a", "null", "~"]
            .iter()
            .any(|w| text.eq_ignore_ascii_case(w))
}

/// Puts a field's cell together from its own column and those that measure it.
#[inline]
pub(super) fn push_cell(
    decoder: Decoder,
    source: &FieldPlan,
    raw: &Raw,
    slots: &[Option<Raw>],
    column: &mut ColumnBuilder,
) {
    let text = match source.map.is_empty() {
        true => None,
        false => raw.text().and_then(|t| source.map.get(t)).map(String::as_str),
    };
    let currency = match &source.currency {
        None => None,
        Some(Given::Fixed(currency)) => Some(*currency),
        Some(Given::From(place)) => {
            let told = value_at(slots, place).filter(|r| !r.is_empty());
            let found = told.and_then(Raw::text).and_then(|t| decoder.currencies.get(t));
            if let (Some(told), None) = (told, found) {
                let problem = unknown_currency(told.text().unwrap_or_default());
                decoder.problems.add_at(problem, decoder.origin.span(told.start, told.end));
                return column.push_unknown();
            }
            found
        }
    };
    let unit = match &source.unit {
        None => None,
        Some(Given::Fixed(unit)) => Some(unit.as_str()),
        Some(Given::From(place)) => value_at(slots, place).and_then(Raw::text),
    };
    let in_base_unit = source.in_base_unit;
    decoder.push(&Cell { raw, text, currency, unit, in_base_unit }, column);
}
