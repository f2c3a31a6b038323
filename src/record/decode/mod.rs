//! One raw value into one row of a column, as its field's type reads it.

mod bounds;
pub(super) mod cell;
mod hedge;
pub(super) mod literal;
pub(super) mod measure;
pub(super) mod moment;
pub(super) mod number;
pub(super) mod period;
pub(super) mod sourced;
mod structure;

use super::error::{Problem, did_you_mean, expected};
use super::growing::column::{ColumnBuilder, QuantityBuilder};
use super::looks::{Looks, is_unread};
use super::nothing::{NONE, says_nothing, takes_word};
use super::origin::Origin;
use super::problems::Problems;
use super::raw::{Form, Raw, Typed};
use crate::ty::{Dim, Field, Schema, Ty};
use crate::value::{Currency, Dates, Decimal, Notation};
use hedge::Ends;
use literal::Told;
use measure::{Beside, Measure, Reading, unknown_currency};
use moment::Days;

/// What a field's value is made of: the value itself, and what other columns add to it.
pub(super) struct Cell<'r, 'a> {
    pub(super) raw: &'r Raw<'a>,
    /// A mapped value that stands for the raw one.
    pub(super) text: Option<&'r str>,
    pub(super) currency: Option<Currency>,
    pub(super) unit: Beside<'r>,
    /// Whether a bare number is in the unit that the column stores.
    pub(super) in_base_unit: bool,
}

impl Cell<'_, '_> {
    /// What the value is, where its format tells and no mapping says that it stands for another.
    fn typed(&self) -> Option<Typed> {
        self.raw.typed().filter(|_| self.text.is_none())
    }
}

/// How a file, or a column of it, writes its numbers and days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Written {
    pub(super) notation: Notation,
    pub(super) dates: Dates,
    /// Whether what cannot be read is unknown, and no mistake.
    pub(super) lenient: bool,
}

impl Written {
    /// As records write them where nothing else is said.
    pub(super) const USUAL: Written =
        Written { notation: Notation::USUAL, dates: Dates::Usual, lenient: false };
}

/// What decoding needs to know of the field and where it reports.
pub(super) struct Decoder<'c> {
    pub(super) schema: &'c Schema,
    pub(super) kind: &'c str,
    pub(super) field: &'c Field,
    pub(super) origin: Origin,
    pub(super) problems: &'c mut Problems,
    pub(super) currencies: &'c mut Currencies,
    /// How the file writes its numbers and days.
    pub(super) written: Written,
}

/// What came of reading a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Read {
    /// Its row is appended.
    Told,
    /// It says that nothing is known.
    Nothing,
}

/// Currency codes of three letters met so far: a file has few, and each is looked up once.
#[derive(Default)]
pub(super) struct Currencies(Vec<([u8; 3], Currency)>);

