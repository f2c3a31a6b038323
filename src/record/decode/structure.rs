//! Values that are written as structures: `{amount: 100, currency: EUR}`, `{min: …, max: …}`.

use super::hedge::Ends;
use super::literal::Told;
use super::measure::{self, Beside, Measure, unknown_currency};
use super::moment::{self, Days};
use super::period;
use super::{Cell, Decoder, Read};
use crate::record::error::Problem;
use crate::record::growing::column::ColumnBuilder;
use crate::record::nothing::{names_no_currency, says_nothing};
use crate::record::raw::{Form, Member, Raw, twice};
use crate::ty::{Dim, Ty};
use crate::value::{Dates, Decimal, PeriodRange};

/// What a structure may say, and the other names of it.
const PARTS: [&[&str]; 5] =
    [&["amount", "value", ABOUT], &["min", "from"], &["max", "to"], &["currency"], &["unit"]];

/// The name of a figure that is widened: `{about: 5 m USD}` is `about 5 m USD`.
const ABOUT: &str = "about";

/// What is wrong with a structure, and the bytes where.
type Wrong = (Problem, (usize, usize));

/// The parts that tell something, each a single text.
struct Parts<'r, 'a> {
    amount: Option<&'r Raw<'a>>,
    /// Whether the amount is only about that.
    about: bool,
    min: Option<&'r Raw<'a>>,
    max: Option<&'r Raw<'a>>,
    currency: Option<&'r Raw<'a>>,
    unit: Beside<'r>,
}

