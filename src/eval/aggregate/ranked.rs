//! Figures that hang on the order of the members: medians, percentiles, the largest few. Their ends
//! are exact: each is reached by some choice of the possible members.

use std::cmp::Reverse;

use super::reduce::Member;
use crate::value::{Decimal, Range, Rounding};

/// Which place in ascending order is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rank {
    /// The middle: of an even number the mean of the two that stand there.
    Median,
    /// The nearest rank, in hundredths of a percent.
    Percentile(u16),
}

/// An end of a member's range, in order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum End {
    Below,
    At(Decimal),
    Above,
}

/// From the least to the most that a figure of the certain members, with any of the possible ones,
/// may be.
///
/// The lower end is that of the lower ends. Of all choices of so many possible members the smallest
/// give the least, so they are taken in ascending order; and as long as the next one lies below the
/// figure it draws it down, from then on no other does.
pub(super) fn ranked(members: &[Member], rank: Rank) -> Range {
    let lower = |m: &Member| m.range.lo.map_or(End::Below, End::At);
    let upper = |m: &Member| m.range.hi.map_or(End::Above, End::At);
    let settled = members.iter().all(|m| m.certain && m.range.known().is_some());
    let rounding = |outward| if settled { Rounding::HalfEven } else { outward };
    let lo = Ends::of(members, lower).extreme(rank, true, rounding(Rounding::Down));
    let hi = Ends::of(members, upper).extreme(rank, false, rounding(Rounding::Up));
    let told = |end: End| match end {
        End::At(d) => Some(d),
        End::Below | End::Above => None,
    };
    Range { lo: told(lo), hi: told(hi) }
}

/// How many possible members from either end may draw a figure beside so many certain ones: all
/// that draw it down lie below it, so there are at most as many as its place has below it, and the
/// mirror.
pub(super) fn reach(rank: Rank, certain: usize) -> usize {
    let most = |part: usize, rest: usize| match rest {
        // Nothing smaller draws the largest of all down.
        0 => 0,
        rest => certain.saturating_mul(part) / rest + 1,
    };
    match rank {
        Rank::Median => certain + 1,
        Rank::Percentile(p) => {
            let (below, above) = (usize::from(p), 10_000 - usize::from(p.min(10_000)));
            most(below, above).max(most(above, below))
        }
    }
}

/// One end of all members, in ascending order.
struct Ends {
    certain: Vec<End>,
    possible: Vec<End>,
    /// Of those that stand for any number.
    many: Vec<End>,
}

impl Ends {
    fn of(members: &[Member], end: impl Fn(&Member) -> End) -> Ends {
        let sorted = |pick: &dyn Fn(&&Member) -> bool| {
            let mut ends: Vec<End> = members.iter().filter(pick).map(&end).collect();
            ends.sort_unstable();
            ends
        };
        Ends {
            certain: sorted(&|m| m.certain),
            possible: sorted(&|m| !m.certain),
            many: sorted(&|m| m.many),
        }
    }

    /// The least that the figure may be, or the most.
    fn extreme(&self, rank: Rank, least: bool, rounding: Rounding) -> End {
        // The first `k` possible members in the direction asked for.
        let taken = |k: usize| {
            let n = self.possible.len();
            self.possible.get(if least { 0..k } else { n - k..n }).unwrap_or_default()
        };
        let figure = |k: usize| rank.of([&self.certain, taken(k)], least, rounding);
        let draws = |k: usize| {
            let next = if least { self.possible.get(k) } else { taken(k + 1).first() };
            next.is_some_and(|next| if least { *next < figure(k) } else { *next > figure(k) })
        };
        let (mut from, mut to) = (0, self.possible.len());
        while from < to {
            let middle = from + (to - from) / 2;
            if draws(middle) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        let reached = figure(from);
        let endless = if least { self.many.first() } else { self.many.last() };
        match endless.filter(|_| rank.is_drawn(least)) {
            Some(end) if least => reached.min(*end),
            Some(end) => reached.max(*end),
            None => reached,
        }
    }
}

impl Rank {
    /// Whether any number of members with one value, if they are enough, draw the figure to it: all
    /// but the largest of all down, all but the smallest up.
    fn is_drawn(self, down: bool) -> bool {
        match self {
            Rank::Median => true,
            Rank::Percentile(p) => {
                if down {
                    p < 10_000
                } else {
                    p > 0
                }
            }
        }
    }

    /// The figure of the values of two ascending runs.
    fn of(self, [a, b]: [&[End]; 2], least: bool, rounding: Rounding) -> End {
        let n = a.len() + b.len();
        match self {
            Rank::Median if n % 2 == 1 => nth(a, b, n / 2),
            Rank::Median => {
                let middle = [(n / 2).saturating_sub(1), n / 2].map(|i| nth(a, b, i));
                mean(middle, least, rounding)
            }
            Rank::Percentile(p) => {
                let rank = (n * usize::from(p)).div_ceil(10_000).max(1);
                nth(a, b, rank - 1)
            }
        }
    }
}

/// The `n`th value, counted from 0, of two ascending runs together.
fn nth(a: &[End], b: &[End], n: usize) -> End {
    // So many are taken of `a`, the rest of `b`: the fewest that leave nothing smaller in `a`.
    let (mut from, mut to) = (n.saturating_sub(b.len()), n.min(a.len()));
    while from < to {
        let of_a = from + (to - from) / 2;
        if a.get(of_a).zip(b.get(n - of_a - 1)).is_some_and(|(a, b)| a < b) {
            from = of_a + 1;
        } else {
            to = of_a;
        }
    }
    let next = [a.get(from), b.get(n - from)];
    next.into_iter().flatten().min().copied().unwrap_or(End::Below)
}

fn mean([a, b]: [End; 2], least: bool, rounding: Rounding) -> End {
    let half = |x: Decimal, y: Decimal| x.add(y, rounding)?.div(Decimal::from(2), rounding);
    let open = if least { End::Below } else { End::Above };
    match (a, b) {
        (End::At(x), End::At(y)) if x == y => a,
        (End::At(x), End::At(y)) => half(x, y).map_or(open, End::At),
        // Beside an open end no other counts.
        _ => open,
    }
}

/// The sum of the `n` largest.
pub(super) fn top(members: &[Member], n: usize) -> Range {
    if members.iter().all(|m| m.certain && m.range.known().is_some()) {
        let mut known: Vec<Range> = members.iter().map(|m| m.range).collect();
        known.sort_by_key(|r| Reverse(r.lo));
        return super::reduce::total(known.into_iter().take(n));
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
