//! What was found missing before: members that look at nothing but themselves lack the same facts
//! whoever asks.

use super::{Found, KEPT, Search, conditions, is_certain};
use crate::eval::aggregate::each_tied;
use crate::eval::explain::decisive::Line;
use crate::eval::explain::rate::{Met, amount};
use crate::eval::frame::Frame;
use crate::eval::memo::Memo;
use crate::ir::{Aggregate, ExprId};
use crate::outcome::Reason;

/// What there is to say of the members of an aggregate, beside the facts that they lack.
#[derive(Clone, Debug)]
pub(in crate::eval) struct Seen {
    /// Whether there is a member, or may be.
    pub(super) any: bool,
    /// How many are members for certain.
    pub(super) certain: usize,
    /// The rate that is missing between their amounts.
    pub(super) unrated: Option<Reason>,
}

/// The missing facts of an aggregate's members, by the row that these are tied to.
pub(in crate::eval) type Known = Memo<Option<u32>, (Vec<Found>, Seen)>;

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
        let Some(plan) = plan.filter(|plan| plan.alone && line.is_none()) else {
            return self.look_at_members(f, e, a, place, line);
        };
        let known = plan.common.lacking.get(plan.key(f, place), || {
            let mut search = Search::new(KEPT);
            let seen = search.look_at_members(f, e, a, place, None);
            (search.found, seen)
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
        let (value, mut met) = (amount(f, a), Met::default());
        let plan = f.engine.aggregate(e).map(|(plan, _)| plan);
        let tied = |inner: &Frame<'_>, at: usize, row: u32| {
            let conditions = conditions(f, plan, a, (place, row));
            any = true;
            value.iter().for_each(|value| met.add(&inner.eval(*value).get(at)));
            certain += usize::from(is_certain(inner, a, conditions, at));
            self.member(inner, (e, a), (conditions, line), at);
        };
        each_tied(f, e, a, place, tied, |plan, alike| {
            let search = || Search::among(f, (e, a), plan, &alike.rows);
            shared.push(alike.missing.get_or_init(search));
        });
        any |= !shared.is_empty();
        let (schema, tables) = (&f.engine.program.schema, f.engine.tables);
        shared.sort_by_key(|(first, _)| tables.standing(schema, a.members, *first));
        shared.into_iter().for_each(|(_, found)| self.join(found));
        Seen { any, certain, unrated: met.unrated(&f.engine.rates) }
    }
}
