//! What is missing where a fact is read, or its sources are asked for.

use super::search::Search;
use crate::eval::evidence::About;
use crate::eval::found::Found;
use crate::ir::{ExprId, Op};
use crate::operator::Ask;
use crate::outcome::{Cell, Reason};
use crate::ty::{FieldId, RecordId, Ty};

impl Search<'_, '_> {
    /// Why a field of what a reference leads to says no one value.
    pub(super) fn facts(&mut self, e: ExprId, (base, field): (ExprId, FieldId), ones: &[usize]) {
        let engine = self.f.engine;
        let Ty::Record(record) = engine.program.arena.get(base).ty else {
            return self.followed(base, ones);
        };
        let (rows, values) = (self.f.eval(base), self.f.eval(e));
        let about = About::new(engine, record, field);
        let mut lost = Vec::new();
        for one in ones.iter().copied() {
            let place = self.place(one);
            if rows.is_nobody(place) {
                self.without_place(one, e, Reason::Nobody);
                continue;
            }
            let Some(row) = rows.leads(place) else {
                lost.push(one);
                continue;
            };
            let cell = Cell { record, row, field: Some(field) };
            // Whom the members of a list tie that is not given may be told by who holds it.
            let unseen = self.unseen(one, e, (record, row));
            if self.hanging(one, cell) || unseen {
                continue;
            }
            if !engine.tables.of(record).is_complete() {
                self.without_place(one, e, Reason::CutShort);
                continue;
            }
            // What sources tell in several currencies leaves the fact itself open.
            let is_told = || !values.get(place).is_unknown() || about.is_said(row);
            let reason = match about.disputed(row) {
                Ok(true) => Reason::Disputed,
                _ if is_told() => Reason::Imprecise,
                _ => Reason::NotGiven,
            };
            self.stands(one, e, Some(cell), reason);
        }
        self.followed(base, &lost);
    }

    /// Asks for the list that a row stands for as it is not given; `false` where the row stands for
    /// itself.
    pub(super) fn unseen(
        &mut self,
        one: usize,
        expr: ExprId,
        (record, row): (RecordId, u32),
    ) -> bool {
        let engine = self.f.engine;
        let list = engine.tables.not_given(&engine.program.schema, record, row);
        let Some((record, row, field)) = list else {
            return false;
        };
        let cell = Some(Cell { record, row, field: Some(field) });
        let reason = Reason::NotGiven;
        self.add(one, Found { cell, expr, inside: true, member: None, reason });
        true
    }

    /// Why a question about a fact's sources has no answer.
    pub(super) fn sources(&mut self, e: ExprId, (ask, fact): (Ask, ExprId), ones: &[usize]) {
        let (engine, arena) = (self.f.engine, &self.f.engine.program.arena);
        let fact = arena.strip(fact);
        let Op::Field(base, field) = arena.get(fact).op else {
            return arena.operands(fact, |base| self.followed(base, ones));
        };
        let Ty::Record(record) = arena.get(base).ty else {
            return self.followed(base, ones);
        };
        let (rows, about) = (self.f.eval(base), About::new(engine, record, field));
        let mut lost = Vec::new();
        for one in ones.iter().copied() {
            if rows.is_nobody(self.place(one)) {
                self.without_place(one, fact, Reason::Nobody);
                continue;
            }
            let Some(row) = rows.leads(self.place(one)) else {
                lost.push(one);
                continue;
            };
            if self.unseen(one, e, (record, row)) {
                continue;
            }
            if let Err(reason) = about.disputed(row) {
                self.without_place(one, e, reason);
                continue;
            }
            for (cell, reason) in about.wanting(ask, row) {
                // A source that it names may lack the date or the kind, and one may turn out to be
                // later than the as-of date.
                let date = cell.record != record && cell.field == about.dated();
                let leads_on = cell.record == record || date && !about.is_founded(row);
                self.lack(one).leads_on |= leads_on;
                self.stands(one, e, Some(cell), reason);
            }
        }
        self.followed(base, &lost);
    }
}
