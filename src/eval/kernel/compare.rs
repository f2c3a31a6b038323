//! Comparisons of whole columns.

use super::{Fixed, Operand, View, either, foreign};
use crate::eval::batch::{Batch, map_rows, truth_batch};
use crate::eval::frame::Frame;
use crate::meaning;
use crate::operator::CompareOp;
use crate::ty::Ty;
use crate::value::{Bits, Codes, Column, Decimal, Rounding, Scalar, Tri, Truths};

/// `a op b` over a batch, of values of a type.
pub(crate) fn compare(f: &Frame<'_>, op: CompareOp, a: &Batch, b: &Batch, ty: Ty) -> Batch {
    let one = |x: &Scalar, y: &Scalar| {
        meaning::compare(op, x, y, ty, &f.engine.rates).unwrap_or(Tri::Unknown)
    };
    quantities(f, op, a, b, one)
        .or_else(|| codes(op, a, b, f.len()))
        .unwrap_or_else(|| map_rows(f.len(), &[a, b], |v| Scalar::Truth(one(&v[0], &v[1]))))
}

/// Of two ranges, `<` can be true where the lower end of the one lies below the upper end of
/// the other, and so on: two comparisons of ends, and the rows whose ends are open.
fn quantities(
    f: &Frame<'_>,
    op: CompareOp,
    a: &Batch,
    b: &Batch,
    one: impl Fn(&Scalar, &Scalar) -> Tri,
) -> Option<Batch> {
    let (x, y) = (Operand::of(a)?, Operand::of(b)?);
    if let (Operand::One(..), Operand::One(..)) = (x, y) {
        return None;
    }
    let len = f.len();
    let foreign = foreign(&x.currency(), &y.currency(), len);
    let one = |i: usize| one(&a.get(i), &b.get(i));
    if matches!(op, CompareOp::Eq | CompareOp::Ne) {
        let odd = either(either(x.inexact(len), y.inexact(len)), foreign);
        let plain = compare_views(op, x.view(), y.view(), len);
        return Some(patch(Truths::known(plain), odd, one));
    }
    let (low, high) = match op {
        CompareOp::Lt | CompareOp::Le => (x, y),
        _ => (y, x),
    };
    let flip = !matches!(op, CompareOp::Lt | CompareOp::Le);
    let ends = |a: View<'_>, b: View<'_>| {
        if flip { compare_views(op, b, a, len) } else { compare_views(op, a, b, len) }
    };
    let at_best = ends(low.view(), high.high());
    let mut truths = if low.is_ranged() || high.is_ranged() {
        Truths::new(at_best, ends(low.high(), high.view()).not())
    } else {
        Truths::known(at_best)
    };
    for open in [low.open_below(), high.open_above()].into_iter().flatten() {
        truths = truths.perhaps_in(open);
    }
    for open in [low.open_above(), high.open_below()].into_iter().flatten() {
        truths = truths.doubted(open);
    }
    Some(patch(truths, foreign, one))
}

/// Truths with the marked rows' own put in their places.
pub(super) fn patch(mut truths: Truths, odd: Option<Bits>, one: impl Fn(usize) -> Tri) -> Batch {
    odd.iter().flat_map(Bits::ones).for_each(|i| truths.set(i, one(i)));
    truth_batch(truths)
}

fn compare_views(op: CompareOp, a: View<'_>, b: View<'_>, len: usize) -> Bits {
    match (a, b) {
        (View::Fixed(scale, coefs), View::One(line)) => against(op, coefs, scale, line),
        (View::One(line), View::Fixed(scale, coefs)) => against(op.mirrored(), coefs, scale, line),
        _ => match (a.fixed(), b.fixed()) {
            (Some(x), Some(y)) => fixed(op, x, y, len),
            _ => Bits::from_fn(len, |i| op.holds(a.get(i).cmp(&b.get(i)))),
        },
    }
}

