//! Which members of an aggregate may still decide what is asked of it: the facts of the others are
//! missing, but nothing waits for them.

use super::place::truth;
use crate::eval::frame::Frame;
pub(super) use crate::eval::reduce::AtStake;
use crate::eval::reduce::{self, Extreme};
use crate::ir::{Aggregate, ExprId, Op};
use crate::meaning;
use crate::operator::CompareOp;
use crate::value::{Scalar, Tri};

/// What an aggregate is held against: it stands at the left.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Line {
    pub(super) aggregate: ExprId,
    op: CompareOp,
    value: Scalar,
}

/// What an operand of a comparison is held against, where that tells which members may decide.
pub(super) fn line(f: &Frame<'_>, e: ExprId, operand: ExprId, place: usize) -> Option<Line> {
    let arena = &f.engine.program.arena;
    let Op::Compare(op, a, b) = arena.get(e).op else {
        return None;
    };
    let aggregate = arena.strip(operand);
    let Op::Aggregate(of) = &arena.get(aggregate).op else {
        return None;
    };
    let single = reduce::of(of.function).extreme().is_some() && of.group.is_none();
    let (op, other) = if operand == a { (op, b) } else { (op.mirrored(), a) };
    (single && op.is_ordered()).then(|| Line { aggregate, op, value: f.eval(other).get(place) })
}

/// What of the member at a place may decide.
pub(super) fn at_stake(
    inner: &Frame<'_>,
    a: &Aggregate,
    line: Option<&Line>,
    at: usize,
) -> AtStake {
    let function = reduce::of(a.function);
    let value = || a.value.map(|value| inner.eval(value).get(at));
    let (Some(line), Some(extreme)) = (line, function.extreme()) else {
        let has = a.has.map(|has| truth(inner, has, at));
        return match a.group.is_some() {
            true => AtStake::All,
            false => function.at_stake(has, &|| Some(value()?.parts().0)),
        };
    };
    let (ty, rates) = (inner.engine.program.arena.get(line.aggregate).ty, &inner.engine.rates);
    let held = value().and_then(|v| meaning::compare(line.op, &v, &line.value, ty, rates).ok());
    match held.unwrap_or(Tri::Unknown) {
        Tri::Unknown => AtStake::All,
        held if held == neutral(extreme, line.op) => AtStake::Nothing,
        Tri::True | Tri::False => AtStake::Membership,
    }
}

/// What a single member may say without deciding: a minimum lies above a line if every member
/// does, and below it if one does.
fn neutral(extreme: Extreme, op: CompareOp) -> Tri {
    let above = matches!(op, CompareOp::Gt | CompareOp::Ge);
    Tri::from(above == (extreme == Extreme::Least))
}
