//! Powers and roots.

use super::Reason;
use super::arith::overflow;
use crate::operator::ArithOp;
use crate::value::{Decimal, NoPower, Range, Scalar};

/// A power of what is never zero, although its range may end there.
pub fn power_of_nonzero(a: &Scalar, exponent: &Scalar) -> Result<Scalar, Reason> {
    raised(ArithOp::Pow, a, exponent, true)
}

/// Whether a power or a root may have no value, whatever its operands turn out to be.
pub fn may_have_no_power(op: ArithOp, a: &Scalar, b: &Scalar, nonzero: bool) -> bool {
    range(op, a.parts().0, b.parts().0, nonzero).is_err()
}

/// The degree of a root, where it is one: a whole number from two on.
pub fn degree(n: Decimal) -> Option<u64> {
    n.fixed(0).and_then(|n| u64::try_from(n).ok()).filter(|n| *n >= 2)
}

/// `a ^ b` or `root(a, b)`.
pub(super) fn raised(op: ArithOp, a: &Scalar, b: &Scalar, nonzero: bool) -> Result<Scalar, Reason> {
    let ((a, currency), (b, _)) = (a.parts(), b.parts());
    let power = range(op, a, b, nonzero);
    // Of what nothing is known there is no more to say.
    let told = !a.is_any() && !b.is_any();
    let power = match power {
        Ok(power) if power.is_any() && told => overflow(a, b).map_or(Ok(power), Err)?,
        Ok(power) => power,
        Err(why) if told => return Err(why.into()),
        Err(_) => Range::ANY,
    };
    // Whatever to the power of nothing is a number.
    let number = op == ArithOp::Pow && b == Range::point(Decimal::ZERO);
    Ok(Scalar::quantity(power, currency.filter(|_| !number)))
}

fn range(op: ArithOp, a: Range, b: Range, nonzero: bool) -> Result<Range, NoPower> {
    match op {
        ArithOp::Root => match b.known().and_then(degree) {
            Some(n) => a.root(n),
            // The checker lets no other through.
            None => Ok(Range::ANY),
        },
        _ => a.pow(b, nonzero),
    }
}

impl From<NoPower> for Reason {
    fn from(why: NoPower) -> Reason {
        match why {
            NoPower::ByZero => Reason::DivisionByZero,
            NoPower::PerhapsByZero => Reason::PerhapsByZero,
            NoPower::OfNegative => Reason::OfNegative,
            NoPower::PerhapsOfNegative => Reason::PerhapsOfNegative,
        }
    }
}
