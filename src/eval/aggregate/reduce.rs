//! What is made of the members: every function over certain and possible members, with ranges.

use std::collections::BTreeMap;

use super::ranked::{Rank, ranked, top};
use super::tally::{Standing, every, exists, number};
use crate::eval::rates::Exchange;
use crate::meaning::is_weightless;
use crate::operator::AggregateFn;
use crate::value::{Currency, Decimal, Range, Rounding, Scalar, Tri};

/// A member as an aggregate sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    /// It is a member for certain; otherwise it may be.
    pub(crate) certain: bool,
    /// It stands for any number of members, none included: those of a list that is not given.
    pub(crate) many: bool,
    /// Whether it passes the test of `share` and `every`.
    pub(crate) has: Tri,
    /// Its value.
    pub(crate) range: Range,
    /// The value's currency.
    pub(crate) currency: Option<Currency>,
}

impl Member {
    /// The value of a member that only counts.
    pub(crate) const ONE: Range = Range { lo: Some(Decimal::ONE), hi: Some(Decimal::ONE) };

    fn standing(&self) -> Standing {
        Standing { certain: self.certain, many: self.many, has: self.has }
    }

    /// A member for certain, with nothing asked of it.
    pub(crate) fn surely(range: Range, currency: Option<Currency>) -> Member {
        Member { certain: true, many: false, has: Tri::True, range, currency }
    }
}

/// An aggregate of members.
pub(crate) fn reduce(function: AggregateFn, members: &[Member], rates: Exchange<'_>) -> Scalar {
    let standing = || members.iter().map(Member::standing);
    match function {
        AggregateFn::Exists => exists(standing()),
        AggregateFn::Every => every(standing()),
        AggregateFn::Count => number(standing()),
        AggregateFn::Sum => sum(members, rates),
        AggregateFn::Product => Scalar::quantity(product(members), None),
        AggregateFn::Share => share(members, rates),
        AggregateFn::Top(n) => in_one_currency(members, rates, |m| Some(top(m, n as usize))),
        function if function.needs_a_member() && members.iter().all(|m| !m.certain) => {
            Scalar::quantity(Range::ANY, None)
        }
        AggregateFn::Min => in_one_currency(members, rates, |m| Some(smallest(m))),
        AggregateFn::Max => {
            in_one_currency(members, rates, |m| Some(negated(smallest(&flipped(m)))))
        }
        AggregateFn::Average => in_one_currency(members, rates, average),
        AggregateFn::Median => in_one_currency(members, rates, |m| Some(ranked(m, Rank::Median))),
        AggregateFn::Percentile(p) => {
            in_one_currency(members, rates, |m| Some(ranked(m, Rank::Percentile(p))))
        }
    }
}

/// The same of members of which there is at least one: a group without any is none.
pub(super) fn reduce_some(
    function: AggregateFn,
    members: &[Member],
    rates: Exchange<'_>,
) -> Scalar {
    match function {
        function if function.needs_a_member() && members.iter().all(|m| !m.certain) => {
            in_one_currency(members, rates, |m| m.iter().map(|m| m.range).reduce(Range::hull))
        }
        _ => reduce(function, members, rates),
    }
}

/// A number of members; without an end where a list is not given.
pub(crate) fn count(certain: usize, possible: Option<usize>) -> Scalar {
    let end = |n: usize| Decimal::from(n as i64);
    Scalar::quantity(Range { lo: Some(end(certain)), hi: possible.map(end) }, None)
}

/// Whether members have amounts in more than one currency.
fn is_mixed(members: &[Member]) -> bool {
    let mut first = None;
    members
        .iter()
        .filter(|m| !is_weightless(m.range))
        .filter_map(|m| m.currency)
        .any(|c| *first.get_or_insert(c) != c)
}

fn common_currency(members: &[Member]) -> Option<Currency> {
    let heavy = members.iter().filter(|m| !is_weightless(m.range)).find_map(|m| m.currency);
    heavy.or_else(|| members.iter().filter_map(|m| m.currency).min())
}

/// Members in one currency: their own where they agree, else the reporting currency.
fn in_one_currency(
    members: &[Member],
    rates: Exchange<'_>,
    f: impl Fn(&[Member]) -> Option<Range>,
) -> Scalar {
    let of =
        |members: &[Member], currency| Scalar::quantity(f(members).unwrap_or(Range::ANY), currency);
    if !is_mixed(members) {
        return of(members, common_currency(members));
    }
    let convert = |m: &Member| {
        let range = rates.home(m.range, m.currency);
        let range = range.unwrap_or(m.range.side());
        Member { range, currency: Some(rates.reporting()), ..*m }
    };
    let converted: Vec<Member> = members.iter().map(convert).collect();
    of(&converted, Some(rates.reporting()))
}

