//! Powers and roots of ranges.

use super::{End, Range, between};
use crate::value::{Decimal, Rounding};

/// Why a power or a root has no value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoPower {
    /// Zero to a power below zero.
    ByZero,
    /// What may be that.
    PerhapsByZero,
    /// A root of a negative number.
    OfNegative,
    /// What may be that.
    PerhapsOfNegative,
}

impl Range {
    /// Power, of values and exponents alike; [`Range::ANY`] where it is too large. With `nonzero` the
    /// base is never zero, although its range may end there.
    pub fn pow(self, exponent: Range, nonzero: bool) -> Result<Range, NoPower> {
        let zero = Decimal::ZERO;
        if exponent == Range::point(zero) {
            return Ok(Range::point(Decimal::ONE));
        }
        let whole = exponent.known().filter(|n| n.is_whole());
        match whole {
            None if self.hi.is_some_and(|hi| hi < zero) => {
                let certain = exponent.known().is_some();
                return Err(if certain { NoPower::OfNegative } else { NoPower::PerhapsOfNegative });
            }
            None if self.lo.is_none_or(|lo| lo < zero) => return Err(NoPower::PerhapsOfNegative),
            _ => {}
        }
        let only_ends = nonzero && (self.lo == Some(zero)) != (self.hi == Some(zero));
        if self.contains(zero) && !only_ends && exponent.lo.is_none_or(|lo| lo < zero) {
            let certain = self == Range::point(zero) && exponent.hi.is_some_and(|hi| hi < zero);
            return Err(if certain { NoPower::ByZero } else { NoPower::PerhapsByZero });
        }
        if let (Some(a), Some(n)) = (self.known(), exponent.known()) {
            return Ok(a.pow(n, Rounding::HalfEven).map_or(Range::ANY, Range::point));
        }
        Ok(match whole {
            Some(n) => self.whole_power(n),
            None => self.corners(exponent, End::raised),
        })
    }

    /// Root; [`Range::ANY`] where it is too large.
    pub fn root(self, n: u64) -> Result<Range, NoPower> {
        if n.is_multiple_of(2) {
            let below = |end: Option<Decimal>| end.is_some_and(|end| end < Decimal::ZERO);
            if below(self.hi) {
                return Err(NoPower::OfNegative);
            }
            if self.lo.is_none() || below(self.lo) {
                return Err(NoPower::PerhapsOfNegative);
            }
        }
        if let Some(known) = self.known() {
            return Ok(known.root(n, Rounding::HalfEven).map_or(Range::ANY, Range::point));
        }
        Ok(self.rising(|end, r| end.root(n, r)))
    }

    /// A power of which the exponent is whole, of a range that may be on both sides of zero; where it is
    /// below zero the range is on one.
    fn whole_power(self, n: Decimal) -> Range {
        let (zero, exponent) = (Decimal::ZERO, Range::point(n));
        if self.lo.is_some_and(|lo| lo >= zero) {
            return self.corners(exponent, End::raised);
        }
        if self.hi.is_some_and(|hi| hi <= zero) {
            let power = self.neg().corners(exponent, End::raised);
            return if n.is_even() { power } else { power.neg() };
        }
        if !n.is_even() {
            return self.rising(|end, r| end.pow(n, r));
        }
        let farthest = self.lo.zip(self.hi).map(|(lo, hi)| lo.neg().max(hi));
        let hi = match farthest {
            Some(end) => end.pow(n, Rounding::Up).map(End::At),
            None => Some(End::Plus),
        };
        between(Some(End::At(zero)), hi)
    }

    /// What a function makes of it that rises wherever it is.
    fn rising(self, f: impl Fn(Decimal, Rounding) -> Option<Decimal>) -> Range {
        let end = |end: Option<Decimal>, r| match end {
            Some(end) => f(end, r).map(End::At),
            None => Some(End::absent(r)),
        };
        between(end(self.lo, Rounding::Down), end(self.hi, Rounding::Up))
    }
}

