//! Powers and roots: exact where they can be held, else next to the true value as told.

use super::super::fixed::{self, Exponent, Fixed};
use super::{Decimal, Rounding, Wide, digits, pow10, settle};

/// The highest root that a number other than one has exactly: none is above 10^6178 or below its
/// inverse, and the least that is not one is made with two.
const HIGHEST_EXACT: u64 = 20_600;

/// The first magnitude that is not worked out exactly; those between 34 digits and this may lie just
/// between two numbers.
const EXACT: u128 = 10u128.pow(38);

impl Decimal {
    /// Whether it has no digits behind the point.
    pub fn is_whole(self) -> bool {
        self.scale() <= 0
    }

    /// Whether it is a multiple of two.
    pub fn is_even(self) -> bool {
        self.scale() < 0 || self.is_whole() && self.coef() % 2 == 0
    }

    /// The power; `None` where there is none (zero to a power below zero, a negative number to one
    /// that is not whole), and where it is too large, or too near to zero, to be held. Nothing to the
    /// power of nothing is one.
    pub fn pow(self, exponent: Decimal, r: Rounding) -> Option<Decimal> {
        if exponent == Decimal::ZERO || self == Decimal::ONE {
            return Some(Decimal::ONE);
        }
        if self == Decimal::ZERO {
            return (exponent.signum() > 0).then_some(Decimal::ZERO);
        }
        if self.signum() < 0 && !exponent.is_whole() {
            return None;
        }
        let negative = self.signum() < 0 && !exponent.is_even();
        if let Some((magnitude, scale)) = self.exact_power(exponent) {
            return settle(negative, Wide::from(magnitude), false, scale, r);
        }
        let tens = u32::try_from(-exponent.scale()).unwrap_or(0);
        let factor = exponent.coef().unsigned_abs().checked_mul(pow10(tens)?)?;
        let places = u32::try_from(exponent.scale()).unwrap_or(0);
        let ln = self.ln()?;
        let size = ln.size.scaled(factor, places)?;
        let off = ln.off.scaled(factor, places)?.plus(Fixed::units(2));
        let negative_exponent = ln.negative != (exponent.signum() < 0);
        between(negative, Exponent { negative: negative_exponent, size, off }, r)
    }

    /// The number whose power of `n`, which is 2 or more, it is; `None` for an even root of a negative
    /// number.
    pub fn root(self, n: u64, r: Rounding) -> Option<Decimal> {
        if self == Decimal::ZERO || n < 2 {
            return Some(self);
        }
        let negative = self.signum() < 0;
        if negative && n.is_multiple_of(2) {
            return None;
        }
        if let Some(root) = self.exact_root(n) {
            return Some(if negative { root.neg() } else { root });
        }
        between(negative, self.ln()?.over(n), r)
    }

    /// The size of the power with all its digits, and its scale, where it has few enough.
    fn exact_power(self, exponent: Decimal) -> Option<(u128, i32)> {
        let (mut base, mut power) = (self, exponent.coef().unsigned_abs());
        if exponent.is_whole() {
            power = power.checked_mul(pow10(u32::try_from(-exponent.scale()).ok()?)?)?;
        } else {
            // More places make a root of which no number has one.
            let places = u32::try_from(exponent.scale()).ok().filter(|places| *places <= 14)?;
            let under = pow10(places)?;
            let common = common_divisor(power, under);
            power /= common;
            base = base.exact_root(u64::try_from(under / common).ok()?)?;
        }
        let (mut coef, mut scale) = (base.coef().unsigned_abs(), i64::from(base.scale()));
        if exponent.signum() < 0 {
            let (inverse, places) = inverse(coef)?;
            (coef, scale) = (inverse, places - scale);
        }
        let magnitude = whole_power(coef, power)?;
        let scale = scale.checked_mul(i64::try_from(power).ok()?)?;
        Some((magnitude, i32::try_from(scale).ok()?))
    }

    /// The root of its size, where it is a number that can be held.
    fn exact_root(self, n: u64) -> Option<Decimal> {
        if !(2..=HIGHEST_EXACT).contains(&n) {
            return (n == 1 || self == Decimal::ONE).then_some(self);
        }
        let root = between(false, self.ln()?.over(n), Rounding::HalfEven)?;
        let scale = i64::from(root.scale()) * n as i64;
        let exact = whole_power(root.coef().unsigned_abs(), u128::from(n))
            == Some(self.coef().unsigned_abs())
            && scale == i64::from(self.scale());
        exact.then_some(root)
    }

    /// The natural logarithm of its size.
    fn ln(self) -> Option<Exponent> {
        let coef = self.coef().unsigned_abs();
        let places = digits(coef) - 1;
        Some(fixed::ln(coef, pow10(places)?, places as i32 - self.scale()))
    }
}

impl Exponent {
    fn over(self, n: u64) -> Exponent {
        Exponent { size: self.size.over(n), off: self.off.over(n).plus(Fixed::units(2)), ..self }
    }
}

