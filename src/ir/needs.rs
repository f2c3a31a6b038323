//! Which fields a program reads.

use super::{ExprId, Op, Program};
use crate::operator::Ask;
use crate::ty::{FieldId, RecordId, SourceField, Ty};

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
                    if let (Some(_), Some((record, field))) =
                        (a.holder, self.schema.record(a.members).parent)
                    {
                        need(record, field);
                    }
                }
                Op::Ask(ask, fact) => self.needs_sources(*ask, *fact, &mut need),
                Op::Const(_) | Op::Param(_) | Op::AsOf | Op::Row(_) | Op::Key(_) => {}
                Op::Named(..) | Op::Not(_) | Op::And(_) | Op::Or(_) | Op::Compare(..) => {}
                Op::Arith(..) | Op::Neg(_) | Op::InSet(..) | Op::IsKnown(_) => {}
                Op::IsUnknown(_) | Op::OrElse(..) | Op::TextTest(..) | Op::Matches(..) => {}
                Op::End(..) | Op::Convert(..) | Op::Call(..) | Op::If(..) => {}
            }
        }
        if let Some(r) = self.rates {
            [r.base, r.quote, r.rate, r.date].into_iter().for_each(|f| need(r.record, f));
        }
    }

    /// What tells the kind or date of a fact's sources, and which they are. What they say stands
    /// with the fact itself.
    fn needs_sources(&self, ask: Ask, fact: ExprId, need: &mut impl FnMut(RecordId, FieldId)) {
        let asked = self.schema.evidence().and_then(|sources| {
            let field = match ask {
                Ask::Disputed | Ask::Spread => None,
                Ask::SourcedBy(_) => sources.kind.map(|(field, _)| field),
                Ask::Age => sources.date,
            };
            field.map(|field| (sources.record, field))
        });
        let Op::Field(base, _) = self.arena.get(self.arena.strip(fact)).op else {
            return;
        };
        let (Some((sources, field)), Ty::Record(record)) = (asked, self.arena.get(base).ty) else {
            return;
        };
        need(sources, field);
        for field in self.schema.source_fields(record) {
            need(record, field.field());
            if let SourceField::List(_, members) = field {
                need(members, FieldId(0));
            }
        }
    }
}
