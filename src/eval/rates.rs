//! Exchange rates: what one currency is worth in another at a date.

mod exchange;
mod quotes;
#[cfg(test)]
mod tests;
mod way;

use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use crate::ir::Program;
use crate::meaning::{self, is_weightless};
use crate::outcome::Reason;
use crate::record::Tables;
use crate::ty::Ty;
use crate::value::{Currency, Date, Decimal, Range, Scalar};
pub(crate) use exchange::Exchange;
pub(crate) use quotes::Flaw;
use quotes::{Leg, Quotes};
pub(crate) use way::Way;

/// Days since 1970-01-01.
type Day = i32;

/// The rate table, with what mixed amounts are converted to.
#[derive(Debug)]
pub(crate) struct Rates {
    quotes: Quotes,
    /// The ways to the reporting currency on the as-of date, which most conversions take.
    home: FxHashMap<Currency, OnceLock<Option<Way>>>,
    /// Other ways that were looked for, by the stretch of days with the same quotes.
    ways: RwLock<FxHashMap<(Currency, Currency, u32), Arc<Found>>>,
    /// The reporting currency.
    pub(crate) reporting: Currency,
    /// The as-of date.
    pub(crate) as_of: Date,
}

/// A way, if there is one, and the latest day that it was taken for.
#[derive(Debug)]
struct Found {
    way: Option<Way>,
    latest: AtomicI32,
}

/// The latest day of a way that was only looked for.
const NEVER: Day = Day::MIN;

/// A way that an evaluation has taken.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Taken {
    pub(crate) from: Currency,
    pub(crate) to: Currency,
    /// The last day that it was taken for.
    pub(crate) at: Date,
    pub(crate) way: Way,
}

impl Rates {
    pub(crate) fn new(
        program: &Program,
        tables: &Tables,
        reporting: Currency,
        as_of: Date,
    ) -> Rates {
        let quotes = program.rates.map(|fields| Quotes::new(fields, tables.of(fields.record)));
        let quotes = quotes.unwrap_or_default();
        let home = quotes.currencies().map(|currency| (currency, OnceLock::new())).collect();
        Rates { quotes, home, ways: RwLock::default(), reporting, as_of }
    }

    /// What one unit of `from` is worth in `to` on a day.
    pub(crate) fn rate(&self, from: Currency, to: Currency, at: Date) -> Result<Range, Reason> {
        if from == to {
            return Ok(Range::point(Decimal::ONE));
        }
        let rate = self.taken(from, to, at, |way| way.rate);
        rate.ok_or(Reason::NoRate { from, to, date: at })
    }

    /// The rate to the reporting currency that an amount would need and that there is none of; only
    /// asking for it is not taking it.
    pub(crate) fn lacking(&self, from: Currency) -> Option<Reason> {
        let (to, at) = (self.reporting, self.as_of);
        let lacking = from != to && !self.is_quoted(from, to, at);
        lacking.then_some(Reason::NoRate { from, to, date: at })
    }

    /// The rows of the quotes that an amount would come into the reporting currency by; only asking
    /// for them is not taking them.
    pub(crate) fn between(&self, from: Currency) -> Vec<u32> {
        let Date(at) = self.as_of;
        let found = self.found(from, self.reporting, at);
        found.and_then(|found| found.way.as_ref().map(|way| way.rows.clone())).unwrap_or_default()
    }

    /// The rows of the quotes that a rate rests on.
    pub(crate) fn behind(&self, from: Currency, to: Currency, at: Date) -> Vec<u32> {
        if from == to {
            return Vec::new();
        }
        self.taken(from, to, at, |way| way.rows.clone()).unwrap_or_default()
    }

    /// The rows of the quotes that would bring a currency into the reporting currency as of the
    /// as-of date. It is only asked, not taken.
    pub(crate) fn homeward(&self, from: Currency) -> Vec<u32> {
        let way = way::find(self.quotes.legs(self.as_of.0), from, self.reporting);
        way.filter(|_| from != self.reporting).map(|way| way.rows).unwrap_or_default()
    }

    /// Reads something of the way between two currencies on a day.
    fn taken<T>(
        &self,
        from: Currency,
        to: Currency,
        Date(at): Date,
        read: impl FnOnce(&Way) -> T,
    ) -> Option<T> {
        if to == self.reporting && Date(at) == self.as_of {
            let find = || way::find(self.quotes.legs(at), from, to);
            return self.home.get(&from)?.get_or_init(find).as_ref().map(read);
        }
        let found = self.found(from, to, at)?;
        found.latest.fetch_max(at, Ordering::Relaxed);
        found.way.as_ref().map(read)
    }

    /// Whether any rate is in force between two currencies by a day. Where none is there was none
    /// before: what is in force stays so until another is.
    fn is_quoted(&self, from: Currency, to: Currency, Date(by): Date) -> bool {
        self.found(from, to, by).is_some_and(|found| found.way.is_some())
    }

    /// Looks for the way between two currencies on a day.
    fn found(&self, from: Currency, to: Currency, at: Day) -> Option<Arc<Found>> {
        if !self.home.contains_key(&from) || !self.home.contains_key(&to) {
            return None;
        }
        let key = (from, to, self.quotes.stretch(at));
        let known = self.ways.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        Some(known.unwrap_or_else(|| {
            let way = way::find(self.quotes.legs(at), from, to);
            let found = Found { way, latest: AtomicI32::new(NEVER) };
            let mut ways = self.ways.write().unwrap_or_else(PoisonError::into_inner);
            ways.entry(key).or_insert_with(|| Arc::new(found)).clone()
        }))
    }