/// e to a power, as the decimal next to it. Where it lies too close to the middle between two to
/// tell, either is next enough; it is outside of neither where it rounds down or up.
fn between(negative: bool, exponent: Exponent, r: Rounding) -> Option<Decimal> {
    const PLACES: u32 = 37;
    let (value, off, tens) = fixed::exp(exponent)?;
    // An exponent above zero makes more than one, and one below zero less.
    let (least, most) = match (tens, exponent.negative) {
        (0, false) => (value.minus(off).max(Fixed::ratio(1, 1)), value.plus(off)),
        (-1, true) => (value.minus(off), value.plus(off).min(Fixed::ratio(10, 1))),
        _ => (value.minus(off), value.plus(off)),
    };
    let outward = if negative { Rounding::Down } else { Rounding::Up };
    let end = if r == outward { most } else { least };
    let magnitude = end.whole_times(pow10(PLACES)?);
    settle(negative, Wide::from(magnitude), !end.is_whole(), PLACES as i32 - tens, r)
}

/// `coef`^`power`, where it is not too long.
fn whole_power(coef: u128, power: u128) -> Option<u128> {
    if coef == 1 {
        return Some(1);
    }
    let power = u32::try_from(power).ok().filter(|power| *power < 128)?;
    coef.checked_pow(power).filter(|magnitude| *magnitude < EXACT)
}

/// One by a number without trailing zeros, as a coefficient and its scale, where it is a decimal: then
/// it is made of nothing but twos, or of nothing but fives.
fn inverse(coef: u128) -> Option<(u128, i64)> {
    if coef.is_power_of_two() {
        let twos = coef.trailing_zeros();
        return Some((5u128.checked_pow(twos)?, i64::from(twos)));
    }
    let fives = (1..=54).find(|n| 5u128.checked_pow(*n) == Some(coef))?;
    Some((1 << fives, i64::from(fives)))
}

