//! Missing facts in words: how the rule reaches them, and whose they are.

use crate::eval::explain::place::name_of;
use crate::eval::explain::rate;
use crate::eval::found::Found;
use crate::eval::frame::Frame;
use crate::ir::Op;
use crate::outcome::{Cell, Missing};
use crate::ty::{RecordId, Ty};

impl Found {
    pub(super) fn told(&self, f: &Frame<'_>, subject: (&str, RecordId)) -> Missing {
        let program = f.engine.program;
        let Some(cell) = self.cell else {
            let path = program.print(self.expr, subject.0);
            let path = match self.member.map(|cell| beside(f, cell, subject.1)) {
                Some(name) if !name.is_empty() => format!("{path} of {name}"),
                _ => path,
            };
            return Missing { cell: self.member, path, reason: self.reason.clone() };
        };
        // A rule that looks at the rate table itself asks as it asks of any record.
        let asked = matches!(program.arena.get(self.expr).op, Op::Field(..) | Op::Ask(..));
        let rates = program.rates.filter(|rates| rates.record == cell.record && !asked);
        if let Some(rates) = rates {
            let field = cell.field.unwrap_or(rates.rate);
            let path = rate::name(f, rates, cell.row, field);
            return Missing { cell: Some(cell), path, reason: self.reason.clone() };
        }
        // A member of a list as a whole goes by the list.
        let name = || {
            let schema = &program.schema;
            let own = cell.field.map(|field| (cell.record, field));
            let (record, field) = own.or_else(|| schema.record(cell.record).parent)?;
            Some(schema.field(record, field).name.clone())
        };
        let list = cell.field.map(|field| program.schema.field(cell.record, field).ty);
        let is_list = matches!(list, Some(Ty::List(_)));
        let path = match &program.arena.get(self.expr).op {
            Op::Aggregate(a) if !is_list || list == Some(Ty::List(a.members)) => {
                program.list_path(a)
            }
            // A fact of a member of a list that is not given.
            _ if is_list => None,
            _ => program.path(self.expr),
        };
        let mut path = path.or_else(name).unwrap_or_default();
        let key = Some(beside(f, cell, subject.1));
        // A fact of a source belongs to the source, wherever it is asked for.
        let asked = matches!(program.arena.get(self.expr).op, Op::Ask(..));
        let elsewhere = self.inside || asked && cell.record != subject.1;
        if let Some(key) = key.filter(|key| elsewhere && !key.is_empty()) {
            // The record's own name says whose it is, however it was reached.
            let own = path.rsplit_once('.').filter(|_| self.inside).map_or(&*path, |(_, own)| own);
            path = format!("{own} of {key}");
        }
        Missing { cell: Some(cell), path, reason: self.reason.clone() }
    }
}

/// What the record of a cell goes by, beside the subject: in a list that the subject itself holds
/// there is no need to say whose it is.
fn beside<'f>(f: &Frame<'f>, cell: Cell, subject: RecordId) -> &'f str {
    let parent = f.engine.program.schema.record(cell.record).parent;
    name_of(f, cell.record, cell.row, parent.is_some_and(|(by, _)| by != subject))
}
