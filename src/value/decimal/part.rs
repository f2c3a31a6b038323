//! Parts of a number that add up to it again.

use super::{Decimal, PRECISION, Rounding, digits, pow10};

impl Decimal {
    /// How many places behind the point its last digit has, where all that can be held are written.
    pub fn last_place(self) -> i32 {
        self.scale() + PRECISION as i32 - digits(self.coef().unsigned_abs()) as i32
    }

    /// `over / under` of it, rounded to its last place, or to so many places before that: `over` is at
    /// most `under`, and that is at most 2^40. Numbers rounded at one place have differences that are
    /// exact.
    pub fn part(self, over: u64, under: u64, before: u32, r: Rounding) -> Option<Decimal> {
        let (negative, coef) = (self.coef() < 0, self.coef().unsigned_abs());
        let places = self.last_place();
        let long = coef.checked_mul(pow10(u32::try_from(places - self.scale()).ok()?)?)?;
        let unit = u128::from(under).checked_mul(pow10(before)?)?;
        // The quotient first, so that no product is too long.
        let (quotient, rest) = (long.checked_div(unit)?, long % unit);
        let share = rest.checked_mul(u128::from(over))?;
        let magnitude = quotient.checked_mul(u128::from(over))? + share / unit;
        let rest = share % unit;
        let grows = rest != 0 && r.grows(negative, magnitude % 2 == 1, (rest * 2).cmp(&unit));
        let places = i64::from(places) - i64::from(before);
        Decimal::canonical(negative, magnitude + u128::from(grows), places)
    }

    /// What of it falls between two of so many parts: the difference of both, each rounded half to even
    /// to its last place, so that differences add up to the whole. Of at most 2^31 parts.
    pub fn between(self, before: u32, after: u32, parts: u32) -> Option<Decimal> {
        let (negative, coef) = (self.coef() < 0, self.coef().unsigned_abs());
        let places = self.last_place();
        let long = coef.checked_mul(pow10(u32::try_from(places - self.scale()).ok()?)?)?;
        let (quotient, rest) = divided(long, parts)?;
        let until = |count: u32| {
            let share = u64::from(rest) * u64::from(count);
            let (floor, left) = (share / u64::from(parts), share % u64::from(parts));
            let whole = quotient.checked_mul(u128::from(count))? + u128::from(floor);
            let up = match (left * 2).cmp(&u64::from(parts)) {
                std::cmp::Ordering::Less => false,
                std::cmp::Ordering::Equal => whole % 2 == 1,
                std::cmp::Ordering::Greater => true,
            };
            Some(whole + u128::from(up))
        };
        let magnitude = until(after)?.checked_sub(until(before)?)?;
        Decimal::canonical(negative, magnitude, i64::from(places))
    }
}

/// Quotient and rest, digit by digit of 32 bits: several times as fast as numbers of 128 bits divide.
fn divided(number: u128, by: u32) -> Option<(u128, u32)> {
    let (mut quotient, mut rest) = (0u128, 0u64);
    for shift in [96, 64, 32, 0] {
        let part = rest << 32 | u64::from((number >> shift) as u32);
        quotient |= u128::from(part.checked_div(u64::from(by))?) << shift;
        rest = part % u64::from(by);
    }
    Some((quotient, rest as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigInt;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn add_up(coef in -10i128.pow(34) + 1..10i128.pow(34), cut in 0u32..34, scale in -3i32..30,
                  days in 1u64..4_000_000, cuts in prop::collection::vec(0.0f64..1.0, 0..6)) {
            let whole = Decimal::new(coef / 10i128.pow(cut), scale).expect("in limits");
            let mut cuts: Vec<u64> = cuts.iter().map(|c| (c * days as f64) as u64).collect();
            cuts.extend([0, days]);
            cuts.sort_unstable();
            let between = |w: &[u64]| whole.between(w[0] as u32, w[1] as u32, days as u32);
            let until = |day: u64| whole.part(day, days, 0, Rounding::HalfEven).expect("a part");
            for w in cuts.windows(2) {
                prop_assert_eq!(between(w), until(w[1]).sub(until(w[0]), Rounding::Down));
            }
            let mut parts = cuts.windows(2).map(between);
            let sum = parts.try_fold(Decimal::ZERO, |sum, part| sum.add(part?, Rounding::Up));
            prop_assert_eq!(sum, Some(whole));
            for over in cuts {
                let exact = BigInt::from(whole.coef()) * over;
                for (r, least) in [(Rounding::Down, true), (Rounding::Up, false)] {
                    let part = whole.part(over, days, 1, r).expect("a part");
                    // Both counted in the finer of their places, times the days.
                    let finer = part.scale().max(whole.scale());
                    let ten = |d: Decimal| BigInt::from(10).pow((finer - d.scale()) as u32);
                    let (told, exact) = (BigInt::from(part.coef()) * days * ten(part), &exact * ten(whole));
                    let holds = if least { told <= exact } else { told >= exact };
                    prop_assert!(holds, "{over} of {days} days");
                }
            }
        }
    }
}
