//! Which fields a program reads.

use super::{Derivation, Op, Program};
use crate::ty::{FieldId, RecordId, Ty};

impl Program {
    /// Calls `need` with every field that some expression reads, and those of the rate table.
    pub fn needs(&self, mut need: impl FnMut(RecordId, FieldId)) {
        for (_, node) in self.arena.iter() {
            match &node.op {
                Op::Field(base, field) => {
                    if let Ty::Record(record) | Ty::List(record) = self.arena.get(*base).ty {
                        need(record, *field);
                    }
                }
                Op::Aggregate(a) => {
                    if let Some((record, field)) = self.schema.record(a.members).parent {
                        need(record, field);
                    }
                }
                Op::Const(_) | Op::Param(_) | Op::AsOf | Op::Row(_) => {}
                Op::Key(_) | Op::Holder(_) => {}
                Op::Named(..) | Op::Not(_) | Op::And(_) | Op::Or(_) | Op::Compare(..) => {}
                Op::Arith(..) | Op::Neg(_) | Op::InSet(..) | Op::IsKnown(_) => {}
                Op::IsUnknown(_) | Op::OrElse(..) | Op::TextTest(..) | Op::Matches(..) => {}
                Op::End(..) | Op::Convert(..) | Op::Call(..) | Op::If(..) => {}
            }
        }
        for derived in &self.derived {
            let Derivation::Steps { lines, .. } = &derived.how else {
                continue;
            };
            for (record, field) in lines.iter().filter_map(|l| self.schema.record(l.members).parent)
            {
                need(record, field);
            }
        }
        if let Some(r) = self.rates {
            [r.base, r.quote, r.rate, r.date].into_iter().for_each(|f| need(r.record, f));
        }
    }
}
