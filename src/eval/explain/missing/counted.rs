//! Who is a member of an aggregate for certain.

use crate::eval::aggregate::{Plan, tied};
use crate::eval::explain::place::truth;
use crate::eval::frame::Frame;
use crate::ir::{Aggregate, ExprId};
use crate::value::Tri;

/// How many members an aggregate must have for a value, if it is more than one: that one is needed
/// goes without saying.
pub(in crate::eval::explain) fn needed(a: &Aggregate) -> usize {
    let own = if a.group.is_none() { a.function.least() } else { 0 };
    a.sample.max(if own > 1 { own } else { 0 }) as usize
}

/// How many members an aggregate has for certain, and whether it has any, or may have.
pub(in crate::eval::explain) fn counted(
    f: &Frame<'_>,
    e: ExprId,
    a: &Aggregate,
    place: usize,
) -> (usize, bool) {
    let (mut certain, mut any, mut shared) = (0, false, false);
    let plan = f.engine.aggregate(e).map(|(plan, _)| plan);
    let own = |inner: &Frame<'_>, members: &[usize], _: &[usize]| {
        any = !members.is_empty();
        let is_certain = |at: &&usize| {
            let conditions = conditions(f, plan, a, (place, inner.row(**at)));
            is_certain(inner, a, conditions, **at)
        };
        certain = members.iter().filter(is_certain).count();
    };
    tied(f, e, a, place, own, |_, _| shared = true);
    (certain, any || shared)
}

/// Whether what is at a place is a member for certain.
pub(super) fn is_certain(
    inner: &Frame<'_>,
    a: &Aggregate,
    conditions: &[ExprId],
    at: usize,
) -> bool {
    let (table, row) = (inner.engine.tables.of(a.members), inner.row(at) as usize);
    let is_open = table.unseen.get(row) || table.is_perhaps(row);
    !is_open && conditions.iter().all(|condition| truth(inner, *condition, at) == Tri::True)
}

/// What makes a row a member of the subject at a place.
pub(super) fn conditions<'p>(
    f: &Frame<'_>,
    plan: Option<&'p Plan>,
    a: &'p Aggregate,
    at: (usize, u32),
) -> &'p [ExprId] {
    plan.map_or(a.filter.as_slice(), |plan| plan.conditions(f, a, at))
}
