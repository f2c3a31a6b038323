//! Aggregates as they are written.

use super::Printer;
use super::tight::Tight;
use crate::builtins::AggregateFn;
use crate::ir::{Aggregate, ExprId, Flow, Op};
use crate::operator::CompareOp;

impl<'p> Printer<'p> {
    pub(super) fn aggregate(&mut self, a: &'p Aggregate) {
        if let Some(x) = self.membership(a) {
            self.expr(x, Tight::OrElse);
            self.put(" in ");
            return self.members(a);
        }
        let around = a.level.around();
        self.variables.resize(around, "member");
        self.variables.push(&a.variable);
        let word = a.function;
        match (&a.group, a.value, a.function) {
            (_, _, AggregateFn::Exists | AggregateFn::Every) => self.put(&format!("{word} ")),
            (Some(group), value, _) => {
                self.put(&format!("{word} of ({} of ", group.function));
                match value {
                    Some(value) => self.expr(value, Tight::Sum),
                    None => self.put(&a.variable),
                }
                self.put(" by ");
                self.list(&group.keys, ", ", Tight::Sum);
                self.put(") for ");
            }
            (None, Some(value), _) => {
                self.prefix(&format!("{word} of "), value, Tight::Sum);
                if let Some(key) = a.key {
                    self.prefix(" by ", key, Tight::Sum);
                }
                self.put(" for ");
            }
            (None, None, _) => self.put(&format!("{word} of ")),
        }
        self.put(&a.variable);
        self.put(" in ");
        let conditions = match self.group(a) {
            None => {
                self.members(a);
                self.asked(a)
            }
            Some((group, rest)) => {
                self.expr(group, Tight::Whole);
                rest
            }
        };
        if !conditions.is_empty() {
            self.put(" where ");
            let around = if conditions.len() > 1 { Tight::Not } else { Tight::Or };
            self.list(&conditions, " and ", around);
        }
        if let Some(has) = a.has {
            self.prefix(" has ", has, Tight::Or);
        }
        if a.sample > 0 {
            self.put(&format!(" given at least {}", a.sample));
        }
        self.variables.truncate(around);
    }

    fn members(&mut self, a: &'p Aggregate) {
        let kind = self.program.schema.record(a.members);
        match (a.holder, kind.parent) {
            (Some(holder), Some((record, field))) => {
                self.expr(holder, Tight::Whole);
                self.put(".");
                self.put(&self.program.schema.field(record, field).name);
            }
            _ => {
                let is_of = |flow: &&Flow| flow.legs == a.members || flow.steps == a.members;
                let flow = self.program.flows.iter().find(is_of);
                self.put(flow.map_or(kind.name.as_str(), |flow| &flow.name));
            }
        }
    }

    /// What an aggregate asks of its members. What makes a record a step is said by its flow, not by
    /// those who look at the step.
    fn asked(&self, a: &Aggregate) -> Vec<ExprId> {
        let arena = &self.program.arena;
        let parts = match a.filter.map(|filter| (filter, &arena.get(filter).op)) {
            Some((_, Op::And(parts))) if self.goes_over_steps(a) => parts.to_vec(),
            filter => return filter.into_iter().map(|(filter, _)| filter).collect(),
        };
        parts.into_iter().filter(|part| !self.is_implied(*part)).collect()
    }

    fn goes_over_steps(&self, a: &Aggregate) -> bool {
        self.program.schema.kind(a.members).step().is_some()
    }

    fn is_implied(&self, e: ExprId) -> bool {
        matches!(&self.program.arena.get(e).op, Op::Named(name, _) if name.is_empty())
    }

    /// The group or leg whose members an aggregate goes over, and what else it asks of them.
    fn group(&self, a: &Aggregate) -> Option<(ExprId, Vec<ExprId>)> {
        let arena = &self.program.arena;
        let step = self.program.schema.kind(a.members).step()?;
        let filter = a.filter?;
        let mut parts = match &arena.get(filter).op {
            Op::And(parts) => parts.to_vec(),
            _ => vec![filter],
        };
        if let Some(Op::And(inner)) = parts.first().map(|first| &arena.get(*first).op) {
            let inner = inner.to_vec();
            parts.splice(..1, inner);
        }
        let Op::Compare(CompareOp::Eq, own, group) = arena.get(*parts.first()?).op else {
            return None;
        };
        let tied = matches!(arena.get(own).op, Op::Field(row, group)
            if group == step.group && arena.get(row).op == Op::Row(a.level));
        let asked = parts.into_iter().skip(1).filter(|e| !self.is_implied(*e));
        tied.then(|| (group, asked.collect()))
    }

    /// `x` in `x in list`, which is kept as: a member of the list equals it.
    pub(super) fn membership(&self, a: &Aggregate) -> Option<ExprId> {
        let arena = &self.program.arena;
        let Op::Compare(CompareOp::Eq, member, x) = &arena.get(a.filter?).op else {
            return None;
        };
        let row = match arena.get(*member).op {
            Op::Field(row, _) if self.program.schema.record(a.members).scalar => row,
            _ => *member,
        };
        let is_member = arena.get(row).op == Op::Row(a.level);
        let elsewhere = !arena.get(*x).levels.has(a.level);
        let exists = a.function == AggregateFn::Exists && a.holder.is_some();
        (exists && is_member && elsewhere).then_some(*x)
    }
}
