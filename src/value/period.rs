//! Periods of months and days, what lies between two of them, and what can be made of both.

use super::{Decimal, Range, Rounding};

/// A calendar period: months and days, each kept apart because a month has no fixed length.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Period {
    /// Months (a year is 12).
    pub months: i32,
    /// Days (a week is 7).
    pub days: i32,
}

#[expect(clippy::should_implement_trait, reason = "one way to write arithmetic, as on decimals")]
impl Period {
    /// No time at all.
    pub const ZERO: Period = Period { months: 0, days: 0 };

    /// So many months and days.
    pub const fn new(months: i32, days: i32) -> Period {
        Period { months, days }
    }

    /// So many days; `None` where that cannot be held.
    pub fn of_days(days: i64) -> Option<Period> {
        Some(Period { months: 0, days: i32::try_from(days).ok()? })
    }

    /// The other sign; `None` where it cannot be held.
    #[must_use]
    pub fn neg(self) -> Option<Period> {
        Some(Period { months: self.months.checked_neg()?, days: self.days.checked_neg()? })
    }

    /// Months by months and days by days; `None` where that cannot be held.
    #[must_use]
    pub fn add(self, o: Period) -> Option<Period> {
        let (months, days) = (self.months.checked_add(o.months)?, self.days.checked_add(o.days)?);
        Some(Period { months, days })
    }

    /// Whether it is shorter than another whenever both begin. Equal months cancel: a month and a
    /// day are longer than a month, whatever a month is.
    pub fn is_below(self, o: Period) -> bool {
        let (a, b) = self.apart_from(o);
        a.day_range().1 < b.day_range().0
    }

    /// Whether it is no longer than another whenever both begin.
    pub fn is_upto(self, o: Period) -> bool {
        let (a, b) = self.apart_from(o);
        a.day_range().1 <= b.day_range().0
    }

    /// On which side of nothing it lies whenever it begins: -1, or 1; 0 where that is not the same
    /// of all beginnings, and of nothing itself.
    pub fn side(self) -> i64 {
        i64::from(Period::ZERO.is_below(self)) - i64::from(self.is_below(Period::ZERO))
    }

    /// Both without the months that they have in common.
    fn apart_from(self, o: Period) -> (Period, Period) {
        match self.months == o.months {
            true => (Period { months: 0, ..self }, Period { months: 0, ..o }),
            false => (self, o),
        }
    }

    fn repeated(self, times: i32) -> Option<Period> {
        let (months, days) = (self.months.checked_mul(times)?, self.days.checked_mul(times)?);
        Some(Period { months, days })
    }

    /// So many times the period. Whole months stay months, and days are rounded half to even;
    /// where that leaves a part of a month it is the days that it may last.
    fn share(self, factor: Decimal) -> Option<PeriodRange> {
        let whole = |n: i32| {
            let product = Decimal::from(i64::from(n)).mul(factor, Rounding::HalfEven)?;
            i32::try_from(product.fixed(0)?).ok()
        };
        match whole(self.months) {
            Some(months) => {
                let days = Decimal::from(i64::from(self.days)).mul(factor, Rounding::HalfEven)?;
                let days = days.round(0, Rounding::HalfEven).fixed(0)?;
                Some(PeriodRange::point(Period { months, days: i32::try_from(days).ok()? }))
            }
            None => PeriodRange::point(self).in_days(Range::point(factor)),
        }
    }
}

/// What lies between two periods, both included; `None` at an end is no bound.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct PeriodRange {
    /// What it lasts at least.
    pub lo: Option<Period>,
    /// What it lasts at most.
    pub hi: Option<Period>,
}

#[expect(clippy::should_implement_trait, reason = "one way to write arithmetic, as on decimals")]
impl PeriodRange {
    /// Nothing is known.
    pub const ANY: PeriodRange = PeriodRange { lo: None, hi: None };

    /// A known period.
    pub const fn point(period: Period) -> PeriodRange {
        PeriodRange { lo: Some(period), hi: Some(period) }
    }

    /// Both ends.
    pub const fn new(lo: Option<Period>, hi: Option<Period>) -> PeriodRange {
        PeriodRange { lo, hi }
    }

