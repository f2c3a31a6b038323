//! Aggregates: which members each subject has, which is found out in `join`, and what is made of them,
//! which is said in `reduce`.
//!
//! There are three ways to bring the two together: a pass over a table of members that adds each to
//! the totals of its subject (`fold`), the members of each subject laid out beside each other
//! (`subjects`, which takes what many share as condensed once, `kept`), and for what looks at no
//! subject the one result made beforehand for all (`prepared`).

mod decides;
mod each;
pub(crate) mod fold;
mod foremost;
mod kept;
mod laid;
mod picked;
mod prepared;
mod read;
mod subjects;
mod weight;

pub(crate) use each::{
    contending, deciding, each_certain, each_member, left_out, tied, with_members,
};
pub(crate) use kept::{Plan, Prepared};
pub(crate) use picked::foremost;
pub(crate) use weight::Rest;

pub(crate) use super::join::UntiedAre;

use std::sync::OnceLock;

use super::batch::{Batch, collect};
use super::frame::Frame;
use super::join::Distinct;
use super::reduce::Totals;
use crate::ir::{Aggregate, ExprId};
use crate::value::{Codes, Scalar};
use subjects::Subjects;

/// An aggregate over the rows of a frame.
pub(crate) fn eval(f: &Frame<'_>, id: ExprId, a: &Aggregate) -> Batch {
    let by_windows = f.engine.placed(id).and_then(|placed| by_windows(f, id, a, placed));
    by_windows.unwrap_or_else(|| of_all(f, id, a))
}

/// The same of members by the windows that the rows look into, and of those rows of which it is not
/// known which that are as of any others.
fn by_windows(
    f: &Frame<'_>,
    id: ExprId,
    a: &Aggregate,
    (plan, prepared): &(Plan, Option<Prepared>),
) -> Option<Batch> {
    let codes = plan.codes(f)?;
    let of_known = |f: &Frame<'_>, codes: &[u32]| match prepared {
        Some(Prepared { results, .. }) => results.gather(codes),
        None => direct(f, a, plan, Some(codes)),
    };
    let is_known = |place: &u32| codes.get(*place as usize).is_some_and(|code| *code < Codes::NONE);
    let (known, open): (Vec<u32>, Vec<u32>) = (0..f.len() as u32).partition(is_known);
    if open.is_empty() {
        return Some(of_known(f, &codes));
    }
    let codes: Vec<u32> = codes.iter().copied().filter(|code| *code < Codes::NONE).collect();
    let (told, others) = (f.some(&known), f.some(&open));
    let (told, others) = (of_known(&told, &codes), of_all(&others, id, a));
    let mut results = vec![Scalar::UNKNOWN_QUANTITY; f.len()];
    for (places, batch) in [(known, told), (open, others)] {
        for (at, place) in places.into_iter().enumerate() {
            results.get_mut(place as usize).into_iter().for_each(|slot| *slot = batch.get(at));
        }
    }
    Some(collect(results))
}

/// The same of all members.
fn of_all(f: &Frame<'_>, id: ExprId, a: &Aggregate) -> Batch {
    let ty = f.engine.program.arena.get(id).ty;
    let Some((plan, prepared)) = f.engine.aggregate(id) else {
        return Batch::One(ty.unknown());
    };
    match (prepared, plan.outer_key) {
        (Some(Prepared { results, .. }), None) => results.clone(),
        (Some(Prepared { results, unkeyed, nobody }), Some(key)) => {
            let keys = f.eval(key);
            let codes = keys.codes(f.len());
            if codes.iter().any(|code| *code >= Codes::NONE) {
                let of = |key: u32| Prepared::of_key(f.engine, a, plan, key);
                let of_any = |known: &OnceLock<Option<Scalar>>, key| {
                    known.get_or_init(|| of(key)).clone().unwrap_or_else(|| ty.unknown())
                };
                let pick = |c: &u32| match *c {
                    Codes::UNKNOWN => of_any(unkeyed, Codes::UNKNOWN),
                    Codes::NONE => of_any(nobody, Codes::NONE),
                    c => results.get(c as usize),
                };
                return collect(codes.iter().map(pick).collect());
            }
            results.gather(&codes)
        }
        (None, _) => direct(f, a, plan, plan.codes(f).as_deref()),
    }
}

/// Subject by subject over the frame; once for all that the aggregate cannot tell apart.
fn direct(f: &Frame<'_>, a: &Aggregate, plan: &Plan, keys: Option<&[u32]>) -> Batch {
    let seen = || plan.outside.iter().map(|e| f.eval(*e)).collect();
    let Some(Distinct { firsts, kinds }) = Distinct::of(f.len(), keys, seen) else {
        return collect(by_key(f, a, plan, (keys, None)));
    };
    let key = |place: &u32| keys?.get(*place as usize).copied();
    let keys: Option<Vec<u32>> = firsts.iter().map(key).collect();
    collect(by_key(&f.some(&firsts), a, plan, (keys.as_deref(), None))).gather(&kinds)
}

/// The same with the subjects' keys given, and the totals of those that are tied to them for certain,
/// where they were totalled; a bounded number of pairs at a time.
fn by_key(
    f: &Frame<'_>,
    a: &Aggregate,
    plan: &Plan,
    keys: (Option<&[u32]>, Option<&Totals>),
) -> Vec<Scalar> {
    let mut results = Vec::with_capacity(f.len());
    let mut start = 0;
    while start < f.len() {
        let subjects = Subjects::of(f, (a, plan), keys, start);
        results.extend(subjects.results());
        start = subjects.end();
    }
    results
}
