//! What operators mean, one row at a time. The columnar kernels take short cuts for plain
//! columns; wherever they cannot, and for explanations, these functions say the value.

use std::cmp::Ordering;

use super::rates::{Rates, day, is_weightless};
use crate::operator::{ArithOp, CompareOp, End, TextOp};
use crate::outcome::Reason;
use crate::ty::{Dim, Ty};
use crate::value::{Currency, Date, Decimal, Period, Range, Scalar, Tri};

/// A value, and for one that came out unknown here: why.
pub(crate) type Computed = (Scalar, Option<Reason>);

/// A computed quantity; nothing is told of it where it has no end at all.
pub(crate) fn quantity(range: Range, currency: Option<Currency>) -> Scalar {
    let unknown = range.is_any();
    Scalar::Quantity { range, currency: if unknown { None } else { currency }, unknown }
}

/// An unknown value of a type.
pub(crate) fn unknown(ty: Ty) -> Scalar {
    match ty {
        Ty::Bool => Scalar::Truth(Tri::Unknown),
        Ty::Text => Scalar::Text(None),
        Ty::Period => Scalar::Period(None),
        Ty::Date | Ty::Quantity { .. } => quantity(Range::ANY, None),
        Ty::Currency | Ty::Choice(_) | Ty::Record(_) | Ty::List(_) => Scalar::Code(None),
    }
}

/// Whether nothing was told of a value.
pub(crate) fn is_unknown(s: &Scalar) -> bool {
    match s {
        Scalar::Quantity { unknown, .. } => *unknown,
        Scalar::Truth(_) | Scalar::Period(_) | Scalar::Code(_) | Scalar::Text(_) => !s.is_known(),
    }
}

/// Negation.
pub(crate) fn not(t: Tri) -> Tri {
    match t {
        Tri::True => Tri::False,
        Tri::False => Tri::True,
        Tri::Unknown => Tri::Unknown,
    }
}

/// A comparison of two values of one type.
pub(crate) fn compare(op: CompareOp, a: &Scalar, b: &Scalar, rates: &Rates) -> Computed {
    let (tri, reason) = match (a, b) {
        (Scalar::Quantity { .. }, Scalar::Quantity { .. }) => match aligned(a, b, 1, 1, rates) {
            Ok((x, y, _)) => (compare_ranges(op, x, y), None),
            Err(reason) => (Tri::Unknown, Some(reason)),
        },
        (Scalar::Period(Some(x)), Scalar::Period(Some(y))) => {
            let tri = compare_periods(op, *x, *y);
            (tri, (tri == Tri::Unknown).then_some(Reason::CalendarLength))
        }
        (Scalar::Code(Some(x)), Scalar::Code(Some(y))) => (ordered(op, x.cmp(y)), None),
        (Scalar::Text(Some(x)), Scalar::Text(Some(y))) => (ordered(op, x.cmp(y)), None),
        (Scalar::Truth(x), Scalar::Truth(y)) if a.is_known() && b.is_known() => {
            (ordered(op, (*x == Tri::True).cmp(&(*y == Tri::True))), None)
        }
        _ => (Tri::Unknown, None),
    };
    (Scalar::Truth(tri), reason)
}

fn ordered(op: CompareOp, o: Ordering) -> Tri {
    Tri::from(match op {
        CompareOp::Eq => o.is_eq(),
        CompareOp::Ne => o.is_ne(),
        CompareOp::Lt => o.is_lt(),
        CompareOp::Le => o.is_le(),
        CompareOp::Gt => o.is_gt(),
        CompareOp::Ge => o.is_ge(),
    })
}

/// True or false where every pair of values in the ranges agrees.
pub(crate) fn compare_ranges(op: CompareOp, a: Range, b: Range) -> Tri {
    // Whether some value of the one can lie below (or on) some value of the other.
    let below = |x: Range, y: Range| x.lo.zip(y.hi).is_none_or(|(lo, hi)| lo < hi);
    let upto = |x: Range, y: Range| x.lo.zip(y.hi).is_none_or(|(lo, hi)| lo <= hi);
    let (can_true, can_false) = match op {
        CompareOp::Lt => (below(a, b), upto(b, a)),
        CompareOp::Le => (upto(a, b), below(b, a)),
        CompareOp::Gt => (below(b, a), upto(a, b)),
        CompareOp::Ge => (upto(b, a), below(a, b)),
        CompareOp::Eq | CompareOp::Ne => {
            let meet = upto(a, b) && upto(b, a);
            let same = meet && a.known().is_some() && b.known().is_some();
            if op == CompareOp::Eq { (meet, !same) } else { (!same, meet) }
        }
    };
    tri(can_true, can_false)
}

/// A comparison of two periods, by the fewest and the most days that they can have.
pub(crate) fn compare_periods(op: CompareOp, a: Period, b: Period) -> Tri {
    if a == b {
        return ordered(op, Ordering::Equal);
    }
    if a.days == b.days {
        return ordered(op, a.months.cmp(&b.months));
    }
    let days = |p: Period| {
        let (lo, hi) = p.day_range();
        Range::new(Some(Decimal::from(i64::from(lo))), Some(Decimal::from(i64::from(hi))))
    };
    compare_ranges(op, days(a), days(b))
}

