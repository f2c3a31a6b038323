//! Exchange rates: what one currency is worth in another at a date.

use rustc_hash::FxHashMap;

use crate::ir::Program;
use crate::outcome::Reason;
use crate::record::Tables;
use crate::value::{Currency, Date, Decimal, Range, Scalar};

/// The rate table, with what mixed amounts are converted to.
#[derive(Debug)]
pub(crate) struct Rates {
    /// Quotes of each pair, oldest first.
    quotes: FxHashMap<(Currency, Currency), Vec<(Date, Range)>>,
    /// The reporting currency.
    pub(crate) reporting: Currency,
    /// The as-of date.
    pub(crate) as_of: Date,
}

impl Rates {
    pub(crate) fn new(
        program: &Program,
        tables: &Tables,
        reporting: Currency,
        as_of: Date,
    ) -> Rates {
        let mut quotes: FxHashMap<_, Vec<(Date, Range)>> = FxHashMap::default();
        if let Some(r) = program.rates {
            let table = tables.of(r.record);
            let cell = |field, row| table.column(field).map(|c| c.get(row));
            for row in 0..table.rows {
                let currency = |field| match cell(field, row) {
                    Some(Scalar::Code(Some(n))) => Currency::from_number(n as u16),
                    _ => None,
                };
                let (Some(base), Some(quote)) = (currency(r.base), currency(r.quote)) else {
                    continue;
                };
                let (Some(rate), Some(date)) =
                    (quantity(cell(r.rate, row)), quantity(cell(r.date, row)))
                else {
                    continue;
                };
                let positive = rate.lo.is_some_and(|lo| lo.signum() > 0);
                if let (Some(date), true) = (date.known().and_then(day), positive) {
                    quotes.entry((base, quote)).or_default().push((date, rate));
                }
            }
        }
        quotes.values_mut().for_each(|v| v.sort_by_key(|(date, _)| *date));
        Rates { quotes, reporting, as_of }
    }

    /// What one unit of `from` is worth in `to`: the latest quote up to the date, direct or the
    /// other way round, else by way of the reporting currency.
    pub(crate) fn rate(&self, from: Currency, to: Currency, at: Date) -> Result<Range, Reason> {
        if from == to {
            return Ok(Range::point(Decimal::ONE));
        }
        let via = || {
            let first = self.quoted(from, self.reporting, at)?;
            let second = self.quoted(self.reporting, to, at)?;
            Some(first.mul(second))
        };
        self.quoted(from, to, at).or_else(via).ok_or(Reason::NoRate { from, to, date: at })
    }

    fn quoted(&self, from: Currency, to: Currency, at: Date) -> Option<Range> {
        let latest = |pair| {
            let quotes = self.quotes.get(&pair)?;
            let n = quotes.partition_point(|(date, _)| *date <= at);
            quotes.get(n.checked_sub(1)?).copied()
        };
        let inverse = |rate: Range| Range::point(Decimal::ONE).div(rate);
        match (latest((from, to)), latest((to, from))) {
            (Some((direct, rate)), Some((other, _))) if direct >= other => Some(rate),
            (_, Some((_, rate))) => Some(inverse(rate)),
            (Some((_, rate)), None) => Some(rate),
            (None, None) => None,
        }
    }

    /// An amount in another currency. Zero is zero in every currency, and no bound is none.
    pub(crate) fn convert(
        &self,
        range: Range,
        from: Option<Currency>,
        to: Currency,
        at: Date,
    ) -> Result<Range, Reason> {
        match from {
            Some(from) if !is_weightless(range) => Ok(range.mul(self.rate(from, to, at)?)),
            _ => Ok(range),
        }
    }
}

/// Whether an amount is the same in every currency: each end is zero or open.
pub(crate) fn is_weightless(range: Range) -> bool {
    let zero = |end: Option<Decimal>| end.is_none_or(|d| d == Decimal::ZERO);
    zero(range.lo) && zero(range.hi)
}

/// A day number as a date.
pub(crate) fn day(d: Decimal) -> Option<Date> {
    let days = i32::try_from(d.fixed(0)?).ok()?;
    Some(Date(days)).filter(|d| (Date::MIN..=Date::MAX).contains(d))
}

fn quantity(s: Option<Scalar>) -> Option<Range> {
    match s {
        Some(Scalar::Quantity { range, .. }) => Some(range),
        _ => None,
    }
}
