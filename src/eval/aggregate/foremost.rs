//! The members of one subject that matter most, and what the rest of them come to.

use std::cmp::Reverse;
use std::sync::Arc;

use super::decides;
use super::each::{with_members, words};
use super::kept::{Alike, Foremost, Plan};
use super::read::Read;
use super::weight::{Rest, Weighed, Weight, Weighty, beyond, lead, passes, size, spread, sure};
use crate::builtins::AggregateFn;
use crate::eval::engine::Engine;
use crate::eval::frame::Frame;
use crate::eval::join::{FEW, Members, UntiedAre};
use crate::eval::reduce::{self, Beyond, Extreme, Member, reduce};
use crate::ir::{Aggregate, ExprId};
use crate::outcome::Cell;
use crate::record::Standing;
use crate::value::Scalar;

/// As many as there are.
const ALL: usize = usize::MAX;

/// The search for so many members of an aggregate.
#[derive(Clone, Copy)]
pub(super) struct Search<'s, 'f> {
    pub(super) subjects: &'s Frame<'f>,
    pub(super) id: ExprId,
    pub(super) a: &'s Aggregate,
    pub(super) most: usize,
}

impl Search<'_, '_> {
    fn engine(&self) -> &Engine<'_> {
        self.subjects.engine
    }

    /// Those of the subject at a place.
    pub(super) fn of(self, place: usize) -> Arc<Foremost> {
        let Some((plan, _)) = self.engine().aggregate(self.id) else {
            return Arc::default();
        };
        let known = (&plan.common.foremost, |key| (key, self.most));
        plan.once(self.subjects, place, known, |subjects, place| {
            let search = Search { subjects, ..self };
            let shared = if plan.alone { search.among_shared(plan, place) } else { None };
            shared.unwrap_or_else(|| search.among_all(place))
        })
    }

    /// Looks for them among all members.
    fn among_all(self, place: usize) -> Foremost {
        let (a, rates) = (self.a, self.engine().exchange(self.a));
        let mut found = Foremost::default();
        with_members(
            self.subjects,
            self.id,
            a,
            (place, UntiedAre::LaidOut),
            |inner, members, read| {
                let places = members.range(place);
                let counting = read.foremost(places.clone(), &self.engine().rates);
                if let Some(counting) = counting {
                    found = self.of_those(inner, read, counting.places);
                    return;
                }
                let words = |keys: &[Scalar]| words(self.engine(), a, keys);
                let decides = decides::deciding(a, read, places.clone(), rates, words);
                let mut inside: Vec<usize> =
                    places.filter(|at| read.inside.may_hold(*at)).collect();
                if let Some(decides) = &decides {
                    inside.retain(|at| decides.places.contains(at));
                }
                // What a list may hold that is not given is told as the list.
                let (many, told): (Vec<usize>, Vec<usize>) =
                    inside.into_iter().partition(|at| read.is_many(*at));
                let mut members = weighed(a, read, inner, told.into_iter(), self.most);
                // What the members of the deciding group come to, and all that is added up by groups.
                let function = match (&decides, &a.group) {
                    (Some(_), Some(group)) => Some(group.function),
                    (_, Some(group)) => Some(a.function).filter(|outer| *outer == group.function),
                    (_, None) => Some(a.function),
                };
                let sure = sure(function, &members[0], self.most, rates);
                let beyond = members.each_mut().map(|m| m.split_off(self.most.min(m.len())));
                let (carry, beyond): (Vec<Weighed>, Vec<Weighed>) =
                    beyond.into_iter().flatten().partition(|w| sure.contains(&w.row));
                members[0].extend(carry);
                let beyond: Vec<Member> = beyond.into_iter().map(|w| w.member).collect();
                let count = beyond.len() as u64;
                let mut rest = self.rest(function, count, beyond);
                rest.lists =
                    lists_of(self.engine(), a, many.into_iter().map(|at| inner.row(at)), self.most);
                found = (members.concat().iter().map(Weighed::told).collect(), rest);
            },
        );
        found
    }

    /// Those of some members any of which may be the one that counts: the certain ones first.
    fn of_those(self, inner: &Frame<'_>, read: &Read, places: Vec<usize>) -> Foremost {
        let (many, mut told): (Vec<usize>, Vec<usize>) =
            places.into_iter().partition(|at| read.is_many(*at));
        let standing = |at: &usize| standing(self.engine(), self.a, inner.row(*at));
        told.sort_by_cached_key(|at| (!read.inside.holds(*at), standing(at)));
        let count = told.len().saturating_sub(self.most) as u64;
        told.truncate(self.most);
        let lists = many.into_iter().map(|at| inner.row(at));
        let lists = lists_of(self.engine(), self.a, lists, self.most);
        let rows = told.into_iter().map(|at| (inner.row(at), read.inside.holds(at)));
        (rows.collect(), Rest { count, lists, ..Rest::default() })
    }

    /// Looks for them among the members that are tied to the subject and those that nothing ties
    /// to any, which are weighed once for all subjects. `None` where these are few, or not all
    /// alike to the subject.
    fn among_shared(self, plan: &Plan, place: usize) -> Option<Foremost> {
        let (a, engine) = (self.a, self.subjects.engine);
        let index = plan.index(engine, a).filter(|_| a.group.is_none() && a.key.is_none())?;
        let key = plan.key(self.subjects, place)?;
        let mut shared: Vec<&Alike> = Vec::new();
        plan.untied(engine, a, index)
            .of(&plan.beside(self.subjects, key, place), |alike| shared.push(alike));
        let only = plan.only_step(engine, key);
        let all: usize = shared.iter().map(|alike| alike.rows.len()).sum();
        if all <= FEW || shared.iter().any(|a| only.is_some_and(|only| a.rows.contains(&only))) {
            return None;
        }
        let shared: Vec<Arc<Weighty>> = shared
            .into_iter()
            .map(|alike| by_weight(engine, a, plan, alike))
            .collect::<Option<_>>()?;
        let mut own = None;
        with_members(
            self.subjects,
            self.id,
            a,
            (place, UntiedAre::Left),
            |inner, members, read| {
                let places = members.range(place).filter(|at| read.inside.may_hold(*at));
                let places: Vec<usize> = places.collect();
                if !places.iter().any(|at| read.is_many(*at)) {
                    own = Some(weighed(a, read, inner, places.into_iter(), ALL));
                }
            },
        );
        let own = own?;
        let sure = sure(Some(a.function), &own[0], self.most, engine.exchange(a));
        // By whom each is told of: the subject's own, or one of those that many share.
        let mut taken = vec![[0, 0]; shared.len()];
        let (mut rows, mut beyond) = (Vec::new(), Vec::new());
        for kind in 0..2 {
            let mut first: Vec<(Option<usize>, Weighed)> =
                own[kind].iter().map(|member| (None, *member)).collect();
            for (by, weighty) in shared.iter().enumerate() {
                let members = weighty.members[kind].iter().take(self.most);
                first.extend(members.map(|member| (Some(by), *member)));
            }
            first.sort_by_cached_key(|(_, w)| (w.weight, standing(engine, a, w.row)));
            for (at, (by, weighed)) in first.into_iter().enumerate() {
                let leads = at < self.most;
                match by {
                    Some(by) if leads => taken[by][kind] += 1,
                    None if leads || sure.contains(&weighed.row) => {}
                    None => {
                        beyond.push(weighed.member);
                        continue;
                    }
                    Some(_) => continue,
                }
                rows.push(weighed.told());
            }
        }
        let mut count = beyond.len();
        for (weighty, taken) in shared.iter().zip(taken) {
            count += weighty.members.iter().map(Vec::len).sum::<usize>() - taken[0] - taken[1];
            beyond.extend(weighty.left(a, taken).iter().copied());
        }
        Some((rows, self.rest(Some(a.function), count as u64, beyond)))
    }

    /// What so many members come to, of whom these do as much as all.
    fn rest(self, function: Option<AggregateFn>, count: u64, members: Vec<Member>) -> Rest {
        let (rates, arena) = (&self.engine().rates, &self.engine().program.arena);
        let ty = arena.get(self.a.value.unwrap_or(self.id)).ty;
        let mut rest = Rest { count, function, ..Rest::default() };
        match beyond(function.filter(|_| count > 0)) {
            Beyond::Sum => {
                let sum = reduce(AggregateFn::Sum, &members, rates.of(ty));
                rest.sum = Some(rates.told(sum, ty));
            }
            told @ (Beyond::Spread | Beyond::AllCount) => {
                rest.each = Some(rates.told(spread(members, rates.of(ty)), ty));
                rest.all_count = told == Beyond::AllCount;
            }
            Beyond::Number => {}
        }
        rest
    }
}

