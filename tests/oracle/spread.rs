//! Amounts that fall due evenly, by trying every day at which anything changes, in fractions of whole
//! numbers of any length.

use num_bigint::BigInt;
use riskwright::value::{Decimal, Range, Rounding, Scalar};

use super::interpreter::{Amount, quantity};

/// As good as without end.
const FAR: i64 = 1 << 30;

/// So many days of so many.
type Share = (i64, i64);

/// The part of an amount from one day to another that falls into a window.
pub(crate) fn due(amount: Amount, days: [Range; 4]) -> Scalar {
    let day = |end: Option<Decimal>| end.map(|end| end.fixed(0).expect("a day"));
    let [from, to, first, last] = days.map(|range| (day(range.lo), day(range.hi)));
    let known = |(lo, hi): (Option<i64>, Option<i64>)| lo.filter(|_| lo == hi);
    if let (Some(value), [Some(from), Some(to), Some(first), Some(last)]) =
        (amount.range.known(), [from, to, first, last].map(known))
    {
        if from > to {
            return quantity(Range::ANY, None);
        }
        let until = |day: i64| {
            let days = (from..=to).contains(&day).then(|| day - from + 1);
            let days = days.unwrap_or(if day < from { 0 } else { to - from + 1 });
            rounded(value, (days, to - from + 1), 0, Rounding::HalfEven)
        };
        let part = match first <= last {
            true => until(last).sub(until(first - 1), Rounding::HalfEven).expect("small"),
            false => Decimal::ZERO,
        };
        return quantity(Range::point(part), amount.currency);
    }
    let marks: Vec<i64> = [first.0, first.1, last.0, last.1].into_iter().flatten().collect();
    let candidates = |(lo, hi): (Option<i64>, Option<i64>), others: &[i64]| {
        let (lo, hi) = (lo.unwrap_or(-FAR), hi.unwrap_or(FAR));
        let near = marks.iter().chain(others).flat_map(|mark| [mark - 1, *mark, mark + 1]);
        let inside = near.filter(|day| (lo..=hi).contains(day));
        inside.chain([lo, hi]).collect::<Vec<i64>>()
    };
    let ends = |(lo, hi): (Option<i64>, Option<i64>)| [lo.unwrap_or(-FAR), hi.unwrap_or(FAR)];
    let (froms, tos) = (candidates(from, &ends(to)), candidates(to, &ends(from)));
    let pairs: Vec<(i64, i64)> = froms
        .iter()
        .flat_map(|from| tos.iter().map(move |to| (*from, *to)))
        .filter(|(from, to)| from <= to)
        .collect();
    if pairs.is_empty() {
        return quantity(Range::ANY, None);
    }
    let share = |(from, to): (i64, i64), first: i64, last: i64| -> Share {
        ((to.min(last) - from.max(first) + 1).max(0), to - from + 1)
    };
    let order =
        |a: &Share, b: &Share| (a.0 as i128 * b.1 as i128).cmp(&(b.0 as i128 * a.1 as i128));
    let most = match (first.0, last.1) {
        (Some(first), Some(last)) => {
            pairs.iter().map(|pair| share(*pair, first, last)).max_by(order).expect("some")
        }
        _ => (1, 1),
    };
    let least = match (first.1, last.0) {
        (Some(first), Some(last)) if from.0.is_some() && to.1.is_some() => {
            pairs.iter().map(|pair| share(*pair, first, last)).min_by(order).expect("some")
        }
        _ => (0, 1),
    };
    let end = |end: Option<Decimal>, below: Share, above: Share, r| match end {
        Some(end) => {
            let share = if end < Decimal::ZERO { below } else { above };
            Some(if share.0 == share.1 { end } else { rounded(end, share, 1, r) })
        }
        None => (most.0 == 0).then_some(Decimal::ZERO),
    };
    let range = Range::new(
        end(amount.range.lo, most, least, Rounding::Down),
        end(amount.range.hi, least, most, Rounding::Up),
    );
    quantity(range, amount.currency)
}

/// A share of an amount, rounded so many places before the last that 34 digits of the amount have.
fn rounded(amount: Decimal, (over, under): Share, before: i32, r: Rounding) -> Decimal {
    if amount == Decimal::ZERO {
        return amount;
    }
    let digits = amount.coef().unsigned_abs().to_string().len() as i32;
    let places = amount.scale() + 34 - digits - before;
    let up = places - amount.scale();
    let ten = |n: i32| BigInt::from(10).pow(n.max(0) as u32);
    let exact = BigInt::from(amount.coef()) * over * ten(up);
    let under = BigInt::from(under) * ten(-up);
    // The whole number below, and twice what is left.
    let mut floor = &exact / &under;
    if &floor * &under > exact {
        floor -= 1;
    }
    let rest = (&exact - &floor * &under) * 2;
    let zero = BigInt::ZERO;
    let grows = match r {
        Rounding::Down => false,
        Rounding::Up => rest > zero,
        Rounding::HalfEven => rest > under || rest == under && &floor % 2 != zero,
    };
    let coef = if grows { floor + 1 } else { floor };
    Decimal::new(i128::try_from(coef).expect("34 digits"), places).expect("34 digits")
}
