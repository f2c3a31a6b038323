//! Decimals against exact fractions of big integers.

use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};
use proptest::prelude::*;

use super::{Decimal, LIMIT, Rounding};

const ROUNDINGS: [Rounding; 3] = [Rounding::HalfEven, Rounding::Down, Rounding::Up];

/// A fraction with a positive denominator.
#[derive(Clone, Debug)]
struct Fraction(BigInt, BigInt);

fn power(n: i32) -> BigInt {
    BigInt::from(10).pow(n.unsigned_abs())
}

impl Fraction {
    fn of(d: Decimal) -> Fraction {
        let coef = BigInt::from(d.coef());
        match d.scale() {
            s if s > 0 => Fraction(coef, power(s)),
            s => Fraction(coef * power(s), 1.into()),
        }
    }

    fn cmp(&self, other: &Fraction) -> Ordering {
        (&self.0 * &other.1).cmp(&(&other.0 * &self.1))
    }

    fn negative(&self) -> bool {
        self.0.sign() == Sign::Minus
    }

    /// Rounded to `places`, as a coefficient at that scale.
    fn rounded(&self, places: i32, r: Rounding) -> BigInt {
        let (n, d) = match places {
            p if p >= 0 => (&self.0 * power(p), self.1.clone()),
            p => (self.0.clone(), &self.1 * power(p)),
        };
        let mut floor = &n / &d;
        if &floor * &d > n {
            floor -= 1;
        }
        let rest: BigInt = (&n - &floor * &d) * 2;
        let up = match r {
            Rounding::Down => false,
            Rounding::Up => rest > BigInt::ZERO,
            Rounding::HalfEven => match rest.cmp(&d) {
                Ordering::Less => false,
                Ordering::Greater => true,
                Ordering::Equal => &floor % 2 != BigInt::ZERO,
            },
        };
        if up { floor + 1 } else { floor }
    }

    /// Rounded to 34 significant digits.
    fn settled(&self, r: Rounding) -> Decimal {
        let magnitude = if self.negative() { -&self.0 } else { self.0.clone() };
        // Digits before the point, less those before the denominator's: off by one at most.
        let high = magnitude.to_string().len() as i32 - self.1.to_string().len() as i32;
        let limit = BigInt::from(LIMIT);
        let mut places = 36 - high;
        loop {
            let coef = self.rounded(places, r);
            let size = if coef.sign() == Sign::Minus { -&coef } else { coef.clone() };
            if size < limit {
                let coef = i128::try_from(coef).expect("34 digits fit");
                return Decimal::new(coef, places).expect("34 digits fit");
            }
            if size == limit {
                return Decimal::new(i128::try_from(coef).expect("fits"), places).expect("fits");
            }
            places -= 1;
        }
    }
}

/// Coefficients of every length, often with trailing zeros or nines, at every sensible scale.
fn decimals(scales: std::ops::Range<i32>) -> impl Strategy<Value = Decimal> {
    let coef =
        (0u32..35, any::<u128>(), any::<bool>(), 0u8..4).prop_map(|(len, n, minus, kind)| {
            let size = 10u128.pow(len);
            let n = match kind {
                0 => size - 1,
                1 => n % 1000 * 10u128.pow(len.saturating_sub(3)),
                _ => n % size,
            };
            let n = (n % LIMIT) as i128;
            if minus { -n } else { n }
        });
    (coef, scales).prop_map(|(coef, scale)| Decimal::new(coef, scale).expect("in limits"))
}

fn assert_canonical(d: Decimal) {
    assert!(d.coef().unsigned_abs() < LIMIT);
    assert!(d.coef() % 10 != 0 || d == Decimal::ZERO, "{d:?}");
}