pub(crate) fn tri(can_true: bool, can_false: bool) -> Tri {
    match (can_true, can_false) {
        (true, false) => Tri::True,
        (false, true) => Tri::False,
        _ => Tri::Unknown,
    }
}

/// Two quantities in one currency; `money_a` and `money_b` are their exponents of money.
pub(crate) fn aligned(
    a: &Scalar,
    b: &Scalar,
    money_a: i8,
    money_b: i8,
    rates: &Rates,
) -> Result<(Range, Range, Option<Currency>), Reason> {
    let (x, cx) = parts(a);
    let (y, cy) = parts(b);
    match (cx, cy) {
        (Some(p), Some(q)) if p != q => {
            if is_weightless(x) {
                return Ok((x, y, cy));
            }
            if is_weightless(y) {
                return Ok((x, y, cx));
            }
            let x = to_reporting(x, p, money_a, rates)?;
            let y = to_reporting(y, q, money_b, rates)?;
            Ok((x, y, Some(rates.reporting)))
        }
        _ => Ok((x, y, cx.or(cy))),
    }
}

fn to_reporting(
    range: Range,
    from: Currency,
    exponent: i8,
    rates: &Rates,
) -> Result<Range, Reason> {
    let mut range = range;
    let rate = rates.rate(from, rates.reporting, rates.as_of)?;
    for _ in 0..exponent.unsigned_abs() {
        range = if exponent > 0 { range.mul(rate) } else { range.div(rate) };
    }
    Ok(range)
}

/// The range and currency of a quantity.
pub(crate) fn parts(s: &Scalar) -> (Range, Option<Currency>) {
    match s {
        Scalar::Quantity { range, currency, .. } => (*range, *currency),
        Scalar::Truth(_) | Scalar::Period(_) | Scalar::Code(_) | Scalar::Text(_) => {
            (Range::ANY, None)
        }
    }
}

/// Arithmetic on quantities, dates and periods. `ta` and `tb` are the operands' types.
pub(crate) fn arith(
    op: ArithOp,
    a: &Scalar,
    ta: Ty,
    b: &Scalar,
    tb: Ty,
    rates: &Rates,
) -> Computed {
    match (ta, tb) {
        (Ty::Quantity { dim: da, .. }, Ty::Quantity { dim: db, .. }) => {
            quantities(op, a, da, b, db, rates)
        }
        (Ty::Date, Ty::Date) => (days_between(a, b), None),
        (Ty::Date, Ty::Period) => shift(a, b, op == ArithOp::Sub),
        (Ty::Period, Ty::Date) => shift(b, a, false),
        (Ty::Period, Ty::Period) => (Scalar::Period(add_periods(a, b, op == ArithOp::Sub)), None),
        (Ty::Period, Ty::Quantity { .. }) => (Scalar::Period(scale_period(a, b)), None),
        (Ty::Quantity { .. }, Ty::Period) => (Scalar::Period(scale_period(b, a)), None),
        _ => (Scalar::Truth(Tri::Unknown), None),
    }
}

fn quantities(op: ArithOp, a: &Scalar, da: Dim, b: &Scalar, db: Dim, rates: &Rates) -> Computed {
    let (x, y, currency) = match aligned(a, b, da.money(), db.money(), rates) {
        Ok(aligned) => aligned,
        Err(reason) => return (quantity(Range::ANY, None), Some(reason)),
    };
    let (range, dim) = match op {
        ArithOp::Add => (x.add(y), da),
        ArithOp::Sub => (x.sub(y), da),
        ArithOp::Mul | ArithOp::Of => (x.mul(y), da.times(db)),
        ArithOp::Div | ArithOp::Per => (x.div(y), da.per(db)),
    };
    let reason = (range.is_any() && !x.is_any() && !y.is_any()).then(|| {
        let upto = |a: Option<Decimal>, s: i32| a.is_none_or(|d| d.signum() * s >= 0);
        let divides = matches!(op, ArithOp::Div | ArithOp::Per);
        let zero = divides && upto(y.lo, -1) && upto(y.hi, 1);
        if zero { Some(Reason::DivisionByZero) } else { overflow(op, x, y) }
    });
    let currency = if dim.money() == 0 { None } else { currency };
    (quantity(range, currency), reason.flatten())
}

/// Half-open operands can lose both ends lawfully; known ones only by overflow.
fn overflow(_op: ArithOp, x: Range, y: Range) -> Option<Reason> {
    let closed = |r: Range| r.lo.is_some() && r.hi.is_some();
    (closed(x) && closed(y)).then_some(Reason::Overflow)
}

