//! What declared bounds decide that exclude their end: `rate: number > 0` is never zero, although
//! the range of one that is not told ends there.

use super::batch::{Batch, truth_batch};
use super::frame::Frame;
use super::{kernel, row};
use crate::ir::{Beyond, ExprId};
use crate::operator::{ArithOp, CompareOp};
use crate::value::{Bits, Column, Decimal, Range};

/// Decides a comparison where it is open only because two ends meet of which one is excluded.
pub(super) fn compare(
    f: &Frame<'_>,
    op: CompareOp,
    (a, b): (ExprId, ExprId),
    plain: Batch,
) -> Batch {
    let program = f.engine.program;
    let (beyond_a, beyond_b) = (program.beyond(a), program.beyond(b));
    if beyond_a == Beyond::default() && beyond_b == Beyond::default() {
        return plain;
    }
    let mut truths = plain.truths(f.len());
    let open = truths.unknown();
    if !open.any() {
        return plain;
    }
    let (x, y) = (f.eval(a), f.eval(b));
    for place in open.ones() {
        let aligned = row::aligned(&x.get(place), &y.get(place), 1, 1, &f.engine.rates);
        let Ok((x, y, _)) = aligned else {
            continue;
        };
        let above = parted(x, beyond_a, y, beyond_b);
        let below = parted(y, beyond_b, x, beyond_a);
        if above || below {
            let holds = apart(op, above);
            truths.can_true.set(place, holds);
            truths.can_false.set(place, !holds);
        }
    }
    truth_batch(truths)
}

/// Whether the one lies above the other for certain, as an end where they meet is excluded.
fn parted(x: Range, x_beyond: Beyond, y: Range, y_beyond: Beyond) -> bool {
    let (Some(lo), Some(hi)) = (x.lo, y.hi) else {
        return false;
    };
    let excluded = |end: Decimal, beyond: Option<Decimal>| beyond == Some(end);
    lo > hi || (lo == hi && (excluded(lo, x_beyond.above) || excluded(hi, y_beyond.below)))
}

/// A comparison of two that differ, of which the first is the greater or not.
fn apart(op: CompareOp, greater: bool) -> bool {
    match op {
        CompareOp::Gt | CompareOp::Ge => greater,
        CompareOp::Lt | CompareOp::Le => !greater,
        CompareOp::Eq => false,
        CompareOp::Ne => true,
    }
}

/// A quotient whose divisor is never zero.
pub(super) fn quotient(
    f: &Frame<'_>,
    op: ArithOp,
    (a, b): (ExprId, ExprId),
    plain: Batch,
) -> Batch {
    let divides = matches!(op, ArithOp::Div | ArithOp::Per);
    let Some(near) = Some(b).filter(|_| divides).and_then(|b| ends_at_zero(f, b)) else {
        return plain;
    };
    let (x, y) = (f.eval(a), f.eval(b));
    let money = |e: ExprId| f.engine.program.arena.get(e).ty.dim().unwrap_or_default().money();
    let one = |place: usize| {
        let (x, y) = (x.get(place), y.get(place));
        match row::aligned(&x, &y, money(a), money(b), &f.engine.rates) {
            Ok((x, y, currency)) => {
                let currency = currency.filter(|_| money(a) != money(b));
                row::quantity(x.div_nonzero(y), currency)
            }
            Err(_) => row::quantity(Range::ANY, None),
        }
    };
    match plain {
        Batch::Each(column) => match column.as_ref() {
            Column::Quantity(q) => {
                Batch::each(Column::Quantity(kernel::patch(q.clone(), &near, one)))
            }
            _ => Batch::Each(column),
        },
        Batch::One(_) => Batch::One(one(0)),
    }
}

/// Where the range of an expression ends at zero although it is never zero; `None`: nowhere.
pub(super) fn ends_at_zero(f: &Frame<'_>, e: ExprId) -> Option<Bits> {
    if !is_never_zero(f, e) {
        return None;
    }
    let values = f.eval(e);
    let at_zero = |place: usize| row::parts(&values.get(place)).0.contains(Decimal::ZERO);
    Some(Bits::from_fn(f.len(), at_zero)).filter(Bits::any)
}

/// Whether an expression is never zero, although its range may end there.
pub(super) fn is_never_zero(f: &Frame<'_>, e: ExprId) -> bool {
    let beyond = f.engine.program.beyond(e);
    beyond.above.is_some_and(|d| d.signum() >= 0) || beyond.below.is_some_and(|d| d.signum() <= 0)
}