/// A column against one number: the number becomes a whole coefficient of the column's scale,
/// rounded so that no coefficient changes sides.
fn against(op: CompareOp, coefs: &[i64], scale: u8, line: Decimal) -> Bits {
    let whole = |r| clamp(line.round(i32::from(scale), r), scale);
    let (floor, ceil) = (whole(Rounding::Down), whole(Rounding::Up));
    let len = coefs.len();
    let test = |g: fn(i128, i128) -> bool, line: i128| {
        Bits::from_fn(len, |i| coefs.get(i).is_some_and(|c| g(i128::from(*c), line)))
    };
    match op {
        CompareOp::Lt => {
            narrow(coefs, ceil, |c, l| c < l).unwrap_or_else(|| test(|c, l| c < l, ceil))
        }
        CompareOp::Ge => {
            narrow(coefs, ceil, |c, l| c >= l).unwrap_or_else(|| test(|c, l| c >= l, ceil))
        }
        CompareOp::Le => {
            narrow(coefs, floor, |c, l| c <= l).unwrap_or_else(|| test(|c, l| c <= l, floor))
        }
        CompareOp::Gt => {
            narrow(coefs, floor, |c, l| c > l).unwrap_or_else(|| test(|c, l| c > l, floor))
        }
        CompareOp::Eq if floor == ceil => test(|c, l| c == l, floor),
        CompareOp::Ne if floor == ceil => test(|c, l| c != l, floor),
        CompareOp::Eq => Bits::filled(len, false),
        CompareOp::Ne => Bits::filled(len, true),
    }
}

/// The same in 64 bits, where the line fits.
fn narrow(coefs: &[i64], line: i128, g: impl Fn(i64, i64) -> bool) -> Option<Bits> {
    let line = i64::try_from(line).ok()?;
    Some(Bits::from_words(
        coefs.len(),
        coefs.chunks(64).map(|chunk| {
            chunk.iter().enumerate().fold(0u64, |w, (bit, c)| w | u64::from(g(*c, line)) << bit)
        }),
    ))
}

/// A whole coefficient; beyond every column where it does not fit.
fn clamp(d: Decimal, scale: u8) -> i128 {
    let up = i32::from(scale) - d.scale();
    let factor = u32::try_from(up).ok().and_then(|up| 10i128.checked_pow(up));
    let beyond = || if d.signum() < 0 { i128::MIN } else { i128::MAX };
    factor.and_then(|f| d.coef().checked_mul(f)).unwrap_or_else(beyond)
}

fn fixed(op: CompareOp, x: Fixed<'_>, y: Fixed<'_>, len: usize) -> Bits {
    let scale = x.scale.max(y.scale);
    let up = |s: u8| 10i128.pow(u32::from(scale - s));
    let (fx, fy) = (up(x.scale), up(y.scale));
    // 2^63 × 10^18 stays below 2^127.
    let order = |i: usize| {
        let (a, b) = (i128::from(x.coefs.get(i)) * fx, i128::from(y.coefs.get(i)) * fy);
        a.cmp(&b)
    };
    Bits::from_fn(len, |i| op.holds(order(i)))
}

fn codes(op: CompareOp, a: &Batch, b: &Batch, len: usize) -> Option<Batch> {
    let (a, b) = (Labels::of(a)?, Labels::of(b)?);
    let known = |i| a.get(i) != Codes::UNKNOWN && b.get(i) != Codes::UNKNOWN;
    let holds = Bits::from_fn(len, |i| op.holds(a.get(i).cmp(&b.get(i))));
    let known = Bits::from_fn(len, known);
    let truths = Truths::known(holds).unknown_in(&known.not());
    if !a.has_nobody() && !b.has_nobody() {
        return Some(truth_batch(truths));
    }
    let nobody = Bits::from_fn(len, |i| a.get(i) == Codes::NONE || b.get(i) == Codes::NONE);
    let apart = |_| (op == CompareOp::Ne).into();
    Some(patch(truths, Some(nobody), apart))
}

enum Labels<'a> {
    One(u32),
    Each(&'a [u32]),
}

impl<'a> Labels<'a> {
    fn of(batch: &'a Batch) -> Option<Labels<'a>> {
        match batch {
            Batch::One(Scalar::Code(c)) => Some(Labels::One(c.unwrap_or(Codes::UNKNOWN))),
            Batch::Each(column) => match column.as_ref() {
                Column::Code(c) => Some(Labels::Each(&c.0)),
                Column::Truth(_) | Column::Quantity(_) | Column::Period(_) | Column::Text(_) => {
                    None
                }
            },
            Batch::One(_) => None,
        }
    }

    /// Whether some reference leads to nobody, who is the same as no one.
    fn has_nobody(&self) -> bool {
        match self {
            Labels::One(c) => *c == Codes::NONE,
            Labels::Each(v) => v.contains(&Codes::NONE),
        }
    }

    #[inline]
    fn get(&self, row: usize) -> u32 {
        match self {
            Labels::One(c) => *c,
            Labels::Each(v) => v.get(row).copied().unwrap_or(Codes::UNKNOWN),
        }
    }
}
