//! Exact decimal numbers with 34 significant digits.

mod part;
mod power;
mod root;
mod sum;
#[cfg(test)]
mod tests;
mod text;

use crate::alarm::Sure;
use std::cmp::Ordering;
use std::fmt;
use std::num::NonZeroU16;

use super::wide::Wide;

/// Which way an inexact result goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rounding {
    /// To nearest, ties to even: known values.
    HalfEven,
    /// Towards minus infinity: lower ends of ranges.
    Down,
    /// Towards plus infinity: upper ends of ranges.
    Up,
}

impl Rounding {
    /// Whether a magnitude that lost a non-zero rest must grow by one: `rest` tells how the rest
    /// compares with half a unit.
    fn grows(self, negative: bool, odd: bool, rest: Ordering) -> bool {
        match self {
            Rounding::HalfEven => rest == Ordering::Greater || rest == Ordering::Equal && odd,
            Rounding::Down => negative,
            Rounding::Up => !negative,
        }
    }
}

/// An exact decimal number, `coef` × 10^-`scale`, with the precision of IEEE 754-2019
/// decimal128: 34 significant digits.
///
/// Always canonical: the coefficient has no trailing zero (zero has scale 0), so equal numbers
/// are equal field by field and hash alike. An operation whose exact result fits is exact; one
/// that does not rounds as told; `None` is overflow (or a division by zero).
///
/// 24 bytes, and so is an [`Option`] of one: amounts lie close together, and most of what the
/// engine moves about row by row is amounts.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// The coefficient's halves: as one number it would stand on 16 bytes.
    high: i64,
    low: u64,
    scale: Scale,
}

/// A scale, counted from below the smallest: never zero, which leaves room for `None`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Scale(NonZeroU16);

impl Scale {
    const ZERO: Scale = Scale(NonZeroU16::MIN.saturating_add(Scale::BELOW));

    /// How far below zero none is any more.
    const BELOW: u16 = 1 << 14;

    fn new(scale: i32) -> Scale {
        debug_assert!(scale.abs() <= MAX_SCALE);
        let above = scale + i32::from(Scale::BELOW);
        Scale(NonZeroU16::MIN.saturating_add(above as u16))
    }

    fn get(self) -> i32 {
        i32::from(self.0.get()) - i32::from(Scale::BELOW) - 1
    }
}

impl Decimal {
    /// The most significant digits that a number has, as it is written in rules and records.
    pub const DIGITS: usize = 34;

    /// Zero.
    pub const ZERO: Decimal = Decimal { high: 0, low: 0, scale: Scale::ZERO };
    /// One.
    pub const ONE: Decimal = Decimal { high: 0, low: 1, scale: Scale::ZERO };

    /// `coef` × 10^-`scale`, if it can be held exactly.
    pub fn new(coef: i128, scale: i32) -> Option<Decimal> {
        Decimal::canonical(coef < 0, coef.unsigned_abs(), i64::from(scale))
    }

    fn of(coef: i128, scale: Scale) -> Decimal {
        Decimal { high: (coef >> 64) as i64, low: coef as u64, scale }
    }

    /// The canonical coefficient.
    pub fn coef(self) -> i128 {
        i128::from(self.high) << 64 | i128::from(self.low)
    }

    /// The canonical scale; negative for multiples of ten.
    pub fn scale(self) -> i32 {
        self.scale.get()
    }

    /// As `i64` × 10^-`scale`, where that is exact: how fixed-point columns store it.
    pub fn fixed(self, scale: u8) -> Option<i64> {
        let up = i32::from(scale) - self.scale();
        if !(0..=36).contains(&up) {
            return if self.coef() == 0 { Some(0) } else { None };
        }
        i64::try_from(self.coef().checked_mul(10i128.checked_pow(up as u32)?)?).ok()
    }

    /// Sum.
    pub fn add(self, other: Decimal, r: Rounding) -> Option<Decimal> {
        // Common case: alike or nearly alike in scale, and short enough for 128 bits.
        let (fine, coarse) =
            if self.scale() >= other.scale() { (self, other) } else { (other, self) };
        let apart = fine.scale() - coarse.scale();
        if let Some(coarse) = pow10(apart as u32).and_then(|p| coarse.coef().checked_mul(p as i128))
            && let Some(sum) = coarse.checked_add(fine.coef())
        {
            return settle(sum < 0, Wide::from(sum.unsigned_abs()), false, fine.scale(), r);
        }
        if fine.coef() == 0 || coarse.coef() == 0 {
            return Some(if fine.coef() == 0 { coarse } else { fine });
        }
        add_far(coarse, fine, apart as u32, r)
    }

