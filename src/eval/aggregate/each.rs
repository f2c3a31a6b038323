//! The members of one subject, one by one, for explanations.

use super::members::{Members, Read};
use crate::eval::frame::Frame;
use crate::eval::row;
use crate::ir::{Aggregate, ExprId};
use crate::operator::AggregateFn;
use crate::value::Decimal;

/// Calls `f` with the frame of the members of the subject at a place, each member's place in
/// it and its row: all that are members or may be.
pub(crate) fn each_member(
    subjects: &Frame<'_>,
    id: ExprId,
    a: &Aggregate,
    place: usize,
    mut f: impl FnMut(&Frame<'_>, usize, u32),
) {
    with_members(subjects, id, a, place, |inner, members, read| {
        for at in members.range(place) {
            if read.inside.can_true.get(at) {
                f(inner, at, inner.row(at));
            }
        }
    });
}

/// The same for the `most` members that matter most, those with the largest values, of a minimum
/// with the smallest; how many there are beyond them.
pub(crate) fn foremost(
    subjects: &Frame<'_>,
    id: ExprId,
    a: &Aggregate,
    place: usize,
    most: usize,
    mut f: impl FnMut(&Frame<'_>, usize, u32),
) -> u64 {
    let mut more = 0;
    with_members(subjects, id, a, place, |inner, members, read| {
        let mut inside: Vec<usize> =
            members.range(place).filter(|at| read.inside.can_true.get(*at)).collect();
        let size = |at: &usize| -> (bool, Option<Decimal>) {
            let value = read.value.as_ref().map(|v| row::parts(&v.get(*at)).0);
            // What has no upper end may be the largest of all.
            value.map_or((false, None), |r| (r.hi.is_none(), r.hi))
        };
        if a.function == AggregateFn::Min {
            inside.sort_by_key(size);
        } else {
            inside.sort_by_key(|at| std::cmp::Reverse(size(at)));
        }
        more = inside.len().saturating_sub(most) as u64;
        for at in inside.into_iter().take(most) {
            f(inner, at, inner.row(at));
        }
    });
    more
}

fn with_members(
    subjects: &Frame<'_>,
    id: ExprId,
    a: &Aggregate,
    place: usize,
    f: impl FnOnce(&Frame<'_>, &Members, &Read),
) {
    let Some((plan, _)) = subjects.engine.aggregate(id) else {
        return;
    };
    let keys = plan.outer_key.map(|key| subjects.eval(key));
    let keys = keys.as_ref().map(|keys| keys.codes(subjects.len()));
    let members = Members::of(subjects, a, plan, keys.as_deref(), place, 1);
    let inner = members.frame(subjects, a);
    let read = members.read(&inner, a);
    f(&inner, &members, &read);
}
