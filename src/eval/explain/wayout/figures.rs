//! Numbers that a way out is told with.

use crate::value::{Decimal, Rounding};

/// How many digits of a line are told where it has far more.
const DIGITS: i32 = 6;

/// How often what a fact may be is halved.
const HALVINGS: usize = 50;

/// The clearing number nearest to what a fact is now, where a line is not where the finding
/// clears: exchange rates stand between. Found by halving, to as many digits as are told.
pub(super) fn nearest(
    now: Decimal,
    line: Decimal,
    r: Rounding,
    ok: &dyn Fn(Decimal) -> bool,
) -> Option<Decimal> {
    let (mut bad, mut good) = (now, line);
    for _ in 0..HALVINGS {
        let sum = bad.add(good, Rounding::HalfEven)?;
        let middle = sum.div(Decimal::from(2), Rounding::HalfEven)?;
        let middle = middle.round(2 * DIGITS - middle.exponent(), r);
        if middle == bad || middle == good {
            break;
        }
        if ok(middle) { good = middle } else { bad = middle }
    }
    Some(good.round(DIGITS - good.exponent(), r)).filter(|easy| ok(*easy)).or(Some(good))
}

/// The next number with few digits beyond a line that has more than anyone reads.
pub(super) fn easy(line: Decimal, r: Rounding) -> Option<Decimal> {
    let easy = line.round(DIGITS - line.exponent(), r);
    let long = line.scale() > 2 * DIGITS - line.exponent();
    long.then_some(easy)
}

/// A step that is small beside a number.
pub(super) fn step(d: Decimal) -> Option<Decimal> {
    let size = if d.signum() < 0 { d.neg() } else { d }.max(Decimal::ONE);
    size.mul(Decimal::new(1, 9)?, Rounding::HalfEven)
}
