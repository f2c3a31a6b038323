//! What an aggregate reads of members that are laid out.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::kept::Plan;
use crate::eval::batch::Batch;
use crate::eval::engine::Engine;
use crate::eval::frame::Frame;
use crate::eval::join::Members;
use crate::eval::rates::Rates;
use crate::eval::reduce::{self, Extreme, Foremost, Keys, Member, Tally};
use crate::ir::{Aggregate, ExprId};
use crate::ty::Ty;
use crate::value::{Bits, Codes, Column, Scalar, Tri, Truths};

/// What an aggregate reads of its members.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) inside: Truths,
    /// Which stand for any number of members.
    many: Option<Bits>,
    pub(crate) value: Option<Batch>,
    /// What tells which member counts, where one does.
    order: Option<(Keys, Ty)>,
    has: Option<Truths>,
    pub(crate) keys: Vec<Batch>,
}

impl Read {
    /// Evaluates filter, value, test and keys over all members at once.
    pub(crate) fn of(m: &Members, inner: &Frame<'_>, a: &Aggregate, plan: &Plan) -> Read {
        let len = m.rows.len();
        let mut inside = Truths::filled(len, Tri::True);
        for e in inner.engine.cheap_first(&plan.residual) {
            let t = inner.truths_where(e, inside.can_be_true());
            inside = inside.and(&t);
        }
        if let Some(perhaps) = &m.perhaps {
            inside = inside.doubted(perhaps);
        }
        let table = inner.engine.tables.of(a.members);
        let inside = table.present(inside, |bits| bits.gather(&m.rows));
        let many = unseen(m, inner.engine, a);
        Read {
            many,
            value: a.value.map(|e| inner.eval(e)),
            order: a.key.map(|key| order(inner, a, key)),
            has: a.has.map(|e| inner.truths_where(e, inside.can_be_true())),
            keys: a.group.iter().flat_map(|g| g.keys.iter()).map(|e| inner.eval(*e)).collect(),
            inside,
        }
    }

    /// What is known of the member at a place; `None` if it is certainly outside.
    pub(crate) fn member(&self, place: usize) -> Option<Member> {
        if !self.inside.may_hold(place) {
            return None;
        }
        let (range, currency) = match &self.value {
            Some(batch) => batch.get(place).parts(),
            None => (Member::ONE, None),
        };
        Some(Member {
            certain: self.inside.holds(place),
            many: self.is_many(place),
            has: self.has(place),
            range,
            currency,
        })
    }

    /// The members at those places that may be the one that counts, where one does.
    pub(super) fn foremost(
        &self,
        places: impl Iterator<Item = usize>,
        rates: &Rates,
    ) -> Option<Foremost> {
        let (keys, ty) = self.order.as_ref()?;
        let inside = places.filter(|place| self.inside.may_hold(*place));
        Some(keys.foremost(inside, |place| self.inside.holds(place), rates.of(*ty)))
    }

    /// Whether the keys at those places are one.
    pub(super) fn share_a_key(&self, places: &[usize]) -> bool {
        self.order.as_ref().is_some_and(|(keys, _)| keys.are_one(places))
    }

    /// Whether what is at a place passes the test.
    fn has(&self, place: usize) -> Tri {
        self.has.as_ref().map_or(Tri::True, |has| has.get(place))
    }

    /// The members at those places, counted.
    pub(super) fn tally(&self, places: Range<usize>) -> Tally {
        let mut tally = Tally::default();
        for place in places.filter(|place| self.inside.may_hold(*place)) {
            tally.add(self.inside.holds(place), self.is_many(place), self.has(place));
        }
        tally
    }

    /// Whether what is at a place stands for any number of members.
    pub(crate) fn is_many(&self, place: usize) -> bool {
        self.many.as_ref().is_some_and(|many| many.get(place))
    }

    /// Whether there may be members at those places.
    pub(super) fn any(&self, mut places: Range<usize>) -> bool {
        places.any(|place| self.inside.may_hold(place))
    }

    /// Whether there may be members at those places that stand for themselves.
    pub(super) fn is_told(&self, mut places: Range<usize>) -> bool {
        match &self.many {
            Some(many) => places.any(|place| self.inside.may_hold(place) && !many.get(place)),
            None => self.any(places),
        }
    }

    /// How many of the members at those places are members for certain.
    pub(crate) fn certain(&self, places: Range<usize>) -> usize {
        places.filter(|place| self.inside.holds(*place)).count()
    }

    pub(crate) fn members(&self, places: Range<usize>) -> Vec<Member> {
        places.filter_map(|place| self.member(place)).collect()
    }

    /// The number of the group that each member belongs to, of those that are taken by groups; who
    /// leads to nobody belongs to none.
    pub(super) fn groups(&self) -> Option<Cow<'_, [u32]>> {
        let len = self.inside.len();
        match self.keys.as_slice() {
            [] => None,
            [key @ Batch::One(Scalar::Code(_))] => Some(key.codes(len)),
            [Batch::Each(column)] if let Column::Code(codes) = column.as_ref() => {
                Some(Cow::Borrowed(&codes.0))
            }
            keys => Some(Cow::Owned(numbered(keys, len))),
        }
    }
}

/// The keys that tell which member counts, and their type.
fn order(inner: &Frame<'_>, a: &Aggregate, key: ExprId) -> (Keys, Ty) {
    // Only what is told by its keys has one.
    let end = reduce::of(a.function).front().unwrap_or(Extreme::Most);
    let ty = inner.engine.program.arena.get(key).ty;
    (Keys::of(&inner.eval(key), inner.len(), end), ty)
}

/// The members that stand for any number, where there are such.
fn unseen(m: &Members, engine: &Engine<'_>, a: &Aggregate) -> Option<Bits> {
    let unseen = &engine.tables.of(a.members).unseen;
    (!unseen.is_empty()).then(|| unseen.gather(&m.rows)).filter(Bits::any)
}

/// Several keys by numbers: the same for the same, and none where one is not known.
fn numbered(keys: &[Batch], len: usize) -> Vec<u32> {
    let mut numbers: HashMap<Vec<Scalar>, u32> = HashMap::new();
    let number = |place: usize| {
        let key: Vec<Scalar> = keys.iter().map(|key| key.get(place)).collect();
        if !key.iter().all(Scalar::is_known) {
            return Codes::UNKNOWN;
        }
        if key.contains(&Scalar::NOBODY) {
            return Codes::NONE;
        }
        let next = numbers.len() as u32;
        *numbers.entry(key).or_insert(next)
    };
    (0..len).map(number).collect()
}
