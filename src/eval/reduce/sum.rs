//! `sum`: exact where members are plain, and in general with ranges and several currencies.

use std::collections::BTreeMap;
use std::ops::Range as Places;

use rustc_hash::FxHashMap;

use super::exact::{Exact, Plain};
use super::member::{Member, by_currency, common_currency, is_mixed};
use super::reduction::{AtStake, Beyond, Few, Reduction};
use super::totals::Totals;
use crate::eval::rates::Exchange;
use crate::meaning::is_weightless;
use crate::value::{Codes, Currency, Decimal, Range, Scalar, Tri};

pub(super) struct Sum;

impl Reduction for Sum {
    fn reduce(&self, members: &[Member], rates: Exchange<'_>) -> Scalar {
        sum(members, rates)
    }

    fn of_plain(&self, plain: &Plain<'_>, places: Places<usize>) -> Option<Scalar> {
        let mut total = Exact::default();
        for place in places.filter(|place| plain.inside.get(*place)) {
            plain.add(place, 1, &mut total);
        }
        total.range(plain.scale).map(|range| Scalar::quantity(range, plain.currency))
    }

    fn of_plain_groups(
        &self,
        plain: &Plain<'_>,
        groups: &[u32],
        places: Places<usize>,
    ) -> Option<Vec<Member>> {
        if !plain.certain {
            return None;
        }
        let mut totals: FxHashMap<u32, Exact> = FxHashMap::default();
        for place in places.filter(|place| plain.inside.get(*place)) {
            let group = groups.get(place).copied().filter(|code| *code < Codes::NONE)?;
            plain.add(place, 1, totals.entry(group).or_default());
        }
        let member = |total: Exact| Some(Member::surely(total.range(plain.scale)?, plain.currency));
        totals.into_values().map(member).collect()
    }

    fn totals(&self, subjects: usize) -> Option<Totals> {
        Some(Totals::sums(subjects))
    }

    fn group_totals(&self) -> Option<Totals> {
        Some(Totals::sums_of_groups())
    }

    /// Of each currency one stays as it is, without an end if there is such a one: a sum that has no
    /// end may weigh nothing, and then would not tell any more that its currency counts.
    fn few(&self, members: &[Member]) -> Few {
        let sum = |mut members: Vec<Member>| {
            members.sort_by_key(|m| m.range.lo.is_some() && m.range.hi.is_some());
            let (first, rest) = members.split_first()?;
            let range = total(rest.iter().map(addend));
            Some([*first, Member { range, many: false, ..*first }])
        };
        Few::OfThem(by_currency(members).into_iter().filter_map(sum).flatten().collect())
    }

    fn at_stake(&self, _: Option<Tri>, value: &dyn Fn() -> Option<Range>) -> AtStake {
        match value() {
            Some(range) if range == Range::point(Decimal::ZERO) => AtStake::Nothing,
            Some(_) | None => AtStake::All,
        }
    }

    fn beyond(&self) -> Beyond {
        Beyond::Sum
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_that_rounds_is_the_same_in_every_order() {
        let point = |coef, scale| Range::point(Decimal::new(coef, scale).unwrap());
        let (much, half, part) = (point(10_i128.pow(33), 0), point(5, 1), point(25, 2));
        let of = |order: [Range; 3]| total(order.into_iter());
        assert_eq!(of([much, half, part]), of([part, half, much]));
        assert_eq!(of([half, much, part]), of([part, half, much]));
    }
}
