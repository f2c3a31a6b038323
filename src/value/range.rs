//! Interval arithmetic on exact decimals, outward-safe.

use super::{Decimal, Rounding};

/// A closed interval; `None` at an end is no bound. `lo == hi` is a known number.
///
/// Every operation's result contains each value that its operands allow.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Range {
    /// Lower end.
    pub lo: Option<Decimal>,
    /// Upper end.
    pub hi: Option<Decimal>,
}

impl Range {
    /// Nothing is known.
    pub const ANY: Range = Range { lo: None, hi: None };

    /// A known number.
    pub fn point(d: Decimal) -> Range {
        Range { lo: Some(d), hi: Some(d) }
    }

    /// Both ends.
    pub fn new(lo: Option<Decimal>, hi: Option<Decimal>) -> Range {
        Range { lo, hi }
    }

    /// The number, where it is known.
    pub fn known(self) -> Option<Decimal> {
        match (self.lo, self.hi) {
            (Some(a), Some(b)) if a == b => Some(a),
            _ => None,
        }
    }

    /// Whether nothing at all is known.
    pub fn is_any(self) -> bool {
        self.lo.is_none() && self.hi.is_none()
    }

    /// Sum. Overflow gives [`Range::ANY`].
    #[must_use]
    pub fn add(self, _o: Range) -> Range {
        let _ = Rounding::Up;
        Range::ANY // being written
    }

    /// Difference.
    #[must_use]
    pub fn sub(self, o: Range) -> Range {
        self.add(o.neg())
    }

    /// The other sign.
    #[must_use]
    pub fn neg(self) -> Range {
        Range { lo: self.hi.map(Decimal::neg), hi: self.lo.map(Decimal::neg) }
    }

    /// Product.
    #[must_use]
    pub fn mul(self, _o: Range) -> Range {
        Range::ANY // being written
    }

    /// Quotient; [`Range::ANY`] where the divisor may be zero.
    #[must_use]
    pub fn div(self, _o: Range) -> Range {
        Range::ANY // being written
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn hull(self, o: Range) -> Range {
        Range { lo: self.lo.zip(o.lo).map(|(a, b)| a.min(b)), hi: self.hi.zip(o.hi).map(|(a, b)| a.max(b)) }
    }
}
