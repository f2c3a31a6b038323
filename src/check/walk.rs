//! What can be asked of steps, legs and walks beyond the fields that their tables hold.

use super::aggregate::Source;
use super::define::path_text;
use super::derived::Made;
use super::error::{CheckError, Kind};
use super::flow::Flow;
use super::scope::{Checker, Typed};
use super::suggest::nearest;
use super::world::Symbol;
use crate::builtins::AggregateFn;
use crate::ir::{Aggregate, ExprId, Op, Walked, field};
use crate::operator::{CompareOp, WalkKind};
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{FieldId, RecordId, Ty};
use crate::value::Scalar;

/// The most steps of a walk that rules may ask for.
const LONGEST: u32 = 12;

impl<'a> Checker<'_, 'a> {
    /// The record kind of a rule's walks.
    pub(super) fn walk(&mut self, walk: &ast::Walk) -> Option<RecordId> {
        let flow = self.flow_named(&walk.flow)?;
        let bounded = matches!(walk.kind, WalkKind::Cycles | WalkKind::Paths);
        let longest = match (walk.longest, bounded) {
            (Some(longest), true) => self.longest(longest)?,
            (None, false) => 0,
            (None, true) => {
                let what = format!("`{}` without an end", walk.kind.words());
                let help = Some(format!(
                    "say how long they may be: `{} of {} up to 5`",
                    walk.kind.words(),
                    walk.flow.text
                ));
                self.world.report(CheckError::Meaningless { what, span: walk.span, help });
                return None;
            }
            (Some((_, span)), false) => {
                let what = format!("a length of `{}`", walk.kind.words());
                let help = Some("leave `up to` out".to_owned());
                self.world.report(CheckError::Meaningless { what, span, help });
                return None;
            }
        };
        self.world.walks(flow, walk.kind, longest, None)
    }

    pub(super) fn longest(&mut self, (longest, span): (u32, Span)) -> Option<u32> {
        if longest <= LONGEST {
            return Some(longest);
        }
        let what = format!("a walk of more than {LONGEST} steps");
        let help = Some("their number grows with every step: ask for fewer".to_owned());
        self.world.report(CheckError::Meaningless { what, span, help });
        None
    }

    /// The flow of that name; `None` where it is not there, or has errors of its own.
    pub(super) fn flow_named(&mut self, name: &ast::Name) -> Option<u32> {
        match self.symbol(name) {
            Some(Symbol::Flow(i)) => Some(i),
            _ => {
                let visible = &self.world.visible[self.unit];
                let flows = visible.iter().filter(|(_, (s, _))| matches!(s, Symbol::Flow(_)));
                let near = nearest(&name.text, flows.map(|(name, _)| *name));
                let (kind, span) = (Kind::Flow, name.span);
                self.world.report(CheckError::Unknown {
                    kind,
                    name: name.text.clone(),
                    span,
                    near,
                });
                None
            }
        }
    }

    pub(super) fn flow(&self, i: u32) -> Option<Flow<'a>> {
        self.world.flows.get(i as usize).copied().flatten()
    }

    /// What a derived record says beside its fields: `leg.amount`, `ring.smallest`, `step.kind`.
    pub(super) fn derived_value(
        &mut self,
        base: Typed,
        made: Made,
        name: &ast::Name,
    ) -> Option<Option<Typed>> {
        let word = name.text.as_str();
        let found = match (made, word) {
            (Made::Step(i), _) => {
                let flow = self.flow(i)?;
                match word {
                    "from" => self.of_step(flow, base.id, name.span, |line| Some(&line.from)),
                    "to" => self.of_step(flow, base.id, name.span, |line| Some(&line.to)),
                    "amount" if flow.carries.is_some() => {
                        self.of_step(flow, base.id, name.span, |line| line.carrying.as_ref())
                    }
                    _ => {
                        let place = flow.item.lines.first()?;
                        let place = place.with.iter().position(|(n, _)| n.text == word)?;
                        self.of_step(flow, base.id, name.span, |line| {
                            line.with.get(place).map(|(_, e)| e)
                        })
                    }
                }
            }
            (Made::Leg(i), "amount") if self.flow(i)?.carries.is_some() => {
                self.leg_amount(self.flow(i)?, base, name.span)
            }
            (Made::Walk(i, _), "smallest" | "largest" | "total" | "product")
                if self.flow(i)?.carries.is_some() =>
            {
                let function = match word {
                    "smallest" => AggregateFn::Min,
                    "largest" => AggregateFn::Max,
                    "product" => AggregateFn::Product,
                    _ => AggregateFn::Sum,
                };
                self.of_walk(self.flow(i)?, base, made, function, name.span)
            }
            _ => return None,
        };
        Some(found)
    }

    /// What is made of the amounts of a walk's legs.
    pub(super) fn of_walk(
        &mut self,
        flow: Flow<'a>,
        walk: Typed,
        made: Made,
        function: AggregateFn,
        span: Span,
    ) -> Option<Typed> {
        self.over_legs(walk, made, span, |this, leg| {
            let amount = this.leg_amount(flow, leg, span)?;
            let amount = this.add(Op::Named("amount".into(), amount.id), amount.ty, span)?;
            if function == AggregateFn::Product {
                this.function_type(function, Some((amount, span)), span)?;
            }
            Some((function, Some(amount), None))
        })
    }

    /// What is computed for a derived record goes by the name that it was asked for.
    pub(super) fn as_written(&mut self, value: Typed, e: &ast::Expr) -> Option<Typed> {
        if !matches!(self.world.arena.get(value.id).op, Op::Aggregate(_) | Op::If(..)) {
            return Some(value);
        }
        match path_text(e) {
            Some(text) => self.add(Op::Named(text.as_str().into(), value.id), value.ty, e.span),
            None => Some(value),
        }
    }

    /// The sum of a leg's steps.
    pub(super) fn leg_amount(&mut self, flow: Flow<'a>, leg: Typed, span: Span) -> Option<Typed> {
        self.over_steps(flow, leg, span, |this, step| {
            let amount = this.of_step(flow, step.id, span, |line| line.carrying.as_ref())?;
            Some((AggregateFn::Sum, Some(amount), None))
        })
    }

    /// The sum of those steps of a leg that tell both their ends.
    pub(super) fn told_amount(&mut self, flow: Flow<'a>, leg: Typed, span: Span) -> Option<Typed> {
        self.over_steps(flow, leg, span, |this, step| {
            let amount = this.of_step(flow, step.id, span, |line| line.carrying.as_ref())?;
            let group = this.add(Op::Field(step.id, field::GROUP), leg.ty, span)?;
            let told = this.add(Op::IsKnown(group.id), Ty::Bool, span)?;
            Some((AggregateFn::Sum, Some(amount), Some(this.implied(told, span)?)))
        })
    }

    /// The sum of the steps that do not tell both ends and start at a party or, of those that tell
    /// no start, lead to it.
    pub(super) fn untold_amount(
        &mut self,
        flow: Flow<'a>,
        party: Typed,
        leading_to: bool,
        span: Span,
    ) -> Option<Typed> {
        let level = self.next_level(span)?;
        let outer = self.level.replace(level);
        let source = Source { members: flow.steps, holder: None, group: None };
        let parts = self.step_row(source, level, span).and_then(|step| {
            let start = self.of_step(flow, step.id, span, |line| Some(&line.from))?;
            let end = match leading_to {
                true => self.of_step(flow, step.id, span, |line| Some(&line.to))?,
                false => start,
            };
            let tie = Op::Compare(CompareOp::Eq, end.id, party.id);
            let mut parts = vec![self.add(tie, Ty::Bool, span)?.id];
            let group = Op::Field(step.id, field::GROUP);
            let group = self.add(group, Ty::Record(flow.legs), span)?;
            for untold in [Some(group), Some(start).filter(|_| leading_to)].into_iter().flatten() {
                let known = self.add(Op::IsKnown(untold.id), Ty::Bool, span)?;
                let unknown = self.add(Op::Not(known.id), Ty::Bool, span)?;
                parts.push(self.implied(unknown, span)?);
            }
            // Each may as well be a step of another leg: where amounts may be negative, some of them
            // can come to more than all.
            let leg = self.add(Op::Const(Scalar::Code(None)), Ty::Record(flow.legs), span)?;
            let perhaps = Op::Compare(CompareOp::Eq, group.id, leg.id);
            let perhaps = self.add(perhaps, Ty::Bool, span)?;
            parts.push(self.implied(perhaps, span)?);
            parts.extend(self.membership(source, step, span)?);
            let filter = self.add(Op::And(parts.into()), Ty::Bool, span)?;
            Some((filter, self.of_step(flow, step.id, span, |line| line.carrying.as_ref())?))
        });
        self.level = outer;
        let (filter, amount) = parts?;
        let mut aggregate = Aggregate::new(AggregateFn::Sum, level, flow.steps, "step".into());
        (aggregate.filter, aggregate.value) = (Some(filter.id), Some(amount.id));
        self.add(Op::Aggregate(Box::new(aggregate)), amount.ty, span)
    }

    /// Whether a step of a leg exists: some record that makes it certainly meets its condition.
    /// `None` where all steps exist.
    pub(super) fn leg_exists(
        &mut self,
        flow: Flow<'a>,
        leg: Typed,
        span: Span,
    ) -> Option<Option<Typed>> {
        if !self.is_conditional(flow) {
            return Some(None);
        }
        self.over_steps(flow, leg, span, |_, _| Some((AggregateFn::Exists, None, None))).map(Some)
    }

    /// An aggregate over the steps of a leg: a function, of which value, and of which of them.
    fn over_steps(
        &mut self,
        flow: Flow<'a>,
        leg: Typed,
        span: Span,
        of: impl FnOnce(&mut Self, Typed) -> Option<(AggregateFn, Option<Typed>, Option<ExprId>)>,
    ) -> Option<Typed> {
        let level = self.next_level(span)?;
        let outer = self.level.replace(level);
        let source = Source { members: flow.steps, holder: None, group: Some(leg.id) };
        let parts = self.step_row(source, level, span).and_then(|step| {
            let filter = self.membership(source, step, span)?;
            let (function, value, only) = of(self, step)?;
            let filter = match (filter, only) {
                (Some(filter), Some(only)) => {
                    Some(self.add(Op::And([filter, only].into()), Ty::Bool, span)?.id)
                }
                (filter, only) => filter.or(only),
            };
            Some((filter, (function, value)))
        });
        self.level = outer;
        let (filter, (function, value)) = parts?;
        let ty = value.map_or(Ty::Bool, |v| v.ty);
        let mut aggregate = Aggregate::new(function, level, flow.steps, "step".into());
        (aggregate.filter, aggregate.value) = (filter, value.map(|v| v.id));
        self.add(Op::Aggregate(Box::new(aggregate)), ty, span)
    }

    /// The steps of the legs that an aggregate goes over, where it comes to the same of them: where
    /// it asks legs for nothing but their ends, and adds up their amounts if it reads any. A leg of
    /// which an end is not known may be one of several, but each of its steps is there once.
    pub(super) fn steps_instead(&mut self, a: &Aggregate, span: Span) -> Option<Source> {
        let Made::Leg(i) = *self.world.made.get(&a.members)? else {
            return None;
        };
        let function = a.group.as_ref().map_or(a.function, |group| group.function);
        let adds_up = match (function, a.value) {
            (AggregateFn::Exists | AggregateFn::Every, None) => a.sample == 0,
            (AggregateFn::Sum | AggregateFn::Share, Some(_)) => a.sample == 0,
            _ => false,
        };
        let flow = self.flow(i).filter(|_| a.holder.is_none() && adds_up)?;
        let outer = self.level.replace(a.level);
        let own = self.of_own_leg(flow, a, span);
        self.level = outer;
        let (amount, exists) = own?;
        let arena = &self.world.arena;
        if a.value.is_some_and(|value| Some(arena.strip(value)) != amount) {
            return None;
        }
        let keys = a.group.iter().flat_map(|group| group.keys.iter());
        let mut stack: Vec<ExprId> = a.filter.iter().chain(&a.has).chain(keys).copied().collect();
        while let Some(e) = stack.pop() {
            let node = arena.get(e);
            if node.levels >> a.level & 1 == 0 || Some(e) == exists {
                continue;
            }
            match node.op {
                Op::Row(_) => return None,
                Op::Field(base, field::FROM | field::TO)
                    if arena.get(base).op == Op::Row(a.level) => {}
                _ => arena.operands(e, |operand| stack.push(operand)),
            }
        }
        Some(Source { members: flow.steps, holder: None, group: None })
    }

    /// What a member of an aggregate over legs carries, and what says that it exists.
    fn of_own_leg(
        &mut self,
        flow: Flow<'a>,
        a: &Aggregate,
        span: Span,
    ) -> Option<(Option<ExprId>, Option<ExprId>)> {
        let leg = self.add(Op::Row(a.level), Ty::Record(flow.legs), span)?;
        let amount = match flow.carries {
            Some(_) => Some(self.leg_amount(flow, leg, span)?.id),
            None => None,
        };
        let source = Source { members: flow.legs, holder: None, group: None };
        Some((amount, self.membership(source, leg, span)?))
    }

    fn step_row(&mut self, source: Source, level: u8, span: Span) -> Option<Typed> {
        self.add(Op::Row(level), Ty::Record(source.members), span)
    }

    /// An aggregate over the legs of a walk.
    fn over_legs(
        &mut self,
        walk: Typed,
        made: Made,
        span: Span,
        of: impl FnOnce(&mut Self, Typed) -> Option<(AggregateFn, Option<Typed>, Option<Typed>)>,
    ) -> Option<Typed> {
        let Made::Walk(_, walked) = made else {
            return None;
        };
        let level = self.next_level(span)?;
        let outer = self.level.replace(level);
        let source = Source { members: walked.used, holder: Some(walk.id), group: None };
        let parts = self.add(Op::Row(level), Ty::Record(walked.used), span).and_then(|row| {
            let filter = self.membership(source, row, span)?;
            let leg = self.add(Op::Field(row.id, FieldId(0)), Ty::Record(walked.legs), span)?;
            Some((filter, of(self, leg)?))
        });
        self.level = outer;
        let (filter, (function, value, has)) = parts?;
        let ty = value.map_or(Ty::Bool, |v| v.ty);
        let mut aggregate = Aggregate::new(function, level, walked.used, "leg".into());
        (aggregate.holder, aggregate.filter) = (Some(walk.id), filter);
        (aggregate.value, aggregate.has) = (value.map(|v| v.id), has.map(|h| h.id));
        self.add(Op::Aggregate(Box::new(aggregate)), ty, span)
    }

    /// Whether a row of a derived record kind stands for something that exists: the groups and
    /// legs of records whose conditions are not decided exist only perhaps.
    pub(super) fn existence(&mut self, row: Typed, span: Span) -> Option<Option<Typed>> {
        let Ty::Record(record) = row.ty else {
            return Some(None);
        };
        let Some(made) = self.world.made.get(&record).copied() else {
            return Some(None);
        };
        let exists = match made {
            Made::Group(i) => self.group_exists(i, row, span)?,
            Made::Leg(i) => self.leg_exists(self.flow(i)?, row, span)?,
            Made::Walk(_, walked) if walked.sure().is_some() => match walked.sure() {
                Some(sure) => Some(self.add(Op::Field(row.id, sure), Ty::Bool, span)?),
                None => None,
            },
            Made::Walk(i, _) => {
                let flow = self.flow(i)?;
                if !self.is_conditional(flow) {
                    return Some(None);
                }
                let every = self.over_legs(row, made, span, |this, leg| {
                    Some((AggregateFn::Every, None, this.leg_exists(flow, leg, span)?))
                })?;
                Some(every)
            }
            Made::Member(_) | Made::Step(_) | Made::Reach(_) => None,
        };
        match exists {
            None => Some(None),
            Some(exists) => {
                let words = format!("the {} exists", self.world.schema.record(record).name);
                let named = Op::Named(words.as_str().into(), exists.id);
                self.add(named, Ty::Bool, span).map(Some)
            }
        }
    }

    /// What ties a member to the group it is looked up for, and what makes it one.
    pub(super) fn membership(
        &mut self,
        source: Source,
        row: Typed,
        span: Span,
    ) -> Option<Option<ExprId>> {
        let mut parts: Vec<ExprId> = Vec::new();
        if let Some(group) = source.group {
            let ty = self.world.schema.field(source.members, field::GROUP).ty;
            let own = self.add(Op::Field(row.id, field::GROUP), ty, span)?;
            parts.push(self.add(Op::Compare(CompareOp::Eq, own.id, group), Ty::Bool, span)?.id);
        }
        match self.world.made.get(&source.members).copied() {
            Some(Made::Step(i)) => {
                let flow = self.flow(i)?;
                if self.is_conditional(flow) {
                    let condition = self.is_step(flow, row.id, span)?;
                    parts.push(self.implied(condition, span)?);
                }
            }
            Some(Made::Member(i)) => {
                if let Some(condition) = self.member_condition(i, row, span)? {
                    parts.push(self.implied(condition, span)?);
                }
            }
            Some(Made::Leg(_)) => {
                if let Some(exists) = self.existence(row, span)? {
                    parts.push(self.implied(exists, span)?);
                }
            }
            _ => {
                if let Some(exists) = self.leg_of_many(source.members, row, span)? {
                    parts.push(self.implied(exists, span)?);
                }
            }
        }
        Some(match parts.as_slice() {
            [] => None,
            [one] => Some(*one),
            _ => Some(self.add(Op::And(parts.into()), Ty::Bool, span)?.id),
        })
    }

    /// Whether a leg in the list of a cluster or cut point exists: these are there without some of
    /// their legs, too.
    fn leg_of_many(&mut self, used: RecordId, row: Typed, span: Span) -> Option<Option<Typed>> {
        match self.world.walks_over(used) {
            Some((i, Walked { kind: WalkKind::Clusters | WalkKind::CutPoints, legs, .. })) => {
                let leg = Op::Field(row.id, FieldId(0));
                let leg = self.add(leg, Ty::Record(legs), span)?;
                self.leg_exists(self.flow(i)?, leg, span)
            }
            _ => Some(None),
        }
    }

    /// A condition that goes without saying where it is explained.
    pub(super) fn implied(&mut self, condition: Typed, span: Span) -> Option<ExprId> {
        self.add(Op::Named("".into(), condition.id), Ty::Bool, span).map(|named| named.id)
    }
}
