//! The search for what is missing, among rows of one frame: they go down the expressions together,
//! and at each those go on for which it is open.

use rustc_hash::FxHashSet;

use crate::eval::explain::place::truth;
use crate::eval::explain::{rate, reason, settles};
use crate::eval::found::{Found, Lack};
use crate::eval::frame::Frame;
use crate::ir::{ExprId, Op};
use crate::outcome::{Cell, Reason, SEARCHED};
use crate::ty::RecordId;
use crate::value::{Scalar, Tri};

/// How many missing facts of one verdict are told.
pub(super) const MOST: usize = SEARCHED;

/// How many are kept of what several verdicts share: none of them may be told already.
pub(super) const KEPT: usize = 2 * MOST;

/// What is searched, and how.
#[derive(Clone, Copy)]
pub(super) struct Scope<'s> {
    /// What is followed although it is decided.
    pub(super) inspecting: &'s FxHashSet<ExprId>,
    /// How many missing facts are wanted of each row.
    pub(super) most: usize,
    /// Whether the rows are others than those of which is told what is missing.
    pub(super) inside: bool,
    /// Whose members the rows are, where they are records that were read.
    pub(super) members: Option<RecordId>,
}

impl<'s> Scope<'s> {
    /// That of subjects.
    pub(super) fn of_subjects(inspecting: &'s FxHashSet<ExprId>) -> Scope<'s> {
        Scope { inspecting, most: MOST, inside: false, members: None }
    }
}

/// A search among places of a frame. They go by their number in the search.
pub(super) struct Search<'s, 'e> {
    pub(super) f: &'s Frame<'e>,
    pub(super) scope: Scope<'s>,
    places: Vec<usize>,
    lacks: Vec<Lack>,
    /// The operand that is looked at next, behind what it is an operand of.
    operand: Option<(ExprId, ExprId)>,
}

impl<'s, 'e> Search<'s, 'e> {
    pub(super) fn new(f: &'s Frame<'e>, places: Vec<usize>, scope: Scope<'s>) -> Self {
        let lacks = vec![Lack::default(); places.len()];
        Search { f, scope, places, lacks, operand: None }
    }

    /// What was found, in the order of the places.
    pub(super) fn lacks(self) -> Vec<Lack> {
        self.lacks
    }

    /// All rows of the search.
    pub(super) fn all(&self) -> Vec<usize> {
        (0..self.places.len()).collect()
    }

    pub(super) fn place(&self, one: usize) -> usize {
        self.places[one]
    }

    pub(super) fn lack(&mut self, one: usize) -> &mut Lack {
        &mut self.lacks[one]
    }

    /// Why a condition is not decided.
    pub(super) fn truth(&mut self, e: ExprId, ones: &[usize]) {
        let (truths, follow) = (self.f.eval(e), self.scope.inspecting.contains(&e));
        let decided = |place| matches!(truths.get(place), Scalar::Truth(Tri::True | Tri::False));
        let open = |one: &usize| follow || !decided(self.place(*one));
        let ones: Vec<usize> = ones.iter().copied().filter(open).collect();
        match &self.f.engine.program.arena.get(e).op {
            _ if ones.is_empty() => {}
            Op::Named(_, a) | Op::Not(a) => self.truth(*a, &ones),
            Op::And(parts) | Op::Or(parts) => parts.iter().for_each(|p| self.truth(*p, &ones)),
            _ => self.value(e, &ones),
        }
    }

    /// Why a value is not one for certain.
    pub(super) fn value(&mut self, e: ExprId, ones: &[usize]) {
        let (f, values, follow) = (self.f, self.f.eval(e), self.scope.inspecting.contains(&e));
        let decided = |one: usize| !follow && values.is_known(self.place(one));
        let enough = |one: usize| self.lacks[one].found.len() >= self.scope.most;
        let mut ones = ones.to_vec();
        ones.retain(|one| !decided(*one) && !enough(*one));
        if ones.is_empty() {
            return;
        }
        for one in &ones {
            let place = self.place(*one);
            let lack = &mut self.lacks[*one];
            lack.leads_on |= settles::may_stay_open(f, e, place);
            settles::meet(f, e, place, &mut lack.currencies);
        }
        match &f.engine.program.arena.get(e).op {
            Op::Field(base, field) => self.facts(e, (*base, *field), &ones),
            Op::And(_) | Op::Or(_) | Op::Not(_) => self.truth(e, &ones),
            Op::Ask(ask, fact) => self.sources(e, (*ask, *fact), &ones),
            Op::If(c, a, b) => self.choice(*c, (*a, *b), &ones),
            Op::OrElse(a, b) => self.either(e, (*a, *b), &ones),
            Op::Aggregate(a) => {
                let operand = self.operand.take();
                ones.iter().for_each(|one| self.members((e, a), *one, operand));
            }
            Op::Named(name, inner) => self.named(e, (name, *inner), &ones),
            _ => self.operands(e, ones),
        }
    }

