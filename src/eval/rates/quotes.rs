//! What pairs of currencies are quoted at.

use rustc_hash::FxHashMap;

use super::Day;
use crate::ir::RateTable;
use crate::record::Table;
use crate::value::{Currency, Decimal, Range, Rounding, Scalar};

/// What a record says one currency is worth in another.
#[derive(Clone, Copy, Debug)]
struct Quote {
    /// The first and the last day that it may be of; open where nothing is told.
    first: Option<Day>,
    last: Option<Day>,
    rate: Range,
    /// Quoted the other way round.
    inverse: bool,
    row: u32,
}

/// What one currency is worth in another on a day, by the latest quote or by those of which any
/// may be the latest.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Leg {
    pub(super) from: Currency,
    pub(super) to: Currency,
    pub(super) rate: Range,
    pub(super) rows: Vec<u32>,
    /// The first day that the latest quote may be of; `None`: perhaps there is none yet.
    pub(super) first: Option<Day>,
    /// The last day that it may be of.
    pub(super) last: Day,
}

impl Leg {
    /// Whether it is known of which day it is.
    pub(super) fn is_dated(&self) -> bool {
        self.first == Some(self.last)
    }
}

/// Why a record of the rate table is not used as it should be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Flaw {
    /// It does not tell both currencies, so that it converts nothing.
    Pair,
    /// It converts a currency to itself.
    Same,
    /// It does not tell a day: it may be the latest of its pair on any.
    Day,
    /// It tells no rate above zero: what it converts to is not known.
    Rate,
}

/// The rate table by pairs, each both ways.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    /// The quotes of a pair by their last days, the direct one behind the other of a day; those
    /// that may be of any day stand last.
    pairs: FxHashMap<(Currency, Currency), Pair>,
    /// The days from which on something else may be in force.
    days: Vec<Day>,
    /// Whether any quote is not told exactly.
    pub(super) open: bool,
    /// The records that cannot be used as they should be.
    pub(super) flaws: Vec<(u32, Flaw)>,
}

#[derive(Debug, Default)]
struct Pair {
    quotes: Vec<Quote>,
    /// Whether each quote is of one day, and each day has one quote a way.
    plain: bool,
}

impl Quotes {
    pub(super) fn new(fields: RateTable, table: &Table) -> Quotes {
        Quotes::of((0..table.rows).map(|row| {
            let cell = |field| table.column(field).map(|column| column.get(row));
            let currency = |field| match cell(field) {
                Some(Scalar::Code(Some(n))) => Currency::from_number(n as u16),
                _ => None,
            };
            let range = |field| match cell(field) {
                Some(Scalar::Quantity { range, .. }) => range,
                _ => Range::ANY,
            };
            let pair = (currency(fields.base), currency(fields.quote));
            (pair, (range(fields.date), range(fields.rate)))
        }))
    }

    /// From each row's currencies, and its date and rate.
    pub(super) fn of(
        rows: impl Iterator<Item = ((Option<Currency>, Option<Currency>), (Range, Range))>,
    ) -> Quotes {
        let mut quotes = Quotes::default();
        for (row, (pair, told)) in rows.enumerate() {
            let flaw = quotes.add(pair, told, row as u32);
            quotes.open |= flaw.is_some();
            quotes.flaws.extend(flaw.map(|flaw| (row as u32, flaw)));
        }
        quotes.days.sort_unstable();
        quotes.days.dedup();
        quotes.pairs.values_mut().for_each(Pair::finish);
        quotes
    }

    fn add(
        &mut self,
        pair: (Option<Currency>, Option<Currency>),
        (date, rate): (Range, Range),
        row: u32,
    ) -> Option<Flaw> {
        let (Some(base), Some(quote)) = pair else {
            return Some(Flaw::Pair);
        };
        if base == quote {
            return Some(Flaw::Same);
        }
        let days = <[_; 2]>::from(date.dates()).map(|end| end.map(|date| date.0));
        let [first, last] = days;
        self.open |= first != last || first.is_none() || rate.known().is_none();
        self.days.extend(days.into_iter().flatten());
        let above = |end: Decimal| end.signum() > 0;
        let rate = match rate.hi {
            Some(hi) if !above(hi) => None,
            hi => Some(Range { lo: Some(rate.lo.filter(|lo| above(*lo)).unwrap_or_default()), hi }),
        };
        let told = rate.unwrap_or(Range { lo: Some(Decimal::ZERO), hi: None });
        for (pair, rate, inverse) in
            [((base, quote), told, false), ((quote, base), inverted(told), true)]
        {
            let quote = Quote { first, last, rate, inverse, row };
            self.pairs.entry(pair).or_default().quotes.push(quote);
        }
        let unknown = |rate: Range| rate.lo == Some(Decimal::ZERO) && rate.hi.is_none();
        match rate {
            _ if first.is_none() && last.is_none() => Some(Flaw::Day),
            None => Some(Flaw::Rate),
            Some(rate) => unknown(rate).then_some(Flaw::Rate),
        }
    }

