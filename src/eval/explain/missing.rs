//! The facts that would decide a verdict.

mod ends;
mod known;
mod words;

use rustc_hash::FxHashSet;

use crate::eval::aggregate::Plan;
use crate::eval::evidence::About;
use crate::eval::frame::{Frame, Rows};
use crate::ir::{Aggregate, Derivation, ExprId, Op, Rule, Rung};
use crate::operator::Ask;
use crate::outcome::{Cell, Missing, Reason, Verdict, Wanted};
use crate::ty::{RecordId, Ty};
use crate::value::{Scalar, Tri};

use super::decisive::{self, AtStake, Line};
use super::rate::Met;
use super::{cell, truth};
use super::{reason, settles};

pub(in crate::eval) use known::Known;
pub(super) use known::counted;

/// How many missing facts of one verdict are told.
const MOST: usize = 100;

/// How many are kept of what several verdicts share: none of them may be told already.
const KEPT: usize = 2 * MOST;

/// A missing fact before it is put into words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::eval) struct Found {
    pub(super) cell: Option<Cell>,
    expr: ExprId,
    /// It belongs to a member of an aggregate, not to the subject.
    inside: bool,
    /// The member of which a value without a place is made.
    member: Option<Cell>,
    pub(super) reason: Reason,
}

/// What is missing of something.
#[derive(Clone, Debug)]
pub(in crate::eval) struct Lack {
    pub(super) found: Vec<Found>,
    /// The currencies of the amounts that were met.
    met: Met,
    /// Whether more may be missing once all that was found is told.
    leads_on: bool,
}

impl Lack {
    /// Whether nothing else can be missing once that is told which is wanted, whatever it turns out to
    /// be.
    pub(super) fn is_all(&self, f: &Frame<'_>, wanted: &[Wanted]) -> bool {
        !self.leads_on && self.met.come_together(f, wanted)
    }
}

/// What would decide the verdict at a place of a frame: for an undetermined one the rungs that
/// are open (and an open `unless`), for a flagged one the more severe rungs that are.
pub(super) fn of(f: &Frame<'_>, rule: &Rule, verdict: Verdict, place: usize) -> Vec<Missing> {
    let lack = find(f, rule, verdict, place, &FxHashSet::default());
    lack.found.into_iter().map(|found| found.told(f, (&rule.variable, rule.subject))).collect()
}

/// What would decide a condition at a place of a frame; `subject` is what its rows are called, and
/// their kind.
pub(in crate::eval) fn of_condition(
    f: &Frame<'_>,
    e: ExprId,
    subject: (&str, RecordId),
    place: usize,
) -> Vec<Missing> {
    let mut search = Search::new(MOST);
    search.truth(f, e, place);
    search.lack.found.into_iter().map(|found| found.told(f, subject)).collect()
}

/// What would tell whether a step is one, and what it ties.
pub(super) fn of_step(f: &Frame<'_>, steps: RecordId, row: u32) -> Vec<Missing> {
    let mut search = Search::new(MOST);
    search.step(f, Cell { record: steps, row, field: None });
    search.lack.found.into_iter().map(|found| found.told(f, ("", steps))).collect()
}

/// What would decide a verdict, without words, for those who only count. What `inspecting` names is
/// followed although it is decided.
pub(super) fn find(
    f: &Frame<'_>,
    rule: &Rule,
    verdict: Verdict,
    place: usize,
    inspecting: &FxHashSet<ExprId>,
) -> Lack {
    let mut search = Search { inspecting: inspecting.clone(), ..Search::new(MOST) };
    let applies = match verdict {
        Verdict::Undetermined { .. } => false,
        Verdict::Flagged { possibly: Some(_), .. } => true,
        Verdict::Flagged { possibly: None, .. } | Verdict::Clear | Verdict::NotApplicable => {
            return search.lack;
        }
    };
    // Whether a milder rung holds as well makes no difference.
    let holds = |rung: &&Rung| truth(f, rung.when, place) == Tri::True;
    let above = rule.rungs.iter().filter(holds).map(|rung| rung.severity).max();
    // Where a fact is inspected, what holds without it need not hold with it.
    let counts = |r: &&Rung| Some(r.severity) > above || !inspecting.is_empty();
    let rungs: Vec<ExprId> = rule.rungs.iter().filter(counts).map(|r| r.when).collect();
    let unless = rule.unless.iter().copied().filter(|_| !applies);
    for e in unless.chain(rungs) {
        search.truth(f, e, place);
    }
    search.lack
}

