//! The members of a run of subjects, laid out side by side with what the aggregate reads of them.

use std::sync::Arc;

use super::condensed::Condensed;
use super::group::grouped;
use super::plain::Plain;
use super::plan::Plan;
use super::reduce::{Member, count, reduce};
use super::tally::{Standing, every, exists, number};
use super::unlisted;
use super::untied::Alike;
use crate::eval::batch::Batch;
use crate::eval::engine::Engine;
use crate::eval::frame::{Frame, Rows};
use crate::eval::rates::Exchange;
use crate::ir::{Aggregate, ExprId, Op};
use crate::operator::AggregateFn;
use crate::value::{Bits, Codes, Decimal, Range, Scalar, Tri, Truths};

/// What becomes of members that nothing ties to a subject.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum UntiedAre {
    /// Laid out with the others.
    LaidOut,
    /// Not laid out where it is enough to know what they add to every subject.
    Summed,
    /// Left to the caller where they look at nothing but themselves, or are too many.
    Left,
}

/// Members of the subjects `start..end` of a frame.
#[derive(Debug)]
pub(crate) struct Members {
    /// First subject.
    start: usize,
    /// Behind the last subject.
    pub(crate) end: usize,
    /// `bounds[i]..bounds[i + 1]` are the members of subject `start + i`.
    bounds: Vec<u32>,
    /// The member rows.
    pub(crate) rows: Arc<Vec<u32>>,
    /// For each member its subject's place in the frame.
    subjects: Vec<u32>,
    /// Members that are tied to the subject only perhaps.
    perhaps: Option<Bits>,
    /// Subjects of whose list there is nothing to lay out.
    unlisted: Vec<bool>,
    /// Subjects that may have more members than are laid out, of which nothing is looked at.
    adrift: Vec<bool>,
    /// For each subject what those add that are not laid out, as nothing ties them to any.
    common: Vec<Vec<Arc<Condensed>>>,
}

/// What an aggregate reads of its members.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) inside: Truths,
    /// Which stand for any number of members.
    many: Option<Bits>,
    pub(crate) value: Option<Batch>,
    pub(crate) has: Option<Truths>,
    pub(crate) keys: Vec<Batch>,
}

impl Members {
    /// Lays out members from subject `start` on until `limit` pairs are reached.
    pub(super) fn of(
        f: &Frame<'_>,
        a: &Aggregate,
        plan: &Plan,
        keys: Option<&[u32]>,
        (start, limit): (usize, usize),
        untied_are: UntiedAre,
    ) -> Members {
        let mut m = Members::empty(start);
        while m.end < f.len() && (m.end == start || m.rows.len() < limit) {
            let key = keys.map(|k| k.get(m.end).copied().unwrap_or(Codes::UNKNOWN));
            m.lay_out(f, a, plan, key, untied_are);
        }
        m
    }

    /// Lays out the members of the next subject, whose side of the tie is given.
    fn lay_out(
        &mut self,
        f: &Frame<'_>,
        a: &Aggregate,
        plan: &Plan,
        key: Option<u32>,
        untied_are: UntiedAre,
    ) {
        let engine = f.engine;
        let listed = a.holder.is_none() || key.is_some_and(|k| engine.is_laid_out(a, k));
        let (mut common, mut adrift) = (Vec::new(), false);
        let too_many = |rows: &[u32]| plan.are_too_many(engine, a, rows);
        match (key, engine.index(plan, a)) {
            (Some(Codes::UNKNOWN), _) if a.holder.is_some() => {}
            (Some(Codes::UNKNOWN), _) => match plan.possible(engine, a) {
                rows if untied_are == UntiedAre::Summed && too_many(rows) => adrift = true,
                rows => self.push(rows, false),
            },
            (Some(key), Some(index)) => {
                self.push(index.of(key), true);
                let untied = plan.untied(engine, a, index);
                let left = untied_are == UntiedAre::Left && plan.alone;
                if !untied.is_empty() && !left {
                    let only = plan.only_step(engine, key);
                    let summed = |alike: &Alike| match untied_are {
                        UntiedAre::Summed if !alike.is_few_with(only) => {
                            plan.common(engine, a, alike)
                        }
                        _ => None,
                    };
                    untied.of(&plan.beside(f, key, self.end), |alike| match summed(alike) {
                        Some(members) => common.push(members),
                        None if untied_are != UntiedAre::LaidOut && too_many(&alike.rows) => {
                            adrift = true
                        }
                        None => self.push(&alike.without(only), false),
                    });
                }
            }
            _ => self.push(plan.possible(engine, a), true),
        }
        self.bounds.push(self.rows.len() as u32);
        self.unlisted.push(!listed);
        self.adrift.push(adrift);
        self.common.push(common);
        self.end += 1;
    }

