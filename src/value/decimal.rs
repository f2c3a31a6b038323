//! Exact decimal numbers with 34 significant digits.

use std::cmp::Ordering;

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

/// An exact decimal number, `coef` × 10^-`scale`, with the precision of IEEE 754-2019
/// decimal128: 34 significant digits.
///
/// Always canonical: the coefficient has no trailing zero (zero has scale 0), so equal numbers
/// are equal field by field and hash alike. An operation whose exact result fits is exact; one
/// that does not rounds as told; `None` is overflow (or a division by zero).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Decimal {
    coef: i128,
    scale: i16,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal = Decimal { coef: 0, scale: 0 };
    /// One.
    pub const ONE: Decimal = Decimal { coef: 1, scale: 0 };

    /// `coef` × 10^-`scale`, if it can be held exactly.
    pub fn new(coef: i128, scale: i32) -> Option<Decimal> {
        let (mut coef, mut scale) = (coef, scale);
        if coef == 0 {
            return Some(Decimal::ZERO);
        }
        while coef % 10 == 0 {
            coef /= 10;
            scale -= 1;
        }
        Some(Decimal { coef, scale: scale as i16 })
    }

    /// The canonical coefficient.
    pub fn coef(self) -> i128 {
        self.coef
    }

    /// The canonical scale; negative for multiples of ten.
    pub fn scale(self) -> i32 {
        i32::from(self.scale)
    }

    /// As `i64` × 10^-`scale`, where that is exact: how fixed-point columns store it.
    pub fn fixed(self, scale: u8) -> Option<i64> {
        let up = i32::from(scale) - self.scale();
        if !(0..=36).contains(&up) {
            return if self.coef == 0 { Some(0) } else { None };
        }
        i64::try_from(self.coef.checked_mul(10i128.checked_pow(up as u32)?)?).ok()
    }

    /// Reads plain decimal text (`-12.50`, `1e6`, `1_000`, `1,000` are for [`crate::record`] to
    /// clean up first): digits with one optional point and an optional exponent.
    pub fn parse(_text: &str) -> Option<Decimal> {
        None // being written
    }

    /// Sum.
    pub fn add(self, _other: Decimal, _r: Rounding) -> Option<Decimal> {
        None // being written
    }

    /// Difference.
    pub fn sub(self, _other: Decimal, _r: Rounding) -> Option<Decimal> {
        None // being written
    }

    /// Product.
    pub fn mul(self, _other: Decimal, _r: Rounding) -> Option<Decimal> {
        None // being written
    }

    /// Quotient; `None` for a zero divisor too.
    pub fn div(self, _other: Decimal, _r: Rounding) -> Option<Decimal> {
        None // being written
    }

    /// The same number with the other sign.
    #[must_use]
    pub fn neg(self) -> Decimal {
        Decimal { coef: -self.coef, scale: self.scale }
    }

    /// Rounded to `places` digits behind the point (negative: before it).
    #[must_use]
    pub fn round(self, _places: i32, _r: Rounding) -> Decimal {
        self // being written
    }

    /// -1, 0 or 1.
    pub fn signum(self) -> i32 {
        self.coef.signum() as i32
    }
}

impl From<i64> for Decimal {
    fn from(n: i64) -> Decimal {
        Decimal::new(i128::from(n), 0).unwrap_or_default()
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, _other: &Decimal) -> Ordering {
        Ordering::Equal // being written
    }
}
