//! The members of one subject, one by one, for explanations.

use std::cmp::Reverse;

use super::group;
use super::laid::Laid;
use super::members::{Members, Read, UntiedAre};
use super::plan::Plan;
use super::reduce::{Member, reduce};
use super::untied::Alike;
use crate::eval::engine::Engine;
use crate::eval::frame::{Frame, Rows};
use crate::eval::rates::Rates;
use crate::eval::row;
use crate::ir::{Aggregate, ExprId};
use crate::operator::AggregateFn;
use crate::outcome::Cell;
use crate::ty::{Ty, exact};
use crate::value::{Decimal, Range, Scalar, Tri};

/// Calls `f` with the frame of the members of the subject at a place, each member's place in
/// it and its row: all that are members or may be, in the order of their keys.
pub(crate) fn each_member(
    subjects: &Frame<'_>,
    id: ExprId,
    a: &Aggregate,
    place: usize,
    f: impl FnMut(&Frame<'_>, usize, u32),
) {
    with_members(subjects, id, a, (place, UntiedAre::LaidOut), |inner, members, read| {
        in_order(a, inner, members.range(place), read, f);
    });
}

/// The same without those that many subjects may share, as nothing ties them to one; these come
/// to `shared`, all that are alike together.
pub(crate) fn each_tied<'f>(
    subjects: &Frame<'f>,
    id: ExprId,
    a: &Aggregate,
    place: usize,
    f: impl FnMut(&Frame<'_>, usize, u32),
    mut shared: impl FnMut(&'f Plan, &'f Alike),
) {
    with_members(subjects, id, a, (place, UntiedAre::Left), |inner, members, read| {
        in_order(a, inner, members.range(place), read, f);
    });
    let engine = subjects.engine;
    if let Some((plan, _)) = engine.aggregate(id).filter(|(plan, _)| plan.alone)
        && let Some(index) = engine.index(plan, a)
        && let Some(key) = plan.outer_key.and_then(|key| subjects.eval(key).code(place))
    {
        let beside = plan.beside(subjects, key, place);
        let only = plan.only_step(engine, key);
        plan.untied(engine, a, index).of(&beside, |alike| {
            if !alike.without(only).is_empty() {
                shared(plan, alike);
            }
        });
    }
}

fn in_order(
    a: &Aggregate,
    inner: &Frame<'_>,
    places: std::ops::Range<usize>,
    read: &Read,
    mut f: impl FnMut(&Frame<'_>, usize, u32),
) {
    let mut inside: Vec<usize> = places.filter(|at| read.inside.can_true.get(*at)).collect();
    let engine = inner.engine;
    let standing =
        |at: &usize| engine.tables.standing(&engine.program.schema, a.members, inner.row(*at));
    inside.sort_by_cached_key(standing);
    for at in inside {
        f(inner, at, inner.row(at));
    }
}

/// The members of a subject beyond those that are told.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Rest {
    /// How many there are.
    pub(crate) count: u64,
    /// Of a sum: what they add to it.
    pub(crate) sum: Option<Scalar>,
    /// Of a minimum or maximum: from the least to the most that any of them may be.
    pub(crate) each: Option<Scalar>,
    /// The first of the lists that are not given, and may hold more.
    pub(crate) lists: Vec<Cell>,
    /// What is made of them.
    function: Option<AggregateFn>,
}

impl Rest {
    /// Takes in a member that was to be told, and of which there is nothing to tell: what it is,
    /// and whether it is one for certain.
    pub(crate) fn take(&mut self, value: &Scalar, certain: bool, rates: &Rates, ty: Ty) {
        let member = |value: &Scalar, certain| {
            let (range, currency) = row::parts(value);
            Member { certain, many: false, has: Tri::True, range, currency }
        };
        let with = |rest: &Option<Scalar>| -> Vec<Member> {
            let rest = rest.iter().map(|rest| member(rest, true));
            rest.chain([member(value, certain)]).collect()
        };
        self.count += 1;
        match self.function {
            Some(function @ AggregateFn::Sum) => {
                self.sum = Some(rates.told(reduce(function, &with(&self.sum), rates), ty));
            }
            Some(AggregateFn::Min | AggregateFn::Max) => {
                self.each = Some(rates.told(spread(with(&self.each), rates), ty));
            }
            _ => {}
        }
    }
}

/// The same for the `most` members that matter most, those with the largest values, of a minimum
/// with the smallest, and then for as many of whose values nothing was told; each with whether it
/// is one for certain. What there is beyond them. Where one group decides, only it is looked at.
pub(crate) fn foremost(
    subjects: &Frame<'_>,
    id: ExprId,
    a: &Aggregate,
    place: usize,
    most: usize,
    mut f: impl FnMut(&Frame<'_>, usize, u32, bool),
) -> Rest {
    let plan = subjects.engine.aggregate(id).map(|(plan, _)| plan);
    let Some(plan) = plan.filter(|plan| plan.alone) else {
        return pick(subjects, id, a, place, most, f);
    };
    let picked = plan.common.foremost.get((plan.key(subjects, place), most), || {
        let mut rows = Vec::new();
        let add = |_: &Frame<'_>, _, row, certain| rows.push((row, certain));
        let rest = pick(subjects, id, a, place, most, add);
        (rows, rest)
    });
    let (rows, rest) = picked.as_ref();
    let index = vec![place as u32; rows.len()];
    let members = Rows::list(rows.iter().map(|(row, _)| *row).collect());
    let inner = Frame::new(subjects.engine, a.level, members, Some((subjects, &index)));
    for (at, (row, certain)) in rows.iter().enumerate() {
        f(&inner, at, *row, *certain);
    }
    rest.clone()
}

/// The same, looked for among all members.
fn pick(
    subjects: &Frame<'_>,
    id: ExprId,
    a: &Aggregate,
    place: usize,
    most: usize,
    mut f: impl FnMut(&Frame<'_>, usize, u32, bool),
) -> Rest {
    let mut rest = Rest::default();
    with_members(subjects, id, a, (place, UntiedAre::LaidOut), |inner, members, read| {
        let mut inside: Vec<usize> =
            members.range(place).filter(|at| read.inside.can_true.get(*at)).collect();
        let rates = &subjects.engine.rates;
        let words = |keys: &[Scalar]| words(subjects.engine, a, keys);
        let decides = group::deciding(a, read, members.range(place), rates, words);
        if let Some(decides) = &decides {
            inside.retain(|at| decides.places.contains(at));
        }
        // What a list may hold that is not given is told as the list.
        let engine = subjects.engine;
        let (many, told): (Vec<usize>, Vec<usize>) =
            inside.into_iter().partition(|at| read.is_many(*at));
        let mut inside = told;
        rest.lists = lists(engine, a, many.into_iter().map(|at| inner.row(at)), most);
        let size = |at: &usize| -> (bool, Option<Decimal>) {
            let value = read.value.as_ref().map(|v| row::parts(&v.get(*at)));
            value.map_or((false, None), |(range, currency)| {
                // Without a rate amounts are told in the order of their numbers.
                let range = match currency {
                    None => range,
                    Some(_) => rates
                        .convert(range, currency, rates.reporting, rates.as_of)
                        .unwrap_or(range),
                };
                // What has no upper end may be the largest of all.
                (range.hi.is_none(), range.hi)
            })
        };
        let standing =
            |at: &usize| engine.tables.standing(&engine.program.schema, a.members, inner.row(*at));
        let told = |at: &usize| !read.value.as_ref().is_some_and(|v| row::is_unknown(&v.get(*at)));
        if a.value.is_none() {
            inside.sort_by_cached_key(|at| (read.member(*at).map(weight), standing(at)));
        } else if a.function == AggregateFn::Min {
            inside.sort_by_cached_key(|at| (size(at), standing(at)));
        } else {
            inside.sort_by_cached_key(|at| (Reverse(size(at)), standing(at)));
        }
        let (mut inside, mut untold): (Vec<usize>, Vec<usize>) = inside.into_iter().partition(told);
        let mut beyond = inside.split_off(most.min(inside.len()));
        beyond.extend(untold.split_off(most.min(untold.len())));
        for at in inside.into_iter().chain(untold) {
            f(inner, at, inner.row(at), !read.inside.can_false.get(at));
        }
        rest.count = beyond.len() as u64;
        // What the members of the deciding group come to, and all that is added up by groups.
        let function = match (&decides, &a.group) {
            (Some(_), Some(group)) => Some(group.function),
            (_, Some(group)) => Some(a.function).filter(|outer| *outer == group.function),
            (_, None) => Some(a.function),
        };
        rest.function = function;
        if let Some(function) = function.filter(|_| !beyond.is_empty()) {
            let members: Vec<Member> =
                beyond.into_iter().filter_map(|at| read.member(at)).collect();
            let ty = engine.program.arena.get(id).ty;
            match function {
                AggregateFn::Sum => {
                    rest.sum = Some(rates.told(reduce(function, &members, rates), ty));
                }
                AggregateFn::Min | AggregateFn::Max => {
                    rest.each = Some(rates.told(spread(members, rates), ty));
                }
                _ => {}
            }
        }
    });
    rest
}

/// The lists that rows stand for, each once, in the order of those who hold them.
fn lists(
    engine: &Engine<'_>,
    a: &Aggregate,
    rows: impl Iterator<Item = u32>,
    most: usize,
) -> Vec<Cell> {
    let (schema, tables) = (&engine.program.schema, engine.tables);
    let list = |row| {
        let (record, row, field) = tables.not_given(schema, a.members, row)?;
        Some(Cell { record, row, field: Some(field) })
    };
    let mut lists: Vec<Cell> = rows.filter_map(list).collect();
    lists.sort_by_cached_key(|cell| tables.standing(schema, cell.record, cell.row));
    lists.dedup();
    lists.truncate(most);
    lists
}

/// The keys of a group in words.
fn words(engine: &Engine<'_>, a: &Aggregate, keys: &[Scalar]) -> Vec<String> {
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
        let decides = group::deciding(a, read, members.range(place), rates, words);
        let ty = a.value.map_or(Ty::NUMBER, |value| subjects.engine.program.arena.get(value).ty);
        let told = |decides: group::Deciding| (words(&decides.keys), rates.told(decides.value, ty));
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
        let mut out: Vec<usize> = members
            .range(place)
            .filter(|at| !read.inside.can_true.get(*at) && is_tied(at))
            .collect();
        let standing =
            |at: &usize| engine.tables.standing(&engine.program.schema, a.members, inner.row(*at));
        out.sort_by_cached_key(standing);
        for condition in &plan.residual {
            let truths = inner.eval(*condition).truths(inner.len());
            let (fail, rest): (Vec<usize>, Vec<usize>) =
                out.into_iter().partition(|at| !truths.can_true.get(*at));
            out = rest;
            if !fail.is_empty() {
                found.push((*condition, fail.into_iter().map(|at| inner.row(at)).collect()));
            }
        }
    });
    found
}

/// From the least to the most that any member may be.
fn spread(members: Vec<Member>, rates: &Rates) -> Scalar {
    let members: Vec<Member> =
        members.into_iter().map(|member| Member { certain: true, ..member }).collect();
    let end = |function| row::parts(&reduce(function, &members, rates));
    let ((least, currency), (most, _)) = (end(AggregateFn::Min), end(AggregateFn::Max));
    row::quantity(Range { lo: least.lo, hi: most.hi }, currency)
}

/// What tells most where nothing is added up comes first: members that fail what every one must
/// pass, then those that are members for certain.
fn weight(member: Member) -> (u8, bool) {
    let passes = match member.has {
        Tri::False => 0,
        Tri::Unknown => 1,
        Tri::True => 2,
    };
    (passes, !member.certain)
}

fn with_members(
    subjects: &Frame<'_>,
    id: ExprId,
    a: &Aggregate,
    (place, untied): (usize, UntiedAre),
    f: impl FnOnce(&Frame<'_>, &Members, &Read),
) {
    let Some((plan, _)) = subjects.engine.aggregate(id) else {
        return;
    };
    let laid = subjects.laid(id, untied, place, || Laid::out(subjects, (a, plan), place, untied));
    f(&laid.frame(subjects, a), &laid.members, &laid.read);
}
