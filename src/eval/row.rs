//! What operators mean, one row at a time. The columnar kernels take short cuts for plain
//! columns; wherever they cannot, and for explanations, these functions say the value.

use std::cmp::Ordering;

use super::rates::{Rates, day, is_weightless};
use crate::ir::Param;
use crate::operator::{ArithOp, CompareOp, End, TextOp};
use crate::outcome::Reason;
use crate::ty::{Dim, Ty};
use crate::value::{Currency, Date, Decimal, Period, PeriodRange, Range, Scalar, Tri};

/// A value, and for one that came out unknown here: why.
pub(crate) type Computed = (Scalar, Option<Reason>);

/// A computed quantity; nothing is told of it where it has no end at all.
pub(crate) fn quantity(range: Range, currency: Option<Currency>) -> Scalar {
    let unknown = range.is_any();
    Scalar::Quantity { range, currency: if unknown { None } else { currency }, unknown }
}

/// The same, if it is not known, as a value of which nothing was told: what it may be all the same
/// is as with a fact that is not given.
pub(crate) fn untold(value: Scalar) -> Scalar {
    match value {
        Scalar::Quantity { range, currency, .. } if range.known().is_none() => {
            // Without a currency an end in it would be one in any.
            let range = if currency.is_some() { range.side() } else { range };
            Scalar::Quantity { range, currency: None, unknown: true }
        }
        value => value,
    }
}

/// An unknown value of a type.
pub(crate) fn unknown(ty: Ty) -> Scalar {
    match ty {
        Ty::Bool => Scalar::Truth(Tri::Unknown),
        Ty::Text => Scalar::Text(None),
        Ty::Period => Scalar::Period(PeriodRange::ANY),
        Ty::Date | Ty::Quantity { .. } => quantity(Range::ANY, None),
        Ty::Currency | Ty::Choice(_) | Ty::Record(_) | Ty::List(_) => Scalar::Code(None),
    }
}