    /// Difference.
    pub fn sub(self, other: Decimal, r: Rounding) -> Option<Decimal> {
        self.add(other.neg(), r)
    }

    /// Product.
    pub fn mul(self, other: Decimal, r: Rounding) -> Option<Decimal> {
        let scale = self.scale() + other.scale();
        let negative = (self.coef() < 0) != (other.coef() < 0);
        let magnitude = Wide::product(self.coef().unsigned_abs(), other.coef().unsigned_abs());
        settle(negative, magnitude, false, scale, r)
    }

    /// Quotient; `None` for a zero divisor too.
    pub fn div(self, other: Decimal, r: Rounding) -> Option<Decimal> {
        let (a, b) = (self.coef().unsigned_abs(), other.coef().unsigned_abs());
        let negative = (self.coef() < 0) != (other.coef() < 0);
        let scale = self.scale() - other.scale();
        if a.checked_rem(b)? == 0 {
            return Decimal::canonical(negative, a / b, i64::from(scale));
        }
        // Enough zeros that the quotient has a digit more than can be kept: 68 at most.
        let zeros = (PRECISION + 1 + digits(b)).saturating_sub(digits(a));
        let (first, second) = (zeros.min(34), zeros - zeros.min(34));
        let widened = Wide::product(a, pow10(first)?).times(pow10(second)?);
        let (quotient, rest) = widened.div_rem(b);
        settle(negative, quotient, rest != 0, scale + zeros as i32, r)
    }

    /// The same number with the other sign.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "reads like its siblings, which round")]
    pub fn neg(self) -> Decimal {
        Decimal::of(-self.coef(), self.scale)
    }

    /// Rounded to `places` digits behind the point (negative: before it).
    #[must_use]
    pub fn round(self, places: i32, r: Rounding) -> Decimal {
        let places = places.max(-MAX_SCALE);
        let dropped = self.scale().saturating_sub(places);
        if dropped <= 0 {
            return self;
        }
        let (kept, rest) = drop_digits(self.coef().unsigned_abs(), dropped as u32);
        let negative = self.coef() < 0;
        let grown = rest.is_some_and(|rest| r.grows(negative, kept % 2 == 1, rest));
        // Only a number at the very edge of what can be held has no rounded neighbour.
        Decimal::canonical(negative, kept + u128::from(grown), i64::from(places)).unwrap_or(self)
    }

    /// -1, 0 or 1.
    pub fn signum(self) -> i32 {
        self.coef().signum() as i32
    }

    /// The decimal with that magnitude, if 34 digits and the exponent hold it.
    fn canonical(negative: bool, magnitude: u128, scale: i64) -> Option<Decimal> {
        if magnitude == 0 {
            return Some(Decimal::ZERO);
        }
        let (magnitude, zeros) = strip_zeros(magnitude);
        let scale = i32::try_from(scale - i64::from(zeros)).ok()?;
        if magnitude >= LIMIT || scale.abs() > MAX_SCALE {
            return None;
        }
        let coef = magnitude as i128;
        Some(Decimal::of(if negative { -coef } else { coef }, Scale::new(scale)))
    }

    /// The number of digits before the point: 3 for 950, 0 for 0.5, -1 for 0.05; 1 for zero.
    pub fn exponent(self) -> i32 {
        digits(self.coef().unsigned_abs()) as i32 - self.scale()
    }
}

impl Default for Decimal {
    fn default() -> Decimal {
        Decimal::ZERO
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} × 10^{}", self.coef(), -self.scale())
    }
}

impl From<i64> for Decimal {
    fn from(n: i64) -> Decimal {
        Decimal::new(i128::from(n), 0).sure()
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        if self.scale == other.scale {
            return self.coef().cmp(&other.coef());
        }
        let sign = self.signum();
        if sign != other.signum() || sign == 0 {
            return sign.cmp(&other.signum());
        }
        let by_exponent = self.exponent().cmp(&other.exponent());
        if by_exponent != Ordering::Equal {
            return if sign < 0 { by_exponent.reverse() } else { by_exponent };
        }
        // Equally high numbers have at most 34 digits also when written at the finer scale.
        let finer = self.scale().max(other.scale());
        let at_finer = |d: Decimal| {
            let factor = pow10((finer - d.scale()) as u32).unwrap_or(1);
            d.coef().saturating_mul(factor as i128)
        };
        at_finer(*self).cmp(&at_finer(*other))
    }
}

/// Significant digits that are kept.
const PRECISION: u32 = Decimal::DIGITS as u32;

/// The first magnitude that has too many digits.
const LIMIT: u128 = 10u128.pow(PRECISION);

/// The largest scale, and the largest power of ten that a coefficient may stand before.
const MAX_SCALE: i32 = 6144;