struct Search {
    lack: Lack,
    /// What is followed although it is decided.
    inspecting: FxHashSet<ExprId>,
    /// How many are wanted.
    most: usize,
    /// How many missing facts were met, those met before included.
    met: usize,
    /// The member that is looked at, where it is a record that was read.
    member: Option<Cell>,
    /// What the aggregate that is looked at next is held against.
    line: Option<Line>,
}

impl Search {
    fn new(most: usize) -> Search {
        let lack = Lack { found: Vec::new(), met: Met::default(), leads_on: false };
        Search { lack, inspecting: FxHashSet::default(), most, met: 0, member: None, line: None }
    }

    /// Why a condition is not decided.
    fn truth(&mut self, f: &Frame<'_>, e: ExprId, place: usize) {
        if truth(f, e, place) != Tri::Unknown && !self.inspecting.contains(&e) {
            return;
        }
        match &f.engine.program.arena.get(e).op {
            Op::Named(_, a) | Op::Not(a) => self.truth(f, *a, place),
            Op::And(parts) | Op::Or(parts) => parts.iter().for_each(|p| self.truth(f, *p, place)),
            _ => self.value(f, e, place),
        }
    }

    /// Why a value is not one for certain.
    fn value(&mut self, f: &Frame<'_>, e: ExprId, place: usize) {
        let decided = f.eval(e).is_known(place) && !self.inspecting.contains(&e);
        if decided || self.lack.found.len() >= self.most {
            return;
        }
        self.lack.leads_on |= settles::may_stay_open(f, e, place);
        settles::meet(f, e, place, &mut self.lack.met);
        let arena = &f.engine.program.arena;
        match &arena.get(e).op {
            Op::Field(base, _) => match cell(f, e, place) {
                Some(cell) => self.fact(f, e, cell, place),
                None => self.followed(f, *base, place),
            },
            Op::And(_) | Op::Or(_) | Op::Not(_) => self.truth(f, e, place),
            Op::Ask(ask, fact) => self.sources(f, e, (*ask, *fact), place),
            // Only the branch that counts can be at fault; which one does may change once it is told
            // what the condition asks whether it is told.
            Op::If(c, a, b) => match truth(f, *c, place) {
                Tri::True if !self.inspecting.contains(c) => self.value(f, *a, place),
                Tri::False if !self.inspecting.contains(c) => self.value(f, *b, place),
                _ => [c, a, b].into_iter().for_each(|o| self.value(f, *o, place)),
            },
            Op::Aggregate(a) => self.members(f, e, a, place),
            Op::Named(_, inner) => self.named(f, e, *inner, place),
            _ => {
                if let Some((at, reason)) = reason::hopeless(f, e, place) {
                    return self.without_place(f, at, reason);
                }
                let (mut known, mut money) = (true, false);
                arena.operands(e, |o| {
                    known &= f.eval(o).is_known(place);
                    money |= arena.get(o).ty.is_money();
                    self.line = decisive::line(f, e, o, place);
                    self.value(f, o, place);
                });
                self.line = None;
                self.rates(f, e, place);
                // A reason of its own: no rate, and with known operands a zero divisor or an
                // overflow.
                let own = |r: &Reason| known || matches!(r, Reason::NoRate { .. });
                if known || money {
                    let own = reason::of(f, e, place).filter(own).into_iter();
                    let all = own.chain(super::rate::unrated(f, e, place));
                    all.for_each(|reason| self.without_place(f, e, reason));
                }
            }
        }
    }

