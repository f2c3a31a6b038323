//! Comparisons: true or false where every pair of values that may be agrees.

use std::cmp::Ordering;

use super::{Rates, Reason, aligned};
use crate::operator::{CompareOp, TextOp};
use crate::ty::Ty;
use crate::value::{Decimal, Period, PeriodRange, Range, Scalar, Tri};

/// A comparison of two values of a type. Nobody is the same as anyone, nor as nobody: of two
/// references that lead to none it is not said that they lead to one.
pub fn compare(
    op: CompareOp,
    a: &Scalar,
    b: &Scalar,
    ty: Ty,
    rates: &dyn Rates,
) -> Result<Tri, Reason> {
    match (a, b) {
        (Scalar::Quantity { .. }, Scalar::Quantity { .. }) => {
            let met = aligned((a, ty), (b, ty), rates)?;
            // No rate is zero: what lies on one side of zero does so in every currency, although at
            // a rate that may be next to nothing its range ends there.
            let side = |s: &Scalar| Beyond::of(s.parts().0);
            Ok(ranges_beyond(op, (met.a, side(a)), (met.b, side(b))))
        }
        (Scalar::Period(x), Scalar::Period(y)) => match periods(op, *x, *y) {
            Tri::Unknown if a.is_known() && b.is_known() => Err(Reason::CalendarLength),
            tri => Ok(tri),
        },
        (&Scalar::NOBODY, Scalar::Code(_)) | (Scalar::Code(_), &Scalar::NOBODY) => {
            Ok((op == CompareOp::Ne).into())
        }
        (Scalar::Code(Some(x)), Scalar::Code(Some(y))) => Ok(op.holds(x.cmp(y)).into()),
        (Scalar::Text(Some(x)), Scalar::Text(Some(y))) => Ok(op.holds(x.cmp(y)).into()),
        (Scalar::Truth(x), Scalar::Truth(y)) if a.is_known() && b.is_known() => {
            Ok(op.holds((*x == Tri::True).cmp(&(*y == Tri::True))).into())
        }
        _ => Ok(Tri::Unknown),
    }
}

/// A comparison of two numbers, each within a range.
pub fn ranges(op: CompareOp, a: Range, b: Range) -> Tri {
    // Whether some value of the one can lie below (or on) some value of the other.
    let below = |x: Range, y: Range| x.lo.zip(y.hi).is_none_or(|(lo, hi)| lo < hi);
    let upto = |x: Range, y: Range| x.lo.zip(y.hi).is_none_or(|(lo, hi)| lo <= hi);
    let (can_be_true, can_be_false) = match op {
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
    Tri::of(can_be_true, can_be_false)
}

/// The numbers that a quantity lies beyond, whatever it is: strictly above, strictly below. Its
/// range may end there all the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Beyond {
    /// It is greater than this.
    pub above: Option<Decimal>,
    /// It is less than this.
    pub below: Option<Decimal>,
}

impl Beyond {
    /// The side of zero on which a range lies.
    fn of(range: Range) -> Beyond {
        let zero =
            |end: Option<Decimal>, sign| end.filter(|d| d.signum() == sign).map(|_| Decimal::ZERO);
        Beyond { above: zero(range.lo, 1), below: zero(range.hi, -1) }
    }
}

/// The same of two of which an end may be excluded: that decides where they meet in it.
pub fn ranges_beyond(op: CompareOp, a: (Range, Beyond), b: (Range, Beyond)) -> Tri {
    match ranges(op, a.0, b.0) {
        Tri::Unknown if is_above(a, b) => op.holds(Ordering::Greater).into(),
        Tri::Unknown if is_above(b, a) => op.holds(Ordering::Less).into(),
        tri => tri,
    }
}

/// Whether the one lies above the other for certain, as an end where they meet is excluded.
fn is_above((a, a_beyond): (Range, Beyond), (b, b_beyond): (Range, Beyond)) -> bool {
    let (Some(lo), Some(hi)) = (a.lo, b.hi) else {
        return false;
    };
    let excluded = a_beyond.above == Some(lo) || b_beyond.below == Some(hi);
    lo > hi || (lo == hi && excluded)
}

/// A comparison of two periods, by the fewest and the most days that they can have. Equal parts
/// cancel: two months are more than one, whatever a month is.
fn periods(op: CompareOp, a: PeriodRange, b: PeriodRange) -> Tri {
    let surely = |x: PeriodRange, y: PeriodRange, holds: fn(Period, Period) -> bool| {
        x.hi.zip(y.lo).is_some_and(|(x, y)| holds(x, y))
    };
    let below = |x, y| surely(x, y, Period::is_below);
    let upto = |x, y| surely(x, y, Period::is_upto);
    let (can_be_true, can_be_false) = match op {
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
    Tri::of(can_be_true, can_be_false)
}

/// A test on two texts.
pub fn text_test(op: TextOp, a: &Scalar, b: &Scalar) -> Tri {
    let (Scalar::Text(Some(a)), Scalar::Text(Some(b))) = (a, b) else {
        return Tri::Unknown;
    };
    let (a, b) = (a.as_ref(), b.as_ref());
    Tri::from(match op {
        TextOp::Contains => a.contains(b),
        TextOp::StartsWith => a.starts_with(b),
        TextOp::EndsWith => a.ends_with(b),
    })
}