fn common_divisor(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { common_divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigUint;
    use proptest::prelude::*;
    use std::cmp::Ordering;
    use std::time::Instant;

    fn dec(text: &str) -> Decimal {
        Decimal::parse(text).expect("a decimal")
    }

    /// A number above zero: a coefficient, and its scale.
    type Number = (BigUint, i64);

    fn number(d: Decimal) -> Number {
        (BigUint::from(d.coef().unsigned_abs()), i64::from(d.scale()))
    }

    fn raised((coef, scale): Number, n: u32) -> Number {
        (coef.pow(n), scale * i64::from(n))
    }

    fn at(scale: i64, (coef, own): Number) -> BigUint {
        coef * BigUint::from(10u8).pow(u32::try_from(scale - own).expect("the finer scale"))
    }

    fn compare(a: Number, b: Number) -> Ordering {
        let finer = a.1.max(b.1);
        at(finer, a).cmp(&at(finer, b))
    }

    /// Whether the three roundings of the q-th root of x^p stand where they must.
    fn holds(x: Decimal, (p, q): (u32, u32), root: impl Fn(Rounding) -> Option<Decimal>) -> bool {
        let [down, near, up] =
            [Rounding::Down, Rounding::HalfEven, Rounding::Up].map(|r| root(r).expect("in limits"));
        let (power, below, above) = (raised(number(x), p), number(down), number(up));
        if down == up {
            return near == down && compare(raised(below, q), power).is_eq();
        }
        let finer = below.1.max(above.1);
        let gap = at(finer, above.clone()) - at(finer, below.clone());
        let longest = at(finer, below.clone()).to_string().len();
        let twice = (at(finer, below.clone()) + at(finer, above.clone()), finer);
        let doubled = (power.0.clone() * BigUint::from(2u8).pow(q), power.1);
        let nearest = match compare(raised(twice, q), doubled) {
            Ordering::Greater => near == down,
            Ordering::Less => near == up,
            Ordering::Equal => near.is_even_in_last_place(),
        };
        let apart = gap == 1u8.into() && longest >= 34 || longest < 34 && gap <= 10u8.into();
        compare(raised(below, q), power.clone()).is_lt()
            && compare(raised(above, q), power).is_gt()
            && nearest
            && (apart || longest > 34)
    }

    impl Decimal {
        fn is_even_in_last_place(self) -> bool {
            digits(self.coef().unsigned_abs()) < 34 || self.coef() % 2 == 0
        }
    }

    fn numbers() -> impl Strategy<Value = Decimal> {
        let coef = prop_oneof![1i128..200, 1i128..10i128.pow(10), 1i128..10i128.pow(34)];
        let near_one = (-1i128..2, 1i32..34)
            .prop_map(|(n, scale)| Decimal::new(10i128.pow(scale as u32) + n, scale));
        let any = (coef, -3i32..36).prop_map(|(coef, scale)| Decimal::new(coef, scale));
        prop_oneof![any, near_one].prop_map(|d| d.expect("in limits"))
    }

    proptest! {
        #[test]
        fn stand_next_to_the_true_value(x in numbers(), p in 1u32..40, places in 0i32..3) {
            let exponent = Decimal::new(i128::from(p), places).expect("small");
            let q = 10u32.pow(u32::try_from(places).expect("small"));
            prop_assert!(holds(x, (p, q), |r| x.pow(exponent, r)), "{x} ^ {exponent}");
        }

        #[test]
        fn roots_stand_next_to_the_true_value(x in numbers(), n in 2u32..60) {
            prop_assert!(holds(x, (1, n), |r| x.root(u64::from(n), r)), "root({x}, {n})");
            let turned = |r| match r { Rounding::Down => Rounding::Up, Rounding::Up => Rounding::Down, r => r };
            if n % 2 == 1 {
                for r in [Rounding::Down, Rounding::HalfEven, Rounding::Up] {
                    let minus = x.neg().root(u64::from(n), r);
                    prop_assert_eq!(minus, x.root(u64::from(n), turned(r)).map(Decimal::neg));
                }
            }
        }

        #[test]
        fn powers_below_zero_are_inverse(x in numbers(), p in 1i64..40) {
            let (down, up) = (x.pow(Decimal::from(-p), Rounding::Down), x.pow(Decimal::from(-p), Rounding::Up));
            let (down, up) = (down.expect("in limits"), up.expect("in limits"));
            let p = u32::try_from(p).expect("small");
            // down ≤ 1 / x^p ≤ up, multiplied out.
            let product = |d: Decimal| {
                let coef = BigUint::from(x.coef().unsigned_abs()).pow(p) * d.coef().unsigned_abs();
                (coef, i64::from(x.scale()) * i64::from(p) + i64::from(d.scale()))
            };
            let order = |d: Decimal| {
                let (coef, scale) = product(d);
                let ten = |n: i64| BigUint::from(10u8).pow(u32::try_from(n.max(0)).expect("small"));
                (coef * ten(-scale)).cmp(&ten(scale))
            };
            prop_assert!(order(down).is_le() && order(up).is_ge());
            prop_assert_eq!(order(down).is_eq(), down == up);
        }

        #[test]
        fn exact_ones_are_exact(c in 2i64..100_000, scale in -3i32..6, n in 2u64..8) {
            let x = Decimal::new(i128::from(c), scale).expect("small");
            if let Some(power) = x.exact_power(Decimal::from(n as i64))
                && let Some(power) = Decimal::new(power.0 as i128, power.1)
            {
                prop_assert_eq!(power.root(n, Rounding::Up), Some(x));
                prop_assert_eq!(power.root(n, Rounding::Down), Some(x));
            }
        }
    }

    #[test]
    fn known_values() {
        for (x, y, power) in [
            ("2", "10", "1024"),
            ("2", "-3", "0.125"),
            ("5", "-2", "0.04"),
            ("-2", "3", "-8"),
            ("-2", "-3", "-0.125"),
            ("-1", "1e30", "1"),
            ("0", "0", "1"),
            ("0", "0.5", "0"),
            ("4", "0.5", "2"),
            ("4", "-0.5", "0.5"),
            ("32", "0.2", "2"),
            ("0.00032", "0.4", "0.04"),
            ("10", "-6000", "1e-6000"),
            ("1e6000", "0.5", "1e3000"),
            ("2", "0.5", "1.414213562373095048801688724209698"),
            ("1.05", "0.25", "1.012272234429039270743263897630622"),
            ("1.000001", "1000000000", "1.969086325334251320258819556136839e434"),
            ("9.99", "9999999999999999999999999999999999", "none"),
            ("10", "1e38", "none"),
            ("2", "1e-100", "1"),
            ("0.5", "1e-100", "1"),
            ("1", "1e6000", "1"),
            ("2", "1e6000", "none"),
            ("0", "-1", "none"),
            ("-4", "0.5", "none"),
        ] {
            let power = Some(power).filter(|power| *power != "none").map(dec);
            assert_eq!(dec(x).pow(dec(y), Rounding::HalfEven), power, "{x} ^ {y}");
        }
        // Between two numbers of 34 digits: to the even one.
        let tie = dec("1125899906842624").pow(Decimal::from(-1), Rounding::HalfEven);
        assert_eq!(tie, Decimal::ONE.div(dec("1125899906842624"), Rounding::HalfEven));
        let barely = dec("2").pow(dec("1e-100"), Rounding::Up);
        assert!(barely > Some(Decimal::ONE));
        assert_eq!(dec("0.5").pow(dec("1e-100"), Rounding::Up), Some(Decimal::ONE));
        assert!(dec("0.5").pow(dec("1e-100"), Rounding::Down) < Some(Decimal::ONE));
    }

    #[test]
    fn take_no_time() {
        let start = Instant::now();
        for n in 0..100 {
            let exponent = Decimal::new(10i128.pow(33) + n, n as i32).expect("34 digits");
            _ = dec("1.000000000000000000000000000000001").pow(exponent, Rounding::Up);
        }
        assert!(start.elapsed().as_secs() < 5);
    }
}
