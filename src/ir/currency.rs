//! Which amounts come in a currency of somebody's choice.

use super::{ExprId, Op, Program};
use crate::ty::Ty;

impl Program {
    /// Whether the currency of an amount is somebody's word even where it weighs nothing: a
    /// record's or the rule's own.
    pub fn has_own_currency(&self, e: ExprId) -> bool {
        let node = |e: ExprId| self.arena.get(e);
        match &node(e).op {
            Op::Field(base, _) => match node(*base).ty {
                Ty::Record(record) => !self.schema.kind(record).is_made(),
                _ => false,
            },
            Op::Const(_) | Op::Param(_) | Op::ParamAt(..) | Op::Convert(..) => true,
            Op::Named(_, a) | Op::Neg(a) | Op::End(_, a) => self.has_own_currency(*a),
            Op::OrElse(a, b) | Op::If(_, a, b) => {
                self.has_own_currency(*a) && self.has_own_currency(*b)
            }
            _ => false,
        }
    }
}
