//! Amounts in several currencies.

use riskwright::value::{Currency, Date, Decimal, Range, Rounding, Scalar};

use super::interpreter::{Amount, Oracle, amount, quantity};

impl Oracle<'_> {
    /// Two amounts in one currency; `None` where a rate is missing.
    pub(crate) fn together(
        &self,
        a: Amount,
        b: Amount,
        exponent: u8,
    ) -> Option<(Range, Range, Option<Currency>)> {
        assert_eq!(exponent, 1, "not generated");
        match (a.currency, b.currency) {
            (Some(x), Some(y)) if x != y => {
                // Nothing, and no bound, are the same in every currency.
                if is_nothing(a.range) {
                    return Some((a.range, b.range, Some(y)));
                }
                if is_nothing(b.range) {
                    return Some((a.range, b.range, Some(x)));
                }
                let a = self.in_currency(a, self.reporting, self.as_of)?;
                let b = self.in_currency(b, self.reporting, self.as_of)?;
                Some((a, b, Some(self.reporting)))
            }
            (x, y) => Some((a.range, b.range, x.or(y))),
        }
    }

    pub(crate) fn in_currency(&self, a: Amount, to: Currency, at: Date) -> Option<Range> {
        match a.currency {
            Some(from) if from != to && !is_nothing(a.range) => {
                Some(a.range.mul(self.rate(from, to, at)?))
            }
            _ => Some(a.range),
        }
    }

    pub(crate) fn convert(&self, money: &Scalar, to: Currency, at: &Scalar) -> Scalar {
        let Scalar::Quantity { unknown, .. } = money else {
            panic!("no money: {money:?}");
        };
        match self.over(amount(money), to, amount(at).range) {
            Some(range) => Scalar::Quantity {
                range,
                currency: Some(to).filter(|_| !unknown),
                unknown: *unknown,
            },
            None => quantity(Range::ANY, None),
        }
    }

    /// What an amount comes to on every day that a date may be, tried day by day.
    fn over(&self, money: Amount, to: Currency, dates: Range) -> Option<Range> {
        if money.currency.is_none_or(|from| from == to) || is_nothing(money.range) {
            return Some(money.range);
        }
        let day = |d: Decimal| d.fixed(0).map(|d| d as i32);
        let first = dates.lo.and_then(day)?;
        // No quote is generated that is of 2027 or later.
        let last = dates.hi.and_then(day).unwrap_or(Date::new(2027, 1, 1)?.0.max(first));
        let on = |at| self.in_currency(money, to, Date(at));
        (first + 1..=last).try_fold(on(first)?, |all, at| Some(all.hull(on(at)?)))
    }

    /// One `from` in `to`: of all ways from quote to quote the one whose oldest is freshest, then
    /// the shortest, then the first in the alphabet.
    fn rate(&self, from: Currency, to: Currency, at: Date) -> Option<Range> {
        if from == to {
            return Some(Range::point(Decimal::ONE));
        }
        let mut ways = vec![(vec![from], None, None)];
        let mut ended = Vec::new();
        while let Some((way, oldest, rate)) = ways.pop() {
            let here = *way.last().expect("it starts somewhere");
            if here == to {
                let codes: Vec<_> = way.iter().map(|c: &Currency| c.code()).collect();
                ended.push((std::cmp::Reverse(oldest), way.len(), codes, rate));
                continue;
            }
            for code in ["CHF", "EUR", "GBP", "JPY", "USD"] {
                let next = Currency::from_code(code).expect("a currency");
                let Some((day, more)) = self.quote(here, next, at).filter(|_| !way.contains(&next))
                else {
                    continue;
                };
                let longer = way.iter().copied().chain([next]).collect();
                let oldest = Some(oldest.map_or(day, |oldest: Decimal| oldest.min(day)));
                let rate = Some(rate.map_or(more, |rate: Range| rate.mul(more)));
                ways.push((longer, oldest, rate));
            }
        }
        ended.into_iter().min_by_key(|way| (way.0, way.1, way.2.clone()))?.3
    }

    fn quote(&self, from: Currency, to: Currency, at: Date) -> Option<(Decimal, Range)> {
        let spec = self.program.rates.expect("there is a rate table");
        let table = self.tables.of(spec.record);
        let mut latest: Option<(Decimal, bool, Range)> = None;
        for row in 0..table.rows {
            let cell = |field| table.column(field).expect("it was read").get(row);
            let code = |field| match cell(field) {
                Scalar::Code(Some(n)) => Currency::from_number(n as u16),
                _ => None,
            };
            let date = amount(&cell(spec.date)).range.known().expect("dates are exact");
            if date > Decimal::from(i64::from(at.0)) {
                continue;
            }
            let rate = amount(&cell(spec.rate)).range;
            let direct = (code(spec.base), code(spec.quote)) == (Some(from), Some(to));
            let inverse = (code(spec.base), code(spec.quote)) == (Some(to), Some(from));
            if direct || inverse {
                let rate = if direct { rate } else { inverted(rate) };
                // The more recent wins, and among equals the direct one.
                if latest.is_none_or(|(day, was_direct, _)| (day, was_direct) < (date, direct)) {
                    latest = Some((date, direct, rate));
                }
            }
        }
        latest.map(|(day, _, rate)| (day, rate))
    }
}

/// The rate the other way round; one that may be next to nothing makes it any amount above.
fn inverted(rate: Range) -> Range {
    match (rate.lo, rate.hi) {
        (Some(Decimal::ZERO), Some(hi)) => {
            Range { lo: Decimal::ONE.div(hi, Rounding::Down), hi: None }
        }
        _ => Range::point(Decimal::ONE).div(rate),
    }
}

/// Whether each end is zero or open.
pub(crate) fn is_nothing(r: Range) -> bool {
    let zero = |d: Option<Decimal>| d.is_none_or(|d| d == Decimal::ZERO);
    zero(r.lo) && zero(r.hi)
}
