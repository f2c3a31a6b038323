//! `sample standard deviation` and `population standard deviation`.
//!
//! The least that one can be is exact where few members may be in or out. The most is NP-hard to find
//! among many ranges: where these are few every choice of their ends is tried, and of more a bound is
//! taken that holds for all.

use super::member::{Member, in_one_currency};
use super::reduction::{Beyond, Few, Reduction};
use crate::eval::rates::Exchange;
use crate::value::{Decimal, Range, Rounding, Scalar};

/// How many values are looked at in all, over all choices that are tried.
const TRIED: usize = 1 << 14;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Deviation {
    /// Of members that stand for more: the squares are divided by one less than they are.
    Sample,
    /// Of all there are.
    Population,
}

impl Reduction for Deviation {
    fn reduce(&self, members: &[Member], rates: Exchange<'_>) -> Scalar {
        let certain = members.iter().filter(|m| m.certain).count();
        match certain > self.less() {
            true => in_one_currency(members, rates, |members| self.of(members)),
            false => Scalar::UNKNOWN_QUANTITY,
        }
    }

    /// Of one member of a sample there is none.
    fn reduce_some(&self, members: &[Member], rates: Exchange<'_>) -> Scalar {
        match self {
            Deviation::Sample => self.reduce(members, rates),
            Deviation::Population => in_one_currency(members, rates, |members| self.of(members)),
        }
    }

    fn few(&self, _: &[Member]) -> Few {
        Few::All
    }

    fn beyond(&self) -> Beyond {
        Beyond::AllCount
    }
}

impl Deviation {
    /// By how much less than there are members their squares are divided.
    fn less(self) -> usize {
        usize::from(self == Deviation::Sample)
    }

    fn of(self, members: &[Member]) -> Option<Range> {
        if members.iter().all(Member::is_settled) {
            let values: Vec<Decimal> = members.iter().filter_map(|m| m.range.known()).collect();
            let variance = variance(values, members.len() - self.less(), Rounding::HalfEven)?;
            return variance.sqrt(Rounding::HalfEven).map(Range::point);
        }
        // Of one that may have no value at all, as a group of too few, nothing is said.
        if let [Member { many: false, range, .. }] = members
            && !range.is_any()
        {
            return Some(Range::point(Decimal::ZERO));
        }
        let lo = self.least(members).unwrap_or(Decimal::ZERO).sqrt(Rounding::Down)?;
        let hi = self.most(members).and_then(|most| most.sqrt(Rounding::Up));
        Some(Range { lo: Some(lo), hi })
    }

    /// No variance is less, whoever of them is a member.
    fn least(self, members: &[Member]) -> Option<Decimal> {
        // With enough members of one value there is next to no variance.
        if members.iter().any(|m| m.many) {
            return None;
        }
        let certain: Vec<Range> = ranges(members, true);
        let possible = ranges(members, false);
        let of = |chosen: &Vec<Range>, n: usize| {
            variance(drawn_together(chosen)?, n.checked_sub(self.less())?, Rounding::Down)
        };
        let choices = 1usize.checked_shl(possible.len() as u32).unwrap_or(usize::MAX);
        if choices.saturating_mul(members.len()) > TRIED {
            // Whoever else is a member adds nothing at best, and counts.
            return of(&certain, members.len());
        }
        let chosen = possible.iter().fold(vec![certain], |chosen, next| {
            let with = |chosen: &Vec<Range>| [chosen.as_slice(), &[*next]].concat();
            let with: Vec<Vec<Range>> = chosen.iter().map(with).collect();
            [chosen, with].concat()
        });
        let chosen = chosen.iter().filter(|chosen| chosen.len() > self.less());
        chosen.map(|chosen| of(chosen, chosen.len())).min().flatten()
    }

    /// No variance is more; `None` where there is no bound.
    fn most(self, members: &[Member]) -> Option<Decimal> {
        let ends = |m: &Member| Some((m.range.lo?, m.range.hi?, m.certain));
        let ends: Vec<(Decimal, Decimal, bool)> =
            members.iter().map(ends).collect::<Option<_>>()?;
        if members.iter().any(|m| m.many) {
            return self.most_between(&ends);
        }
        let choices = ends.iter().try_fold(1usize, |choices, (lo, hi, certain)| {
            let own = 1 + usize::from(lo != hi) + usize::from(!certain);
            choices.checked_mul(own).filter(|n| n.saturating_mul(ends.len()) <= TRIED)
        });
        if choices.is_none() {
            let (between, about) = (self.most_between(&ends), self.most_about(&ends));
            return between.into_iter().chain(about).min();
        }
        let chosen = ends.iter().fold(vec![Vec::new()], |chosen, (lo, hi, certain)| {
            let mut next: Vec<Vec<Decimal>> = Vec::with_capacity(chosen.len() * 3);
            for chosen in chosen {
                let with = |end: &Decimal| [chosen.as_slice(), &[*end]].concat();
                next.push(with(lo));
                next.extend((lo != hi).then(|| with(hi)));
                next.extend((!certain).then_some(chosen));
            }
            next
        });
        let chosen = chosen.into_iter().filter(|chosen| chosen.len() > self.less());
        let most = chosen.map(|chosen| {
            let divisor = chosen.len() - self.less();
            variance(chosen, divisor, Rounding::Up)
        });
        most.collect::<Option<Vec<Decimal>>>()?.into_iter().max()
    }