/// What a member adds to a sum: a possible one may add nothing, and any number of them anything
/// of their sign.
pub(super) fn addend(m: &Member) -> Range {
    match (m.certain, m.many) {
        (_, true) => m.range.side(),
        (true, false) => m.range,
        (false, false) => m.range.hull(Range::point(Decimal::ZERO)),
    }
}

/// Amounts are added up in their own currencies first; the totals are converted.
fn sum(members: &[Member], rates: Exchange<'_>) -> Scalar {
    if !is_mixed(members) {
        let total = total(members.iter().map(addend));
        return Scalar::quantity(total, common_currency(members));
    }
    let mut totals: BTreeMap<Option<&str>, (Option<Currency>, Vec<Range>)> = BTreeMap::new();
    for m in members {
        let weightless = is_weightless(m.range);
        let currency = m.currency.filter(|_| !weightless);
        let entry = totals.entry(currency.map(Currency::code)).or_insert((currency, Vec::new()));
        entry.1.push(addend(m));
    }
    let converted = totals.into_values().map(|(currency, ranges)| {
        let range = total(ranges.into_iter());
        rates.home(range, currency).unwrap_or(range.side())
    });
    Scalar::quantity(total(converted), Some(rates.reporting()))
}

/// Adds up, and where the sum must round in an order of its own, so that it does not depend on
/// the order of records.
pub(super) fn total(ranges: impl Iterator<Item = Range>) -> Range {
    let mut ranges: Vec<Range> = ranges.collect();
    if let Some(exact) = exact(&ranges) {
        return exact;
    }
    ranges.sort_by_key(|r| (r.lo, r.hi));
    ranges.into_iter().fold(Range::point(Decimal::ZERO), Range::add)
}

/// The sum where none of its ends has to round, so that no order matters.
fn exact(ranges: &[Range]) -> Option<Range> {
    let sum = |end: fn(&Range) -> Option<Decimal>| {
        let is_open = ranges.iter().any(|range| end(range).is_none());
        if is_open { Some(None) } else { Decimal::sum(ranges.iter().filter_map(end)).map(Some) }
    };
    let lo = sum(|range| range.lo)?;
    let hi = if ranges.iter().all(|r| r.lo == r.hi) { lo } else { sum(|range| range.hi)? };
    Some(Range { lo, hi })
}

/// Multiplies in an order of its own, as [`total`] adds up; a possible member may leave the
/// product as it is.
fn product(members: &[Member]) -> Range {
    let one = Member::ONE;
    let factor = |m: &Member| match (m.certain, m.many) {
        (_, true) => any_power(m.range),
        (true, false) => m.range,
        (false, false) => m.range.hull(one),
    };
    let mut factors: Vec<Range> = members.iter().map(factor).collect();
    factors.sort_by_key(|r| (r.lo, r.hi));
    factors.into_iter().fold(one, Range::mul)
}

/// The products of any number of values in a range.
fn any_power(r: Range) -> Range {
    let one = Decimal::ONE;
    match (r.lo, r.hi) {
        (Some(lo), Some(hi)) if lo >= one && hi <= one => Member::ONE,
        (Some(lo), _) if lo >= one => Range { lo: Some(one), hi: None },
        (Some(lo), Some(hi)) if lo >= one.neg() && hi <= one => {
            Range { lo: Some(lo.min(Decimal::ZERO)), hi: Some(one) }
        }
        (Some(lo), _) if lo.signum() >= 0 => Range { lo: Some(Decimal::ZERO), hi: None },
        _ => Range::ANY,
    }
}