impl Decoder<'_> {
    /// `{amount: 100, currency: EUR}`, `{min: …, max: …, unit: GW}`.
    pub(in crate::record) fn structure(
        &mut self,
        cell: &Cell,
        column: &mut ColumnBuilder,
    ) -> Result<Read, Option<Problem>> {
        let Form::Map(members) = &cell.raw.form else { return Err(None) };
        if !matches!(self.field.ty, Ty::Quantity { .. } | Ty::Date | Ty::Period) {
            return Err(None);
        }
        let parts = match self.parts(members) {
            Ok(parts) => parts,
            Err((problem, (start, end))) => {
                self.problems.add_at(problem, self.origin.place(start, end));
                column.push_unknown();
                return Ok(Read::Told);
            }
        };
        match (self.field.ty, column) {
            (Ty::Quantity { dim, .. }, ColumnBuilder::Quantity(q)) => {
                let Some(told) = self.amount(cell, &parts, dim)? else { return Ok(Read::Nothing) };
                let (lo, hi) = self.bounded(told, "this value")?;
                self.doubt_share(cell.raw, "this value", told);
                q.push_range(lo, hi, told.currency);
            }
            (Ty::Date, column) => {
                let Some(days) = days(&parts, self.written.dates)? else {
                    return Ok(Read::Nothing);
                };
                self.push_days(days, "this value", column)?;
            }
            (Ty::Period, column) => {
                let Some(period) = lasting(&parts, cell.unit.named())? else {
                    return Ok(Read::Nothing);
                };
                column.push_period(period);
            }
            _ => return Err(None),
        }
        Ok(Read::Told)
    }

    /// The parts of a structure, each given once, under whichever of its names.
    fn parts<'r, 'a>(&self, members: &'r [Member<'a>]) -> Result<Parts<'r, 'a>, Wrong> {
        let place = |raw: &Raw| (raw.start, raw.end);
        if let Some((first, again)) = twice(members) {
            let name = again.text().unwrap_or_default().to_owned();
            let first = Some(self.origin.place(first.start, first.end));
            return Err((Problem::DuplicateField { name, first }, place(again)));
        }
        let mut found: [Option<&Member>; PARTS.len()] = [None; PARTS.len()];
        for member in members {
            let name = member.key.text().unwrap_or_default();
            let part = PARTS.iter().position(|names| names.contains(&name));
            let Some(slot) = part.and_then(|part| found.get_mut(part)) else {
                let (kind, name) = (self.field.name.clone(), name.to_owned());
                let parts = "a value has `amount`, `about`, or `min` and `max`, with `currency` and \
                             `unit`";
                let help = Some(parts.to_owned());
                return Err((
                    Problem::UnknownField { kind, name, missing: None, help },
                    place(&member.key),
                ));
            };
            if let Some(first) = slot.replace(member) {
                let other = first.key.text().unwrap_or_default();
                let what = format!("`{other}` and `{name}` are one thing, which is given twice");
                return Err((Problem::Contradiction { what }, place(&member.key)));
            }
            if matches!(member.value.form, Form::List(_) | Form::Map(_)) {
                let expected = "a single figure or word".to_owned();
                return Err((Problem::Shape { expected }, place(&member.value)));
            }
        }
        let told = found.map(|member| {
            let value = member.map(|m| &m.value)?;
            value.text().filter(|t| !t.is_empty() && !says_nothing(t)).map(|_| value)
        });
        let [amount, min, max, _, _] = told;
        // What says that the currency or unit is not known is not the same as nothing.
        let unit = found[4].map_or(Beside::Nowhere, |member| Beside::of(member.value.text()));
        let currency = found[3].map(|member| &member.value);
        let currency = currency.filter(|raw| raw.text().is_some_and(|text| !text.is_empty()));
        if let (Some(_), Some(end)) = (amount, min.or(max)) {
            let what = "an amount and an end of a range are both given".to_owned();
            return Err((Problem::Contradiction { what }, place(end)));
        }
        let about = found[0].is_some_and(|member| member.key.text() == Some(ABOUT));
        Ok(Parts { amount, about, min, max, currency, unit })
    }

    /// What the parts of a quantity tell together; `None`: nothing is known.
    fn amount(
        &self,
        cell: &Cell,
        parts: &Parts,
        dim: Dim,
    ) -> Result<Option<Told>, Option<Problem>> {
        let code = parts.currency.and_then(Raw::text);
        if code.is_some_and(names_no_currency) || parts.unit.named().is_some_and(says_nothing) {
            return Ok(None);
        }
        let currency = match code {
            Some(code) => {
                Some(measure::currency(code).ok_or_else(|| Some(unknown_currency(code)))?)
            }
            None => None,
        };
        let reading = self.reading(cell.raw, "");
        let mut measure = Measure::of_column(parts.unit, currency, reading)?;
        let column = Measure::of_column(cell.unit, cell.currency, reading)?;
        if measure.clashes(&column) {
            let [own, beside] = [measure, column].map(|m| m.told(self.schema));
            let what = format!("this value is in {own}, but its column says {beside}");
            return Err(Some(Problem::Contradiction { what }));
        }
        measure.complete(&column);
        let read = |part: Option<&Raw>| match part {
            Some(raw) => self.part(raw, raw.text().unwrap_or_default(), &measure, dim),
            None => Ok(None),
        };
        if let Some(raw) = parts.amount.filter(|_| parts.about) {
            return self.part(raw, &about(raw), &measure, dim);
        }
        if parts.amount.is_some() {
            return read(parts.amount);
        }
        let (min, max) = (read(parts.min)?, read(parts.max)?);
        sees_ends(parts, min.map(|t| t.ends.lo.is_some()), max.map(|t| t.ends.hi.is_some()))?;
        let Some(currency) = min.or(max).map(|told| told.currency) else { return Ok(None) };
        let other = max.map_or(currency, |told| told.currency);
        if let (Some(a), Some(b)) = (currency, other)
            && a != b
        {
            let what = format!("one end of this range is in {a}, the other in {b}");
            return Err(Some(Problem::Contradiction { what }));
        }
        let (lo, hi) = (min.and_then(|t| t.ends.lo), max.and_then(|t| t.ends.hi));
        if lo.zip(hi).is_some_and(|(a, b): (Decimal, Decimal)| a > b) {
            return Err(Some(reversed(parts)));
        }
        let above_lo = min.is_some_and(|t| t.ends.above_lo);
        let below_hi = max.is_some_and(|t| t.ends.below_hi);
        let bare = min.or(max).is_some_and(|t| t.bare);
        Ok(Some(Told { ends: Ends { lo, hi, above_lo, below_hi }, dim, currency, bare }))
    }

    /// Reads a figure beside which the structure may name what measures it.
    fn part(
        &self,
        raw: &Raw,
        text: &str,
        measure: &Measure,
        dim: Dim,
    ) -> Result<Option<Told>, Option<Problem>> {
        self.measure(raw, text, measure, dim).map_err(|problem| match problem {
            Some(Problem::NoCurrency { text, .. }) => {
                Some(Problem::NoCurrency { text, part: true })
            }
            other => other,
        })
    }
}