    /// Why it is not known which record is meant: of that record more may be missing.
    fn followed(&mut self, f: &Frame<'_>, reference: ExprId, place: usize) {
        self.lack.leads_on |= !f.eval(reference).is_known(place);
        self.value(f, reference, place);
    }

    /// The rates that leave it open what amounts come to in one currency.
    fn rates(&mut self, f: &Frame<'_>, e: ExprId, place: usize) {
        for cell in super::rate::open(f, e, place) {
            let reason = match value_of(f, cell) {
                Some(value) if !value.is_unknown() => Reason::Imprecise,
                _ => Reason::NotGiven,
            };
            self.stands(f, e, Some(cell), reason);
        }
    }

    /// Adds a fact that is missing where it should stand.
    fn stands(&mut self, f: &Frame<'_>, expr: ExprId, cell: Option<Cell>, reason: Reason) {
        self.add(Found { cell, expr, inside: f.level > 0, member: None, reason });
    }

    fn without_place(&mut self, f: &Frame<'_>, expr: ExprId, reason: Reason) {
        let member = self.member.filter(|_| f.level > 0);
        self.add(Found { cell: None, expr, inside: f.level > 0, member, reason });
    }

    fn fact(&mut self, f: &Frame<'_>, expr: ExprId, cell: Cell, place: usize) {
        // Whom the members of a list tie that is not given may be told by who holds it.
        let unseen = self.unseen(f, expr, (cell.record, cell.row));
        if self.hanging(f, cell) || unseen {
            return;
        }
        if !f.engine.tables.of(cell.record).complete {
            return self.without_place(f, expr, Reason::CutShort);
        }
        let about = cell.field.map(|field| About::new(f.engine, cell.record, field));
        let disputed = about.as_ref().is_some_and(|about| about.disputed(cell.row) == Ok(true));
        // What sources tell in several currencies leaves the fact itself open.
        let told = !f.eval(expr).get(place).is_unknown()
            || about.is_some_and(|about| about.is_said(cell.row));
        let reason = match (disputed, told) {
            (true, _) => Reason::Disputed,
            (false, true) => Reason::Imprecise,
            (false, false) => Reason::NotGiven,
        };
        self.stands(f, expr, Some(cell), reason);
    }

    /// Asks for the list that a row stands for as it is not given; `false` where the row stands for
    /// itself.
    fn unseen(&mut self, f: &Frame<'_>, expr: ExprId, (record, row): (RecordId, u32)) -> bool {
        let engine = f.engine;
        let list = engine.tables.not_given(&engine.program.schema, record, row);
        let Some((record, row, field)) = list else {
            return false;
        };
        let cell = Some(Cell { record, row, field: Some(field) });
        self.add(Found { cell, expr, inside: true, member: None, reason: Reason::NotGiven });
        true
    }

    /// Why a question about a fact's sources has no answer.
    fn sources(&mut self, f: &Frame<'_>, e: ExprId, (ask, fact): (Ask, ExprId), place: usize) {
        let arena = &f.engine.program.arena;
        let fact = arena.strip(fact);
        let Some(Cell { record, row, field: Some(field) }) = cell(f, fact, place) else {
            return arena.operands(fact, |base| self.followed(f, base, place));
        };
        if self.unseen(f, e, (record, row)) {
            return;
        }
        let about = About::new(f.engine, record, field);
        if let Err(reason) = about.disputed(row) {
            return self.without_place(f, e, reason);
        }
        for (cell, reason) in about.wanting(ask, row) {
            // A source that it names may lack the date or the kind, and one may turn out to be later
            // than the as-of date.
            let date = cell.record != record && cell.field == about.dated();
            self.lack.leads_on |= cell.record == record || date && !about.is_founded(row);
            self.stands(f, e, Some(cell), reason);
        }
    }

