//! Which fields a program reads.

use super::{Op, Program, Scenario};
use crate::ty::{FieldId, RecordId, Ty};

impl Program {
    /// Calls `need` with every field that some expression reads or a scenario sets, and those of the
    /// rate table.
    pub fn needs(&self, mut need: impl FnMut(RecordId, FieldId)) {
        for (_, node) in self.arena.iter() {
            match &node.op {
                Op::Field(base, field) => {
                    if let Ty::Record(record) | Ty::List(record) = self.arena.get(*base).ty {
                        need(record, *field);
                    }
                }
                Op::Aggregate(a) => {
                    if let (Some(_), Some((record, field))) =
                        (a.holder, self.schema.record(a.members).parent)
                    {
                        need(record, field);
                    }
                }
                Op::Const(_) | Op::Param(_) | Op::AsOf | Op::Row(_) | Op::Key(_) => {}
                Op::Named(..) | Op::Not(_) | Op::And(_) | Op::Or(_) | Op::Compare(..) => {}
                Op::Arith(..) | Op::Neg(_) | Op::InSet(..) | Op::IsKnown(_) => {}
                Op::IsUnknown(_) | Op::OrElse(..) | Op::TextTest(..) | Op::Matches(..) => {}
                Op::End(..) | Op::Convert(..) | Op::Call(..) | Op::If(..) => {}
            }
        }
        for change in self.scenarios.iter().flat_map(Scenario::changes) {
            need(change.record, change.field);
        }
        if let Some(r) = self.rates {
            [r.base, r.quote, r.rate, r.date].into_iter().for_each(|f| need(r.record, f));
        }
    }
}
