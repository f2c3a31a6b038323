//! The members of one subject that matter most, and what the rest of them come to.

use std::cmp::Reverse;
use std::sync::Arc;

use super::decides;
use super::each::{with_members, words};
use super::kept::{Alike, Foremost, Plan};
use super::read::Read;
use crate::builtins::AggregateFn;
use crate::eval::engine::Engine;
use crate::eval::frame::Frame;
use crate::eval::join::{FEW, Members, UntiedAre};
use crate::eval::memo::Memo;
use crate::eval::rates::{Exchange, Rates};
use crate::eval::reduce::{self, Beyond, Extreme, Few, Member, reduce};
use crate::ir::{Aggregate, ExprId};
use crate::outcome::Cell;
use crate::record::Standing;
use crate::ty::Ty;
use crate::value::{Decimal, Range, Scalar, Tri};

/// The members of a subject beyond those that are told.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Rest {
    /// How many there are.
    pub(crate) count: u64,
    /// Of a sum: what they add to it.
    pub(crate) sum: Option<Scalar>,
    /// Where they are not added up: from the least to the most that any of them may be.
    pub(crate) each: Option<Scalar>,
    /// Whether each of them moves what is made of all, as it does an average.
    pub(crate) all_count: bool,
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
            let (range, currency) = value.parts();
            Member { certain, many: false, has: Tri::True, range, currency }
        };
        let with = |rest: &Option<Scalar>| -> Vec<Member> {
            let rest = rest.iter().map(|rest| member(rest, true));
            rest.chain([member(value, certain)]).collect()
        };
        self.count += 1;
        match beyond(self.function) {
            Beyond::Sum => {
                let members = with(&self.sum);
                let sum = reduce(AggregateFn::Sum, &members, rates.of(ty));
                self.sum = Some(rates.told(sum, ty));
            }
            Beyond::Spread | Beyond::AllCount => {
                self.each = Some(rates.told(spread(with(&self.each), rates.of(ty)), ty));
            }
            Beyond::Number => {}
        }
    }
}

/// As many as there are.
const ALL: usize = usize::MAX;

/// A member with what tells how much it matters.
#[derive(Clone, Copy, Debug)]
struct Weighed {
    weight: Weight,
    row: u32,
    /// Whether anything is told of its value.
    told: bool,
    member: Member,
}

/// How much a member matters: the least of these most.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Weight {
    /// What tells most where nothing is added up comes first: members that fail what every one must
    /// pass, then those that are members for certain.
    Passes(u8, bool),
    Smallest(Size),
    Largest(Reverse<Size>),
}

/// Whether an amount has no upper end, and that end: what has none may be the largest of all.
type Size = (bool, Option<Decimal>);

