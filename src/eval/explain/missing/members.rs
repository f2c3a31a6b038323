//! What is missing where an aggregate is made: of the list that holds its members, of what ties
//! them to their subject, and of the members.

use rustc_hash::FxHashSet;

use super::counted::{conditions, counted, is_certain, needed};
use super::search::{KEPT, MOST, Scope, Search};
use crate::alarm::Sure;
use crate::eval::aggregate::{Plan, tied};
use crate::eval::explain::decisive::{self, AtStake, Line};
use crate::eval::explain::rate::amount;
use crate::eval::found::{Lack, Met, Seen};
use crate::eval::frame::{Frame, Rows};
use crate::ir::{Aggregate, ExprId, Op};
use crate::outcome::{Cell, Reason};
use crate::ty::{RecordId, Ty};
use crate::value::{Decimal, Range};

impl Search<'_, '_> {
    /// Why an aggregate has no one value; `operand` is what it stands in, if it is looked at as an
    /// operand.
    pub(super) fn members(
        &mut self,
        (e, a): (ExprId, &Aggregate),
        one: usize,
        operand: Option<(ExprId, ExprId)>,
    ) {
        let (f, place, before) = (self.f, self.place(one), self.lack(one).met);
        self.rates(e, one);
        let line = operand.and_then(|(outer, operand)| decisive::line(f, outer, operand, place));
        let line = line.filter(|line| line.aggregate == e);
        // Of nothing there is no minimum: then all depends on who is a member.
        let line = line.filter(|_| counted(f, e, a, place).0 >= a.sample.max(1) as usize);
        let given = self.list_is_given((e, a), one);
        // What it is asked beside what its own members say is asked of the row that stands for them.
        if !given && f.engine.tables.of(a.members).unseen.is_empty() {
            self.lack(one).leads_on = true;
            return;
        }
        if let Some(key) = f.engine.aggregate(e).and_then(|(plan, _)| plan.outer_key) {
            self.value(key, &[one]);
            // What may be any leg of a flow, or any way, is settled by whom its steps tie, or by who
            // asks, not by all others.
            let open = self.lack(one).met > before && !f.eval(key).is_known(place);
            if open && (is_walked(f, a.members) || of_walked(f, key)) {
                self.lack(one).leads_on = true;
                return;
            }
        }
        let seen = self.of_members((e, a), one, line.as_ref());
        self.lack(one).leads_on |= seen.may_be_of_nothing(a) || seen.contended;
        seen.unrated.into_iter().for_each(|reason| self.without_place(one, e, reason));
        let (found, needed) = (seen.certain, needed(a));
        if !given {
            return;
        }
        if found < needed {
            self.without_place(one, e, Reason::Sample { found, needed });
        } else if self.lack(one).met == before {
            let reason = match (seen.any, a.key) {
                (false, _) => Reason::Nothing,
                (true, Some(_)) => Reason::SharedKey,
                (true, None) => Reason::Imprecise,
            };
            let list = a.holder.filter(|_| found == 0).and_then(|h| list(f, a, h, place));
            // Nobody writes the lists of a walk.
            let list = list.filter(|list| !f.engine.program.schema.kind(list.record).is_made());
            self.stands(one, e, list, reason);
        }
    }

    /// Whether the list that holds the members is given, as far as it is known which it is; asks for
    /// it where it is not.
    fn list_is_given(&mut self, (e, a): (ExprId, &Aggregate), one: usize) -> bool {
        let (f, place) = (self.f, self.place(one));
        let Some(holder) = a.holder else {
            return true;
        };
        self.followed(holder, &[one]);
        let list = list(f, a, holder, place);
        let Some(list) = list.filter(|list| !f.engine.is_listed(a, list.row)) else {
            return true;
        };
        // Of a walk that was not followed no end is known either, and that is told.
        if !self.hanging(one, list)
            && f.engine.tables.of(list.record).is_complete()
            && !self.unseen(one, e, (list.record, list.row))
        {
            self.stands(one, e, Some(list), Reason::NotGiven);
        }
        false
    }