    fn members(&mut self, f: &Frame<'_>, e: ExprId, a: &Aggregate, place: usize) {
        let before = self.met;
        self.rates(f, e, place);
        let line = self.line.take().filter(|line| line.aggregate == e);
        // Of nothing there is no minimum: then all depends on who is a member.
        let line = line.filter(|_| counted(f, e, a, place).0 >= a.sample.max(1) as usize);
        let mut given = true;
        if let Some(holder) = a.holder {
            self.followed(f, holder, place);
            let list = list(f, a, holder, place);
            if let Some(list) = list.filter(|list| !f.engine.is_listed(a, list.row)) {
                // Of a walk that was not followed no end is known either, and that is told.
                if !self.hanging(f, list)
                    && f.engine.tables.of(list.record).complete
                    && !self.unseen(f, e, (list.record, list.row))
                {
                    self.stands(f, e, Some(list), Reason::NotGiven);
                }
                given = false;
            }
        }
        // What it is asked beside what its own members say is asked of the row that stands for them.
        if !given && f.engine.tables.of(a.members).unseen.is_empty() {
            self.lack.leads_on = true;
            return;
        }
        if let Some(key) = f.engine.aggregate(e).and_then(|(plan, _)| plan.outer_key) {
            self.value(f, key, place);
            // What may be any leg of a flow, or any way, is settled by whom its steps tie, or by who
            // asks, not by all others.
            let open = self.met > before && !f.eval(key).is_known(place);
            if open && (is_walked(f, a.members) || of_walked(f, key)) {
                self.lack.leads_on = true;
                return;
            }
        }
        let seen = self.of_members(f, e, a, place, line.as_ref());
        let needed = a.sample as usize;
        self.lack.leads_on |= seen.may_be_of_nothing(a);
        seen.unrated.into_iter().for_each(|reason| self.without_place(f, e, reason));
        if !given {
            return;
        }
        if seen.certain < needed {
            self.without_place(f, e, Reason::Sample { found: seen.certain, needed });
        } else if before == self.met {
            let reason = if seen.any { Reason::Imprecise } else { Reason::Nothing };
            let list = a.holder.filter(|_| seen.certain == 0).and_then(|h| list(f, a, h, place));
            // Nobody writes the lists of a walk.
            let list = list.filter(|list| !f.engine.program.schema.record(list.record).derived);
            self.stands(f, e, list, reason);
        }
    }

    /// What is said of the members of a flow goes by the name of what is made of them: rules do
    /// not name the members.
    fn named(&mut self, f: &Frame<'_>, e: ExprId, inner: ExprId, place: usize) {
        let before = self.lack.found.len();
        self.value(f, inner, place);
        let program = f.engine.program;
        if let Op::Aggregate(a) = &program.arena.get(inner).op
            && program.schema.record(a.members).derived
        {
            let nowhere = self.lack.found.iter_mut().skip(before).filter(|f| f.cell.is_none());
            nowhere.for_each(|found| found.expr = e);
        }
    }

    /// What is missing of a member, as far as it may decide.
    fn member(
        &mut self,
        inner: &Frame<'_>,
        (e, a): (ExprId, &Aggregate),
        (conditions, line): (&[ExprId], Option<&Line>),
        at: usize,
    ) {
        if self.lack.found.len() >= MOST {
            return;
        }
        let at_stake = decisive::at_stake(inner, a, line, at);
        if at_stake == AtStake::Nothing {
            return;
        }
        let read = !inner.engine.program.schema.record(a.members).derived;
        let cell = Cell { record: a.members, row: inner.row(at), field: None };
        let outer = std::mem::replace(&mut self.member, Some(cell).filter(|_| read));
        conditions.iter().for_each(|e| self.truth(inner, *e, at));
        if at_stake == AtStake::All {
            let keys = a.group.iter().flat_map(|g| g.keys.iter());
            a.has.iter().for_each(|e| self.truth(inner, *e, at));
            a.value.iter().chain(keys).for_each(|e| self.value(inner, *e, at));
        }
        self.perhaps(inner, a.members, inner.row(at));
        self.unseen(inner, e, (a.members, inner.row(at)));
        self.member = outer;
    }