/// The powers of ten that 128 bits hold, signed or not.
const POWERS: [u128; 39] = {
    let mut powers = [1; 39];
    let mut i = 1;
    while i < 39 {
        powers[i] = powers[i - 1] * 10;
        i += 1;
    }
    powers
};

fn pow10(exponent: u32) -> Option<u128> {
    POWERS.get(exponent as usize).copied()
}

/// How many digits the magnitude has; one for zero.
fn digits(magnitude: u128) -> u32 {
    magnitude.checked_ilog10().unwrap_or(0) + 1
}

/// The number without its trailing zeros, and how many there were.
fn strip_zeros(magnitude: u128) -> (u128, u32) {
    // A multiple of 10^n has at least n trailing zero bits: most numbers leave at once.
    let possible = magnitude.trailing_zeros();
    let (mut magnitude, mut zeros) = (magnitude, 0);
    for step in [16, 8, 4, 2, 1] {
        while zeros + step <= possible {
            let power = POWERS[step as usize];
            // 64-bit division is several times as fast.
            let (quotient, rest) = match u64::try_from(magnitude) {
                Ok(small) => (u128::from(small / power as u64), u128::from(small % power as u64)),
                Err(_) => (magnitude / power, magnitude % power),
            };
            if rest != 0 {
                break;
            }
            magnitude = quotient;
            zeros += step;
        }
    }
    (magnitude, zeros)
}

/// A magnitude of at most 34 digits without its last `count` digits, and how these compare with
/// half a unit of what is kept; `None` where they are zero.
fn drop_digits(magnitude: u128, count: u32) -> (u128, Option<Ordering>) {
    match pow10(count) {
        Some(power) => (magnitude / power, rest_order(magnitude % power, false, power)),
        None => (0, (magnitude != 0).then_some(Ordering::Less)),
    }
}

/// How `rest` (and a trifle more, where `sticky`) compares with half of `unit`; `None` if there
/// is no rest.
fn rest_order(rest: u128, sticky: bool, unit: u128) -> Option<Ordering> {
    if rest == 0 && !sticky {
        return None;
    }
    // A unit is at most 10^38, so twice the rest fits.
    let order = (rest * 2).cmp(&unit);
    Some(if order == Ordering::Equal && sticky { Ordering::Greater } else { order })
}

/// The decimal nearest to `magnitude` × 10^-`scale`, or next to it as `r` says. `sticky`: the true
/// magnitude is greater by less than one; it must then have more than 34 digits.
fn settle(
    negative: bool,
    magnitude: Wide,
    sticky: bool,
    scale: i32,
    r: Rounding,
) -> Option<Decimal> {
    if let Some(narrow) = magnitude.narrow()
        && narrow < LIMIT
    {
        debug_assert!(!sticky);
        return Decimal::canonical(negative, narrow, i64::from(scale));
    }
    let excess = match magnitude.narrow() {
        Some(narrow) => digits(narrow) - PRECISION,
        // Beyond 128 bits are at least 39 digits, and never more than 72 where decimals meet.
        None => digits(magnitude.div_rem(POWERS[38]).0.narrow()?) + 38 - PRECISION,
    };
    let unit = pow10(excess)?;
    let (kept, rest) = magnitude.div_rem(unit);
    let kept = kept.narrow()?;
    let grown =
        rest_order(rest, sticky, unit).is_some_and(|rest| r.grows(negative, kept % 2 == 1, rest));
    let scale = i64::from(scale) - i64::from(excess);
    Decimal::canonical(negative, kept + u128::from(grown), scale)
}

/// The sum of two numbers other than zero whose scales lie so far `apart`, or whose coefficients
/// are so long, that 128 bits do not hold it.
fn add_far(coarse: Decimal, fine: Decimal, apart: u32, r: Rounding) -> Option<Decimal> {
    // 38 zeros leave four digits below the last one that can be kept, whatever comes off.
    let zeros = apart.min(38);
    let scale = coarse.scale() + zeros as i32;
    let high = Wide::product(coarse.coef().unsigned_abs(), pow10(zeros)?);
    let (low, rest) = drop_digits(fine.coef().unsigned_abs(), apart - zeros);
    let (low, sticky) = (Wide::from(low), rest.is_some());
    let negative = coarse.coef() < 0;
    if negative == (fine.coef() < 0) {
        return settle(negative, high.plus(low), sticky, scale, r);
    }
    if high < low {
        return settle(!negative, low.minus(high), false, scale, r);
    }
    // Taking away a trifle more is taking away one and giving a trifle back.
    let difference = high.minus(low.plus(Wide::from(u128::from(sticky))));
    settle(negative, difference, sticky, scale, r)
}