impl Currencies {
    /// The currency of a code or sign.
    pub(super) fn get(&mut self, text: &str) -> Option<Currency> {
        let Ok(code) = <[u8; 3]>::try_from(text.as_bytes()) else { return measure::currency(text) };
        if let Some((_, currency)) = self.0.iter().find(|(known, _)| *known == code) {
            return Some(*currency);
        }
        let currency = measure::currency(text)?;
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
            written: self.written,
        }
    }

    /// Appends one row. What cannot be read is reported and counts as unknown.
    pub(super) fn push(mut self, cell: &Cell, column: &mut ColumnBuilder) {
        let told = match cell.text.or_else(|| cell.raw.text()) {
            Some(text) if matches!(cell.typed(), Some(Typed::Fault(_))) => {
                Some(Err(Some(Problem::Fault { text: text.to_owned() })))
            }
            Some("") => None,
            Some(text) if cell.typed().is_some() => Some(self.text(cell, text, column)),
            Some(text) if says_nothing(text) && !self.takes_word(cell.raw, text) => None,
            Some(text) => Some(self.text(cell, text, column)),
            None if cell.raw.form == Form::Null => None,
            None => Some(self.structure(cell, column)),
        };
        let problem = match told {
            Some(Ok(Read::Told)) => return,
            Some(Ok(Read::Nothing)) | None => return self.push_missing(Some(cell.raw), column),
            Some(Err(problem)) => problem,
        };
        let text = cell.text.or_else(|| cell.raw.text()).unwrap_or("this value").to_owned();
        let problem = problem.unwrap_or_else(|| Problem::WrongValue {
            text,
            expected: expected(self.field.ty).to_owned(),
            help: None,
        });
        let looks = is_unread(&problem).then(|| problem.said()).and_then(|text| {
            let written = if cell.text.is_some() { Written::USUAL } else { self.written };
            Looks::of(text, self.field.ty, self.schema, written)
        });
        let place = self.origin.place(cell.raw.start, cell.raw.end);
        self.problems.add_looking(problem, place, looks, self.written.lenient);
        match self.written.lenient {
            true => self.push_missing(None, column),
            false => column.push_unknown(),
        }
    }

    /// Appends a row whose record, which starts at a byte, does not name the field.
    pub(super) fn push_absent(self, at: usize, column: &mut ColumnBuilder) {
        if !self.field.optional {
            let (kind, field) = (self.kind.to_owned(), self.field.name.clone());
            self.problems.add_at(Problem::Missing { kind, field }, self.origin.record(at));
        }
        self.push_missing(None, column);
    }

    /// Appends a row that is not given; reports where it had to be.
    pub(super) fn push_missing(self, raw: Option<&Raw>, column: &mut ColumnBuilder) {
        if let Some(raw) = raw.filter(|_| !self.field.optional) {
            let (kind, field) = (self.kind.to_owned(), self.field.name.clone());
            let span = self.origin.place(raw.start, raw.end);
            self.problems.add_at(Problem::Missing { kind, field }, span);
        }
        match column {
            ColumnBuilder::Quantity(q) => q.push_bounds(self.field.bounds.lo, self.field.bounds.hi),
            _ => column.push_unknown(),
        }
    }

    /// Words that say nothing may still be a label, any text, and in quotes a key.
    fn takes_word(&self, raw: &Raw, text: &str) -> bool {
        let key = matches!(self.field.ty, Ty::Record(_)) && is_quoted(raw, None);
        key || takes_word(self.schema, self.field.ty, text)
    }

    fn text(
        &mut self,
        cell: &Cell,
        text: &str,
        column: &mut ColumnBuilder,
    ) -> Result<Read, Option<Problem>> {
        let typed = cell.typed();
        match (self.field.ty, column) {
            (Ty::Quantity { dim, .. }, ColumnBuilder::Quantity(q)) => {
                if !self.quick(cell, text, dim, q) {
                    return self.quantity(cell, text, dim, q);
                }
            }
            (Ty::Date, column) => {
                let days = match typed {
                    Some(Typed::Date(day)) => (Some(day), Some(day)),
                    _ => moment::date(text, self.written.dates)?,
                };
                self.push_days(days, text, column)?;
                if self.written.dates == Dates::Epoch
                    && let Some(told) = moment::counted(text, Dates::Epoch)
                {
                    let place = self.origin.place(cell.raw.start, cell.raw.end);
                    self.problems.add_at(told, place);
                }
            }
            (Ty::Bool, column) => column.push_bool(match typed {
                Some(Typed::Truth(truth)) => truth,
                Some(_) => return Err(None),
                None => match text.to_ascii_lowercase().as_str() {
                    "true" | "yes" => true,
                    "false" | "no" => false,
                    _ => return Err(None),
                },
            }),
            (Ty::Period, column) => {
                let bare = text.ends_with(|c: char| c.is_ascii_digit());
                let unsaid = (cell.unit == Beside::Empty && bare)
                    .then(|| Problem::NoUnit { text: text.to_owned() });
                let told = period::period(text, cell.unit.named());
                column.push_period(told.map_err(|problem| problem.or(unsaid))?);
            }
            (Ty::Text, ColumnBuilder::Text(t)) => {
                let whole = match &cell.raw.form {
                    Form::Scalar(whole) | Form::Quoted(whole) if cell.text.is_none() => {
                        whole.as_ref()
                    }
                    _ => text,
                };
                t.push(Some(whole));
            }
            (Ty::Choice(id), column) => {
                let labels = &self.schema.choice(id).labels;
                let place = labels.iter().position(|l| l == text);
                column
                    .push_code(place.ok_or_else(|| Some(self.unknown_label(text, labels)))? as u32);
            }
            (Ty::Currency, _) if Currency::is_code_for_none(text) => return Ok(Read::Nothing),
            (Ty::Currency, column) => {
                let currency =
                    self.currencies.get(text).ok_or_else(|| Some(unknown_currency(text)))?;
                column.push_code(u32::from(currency.number()));
            }
            (Ty::Record(_), ColumnBuilder::Reference(r))
                if text == NONE && !is_quoted(cell.raw, cell.text) =>
            {
                if !self.field.optional {
                    let (kind, field) = (self.kind.to_owned(), self.field.name.clone());
                    return Err(Some(Problem::Nobody { kind, field }));
                }
                r.push_nobody(self.origin.place(cell.raw.start, cell.raw.end));
            }
            (Ty::Record(_), ColumnBuilder::Reference(r)) => {
                r.push(text, || self.origin.place(cell.raw.start, cell.raw.end));
            }
            _ => return Err(None),
        }
        Ok(Read::Told)
    }

    /// The quick way to read an amount, where it is one: a plain number whose measure is known to be
    /// the base unit, far from the bounds of its field.
    fn quick(&self, cell: &Cell, text: &str, dim: Dim, column: &mut QuantityBuilder) -> bool {
        let (unit, currency) = (cell.unit != Beside::Nowhere, cell.currency.is_some());
        let measured = is_measured(dim, unit, currency, cell.in_base_unit);
        let typed = cell.typed();
        let number = match typed {
            Some(Typed::Number { coef, scale }) => Some((coef, scale)),
            Some(_) => None,
            None => number::plain(text),
        };
        let Some((coef, scale)) = number.filter(|_| measured) else {
            return false;
        };
        let plain = (scale == 0 || typed.is_some() || self.is_settled(scale, cell.currency))
            && is_plain(self.field, coef, scale);
        if plain {
            column.push_fixed(coef, scale, cell.currency);
        }
        plain
    }

    /// An amount as people write them.
    fn quantity(
        &mut self,
        cell: &Cell,
        text: &str,
        dim: Dim,
        column: &mut QuantityBuilder,
    ) -> Result<Read, Option<Problem>> {
        let reading = self.reading(cell.raw, text);
        let measure = Measure::of_column(cell.unit, cell.currency, reading)?;
        let Some(told) = self.measure(cell.raw, text, &measure, dim)? else {
            return Ok(Read::Nothing);
        };
        let (lo, hi) = self.bounded(told, text)?;
        self.doubt_share(cell.raw, text, told);
        column.push_range(lo, hi, told.currency);
        Ok(Read::Told)
    }

    /// Whether a plain number with a fraction means what it means everywhere.
    fn is_settled(&self, scale: u8, currency: Option<Currency>) -> bool {
        let notation = self.written.notation;
        notation.has_point() && (notation.is_said() || scale != 3 || currency.is_none())
    }

    /// How a text is read that stands in a raw value. Numbers of a format's own are written as
    /// JSON writes them, but not what a mapping put in their place.
    pub(super) fn reading(&self, raw: &Raw, text: &str) -> Reading<'_> {
        let number = raw.typed().is_some() && raw.text() == Some(text);
        let notation = if number { Notation::JSON } else { self.written.notation };
        Reading { schema: self.schema, notation }
    }

    /// Reads a quantity and sees that it is measured as the field is; `column` measures what does
    /// not say so itself. `None`: it says that nothing is known.
    pub(super) fn measure(
        &self,
        raw: &Raw,
        text: &str,
        column: &Measure,
        dim: Dim,
    ) -> Result<Option<Told>, Option<Problem>> {
        let told = literal::quantity(text, column, self.reading(raw, text))?;
        let Some(told) = told.filter(|told| told.dim != dim) else { return Ok(told) };
        if dim.money() == 1 && told.dim == Dim::NUMBER {
            return Err(Some(Problem::NoCurrency { text: text.to_owned(), part: false }));
        }
        let text = format!("{text} {}", column.told(self.schema)).trim_end().to_owned();
        let expected = expected(self.field.ty).to_owned();
        Err(Some(Problem::WrongValue { text, expected, help: None }))
    }

    /// Appends the days that a text tells, clipped to the declared bounds.
    pub(super) fn push_days(
        &self,
        (from, to): Days,
        text: &str,
        column: &mut ColumnBuilder,
    ) -> Result<(), Option<Problem>> {
        let bounds = &self.field.bounds;
        if bounds.lo.is_none() && bounds.hi.is_none() {
            column.push_dates(from, to);
            return Ok(());
        }
        let [lo, hi] = [from, to].map(|day| day.map(|day| Decimal::from(i64::from(day.0))));
        let ends = Ends { lo, hi, ..Ends::default() };
        let told = Told { ends, dim: Dim::NUMBER, currency: None, bare: true };
        let (lo, hi) = self.bounded(told, text)?;
        if let ColumnBuilder::Quantity(q) = column {
            q.push_range(lo, hi, None);
        }
        Ok(())
    }

    fn unknown_label(&self, text: &str, labels: &[String]) -> Problem {
        let all = || labels.iter().map(|l| format!("`{l}`")).collect::<Vec<_>>().join(", ");
        let help = did_you_mean(text, labels.iter().map(String::as_str))
            .unwrap_or_else(|| format!("write one of {}", all()));
        Problem::UnknownLabel { text: text.to_owned(), field: self.field.name.clone(), help }
    }
}

