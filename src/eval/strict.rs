//! What declared bounds decide that exclude their end: `rate: number > 0` is never zero, although
//! the range of one that is not told ends there.

use super::batch::{Batch, truth_batch};
use super::frame::Frame;
use super::kernel;
use crate::ir::ExprId;
use crate::meaning::{self, Aligned, Beyond, aligned};
use crate::operator::{ArithOp, CompareOp};
use crate::value::{Bits, Column, Decimal, Scalar};

/// Decides a comparison where it is open only because two ends meet of which one is excluded.
pub(super) fn compare(
    f: &Frame<'_>,
    op: CompareOp,
    (a, b): (ExprId, ExprId),
    plain: Batch,
) -> Batch {
    let program = f.engine.program;
    let (beyond_a, beyond_b) = (beyond(f, a), beyond(f, b));
    if beyond_a == Beyond::default() && beyond_b == Beyond::default() {
        return plain;
    }
    let mut truths = plain.truths(f.len());
    let open: Vec<u32> = truths.unknown().ones().map(|place| place as u32).collect();
    if open.is_empty() {
        return plain;
    }
    // A quotient was compared without dividing: it is not worked out where all is decided.
    let some = f.some(&open);
    let (x, y, ty) = (some.eval(a), some.eval(b), program.arena.get(a).ty);
    for (at, place) in open.iter().enumerate() {
        // Amounts that no rate brings together stay apart from each other's bounds, too.
        if let Ok(Aligned { a, b, .. }) =
            aligned((&x.get(at), ty), (&y.get(at), ty), &f.engine.rates)
        {
            let truth = meaning::ranges_beyond(op, (a, beyond_a), (b, beyond_b));
            truths.set(*place as usize, truth);
        }
    }
    truth_batch(truths)
}

/// What declarations say that an expression lies beyond, and its own values do not: of a number
/// that is known to all rows they say nothing new.
fn beyond(f: &Frame<'_>, e: ExprId) -> Beyond {
    match f.engine.constant(e) {
        Some(Batch::One(value)) if value.is_known() => Beyond::default(),
        _ => f.engine.program.beyond(e),
    }
}

/// A quotient whose divisor is never zero, or a power of what is never zero.
pub(super) fn arith(f: &Frame<'_>, op: ArithOp, (a, b): (ExprId, ExprId), plain: Batch) -> Batch {
    let divisor = match op {
        ArithOp::Pow => Some(a),
        op => Some(b).filter(|_| op.divides()),
    };
    let Some(near) = divisor.and_then(|divisor| ends_at_zero(f, divisor)) else {
        return plain;
    };
    let arena = &f.engine.program.arena;
    let (x, y, tx, ty) = (f.eval(a), f.eval(b), arena.get(a).ty, arena.get(b).ty);
    let one = |place: usize| {
        let (x, y) = (x.get(place), y.get(place));
        let value = match op {
            ArithOp::Pow => meaning::power_of_nonzero(&x, &y),
            _ => meaning::quotient_by_nonzero((&x, tx), (&y, ty), &f.engine.rates),
        };
        value.unwrap_or(Scalar::UNKNOWN_QUANTITY)
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
    let at_zero = |place: usize| values.get(place).parts().0.contains(Decimal::ZERO);
    Some(Bits::from_fn(f.len(), at_zero)).filter(Bits::any)
}

/// Whether an expression is never zero, although its range may end there.
pub(super) fn is_never_zero(f: &Frame<'_>, e: ExprId) -> bool {
    let beyond = f.engine.program.beyond(e);
    beyond.above.is_some_and(|d| d.signum() >= 0) || beyond.below.is_some_and(|d| d.signum() <= 0)
}
