//! Periods of months and days, and what can be made of them.

use super::{Decimal, Range, Rounding};

/// A calendar period: months and days, each kept apart because a month has no fixed length.
///
/// It is ranged where it may last some days longer: between dates of which one is ranged, or as a
/// share of months. Then it is told in days alone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Period {
    /// Months (a year is 12).
    pub months: i32,
    /// Days (a week is 7), at least.
    pub days: i32,
    /// How many days more it may be.
    pub more: u32,
}

#[expect(clippy::should_implement_trait, reason = "one way to write arithmetic, as on decimals")]
impl Period {
    /// So many months and days.
    pub const fn new(months: i32, days: i32) -> Period {
        Period { months, days, more: 0 }
    }

    /// Between so many days and so many; `None` where that cannot be held.
    pub fn between(least: i64, most: i64) -> Option<Period> {
        let more = u32::try_from(most.checked_sub(least)?).ok()?;
        i32::try_from(most).ok()?;
        Some(Period { months: 0, days: i32::try_from(least).ok()?, more })
    }

    /// Whether it is one period for certain.
    pub fn is_known(self) -> bool {
        self.more == 0
    }

    /// Its two ends, the shorter first.
    pub fn ends(self) -> [Period; 2] {
        let most = i64::from(self.days) + i64::from(self.more);
        let days = most.min(i64::from(i32::MAX)) as i32;
        [Period::new(self.months, self.days), Period::new(self.months, days)]
    }

    /// The other sign; `None` where it cannot be held.
    #[must_use]
    pub fn neg(self) -> Option<Period> {
        let days = (i64::from(self.days) + i64::from(self.more)).checked_neg()?;
        let days = i32::try_from(days).ok()?;
        Some(Period { months: self.months.checked_neg()?, days, more: self.more })
    }

    /// Months by months and days by days; `None` where that cannot be held.
    #[must_use]
    pub fn add(self, o: Period) -> Option<Period> {
        let sum = Period {
            months: self.months.checked_add(o.months)?,
            days: self.days.checked_add(o.days)?,
            more: self.more.checked_add(o.more)?,
        };
        i32::try_from(i64::from(sum.days) + i64::from(sum.more)).ok()?;
        Some(sum)
    }

    /// What it lasts if it is one of the two, in days.
    #[must_use]
    pub fn hull(self, o: Period) -> Option<Period> {
        let ((a, b), (c, d)) = (self.day_range(), o.day_range());
        Period::between(a.min(c).into(), b.max(d).into())
    }

    /// So many times the period. Whole months stay months, and days are rounded half to even;
    /// where that leaves a part of a month it is the days that it may last. `None` where that
    /// cannot be held, or the factor has no ends.
    #[must_use]
    pub fn times(self, factor: Range) -> Option<Period> {
        let whole = |n: i32| {
            let product = Decimal::from(i64::from(n)).mul(factor.known()?, Rounding::HalfEven)?;
            i32::try_from(product.fixed(0)?).ok()
        };
        let days = |least: i64, most: i64| {
            let ends = Range::new(Some(Decimal::from(least)), Some(Decimal::from(most)));
            let product = ends.mul(factor);
            let day = |end: Option<Decimal>| end?.round(0, Rounding::HalfEven).fixed(0);
            Period::between(day(product.lo)?, day(product.hi)?)
        };
        if let Some(months) = whole(self.months) {
            let days = days(self.days.into(), i64::from(self.days) + i64::from(self.more))?;
            return Some(Period { months, ..days });
        }
        let (least, most) = self.day_range();
        days(least.into(), most.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(text: &str) -> Range {
        let end = |text: &str| Decimal::parse(text).expect("a decimal");
        match text.split_once("..") {
            Some((lo, hi)) => Range::new(Some(end(lo)), Some(end(hi))),
            None => Range::point(end(text)),
        }
    }

    #[test]
    fn shares_of_days_round_half_to_even() {
        let share = |days, of| Period::new(0, days).times(factor(of)).expect("a period");
        assert_eq!(share(1461, "0.75"), Period::new(0, 1096));
        assert_eq!(share(5, "0.5"), Period::new(0, 2));
        assert_eq!(share(7, "0.5"), Period::new(0, 4));
        assert_eq!(share(-5, "0.5"), Period::new(0, -2));
        assert_eq!(share(10, "0.5..0.75"), Period { months: 0, days: 5, more: 3 });
        assert_eq!(share(10, "-1..1"), Period { months: 0, days: -10, more: 20 });
        assert_eq!(share(0, "7.3"), Period::new(0, 0));
    }

    #[test]
    fn shares_of_months_are_the_days_they_may_be() {
        let share = |months, of| Period::new(months, 0).times(factor(of)).expect("a period");
        assert_eq!(share(18, "0.5"), Period::new(9, 0));
        assert_eq!(share(1, "0.5"), Period { months: 0, days: 14, more: 2 });
        assert_eq!(share(-1, "0.5"), Period { months: 0, days: -16, more: 2 });
        assert_eq!(share(2, "1..2"), Period { months: 0, days: 59, more: 65 });
        assert_eq!(Period::new(2, 5).times(factor("0.5")), Some(Period::new(1, 2)));
    }

    #[test]
    fn nothing_wraps() {
        for months in [i32::MIN, 0] {
            assert_eq!(Period::new(months, i32::MIN).neg(), None);
        }
        assert_eq!(Period::new(0, i32::MAX).add(Period::new(0, 1)), None);
        assert_eq!(Period { months: 0, days: i32::MAX - 1, more: 1 }.add(Period::new(0, 1)), None);
        assert_eq!(Period::new(0, i32::MAX).times(factor("2")), None);
        assert_eq!(Period::new(i32::MAX, 0).times(factor("1.5")), None);
        assert_eq!(Period::new(1, 0).times(Range::new(Some(Decimal::ZERO), None)), None);
    }

    #[test]
    fn ranged_ones_turn_round() {
        let ranged = Period { months: 0, days: 3, more: 4 };
        assert_eq!(ranged.neg(), Some(Period { months: 0, days: -7, more: 4 }));
        assert_eq!(ranged.neg().and_then(Period::neg), Some(ranged));
        assert_eq!(ranged.ends(), [Period::new(0, 3), Period::new(0, 7)]);
        assert_eq!(ranged.day_range(), (3, 7));
    }
}