    /// What half of the values at one end and half of them at the other come to, of two a sample.
    fn most_between(self, ends: &[(Decimal, Decimal, bool)]) -> Option<Decimal> {
        let lo = ends.iter().map(|(lo, ..)| *lo).min()?;
        let hi = ends.iter().map(|(_, hi, _)| *hi).max()?;
        let apart = hi.sub(lo, Rounding::Up)?;
        let parts = match self {
            Deviation::Sample => 2,
            Deviation::Population => 4,
        };
        apart.mul(apart, Rounding::Up)?.div(Decimal::from(parts), Rounding::Up)
    }

    /// What the values come to that lie as far from a point as they can. The squares of the
    /// distances from their mean are no more, wherever that point is.
    fn most_about(self, ends: &[(Decimal, Decimal, bool)]) -> Option<Decimal> {
        let middle = |(lo, hi, _): &(Decimal, Decimal, bool)| {
            lo.add(*hi, Rounding::HalfEven)?.div(Decimal::from(2), Rounding::HalfEven)
        };
        let mut middles = ends.iter().map(middle).collect::<Option<Vec<Decimal>>>()?;
        middles.sort_unstable();
        let add = |sum: Decimal, next: Decimal| sum.add(next, Rounding::HalfEven);
        let sum = middles.into_iter().try_fold(Decimal::ZERO, add)?;
        let point = sum.div(Decimal::from(ends.len() as i64), Rounding::HalfEven)?;
        let square = |(lo, hi, certain): &(Decimal, Decimal, bool)| {
            let far = hi.sub(point, Rounding::Up)?.max(point.sub(*lo, Rounding::Up)?);
            Some((!certain, far.mul(far, Rounding::Up)?))
        };
        let mut squares = ends.iter().map(square).collect::<Option<Vec<(bool, Decimal)>>>()?;
        // The certain ones first, then the largest.
        squares.sort_unstable_by_key(|(possible, square)| (*possible, square.neg()));
        let (mut sum, mut most) = (Decimal::ZERO, None);
        let certain = squares.iter().filter(|(possible, _)| !possible).count();
        for (n, (_, square)) in (1..).zip(squares) {
            sum = sum.add(square, Rounding::Up)?;
            if n >= certain && n > self.less() {
                let divisor = Decimal::from((n - self.less()) as i64);
                most = most.max(Some(sum.div(divisor, Rounding::Up)?));
            }
        }
        most
    }
}

fn ranges(members: &[Member], certain: bool) -> Vec<Range> {
    members.iter().filter(|m| m.certain == certain).map(|m| m.range).collect()
}

/// The squares of the distances of values from their mean, added up and divided.
///
/// They are counted from the smallest, so that what is alike comes to nothing.
fn variance(mut values: Vec<Decimal>, divisor: usize, r: Rounding) -> Option<Decimal> {
    let opposite = match r {
        Rounding::Up => Rounding::Down,
        Rounding::Down => Rounding::Up,
        Rounding::HalfEven => Rounding::HalfEven,
    };
    values.sort_unstable();
    let Some(first) = values.first().copied() else {
        return Some(Decimal::ZERO);
    };
    let (mut sum, mut squares) = (Decimal::ZERO, Decimal::ZERO);
    for value in &values {
        let far = value.sub(first, r)?;
        squares = squares.add(far.mul(far, r)?, r)?;
        sum = sum.add(value.sub(first, opposite)?, opposite)?;
    }
    let n = Decimal::from(values.len() as i64);
    let whole = n.mul(squares, r)?.sub(sum.mul(sum, opposite)?, r)?;
    let divisor = n.mul(Decimal::from(divisor as i64), opposite)?;
    whole.max(Decimal::ZERO).div(divisor, r)
}

/// Of ranges the values as near to each other as they can be, but for those that can be their mean:
/// upper ends below it, and lower ends above. `None` where it cannot be told exactly.
///
/// The squares of the distances from a point, which grow to either side of that mean, are least there.
fn drawn_together(ranges: &[Range]) -> Option<Vec<Decimal>> {
    let mut points: Vec<Decimal> = ranges.iter().flat_map(|r| [r.lo, r.hi]).flatten().collect();
    points.sort_unstable();
    points.dedup();
    // Those on either side of a point: whether they draw it up.
    let rises = |point: Decimal| {
        let below = ranges.iter().filter_map(|r| r.hi).filter(|hi| *hi < point);
        let above = ranges.iter().filter_map(|r| r.lo).filter(|lo| *lo > point);
        let ends: Vec<Decimal> = below.chain(above).collect();
        let n = Decimal::from(ends.len() as i64);
        let all = n.mul(point, Rounding::Down)?;
        let exact = all == n.mul(point, Rounding::Up)?;
        Some(Decimal::sum(ends.iter().copied())? > all).filter(|_| exact)
    };
    let (mut from, mut to) = (0, points.len().saturating_sub(1));
    while from < to {
        let middle = from + (to - from) / 2;
        match rises(*points.get(middle)?)? {
            true => from = middle + 1,
            false => to = middle,
        }
    }
    let Some((before, after)) =
        from.checked_sub(1).and_then(|before| Some((*points.get(before)?, *points.get(from)?)))
    else {
        return Some(Vec::new());
    };
    let below = ranges.iter().filter_map(|r| r.hi).filter(|hi| *hi <= before);
    let above = ranges.iter().filter_map(|r| r.lo).filter(|lo| *lo >= after);
    Some(below.chain(above).collect())
}