    /// Every currency that is quoted.
    pub(super) fn currencies(&self) -> impl Iterator<Item = Currency> + '_ {
        self.pairs.keys().map(|(from, _)| *from)
    }

    /// The number of the stretch of days with the same quotes in force that a day lies in.
    pub(super) fn stretch(&self, at: Day) -> u32 {
        self.days.partition_point(|day| *day <= at) as u32
    }

    /// The last day between two, and before it the last one of each stretch of days with the same
    /// quotes in force.
    pub(super) fn days_within(&self, first: Day, last: Option<Day>) -> Vec<Day> {
        let changes = self.days.iter().skip_while(|day| **day <= first);
        let changes = changes.take_while(|day| last.is_none_or(|last| **day <= last));
        let mut days: Vec<Day> = changes.map(|day| day - 1).collect();
        let end = last.or(self.days.last().copied()).unwrap_or(first);
        days.push(end.max(first));
        days
    }

    /// What is in force on a day, each pair both ways.
    pub(super) fn legs(&self, at: Day) -> Vec<Leg> {
        let leg = |((from, to), pair): (&(Currency, Currency), &Pair)| pair.leg(*from, *to, at);
        self.pairs.iter().filter_map(leg).collect()
    }
}

impl Pair {
    fn finish(&mut self) {
        self.quotes.sort_by_key(|q| (q.last.is_none(), q.last, !q.inverse, q.row));
        let is_day = |q: &Quote| q.first == q.last && q.last.is_some();
        let key = |q: &Quote| (q.last, q.inverse);
        self.plain = self.quotes.iter().all(is_day)
            && self.quotes.windows(2).all(|two| match two {
                [a, b] => key(a) != key(b),
                _ => true,
            });
    }

    fn leg(&self, from: Currency, to: Currency, at: Day) -> Option<Leg> {
        if self.plain {
            let n = self.quotes.partition_point(|q| q.last <= Some(at));
            let Quote { rate, row, last, .. } = *self.quotes.get(n.checked_sub(1)?)?;
            return Some(Leg { from, to, rate, rows: vec![row], first: last, last: last? });
        }
        // The latest of those that are in force for certain is no older than this.
        let in_force = |q: &&Quote| q.last.is_some_and(|last| last <= at);
        let first = self.quotes.iter().filter(in_force).filter_map(|q| q.first).max();
        let latest = |q: &Quote| q.last.map_or(at, |last| last.min(at));
        let may = |q: &&Quote| {
            q.first.is_none_or(|day| day <= at) && first.is_none_or(|first| latest(q) >= first)
        };
        let mut may: Vec<&Quote> = self.quotes.iter().filter(may).collect();
        let certain = self.quotes.iter().any(|q| in_force(&q));
        // Of those that are of one day for certain a direct one wins.
        let direct = |q: &&Quote| !q.inverse && q.first == first && q.last == first;
        if first.is_some() && may.iter().any(direct) {
            may.retain(|q| !(q.inverse && q.first == first && q.last == first));
        }
        let rate = may.iter().map(|q| q.rate).reduce(Range::hull)?;
        let last = may.iter().map(|q| latest(q)).max()?;
        let rows = may.iter().map(|q| q.row).collect();
        // One that may be of any day before tells no first day, but is in force.
        let first = if certain { Some(first.unwrap_or(Day::MIN)) } else { None };
        Some(Leg { from, to, rate, rows, first, last })
    }
}

/// What the second currency is worth in the first. A rate that may be next to nothing may make it
/// worth any amount.
fn inverted(rate: Range) -> Range {
    if rate.lo.is_some_and(|lo| lo.signum() > 0) {
        return Range::point(Decimal::ONE).div(rate);
    }
    let least = rate.hi.and_then(|hi| Decimal::ONE.div(hi, Rounding::Down));
    Range { lo: Some(least.unwrap_or_default()), hi: None }
}
