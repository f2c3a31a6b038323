//! Which members of an aggregate may still decide what is asked of it: the facts of the others are
//! missing, but nothing waits for them.

use super::place::truth;
use crate::eval::frame::Frame;
use crate::ir::{Aggregate, ExprId, Op};
use crate::meaning;
use crate::operator::{AggregateFn, CompareOp};
use crate::value::{Decimal, Range, Scalar, Tri};

/// What an aggregate is held against: it stands at the left.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Line {
    pub(super) aggregate: ExprId,
    op: CompareOp,
    value: Scalar,
}

/// What of a member may decide.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum AtStake {
    /// Nothing: whatever it is, the answer is the same.
    Nothing,
    /// Whether it is a member.
    Membership,
    /// That, and all that is read of it.
    All,
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
    let single = matches!(of.function, AggregateFn::Min | AggregateFn::Max) && of.group.is_none();
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
    let has = a.has.map(|has| truth(inner, has, at));
    let value = || a.value.map(|value| inner.eval(value).get(at));
    match (a.function, line) {
        (AggregateFn::Every, _) => match has {
            Some(Tri::True) => AtStake::Nothing,
            Some(Tri::False) => AtStake::Membership,
            _ => AtStake::All,
        },
        (AggregateFn::Sum, _) if a.group.is_none() => match value() {
            Some(Scalar::Quantity { range, .. }) if range == Range::point(Decimal::ZERO) => {
                AtStake::Nothing
            }
            _ => AtStake::All,
        },
        (_, Some(line)) => {
            let (ty, rates) =
                (inner.engine.program.arena.get(line.aggregate).ty, &inner.engine.rates);
            let held =
                value().and_then(|v| meaning::compare(line.op, &v, &line.value, ty, rates).ok());
            match held.unwrap_or(Tri::Unknown) {
                Tri::Unknown => AtStake::All,
                held if held == neutral(a.function, line.op) => AtStake::Nothing,
                Tri::True | Tri::False => AtStake::Membership,
            }
        }
        _ => AtStake::All,
    }
}

/// What a single member may say without deciding: a minimum lies above a line if every member
/// does, and below it if one does.
fn neutral(function: AggregateFn, op: CompareOp) -> Tri {
    let above = matches!(op, CompareOp::Gt | CompareOp::Ge);
    Tri::from(above == (function == AggregateFn::Min))
}
