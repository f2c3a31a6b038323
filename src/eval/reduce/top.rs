//! `top`: the sum of the largest few.

use std::cmp::Reverse;

use super::member::{Member, in_one_currency};
use super::reduction::{Beyond, Few, Reduction};
use super::sum::total;
use crate::eval::rates::Exchange;
use crate::value::{Decimal, Range, Rounding, Scalar};

/// So many of them.
pub(super) struct Top(pub(super) usize);

impl Reduction for Top {
    fn reduce(&self, members: &[Member], rates: Exchange<'_>) -> Scalar {
        in_one_currency(members, rates, |m| Some(top(m, self.0)))
    }

    fn few(&self, _: &[Member]) -> Few {
        Few::OfEitherEnd
    }

    fn reach(&self, _certain: usize) -> usize {
        self.0
    }

    fn carriers(&self) -> usize {
        self.0
    }

    fn beyond(&self) -> Beyond {
        Beyond::Number
    }
}

/// The sum of the `n` largest.
pub(super) fn top(members: &[Member], n: usize) -> Range {
    if members.iter().all(Member::is_settled) {
        let mut known: Vec<Range> = members.iter().map(|m| m.range).collect();
        known.sort_by_key(|r| Reverse(r.lo));
        return total(known.into_iter().take(n));
    }
    Range { lo: least(members, n), hi: most(members, n) }
}

/// With fewer certain members than `n` those possible ones count that are negative.
fn least(members: &[Member], n: usize) -> Option<Decimal> {
    let mut certain: Vec<Option<Decimal>> =
        members.iter().filter(|m| m.certain).map(|m| m.range.lo).collect();
    certain.sort_by(|a, b| b.cmp(a));
    let room = n.saturating_sub(certain.len());
    let of = |m: &Member| (m.range.lo, m.many);
    let mut burden: Vec<(Option<Decimal>, bool)> =
        members.iter().filter(|m| !m.certain).map(of).collect();
    burden.retain(|(lo, _)| lo.is_none_or(|lo| lo.signum() < 0));
    burden.sort_by_key(|(lo, _)| *lo);
    let mut certain = certain.into_iter().take(n);
    let sum = certain.try_fold(Decimal::ZERO, |sum, d| sum.add(d?, Rounding::Down))?;
    first(burden, room, Rounding::Down)?.add(sum, Rounding::Down)
}

/// Possible members that are negative only count where there are enough to keep out others that
/// are more so.
fn most(members: &[Member], n: usize) -> Option<Decimal> {
    let largest = |pick: &dyn Fn(&&Member) -> bool| {
        let of = |m: &Member| (m.range.hi, m.many);
        let mut his: Vec<(Option<Decimal>, bool)> = members.iter().filter(pick).map(of).collect();
        his.sort_by_key(|(hi, _)| (hi.is_some(), Reverse(*hi)));
        first(his, n, Rounding::Up)
    };
    let is_gain = |m: &&Member| m.certain || m.range.hi.is_none_or(|hi| hi.signum() > 0);
    let gains = largest(&is_gain)?;
    let enough = members.len() >= n || members.iter().any(|m| m.many);
    if enough { Some(gains.max(largest(&|_| true)?)) } else { Some(gains) }
}

/// The sum of the first `n` values, of which some are there any number of times.
fn first(values: Vec<(Option<Decimal>, bool)>, n: usize, rounding: Rounding) -> Option<Decimal> {
    let (mut sum, mut left) = (Decimal::ZERO, n);
    for (value, many) in values {
        let times = if many { left } else { left.min(1) };
        if times == 0 {
            break;
        }
        let part = match times {
            1 => value?,
            times => value?.mul(Decimal::from(times as i64), rounding)?,
        };
        sum = sum.add(part, rounding)?;
        left -= times;
    }
    Some(sum)
}
