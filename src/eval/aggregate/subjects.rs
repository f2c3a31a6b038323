//! What an aggregate comes to for each of the subjects whose members are laid out.

use std::ops::Range as Places;
use std::sync::Arc;

use super::kept::{Alike, Plan};
use super::read::Read;
use crate::builtins::AggregateFn;
use crate::eval::engine::Engine;
use crate::eval::frame::Frame;
use crate::eval::join::{Members, UntiedAre};
use crate::eval::rates::Exchange;
use crate::eval::reduce::{self, Condensed, Groups, Member, Own, Plain, Reduction, Tally, Totals};
use crate::ir::{Aggregate, ExprId, Op};
use crate::ty::Ty;
use crate::value::{Decimal, Range, Scalar, Tri};

/// How many pairs of subject and member are laid out at once.
const PAIRS: usize = 1 << 16;

/// The subjects of a frame from a place on, as many as are worked out together.
pub(super) struct Subjects<'s> {
    f: &'s Frame<'s>,
    a: &'s Aggregate,
    function: Box<dyn Reduction>,
    /// Whether it asks for nothing but how many there are.
    only_counts: bool,
    /// What is made of each group, where members are taken by groups.
    inner: Option<Box<dyn Reduction>>,
    rates: Exchange<'s>,
    members: Members,
    read: Read,
    /// For each subject what those add that are not laid out, as nothing ties them to any.
    common: Vec<Vec<Arc<Condensed>>>,
    /// For each subject what those come to that are not laid out, as they were totalled.
    own: Option<Vec<Option<Own>>>,
    /// First subject.
    start: usize,
}

impl<'s> Subjects<'s> {
    pub(super) fn of(
        f: &'s Frame<'s>,
        (a, plan): (&'s Aggregate, &Plan),
        (keys, totals): (Option<&[u32]>, Option<&Totals>),
        start: usize,
    ) -> Subjects<'s> {
        let function = reduce::of(a.function);
        let mut common: Vec<Vec<Arc<Condensed>>> = Vec::new();
        let summed = |subject: usize, alike: &Alike| {
            let Some(all) = shared(f.engine, (a, plan), &*function, alike) else {
                return false;
            };
            common.resize_with(subject - start + 1, Vec::new);
            common.last_mut().into_iter().for_each(|own| own.push(Arc::clone(&all)));
            true
        };
        let untied_are = if totals.is_some() { UntiedAre::Rest } else { UntiedAre::Summed };
        let members = Members::of(f, (a, plan), keys, (start, PAIRS), untied_are, summed);
        let own = totals.zip(keys.and_then(|keys| keys.get(members.subjects())));
        let own =
            own.map(|(totals, keys)| keys.iter().map(|key| totals.own(*key as usize)).collect());
        let read = Read::of(&members, &members.frame(f, a), a, plan);
        let inner = a.group.as_ref().map(|group| reduce::of(group.function));
        let rates = f.engine.exchange(a);
        let only_counts = function.tallied(&Tally::default()).is_some();
        Subjects { f, a, function, only_counts, inner, rates, members, read, common, own, start }
    }

    /// Behind the last of them.
    pub(super) fn end(&self) -> usize {
        self.members.end
    }

    /// The aggregate of each.
    pub(super) fn results(&self) -> Vec<Scalar> {
        let plain = self.read.value.as_ref().and_then(|v| Plain::of(&self.read.inside, v));
        let groups = self.read.groups();
        let mut members = Vec::new();
        let mut result = |subject: usize| {
            if self.a.key.is_some() {
                return self.in_force(subject);
            }
            if self.members.is_unlisted(subject) {
                return self.function.of_unlisted();
            }
            let places = self.members.range(subject);
            if self.members.is_adrift(subject) {
                return adrift(self.f.engine, self.a, self.read.members(places));
            }
            let sample = self.a.sample as usize;
            if sample > 0 && self.read.certain(places.clone()) < sample {
                return Scalar::UNKNOWN_QUANTITY;
            }
            let common = self.common.get(subject - self.start).map_or(&[][..], Vec::as_slice);
            let own = self.own.as_ref().and_then(|own| *own.get(subject - self.start)?);
            let result = match (common, &self.inner, groups.as_deref()) {
                ([], Some(inner), Some(groups)) => {
                    self.of_groups(&**inner, groups, plain.as_ref(), places.clone())
                }
                _ => self.of_all((common, own), plain.as_ref(), places.clone(), &mut members),
            };
            // Of lists that are not given nothing was told, if there is nothing else.
            let told = common.iter().any(|common| common.told)
                || own.is_some_and(|own| own.told)
                || self.read.is_told(places.clone());
            let any = !common.is_empty() || own.is_some_and(|own| own.any) || self.read.any(places);
            match !told && any {
                true => self.function.of_untold(result),
                false => result,
            }
        };
        self.members.subjects().map(&mut result).collect()
    }

