//! Amounts that fall due evenly, day by day, and what of them falls into a window of time.

use super::Reason;
use crate::value::{Decimal, Range, Rounding, Scalar};

/// Farther away than any day.
const FAR: i64 = 1 << 30;

/// The first and the last day that a date may be.
type Day = (Option<i64>, Option<i64>);

/// So many days of so many.
type Share = (u64, u64);

/// Between which days an amount falls due, and the window that is asked for; all ends belong to them.
#[derive(Clone, Copy)]
pub struct Stretch<'a> {
    /// The day of its first part.
    pub from: &'a Scalar,
    /// The day of its last part.
    pub to: &'a Scalar,
    /// The first day of the window.
    pub first: &'a Scalar,
    /// The last day of the window.
    pub last: &'a Scalar,
}

/// The part of an amount that falls into a window if it falls due evenly by days. Where the days are
/// not known it is what it may be with days that do not run backwards.
pub fn spread(amount: &Scalar, stretch: Stretch<'_>) -> Result<Scalar, Reason> {
    let (range, currency) = amount.parts();
    let [from, to, first, last] =
        [stretch.from, stretch.to, stretch.first, stretch.last].map(|date| days(date.parts().0));
    if let ([Some(from), Some(to), Some(first), Some(last)], Some(amount)) =
        ([from, to, first, last].map(known), range.known())
    {
        let part = due(amount, [from, to, first, last]).ok_or(Reason::Backwards)?;
        return Ok(Scalar::quantity(Range::point(part), currency));
    }
    let (least, most) = shares(from, to, first, last).ok_or(Reason::Backwards)?;
    Ok(Scalar::quantity(within(range, least, most), currency))
}

/// The part of a known amount that falls due in a window, all days known: first and last day of the
/// amount, first and last day of the window. `None` where it ends before it begins.
///
/// What is due until a day is rounded, and the part is the difference: so the parts of windows that
/// follow each other add up to the whole.
#[inline]
pub fn due(amount: Decimal, [from, to, first, last]: [i64; 4]) -> Option<Decimal> {
    let length = to.checked_sub(from)?.checked_add(1).filter(|length| *length > 0)?;
    let until = |day: i64| (day - from + 1).clamp(0, length) as u64;
    let (before, after) = (until(first - 1), until(last));
    let length = length as u64;
    if after <= before {
        return Some(Decimal::ZERO);
    }
    if (before, after) == (0, length) {
        return Some(amount);
    }
    let [before, after, length] = [before, after, length].map(|days| u32::try_from(days).ok());
    amount.between(before?, after?, length?)
}

/// Whether the days may run backwards as far as is known of them.
pub fn may_run_backwards(from: &Scalar, to: &Scalar) -> bool {
    let (from, to) = (days(from.parts().0), days(to.parts().0));
    from.1.unwrap_or(FAR) > to.0.unwrap_or(-FAR)
}

fn days(range: Range) -> Day {
    let day = |end: Option<Decimal>| end.and_then(|end| end.fixed(0));
    (day(range.lo), day(range.hi))
}

fn known((lo, hi): Day) -> Option<i64> {
    lo.filter(|lo| Some(*lo) == hi)
}

/// The least and the largest share that a window may have; `None` where all days run backwards.
///
/// With one end held, the share is the largest where the other comes as near as it can to the end of
/// the window, and the least where it is as far from it as it can be, to either side.
fn shares(from: Day, to: Day, first: Day, last: Day) -> Option<(Share, Share)> {
    let (start, end) = (from.0.unwrap_or(-FAR), to.1.unwrap_or(FAR));
    if start > end {
        return None;
    }
    let latest_start = from.1.unwrap_or(FAR).min(end);
    let earliest_end = to.0.unwrap_or(-FAR).max(start);
    let nearest = |first: i64, last: i64| {
        share(first.clamp(start, latest_start), last.clamp(earliest_end, end), first, last)
    };
    let most = match first.0.zip(last.1) {
        Some((first, last)) => nearest(first, last),
        // The window may be as wide as one likes.
        None => (1, 1),
    };
    let endless = from.0.is_none() || to.1.is_none();
    let least = match first.1.zip(last.0).filter(|_| !endless) {
        Some((first, last)) => {
            let within =
                |day: i64| (start.max(earliest_end)..=latest_start.min(end)).contains(&day);
            let one_day = [earliest_end, latest_start].into_iter().filter(|day| within(*day));
            let ends = [
                (start, earliest_end),
                (start, end),
                (latest_start, earliest_end.max(latest_start)),
                (latest_start, end),
            ];
            let all = ends.into_iter().chain(one_day.map(|day| (day, day)));
            let shares = all.map(|(start, end)| share(start, end, first, last));
            shares.min_by(|a, b| less(*a, *b)).unwrap_or((0, 1))
        }
        None => (0, 1),
    };
    Some((least, most))
}

