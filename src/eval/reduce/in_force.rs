//! `latest` and `earliest`: what the member says whose key lies furthest out.
//!
//! Whoever may be that member counts: one whose key may lie as far out as those of all that are
//! members for certain. What is made of several is the range over what they say.

use rustc_hash::FxHashMap;

use super::member::{Member, any_of, is_mixed, is_none_certain};
use super::reduction::{Beyond, Extreme, Few, Reduction};
use super::totals::Totals;
use crate::eval::batch::Batch;
use crate::eval::rates::Exchange;
use crate::meaning::is_weightless;
use crate::ty::Ty;
use crate::value::{
    Codes, Column, Currencies, Currency, Decimal, Nums, Period, PeriodRange, Quantities, Range,
    Scalar,
};

/// Which end of the keys decides.
pub(super) struct InForce(pub(super) Extreme);

impl Reduction for InForce {
    /// Without their keys any of them may be the one.
    fn reduce(&self, members: &[Member], rates: Exchange<'_>) -> Scalar {
        match is_none_certain(members) {
            true => Scalar::UNKNOWN_QUANTITY,
            false => any_of(members, rates),
        }
    }

    fn reduce_some(&self, members: &[Member], rates: Exchange<'_>) -> Scalar {
        any_of(members, rates)
    }

    fn totals(&self, subjects: usize) -> Option<Totals> {
        Some(Totals::fronts(subjects, self.0))
    }

    fn few(&self, _: &[Member]) -> Few {
        Few::All
    }

    fn front(&self) -> Option<Extreme> {
        Some(self.0)
    }

    fn beyond(&self) -> Beyond {
        Beyond::Number
    }
}

/// The keys of members side by side, turned so that the largest decides.
#[derive(Debug)]
pub(crate) enum Keys {
    /// Each is one number, in one unit.
    Plain(Vec<i64>),
    /// What each may be, and in which currency.
    Ranges(Vec<(Range, Option<Currency>)>),
    Periods(Vec<PeriodRange>),
}

impl Keys {
    pub(crate) fn of(keys: &Batch, len: usize, end: Extreme) -> Keys {
        if let Batch::Each(column) = keys {
            match column.as_ref() {
                Column::Quantity(q) => {
                    if let Some(coefs) = plain(q) {
                        return Keys::Plain(turned(coefs.iter().copied(), end));
                    }
                }
                Column::Code(codes) if !codes.0.contains(&Codes::UNKNOWN) => {
                    return Keys::Plain(turned(codes.0.iter().map(|c| i64::from(*c)), end));
                }
                Column::Code(_) | Column::Period(_) | Column::Truth(_) | Column::Text(_) => {}
            }
        }
        let all = || (0..len).map(|at| keys.get(at));
        match all().next() {
            Some(Scalar::Period(_)) => {
                let turned = |key: Scalar| match (key, end) {
                    (Scalar::Period(period), Extreme::Most) => period,
                    (Scalar::Period(period), Extreme::Least) => {
                        period.neg().unwrap_or(PeriodRange::ANY)
                    }
                    _ => PeriodRange::ANY,
                };
                Keys::Periods(all().map(turned).collect())
            }
            _ => Keys::Ranges(all().map(|key| number(&key, end)).collect()),
        }
    }

    /// Those of some members that may be the one that decides; whether there is one for certain.
    pub(crate) fn foremost(
        &self,
        members: impl Iterator<Item = usize>,
        is_certain: impl Fn(usize) -> bool,
        rates: Exchange<'_>,
    ) -> Foremost {
        let mut all: Vec<(usize, bool)> = members.map(|at| (at, is_certain(at))).collect();
        let any = all.iter().any(|(_, certain)| *certain);
        let certain = |all: &[(usize, bool)]| -> Vec<usize> {
            all.iter().filter_map(|(at, certain)| certain.then_some(*at)).collect()
        };
        match self {
            Keys::Plain(keys) => {
                let key = |at: &usize| keys.get(*at).copied();
                let line = certain(&all).iter().filter_map(key).max();
                all.retain(|(at, _)| key(at) >= line);
            }
            Keys::Ranges(keys) => {
                let member = |(at, certain): &(usize, bool)| {
                    let (range, currency) = keys.get(*at).copied().unwrap_or((Range::ANY, None));
                    Member { certain: *certain, ..Member::surely(range, currency) }
                };
                let members: Vec<Member> = all.iter().map(member).collect();
                let lines = Lines::of(&members, rates);
                let mut members = members.iter();
                all.retain(|_| members.next().is_none_or(|m| lines.are_reached(m, rates)));
            }
            Keys::Periods(keys) => {
                let key = |at: &usize| keys.get(*at).copied().unwrap_or(PeriodRange::ANY);
                let lines = longest(certain(&all).iter().filter_map(|at| key(at).lo));
                let is_below = |hi: Period| lines.iter().any(|line| hi.is_below(*line));
                all.retain(|(at, _)| !key(at).hi.is_some_and(is_below));
            }
        }
        Foremost { places: all.into_iter().map(|(at, _)| at).collect(), any }
    }

