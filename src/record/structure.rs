//! Values that are written as structures: `{amount: 100, currency: EUR}`, `{min: …, max: …}`.

use super::builder::ColumnBuilder;
use super::decode::{Cell, Decoder, says_nothing};
use super::error::Problem;
use super::literal::{self, Told, unknown_currency};
use super::moment;
use super::raw::{Form, Raw, twice};
use crate::ty::Ty;

impl Decoder<'_> {
    /// `{amount: 100, currency: EUR}`, `{min: …, max: …, unit: GW}`.
    pub(super) fn structure(
        &mut self,
        cell: &Cell,
        column: &mut ColumnBuilder,
    ) -> Result<(), Option<Problem>> {
        let Form::Map(members) = &cell.raw.form else { return Err(None) };
        let known = |k: &str| {
            ["amount", "value", "min", "max", "from", "to", "currency", "unit"].contains(&k)
        };
        if let Some(m) = members.iter().find(|m| !m.key.text().is_some_and(known)) {
            let name = m.key.text().unwrap_or_default().to_owned();
            let problem = Problem::UnknownField { kind: self.field.name.clone(), name, help: None };
            self.unreadable(problem, &m.key, column);
            return Ok(());
        }
        if let Some((first, again)) = twice(members) {
            let name = again.text().unwrap_or_default().to_owned();
            let first = Some(self.origin.span(first.start, first.end));
            self.unreadable(Problem::DuplicateField { name, first }, again, column);
            return Ok(());
        }
        let get = |a: &str, b: &str| {
            let found = cell.raw.member(a).or_else(|| cell.raw.member(b))?;
            found.text().filter(|t| !t.is_empty() && !says_nothing(t))
        };
        let (amount, min, max) = (get("amount", "value"), get("min", "from"), get("max", "to"));
        if let (Ty::Date, None) = (self.field.ty, amount) {
            let from = moment::date(min.ok_or(None)?)?.0;
            let to = moment::date(max.ok_or(None)?)?.1;
            if from > to {
                return Err(Some(reversed(min, max)));
            }
            column.push_dates(from, to);
            return Ok(());
        }
        let (Ty::Quantity { dim, .. }, ColumnBuilder::Quantity(q)) = (self.field.ty, column) else {
            return Err(None);
        };
        let currency = match get("currency", "currency") {
            Some(code) => {
                Some(literal::currency(code).ok_or_else(|| Some(unknown_currency(code)))?)
            }
            None => cell.currency,
        };
        let unit = get("unit", "unit").or(cell.unit);
        let cell = Cell { raw: cell.raw, text: None, currency, unit, in_base_unit: false };
        let told = match (amount, min, max) {
            (Some(amount), None, None) => self.measure(&cell, amount, dim)?,
            (None, None, None) | (Some(_), ..) => return Err(None),
            (None, from, to) => {
                let min = from.map(|t| self.measure(&cell, t, dim)).transpose()?;
                let max = to.map(|t| self.measure(&cell, t, dim)).transpose()?;
                let (lo, hi) = (min.and_then(|t| t.lo), max.and_then(|t| t.hi));
                if lo.zip(hi).is_some_and(|(a, b)| a > b) {
                    return Err(Some(reversed(from, to)));
                }
                let currency = min.or(max).and_then(|t| t.currency);
                Told { lo, hi, dim, currency }
            }
        };
        let (lo, hi) = self.bounded(told, "this value")?;
        q.push_range(lo, hi, told.currency);
        Ok(())
    }

    /// Reports what is wrong with a part of a value, the whole of which then counts as unknown.
    fn unreadable(&mut self, problem: Problem, part: &Raw, column: &mut ColumnBuilder) {
        self.problems.add_at(problem, self.origin.span(part.start, part.end));
        column.push_unknown();
    }
}

fn reversed(from: Option<&str>, to: Option<&str>) -> Problem {
    let text = format!("{}..{}", from.unwrap_or_default(), to.unwrap_or_default());
    Problem::Reversed { text }
}
