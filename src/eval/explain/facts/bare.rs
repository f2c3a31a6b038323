//! What a finding rests on that would tell no fact otherwise: on what makes its subject exist, on
//! members that fail a condition, as there is none that meets it, and on how many a list has.

use super::{Found, MEMBERS, among, member_path};
use crate::eval::aggregate::{UntiedAre, left_out, with_members};
use crate::eval::frame::{Frame, Rows};
use crate::ir::{Aggregate, ExprId, Op};
use crate::outcome::{Among, Cell};
use crate::ty::Ty;
use crate::value::{Decimal, Scalar};

impl Found<'_> {
    /// Whether no fact is told that a record holds, but for rates.
    pub(super) fn is_bare(&self, f: &Frame<'_>) -> bool {
        let rates = f.engine.program.rates.map(|table| table.record);
        let is_rate = |cell: Cell| Some(cell.record) == rates;
        self.facts.iter().all(|fact| fact.cell.is_none_or(is_rate))
    }

    /// Tells why the aggregates in conditions are what they are.
    pub(super) fn tell_bare(&mut self, f: &Frame<'_>, conditions: &[ExprId], place: usize) {
        let arena = &f.engine.program.arena;
        let exists = self.exists.take();
        // Of a cluster it is only kept whether it is one.
        let told = |e: &ExprId| !matches!(arena.get(arena.strip(*e)).op, Op::Field(..));
        if let Some(exists) = exists.filter(told) {
            self.visit(f, exists, place);
        }
        let conditions = conditions.iter().copied();
        for e in arena.parts(conditions, |_, op| !matches!(op, Op::Aggregate(_))) {
            if let Op::Aggregate(a) = &arena.get(e).op {
                self.length(f, e, a, place);
                self.failing(f, e, a, place);
            }
        }
    }

    /// How many a list has.
    fn length(&mut self, f: &Frame<'_>, e: ExprId, a: &Aggregate, place: usize) {
        let list @ Among::List(cell) = among(f, a, place) else { return };
        if !f.engine.is_listed(a, cell.row) {
            return;
        }
        let mut length = 0;
        with_members(f, e, a, (place, UntiedAre::LaidOut), |_, members, _| {
            length = members.range(place).len();
        });
        let schema = &f.engine.program.schema;
        let field = cell.field.map(|field| schema.field(cell.record, field));
        let path = field.map_or_else(String::new, |field| format!("number of {}", field.name));
        let length = Scalar::number(Decimal::from(length as i64));
        self.made_of(path, length, Ty::NUMBER, Some(list));
    }

    /// Members that fail a condition, and the facts that it looks at.
    fn failing(&mut self, f: &Frame<'_>, e: ExprId, a: &Aggregate, place: usize) {
        self.beside(f, e, a, place);
        let arena = &f.engine.program.arena;
        let mut left = MEMBERS;
        for (condition, rows) in left_out(f, e, a, place) {
            let rows: Vec<u32> = rows.into_iter().take(left).collect();
            left -= rows.len();
            let index = vec![place as u32; rows.len()];
            let inner = Frame::new(f.engine, a.level, Rows::list(rows.clone()), Some((f, &index)));
            for (at, row) in rows.into_iter().enumerate() {
                let whole = |_, op: &Op| !matches!(op, Op::Field(..) | Op::Aggregate(_));
                for e in arena.parts([condition], whole) {
                    let own = arena.get(e).levels.has(a.level);
                    if own && matches!(arena.get(e).op, Op::Field(..)) {
                        self.add(&inner, e, at, member_path(f, a, e, (row, true)));
                    }
                }
            }
        }
    }
}