    /// The ways that were taken so far, by their currencies and days.
    pub(crate) fn all_taken(&self) -> Vec<Taken> {
        let (to, at) = (self.reporting, self.as_of);
        let home = self.home.iter().filter_map(|(from, way)| {
            let way = way.get()?.clone()?;
            Some(Taken { from: *from, to, at, way })
        });
        let ways = self.ways.read().unwrap_or_else(PoisonError::into_inner);
        let others = ways.iter().filter_map(|((from, to, _), found)| {
            let at = found.latest.load(Ordering::Relaxed);
            let way = found.way.clone().filter(|_| at != NEVER)?;
            Some(Taken { from: *from, to: *to, at: Date(at), way })
        });
        let mut all: Vec<Taken> = home.chain(others).collect();
        all.sort_by_key(|taken| (taken.from.code(), taken.to.code(), taken.at));
        all
    }

    /// The latest day that a quote in force on the as-of date is of for certain, and the rows of those
    /// that may be of it; `None` where nothing is in force, or nothing tells its day.
    pub(crate) fn newest(&self) -> Option<(Day, Vec<u32>)> {
        let legs = self.quotes.legs(self.as_of.0);
        let day = |leg: &Leg| leg.first.filter(|day| *day != Day::MIN);
        let newest = legs.iter().filter_map(day).max()?;
        let of = legs.iter().filter(|leg| day(leg) == Some(newest));
        Some((newest, of.flat_map(|leg| leg.rows.iter().copied()).collect()))
    }

    /// Whether any rate, or the day that it is of, is not told exactly.
    pub(crate) fn are_open(&self) -> bool {
        self.quotes.open
    }

    /// The records that cannot be used as they should be, and why.
    pub(crate) fn flaws(&self) -> &[(u32, Flaw)] {
        &self.quotes.flaws
    }

    /// An amount in another currency on a day.
    fn convert(
        &self,
        range: Range,
        from: Option<Currency>,
        to: Currency,
        at: Date,
    ) -> Result<Range, Reason> {
        meaning::converted((range, Ty::MONEY), from, to, |from| self.rate(from, to, at))
    }

    /// An amount in another currency as of some day of those that a date may be: whatever it is on
    /// any of them. An error where it cannot be told of all, and its reason where of none.
    fn convert_over(
        &self,
        range: Range,
        from: Option<Currency>,
        to: Currency,
        dates: Range,
    ) -> Result<Range, Option<Reason>> {
        let Some(from) = from.filter(|from| *from != to && !is_weightless(range)) else {
            return Ok(range);
        };
        let on = |at: Date| self.convert(range, Some(from), to, at);
        if dates.lo.is_none() {
            // It may be earlier than any rate: then there is none, and if there is none by the last
            // day either, there is none on any.
            let last = dates.hi.and_then(Date::of_number);
            let none = !self.is_quoted(from, to, last.unwrap_or(Date::MAX));
            let date = last.unwrap_or(self.as_of);
            return Err(none.then_some(Reason::NoRate { from, to, date }));
        }
        let mut converted = self.days(dates).into_iter().map(on);
        let first = converted.next().ok_or(None)?;
        converted.try_fold(first.map_err(Some), |all, on| match (all, on) {
            (Ok(all), Ok(on)) => Ok(Ok(all.hull(on))),
            (Err(reason), Err(_)) => Ok(Err(reason)),
            _ => Err(None),
        })?
    }

    /// Money in another currency; over a range of days all that it may be. Where it has no value of
    /// which it can be told why there is none, nothing is the reason.
    pub(crate) fn converted(
        &self,
        money: &Scalar,
        to: Option<Currency>,
        at: Option<&Scalar>,
    ) -> Result<Scalar, Option<Reason>> {
        let to = to.unwrap_or(self.reporting);
        let (range, from) = money.parts();
        let range = match at {
            None => self.convert(range, from, to, self.as_of).map_err(Some),
            Some(dates) => self.convert_over(range, from, to, dates.parts().0),
        }?;
        let unknown = money.is_unknown();
        let currency = if unknown { None } else { Some(to) };
        Ok(Scalar::Quantity { range, currency, unknown })
    }

    /// The same, where no reason is asked for.
    pub(crate) fn converted_or_unknown(
        &self,
        money: &Scalar,
        to: Option<Currency>,
        at: Option<&Scalar>,
    ) -> Scalar {
        self.converted(money, to, at).unwrap_or(Scalar::UNKNOWN_QUANTITY)
    }

    /// A day of each stretch with the same quotes among those that a date may be; none where it
    /// may be earlier than any.
    pub(crate) fn days(&self, dates: Range) -> Vec<Date> {
        let Some(Date(first)) = dates.lo.and_then(Date::of_number) else { return Vec::new() };
        let last = dates.hi.and_then(Date::of_number).map(|date| date.0);
        self.quotes.days_within(first, last).into_iter().map(Date).collect()
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

impl meaning::Rates for Rates {
    fn home(&self, from: Currency) -> Result<(Range, Currency), Reason> {
        Ok((self.rate(from, self.reporting, self.as_of)?, self.reporting))
    }
}
