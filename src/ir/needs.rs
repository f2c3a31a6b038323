//! Which fields a program reads.

use super::{Does, ExprId, Op, Program, Scenario};
use crate::operator::Ask;
use crate::ty::{Field, FieldId, RecordId, SourceField, Ty};

impl Program {
    /// Calls `need` with every field that some expression reads or a scenario sets, those of the
    /// rate table, and those by which reports cite sources and name records.
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
                Op::Ask(ask, fact) => self.needs_sources(*ask, *fact, &mut need),
                Op::Const(_) | Op::Param(_) | Op::ParamAt(..) | Op::AsOf | Op::Row(_) => {}
                Op::Key(_) | Op::Holder(_) => {}
                Op::Named(..) | Op::Not(_) | Op::And(_) | Op::Or(_) | Op::Compare(..) => {}
                Op::Arith(..) | Op::Neg(_) | Op::InSet(..) | Op::IsKnown(_) => {}
                Op::IsUnknown(_)
                | Op::IsNone(_)
                | Op::OrElse(..)
                | Op::TextTest(..)
                | Op::Matches(..) => {}
                Op::End(..) | Op::Convert(..) | Op::Call(..) | Op::If(..) => {}
                Op::Spread(_) => {}
            }
        }
        self.scenarios.iter().for_each(|scenario| self.needs_changed(scenario, &mut need));
        let steps = self.schema.records.iter().filter_map(|kind| kind.kind.step());
        for line in steps.flat_map(|step| &step.lines) {
            if let Some((record, field)) = self.schema.record(line.members).parent {
                need(record, field);
            }
        }
        if let Some(r) = self.rates {
            [r.base, r.quote, r.rate, r.date].into_iter().for_each(|f| need(r.record, f));
        }
        let sections = self.schema.records.iter().enumerate();
        for (i, kind) in sections.filter(|(_, kind)| kind.is_section()) {
            kind.naming().into_iter().for_each(|name| need(RecordId(i as u32), name));
            // Who can be asked for a fact is found by what its record leads to.
            let leads = |field: &Field| matches!(field.ty, Ty::Record(_));
            let leading = (0..).zip(&kind.fields).filter(|(_, field)| leads(field));
            leading.for_each(|(at, _)| need(RecordId(i as u32), FieldId(at)));
        }
        if let Some(e) = self.schema.evidence() {
            let cited = [e.kind.map(|(kind, _)| kind), e.date, e.title, e.publisher, e.url];
            cited.into_iter().flatten().for_each(|f| need(e.record, f));
        }
    }

    /// What a scenario changes, and the lists that hold it.
    fn needs_changed(&self, scenario: &Scenario, need: &mut impl FnMut(RecordId, FieldId)) {
        for step in &scenario.steps {
            let members = match &step.does {
                Does::Remove(removal) => Some(removal.over.record),
                Does::Add(addition) => Some(addition.members),
                Does::Set(_) | Does::UntilStable(_) => None,
            };
            step.changes().iter().for_each(|change| need(change.record, change.field));
            for record in members.into_iter().chain(step.changes().iter().map(|c| c.record)) {
                self.needs_list(record, need);
            }
        }
    }

    /// The lists that hold the members of a kind, one in the other.
    fn needs_list(&self, record: RecordId, need: &mut impl FnMut(RecordId, FieldId)) {
        if let Some((holder, field)) = self.schema.record(record).parent {
            need(holder, field);
            self.needs_list(holder, need);
        }
    }

    /// What names the sources of a fact's record, where their kind or date is asked for. What
    /// single facts name stands with them.
    fn needs_sources(&self, ask: Ask, fact: ExprId, need: &mut impl FnMut(RecordId, FieldId)) {
        let Op::Field(base, _) = self.arena.get(self.arena.strip(fact)).op else {
            return;
        };
        let (Ask::SourcedBy(_) | Ask::Age, Ty::Record(record)) = (ask, self.arena.get(base).ty)
        else {
            return;
        };
        for field in self.schema.source_fields(record) {
            need(record, field.field());
            if let SourceField::List(_, members) = field {
                need(members, FieldId::IT);
            }
        }
    }
}
