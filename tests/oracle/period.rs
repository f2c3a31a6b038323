//! What may be done with periods, end by end.

use riskwright::operator::CompareOp;
use riskwright::value::{Date, Decimal, Period, PeriodRange, Range, Rounding, Scalar, Tri};

pub(super) fn of(s: &Scalar) -> PeriodRange {
    match s {
        Scalar::Period(period) => *period,
        other => panic!("no period: {other:?}"),
    }
}

pub(super) fn days(least: Option<i64>, most: Option<i64>) -> PeriodRange {
    let end = |days: i64| Period::new(0, i32::try_from(days).expect("not generated"));
    PeriodRange { lo: least.map(end), hi: most.map(end) }
}

pub(super) fn neg(p: PeriodRange) -> PeriodRange {
    let turned = |p: Period| Period::new(-p.months, -p.days);
    PeriodRange { lo: p.hi.map(turned), hi: p.lo.map(turned) }
}

pub(super) fn sum(x: PeriodRange, y: PeriodRange) -> PeriodRange {
    let both = |(a, b): (Period, Period)| Period::new(a.months + b.months, a.days + b.days);
    PeriodRange { lo: x.lo.zip(y.lo).map(both), hi: x.hi.zip(y.hi).map(both) }
}

/// The year, quarter or month of a date: of one that is not known to lie in one year any quarter or
/// month.
pub(super) fn part(name: &str, days: Range) -> Range {
    let date = |day: Decimal| Date(day.fixed(0).expect("days are whole") as i32).ymd();
    let of = |(year, month, _): (i32, u32, u32)| match name {
        "year" => Decimal::from(i64::from(year)),
        "quarter" => Decimal::from(i64::from(month.div_ceil(3))),
        "month" => Decimal::from(i64::from(month)),
        other => panic!("{other} is not generated"),
    };
    let (lo, hi) = (days.lo.map(date), days.hi.map(date));
    match lo.zip(hi).is_some_and(|(lo, hi)| lo.0 == hi.0) || name == "year" {
        true => Range::new(lo.map(of), hi.map(of)),
        false => {
            let most = if name == "quarter" { 4 } else { 12 };
            Range::new(Some(Decimal::from(1)), Some(Decimal::from(most)))
        }
    }
}

/// The fewest and the most days of two periods, without the months that they have in common. Of
/// as many days the months alone count.
fn lengths(a: Period, b: Period) -> [(i64, i64); 2] {
    if a.days == b.days {
        return [a, b].map(|p| (p.months.into(), p.months.into()));
    }
    match a.months == b.months {
        true => [a, b].map(|p| (p.days.into(), p.days.into())),
        false => [a, b].map(Period::day_range),
    }
}

fn surely(a: Option<Period>, b: Option<Period>, holds: fn(i64, i64) -> bool) -> bool {
    let told = |(a, b)| {
        let [a, b] = lengths(a, b);
        holds(a.1, b.0)
    };
    a.zip(b).is_some_and(told)
}

pub(super) fn compare(op: CompareOp, x: PeriodRange, y: PeriodRange) -> Tri {
    let below = |a: PeriodRange, b: PeriodRange| surely(a.hi, b.lo, |a, b| a < b);
    let upto = |a: PeriodRange, b: PeriodRange| surely(a.hi, b.lo, |a, b| a <= b);
    let same = x == y && x.lo == x.hi && x.lo.is_some();
    let (yes, no) = match op {
        CompareOp::Lt => (below(x, y), upto(y, x)),
        CompareOp::Le => (upto(x, y), below(y, x)),
        CompareOp::Gt => (below(y, x), upto(x, y)),
        CompareOp::Ge => (upto(y, x), below(x, y)),
        CompareOp::Eq => (same, below(x, y) || below(y, x)),
        CompareOp::Ne => (below(x, y) || below(y, x), same),
    };
    match (yes, no) {
        (true, _) => Tri::True,
        (_, true) => Tri::False,
        _ => Tri::Unknown,
    }
}

/// The shorter and the longer end; of two that may be either the days that they may last.
pub(super) fn either(x: PeriodRange, y: PeriodRange) -> PeriodRange {
    let upto = |a, b| surely(Some(a), Some(b), |a, b| a <= b);
    let end = |a: Period, b: Period, days: i64| match (upto(a, b), upto(b, a)) {
        (true, _) => a,
        (_, true) => b,
        _ => Period::new(0, days as i32),
    };
    let lower = |(a, b): (Period, Period)| end(a, b, a.day_range().0.min(b.day_range().0));
    let upper = |(a, b): (Period, Period)| match (upto(b, a), upto(a, b)) {
        (true, _) => a,
        (_, true) => b,
        _ => Period::new(0, a.day_range().1.max(b.day_range().1) as i32),
    };
    PeriodRange { lo: x.lo.zip(y.lo).map(lower), hi: x.hi.zip(y.hi).map(upper) }
}

/// A known period keeps the months that come out whole; what is ranged does so only when it is
/// repeated, and is told in days otherwise.
pub(super) fn times(p: PeriodRange, by: Range) -> PeriodRange {
    let known = p.lo.filter(|_| p.lo == p.hi);
    let product = |n: i64, f: Decimal| Decimal::from(n).mul(f, Rounding::HalfEven);
    let rounded = |d: Option<Decimal>| d.and_then(|d| d.round(0, Rounding::HalfEven).fixed(0));
    if let (Some(p), Some(f)) = (known, by.known())
        && let Some(months) = product(p.months.into(), f).and_then(|d| d.fixed(0))
    {
        let days = rounded(product(p.days.into(), f)).expect("not generated");
        let whole = Period::new(months as i32, days as i32);
        return PeriodRange { lo: Some(whole), hi: Some(whole) };
    }
    if let (None, Some(n)) = (known, by.known().and_then(|f| f.fixed(0))) {
        let n = n as i32;
        let end = |p: Period| Period::new(p.months * n, p.days * n);
        let (lo, hi) = (p.lo.map(end), p.hi.map(end));
        return match n {
            0 => days(Some(0), Some(0)),
            _ if n < 0 => PeriodRange { lo: hi, hi: lo },
            _ => PeriodRange { lo, hi },
        };
    }
    let end = |days: i64| Decimal::from(days);
    let (lo, hi) = (p.lo.map(|p| p.day_range().0), p.hi.map(|p| p.day_range().1));
    let product = Range::new(lo.map(end), hi.map(end)).mul(by);
    days(rounded(product.lo), rounded(product.hi))
}
