//! One of two values, and an end of one.

use super::{Aligned, Rates, aligned};
use crate::operator::End;
use crate::ty::Ty;
use crate::value::{PeriodRange, Range, Scalar, Tri};

/// The first or the second, by a condition; what both can be where it is unknown.
pub fn choose(condition: Tri, a: &Scalar, b: &Scalar, ty: Ty, rates: &dyn Rates) -> Scalar {
    match condition {
        Tri::True => a.clone(),
        Tri::False => b.clone(),
        Tri::Unknown if a == b => a.clone(),
        Tri::Unknown => either(a, b, ty, rates).unwrap_or_else(|| ty.unknown()),
    }
}

fn either(a: &Scalar, b: &Scalar, ty: Ty, rates: &dyn Rates) -> Option<Scalar> {
    match (a, b) {
        (Scalar::Quantity { .. }, Scalar::Quantity { .. }) => {
            let Aligned { a, b, currency } = aligned((a, ty), (b, ty), rates).ok()?;
            Some(Scalar::quantity(a.hull(b), currency))
        }
        (Scalar::Period(a), Scalar::Period(b)) => a.hull(*b).map(Scalar::Period),
        _ => None,
    }
}

/// An end of a range: a known value, or where the range is open on that side anything from its
/// other end on.
pub fn end(end: End, a: &Scalar) -> Scalar {
    let lowest = end == End::Lowest;
    match a {
        Scalar::Quantity { range, currency, .. } => {
            let at = if lowest { range.lo } else { range.hi };
            at.map_or_else(|| a.clone(), |at| Scalar::quantity(Range::point(at), *currency))
        }
        Scalar::Period(range) => {
            let at = if lowest { range.lo } else { range.hi };
            Scalar::Period(at.map_or(*range, PeriodRange::point))
        }
        Scalar::Truth(_) | Scalar::Code(_) | Scalar::Text(_) => a.clone(),
    }
}