/// A figure as a text that says how sure it is.
fn about(raw: &Raw) -> String {
    format!("{ABOUT} {}", raw.text().unwrap_or_default())
}

/// What the parts of a period tell together; `None`: nothing is known.
fn lasting(parts: &Parts, column: Option<&str>) -> Result<Option<PeriodRange>, Option<Problem>> {
    if parts.currency.is_some() {
        return Err(None);
    }
    let unit = parts.unit.named();
    if unit.is_some_and(says_nothing) {
        return Ok(None);
    }
    if let (Some(unit), Some(column)) = (unit, column)
        && unit != column
    {
        let what = format!("this value is in {unit}, but its column says {column}");
        return Err(Some(Problem::Contradiction { what }));
    }
    let read = |raw: &Raw| match parts.about {
        true => period::period(&about(raw), unit.or(column)),
        false => period::period(raw.text().unwrap_or_default(), unit.or(column)),
    };
    if let Some(amount) = parts.amount {
        return read(amount).map(Some);
    }
    let end = |part: Option<&Raw>| part.map(read).transpose();
    let (min, max) = (end(parts.min)?, end(parts.max)?);
    sees_ends(parts, min.map(|t| t.lo.is_some()), max.map(|t| t.hi.is_some()))?;
    let (lo, hi) = (min.and_then(|t| t.lo), max.and_then(|t| t.hi));
    if lo.zip(hi).is_some_and(|(lo, hi)| hi.is_below(lo)) {
        return Err(Some(reversed(parts)));
    }
    Ok(Some(PeriodRange::new(lo, hi)).filter(|period| !period.is_any()))
}

/// The first and last day of `{from: …, to: …}`; `None`: nothing is known.
fn days(parts: &Parts, dates: Dates) -> Result<Option<Days>, Option<Problem>> {
    let amount = parts.amount.is_some() && !parts.about;
    if amount || parts.currency.is_some() || parts.unit.named().is_some() {
        return Err(None);
    }
    let date = |text: &str| moment::date(text, dates);
    let read = |part: Option<&Raw>| part.and_then(Raw::text).map(date).transpose();
    if let Some(raw) = parts.amount {
        return date(&about(raw)).map(Some);
    }
    let (min, max) = (read(parts.min)?, read(parts.max)?);
    sees_ends(parts, min.map(|days| days.0.is_some()), max.map(|days| days.1.is_some()))?;
    let (from, to) = (min.and_then(|days| days.0), max.and_then(|days| days.1));
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        return Err(Some(reversed(parts)));
    }
    Ok((from.is_some() || to.is_some()).then_some((from, to)))
}

/// Sees that each end of a range that is given bounds it: `{max: at least 5}` would say nothing.
fn sees_ends(parts: &Parts, min: Option<bool>, max: Option<bool>) -> Result<(), Option<Problem>> {
    let ends = [
        (parts.min, min, "is no lower end of a range"),
        (parts.max, max, "is no upper end of a range"),
    ];
    match ends.into_iter().find(|(_, bounds, _)| *bounds == Some(false)) {
        Some((end, _, what)) => {
            let text = end.and_then(Raw::text).unwrap_or_default().to_owned();
            let help = "write the figure of the end alone, or the hedge in place of the structure";
            Err(Some(Problem::Hedge { text, what, help }))
        }
        None => Ok(()),
    }
}

fn reversed(parts: &Parts) -> Problem {
    let [from, to] = [parts.min, parts.max].map(|end| end.and_then(Raw::text).unwrap_or_default());
    Problem::Reversed { text: format!("{from}..{to}") }
}
