//! `median` and `percentile`: figures that hang on the order of the members. Their ends are exact:
//! each is reached by some choice of the possible members.

use super::member::{Member, any_of, in_one_currency, is_none_certain};
use super::reduction::{Beyond, Few, Reduction};
use crate::alarm::Sure;
use crate::eval::rates::Exchange;
use crate::value::{Decimal, Range, Rounding, Scalar};

/// Which place in ascending order is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rank {
    /// The middle: of an even number the mean of the two that stand there.
    Median,
    /// The nearest rank, in hundredths of a percent.
    Percentile(u16),
}

impl Reduction for Rank {
    fn reduce(&self, members: &[Member], rates: Exchange<'_>) -> Scalar {
        match is_none_certain(members) {
            true => Scalar::UNKNOWN_QUANTITY,
            false => in_one_currency(members, rates, |m| Some(ranked(m, *self))),
        }
    }

    fn reduce_some(&self, members: &[Member], rates: Exchange<'_>) -> Scalar {
        match is_none_certain(members) {
            true => any_of(members, rates),
            false => self.reduce(members, rates),
        }
    }

    fn few(&self, _: &[Member]) -> Few {
        Few::OfEitherEnd
    }

    fn reach(&self, certain: usize) -> usize {
        reach(*self, certain)
    }

    fn beyond(&self) -> Beyond {
        Beyond::AllCount
    }
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
    let settled = members.iter().all(Member::is_settled);
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
            self.possible.get(if least { 0..k } else { n - k..n }).sure()
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
