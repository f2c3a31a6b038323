//! How tightly operators bind: where parentheses are needed, and where not.

use super::Printer;
use crate::ir::Op;
use crate::operator::{ArithOp, Ask};

/// How tightly an operator binds, loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tight {
    If,
    Or,
    And,
    Not,
    Compare,
    OrElse,
    Sum,
    Product,
    Sign,
    Power,
    Whole,
}

impl Printer<'_> {
    /// What holds the operands of `op` together.
    pub(super) fn tightness(&self, op: &Op) -> Tight {
        match op {
            Op::Aggregate(a) if self.membership(a).is_some() => Tight::Compare,
            // An aggregate runs as far to the right as it can.
            Op::If(..) | Op::Aggregate(_) => Tight::If,
            Op::Or(_) => Tight::Or,
            Op::And(_) => Tight::And,
            Op::Not(_) => Tight::Not,
            Op::Compare(..) | Op::InSet(..) | Op::TextTest(..) | Op::Matches(..) => Tight::Compare,
            Op::IsKnown(_) | Op::IsUnknown(_) | Op::IsNone(_) => Tight::Compare,
            Op::Ask(Ask::Disputed | Ask::SourcedBy(_), _) => Tight::Compare,
            Op::Ask(Ask::Spread | Ask::Age, _) => Tight::Sign,
            // What stands behind it belongs to its window.
            Op::OrElse(..) | Op::Spread(_) => Tight::OrElse,
            Op::Arith(ArithOp::Add | ArithOp::Sub, ..) => Tight::Sum,
            Op::Arith(ArithOp::Pow, ..) => Tight::Power,
            Op::Arith(ArithOp::Root, ..) => Tight::Whole,
            Op::Arith(..) => Tight::Product,
            Op::Neg(_) => Tight::Sign,
            Op::Convert(..) | Op::ParamAt(..) | Op::End(..) => Tight::Sign,
            Op::Const(_) | Op::Param(_) | Op::AsOf | Op::Row(_) | Op::Field(..) | Op::Key(_) => {
                Tight::Whole
            }
            Op::Holder(_) | Op::Named(..) | Op::Call(..) => Tight::Whole,
        }
    }
}