    /// What is missing of the members of an aggregate. Of those that look at nothing but
    /// themselves it is the same for all whose members they are, and searched once.
    fn of_members(
        &mut self,
        (e, a): (ExprId, &Aggregate),
        one: usize,
        line: Option<&Line>,
    ) -> Seen {
        let (f, place) = (self.f, self.place(one));
        let plan = f.engine.aggregate(e).map(|(plan, _)| plan);
        let is_common =
            |plan: &&Plan| plan.alone && line.is_none() && self.scope.inspecting.is_empty();
        let Some(plan) = plan.filter(is_common) else {
            return self.look_at_members((e, a), one, line);
        };
        let known = plan.common.lacking.get(plan.key(f, place), || {
            let scope = Scope { most: KEPT, ..self.scope };
            let mut search = Search::new(f, vec![place], scope);
            let seen = search.look_at_members((e, a), 0, None);
            (std::mem::take(search.lack(0)), seen)
        });
        self.join(one, &known.0);
        known.1.clone()
    }

    fn look_at_members(
        &mut self,
        (e, a): (ExprId, &Aggregate),
        one: usize,
        line: Option<&Line>,
    ) -> Seen {
        let (f, place) = (self.f, self.place(one));
        let (mut seen, mut told, mut shared) = (Seen::default(), Met::default(), Vec::new());
        let plan = f.engine.aggregate(e).map(|(plan, _)| plan);
        let own = |inner: &Frame<'_>, members: &[usize], counting: &[usize]| {
            let conditions = |at: usize| conditions(f, plan, a, (place, inner.row(at)));
            seen = self.seen(inner, a, (members, counting), &conditions, &mut told);
            for some in counting.chunks(MOST) {
                if self.lack(one).found.len() >= MOST {
                    break;
                }
                let all = self.lacks_of((e, a), inner, some, &conditions, line);
                all.iter().for_each(|lack| self.join(one, lack));
            }
        };
        tied(f, e, a, place, own, |plan, alike| {
            shared.push(alike.kept.missing.get_or_init(|| among(f, (e, a), plan, &alike.rows)));
        });
        seen.any |= !shared.is_empty();
        seen.weighs &= shared.is_empty();
        seen.contended |= a.key.is_some() && !shared.is_empty();
        let (schema, tables) = (&f.engine.program.schema, f.engine.tables);
        shared.sort_by_key(|(first, _)| tables.standing(schema, a.members, *first));
        shared.into_iter().for_each(|(_, lack)| self.join(one, lack));
        self.lack(one).currencies.join(&told);
        seen
    }

    /// What there is to say of some members, and the currencies in which they tell amounts.
    fn seen<'p>(
        &self,
        inner: &Frame<'_>,
        a: &Aggregate,
        (members, counting): (&[usize], &[usize]),
        conditions: &impl Fn(usize) -> &'p [ExprId],
        told: &mut Met,
    ) -> Seen {
        let (mut certain, mut above, mut below) = (0, false, false);
        let (is_money, mut met) = (amount(self.f, a).is_some(), Met::default());
        let values = a.value.map(|value| inner.eval(value));
        // They stand in one order.
        let mut next = counting.iter().peekable();
        for at in members.iter().copied() {
            let is_certain = is_certain(inner, a, conditions(at), at);
            certain += usize::from(is_certain);
            let counts = next.next_if_eq(&&at).is_some();
            if let Some(value) = values.as_ref().filter(|_| counts).map(|values| values.get(at)) {
                let (Range { lo, .. }, _) = value.parts();
                above |= is_certain && lo > Some(Decimal::ZERO);
                below |= lo < Some(Decimal::ZERO);
                if is_money {
                    met.add(&value);
                    told.add_told(&value);
                }
            }
        }
        let unrated = met.unrated(&self.f.engine.rates);
        let contended = a.key.is_some() && counting.len() > 1;
        Seen { any: !members.is_empty(), certain, unrated, weighs: above && !below, contended }
    }

    /// What is missing of some members, as far as they may decide, in their order.
    fn lacks_of<'p>(
        &self,
        (e, a): (ExprId, &Aggregate),
        inner: &Frame<'_>,
        members: &[usize],
        conditions: &impl Fn(usize) -> &'p [ExprId],
        line: Option<&Line>,
    ) -> Vec<Lack> {
        let read = read_members(inner, a);
        let scope = Scope { most: MOST, inside: true, members: read, ..self.scope };
        let mut search = Search::new(inner, members.to_vec(), scope);
        search.look_at_each((e, a), conditions, line);
        search.lacks()
    }

    /// What is missing of each row of the search as a member.
    fn look_at_each<'p>(
        &mut self,
        (e, a): (ExprId, &Aggregate),
        conditions: &impl Fn(usize) -> &'p [ExprId],
        line: Option<&Line>,
    ) {
        let inner = self.f;
        let stakes = |one: &usize| decisive::at_stake(inner, a, line, self.place(*one));
        let stakes: Vec<AtStake> = self.all().iter().map(stakes).collect();
        let counting = |least: &[AtStake]| -> Vec<usize> {
            let counts = |(one, stake): (usize, &AtStake)| least.contains(stake).then_some(one);
            stakes.iter().enumerate().filter_map(counts).collect()
        };
        let (some, whole) =
            (counting(&[AtStake::Membership, AtStake::All]), counting(&[AtStake::All]));
        // Most have the same conditions to meet; who is tied in another way has more.
        let of = |one: &usize| (*one, conditions(self.place(*one)));
        let of: Vec<(usize, &[ExprId])> = some.iter().map(of).collect();
        for run in of.chunk_by(|(_, a), (_, b)| a == b) {
            let ones: Vec<usize> = run.iter().map(|(one, _)| *one).collect();
            let conditions = run.iter().take(1).flat_map(|(_, conditions)| conditions.iter());
            conditions.for_each(|e| self.truth(*e, &ones));
        }
        let keys = a.group.iter().flat_map(|g| g.keys.iter());
        a.has.iter().for_each(|e| self.truth(*e, &whole));
        a.value.iter().chain(&a.key).chain(keys).for_each(|e| self.value(*e, &whole));
        for one in some {
            let row = inner.row(self.place(one));
            self.perhaps(one, e, a.members, row);
            self.unseen(one, e, (a.members, row));
        }
    }
}

