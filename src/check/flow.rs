//! Flows: what makes their steps, and what can be asked of a step.

use std::sync::Arc;

use super::aggregate::Source;
use super::declared::Declaration;
use super::derived::{Layout, StepsOf};
use super::error::CheckError;
use super::growing::Flow;
use super::index::What;
use super::scope::{Checker, Local, Parts, Typed};
use super::sink::{Checked, There};
use crate::ir::{self, ExprId, Level, Op};
use crate::operator::CompareOp;
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{FieldId, Kind, Leg, RecordId, Ty};
use crate::value::Scalar;

/// How many flows may wait for each other.
const CHAIN: usize = 32;

/// What is checked of one line.
struct Sides {
    made_of: StepsOf,
    party: RecordId,
    amount: Option<(Ty, Span)>,
    facts: Vec<(Ty, Span)>,
}

impl<'a> Parts<'_, 'a> {
    /// Checks every flow, makes the record kinds of its steps and legs, and gives what the program
    /// keeps of them.
    pub(super) fn check_flows(&mut self) -> Vec<ir::Flow> {
        let mut drawn = Vec::new();
        for (i, Declaration { unit, .. }) in self.declared.flows.iter().enumerate() {
            let flow = self.flow(i as u32);
            drawn.extend(flow.and_then(|flow| self.checker(*unit).drawn(flow)));
        }
        drawn
    }

    /// A flow, which is checked when it is first needed, so that their order does not matter.
    pub(super) fn flow(&mut self, i: u32) -> Checked<Flow<'a>> {
        if let Some(flow) = self.growing.flows.get(i as usize).copied().flatten() {
            return flow;
        }
        let name = |i: &u32| &self.declared.flows[*i as usize].item.name;
        let called = |i: &u32| &*self.declared.called.flows[*i as usize];
        let flowing = &self.growing.flowing;
        if let Some(start) = flowing.iter().position(|other| *other == i) {
            let mut ring = flowing[start..].to_vec();
            let places = ring.iter().map(|i| name(i).span).collect();
            ring.push(i);
            let names: Vec<&str> = ring.iter().map(called).collect();
            let ring = names.join(" -> ");
            return Err(self.sink.report(CheckError::Ring { ring, places }));
        }
        if flowing.len() >= CHAIN {
            return Err(self.sink.report(CheckError::TooDeep { span: name(&i).span }));
        }
        self.growing.flowing.push(i);
        let flow = self.check_flow(i as usize);
        self.growing.flowing.pop();
        self.growing.flows[i as usize] = Some(flow);
        flow
    }

    fn check_flow(&mut self, place: usize) -> Checked<Flow<'a>> {
        let Declaration { item, unit } = self.declared.flows[place];
        let sides: Vec<Checked<Sides>> =
            item.lines.iter().map(|line| self.checker(unit).sides(line)).collect();
        if item.lines.is_empty() {
            let (what, span) = ("a flow without a line".to_owned(), item.name.span);
            let help = "add one: `for d in Deal: d.buyer -> d.seller carrying d.value`";
            let help = Some(help.to_owned());
            return Err(self.sink.report(CheckError::Meaningless { what, span, help }));
        }
        let sides = sides.into_iter().collect::<Checked<Vec<Sides>>>()?;
        let Sides { party, amount, .. } = *sides.first().there()?;
        let carries = amount.map(|(ty, _)| ty);
        self.agree(item, &sides)?;
        let span = item.name.span;
        let mut keys = Layout::default();
        let (from, to) =
            (keys.add("from", Ty::Record(party), span), keys.add("to", Ty::Record(party), span));
        let name = &self.declared.called.flows[place];
        let names = (format!("leg of {name}"), format!("step of {name}"));
        let leg = Kind::Leg(Leg { steps: self.growing.kinds.upcoming(1), from, to });
        let made_of = sides.into_iter().map(|sides| sides.made_of).collect();
        let kinds = &mut self.growing.kinds;
        let (legs, steps) = kinds.made_of_steps(names, (keys, leg), made_of, span);
        Ok(Flow { item, unit, place, party, steps, legs, carries })
    }

    /// All lines of a flow run between records of one kind, and carry amounts that add up.
    fn agree(&mut self, item: &ast::Flow, sides: &[Sides]) -> Checked<()> {
        let first = sides.first().there()?;
        for (side, line) in sides.iter().zip(&item.lines).skip(1) {
            if side.party != first.party {
                let ty =
                    |party| crate::ty::type_name(Ty::Record(party), &self.growing.kinds.schema);
                return Err(self.sink.report(CheckError::Dimensions {
                    verb: "the ends of one flow",
                    left: format!("a {}", ty(first.party)),
                    right: format!("a {}", ty(side.party)),
                    left_span: item.lines.first().there()?.from.span,
                    right_span: line.from.span,
                    help: Some("write two flows".to_owned()),
                }));
            }
            let amounts = first.amount.into_iter().zip(side.amount);
            let facts = first.facts.iter().copied().zip(side.facts.iter().copied());
            for ((a, at), (b, bt)) in amounts.chain(facts) {
                if a != b && (a.dim().is_none() || a.dim() != b.dim()) {
                    let name = |ty| crate::ty::type_name(ty, &self.growing.kinds.schema);
                    return Err(self.sink.report(CheckError::Dimensions {
                        verb: "carried by one flow",
                        left: name(a),
                        right: name(b),
                        left_span: at,
                        right_span: bt,
                        help: Some("write two flows, or bring both to one measure".to_owned()),
                    }));
                }
            }
            let names = |line: &ast::FlowLine| -> Vec<String> {
                line.with.iter().map(|(name, _)| name.text.clone()).collect()
            };
            let same = item.lines.first().map(names) == Some(names(line));
            if !same || first.amount.is_some() != side.amount.is_some() {
                let what = "a flow whose lines tell different things".to_owned();
                let help = "give every line the same `carrying` and `with` parts, in one order";
                let (span, help) = (line.span, Some(help.to_owned()));
                return Err(self.sink.report(CheckError::Meaningless { what, span, help }));
            }
        }
        Ok(())
    }
}

