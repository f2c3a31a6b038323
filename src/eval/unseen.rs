//! Members of lists that are not given. What a rule asks about knowledge (`is known`, `or else`,
//! where a fact comes from) has no answer for them: whoever gives the list may tell it.

use super::batch::{Batch, collect, map_rows, truth_batch};
use super::frame::Frame;
use super::kernel;
use crate::ir::{ExprId, Op};
use crate::meaning;
use crate::ty::Ty;
use crate::value::{Bits, Tri};

/// Whether a value is known, or unknown, as far as its facts could be told.
pub(super) fn asked(f: &Frame<'_>, e: ExprId, plain: Batch) -> Batch {
    let Some(unseen) = read_by(f, e) else {
        return plain;
    };
    let (values, t) = (f.eval(e), plain.truths(f.len()));
    let open = Bits::from_fn(f.len(), |i| unseen.get(i) && !values.is_known(i));
    truth_batch(t.unknown_in(&open))
}

/// The first, or the second where nothing was told of the first; where nobody could tell it, what
/// both can be.
pub(super) fn or_else(f: &Frame<'_>, a: ExprId, b: ExprId, ty: Ty) -> Batch {
    let unseen = read_by(f, a);
    let (a, b) = (f.eval(a), f.eval(b));
    let Some(unseen) = unseen else {
        return kernel::or_else(&a, &b).unwrap_or_else(|| {
            map_rows(f.len(), &[&a, &b], |v| v[usize::from(v[0].is_unknown())].clone())
        });
    };
    let pick = |i: usize| match (a.get(i), b.get(i)) {
        (a, b) if a.is_unknown() && unseen.get(i) => {
            meaning::choose(Tri::Unknown, &a, &b, ty, &f.engine.rates)
        }
        (a, b) if a.is_unknown() => b,
        (a, _) => a,
    };
    collect((0..f.len()).map(pick).collect())
}

/// The places of a frame where an expression reads facts of such a member; `None` where it reads
/// none at all.
fn read_by(f: &Frame<'_>, e: ExprId) -> Option<Bits> {
    let arena = &f.engine.program.arena;
    let (mut found, mut stack): (Option<Bits>, Vec<ExprId>) = (None, vec![e]);
    while let Some(e) = stack.pop() {
        let base = match &arena.get(e).op {
            Op::Field(base, _) => *base,
            Op::Aggregate(a) => match a.holder {
                Some(holder) => holder,
                None => continue,
            },
            // Who holds a member is known of every one.
            Op::Holder(_) | Op::Key(_) => continue,
            _ => {
                arena.operands(e, |operand| stack.push(operand));
                continue;
            }
        };
        stack.push(base);
        let (Ty::Record(record) | Ty::List(record)) = arena.get(base).ty else { continue };
        let unseen = &f.engine.tables.of(record).unseen;
        if unseen.is_empty() {
            continue;
        }
        let read = unseen.gather(&f.eval(base).codes(f.len()));
        if read.any() {
            found = Some(found.map_or(read.clone(), |found| found.or(&read)));
        }
    }
    found
}