/// What is missing of members that nothing ties to a subject, which is the same for all
/// subjects, and the first of them.
fn among(f: &Frame<'_>, (e, a): (ExprId, &Aggregate), plan: &Plan, rows: &[u32]) -> (u32, Lack) {
    let (schema, tables) = (&f.engine.program.schema, f.engine.tables);
    let mut rows = rows.to_vec();
    rows.sort_by_cached_key(|row| tables.standing(schema, a.members, *row));
    let (mut lack, inspecting) = (Lack::default(), FxHashSet::default());
    let scope = Scope { inside: true, ..Scope::of_subjects(&inspecting) };
    for some in rows.chunks(MOST) {
        let inner = Frame::new(f.engine, a.level, Rows::list(some.to_vec()), None);
        let mut search = Search::new(&inner, (0..some.len()).collect(), scope);
        plan.member_key.iter().for_each(|key| search.value(*key, &search.all()));
        // Of those that hang on their subject nothing else is the same for all.
        if plan.alone {
            search.scope.members = read_members(f, a);
            search.look_at_each((e, a), &|_| &plan.residual, None);
            if let Some(value) = a.value {
                let told = inner.eval(value);
                (0..some.len()).for_each(|at| lack.currencies.add_told(&told.get(at)));
            }
        }
        search.lacks().iter().for_each(|one| lack.join(one, MOST));
        if lack.found.len() >= MOST {
            break;
        }
    }
    (rows.first().copied().sure(), lack)
}

/// The kind of an aggregate's members, where they are records that were read.
fn read_members(f: &Frame<'_>, a: &Aggregate) -> Option<RecordId> {
    Some(a.members).filter(|record| !f.engine.program.schema.kind(*record).is_made())
}

/// Whether a reference is one of a row of a walk, or of what somebody reaches.
fn of_walked(f: &Frame<'_>, reference: ExprId) -> bool {
    let arena = &f.engine.program.arena;
    match arena.get(arena.strip(reference)).op {
        Op::Field(base, _) => {
            matches!(arena.get(base).ty, Ty::Record(record) if is_walked(f, record))
        }
        _ => false,
    }
}

/// Whether records of a kind are walks, or what somebody reaches.
fn is_walked(f: &Frame<'_>, record: RecordId) -> bool {
    f.engine.program.schema.kind(record).legs().is_some()
}

/// Where the list that an aggregate goes over stands.
fn list(f: &Frame<'_>, a: &Aggregate, holder: ExprId, place: usize) -> Option<Cell> {
    let row = f.eval(holder).leads(place)?;
    let (record, field) = f.engine.program.schema.record(a.members).parent?;
    Some(Cell { record, row, field: Some(field) })
}