    /// What the member says that counts, where a key tells which does.
    fn in_force(&self, subject: usize) -> Scalar {
        let program = self.f.engine.program;
        let ty = self.a.value.map_or(Ty::NUMBER, |value| program.arena.get(value).ty);
        let places = self.members.range(subject);
        let is_open = self.members.is_unlisted(subject) || self.members.is_adrift(subject);
        let few = self.read.certain(places.clone()) < self.a.sample as usize;
        let foremost = self.read.foremost(places, &self.f.engine.rates);
        match (foremost, &self.read.value) {
            (Some(foremost), Some(values)) if foremost.any && !is_open && !few => {
                let values = foremost.places.iter().map(|at| values.get(*at));
                reduce::either(values.collect(), ty, self.rates)
            }
            _ => ty.unknown(),
        }
    }

    /// What the members at those places come to, those that many subjects share, and those that were
    /// totalled.
    fn of_all(
        &self,
        (common, own): (&[Arc<Condensed>], Option<Own>),
        plain: Option<&Plain<'_>>,
        places: Places<usize>,
        members: &mut Vec<Member>,
    ) -> Scalar {
        if self.only_counts {
            let mut tally = self.read.tally(places.clone());
            common.iter().for_each(|common| tally.join(&common.tally));
            own.iter().for_each(|own| tally.join(&own.tally));
            return self.function.tallied(&tally).unwrap_or_else(|| self.function.of_unlisted());
        }
        members.clear();
        match plain.and_then(|plain| self.function.of_plain(plain, places.clone())) {
            Some(result) if common.is_empty() && own.is_none() => return result,
            Some(laid) => {
                let (range, currency) = laid.parts();
                members.push(Member::surely(range, currency));
            }
            None => members.extend(places.filter_map(|place| self.read.member(place))),
        }
        members.extend(own.and_then(|own| own.sum));
        let certain = members.iter().filter(|m| m.certain).count();
        common.iter().for_each(|common| common.join(&*self.function, certain, members));
        self.function.reduce(members, self.rates)
    }

    /// What the groups come to that the members at those places form.
    fn of_groups(
        &self,
        inner: &dyn Reduction,
        groups: &[u32],
        plain: Option<&Plain<'_>>,
        places: Places<usize>,
    ) -> Scalar {
        let quick = |plain| inner.of_plain_groups(plain, groups, places.clone());
        if let Some(sums) = plain.and_then(quick) {
            return self.function.reduce(&sums, self.rates);
        }
        let mut by_group = Groups::default();
        for place in places {
            if let (Some(member), Some(group)) = (self.read.member(place), groups.get(place)) {
                by_group.add(*group, member);
            }
        }
        by_group.reduce(&*self.function, inner, self.rates)
    }
}

/// What members that many subjects share add to each of them, where it can be said of them together.
fn shared(
    engine: &Engine<'_>,
    (a, plan): (&Aggregate, &Plan),
    function: &dyn Reduction,
    alike: &Alike,
) -> Option<Arc<Condensed>> {
    let common = || {
        if !plan.alone || a.group.is_some() {
            return None;
        }
        let (laid, inner) = Members::anywhere(engine, a, &alike.rows);
        let members = Read::of(&laid, &inner, a, plan).members(0..laid.rows.len());
        Condensed::new(function, &members).map(Arc::new)
    };
    alike.kept.common.get_or_init(common).clone()
}

/// What is made of members beside which there may be any number of which nothing is known.
fn adrift(engine: &Engine<'_>, a: &Aggregate, mut members: Vec<Member>) -> Scalar {
    let function = reduce::of(a.function);
    if a.group.is_some() || a.sample > 0 {
        return function.of_unlisted();
    }
    let arena = &engine.program.arena;
    let counts = |value: ExprId| match &arena.get(arena.strip(value)).op {
        Op::Aggregate(inner) => inner.function == AggregateFn::Count && inner.group.is_none(),
        _ => false,
    };
    let range = match a.value {
        None => Member::ONE,
        Some(value) if counts(value) => Range { lo: Some(Decimal::ZERO), hi: None },
        Some(_) => Range::ANY,
    };
    let (certain, many, has) = (false, true, Tri::Unknown);
    members.push(Member { certain, many, has, range, currency: None });
    function.reduce(&members, engine.exchange(a))
}
