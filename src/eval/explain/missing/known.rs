//! What was found missing before: members that look at nothing but themselves lack the same facts
//! whoever asks.

use super::{KEPT, Lack, Search, conditions, is_certain};
use crate::eval::aggregate::each_tied;
use crate::eval::explain::decisive::Line;
use crate::eval::explain::rate::{Met, amount};
use crate::eval::frame::Frame;
use crate::eval::memo::Memo;
use crate::ir::{Aggregate, ExprId};
use crate::operator::AggregateFn;
use crate::outcome::Reason;
use crate::value::{Decimal, Range};

/// What there is to say of the members of an aggregate, beside the facts that they lack.
#[derive(Clone, Debug)]
pub(in crate::eval) struct Seen {
    /// Whether there is a member, or may be.
    pub(super) any: bool,
    /// How many are members for certain.
    pub(super) certain: usize,
    /// The rates that are missing between their amounts.
    pub(super) unrated: Vec<Reason>,
    /// Whether their amounts come to more than nothing, whatever they turn out to be.
    weighs: bool,
}

impl Seen {
    /// Whether it may turn out that an aggregate is made of nothing, so that it has no value.
    pub(super) fn may_be_of_nothing(&self, a: &Aggregate) -> bool {
        let inner = a.group.as_ref().is_some_and(|group| group.function == AggregateFn::Share);
        inner
            || match a.function {
                AggregateFn::Share => !self.weighs,
                function => {
                    let least = u32::from(function.needs_a_member());
                    self.certain < a.sample.max(least) as usize
                }
            }
    }
}

/// The missing facts of an aggregate's members, by the row that these are tied to.
pub(in crate::eval) type Known = Memo<Option<u32>, (Lack, Seen)>;

impl Search {
    /// What is missing of the members of an aggregate. Of those that look at nothing but
    /// themselves it is the same for all whose members they are, and searched once.
    pub(super) fn of_members(
        &mut self,
        f: &Frame<'_>,
        e: ExprId,
        a: &Aggregate,
        place: usize,
        line: Option<&Line>,
    ) -> Seen {
        let plan = f.engine.aggregate(e).map(|(plan, _)| plan);
        let Some(plan) =
            plan.filter(|plan| plan.alone && line.is_none() && self.inspecting.is_empty())
        else {
            return self.look_at_members(f, e, a, place, line);
        };
        let known = plan.common.lacking.get(plan.key(f, place), || {
            let mut search = Search::new(KEPT);
            let seen = search.look_at_members(f, e, a, place, None);
            (search.lack, seen)
        });
        self.join(&known.0);
        known.1.clone()
    }

    fn look_at_members(
        &mut self,
        f: &Frame<'_>,
        e: ExprId,
        a: &Aggregate,
        place: usize,
        line: Option<&Line>,
    ) -> Seen {
        let (mut any, mut certain, mut shared) = (false, 0, Vec::new());
        let (mut above, mut below) = (false, false);
        let (is_money, mut met, mut told) =
            (amount(f, a).is_some(), Met::default(), Met::default());
        let plan = f.engine.aggregate(e).map(|(plan, _)| plan);
        let tied = |inner: &Frame<'_>, at: usize, row: u32| {
            let conditions = conditions(f, plan, a, (place, row));
            any = true;
            let is_certain = is_certain(inner, a, conditions, at);
            certain += usize::from(is_certain);
            if let Some(value) = a.value.map(|value| inner.eval(value).get(at)) {
                let (Range { lo, .. }, _) = value.parts();
                above |= is_certain && lo > Some(Decimal::ZERO);
                below |= lo < Some(Decimal::ZERO);
                if is_money {
                    met.add(&value);
                    told.add_told(&value);
                }
            }
            self.member(inner, (e, a), (conditions, line), at);
        };
        each_tied(f, e, a, place, tied, |plan, alike| {
            let search = || Search::among(f, (e, a), plan, &alike.rows);
            shared.push(alike.missing.get_or_init(search));
        });
        any |= !shared.is_empty();
        let (schema, tables) = (&f.engine.program.schema, f.engine.tables);
        shared.sort_by_key(|(first, _)| tables.standing(schema, a.members, *first));
        let weighs = above && !below && shared.is_empty();
        shared.into_iter().for_each(|(_, lack)| self.join(lack));
        self.lack.met.join(&told);
        Seen { any, certain, unrated: met.unrated(&f.engine.rates), weighs }
    }
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
    let member = |inner: &Frame<'_>, at: usize, row: u32| {
        let conditions = conditions(f, plan, a, (place, row));
        any = true;
        certain += usize::from(is_certain(inner, a, conditions, at));
    };
    each_tied(f, e, a, place, member, |_, _| shared = true);
    (certain, any || shared)
}