    /// Between so many days and so many, each `None` where there is no bound; `None` where that
    /// cannot be held.
    pub fn of_days(least: Option<i64>, most: Option<i64>) -> Option<PeriodRange> {
        let end = |days: Option<i64>| match days {
            Some(days) => Period::of_days(days).map(Some),
            None => Some(None),
        };
        Some(PeriodRange { lo: end(least)?, hi: end(most)? })
    }

    /// The period, where it is known.
    pub fn known(self) -> Option<Period> {
        self.lo.filter(|_| self.lo == self.hi)
    }

    /// Whether nothing at all is known.
    pub fn is_any(self) -> bool {
        self == PeriodRange::ANY
    }

    /// The other sign; `None` where it cannot be held.
    #[must_use]
    pub fn neg(self) -> Option<PeriodRange> {
        let end = |end: Option<Period>| end.map_or(Some(None), |end| end.neg().map(Some));
        Some(PeriodRange { lo: end(self.hi)?, hi: end(self.lo)? })
    }

    /// Months by months and days by days; `None` where that cannot be held.
    #[must_use]
    pub fn add(self, o: PeriodRange) -> Option<PeriodRange> {
        let end = |a: Option<Period>, b: Option<Period>| match a.zip(b) {
            Some((a, b)) => a.add(b).map(Some),
            None => Some(None),
        };
        Some(PeriodRange { lo: end(self.lo, o.lo)?, hi: end(self.hi, o.hi)? })
    }

    /// What it lasts if it is one of the two; `None` where that cannot be held.
    #[must_use]
    pub fn hull(self, o: PeriodRange) -> Option<PeriodRange> {
        let lower = |(a, b): (Period, Period)| match (a.is_upto(b), b.is_upto(a)) {
            (true, _) => Some(a),
            (_, true) => Some(b),
            _ => Period::of_days(a.day_range().0.min(b.day_range().0)),
        };
        let upper = |(a, b): (Period, Period)| match (b.is_upto(a), a.is_upto(b)) {
            (true, _) => Some(a),
            (_, true) => Some(b),
            _ => Period::of_days(a.day_range().1.max(b.day_range().1)),
        };
        let (lo, hi) = (self.lo.zip(o.lo), self.hi.zip(o.hi));
        Some(PeriodRange {
            lo: lo.map_or(Some(None), |ends| lower(ends).map(Some))?,
            hi: hi.map_or(Some(None), |ends| upper(ends).map(Some))?,
        })
    }

    /// So many times the period, days rounded half to even. A share of what is ranged is told in
    /// days: what lasts at least twelve months may be 366 days, of which half is less than six
    /// months may be. `None` where that cannot be held.
    #[must_use]
    pub fn times(self, factor: Range) -> Option<PeriodRange> {
        if let (Some(period), Some(factor)) = (self.known(), factor.known()) {
            return period.share(factor);
        }
        let whole = factor.known().and_then(|n| i32::try_from(n.fixed(0)?).ok());
        match whole {
            Some(0) => Some(PeriodRange::point(Period::ZERO)),
            Some(n) => {
                let end = |end: Option<Period>| end.map_or(Some(None), |p| p.repeated(n).map(Some));
                let (lo, hi) = (end(self.lo)?, end(self.hi)?);
                Some(if n < 0 { PeriodRange::new(hi, lo) } else { PeriodRange::new(lo, hi) })
            }
            None => self.in_days(factor),
        }
    }

    fn in_days(self, factor: Range) -> Option<PeriodRange> {
        let (least, most) = self.day_range();
        let end = |days: Option<i64>| days.map(Decimal::from);
        let product = Range::new(end(least), end(most)).mul(factor);
        let day = |end: Option<Decimal>| match end {
            Some(end) => end.round(0, Rounding::HalfEven).fixed(0).map(Some),
            None => Some(None),
        };
        PeriodRange::of_days(day(product.lo)?, day(product.hi)?)
    }