    /// Only the branch that counts can be at fault; which one does may change once it is told what
    /// the condition asks whether it is told.
    fn choice(&mut self, condition: ExprId, (a, b): (ExprId, ExprId), ones: &[usize]) {
        let either = self.scope.inspecting.contains(&condition);
        let unless = |this: &Self, not: Tri| -> Vec<usize> {
            let counts = |one: &usize| either || truth(this.f, condition, this.place(*one)) != not;
            ones.iter().copied().filter(counts).collect()
        };
        self.value(condition, ones);
        self.value(a, &unless(self, Tri::False));
        self.value(b, &unless(self, Tri::True));
    }

    /// What is taken where there are no members to take the other of is all to be asked for.
    fn either(&mut self, e: ExprId, (a, b): (ExprId, ExprId), ones: &[usize]) {
        let empty = |this: &Self, one: &usize| {
            let a = this.f.engine.program.arena.strip(a);
            matches!(reason::of(this.f, a, this.place(*one)), Some(Reason::Nothing))
        };
        let (instead, both): (Vec<usize>, Vec<usize>) =
            ones.iter().copied().partition(|one| empty(self, one));
        self.value(b, &instead);
        self.operands(e, both);
    }

    fn operands(&mut self, e: ExprId, mut ones: Vec<usize>) {
        ones.retain(|one| match reason::hopeless(self.f, e, self.place(*one)) {
            Some((at, reason)) => {
                self.without_place(*one, at, reason);
                false
            }
            None => true,
        });
        let (f, arena) = (self.f, &self.f.engine.program.arena);
        let (mut money, mut values) = (false, Vec::new());
        arena.operands(e, |o| {
            money |= arena.get(o).ty.is_money();
            values.push(f.eval(o));
            self.operand = Some((e, o));
            self.value(o, &ones);
        });
        self.operand = None;
        for one in ones {
            let place = self.place(one);
            self.rates(e, one);
            // A reason of its own: no rate, and with known operands a zero divisor or an overflow.
            let known = values.iter().all(|value| value.is_known(place));
            let is_own = |r: &Reason| known || matches!(r, Reason::NoRate { .. });
            if known || money {
                let own = reason::of(f, e, place).filter(is_own).into_iter();
                let all = own.chain(rate::unrated(f, e, place));
                all.for_each(|reason| self.without_place(one, e, reason));
            }
        }
    }

    /// Why it is not known which record is meant: of that record more may be missing.
    pub(super) fn followed(&mut self, reference: ExprId, ones: &[usize]) {
        let rows = self.f.eval(reference);
        for one in ones {
            let is_open = !rows.is_known(self.place(*one));
            self.lacks[*one].leads_on |= is_open;
        }
        self.value(reference, ones);
    }

    /// The rates that leave it open what amounts come to in one currency.
    pub(super) fn rates(&mut self, e: ExprId, one: usize) {
        for cell in rate::open(self.f, e, self.place(one)) {
            let reason = match value_of(self.f, cell) {
                Some(value) if !value.is_unknown() => Reason::Imprecise,
                _ => Reason::NotGiven,
            };
            self.stands(one, e, Some(cell), reason);
        }
    }

    /// Adds a fact that is missing where it should stand.
    pub(super) fn stands(&mut self, one: usize, expr: ExprId, cell: Option<Cell>, reason: Reason) {
        let inside = self.scope.inside;
        self.add(one, Found { cell, expr, inside, member: None, reason });
    }

    /// Adds that something has no value for which no fact stands.
    pub(super) fn without_place(&mut self, one: usize, expr: ExprId, reason: Reason) {
        let row = self.f.row(self.place(one));
        let member = self.scope.members.map(|record| Cell { record, row, field: None });
        self.add(one, Found { cell: None, expr, inside: self.scope.inside, member, reason });
    }

    pub(super) fn add(&mut self, one: usize, found: Found) {
        self.lacks[one].add(found, self.scope.most);
    }

    /// Adds what was found elsewhere, each once there.
    pub(super) fn join(&mut self, one: usize, lack: &Lack) {
        self.lacks[one].join(lack, self.scope.most);
    }

    /// An aggregate that has no value goes by the call that made it (`revenue_of(party)`; a `let`
    /// says less than what it is of). So does all that is said of the members of a flow, which rules
    /// do not name.
    fn named(&mut self, e: ExprId, (name, inner): (&str, ExprId), ones: &[usize]) {
        let before: Vec<usize> = ones.iter().map(|one| self.lacks[*one].found.len()).collect();
        self.value(inner, ones);
        let program = self.f.engine.program;
        if let Op::Aggregate(a) = &program.arena.get(inner).op {
            let is_made = program.schema.kind(a.members).is_made();
            let is_call = name.ends_with(')');
            for (one, before) in ones.iter().zip(before) {
                let lack = &mut self.lacks[*one];
                for mut found in lack.found.split_off(before) {
                    if found.cell.is_none() && (is_made || is_call && found.expr == inner) {
                        found.expr = e;
                    }
                    lack.keep(found);
                }
            }
        }
    }
}

/// What a record says of one of its fields.
fn value_of(f: &Frame<'_>, cell: Cell) -> Option<Scalar> {
    let column = f.engine.tables.of(cell.record).column(cell.field?)?;
    Some(column.get(cell.row as usize))
}