fn days_between(a: &Scalar, b: &Scalar) -> Scalar {
    let day = |s| parts(s).0.known().and_then(day);
    let days = day(a).zip(day(b)).map(|(x, y)| Period { months: 0, days: x.0 - y.0 });
    Scalar::Period(days)
}

fn shift(date: &Scalar, period: &Scalar, back: bool) -> Computed {
    let Scalar::Period(Some(p)) = period else {
        return (quantity(Range::ANY, None), None);
    };
    let sign = if back { -1 } else { 1 };
    let p = Period { months: p.months * sign, days: p.days * sign };
    let (range, _) = parts(date);
    let moved = |end: Option<Decimal>| match end {
        None => Ok(None),
        Some(d) => day(d)
            .and_then(|d: Date| d.plus(p))
            .map(|d| Some(Decimal::from(i64::from(d.0))))
            .ok_or(()),
    };
    match (moved(range.lo), moved(range.hi)) {
        (Ok(lo), Ok(hi)) => (quantity(Range::new(lo, hi), None), None),
        _ => (quantity(Range::ANY, None), Some(Reason::OutsideCalendar)),
    }
}

fn add_periods(a: &Scalar, b: &Scalar, minus: bool) -> Option<Period> {
    let (Scalar::Period(Some(x)), Scalar::Period(Some(y))) = (a, b) else {
        return None;
    };
    let sum = |x: i32, y: i32| if minus { x.checked_sub(y) } else { x.checked_add(y) };
    Some(Period { months: sum(x.months, y.months)?, days: sum(x.days, y.days)? })
}

/// Only whole multiples of calendar periods have a meaning.
fn scale_period(period: &Scalar, number: &Scalar) -> Option<Period> {
    let Scalar::Period(Some(p)) = period else {
        return None;
    };
    let times = |n: i32| {
        let product = Range::point(Decimal::from(i64::from(n))).mul(parts(number).0);
        i32::try_from(product.known()?.fixed(0)?).ok()
    };
    Some(Period { months: times(p.months)?, days: times(p.days)? })
}

/// The other sign.
pub(crate) fn neg(a: &Scalar) -> Scalar {
    match a {
        Scalar::Quantity { range, currency, unknown } => {
            Scalar::Quantity { range: range.neg(), currency: *currency, unknown: *unknown }
        }
        Scalar::Period(p) => Scalar::Period(p.map(|p| Period { months: -p.months, days: -p.days })),
        Scalar::Truth(_) | Scalar::Code(_) | Scalar::Text(_) => a.clone(),
    }
}

/// An end of a range as a known value.
pub(crate) fn end(end: End, a: &Scalar) -> Scalar {
    let Scalar::Quantity { range, currency, .. } = a else {
        return a.clone();
    };
    let at = match end {
        End::Lowest => range.lo,
        End::Highest => range.hi,
    };
    quantity(at.map_or(Range::ANY, Range::point), *currency)
}

/// Money in another currency.
pub(crate) fn convert(
    a: &Scalar,
    to: Option<Currency>,
    at: Option<&Scalar>,
    rates: &Rates,
) -> Computed {
    let to = to.unwrap_or(rates.reporting);
    let date = match at {
        None => Some(rates.as_of),
        Some(s) => parts(s).0.known().and_then(day),
    };
    let (range, from) = parts(a);
    let Some(date) = date else {
        return (quantity(Range::ANY, None), None);
    };
    match rates.convert(range, from, to, date) {
        Ok(range) => {
            let unknown = is_unknown(a);
            (
                Scalar::Quantity {
                    range,
                    currency: if unknown { None } else { Some(to) },
                    unknown,
                },
                None,
            )
        }
        Err(reason) => (quantity(Range::ANY, None), Some(reason)),
    }
}

/// A test on two texts.
pub(crate) fn text_test(op: TextOp, a: &Scalar, b: &Scalar) -> Scalar {
    let (Scalar::Text(Some(x)), Scalar::Text(Some(y))) = (a, b) else {
        return Scalar::Truth(Tri::Unknown);
    };
    let (x, y) = (x.as_ref(), y.as_ref());
    Scalar::Truth(Tri::from(match op {
        TextOp::Contains => x.contains(y),
        TextOp::StartsWith => x.starts_with(y),
        TextOp::EndsWith => x.ends_with(y),
    }))
}

/// The second or the third, by the first; what both can be where the first is unknown.
pub(crate) fn choose(c: Tri, a: &Scalar, b: &Scalar, ty: Ty, rates: &Rates) -> Scalar {
    match c {
        Tri::True => a.clone(),
        Tri::False => b.clone(),
        Tri::Unknown if a == b => a.clone(),
        Tri::Unknown => match (a, b) {
            (Scalar::Quantity { .. }, Scalar::Quantity { .. }) => {
                let money = ty.dim().unwrap_or_default().money();
                match aligned(a, b, money, money, rates) {
                    Ok((x, y, currency)) => quantity(x.hull(y), currency),
                    Err(_) => unknown(ty),
                }
            }
            _ => unknown(ty),
        },
    }
}