/// Untied members in the order of their weight, for all subjects that may have them.
#[derive(Debug)]
pub(super) struct Weighty {
    /// Those of whose values something is told, and the others.
    members: [Vec<Weighed>; 2],
    /// What is left of them where so many of each are told, condensed.
    left: Memo<[usize; 2], Vec<Member>>,
}

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
                    lists(self.engine(), a, many.into_iter().map(|at| inner.row(at)), self.most);
                found = (members.concat().iter().map(Weighed::told).collect(), rest);
            },
        );
        found
    }

    /// Looks for them among the members that are tied to the subject and those that nothing ties
    /// to any, which are weighed once for all subjects. `None` where these are few, or not all
    /// alike to the subject.
    fn among_shared(self, plan: &Plan, place: usize) -> Option<Foremost> {
        let (a, engine) = (self.a, self.subjects.engine);
        let index = engine.index(plan, a).filter(|_| a.group.is_none())?;
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

impl Weighed {
    fn told(&self) -> (u32, bool) {
        (self.row, self.member.certain)
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
        Some(Arc::new(Weighty { members, left: Memo::default() }))
    };
    alike.kept.weighed.get_or_init(weigh).clone()
}

impl Weighty {
    /// What the members behind so many of each do to an aggregate.
    fn left(&self, a: &Aggregate, taken: [usize; 2]) -> Arc<Vec<Member>> {
        self.left.get(taken, || {
            let left = self.members.iter().zip(taken).flat_map(|(m, n)| m.iter().skip(n));
            let left: Vec<Member> = left.map(|weighed| weighed.member).collect();
            let functions: &[AggregateFn] = match beyond(Some(a.function)) {
                Beyond::Spread | Beyond::AllCount => &[AggregateFn::Min, AggregateFn::Max],
                Beyond::Sum => &[AggregateFn::Sum],
                // Of what is not added up nothing is told but its number.
                Beyond::Number => &[],
            };
            let few = |function: &AggregateFn| match reduce::of(*function).few(&left) {
                Few::OfThem(few) => few,
                Few::All | Few::OfEitherEnd => left.clone(),
            };
            functions.iter().flat_map(few).collect()
        })
    }
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

/// Puts the first few members in order. Where one stands is asked only where its weight does not
/// tell whether it is one of them.
fn lead<S: Ord>(
    mut members: Vec<Weighed>,
    most: usize,
    standing: impl Fn(&Weighed) -> S,
) -> Vec<Weighed> {
    let mut behind = Vec::new();
    if let Some(last) = most.checked_sub(1).filter(|last| *last < members.len()) {
        let (_, weighed, _) = members.select_nth_unstable_by_key(last, |w| w.weight);
        let weight = weighed.weight;
        (members, behind) = members.into_iter().partition(|w| w.weight <= weight);
    }
    members.sort_by_cached_key(|w| (w.weight, standing(w)));
    members.extend(behind);
    members
}

/// The members that carry the end of an extreme which is certain: of a maximum the one that is the
/// most at least, of a minimum the one that is the least at most. Those are not the ones that may be
/// the most. They are given in the order of their weight, so that of equals the foremost carries.
fn sure(
    function: Option<AggregateFn>,
    members: &[Weighed],
    most: usize,
    rates: Exchange<'_>,
) -> Vec<u32> {
    let function = function.map(reduce::of);
    let carriers = function.as_ref().map_or(0, |function| function.carriers().min(most));
    if carriers == 0 {
        return Vec::new();
    }
    let is_least = function.and_then(|function| function.extreme()) == Some(Extreme::Least);
    let mut ends: Vec<(Decimal, u32)> = Vec::new();
    for weighed in members.iter().filter(|weighed| weighed.member.certain) {
        let range = at_home(&weighed.member, rates);
        let end = if is_least { range.hi.map(Decimal::neg) } else { range.lo };
        ends.extend(end.map(|end| (end, weighed.row)));
    }
    ends.sort_by_key(|(end, _)| Reverse(*end));
    ends.into_iter().take(carriers).map(|(_, row)| row).collect()
}

fn standing<'e>(engine: &Engine<'e>, a: &Aggregate, row: u32) -> Standing<'e> {
    engine.tables.standing(&engine.program.schema, a.members, row)
}

fn size(member: &Member, rates: Exchange<'_>) -> Size {
    let range = at_home(member, rates);
    (range.hi.is_none(), range.hi)
}

/// What a member is in the reporting currency; without a rate amounts are told in the order of
/// their numbers.
fn at_home(member: &Member, rates: Exchange<'_>) -> Range {
    let Member { range, currency, .. } = *member;
    match currency {
        None => range,
        Some(_) => rates.home(range, currency).unwrap_or(range),
    }
}

fn passes(member: Member) -> Weight {
    let passes = match member.has {
        Tri::False => 0,
        Tri::Unknown => 1,
        Tri::True => 2,
    };
    Weight::Passes(passes, !member.certain)
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

/// What is told of the members that are not told one by one.
fn beyond(function: Option<AggregateFn>) -> Beyond {
    function.map_or(Beyond::Number, |function| reduce::of(function).beyond())
}

/// From the least to the most that any member may be.
fn spread(members: Vec<Member>, rates: Exchange<'_>) -> Scalar {
    let members: Vec<Member> =
        members.into_iter().map(|member| Member { certain: true, ..member }).collect();
    let end = |function| reduce(function, &members, rates).parts();
    let ((least, currency), (most, _)) = (end(AggregateFn::Min), end(AggregateFn::Max));
    Scalar::quantity(Range { lo: least.lo, hi: most.hi }, currency)
}