    fn empty(start: usize) -> Members {
        Members {
            start,
            end: start,
            bounds: vec![0],
            rows: Arc::default(),
            subjects: Vec::new(),
            perhaps: None,
            unlisted: Vec::new(),
            adrift: Vec::new(),
            common: Vec::new(),
        }
    }

    /// What is known of rows that may be members of any subject.
    pub(super) fn everywhere(
        engine: &Engine<'_>,
        a: &Aggregate,
        plan: &Plan,
        rows: &[u32],
    ) -> Vec<Member> {
        let (m, inner) = Members::anywhere(engine, a, rows);
        m.read(&inner, a, plan).members(0..m.rows.len())
    }

    /// Rows that may be members of any subject, and a frame of them.
    pub(super) fn anywhere<'e>(
        engine: &'e Engine<'e>,
        a: &Aggregate,
        rows: &[u32],
    ) -> (Members, Frame<'e>) {
        let mut m = Members::empty(0);
        m.push(rows, false);
        let inner = Frame::new(engine, a.level, Rows::List(Arc::clone(&m.rows)), None);
        (m, inner)
    }

    fn push(&mut self, rows: &[u32], certain: bool) {
        let before = self.rows.len();
        Arc::make_mut(&mut self.rows).extend_from_slice(rows);
        let added = rows.len();
        self.subjects.extend(std::iter::repeat_n(self.end as u32, added));
        if added > 0 && !certain && self.perhaps.is_none() {
            self.perhaps = Some(Bits::filled(before, false));
        }
        if let Some(perhaps) = &mut self.perhaps {
            perhaps.push_n(added, !certain);
        }
    }

    /// The subjects whose members these are.
    pub(super) fn subjects(&self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    /// The members of one subject: places in this layout.
    pub(crate) fn range(&self, subject: usize) -> std::ops::Range<usize> {
        let i = subject - self.start;
        let at = |i: usize| self.bounds.get(i).copied().unwrap_or_default() as usize;
        at(i)..at(i + 1)
    }

    /// Whether what is at a place is tied to its subject for certain.
    pub(super) fn is_tied(&self, at: usize) -> bool {
        self.perhaps.as_ref().is_none_or(|perhaps| !perhaps.get(at))
    }

    /// A frame of the member rows inside the subjects' frame.
    pub(crate) fn frame<'f>(&'f self, f: &'f Frame<'f>, a: &Aggregate) -> Frame<'f> {
        let rows = Rows::List(Arc::clone(&self.rows));
        Frame::new(f.engine, a.level, rows, Some((f, &self.subjects)))
    }

    /// Evaluates filter, value, test and keys over all members at once.
    pub(crate) fn read(&self, inner: &Frame<'_>, a: &Aggregate, plan: &Plan) -> Read {
        let len = self.rows.len();
        let mut inside = Truths::filled(len, Tri::True);
        for e in inner.engine.cheap_first(&plan.residual) {
            let t = inner.truths_where(e, inside.can_be_true());
            inside = inside.and(&t);
        }
        if let Some(perhaps) = &self.perhaps {
            inside = inside.doubted(perhaps);
        }
        let perhaps = &inner.engine.tables.of(a.members).perhaps;
        if !perhaps.is_empty() {
            inside = inside.doubted(&perhaps.gather(&self.rows));
        }
        let many = self.unseen(inner.engine, a);
        if let Some(many) = &many {
            inside = inside.doubted(many);
        }
        Read {
            many,
            value: a.value.map(|e| inner.eval(e)),
            has: a.has.map(|e| inner.truths_where(e, inside.can_be_true())),
            keys: a.group.iter().flat_map(|g| g.keys.iter()).map(|e| inner.eval(*e)).collect(),
            inside,
        }
    }

    /// The members that stand for any number, where there are such.
    fn unseen(&self, engine: &Engine<'_>, a: &Aggregate) -> Option<Bits> {
        let unseen = &engine.tables.of(a.members).unseen;
        (!unseen.is_empty()).then(|| unseen.gather(&self.rows)).filter(Bits::any)
    }

    /// The aggregate of each subject.
    pub(crate) fn results(&self, f: &Frame<'_>, a: &Aggregate, plan: &Plan) -> Vec<Scalar> {
        let inner = self.frame(f, a);
        let read = self.read(&inner, a, plan);
        let plain = Plain::of(&read);
        let rates = f.engine.exchange(a);
        let result = |subject: usize| {
            if self.unlisted.get(subject - self.start) == Some(&true) {
                return unlisted(a.function);
            }
            let places = self.range(subject);
            if self.adrift.get(subject - self.start) == Some(&true) {
                return adrift(f.engine, a, read.members(places));
            }
            if a.sample > 0 && read.certain(places.clone()) < a.sample as usize {
                return Scalar::quantity(Range::ANY, None);
            }
            let common = self.common.get(subject - self.start).map_or(&[][..], Vec::as_slice);
            let quick =
                plain.as_ref().and_then(|plain| quick(a, plain, &read, places.clone(), rates));
            // Of lists that are not given nothing was told, if there is nothing else.
            let told = common.iter().any(|common| common.told) || read.is_told(places.clone());
            let untold = !told && (read.any(places.clone()) || !common.is_empty());
            let result = match (common, quick) {
                ([_, ..], quick) => with_common(a, common, &read, (places, quick), rates),
                ([], Some(quick)) => quick,
                ([], None) => match &a.group {
                    Some(group) => grouped(a.function, group.function, &read, places, rates),
                    None => made_of(a.function, &read, places, rates),
                },
            };
            if untold && a.function != AggregateFn::Count { result.untold() } else { result }
        };
        (self.start..self.end).map(result).collect()
    }
}