impl End {
    /// The power of what is not below zero; near to zero, and without a bound, what it comes near to.
    fn raised(self, n: End, r: Rounding) -> Option<End> {
        let limit = |grows: i32| match grows {
            0 => End::At(Decimal::ONE),
            1 => End::Plus,
            _ => End::At(Decimal::ZERO),
        };
        match (self, n) {
            (End::At(a), n) if a == Decimal::ZERO => Some(limit(-n.signum())),
            (End::At(a), End::At(n)) => a.pow(n, r).map(End::At),
            (End::At(a), n) => Some(limit(a.cmp(&Decimal::ONE) as i32 * n.signum())),
            (End::Plus, n) => Some(limit(n.signum())),
            // It is below zero.
            (End::Minus, _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{range, ranges};
    use super::*;
    use proptest::prelude::*;

    fn power(base: &str, exponent: &str) -> Result<Range, NoPower> {
        range(base).pow(range(exponent), false)
    }

    #[test]
    fn of_ranges() {
        for (base, exponent, expected) in [
            ("-2..3", "2", "0..9"),
            ("-3..2", "2", "0..9"),
            ("-3..-2", "2", "4..9"),
            ("-2..3", "3", "-8..27"),
            ("-2..", "2", "0.."),
            ("..", "2", "0.."),
            ("..", "0", "1"),
            ("2..4", "-1", "0.25..0.5"),
            ("-4..-2", "-1", "-0.5..-0.25"),
            ("2..", "-2", "0..0.25"),
            ("4..9", "0.5", "2..3"),
            ("0..4", "0.5", "0..2"),
            ("2", "1..3", "2..8"),
            ("0.5", "1..3", "0.125..0.5"),
            ("0.5..2", "-1..2", "0.25..4"),
            ("2", "..", "0.."),
            ("0.5", "1..", "0..0.5"),
            ("1", "..", "1"),
            ("0..2", "0..2", "0..4"),
            ("2..", "1..", "2.."),
        ] {
            assert_eq!(power(base, exponent), Ok(range(expected)), "{base} ^ {exponent}");
        }
    }

    #[test]
    fn without_a_value() {
        for (base, exponent, expected) in [
            ("0", "-1", NoPower::ByZero),
            ("0..1", "-1", NoPower::PerhapsByZero),
            ("-1..1", "-2", NoPower::PerhapsByZero),
            ("0", "-1..1", NoPower::PerhapsByZero),
            ("-4", "0.5", NoPower::OfNegative),
            ("-4..4", "0.5", NoPower::PerhapsOfNegative),
            ("-4", "1..2", NoPower::PerhapsOfNegative),
            ("..", "0.5", NoPower::PerhapsOfNegative),
        ] {
            assert_eq!(power(base, exponent), Err(expected), "{base} ^ {exponent}");
        }
        assert_eq!(power("2", "1e9"), Ok(Range::ANY));
        assert_eq!(range("-4").root(2), Err(NoPower::OfNegative));
        assert_eq!(range("-4..4").root(2), Err(NoPower::PerhapsOfNegative));
    }

    #[test]
    fn never_of_zero() {
        for (base, exponent, expected) in
            [("0..2", "-1", "0.5.."), ("0..", "-2", "0.."), ("-2..0", "-1", "..-0.5")]
        {
            assert_eq!(range(base).pow(range(exponent), true), Ok(range(expected)), "{base}");
        }
        assert_eq!(range("-1..1").pow(range("-1"), true), Err(NoPower::PerhapsByZero));
    }

    proptest! {
        #[test]
        fn hold_what_operands_allow((a, x) in ranges(), (b, y) in ranges(), n in -5i64..6) {
            for (b, y) in [(b, y), (Range::point(Decimal::from(n)), Decimal::from(n))] {
                if let Ok(power) = a.pow(b, false)
                    && let Some(value) = x.pow(y, Rounding::HalfEven)
                {
                    prop_assert!(power.contains(value), "{x} ^ {y}");
                }
            }
            let n = n.unsigned_abs() + 2;
            if let Ok(root) = a.root(n) {
                prop_assert!(root.contains(x.root(n, Rounding::HalfEven).expect("in limits")));
            }
        }
    }
}
