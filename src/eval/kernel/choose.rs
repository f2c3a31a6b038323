//! Conditionals of whole columns.

use super::{Operand, patch};
use crate::eval::batch::{Batch, map_rows};
use crate::eval::frame::Frame;
use crate::meaning;
use crate::ty::Ty;
use crate::value::{Column, Scalar, Tri};

/// `if c then a else b` over a batch. What most rows take is taken for all, and the others are put
/// right.
pub(crate) fn choose(f: &Frame<'_>, c: &Batch, a: &Batch, b: &Batch, ty: Ty) -> Batch {
    let one = |c: Tri, a: &Scalar, b: &Scalar| meaning::choose(c, a, b, ty, &f.engine.rates);
    let t = c.truths(f.len());
    let (yes, no) = (t.surely(), t.surely_not());
    for (all, taken) in [(&yes, a), (&no, b)] {
        if all.all() && f.len() > 0 {
            return taken.clone();
        }
    }
    let (taken, right) = if yes.count() >= no.count() { (a, &yes) } else { (b, &no) };
    if let (Batch::Each(_), Some(Operand::Each(quantities))) = (taken, Operand::of(taken)) {
        let others = right.not();
        let other = |i: usize| one(t.get(i), &a.get(i), &b.get(i));
        return Batch::each(Column::Quantity(patch(quantities.clone(), &others, other)));
    }
    map_rows(f.len(), &[c, a, b], |v| match &v[0] {
        Scalar::Truth(c) => one(*c, &v[1], &v[2]),
        _ => ty.unknown(),
    })
}