/// Members that many subjects share in the order of their weight; `None` where some stand for any
/// number.
fn by_weight(
    engine: &Engine<'_>,
    a: &Aggregate,
    plan: &Plan,
    alike: &Alike,
) -> Option<Arc<Weighty>> {
    let weigh = || {
        let (members, inner) = Members::anywhere(engine, a, &alike.rows);
        let read = Read::of(&members, &inner, a, plan);
        let mut places = (0..alike.rows.len()).filter(|at| read.inside.may_hold(*at));
        if places.clone().any(|at| read.is_many(at)) {
            return None;
        }
        let members = weighed(a, &read, &inner, &mut places, ALL);
        Some(Arc::new(Weighty::new(members)))
    };
    alike.kept.weighed.get_or_init(weigh).clone()
}

/// The members at those places: those of whose values something is told, and the others. The first
/// so many of each are in the order of their weight.
fn weighed(
    a: &Aggregate,
    read: &Read,
    inner: &Frame<'_>,
    places: impl Iterator<Item = usize>,
    most: usize,
) -> [Vec<Weighed>; 2] {
    let engine = inner.engine;
    let (extreme, rates) = (reduce::of(a.function).extreme(), engine.exchange(a));
    let weighed = |at: usize| {
        let member = read.member(at)?;
        let weight = match extreme {
            _ if a.value.is_none() => passes(member),
            Some(Extreme::Least) => Weight::Smallest(size(&member, rates)),
            Some(Extreme::Most) | None => Weight::Largest(Reverse(size(&member, rates))),
        };
        let told = !read.value.as_ref().is_some_and(|v| v.get(at).is_unknown());
        Some(Weighed { weight, row: inner.row(at), told, member })
    };
    let (told, untold): (Vec<_>, Vec<_>) =
        places.filter_map(weighed).partition(|weighed| weighed.told);
    let standing = |w: &Weighed| standing(engine, a, w.row);
    [lead(told, most, standing), lead(untold, most, standing)]
}

fn standing<'e>(engine: &Engine<'e>, a: &Aggregate, row: u32) -> Standing<'e> {
    engine.tables.standing(&engine.program.schema, a.members, row)
}

/// The lists that rows stand for, each once, in the order of those who hold them.
fn lists_of(
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
