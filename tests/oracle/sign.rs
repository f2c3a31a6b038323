//! The signs that an expression may have, whatever the records say: what declared bounds and
//! constants tell beyond ranges, which hold their ends.

use std::cmp::Ordering;

use riskwright::ir::{ExprId, Op};
use riskwright::operator::{ArithOp, CompareOp};
use riskwright::ty::Ty;
use riskwright::value::{Decimal, Range, Scalar, Tri};

use super::interpreter::{Oracle, amount, ordering, quantity};

/// Which of below, at and above zero a number may be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Signs([bool; 3]);

const ANY: Signs = Signs([true; 3]);

impl Oracle<'_> {
    /// A comparison of two that meet at zero only, of which one is never zero: as it was declared,
    /// or as it was before a rate that may be next to nothing.
    pub(crate) fn by_signs(
        &self,
        op: CompareOp,
        (a, x): (ExprId, &Scalar),
        (b, y): (ExprId, &Scalar),
    ) -> Tri {
        let (Scalar::Quantity { .. }, Scalar::Quantity { .. }) = (x, y) else {
            return Tri::Unknown;
        };
        let [told_a, told_b] = [x, y].map(|told| Signs::of(amount(told).range, false, false));
        let Some((x, y, _)) = self.together(amount(x), amount(y), 1) else {
            return Tri::Unknown;
        };
        let zero = Some(Decimal::ZERO);
        let (a, b) = (self.signs(a).and(told_a), self.signs(b).and(told_b));
        let over = x.lo == zero && y.hi == zero && (a.is_above() || b.is_below());
        let under = y.lo == zero && x.hi == zero && (b.is_above() || a.is_below());
        match (over, under) {
            (false, false) => Tri::Unknown,
            (over, _) => ordering(op, if over { Ordering::Greater } else { Ordering::Less }),
        }
    }

    /// A quotient whose divisor is never zero.
    pub(crate) fn quotient(&self, (a, ta): (&Scalar, Ty), (b, tb): (&Scalar, Ty)) -> Scalar {
        let (Ty::Quantity { dim: da, .. }, Ty::Quantity { dim: db, .. }) = (ta, tb) else {
            panic!("not generated");
        };
        let money = da.money() - db.money();
        match self.together(amount(a), amount(b), 1) {
            Some((x, y, currency)) => quantity(x.div_nonzero(y), currency.filter(|_| money != 0)),
            None => quantity(Range::ANY, None),
        }
    }

    pub(crate) fn signs(&self, e: ExprId) -> Signs {
        let node = self.program.arena.get(e);
        match &node.op {
            Op::Const(Scalar::Quantity { range, .. }) => Signs::of(*range, false, false),
            Op::Param(i) => match &self.program.params[*i as usize].value {
                Scalar::Quantity { range, .. } => Signs::of(*range, false, false),
                _ => ANY,
            },
            Op::Field(base, field) => match self.program.arena.get(*base).ty {
                Ty::Record(record) | Ty::List(record) => {
                    let bounds = &self.program.schema.field(record, *field).bounds;
                    let range = Range::new(bounds.lo, bounds.hi);
                    Signs::of(range, bounds.lo_open, bounds.hi_open)
                }
                _ => ANY,
            },
            Op::Named(_, a) | Op::Convert(a, ..) => self.signs(*a),
            // The lowest of what lies above zero may be zero.
            Op::End(_, a) => {
                let Signs([below, _, above]) = self.signs(*a);
                Signs([below, true, above])
            }
            Op::Neg(a) => self.signs(*a).turned(),
            Op::Arith(ArithOp::Add, a, b) => self.signs(*a).plus(self.signs(*b)),
            Op::Arith(ArithOp::Sub, a, b) => self.signs(*a).plus(self.signs(*b).turned()),
            // It may be none of it.
            Op::Spread(s) => {
                let Signs([below, _, above]) = self.signs(s.value);
                Signs([below, true, above])
            }
            Op::Arith(ArithOp::Pow | ArithOp::Root, a, _) => match self.signs(*a) {
                Signs([false, zero, _]) => Signs([false, zero, true]),
                _ => ANY,
            },
            Op::Arith(_, a, b) => self.signs(*a).times(self.signs(*b)),
            Op::OrElse(a, b) | Op::If(_, a, b) => self.signs(*a).or(self.signs(*b)),
            _ => ANY,
        }
    }
}

impl Signs {
    /// Those of what is told, without the ends that are excluded.
    fn of(range: Range, lo_open: bool, hi_open: bool) -> Signs {
        let zero = Some(Decimal::ZERO);
        Signs([
            range.lo.is_none_or(|lo| lo < Decimal::ZERO),
            range.contains(Decimal::ZERO)
                && !(lo_open && range.lo == zero)
                && !(hi_open && range.hi == zero),
            range.hi.is_none_or(|hi| hi > Decimal::ZERO),
        ])
    }

    pub(crate) fn is_above(self) -> bool {
        self == Signs([false, false, true])
    }

    pub(crate) fn is_below(self) -> bool {
        self == Signs([true, false, false])
    }

    fn turned(self) -> Signs {
        let Signs([below, zero, above]) = self;
        Signs([above, zero, below])
    }

    fn or(self, o: Signs) -> Signs {
        Signs([0, 1, 2].map(|i| self.0[i] || o.0[i]))
    }

    fn and(self, o: Signs) -> Signs {
        Signs([0, 1, 2].map(|i| self.0[i] && o.0[i]))
    }

    fn pairs(self, o: Signs, of: impl Fn(i32, i32) -> Signs) -> Signs {
        let mut all = Signs([false; 3]);
        for a in 0..3 {
            for b in 0..3 {
                if self.0[a] && o.0[b] {
                    all = all.or(of(a as i32 - 1, b as i32 - 1));
                }
            }
        }
        all
    }

    fn plus(self, o: Signs) -> Signs {
        self.pairs(o, |a, b| if a * b < 0 { ANY } else { Signs::one((a + b).signum()) })
    }

    fn times(self, o: Signs) -> Signs {
        self.pairs(o, |a, b| Signs::one(a * b))
    }

    fn one(sign: i32) -> Signs {
        Signs([-1, 0, 1].map(|s| s == sign))
    }
}
