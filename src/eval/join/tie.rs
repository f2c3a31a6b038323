//! What of an aggregate's conditions ties its members to the subject, and what else these look at.

use rustc_hash::FxHashSet;

use crate::ir::{Aggregate, ExprId, Level, Op, Program};
use crate::operator::CompareOp;
use crate::ty::{RecordId, Ty};

/// The largest expressions among what an aggregate reads of its members that look at rows of the
/// levels below it only.
pub(super) fn outside(program: &Program, a: &Aggregate, residual: &[ExprId]) -> Vec<ExprId> {
    let keys = a.group.iter().flat_map(|group| &group.keys);
    let mut stack: Vec<ExprId> =
        residual.iter().chain(&a.value).chain(&a.key).chain(&a.has).chain(keys).copied().collect();
    let (mut outside, mut seen) = (Vec::new(), FxHashSet::default());
    while let Some(e) = stack.pop() {
        let levels = program.arena.get(e).levels;
        if levels.is_empty() || !seen.insert(e) {
            continue;
        }
        match levels.are_around(a.level) {
            true => outside.push(e),
            false => program.arena.operands(e, |operand| stack.push(operand)),
        }
    }
    outside
}

/// All that ties an aggregate's members to others: the members' side of each and the other.
pub(crate) fn ties(program: &Program, a: &Aggregate) -> impl Iterator<Item = (ExprId, ExprId)> {
    let parts = conjuncts(program, a.filter).into_iter();
    parts.filter_map(|e| tie(program, e, a.level))
}

/// `member.reference = outer`, either way round: the member's side and the other.
pub(super) fn tie(program: &Program, e: ExprId, own: Level) -> Option<(ExprId, ExprId)> {
    let arena = &program.arena;
    let Op::Compare(CompareOp::Eq, a, b) = arena.get(arena.strip(e)).op else {
        return None;
    };
    record_of(program, a)?;
    let levels = |e: ExprId| arena.get(e).levels;
    match (levels(a), levels(b)) {
        (x, y) if x.is_just(own) && !y.has(own) => Some((a, b)),
        (x, y) if y.is_just(own) && !x.has(own) => Some((b, a)),
        _ => None,
    }
}

/// The record kind that an expression refers to.
pub(super) fn record_of(program: &Program, e: ExprId) -> Option<RecordId> {
    match program.arena.get(e).ty {
        Ty::Record(r) => Some(r),
        _ => None,
    }
}

/// The conditions that must all hold.
pub(super) fn conjuncts(program: &Program, filter: Option<ExprId>) -> Vec<ExprId> {
    let mut parts = Vec::new();
    let mut stack: Vec<ExprId> = filter.into_iter().collect();
    while let Some(e) = stack.pop() {
        match &program.arena.get(program.arena.strip(e)).op {
            Op::And(inner) => stack.extend(inner.iter().rev()),
            _ => parts.push(e),
        }
    }
    parts
}