/// The part that passes the test, in the whole. Of members that may pass and may be members
/// each end takes the worst.
fn share(members: &[Member], rates: Exchange<'_>) -> Scalar {
    let shared = in_one_currency(members, rates, |members| {
        let part = |m: &&Member| m.has == Tri::True;
        let rest = |m: &&Member| m.has == Tri::False;
        let open = |m: &&Member| m.has == Tri::Unknown;
        let sum = |pick: &dyn Fn(&&Member) -> bool| total(members.iter().filter(pick).map(addend));
        let (p, r, o) = (sum(&part), sum(&rest), sum(&open));
        let negative = |m: &Member| addend(m).lo.is_none_or(|lo| lo.signum() < 0);
        let whole = p.add(r).add(o);
        if members.iter().all(is_settled) {
            return Some(p.div(whole));
        }
        if members.iter().any(negative) {
            // Of those that may pass, some alone can come to more than all of them.
            let zero = Range::point(Decimal::ZERO);
            let passing = members.iter().filter(open).map(|m| addend(m).hull(zero));
            return Some(p.add(total(passing)).div(whole));
        }
        if whole.lo.is_none_or(|lo| lo.signum() <= 0) {
            return None;
        }
        // Everything is at least zero: the share grows with the part and falls with the rest.
        let add =
            |a: Option<Decimal>, b: Option<Decimal>, r| a.zip(b).and_then(|(a, b)| a.add(b, r));
        let rest_hi = add(r.hi, o.hi, Rounding::Up);
        let part_hi = add(p.hi, o.hi, Rounding::Up);
        Some(Range {
            lo: fraction(p.lo, rest_hi, Rounding::Down),
            hi: fraction(part_hi, r.lo, Rounding::Up),
        })
    });
    match shared {
        Scalar::Quantity { range, unknown, .. } => {
            Scalar::Quantity { range, currency: None, unknown }
        }
        other => other,
    }
}

/// Known in every respect: then the share is a quotient, rounded as any.
fn is_settled(m: &Member) -> bool {
    m.certain && m.has != Tri::Unknown && m.range.known().is_some()
}

/// `part / (part + rest)` rounded outward; the ends that infinity leads to where one is open.
fn fraction(part: Option<Decimal>, rest: Option<Decimal>, r: Rounding) -> Option<Decimal> {
    // A larger whole makes a smaller fraction.
    let opposite = if r == Rounding::Up { Rounding::Down } else { Rounding::Up };
    match (part, rest) {
        (Some(p), Some(rest)) => p.div(p.add(rest, opposite)?, r).or(Some(match r {
            Rounding::Up => Decimal::ONE,
            Rounding::Down | Rounding::HalfEven => Decimal::ZERO,
        })),
        (None, Some(_)) => Some(Decimal::ONE),
        (Some(_), None) => Some(Decimal::ZERO),
        (None, None) => Some(if r == Rounding::Up { Decimal::ONE } else { Decimal::ZERO }),
    }
}

/// The smallest: possible members can only make it smaller.
fn smallest(members: &[Member]) -> Range {
    let lo = members.iter().map(|m| m.range.lo).reduce(|a, b| a.zip(b).map(|(a, b)| a.min(b)));
    let hi = members.iter().filter(|m| m.certain).filter_map(|m| m.range.hi).min();
    Range { lo: lo.flatten(), hi }
}

fn flipped(members: &[Member]) -> Vec<Member> {
    members.iter().map(|m| Member { range: m.range.neg(), ..*m }).collect()
}

fn negated(r: Range) -> Range {
    r.neg()
}

/// The mean: each possible member is taken in where that moves the end further out.
fn average(members: &[Member]) -> Option<Range> {
    let lo = mean_from_below(members);
    let hi = mean_from_below(&flipped(members)).map(Decimal::neg);
    if members.iter().all(|m| m.certain && m.range.known().is_some()) {
        let n = Decimal::from(members.len() as i64);
        return Some(total(members.iter().map(|m| m.range)).div(Range::point(n)));
    }
    Some(Range { lo, hi })
}

/// The lowest mean over every choice of possible members: of all choices of one size the
/// smallest members give it. Each end is added in ascending order and rounded downward.
fn mean_from_below(members: &[Member]) -> Option<Decimal> {
    let ascending = |certain: bool| {
        let of_kind = members.iter().filter(|m| m.certain == certain);
        let mut los: Vec<Option<Decimal>> = of_kind.map(|m| m.range.lo).collect();
        los.sort();
        los
    };
    let certain = ascending(true);
    let mut n = certain.len() as i64;
    let mut sum = Decimal::ZERO;
    for lo in certain {
        sum = sum.add(lo?, Rounding::Down)?;
    }
    let mut lowest = sum.div(Decimal::from(n), Rounding::Down)?;
    for lo in ascending(false) {
        sum = sum.add(lo?, Rounding::Down)?;
        n += 1;
        lowest = lowest.min(sum.div(Decimal::from(n), Rounding::Down)?);
    }
    // The more there are of one value, the nearer the mean comes to it.
    for endless in members.iter().filter(|m| m.many) {
        lowest = lowest.min(endless.range.lo?);
    }
    Some(lowest)
}