/// How many of the days from `start` to `end` lie in a window.
fn share(start: i64, end: i64, first: i64, last: i64) -> Share {
    let count = |from: i64, to: i64| u64::try_from(to - from + 1).unwrap_or(0);
    match count(start, end) {
        0 => (0, 1),
        length => (count(start.max(first), end.min(last)), length),
    }
}

fn less((a, b): Share, (c, d): Share) -> std::cmp::Ordering {
    (u128::from(a) * u128::from(d)).cmp(&(u128::from(c) * u128::from(b)))
}

/// What lies between the least and the most of an amount. Its ends are rounded a place before the last,
/// so that every part of what lies between them, rounded at its own last place, is in it.
fn within(amount: Range, least: Share, most: Share) -> Range {
    let part = |end: Decimal, (over, under): Share, r| match over {
        0 => Some(Decimal::ZERO),
        _ if over == under => Some(end),
        _ => end.part(over, under, 1, r),
    };
    let end = |end: Option<Decimal>, (near, far): (Share, Share), above: i32, r| match end {
        // Farther from zero is more of it.
        Some(end) => part(end, if end.signum() == above { far } else { near }, r),
        None => (most.0 == 0).then_some(Decimal::ZERO),
    };
    Range::new(
        end(amount.lo, (least, most), -1, Rounding::Down),
        end(amount.hi, (least, most), 1, Rounding::Up),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ranged() -> impl Strategy<Value = (i64, i64)> {
        (0i64..14, prop_oneof![Just(0), 0i64..8]).prop_map(|(day, wide)| (day, day + wide))
    }

    fn date((lo, hi): (i64, i64)) -> Scalar {
        Scalar::quantity(Range::new(Some(lo.into()), Some(hi.into())), None)
    }

    proptest! {
        #[test]
        fn hold_every_choice_of_days(
            from in ranged(), to in ranged(), first in ranged(), last in ranged(),
            amount in (-50i64..50, prop_oneof![Just(0), 0i64..40]),
        ) {
            let amount = (amount.0, amount.0 + amount.1);
            let (f, t, a, b) = (date(from), date(to), date(first), date(last));
            let stretch = Stretch { from: &f, to: &t, first: &a, last: &b };
            let found = spread(&date(amount), stretch);
            let mut parts = Vec::new();
            for from in from.0..=from.1 {
                for to in (to.0..=to.1).filter(|to| *to >= from) {
                    for (first, last) in [(first.0, last.1), (first.1, last.0)] {
                        for amount in [amount.0, amount.1, 0.clamp(amount.0, amount.1)] {
                            // By counting.
                            let days = (from..=to).filter(|day| (first..=last).contains(day)).count();
                            let part = Decimal::from(amount * days as i64)
                                .div(Decimal::from(to - from + 1), Rounding::HalfEven);
                            parts.push(part.expect("small"));
                            let due = due(amount.into(), [from, to, first, last]).expect("a part");
                            let found = found.as_ref().expect("some days").parts().0;
                            prop_assert!(found.contains(due), "{due} in {found:?}");
                        }
                    }
                }
            }
            match found {
                Ok(found) => {
                    let near = |a: Option<Decimal>, b: Option<&Decimal>| {
                        let apart = a.expect("an end").sub(*b.expect("a part"), Rounding::HalfEven);
                        apart.expect("small").round(28, Rounding::HalfEven) == Decimal::ZERO
                    };
                    let range = found.parts().0;
                    prop_assert!(near(range.lo, parts.iter().min()), "{range:?} {parts:?}");
                    prop_assert!(near(range.hi, parts.iter().max()), "{range:?} {parts:?}");
                }
                Err(reason) => prop_assert!(reason == Reason::Backwards && parts.is_empty()),
            }
        }
    }

    #[test]
    fn of_open_days() {
        let day = |d: i64| Scalar::number(d.into());
        let hundred = day(100);
        let of = |from: &Scalar, to: &Scalar| {
            let (first, last) = (day(10), day(19));
            spread(&hundred, Stretch { from, to, first: &first, last: &last })
        };
        let unknown = Scalar::UNKNOWN_QUANTITY;
        let ends = |scalar: Result<Scalar, Reason>| scalar.expect("a part").parts().0;
        assert_eq!(ends(of(&unknown, &day(9))), Range::point(Decimal::ZERO));
        assert_eq!(ends(of(&day(20), &unknown)), Range::point(Decimal::ZERO));
        let up_to = |n: i64| Range::new(Some(Decimal::ZERO), Some(n.into()));
        assert_eq!(ends(of(&unknown, &day(12))), up_to(100));
        assert_eq!(ends(of(&day(0), &unknown)), up_to(50));
        assert_eq!(ends(of(&unknown, &unknown)), up_to(100));
        assert_eq!(of(&day(5), &day(4)), Err(Reason::Backwards));
    }
}
