//! `average`: the arithmetic mean.

use super::member::{Member, any_of, in_one_currency, is_none_certain};
use super::reduction::{Beyond, Few, Reduction};
use super::sum::total;
use crate::eval::rates::Exchange;
use crate::value::{Decimal, Range, Rounding, Scalar};

pub(super) struct Mean;

impl Reduction for Mean {
    fn reduce(&self, members: &[Member], rates: Exchange<'_>) -> Scalar {
        match is_none_certain(members) {
            true => Scalar::UNKNOWN_QUANTITY,
            false => in_one_currency(members, rates, average),
        }
    }

    fn reduce_some(&self, members: &[Member], rates: Exchange<'_>) -> Scalar {
        match is_none_certain(members) {
            true => any_of(members, rates),
            false => self.reduce(members, rates),
        }
    }

    fn few(&self, _: &[Member]) -> Few {
        Few::All
    }

    fn beyond(&self) -> Beyond {
        Beyond::AllCount
    }
}

/// Each possible member is taken in where that moves the end further out.
fn average(members: &[Member]) -> Option<Range> {
    if members.iter().all(Member::is_settled) {
        let n = Decimal::from(members.len() as i64);
        let mean = total(members.iter().map(|m| m.range)).div(Range::point(n));
        return Some(among(mean, members));
    }
    let negated: Vec<Member> = members.iter().map(Member::negated).collect();
    let (lo, hi) = (mean_from_below(members), mean_from_below(&negated));
    Some(Range { lo, hi: hi.map(Decimal::neg) })
}

/// A mean lies among its members, also where their sum had to be rounded.
fn among(mean: Range, members: &[Member]) -> Range {
    let values = || members.iter().filter_map(|m| m.range.known());
    match (mean.known(), values().min(), values().max()) {
        (Some(mean), Some(lowest), Some(highest)) => Range::point(mean.clamp(lowest, highest)),
        _ => mean,
    }
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