impl<'a> Checker<'_, 'a> {
    /// Checks a line over its own records.
    fn sides(&mut self, line: &'a ast::FlowLine) -> Checked<Sides> {
        let source = self.source(&line.binding.source)?;
        if source.holder.is_some() || source.group.is_some() {
            let what = "a list of one record".to_owned();
            let span = line.binding.source.span;
            return Err(self.report(CheckError::Source { what, span }));
        }
        self.level = Some(Level::SUBJECT);
        let variable = &line.binding.variable;
        let row = self.add(Op::Row(Level::SUBJECT), Ty::Record(source.members), variable.span);
        self.bind(What::Variable, variable, row);
        let own = self.own_condition(source, Level::SUBJECT, variable.span);
        let filter = line.binding.filter.as_ref().map(|f| self.condition(f));
        let from = self.end(&line.from);
        let to = self.end(&line.to);
        let amount = line.carrying.as_ref().map(|e| self.amount(e));
        let facts: Vec<Checked<Typed>> =
            line.with.iter().map(|(_, e)| self.expr(e, None)).collect();
        let filter = match filter {
            None => own?,
            Some(filter) => Some(self.and_own(own?, filter?, variable.span)?),
        };
        let filter = filter.map(|filter| filter.id);
        let ((party, from), (other, to)) = (from?, to?);
        if party != other {
            let ty = |party| self.type_name(Ty::Record(party));
            let (left, right) = (format!("a {}", ty(party)), format!("a {}", ty(other)));
            return Err(self.report(CheckError::Dimensions {
                verb: "the ends of one flow",
                left,
                right,
                left_span: line.from.span,
                right_span: line.to.span,
                help: Some("both ends are records of one kind".to_owned()),
            }));
        }
        let amount = match (amount, &line.carrying) {
            (Some(amount), Some(e)) => Some((amount?.ty, e.span)),
            _ => None,
        };
        let facts = facts.into_iter().zip(&line.with);
        let facts = facts.map(|(typed, (name, e))| {
            let ty = typed?.ty;
            self.noted.type_of(name.span, ty);
            Ok((ty, e.span))
        });
        let facts = facts.collect::<Checked<Vec<(Ty, Span)>>>()?;
        let made_of = StepsOf { members: source.members, filter, keys: vec![from, to] };
        Ok(Sides { made_of, party, amount, facts })
    }

    fn end(&mut self, e: &ast::Expr) -> Checked<(RecordId, ExprId)> {
        let typed = self.expr(e, None)?;
        match typed.ty {
            Ty::Record(record) => Ok((record, typed.id)),
            ty => self.mismatch("a record", ty, e.span),
        }
    }

    fn amount(&mut self, e: &ast::Expr) -> Checked<Typed> {
        let typed = self.expr(e, None)?;
        match typed.ty {
            Ty::Quantity { .. } => Ok(typed),
            ty => self.mismatch("a quantity", ty, e.span),
        }
    }

    /// What the program keeps of a flow.
    fn drawn(&mut self, flow: Flow<'a>) -> Checked<ir::Flow> {
        let Flow { item, party, steps, legs, place, .. } = flow;
        let span = item.name.span;
        self.level = Some(Level::SUBJECT);
        let step = self.add(Op::Row(Level::SUBJECT), Ty::Record(steps), span)?.id;
        let first = item.lines.first().there()?;
        let kind = first.with.iter().position(|(name, _)| name.text == "kind");
        let amount = match first.carrying {
            Some(_) => Some(self.of_step(flow, step, span, |line| line.carrying.as_ref())?.id),
            None => None,
        };
        let kind = match kind {
            Some(i) => {
                let kind = |line: &'a ast::FlowLine| line.with.get(i).map(|(_, e)| e);
                Some(self.of_step(flow, step, span, kind)?.id)
            }
            None => None,
        };
        let exists = match self.is_conditional(flow) {
            true => Some(self.is_step(flow, step, span)?.id),
            false => None,
        };
        let name = Arc::clone(&self.declared.called.flows[place]);
        let title = item.doc.title.clone().or_own(|| item.name.text.clone());
        let schema = self.schema();
        let (leg, ends) =
            (schema.kind(steps).step().there()?.group, schema.kind(legs).leg().there()?);
        let (from, to) = (ends.from, ends.to);
        let pack = self.declared.homes.path(self.unit);
        Ok(ir::Flow { name, pack, title, party, steps, leg, legs, from, to, amount, kind, exists })
    }

    /// What a line's expression says of a step, whichever line made it; `None` where a line has
    /// no such expression.
    pub(super) fn of_step(
        &mut self,
        flow: Flow<'a>,
        step: ExprId,
        span: Span,
        pick: impl Fn(&'a ast::FlowLine) -> Option<&'a ast::Expr>,
    ) -> Checked<Typed> {
        self.by_line(flow, step, span, |this, i, line| match pick(line) {
            Some(e) => this.on_record(flow, i, step, e),
            None => this.add(Op::Const(Scalar::Truth(true.into())), Ty::Bool, span),
        })
    }

    /// Whether it hangs on anything that a record makes a step.
    pub(super) fn is_conditional(&self, flow: Flow<'a>) -> bool {
        let lines = self.schema().kind(flow.steps).step().into_iter().flat_map(|s| &s.lines);
        // A list may not be given, and what is made of records may hang on conditions itself.
        let mut kinds = lines.map(|line| self.schema().record(line.members));
        flow.item.lines.iter().any(|line| line.binding.filter.is_some())
            || kinds.any(|kind| kind.parent.is_some() || kind.kind.is_made())
    }

    /// Whether what made a step makes one: the record is there, and meets its line's condition.
    pub(super) fn is_step(&mut self, flow: Flow<'a>, step: ExprId, span: Span) -> Checked<Typed> {
        self.by_line(flow, step, span, |this, i, line| {
            let (reference, members) = this.made_from(flow.steps, i)?;
            let ty = Ty::Record(members);
            let own = match this.schema().kind(members).is_made() {
                true => {
                    let record = this.add(Op::Field(step, reference), ty, line.span)?;
                    let source = Source { members, holder: None, group: None };
                    this.membership(source, record, span)?
                }
                false => None,
            };
            match (own, &line.binding.filter) {
                (own, Some(filter)) => {
                    let filter = this.on_record(flow, i, step, filter)?;
                    this.and_own(own, filter, span)
                }
                (Some(own), None) => Ok(own),
                (None, None) => this.add(Op::Const(Scalar::Truth(true.into())), Ty::Bool, span),
            }
        })
    }

    /// A condition, and another where there is one.
    pub(super) fn and_own(
        &mut self,
        own: Option<Typed>,
        other: Typed,
        span: Span,
    ) -> Checked<Typed> {
        match own {
            None => Ok(other),
            Some(own) => self.add(Op::And([own.id, other.id].into()), Ty::Bool, span),
        }
    }

    /// A value of a step, whichever line made it.
    fn by_line(
        &mut self,
        flow: Flow<'a>,
        step: ExprId,
        span: Span,
        of: impl Fn(&mut Self, usize, &'a ast::FlowLine) -> Checked<Typed>,
    ) -> Checked<Typed> {
        let mut said: Option<Typed> = None;
        for (i, line) in flow.item.lines.iter().enumerate().rev() {
            let value = of(self, i, line)?;
            said = Some(match said {
                None => value,
                Some(other) if other.id == value.id => value,
                Some(other) => {
                    let line = self.schema().kind(flow.steps).step().there()?.line;
                    let at = self.add(Op::Field(step, line), Ty::NUMBER, span)?;
                    let number = Scalar::number(crate::value::Decimal::from(i as i64));
                    let number = self.add(Op::Const(number), Ty::NUMBER, span)?;
                    let test = Op::Compare(CompareOp::Eq, at.id, number.id);
                    let test = self.add(test, Ty::Bool, span)?;
                    self.add(Op::If(test.id, value.id, other.id), value.ty, span)?
                }
            });
        }
        said.there()
    }

    /// An expression of a line, with the record that made the step in the variable's place.
    fn on_record(
        &mut self,
        flow: Flow<'a>,
        line: usize,
        step: ExprId,
        e: &'a ast::Expr,
    ) -> Checked<Typed> {
        let (reference, members) = self.made_from(flow.steps, line)?;
        let written = flow.item.lines.get(line).there()?;
        let record = self.add(Op::Field(step, reference), Ty::Record(members), written.span)?;
        let variable = &written.binding.variable;
        let (name, value, span) = (variable.text.clone(), Ok(record), variable.span);
        let bound = Local { name, value, span, defined: Some(span) };
        self.elsewhere(flow.unit, vec![bound], e)
    }

    /// The reference of a step that leads to the record of a line, and the kind of that record.
    fn made_from(&self, steps: RecordId, line: usize) -> Checked<(FieldId, RecordId)> {
        let lines = &self.schema().kind(steps).step().there()?.lines;
        lines.get(line).map(|line| (line.reference, line.members)).there()
    }

    /// Checks an expression as it stands in another file, with nothing but these names bound.
    pub(super) fn elsewhere(
        &mut self,
        unit: usize,
        bound: Vec<Local>,
        e: &ast::Expr,
    ) -> Checked<Typed> {
        let outer_locals = std::mem::replace(&mut self.locals, bound);
        let outer_unit = std::mem::replace(&mut self.unit, unit);
        let typed = self.expr(e, None);
        self.unit = outer_unit;
        self.locals = outer_locals;
        typed
    }
}