/// A comparison of two values of one type.
pub(crate) fn compare(op: CompareOp, a: &Scalar, b: &Scalar, rates: &Rates) -> Computed {
    let (tri, reason) = match (a, b) {
        (Scalar::Quantity { .. }, Scalar::Quantity { .. }) => match aligned(a, b, 1, 1, rates) {
            Ok((x, y, _)) => (compare_ranges(op, x, y), None),
            Err(reason) => (Tri::Unknown, Some(reason)),
        },
        (Scalar::Period(x), Scalar::Period(y)) => {
            let tri = compare_periods(op, *x, *y);
            let known = x.known().is_some() && y.known().is_some();
            (tri, (known && tri == Tri::Unknown).then_some(Reason::CalendarLength))
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

/// Whether two periods last alike.
pub(crate) fn same_period(a: &Scalar, b: &Scalar) -> Tri {
    compare_periods(CompareOp::Eq, duration(a), duration(b))
}

/// A comparison of two periods, by the fewest and the most days that they can have. Equal parts
/// cancel: two months are more than one, whatever a month is.
fn compare_periods(op: CompareOp, a: PeriodRange, b: PeriodRange) -> Tri {
    let surely = |x: PeriodRange, y: PeriodRange, holds: fn(Period, Period) -> bool| {
        x.hi.zip(y.lo).is_some_and(|(x, y)| holds(x, y))
    };
    let below = |x, y| surely(x, y, Period::is_below);
    let upto = |x, y| surely(x, y, Period::is_upto);
    let (can_true, can_false) = match op {
        CompareOp::Lt => (!upto(b, a), !below(a, b)),
        CompareOp::Le => (!below(b, a), !upto(a, b)),
        CompareOp::Gt => (!upto(a, b), !below(b, a)),
        CompareOp::Ge => (!below(a, b), !upto(b, a)),
        CompareOp::Eq | CompareOp::Ne => {
            let meet = !below(a, b) && !below(b, a);
            let same = a.known().is_some() && a == b;
            if op == CompareOp::Eq { (meet, !same) } else { (!same, meet) }
        }
    };
    tri(can_true, can_false)
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
        (Ty::Period, Ty::Period) => add_periods(a, b, op == ArithOp::Sub),
        (Ty::Period, Ty::Quantity { .. }) => scale_period(a, b),
        (Ty::Quantity { .. }, Ty::Period) => scale_period(b, a),
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
    let divides = matches!(op, ArithOp::Div | ArithOp::Per);
    let reason = (range.is_any() && !y.is_any()).then(|| match divides {
        true if y == Range::point(Decimal::ZERO) => Some(Reason::DivisionByZero),
        true if !x.is_any() && y.contains(Decimal::ZERO) => Some(Reason::PerhapsByZero),
        _ => overflow(x, y),
    });
    let currency = if dim.money() == 0 { None } else { currency };
    (quantity(range, currency), reason.flatten())
}

/// Half-open operands can lose both ends lawfully; known ones only by overflow.
fn overflow(x: Range, y: Range) -> Option<Reason> {
    let closed = |r: Range| r.lo.is_some() && r.hi.is_some();
    (closed(x) && closed(y)).then_some(Reason::Overflow)
}

/// From the one day to the other; a range of days where one of them is ranged.
fn days_between(a: &Scalar, b: &Scalar) -> Scalar {
    let day = |end: Option<Decimal>| end.and_then(day).map(|d| i64::from(d.0));
    let days = |x: Option<Decimal>, y: Option<Decimal>| Some(day(x)? - day(y)?);
    let ((a, _), (b, _)) = (parts(a), parts(b));
    let between = PeriodRange::of_days(days(a.lo, b.hi), days(a.hi, b.lo));
    Scalar::Period(between.unwrap_or(PeriodRange::ANY))
}

/// A date moved by a period, which moves its earlier end by the shorter and its later end by the
/// longer that the period may be.
fn shift(date: &Scalar, period: &Scalar, back: bool) -> Computed {
    let by = duration(period);
    let (range, _) = parts(date);
    let outside = (quantity(Range::ANY, None), Some(Reason::OutsideCalendar));
    let Some(by) = (if back { by.neg() } else { Some(by) }) else {
        return outside;
    };
    let moved = |end: Option<Decimal>, by: Option<Period>| match end.zip(by) {
        None => Ok(None),
        Some((end, by)) => day(end)
            .and_then(|d: Date| d.plus(by))
            .map(|d| Some(Decimal::from(i64::from(d.0))))
            .ok_or(()),
    };
    match (moved(range.lo, by.lo), moved(range.hi, by.hi)) {
        (Ok(lo), Ok(hi)) => (quantity(Range::new(lo, hi), None), None),
        _ => outside,
    }
}

/// What a period may be.
fn duration(s: &Scalar) -> PeriodRange {
    match s {
        Scalar::Period(range) => *range,
        Scalar::Truth(_) | Scalar::Quantity { .. } | Scalar::Code(_) | Scalar::Text(_) => {
            PeriodRange::ANY
        }
    }
}

/// A period that is made of known ones and cannot be held is too large.
fn held(period: Option<PeriodRange>) -> Computed {
    let reason = period.is_none().then_some(Reason::Overflow);
    (Scalar::Period(period.unwrap_or(PeriodRange::ANY)), reason)
}

fn add_periods(a: &Scalar, b: &Scalar, minus: bool) -> Computed {
    let (x, y) = (duration(a), duration(b));
    held(if minus { y.neg() } else { Some(y) }.and_then(|y| x.add(y)))
}

fn scale_period(period: &Scalar, number: &Scalar) -> Computed {
    held(duration(period).times(parts(number).0))
}

/// The other sign.
pub(crate) fn neg(a: &Scalar) -> Computed {
    match a {
        Scalar::Quantity { range, currency, unknown } => {
            let range = range.neg();
            (Scalar::Quantity { range, currency: *currency, unknown: *unknown }, None)
        }
        Scalar::Period(p) => held(p.neg()),
        Scalar::Truth(_) | Scalar::Code(_) | Scalar::Text(_) => (a.clone(), None),
    }
}

/// An end of a range: a known value, or where the range is open on that side anything from its
/// other end on.
pub(crate) fn end(end: End, a: &Scalar) -> Scalar {
    let lowest = end == End::Lowest;
    match a {
        Scalar::Quantity { range, currency, .. } => {
            let at = if lowest { range.lo } else { range.hi };
            at.map_or_else(|| a.clone(), |at| quantity(Range::point(at), *currency))
        }
        Scalar::Period(range) => {
            let at = if lowest { range.lo } else { range.hi };
            Scalar::Period(at.map_or(*range, PeriodRange::point))
        }
        Scalar::Truth(_) | Scalar::Code(_) | Scalar::Text(_) => a.clone(),
    }
}

/// Money in another currency; over a range of days all that it may be.
pub(crate) fn convert(
    a: &Scalar,
    to: Option<Currency>,
    at: Option<&Scalar>,
    rates: &Rates,
) -> Computed {
    let to = to.unwrap_or(rates.reporting);
    let (range, from) = parts(a);
    let converted = match at {
        None => rates.convert(range, from, to, rates.as_of).map_err(Some),
        Some(dates) => rates.convert_over(range, from, to, parts(dates).0),
    };
    match converted {
        Ok(range) => {
            let unknown = a.is_unknown();
            let currency = if unknown { None } else { Some(to) };
            (Scalar::Quantity { range, currency, unknown }, None)
        }
        Err(reason) => (quantity(Range::ANY, None), reason),
    }
}

/// What a param is on a day; over a range of days all that it may be.
pub(crate) fn in_force(param: &Param, date: &Scalar, rates: &Rates) -> Computed {
    let (days, _) = parts(date);
    let (from, to) = (days.lo.and_then(day), days.hi.and_then(day));
    let Some((first, others)) = param.in_force(from, to).and_then(|v| v.split_first()) else {
        // On none of those days is any: which of them it is makes no difference.
        let never = param.begun(from, to).is_empty();
        return (unknown(param.ty), never.then_some(Reason::NotInForce));
    };
    let money = param.ty.dim().unwrap_or_default().money();
    let mut value = first.value.clone();
    for other in others {
        let rate = aligned(&value, &other.value, money, money, rates).err();
        if let Some(reason) = rate.filter(|_| money != 0) {
            return (unknown(param.ty), Some(reason));
        }
        value = choose(Tri::Unknown, &value, &other.value, param.ty, rates);
    }
    // A value that is computed from others is none before they are in force.
    let none = value.is_unknown() && days.known().is_some();
    (value, none.then_some(Reason::NotInForce))
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
            (Scalar::Period(x), Scalar::Period(y)) => held(x.hull(*y)).0,
            _ => unknown(ty),
        },
    }
}
