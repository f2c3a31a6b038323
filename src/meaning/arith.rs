//! Sums, differences, products, quotients and signs.

use super::calendar::{held, joined, moved, repeated};
use super::power::raised;
use super::{Aligned, Rates, Reason, aligned, days_between};
use crate::operator::ArithOp;
use crate::ty::{Dim, Ty};
use crate::value::{Decimal, Range, Scalar, Tri};

/// A value, and the type to read it by.
pub type Operand<'a> = (&'a Scalar, Ty);

/// Arithmetic on quantities, dates and periods.
pub fn arith(
    op: ArithOp,
    a: Operand<'_>,
    b: Operand<'_>,
    rates: &dyn Rates,
) -> Result<Scalar, Reason> {
    let back = op == ArithOp::Sub;
    match (a.1, b.1) {
        // What is not zero is so in no currency, although at a rate that may be next to nothing its
        // range ends there.
        (Ty::Quantity { .. }, Ty::Quantity { .. }) if op.divides() && !may_be_zero(b.0) => {
            quotient_by_nonzero(a, b, rates)
        }
        (Ty::Quantity { dim: x, .. }, Ty::Quantity { dim: y, .. }) => match Law::of(op, x, y) {
            Some(law) => law.apply(a, b, rates),
            None => raised(op, a.0, b.0, false),
        },
        (Ty::Date, Ty::Date) => {
            let (to, from) = (a.0.parts().0.dates(), b.0.parts().0.dates());
            Ok(Scalar::Period(days_between(from, to)))
        }
        (Ty::Date, Ty::Period) => moved(a.0, b.0, back),
        (Ty::Period, Ty::Date) => moved(b.0, a.0, false),
        (Ty::Period, Ty::Period) => joined(a.0, b.0, back),
        (Ty::Period, Ty::Quantity { .. }) => repeated(a.0, b.0),
        (Ty::Quantity { .. }, Ty::Period) => repeated(b.0, a.0),
        // The checker lets nothing else through.
        _ => Ok(Scalar::Truth(Tri::Unknown)),
    }
}

/// A quotient of quantities whose divisor is never zero, although its range may end there.
pub fn quotient_by_nonzero(
    a: Operand<'_>,
    b: Operand<'_>,
    rates: &dyn Rates,
) -> Result<Scalar, Reason> {
    let dim = |ty: Ty| ty.dim().unwrap_or_default();
    let law = Law { dim: dim(a.1).per(dim(b.1)), range: Range::div_nonzero, lost: lost_nonzero };
    law.apply(a, b, rates)
}

fn may_be_zero(divisor: &Scalar) -> bool {
    divisor.parts().0.contains(Decimal::ZERO)
}

/// The other sign.
pub fn neg(a: &Scalar) -> Result<Scalar, Reason> {
    match a {
        Scalar::Quantity { range, currency, unknown } => {
            let range = range.neg();
            Ok(Scalar::Quantity { range, currency: *currency, unknown: *unknown })
        }
        Scalar::Period(period) => held(period.neg()),
        Scalar::Truth(_) | Scalar::Code(_) | Scalar::Text(_) => Ok(a.clone()),
    }
}

/// How two quantities make a third.
struct Law {
    /// The dimension of the result.
    dim: Dim,
    /// Its range.
    range: fn(Range, Range) -> Range,
    /// Why nothing is known of it, if operands of which something is known are the reason.
    lost: fn(Range, Range) -> Option<Reason>,
}

impl Law {
    /// `None` for powers and roots, in which no amounts meet.
    fn of(op: ArithOp, a: Dim, b: Dim) -> Option<Law> {
        Some(match op {
            ArithOp::Add => Law { dim: a, range: Range::add, lost: overflow },
            ArithOp::Sub => Law { dim: a, range: Range::sub, lost: overflow },
            ArithOp::Mul | ArithOp::Of => {
                Law { dim: a.times(b), range: Range::mul, lost: overflow }
            }
            ArithOp::Div | ArithOp::Per => {
                Law { dim: a.per(b), range: Range::div, lost: lost_by_zero }
            }
            ArithOp::Pow | ArithOp::Root => return None,
        })
    }

    fn apply(self, a: Operand<'_>, b: Operand<'_>, rates: &dyn Rates) -> Result<Scalar, Reason> {
        let Aligned { a, b, currency } = aligned(a, b, rates)?;
        let range = (self.range)(a, b);
        let lost = if range.is_any() && !b.is_any() { (self.lost)(a, b) } else { None };
        match lost {
            Some(reason) => Err(reason),
            // Money by money is a number: its currency is gone.
            None => Ok(Scalar::quantity(range, currency.filter(|_| self.dim.money() != 0))),
        }
    }
}

/// Half-open operands can lose both ends lawfully; known ones only by overflow.
pub(super) fn overflow(a: Range, b: Range) -> Option<Reason> {
    let closed = |r: Range| r.lo.is_some() && r.hi.is_some();
    (closed(a) && closed(b)).then_some(Reason::Overflow)
}

fn lost_by_zero(a: Range, b: Range) -> Option<Reason> {
    if b == Range::point(Decimal::ZERO) {
        return Some(Reason::DivisionByZero);
    }
    match b.contains(Decimal::ZERO) {
        true => (!a.is_any()).then_some(Reason::PerhapsByZero),
        false => overflow(a, b),
    }
}

/// A divisor that comes near zero makes a quotient without an end: that is not too large.
fn lost_nonzero(a: Range, b: Range) -> Option<Reason> {
    if b.contains(Decimal::ZERO) { None } else { overflow(a, b) }
}
