//! Dates and periods: what lies between two days, where a period leads, and periods together.

use super::Reason;
use crate::value::{Date, Decimal, Period, PeriodRange, Range, Scalar};

/// The first and the last day that a date may be, as far as they are known.
type Days = (Option<Date>, Option<Date>);

/// From the one day to the other; a range of days where one of them is ranged.
pub fn days_between(from: Days, to: Days) -> PeriodRange {
    let days = |from: Option<Date>, to: Option<Date>| Some(i64::from(to?.0) - i64::from(from?.0));
    let between = PeriodRange::of_days(days(from.1, to.0), days(from.0, to.1));
    between.unwrap_or(PeriodRange::ANY)
}

/// A date moved by a period, which moves its earlier end by the shorter and its later end by the
/// longer that the period may be.
pub(super) fn moved(date: &Scalar, period: &Scalar, back: bool) -> Result<Scalar, Reason> {
    let (range, by) = (date.parts().0, duration(period));
    let by = if back { by.neg().ok_or(Reason::OutsideCalendar)? } else { by };
    let end = |end: Option<Decimal>, by: Option<Period>| match end.zip(by) {
        None => Ok(None),
        Some((end, by)) => {
            let day = Date::of_number(end).and_then(|day| day.plus(by));
            day.map(|day| Some(Decimal::from(day))).ok_or(Reason::OutsideCalendar)
        }
    };
    Ok(Scalar::quantity(Range::new(end(range.lo, by.lo)?, end(range.hi, by.hi)?), None))
}

/// A period and another, or without it.
pub(super) fn joined(a: &Scalar, b: &Scalar, minus: bool) -> Result<Scalar, Reason> {
    let (a, b) = (duration(a), duration(b));
    held(if minus { b.neg() } else { Some(b) }.and_then(|b| a.add(b)))
}

/// So many times a period.
pub(super) fn repeated(period: &Scalar, times: &Scalar) -> Result<Scalar, Reason> {
    held(duration(period).times(times.parts().0))
}

/// A period that is made of known ones and cannot be held is too large.
pub(super) fn held(period: Option<PeriodRange>) -> Result<Scalar, Reason> {
    period.map(Scalar::Period).ok_or(Reason::Overflow)
}

/// What a period may be.
pub(super) fn duration(period: &Scalar) -> PeriodRange {
    match period {
        Scalar::Period(range) => *range,
        Scalar::Truth(_) | Scalar::Quantity { .. } | Scalar::Code(_) | Scalar::Text(_) => {
            PeriodRange::ANY
        }
    }
}