    /// Whether the keys at those places are one key.
    pub(crate) fn are_one(&self, places: &[usize]) -> bool {
        let same = |is_known: &dyn Fn(usize) -> bool, is_same: &dyn Fn(usize, usize) -> bool| {
            places.iter().all(|at| is_known(*at))
                && places.windows(2).all(|pair| is_same(pair[0], pair[1]))
        };
        match self {
            Keys::Plain(keys) => same(&|_| true, &|a, b| keys.get(a) == keys.get(b)),
            Keys::Ranges(keys) => same(
                &|at| keys.get(at).is_some_and(|(range, _)| range.known().is_some()),
                &|a, b| keys.get(a) == keys.get(b),
            ),
            Keys::Periods(keys) => {
                same(&|at| keys.get(at).is_some_and(|period| period.known().is_some()), &|a, b| {
                    keys.get(a) == keys.get(b)
                })
            }
        }
    }
}

/// The members that may be the one that decides.
#[derive(Debug)]
pub(crate) struct Foremost {
    pub(crate) places: Vec<usize>,
    /// Whether there is a member for certain, and so one that decides.
    pub(crate) any: bool,
}

/// What it may be that one of several members says, whichever it is.
pub(crate) fn either(mut values: Vec<Scalar>, ty: Ty, rates: Exchange<'_>) -> Scalar {
    // What periods come to together hangs on their order, and that of records must not tell.
    values.sort_by(Scalar::order);
    values.dedup();
    let (Some(first), rest) = (values.first().cloned(), values.get(1..).unwrap_or_default()) else {
        return ty.unknown();
    };
    match first {
        _ if rest.is_empty() => first,
        Scalar::Quantity { .. } => {
            let member = |value: &Scalar| {
                let (range, currency) = value.parts();
                Member::surely(range, currency)
            };
            let members: Vec<Member> = values.iter().map(member).collect();
            let all = any_of(&members, rates);
            match values.iter().all(Scalar::is_unknown) {
                true => all.untold(),
                false => all,
            }
        }
        Scalar::Period(first) => {
            let hull = rest.iter().try_fold(first, |hull, value| match value {
                Scalar::Period(period) => hull.hull(*period),
                _ => None,
            });
            Scalar::Period(hull.unwrap_or(PeriodRange::ANY))
        }
        Scalar::Truth(_) | Scalar::Code(_) | Scalar::Text(_) => ty.unknown(),
    }
}

/// The numbers of a column that are one each, in one unit.
fn plain(q: &Quantities) -> Option<&[i64]> {
    match (&q.lo, &q.hi, &q.lo_open, &q.hi_open, &q.currency) {
        (Nums::Fixed { coefs, .. }, None, None, None, Currencies::None | Currencies::One(_)) => {
            Some(coefs)
        }
        _ => None,
    }
}

fn turned(keys: impl Iterator<Item = i64>, end: Extreme) -> Vec<i64> {
    match end {
        Extreme::Most => keys.collect(),
        // One less than the number with the other sign: so every number has one.
        Extreme::Least => keys.map(|key| !key).collect(),
    }
}

fn number(key: &Scalar, end: Extreme) -> (Range, Option<Currency>) {
    let (range, currency) = match key {
        Scalar::Code(Some(code)) => (Range::point(Decimal::from(i64::from(*code))), None),
        key => key.parts(),
    };
    match end {
        Extreme::Most => (range, currency),
        Extreme::Least => (range.neg(), currency),
    }
}

/// How far out keys must reach at least, as those of certain members do.
#[derive(Default)]
struct Lines {
    /// Of all as they are told: where they are in one currency, and for what weighs nothing.
    told: Option<Decimal>,
    mixed: bool,
    /// In each currency as they are told, of those without one, and of all in one currency.
    own: FxHashMap<Currency, Decimal>,
    light: Option<Decimal>,
    home: Option<Decimal>,
}

impl Lines {
    fn of(members: &[Member], rates: Exchange<'_>) -> Lines {
        let mut lines = Lines { mixed: is_mixed(members), ..Lines::default() };
        for m in members.iter().filter(|m| m.certain) {
            lines.told = lines.told.max(m.range.lo);
            if !lines.mixed {
                continue;
            }
            match (currency(m), m.range.lo) {
                (None, lo) => lines.light = lines.light.max(lo),
                (Some(currency), Some(lo)) => {
                    let line = lines.own.entry(currency).or_insert(lo);
                    *line = lo.max(*line);
                    let home = rates.home(m.range, m.currency).ok();
                    lines.home = lines.home.max(home.and_then(|home| home.lo));
                }
                (Some(_), None) => {}
            }
        }
        lines
    }

    /// Whether a key may lie as far out.
    fn are_reached(&self, m: &Member, rates: Exchange<'_>) -> bool {
        let reaches = |hi: Option<Decimal>, line| hi.is_none() || hi >= line;
        match currency(m).filter(|_| self.mixed) {
            None => reaches(m.range.hi, self.told),
            Some(currency) => {
                let own = self.own.get(&currency).copied();
                // Those of one currency are told apart without any rate.
                let home = || rates.home(m.range, m.currency).ok().and_then(|home| home.hi);
                reaches(m.range.hi, own.max(self.light)) && reaches(home(), self.home)
            }
        }
    }
}

/// The currency of what weighs anything.
fn currency(m: &Member) -> Option<Currency> {
    m.currency.filter(|_| !is_weightless(m.range))
}

/// Of periods those that no other is longer than, or as long as.
fn longest(periods: impl Iterator<Item = Period>) -> Vec<Period> {
    let mut longest: Vec<Period> = Vec::new();
    for period in periods {
        if !longest.iter().any(|other| period.is_upto(*other)) {
            longest.retain(|other| !other.is_upto(period));
            longest.push(period);
        }
    }
    longest
}