proptest! {
    #[test]
    fn sums(a in decimals(-60..60), b in decimals(-60..60)) {
        let (x, y) = (Fraction::of(a), Fraction::of(b));
        let sum = Fraction(&x.0 * &y.1 + &y.0 * &x.1, &x.1 * &y.1);
        let difference = Fraction(&x.0 * &y.1 - &y.0 * &x.1, &x.1 * &y.1);
        for r in ROUNDINGS {
            prop_assert_eq!(a.add(b, r), Some(sum.settled(r)));
            prop_assert_eq!(a.sub(b, r), Some(difference.settled(r)));
            assert_canonical(a.add(b, r).expect("in limits"));
        }
    }

    #[test]
    fn near_sums(a in decimals(0..12), b in decimals(0..50)) {
        let (x, y) = (Fraction::of(a), Fraction::of(b));
        let sum = Fraction(&x.0 * &y.1 + &y.0 * &x.1, &x.1 * &y.1);
        for r in ROUNDINGS {
            prop_assert_eq!(a.add(b, r), Some(sum.settled(r)));
        }
    }

    #[test]
    fn sums_of_many(numbers in prop::collection::vec(decimals(-3..12), 0..20)) {
        let fold = |numbers: Vec<Decimal>| {
            let sum = numbers.into_iter().try_fold(Decimal::ZERO, |sum, d| sum.add(d, Rounding::Up));
            sum.expect("small")
        };
        if let Some(sum) = Decimal::sum(numbers.iter().copied()) {
            prop_assert_eq!(sum, fold(numbers.clone()));
            prop_assert_eq!(sum, fold(numbers.iter().rev().copied().collect()));
        }
        let rounded = numbers.iter().map(|d| d.round(2, Rounding::Down));
        let small: Vec<Decimal> = rounded.filter(|d| d.fixed(2).is_some()).collect();
        prop_assert!(Decimal::sum(small.into_iter()).is_some());
    }

    #[test]
    fn products_and_quotients(a in decimals(-40..40), b in decimals(-40..40)) {
        let (x, y) = (Fraction::of(a), Fraction::of(b));
        for r in ROUNDINGS {
            let product = Fraction(&x.0 * &y.0, &x.1 * &y.1);
            prop_assert_eq!(a.mul(b, r), Some(product.settled(r)));
            if b == Decimal::ZERO {
                prop_assert_eq!(a.div(b, r), None);
                continue;
            }
            let (n, d) = (&x.0 * &y.1, &x.1 * &y.0);
            let quotient = if y.negative() { Fraction(-n, -d) } else { Fraction(n, d) };
            prop_assert_eq!(a.div(b, r), Some(quotient.settled(r)));
            assert_canonical(a.div(b, r).expect("in limits"));
        }
    }

    #[test]
    fn order(a in decimals(-60..60), b in decimals(-60..60), c in decimals(-2..2)) {
        prop_assert_eq!(a.cmp(&b), Fraction::of(a).cmp(&Fraction::of(b)));
        prop_assert_eq!(a.cmp(&c), Fraction::of(a).cmp(&Fraction::of(c)));
        // A neighbour in the last place: equally high, at another scale.
        if let Some(near) = a.add(Decimal::new(1, 40).expect("small"), Rounding::HalfEven) {
            prop_assert_eq!(a.cmp(&near), Fraction::of(a).cmp(&Fraction::of(near)));
        }
    }

    #[test]
    fn rounding(a in decimals(-45..45), places in -60i32..60) {
        for r in ROUNDINGS {
            let rounded = a.round(places, r);
            if places >= a.scale() {
                prop_assert_eq!(rounded, a);
            } else {
                let expected = Fraction::of(a).rounded(places, r);
                prop_assert_eq!(Fraction::of(rounded).rounded(places, r), expected);
                prop_assert!(rounded.scale() <= places.max(0));
            }
            assert_canonical(rounded);
        }
    }

    #[test]
    fn text_and_back(a in decimals(-90..90)) {
        prop_assert_eq!(Decimal::parse(&a.to_string()), Some(a));
    }

    #[test]
    fn any_coefficient(coef in any::<i128>(), scale in any::<i32>()) {
        let fits = coef == 0 || scale.abs() < 6000 && coef.unsigned_abs() < LIMIT;
        match Decimal::new(coef, scale) {
            Some(d) => assert_canonical(d),
            None => prop_assert!(!fits),
        }
    }

    #[test]
    fn junk_never_parses_wrongly(text in "[-+]?[0-9.e]{0,12}") {
        if let Some(d) = Decimal::parse(&text) {
            let expected: f64 = text.parse().expect("floats read what decimals do");
            let read: f64 = d.to_string().parse().expect("a number");
            prop_assert!(read == expected || (read - expected).abs() <= expected.abs() * 1e-12);
        }
    }
}

fn dec(text: &str) -> Decimal {
    Decimal::parse(text).expect("a decimal")
}

#[test]
fn text() {
    for (text, printed) in [
        ("0", "0"),
        ("-0.00", "0"),
        ("1e6", "1000000"),
        ("+12.50", "12.5"),
        ("-.5", "-0.5"),
        ("7.", "7"),
        ("0.001E-1", "0.0001"),
        ("1e-70", "1e-70"),
        (
            "1000000000000000000000000000000000000000000000",
            "1000000000000000000000000000000000000000000000",
        ),
    ] {
        assert_eq!(dec(text).to_string(), printed);
    }
    for text in ["", "-", ".", "1.2.3", "1e", "1e+", "1 ", "1_000", "١", "1e9999999999999999999999"]
    {
        assert_eq!(Decimal::parse(text), None, "{text}");
    }
    let digits = "1234567890123456789012345678901234";
    assert_eq!(dec(digits).to_string(), digits);
    assert_eq!(Decimal::parse(&format!("{digits}5")), None);
    assert_eq!(Decimal::parse(&format!("0.{digits}1")), None);
}

#[test]
fn limits() {
    assert_eq!(Decimal::new(i128::MIN, 0), None);
    assert_eq!(Decimal::new(0, i32::MIN), Some(Decimal::ZERO));
    assert_eq!(Decimal::new(10, i32::MIN), None);
    let huge = dec("1e6000");
    assert_eq!(huge.mul(huge, Rounding::Up), None);
    assert_eq!(dec("1e-6000").div(huge, Rounding::Down), None);
    assert_eq!(huge.add(Decimal::ONE, Rounding::HalfEven), Some(huge));
    assert!(huge.add(Decimal::ONE, Rounding::Up) > Some(huge));
    assert_eq!(huge.round(i32::MIN, Rounding::HalfEven), Decimal::ZERO);
    assert_eq!(huge.neg().cmp(&Decimal::ONE), Ordering::Less);
    assert_eq!(Decimal::ZERO.sub(huge, Rounding::Down), Some(huge.neg()));
}

#[test]
fn fixed_point() {
    assert_eq!(dec("12.5").fixed(2), Some(1250));
    assert_eq!(dec("12.5").fixed(0), None);
    assert_eq!(dec("1e17").fixed(2), None);
    assert_eq!(dec("9223372036854775807").fixed(0), Some(i64::MAX));
}

#[test]
fn takes_little_room() {
    assert!(size_of::<crate::value::Scalar>() <= 64);
    assert_eq!(size_of::<Decimal>(), 24);
    assert_eq!(size_of::<Option<Decimal>>(), 24);
}