/// Whether a word that names nobody stands in quotes, where the format tells: then it is a key.
fn is_quoted(raw: &Raw, mapped: Option<&str>) -> bool {
    mapped.is_none() && matches!(raw.form, Form::Quoted(_))
}

/// Whether a bare number is measured as its column stores it: by nothing, by the currency that
/// stands beside it, by the base unit.
pub(super) fn is_measured(dim: Dim, unit: bool, currency: bool, in_base_unit: bool) -> bool {
    match dim {
        Dim::NUMBER => !unit && !currency,
        Dim::MONEY => !unit && currency,
        _ => in_base_unit && !currency,
    }
}

/// Whether a field takes a plain number as it is, far from its bounds and from any doubt.
pub(super) fn is_plain(field: &Field, coef: i64, scale: u8) -> bool {
    let bounds = &field.bounds;
    let percent = matches!(field.ty, Ty::Quantity { percent: true, .. });
    !(percent && is_manifold(coef, scale))
        && bounds.hi.is_none()
        && (bounds.lo.is_none() || coef > 0 || coef == 0 && !bounds.lo_open)
        && !positive(bounds.lo)
}

/// Whether a plain number is more than one, either way from zero: as a share, more than the whole.
fn is_manifold(coef: i64, scale: u8) -> bool {
    10u64.checked_pow(scale.into()).is_some_and(|one| coef.unsigned_abs() > one)
}

/// Whether a lower bound is above zero, so that a positive number may still be below it.
fn positive(bound: Option<Decimal>) -> bool {
    bound.is_some_and(|b| b.signum() > 0)
}
