//! How far past the line a flagged subject is.

use super::place::{is_policy, truth};
use crate::eval::frame::Frame;
use crate::ir::{ExprId, Op, Rule};
use crate::meaning::{Aligned, aligned};
use crate::operator::CompareOp;
use crate::outcome::{Margin, Verdict};
use crate::ty::Ty;
use crate::value::{Scalar, Tri};

/// The first comparison of a quantity with a line that made the rung true.
pub(super) fn of(f: &Frame<'_>, rule: &Rule, verdict: Verdict, place: usize) -> Option<Margin> {
    let Verdict::Flagged { severity, .. } = verdict else {
        return None;
    };
    let mut rungs = rule.rungs.iter().filter(|r| r.severity == severity);
    let rung = rungs.find(|r| truth(f, r.when, place) == Tri::True)?;
    let arena = &f.engine.program.arena;
    let joins = |_, op: &Op| matches!(op, Op::Named(..) | Op::And(_) | Op::Or(_));
    arena.parts([rung.when], joins).find_map(|e| match arena.get(e).op {
        Op::Compare(op, a, b) if truth(f, e, place) == Tri::True => {
            margin(f, (rule, place), op, a, b)
        }
        _ => None,
    })
}

fn margin(
    f: &Frame<'_>,
    (rule, place): (&Rule, usize),
    op: CompareOp,
    a: ExprId,
    b: ExprId,
) -> Option<Margin> {
    let program = f.engine.program;
    let ty = program.arena.get(a).ty;
    if !matches!(ty, Ty::Quantity { .. }) || !op.is_ordered() {
        return None;
    }
    let (measured, line, op) = if is_policy(f, a) { (b, a, op.mirrored()) } else { (a, b, op) };
    let (value, at) = (f.told(measured, place), f.told(line, place));
    Some(Margin {
        expression: program.print(measured, &rule.variable).into(),
        converted: converted(f, [(&value, program.arena.get(measured).ty), (&at, ty)]),
        value,
        line: at,
        below: matches!(op, CompareOp::Lt | CompareOp::Le),
        params: params(f, line),
        // A ratio that is held against a percentage reads as one.
        ty: program.arena.get(line).ty,
    })
}

/// The params that a line is made of, each once.
fn params(f: &Frame<'_>, line: ExprId) -> Vec<u32> {
    let arena = &f.engine.program.arena;
    let params = arena.parts([line], |_, _| true).filter_map(|e| match arena.get(e).op {
        Op::Param(param) | Op::ParamAt(param, _) => Some(param),
        _ => None,
    });
    let mut params: Vec<u32> = params.collect();
    params.sort_unstable();
    params.dedup();
    params
}

/// Both sides of a comparison in the reporting currency, where they are in two.
fn converted(f: &Frame<'_>, [value, line]: [(&Scalar, Ty); 2]) -> Option<[Scalar; 2]> {
    let ((_, from), (_, to)) = (value.0.parts(), line.0.parts());
    let two = from.zip(to).is_some_and(|(from, to)| from != to);
    let Aligned { a, b, currency } = two.then(|| aligned(value, line, &f.engine.rates))?.ok()?;
    Some([Scalar::quantity(a, currency), Scalar::quantity(b, currency)])
}
