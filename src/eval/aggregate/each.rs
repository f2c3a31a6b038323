//! The members of one subject, one by one, for explanations.

use super::decides;
use super::kept::{Alike, Plan};
use super::laid::{self, Laid};
use super::read::Read;
use crate::eval::engine::Engine;
use crate::eval::frame::Frame;
use crate::eval::join::{Members, UntiedAre};
use crate::ir::{Aggregate, ExprId};
use crate::ty::{Ty, exact};
use crate::value::Scalar;

/// Calls `f` with the frame of the members of the subject at a place, each member's place in
/// it and its row: all that are members or may be, in the order of their keys; where one alone
/// counts, those that may be it.
pub(crate) fn each_member(
    subjects: &Frame<'_>,
    id: ExprId,
    a: &Aggregate,
    place: usize,
    mut f: impl FnMut(&Frame<'_>, usize, u32),
) {
    with_members(subjects, id, a, (place, UntiedAre::LaidOut), |inner, members, read| {
        for at in counting(a, inner, read, in_order(a, inner, members.range(place), read)) {
            f(inner, at, inner.row(at));
        }
    });
}

/// Calls `f` with the frame of the members of the subject at a place and each member's place in it,
/// for those that are members for certain, in no order.
pub(crate) fn each_certain(
    subjects: &Frame<'_>,
    id: ExprId,
    a: &Aggregate,
    place: usize,
    mut f: impl FnMut(&Frame<'_>, usize),
) {
    // Which of several counts is a question to all that may.
    let untied = if a.key.is_some() { UntiedAre::Left } else { UntiedAre::Out };
    with_members(subjects, id, a, (place, untied), |inner, members, read| {
        let certain =
            |at: &usize| members.is_tied(*at) && !read.is_many(*at) && read.inside.holds(*at);
        let counting = counting(a, inner, read, members.range(place).collect()).into_iter();
        counting.filter(certain).for_each(|at| f(inner, at));
    });
}

/// Calls `f` with the frame of the members of the subject at a place, and their places in it, in
/// the order of their keys, all of them and those that may count, but without those that many subjects may share, as nothing ties them to
/// one, and who look at nothing but themselves or are too many; these come to `shared`, all that
/// are alike together.
pub(crate) fn tied<'f>(
    subjects: &Frame<'f>,
    id: ExprId,
    a: &Aggregate,
    place: usize,
    f: impl FnOnce(&Frame<'_>, &[usize], &[usize]),
    mut shared: impl FnMut(&'f Plan, &'f Alike),
) {
    with_members(subjects, id, a, (place, UntiedAre::Left), |inner, members, read| {
        let all = in_order(a, inner, members.range(place), read);
        f(inner, &all, &counting(a, inner, read, all.clone()));
    });
    let engine = subjects.engine;
    if let Some((plan, _)) = engine.aggregate(id)
        && let Some(index) = plan.index(engine, a)
        && let Some(key) = plan.outer_key.and_then(|key| subjects.eval(key).leads(place))
    {
        let beside = plan.beside(subjects, key, place);
        let only = plan.only_step(engine, key);
        plan.untied(engine, a, index).of(&beside, |alike| {
            let left = plan.alone || plan.are_too_many(engine, a, &alike.rows);
            if left && !alike.without(only).is_empty() {
                shared(plan, alike);
            }
        });
    }
}

/// Of the members of an aggregate of which one alone counts those that may be it; of others all.
fn counting(a: &Aggregate, inner: &Frame<'_>, read: &Read, members: Vec<usize>) -> Vec<usize> {
    match a.key.and_then(|_| read.foremost(members.iter().copied(), &inner.engine.rates)) {
        Some(foremost) => foremost.places,
        None => members,
    }
}

/// How many members may be the one that counts, where one alone does, and whether they have one key.
pub(crate) fn contending(
    subjects: &Frame<'_>,
    id: ExprId,
    a: &Aggregate,
    place: usize,
) -> Option<(usize, bool)> {
    a.key?;
    let mut found = None;
    with_members(subjects, id, a, (place, UntiedAre::LaidOut), |_, members, read| {
        let foremost = read.foremost(members.range(place), &subjects.engine.rates);
        let told = |places: Vec<usize>| {
            let certain = places.iter().all(|at| read.inside.holds(*at));
            (places.len(), certain && read.share_a_key(&places))
        };
        found = foremost.map(|foremost| told(foremost.places));
    });
    found
}

fn in_order(
    a: &Aggregate,
    inner: &Frame<'_>,
    places: std::ops::Range<usize>,
    read: &Read,
) -> Vec<usize> {
    let mut inside: Vec<usize> = places.filter(|at| read.inside.may_hold(*at)).collect();
    let engine = inner.engine;
    let standing =
        |at: &usize| engine.tables.standing(&engine.program.schema, a.members, inner.row(*at));
    inside.sort_by_cached_key(standing);
    inside
}

/// The keys of a group in words.
pub(super) fn words(engine: &Engine<'_>, a: &Aggregate, keys: &[Scalar]) -> Vec<String> {
    let (schema, tables) = (&engine.program.schema, engine.tables);
    let name = |record, row| tables.standing(schema, record, row).key.to_owned();
    let exprs = a.group.iter().flat_map(|group| group.keys.iter());
    let word = |(key, expr): (&Scalar, &ExprId)| {
        exact(key, engine.program.arena.get(*expr).ty, schema, &name)
    };
    keys.iter().zip(exprs).map(word).collect()
}

/// The group that alone decides what an aggregate comes to: its keys in words, and what it comes
/// to.
pub(crate) fn deciding(
    subjects: &Frame<'_>,
    id: ExprId,
    a: &Aggregate,
    place: usize,
) -> Option<(Vec<String>, Scalar)> {
    a.group.as_ref()?;
    let mut found = None;
    with_members(subjects, id, a, (place, UntiedAre::LaidOut), |_, members, read| {
        let rates = &subjects.engine.rates;
        let words = |keys: &[Scalar]| words(subjects.engine, a, keys);
        let decides =
            decides::deciding(a, read, members.range(place), subjects.engine.exchange(a), words);
        let ty = a.value.map_or(Ty::NUMBER, |value| subjects.engine.program.arena.get(value).ty);
        let told =
            |decides: decides::Deciding| (words(&decides.keys), rates.told(decides.value, ty));
        found = decides.map(told);
    });
    found
}

/// Those who are tied to a subject and yet no members, by the condition of which each is the first
/// to fail, in the order of the conditions. Where nothing ties members to a subject it is not looked
/// who is none: that says nothing of the subject.
pub(crate) fn left_out(
    subjects: &Frame<'_>,
    id: ExprId,
    a: &Aggregate,
    place: usize,
) -> Vec<(ExprId, Vec<u32>)> {
    let mut found = Vec::new();
    let Some((plan, _)) =
        subjects.engine.aggregate(id).filter(|(plan, _)| plan.outer_key.is_some())
    else {
        return found;
    };
    with_members(subjects, id, a, (place, UntiedAre::Left), |inner, members, read| {
        let engine = inner.engine;
        let is_tied = |at: &usize| members.is_tied(*at) && !read.is_many(*at);
        let mut out: Vec<usize> =
            members.range(place).filter(|at| !read.inside.may_hold(*at) && is_tied(at)).collect();
        let standing =
            |at: &usize| engine.tables.standing(&engine.program.schema, a.members, inner.row(*at));
        out.sort_by_cached_key(standing);
        for condition in &plan.residual {
            let truths = inner.eval(*condition).truths(inner.len());
            let (fail, rest): (Vec<usize>, Vec<usize>) =
                out.into_iter().partition(|at| !truths.may_hold(*at));
            out = rest;
            if !fail.is_empty() {
                found.push((*condition, fail.into_iter().map(|at| inner.row(at)).collect()));
            }
        }
    });
    found
}

/// Calls `f` with the members of some subjects, those of the one at a place among them.
pub(crate) fn with_members(
    subjects: &Frame<'_>,
    id: ExprId,
    a: &Aggregate,
    (place, untied): (usize, UntiedAre),
    f: impl FnOnce(&Frame<'_>, &Members, &Read),
) {
    let Some((plan, _)) = subjects.engine.aggregate(id) else {
        return;
    };
    let laid =
        laid::of(subjects, (id, untied), place, || Laid::out(subjects, (a, plan), place, untied));
    f(&laid.frame(subjects, a), &laid.members, &laid.read);
}