/// What is made of members beside which there may be any number of which nothing is known.
fn adrift(engine: &Engine<'_>, a: &Aggregate, mut members: Vec<Member>) -> Scalar {
    if a.group.is_some() || a.sample > 0 {
        return unlisted(a.function);
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
    reduce(a.function, &members, engine.exchange(a))
}

/// What a subject's own members give, where it is known already, and the common ones.
fn with_common(
    a: &Aggregate,
    common: &[Arc<Condensed>],
    read: &Read,
    (places, own): (std::ops::Range<usize>, Option<Scalar>),
    rates: Exchange<'_>,
) -> Scalar {
    let mut members = match own.map(|own| own.parts()) {
        Some((range, currency)) => vec![Member::surely(range, currency)],
        None => read.members(places),
    };
    let endless = members.iter().any(|m| m.many) || common.iter().any(|common| common.endless);
    let possible = members.len() + common.iter().map(|common| common.count).sum::<usize>();
    let certain = members.iter().filter(|m| m.certain).count();
    common.iter().for_each(|common| common.join(a.function, certain, &mut members));
    match a.function {
        AggregateFn::Count => count(certain, Some(possible).filter(|_| !endless)),
        function => reduce(function, &members, rates),
    }
}

/// What those members come to.
fn made_of(
    function: AggregateFn,
    read: &Read,
    places: std::ops::Range<usize>,
    rates: Exchange<'_>,
) -> Scalar {
    let standing = || places.clone().filter_map(|place| read.standing(place));
    match function {
        AggregateFn::Exists => exists(standing()),
        AggregateFn::Every => every(standing()),
        AggregateFn::Count => number(standing()),
        _ => reduce(function, &read.members(places), rates),
    }
}

/// Sums of plain members need not look at them one by one.
fn quick(
    a: &Aggregate,
    plain: &Plain<'_>,
    read: &Read,
    places: std::ops::Range<usize>,
    rates: Exchange<'_>,
) -> Option<Scalar> {
    match (&a.group, read.keys.as_slice()) {
        (None, _) if a.function == AggregateFn::Sum => plain.sum(places),
        (Some(group), [key]) if group.function == AggregateFn::Sum => {
            plain.grouped_sum(a.function, key, places, rates)
        }
        _ => None,
    }
}

impl Read {
    /// The member at a place, without its value; `None` if it is certainly outside.
    fn standing(&self, place: usize) -> Option<Standing> {
        self.inside.may_hold(place).then(|| Standing {
            certain: self.inside.holds(place),
            many: self.is_many(place),
            has: self.has.as_ref().map_or(Tri::True, |h| h.get(place)),
        })
    }

    /// What is known of the member at a place; `None` if it is certainly outside.
    pub(crate) fn member(&self, place: usize) -> Option<Member> {
        let Standing { certain, many, has } = self.standing(place)?;
        let (range, currency) = match &self.value {
            Some(batch) => batch.get(place).parts(),
            None => (Member::ONE, None),
        };
        Some(Member { certain, many, has, range, currency })
    }

    /// Whether what is at a place stands for any number of members.
    pub(crate) fn is_many(&self, place: usize) -> bool {
        self.many.as_ref().is_some_and(|many| many.get(place))
    }

    /// Whether there may be members at those places.
    fn any(&self, mut places: std::ops::Range<usize>) -> bool {
        places.any(|place| self.inside.may_hold(place))
    }

    /// Whether there may be members at those places that stand for themselves.
    fn is_told(&self, mut places: std::ops::Range<usize>) -> bool {
        match &self.many {
            Some(many) => places.any(|place| self.inside.may_hold(place) && !many.get(place)),
            None => self.any(places),
        }
    }

    /// How many of the members at those places are members for certain.
    pub(crate) fn certain(&self, places: std::ops::Range<usize>) -> usize {
        places.filter(|place| self.inside.holds(*place)).count()
    }

    pub(crate) fn members(&self, places: std::ops::Range<usize>) -> Vec<Member> {
        places.filter_map(|place| self.member(place)).collect()
    }
}
