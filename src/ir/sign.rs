//! On which side of what number an expression lies, by declared bounds that exclude their end
//! (`rate: number > 0`): a range says that it may be zero, the declaration that it never is.

use super::{ExprId, Op, Program};
use crate::meaning::Beyond;
use crate::operator::ArithOp;
use crate::ty::{Bounds, Ty};
use crate::value::{Decimal, Scalar};

/// Where a number lies in respect of zero, whatever it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sign {
    /// Above, and never zero.
    Positive,
    /// Zero or above.
    NotNegative,
    /// Zero or below.
    NotPositive,
    /// Below, and never zero.
    Negative,
    /// Anywhere.
    Any,
}

/// How deep an expression is looked into.
const DEPTH: usize = 24;

impl Program {
    /// What an expression lies beyond, as far as declarations tell.
    pub fn beyond(&self, id: ExprId) -> Beyond {
        if let Op::Field(..) = self.arena.get(self.arena.strip(id)).op
            && let Some(bounds) = self.bounds(self.arena.strip(id))
        {
            return Beyond {
                above: bounds.lo.filter(|_| bounds.lo_open),
                below: bounds.hi.filter(|_| bounds.hi_open),
            };
        }
        let sign = self.sign(id, DEPTH);
        let zero = |is: bool| is.then_some(Decimal::ZERO);
        Beyond { above: zero(sign == Sign::Positive), below: zero(sign == Sign::Negative) }
    }

    /// The declared bounds of the field that an expression reads.
    fn bounds(&self, id: ExprId) -> Option<&Bounds> {
        match self.arena.get(id).op {
            Op::Field(base, field) => match self.arena.get(base).ty {
                Ty::Record(record) | Ty::List(record) => {
                    Some(&self.schema.field(record, field).bounds)
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn sign(&self, id: ExprId, depth: usize) -> Sign {
        let Some(depth) = depth.checked_sub(1) else {
            return Sign::Any;
        };
        let sign = |e: ExprId| self.sign(e, depth);
        match &self.arena.get(id).op {
            Op::Field(..) => self.bounds(id).map_or(Sign::Any, Sign::of_bounds),
            Op::Const(scalar) => Sign::of(scalar),
            Op::Param(param) => {
                self.params.get(*param as usize).map_or(Sign::Any, |p| Sign::of(&p.value))
            }
            Op::Named(_, inner) | Op::Convert(inner, ..) => sign(*inner),
            // The lowest of what is above zero may be zero.
            Op::End(_, inner) => sign(*inner).or_zero(),
            Op::Neg(inner) => sign(*inner).turned(),
            Op::Arith(ArithOp::Add, a, b) => sign(*a).plus(sign(*b)),
            Op::Arith(ArithOp::Sub, a, b) => sign(*a).plus(sign(*b).turned()),
            // Whatever is above zero stays so.
            Op::Arith(ArithOp::Pow | ArithOp::Root, a, _) => sign(*a).raised(),
            Op::Arith(_, a, b) => sign(*a).times(sign(*b)),
            Op::OrElse(a, b) | Op::If(_, a, b) => sign(*a).either(sign(*b)),
            Op::AsOf | Op::Row(_) | Op::Key(_) | Op::Holder(_) | Op::Aggregate(_) => Sign::Any,
            // On a day before the first of its values a param is anything.
            Op::ParamAt(..) => Sign::Any,
            Op::Not(_) | Op::And(_) | Op::Or(_) | Op::Compare(..) | Op::InSet(..) => Sign::Any,
            Op::IsKnown(_)
            | Op::IsUnknown(_)
            | Op::IsNone(_)
            | Op::TextTest(..)
            | Op::Matches(..) => Sign::Any,
            // It may be none of it.
            Op::Spread(s) => sign(s.value).or_zero(),
            Op::Ask(..) | Op::Call(..) => Sign::Any,
        }
    }
}

impl Sign {
    fn of(scalar: &Scalar) -> Sign {
        match scalar {
            Scalar::Quantity { range, .. } => Sign::between(range.lo, range.hi, false, false),
            Scalar::Truth(_) | Scalar::Period(_) | Scalar::Code(_) | Scalar::Text(_) => Sign::Any,
        }
    }

    fn of_bounds(bounds: &Bounds) -> Sign {
        Sign::between(bounds.lo, bounds.hi, bounds.lo_open, bounds.hi_open)
    }

    fn between(lo: Option<Decimal>, hi: Option<Decimal>, lo_open: bool, hi_open: bool) -> Sign {
        let (lo, hi) = (lo.map(Decimal::signum), hi.map(Decimal::signum));
        match (lo, hi) {
            (Some(1), _) => Sign::Positive,
            (Some(0), _) if lo_open => Sign::Positive,
            (_, Some(-1)) => Sign::Negative,
            (_, Some(0)) if hi_open => Sign::Negative,
            (Some(0), _) => Sign::NotNegative,
            (_, Some(0)) => Sign::NotPositive,
            _ => Sign::Any,
        }
    }

    fn turned(self) -> Sign {
        match self {
            Sign::Positive => Sign::Negative,
            Sign::NotNegative => Sign::NotPositive,
            Sign::NotPositive => Sign::NotNegative,
            Sign::Negative => Sign::Positive,
            Sign::Any => Sign::Any,
        }
    }

    fn or_zero(self) -> Sign {
        match self {
            Sign::Positive | Sign::NotNegative => Sign::NotNegative,
            Sign::Negative | Sign::NotPositive => Sign::NotPositive,
            Sign::Any => Sign::Any,
        }
    }

    fn plus(self, o: Sign) -> Sign {
        match (self.or_zero(), o.or_zero()) {
            (a, b) if a != b => Sign::Any,
            _ if self != self.or_zero() => self,
            _ => o,
        }
    }

    fn times(self, o: Sign) -> Sign {
        match (self, o) {
            (Sign::Any, _) | (_, Sign::Any) => Sign::Any,
            (Sign::Positive, s) | (s, Sign::Positive) => s,
            (Sign::Negative, s) | (s, Sign::Negative) => s.turned(),
            (a, b) if a == b => Sign::NotNegative,
            _ => Sign::NotPositive,
        }
    }

    fn raised(self) -> Sign {
        match self {
            Sign::Positive | Sign::NotNegative => self,
            Sign::Negative | Sign::NotPositive | Sign::Any => Sign::Any,
        }
    }

    fn either(self, o: Sign) -> Sign {
        match (self.or_zero(), o.or_zero()) {
            _ if self == o => self,
            (a, b) if a == b => a,
            _ => Sign::Any,
        }
    }
}
