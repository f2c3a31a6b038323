//! Exchange rates: what one currency is worth in another at a date.

use rustc_hash::FxHashMap;

use crate::ir::Program;
use crate::outcome::Reason;
use crate::record::Tables;
use crate::ty::Ty;
use crate::value::{Currency, Date, Decimal, Range, Scalar};

/// The quotes of a pair of currencies, oldest first: the date, the rate, the row of its record.
type Quotes = Vec<(Date, Range, u32)>;

/// The rate table, with what mixed amounts are converted to.
#[derive(Debug)]
pub(crate) struct Rates {
    quotes: FxHashMap<(Currency, Currency), Quotes>,
    /// Every currency that is quoted: the reporting currency first, the others by their codes.
    pivots: Vec<Currency>,
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
        let mut quotes: FxHashMap<_, Quotes> = FxHashMap::default();
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
                    quotes.entry((base, quote)).or_default().push((date, rate, row as u32));
                }
            }
        }
        quotes.values_mut().for_each(|v| v.sort_by_key(|(date, ..)| *date));
        let mut pivots: Vec<Currency> = quotes.keys().flat_map(|(a, b)| [*a, *b]).collect();
        pivots.sort_by_key(|c| (*c != reporting, c.code()));
        pivots.dedup();
        Rates { quotes, pivots, reporting, as_of }
    }

    /// What one unit of `from` is worth in `to`: the latest quote up to the date, direct or the
    /// other way round, else by way of another currency.
    pub(crate) fn rate(&self, from: Currency, to: Currency, at: Date) -> Result<Range, Reason> {
        if from == to {
            return Ok(Range::point(Decimal::ONE));
        }
        let via = || {
            let [(first, _), (second, _)] = self.crossed(from, to, at)?;
            Some(first.mul(second))
        };
        let direct = self.quoted(from, to, at).map(|(rate, _)| rate);
        direct.or_else(via).ok_or(Reason::NoRate { from, to, date: at })
    }

    /// The rows of the quotes that a rate rests on.
    pub(crate) fn behind(&self, from: Currency, to: Currency, at: Date) -> Vec<u32> {
        if from == to {
            return Vec::new();
        }
        match self.quoted(from, to, at) {
            Some((_, row)) => vec![row],
            None => self.crossed(from, to, at).into_iter().flatten().map(|(_, row)| row).collect(),
        }
    }

    /// The two quotes by way of the first currency that both are quoted against.
    fn crossed(&self, from: Currency, to: Currency, at: Date) -> Option<[(Range, u32); 2]> {
        let by =
            |pivot: &Currency| Some([self.quoted(from, *pivot, at)?, self.quoted(*pivot, to, at)?]);
        self.pivots.iter().find_map(by)
    }

    /// A quote of a pair, whichever way round, and its row.
    fn quoted(&self, from: Currency, to: Currency, at: Date) -> Option<(Range, u32)> {
        let latest = |pair| {
            let quotes = self.quotes.get(&pair)?;
            let n = quotes.partition_point(|(date, ..)| *date <= at);
            quotes.get(n.checked_sub(1)?).copied()
        };
        let inverse = |rate: Range| Range::point(Decimal::ONE).div(rate);
        match (latest((from, to)), latest((to, from))) {
            (Some((direct, rate, row)), Some((other, ..))) if direct >= other => Some((rate, row)),
            (_, Some((_, rate, row))) => Some((inverse(rate), row)),
            (Some((_, rate, row)), None) => Some((rate, row)),
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

    /// A computed value: an amount that weighs nothing is one of the reporting currency.
    pub(crate) fn told(&self, value: Scalar, ty: Ty) -> Scalar {
        match value {
            Scalar::Quantity { range, unknown: false, .. }
                if ty.is_money() && is_weightless(range) =>
            {
                Scalar::Quantity { range, currency: Some(self.reporting), unknown: false }
            }
            value => value,
        }
    }
}

/// Whether an amount is the same in every currency: each end is zero or open.
pub(crate) fn is_weightless(range: Range) -> bool {
    let zero = |end: Option<Decimal>| end.is_none_or(|d| d == Decimal::ZERO);
    zero(range.lo) && zero(range.hi)
}

/// Whether two values are the same; nothing is the same in every currency.
pub(crate) fn is_same(a: &Scalar, b: &Scalar) -> bool {
    match (a, b) {
        (
            Scalar::Quantity { range: x, currency: _, unknown: u },
            Scalar::Quantity { range: y, currency: _, unknown: v },
        ) if x == y && is_weightless(*x) => u == v,
        _ => a == b,
    }
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
