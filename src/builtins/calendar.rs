//! Builtins on dates and periods.

use super::Builtin;
use crate::ty::Ty;
use crate::value::{Date, Decimal, Range, Scalar};

pub(super) const YEAR: Builtin = Builtin {
    name: "year",
    signature: "year(date)",
    doc: "The calendar year of a date.",
    example: ("year(2025-09-22)", "2025"),
    check: of_date,
    apply: |args| part(args, |d| i64::from(d.ymd().0), None),
};

pub(super) const MONTH: Builtin = Builtin {
    name: "month",
    signature: "month(date)",
    doc: "The month of a date, 1 to 12.",
    example: ("month(2025-09-22)", "9"),
    check: of_date,
    apply: |args| part(args, |d| i64::from(d.ymd().1), Some((1, 12))),
};

pub(super) const QUARTER: Builtin = Builtin {
    name: "quarter",
    signature: "quarter(date)",
    doc: "The quarter of a date, 1 to 4.",
    example: ("quarter(2025-09-22)", "3"),
    check: of_date,
    apply: |args| part(args, |d| i64::from(d.ymd().1.div_ceil(3)), Some((1, 4))),
};

pub(super) const END_OF_MONTH: Builtin = Builtin {
    name: "end_of_month",
    signature: "end_of_month(date)",
    doc: "The last day of a date's month.",
    example: ("end_of_month(2024-02-10)", "2024-02-29"),
    check: |types| if types == [Ty::Date] { Some(Ty::Date) } else { None },
    apply: |args| part(args, |d| i64::from(last_of_month(d).0), None),
};

pub(super) const DAYS: Builtin = Builtin {
    name: "days",
    signature: "days(period)",
    doc: "How many days a period lasts; a range where it has months, which have no fixed length.",
    example: ("days(3 weeks)", "21"),
    check: |types| if types == [Ty::Period] { Some(Ty::NUMBER) } else { None },
    apply: |args| match args {
        [Scalar::Period(period)] => {
            let (lo, hi) = period.day_range();
            let end = |days: Option<i64>| days.map(Decimal::from);
            Scalar::quantity(Range::new(end(lo), end(hi)), None)
        }
        _ => Scalar::UNKNOWN_QUANTITY,
    },
};

fn of_date(types: &[Ty]) -> Option<Ty> {
    if types == [Ty::Date] { Some(Ty::NUMBER) } else { None }
}

/// A part of a date. It grows with the date, unless it starts again each year: then a date that
/// is ranged over a year's end can have any.
fn part(args: &[Scalar], f: fn(Date) -> i64, cycle: Option<(i64, i64)>) -> Scalar {
    let [Scalar::Quantity { range, .. }] = args else {
        return Scalar::UNKNOWN_QUANTITY;
    };
    let (lo, hi) = range.dates();
    let number = |n: i64| Some(Decimal::from(n));
    let one_year = lo.zip(hi).is_some_and(|(a, b)| a.ymd().0 == b.ymd().0);
    let range = match cycle {
        Some((first, last)) if !one_year => Range::new(number(first), number(last)),
        _ => Range::new(lo.and_then(|d| number(f(d))), hi.and_then(|d| number(f(d)))),
    };
    Scalar::quantity(range, None)
}

fn last_of_month(d: Date) -> Date {
    let (year, month, _) = d.ymd();
    let last = (28..=31).rev().find_map(|day| Date::new(year, month, day));
    last.unwrap_or(d)
}
