//! `a / b` against a constant without dividing: the products are compared instead.

use super::compare::patch;
use super::{Fixed, Operand, View, foreign};
use crate::eval::batch::Batch;
use crate::eval::frame::Frame;
use crate::eval::strict;
use crate::ir::{ExprId, Op};
use crate::meaning;
use crate::operator::{ArithOp, CompareOp};
use crate::value::{Bits, Decimal, Tri, Truths};

/// The comparison of a quotient with one number, where the columns are plain.
///
/// `x / y > c` is `x > c × y` for positive `y` (other rows are computed one by one), and the quotient's rounding to 34 digits cannot
/// change the answer: with 64-bit coefficients the two sides differ by more than that or not
/// at all.
pub(crate) fn compare_quotient(
    f: &Frame<'_>,
    op: CompareOp,
    a: ExprId,
    b: ExprId,
) -> Option<Batch> {
    let arena = &f.engine.program.arena;
    let quotient = |e: ExprId| match arena.get(arena.strip(e)).op {
        Op::Arith(ArithOp::Div | ArithOp::Per, x, y) => Some((x, y)),
        _ => None,
    };
    let (op, (x, y), line) = match (quotient(a), quotient(b)) {
        (Some(q), None) => (op, q, b),
        (None, Some(q)) => (op.mirrored(), q, a),
        _ => return None,
    };
    let line_batch = f.engine.constant(line)?;
    let Operand::One(c, None) = Operand::of(&line_batch)? else {
        return None;
    };
    let (bx, by) = (f.eval(x), f.eval(y));
    let (ox, oy) = (Operand::of(&bx)?, Operand::of(&by)?);
    if let (Operand::One(..), Operand::One(..)) = (ox, oy) {
        return None;
    }
    if strict::ends_at_zero(f, y).is_some() {
        return None;
    }
    let len = f.len();
    let ny = oy.view().fixed()?;
    let test = |x: View<'_>| products(op, x.fixed()?, ny, c, len);
    // With a positive divisor the quotient moves as the dividend does: its ends decide.
    let at_low = test(ox.view())?;
    let at_high = if ox.is_ranged() { test(ox.high())? } else { at_low.clone() };
    let rises = matches!(op, CompareOp::Gt | CompareOp::Ge);
    let (best, worst) = if rises { (at_high, at_low) } else { (at_low, at_high) };
    let (above, below) = (ox.open_above(), ox.open_below());
    let (no_best, no_worst) = if rises { (above, below) } else { (below, above) };
    // A divisor that may be zero makes any quotient of it.
    let nothing =
        oy.open_above().map(|open| open.and(&Bits::from_fn(len, |i| ny.coefs.get(i) <= 0)));
    let mut truths = Truths::new(best, worst.not());
    for open in [no_best, nothing.as_ref()].into_iter().flatten() {
        truths = truths.perhaps_in(open);
    }
    for open in [no_worst, nothing.as_ref()].into_iter().flatten() {
        truths = truths.doubted(open);
    }
    let mut odd = Bits::from_fn(len, |i| ny.coefs.get(i) <= 0);
    let ends = matches!(op, CompareOp::Eq | CompareOp::Ne);
    let inexact = if ends { ox.inexact(len) } else { None };
    for bits in [oy.inexact(len), inexact, foreign(&ox.currency(), &oy.currency(), len)] {
        odd = bits.map_or(odd.clone(), |bits| odd.or(&bits));
    }
    if let Some(nothing) = &nothing {
        odd = odd.and_not(nothing);
    }
    let rates = &f.engine.rates;
    let (tx, ty, tl) = (arena.get(x).ty, arena.get(y).ty, arena.get(line).ty);
    let line_value = line_batch.get(0);
    Some(patch(truths, Some(odd), |i| {
        let quotient = meaning::arith(ArithOp::Div, (&bx.get(i), tx), (&by.get(i), ty), rates);
        let held =
            quotient.and_then(|quotient| meaning::compare(op, &quotient, &line_value, tl, rates));
        held.unwrap_or(Tri::Unknown)
    }))
}

fn products(op: CompareOp, x: Fixed<'_>, y: Fixed<'_>, c: Decimal, len: usize) -> Option<Bits> {
    let c_scale = u8::try_from(c.scale().max(0)).ok().filter(|s| *s <= 9)?;
    let line = i128::from(i32::try_from(c.fixed(c_scale)?).ok()?);
    let shift = i32::from(c_scale) + i32::from(y.scale) - i32::from(x.scale);
    // At most 2^63 × 10^18, and 2^63 × 2^31 × 10^9: both below 2^127.
    let power = 10i128.pow(shift.unsigned_abs());
    let (up_x, up_y) = match shift {
        0..=18 => (power, 1),
        -9..=-1 => (1, power),
        _ => return None,
    };
    let order = |i: usize| {
        let (a, b) = (i128::from(x.coefs.get(i)), i128::from(y.coefs.get(i)));
        let (left, right) = (a * up_x, b * line * up_y);
        left.cmp(&right)
    };
    Some(Bits::from_fn(len, |i| op.holds(order(i))))
}