    /// The fewest and the most days that it can last.
    pub fn day_range(self) -> (Option<i64>, Option<i64>) {
        (self.lo.map(|lo| lo.day_range().0), self.hi.map(|hi| hi.day_range().1))
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

    fn days(least: i64, most: i64) -> PeriodRange {
        PeriodRange::of_days(Some(least), Some(most)).expect("it can be held")
    }

    const fn months(least: i32, most: i32) -> PeriodRange {
        PeriodRange::new(Some(Period::new(least, 0)), Some(Period::new(most, 0)))
    }

    #[test]
    fn shares_of_days_round_half_to_even() {
        let share = |n, of| days(n, n).times(factor(of)).expect("a period");
        assert_eq!(share(1461, "0.75"), days(1096, 1096));
        assert_eq!(share(5, "0.5"), days(2, 2));
        assert_eq!(share(7, "0.5"), days(4, 4));
        assert_eq!(share(-5, "0.5"), days(-2, -2));
        assert_eq!(share(10, "0.5..0.75"), days(5, 8));
        assert_eq!(share(10, "-1..1"), days(-10, 10));
        assert_eq!(share(0, "7.3"), days(0, 0));
    }

    #[test]
    fn shares_of_months_are_the_days_they_may_be() {
        let share = |n, of| months(n, n).times(factor(of)).expect("a period");
        assert_eq!(share(18, "0.5"), months(9, 9));
        assert_eq!(share(1, "0.5"), days(14, 16));
        assert_eq!(share(-1, "0.5"), days(-16, -14));
        assert_eq!(share(2, "1..2"), days(59, 124));
        let mixed = PeriodRange::point(Period::new(2, 5));
        assert_eq!(mixed.times(factor("0.5")), Some(PeriodRange::point(Period::new(1, 2))));
    }

    #[test]
    fn shares_of_ranges_are_days() {
        let at_least = PeriodRange::new(Some(Period::new(12, 0)), None);
        let half = PeriodRange::new(Some(Period::new(0, 182)), None);
        assert_eq!(at_least.times(factor("0.5")), Some(half));
        let twice = PeriodRange::new(Some(Period::new(24, 0)), None);
        assert_eq!(at_least.times(factor("2")), Some(twice));
        assert_eq!(months(6, 12).times(factor("-1")), Some(months(-12, -6)));
        assert_eq!(at_least.times(factor("0")), Some(days(0, 0)));
        assert_eq!(PeriodRange::ANY.times(factor("0")), Some(days(0, 0)));
        assert_eq!(PeriodRange::ANY.times(factor("0.5")), Some(PeriodRange::ANY));
    }

    #[test]
    fn months_more_are_longer() {
        for (n, days) in (-1300..1300).map(|n| (n, n % 40)) {
            let (some, more) = (Period::new(n, days), Period::new(n + 1, days));
            assert!(some.is_below(more) && some.is_upto(more), "{some:?}");
            assert!(!more.is_below(some) && !more.is_upto(some), "{some:?}");
            assert!(!some.is_below(some) && some.is_upto(some), "{some:?}");
        }
        let (least, most) = (Period::new(i32::MIN, 0), Period::new(i32::MAX, 0));
        assert!(least.is_below(most) && !most.is_upto(least));
    }

    #[test]
    fn nothing_wraps() {
        for months in [i32::MIN, 0] {
            assert_eq!(Period::new(months, i32::MIN).neg(), None);
        }
        let longest = PeriodRange::point(Period::new(0, i32::MAX));
        assert_eq!(longest.add(days(1, 1)), None);
        assert_eq!(longest.times(factor("2")), None);
        assert_eq!(months(i32::MAX, i32::MAX).times(factor("1.5")), None);
        assert_eq!(months(1, 1).times(Range::ANY), Some(PeriodRange::ANY));
    }

    #[test]
    fn ends_may_be_open() {
        let at_least = PeriodRange::new(Some(Period::new(0, 3)), None);
        assert_eq!(at_least.neg(), Some(PeriodRange::new(None, Some(Period::new(0, -3)))));
        assert_eq!(at_least.neg().and_then(PeriodRange::neg), Some(at_least));
        assert_eq!(at_least.add(days(1, 2)), Some(PeriodRange::new(Some(Period::new(0, 4)), None)));
        assert_eq!(
            at_least.hull(days(1, 2)),
            Some(PeriodRange::new(Some(Period::new(0, 1)), None))
        );
        assert_eq!(at_least.day_range(), (Some(3), None));
    }

    #[test]
    fn what_may_be_either_lies_between_both() {
        assert_eq!(months(1, 2).hull(months(2, 4)), Some(months(1, 4)));
        assert_eq!(months(1, 1).hull(days(29, 30)), Some(days(28, 31)));
        assert_eq!(months(1, 1).hull(days(10, 31)), {
            Some(PeriodRange::new(Some(Period::new(0, 10)), Some(Period::new(0, 31))))
        });
    }
}