    /// What is missing of members that nothing ties to a subject, which is the same for all
    /// subjects, and the first of them.
    fn among(
        f: &Frame<'_>,
        (e, a): (ExprId, &Aggregate),
        plan: &Plan,
        rows: &[u32],
    ) -> (u32, Lack) {
        let (schema, tables) = (&f.engine.program.schema, f.engine.tables);
        let mut rows = rows.to_vec();
        rows.sort_by_cached_key(|row| tables.standing(schema, a.members, *row));
        let mut search = Search::new(MOST);
        for some in rows.chunks(MOST) {
            let inner = Frame::new(f.engine, a.level, Rows::list(some.to_vec()), None);
            for at in 0..some.len() {
                plan.member_key.iter().for_each(|key| search.value(&inner, *key, at));
                // Of those that hang on their subject nothing else is the same for all.
                if !plan.alone {
                    continue;
                }
                search.member(&inner, (e, a), (&plan.residual, None), at);
                a.value.iter().for_each(|v| search.lack.met.add_told(&inner.eval(*v).get(at)));
            }
            if search.lack.found.len() >= MOST {
                break;
            }
        }
        (rows.first().copied().unwrap_or_default(), search.lack)
    }

    /// Adds what was found elsewhere, each once there.
    fn join(&mut self, lack: &Lack) {
        self.lack.met.join(&lack.met);
        self.lack.leads_on |= lack.leads_on;
        let found = &lack.found;
        if self.lack.found.is_empty() {
            self.met += found.len();
            self.lack.found.extend_from_slice(found);
        } else {
            found.iter().for_each(|found| self.add(found.clone()));
        }
    }

    fn add(&mut self, found: Found) {
        self.met += 1;
        let same = |f: &Found| match (f.cell, found.cell) {
            (Some(a), Some(b)) => a == b && f.reason == found.reason,
            (None, None) => {
                (f.expr, f.member, &f.reason) == (found.expr, found.member, &found.reason)
            }
            _ => false,
        };
        if self.lack.found.len() < self.most && !self.lack.found.iter().any(same) {
            self.lack.found.push(found);
        }
    }
}

/// What a record says of one of its fields.
fn value_of(f: &Frame<'_>, cell: Cell) -> Option<Scalar> {
    let column = f.engine.tables.of(cell.record).column(cell.field?)?;
    Some(column.get(cell.row as usize))
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
    f.engine
        .program
        .derived
        .iter()
        .any(|derived| derived.record == record && !matches!(derived.how, Derivation::Steps { .. }))
}

/// Whether what is at a place is a member for certain.
fn is_certain(inner: &Frame<'_>, a: &Aggregate, conditions: &[ExprId], at: usize) -> bool {
    let (table, row) = (inner.engine.tables.of(a.members), inner.row(at) as usize);
    let is_open = table.unseen.get(row) || table.perhaps.get(row);
    !is_open && conditions.iter().all(|condition| truth(inner, *condition, at) == Tri::True)
}

/// What makes a row a member of the subject at a place.
fn conditions<'p>(
    f: &Frame<'_>,
    plan: Option<&'p Plan>,
    a: &'p Aggregate,
    at: (usize, u32),
) -> &'p [ExprId] {
    plan.map_or(a.filter.as_slice(), |plan| plan.conditions(f, a, at))
}

/// Where the list that an aggregate goes over stands.
fn list(f: &Frame<'_>, a: &Aggregate, holder: ExprId, place: usize) -> Option<Cell> {
    let row = f.eval(holder).code(place)?;
    let (record, field) = f.engine.program.schema.record(a.members).parent?;
    Some(Cell { record, row, field: Some(field) })
}
