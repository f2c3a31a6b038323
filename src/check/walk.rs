//! What can be asked of steps, legs and walks beyond the fields that their tables hold.

use super::aggregate::Source;
use super::declared::Symbol;
use super::define::path_text;
use super::derived::Sought;
use super::error::{CheckError, Noun};
use super::growing::Flow;
use super::index::BuiltIn;
use super::scope::{Checker, Typed};
use super::sink::{Checked, There};
use super::suggest::nearest;
use crate::builtins::AggregateFn;
use crate::ir::{Aggregate, ExprId, Level, Op};
use crate::operator::{CompareOp, WalkKind};
use crate::pack::parted;
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{FieldId, Kind, RecordId, Shape, Ty, Walk};
use crate::value::Scalar;

/// The most steps of a walk that rules may ask for.
const LONGEST: u32 = 12;

impl<'a> Checker<'_, 'a> {
    /// The record kind of a rule's walks.
    pub(super) fn walk(&mut self, walk: &ast::Walk) -> Checked<RecordId> {
        let flow = self.flow_named(&walk.flow);
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
                return Err(self.report(CheckError::Meaningless { what, span: walk.span, help }));
            }
            (Some((_, span)), false) => {
                let what = format!("a length of `{}`", walk.kind.words());
                let help = Some("leave `up to` out".to_owned());
                return Err(self.report(CheckError::Meaningless { what, span, help }));
            }
        };
        Ok(self.growing.kinds.walks(flow?, Sought::Walks(walk.kind), longest))
    }

    pub(super) fn longest(&mut self, (longest, span): (u32, Span)) -> Checked<u32> {
        if longest <= LONGEST {
            return Ok(longest);
        }
        let what = format!("a walk of more than {LONGEST} steps");
        let help = Some("their number grows with every step: ask for fewer".to_owned());
        Err(self.report(CheckError::Meaningless { what, span, help }))
    }

    /// The flow of that name.
    pub(super) fn flow_named(&mut self, name: &ast::Name) -> Checked<Flow<'a>> {
        if let Some(Symbol::Flow(i)) = self.symbol(name).transpose()? {
            return self.parts().flow(i);
        }
        let visible = &self.declared.visible[self.unit];
        let flows = visible.iter().filter(|(_, (s, _))| matches!(s, Symbol::Flow(_)));
        let (pack, _) = parted(&name.text);
        let by_pack = pack.map(|pack| self.declared.names_by_pack(self.unit, pack));
        let by_pack = by_pack.iter().flatten().map(String::as_str);
        let near = nearest(&name.text, flows.map(|(name, _)| *name).chain(by_pack));
        let (kind, name, span) = (Noun::Flow, name.text.clone(), name.span);
        Err(self.report(CheckError::Unknown { kind, name, span, near }))
    }

    /// What a derived record says beside its fields: `leg.amount`, `ring.smallest`, `step.kind`.
    pub(super) fn derived_value(
        &mut self,
        base: Typed,
        record: RecordId,
        name: &ast::Name,
    ) -> Option<Checked<Typed>> {
        let word = name.text.as_str();
        let mut told_by_lines = None;
        let found = match (self.schema().kind(record), word) {
            (Kind::Step(step), _) => {
                let flow = self.growing.flow_of(step.of)?;
                match word {
                    "from" => self.of_step(flow, base.id, name.span, |line| Some(&line.from)),
                    "to" => self.of_step(flow, base.id, name.span, |line| Some(&line.to)),
                    "amount" if flow.carries.is_some() => {
                        self.of_step(flow, base.id, name.span, |line| line.carrying.as_ref())
                    }
                    _ => {
                        let line = flow.item.lines.first()?;
                        let place = line.with.iter().position(|(n, _)| n.text == word)?;
                        told_by_lines = Some(line.with[place].0.span);
                        self.of_step(flow, base.id, name.span, |line| {
                            line.with.get(place).map(|(_, e)| e)
                        })
                    }
                }
            }
            (Kind::Leg(_), "amount") => {
                let flow = self.growing.flow_of(record).filter(|flow| flow.carries.is_some())?;
                self.leg_amount(flow, base, name.span)
            }
            (Kind::Walk(walk), "smallest" | "largest" | "total" | "product") => {
                let walk = *walk;
                let flow = self.growing.flow_of(walk.legs).filter(|flow| flow.carries.is_some())?;
                let function = match word {
                    "smallest" => AggregateFn::Min,
                    "largest" => AggregateFn::Max,
                    "product" => AggregateFn::Product,
                    _ => AggregateFn::Sum,
                };
                self.of_walk(flow, (base, walk), function, name.span)
            }
            _ => return None,
        };
        match told_by_lines {
            Some(place) => self.noted.refer(name.span, place),
            None => self.noted.built_in([name], BuiltIn::Told),
        }
        Some(found)
    }

    /// What is made of the amounts of a walk's legs.
    pub(super) fn of_walk(
        &mut self,
        flow: Flow<'a>,
        walk: (Typed, Walk),
        function: AggregateFn,
        span: Span,
    ) -> Checked<Typed> {
        self.over_legs(walk, span, |this, leg| {
            let amount = this.leg_amount(flow, leg, span)?;
            let amount = this.add(Op::Named("amount".into(), amount.id), amount.ty, span)?;
            if function == AggregateFn::Product {
                this.function_type(function, Some((amount.ty, span)), span)?;
            }
            Ok((function, Some(amount), None))
        })
    }

    /// What is computed for a derived record goes by the name that it was asked for.
    pub(super) fn as_written(&mut self, value: Typed, e: &ast::Expr) -> Checked<Typed> {
        if !matches!(self.arena().get(value.id).op, Op::Aggregate(_) | Op::If(..)) {
            return Ok(value);
        }
        match path_text(e) {
            Some(text) => self.add(Op::Named(text.as_str().into(), value.id), value.ty, e.span),
            None => Ok(value),
        }
    }

    /// The sum of a leg's steps.
    pub(super) fn leg_amount(&mut self, flow: Flow<'a>, leg: Typed, span: Span) -> Checked<Typed> {
        self.over_steps(flow, leg, span, |this, step| {
            let amount = this.of_step(flow, step.id, span, |line| line.carrying.as_ref())?;
            Ok((AggregateFn::Sum, Some(amount), None))
        })
    }

    /// The sum of those steps of a leg that tell both their ends.
    pub(super) fn told_amount(&mut self, flow: Flow<'a>, leg: Typed, span: Span) -> Checked<Typed> {
        self.over_steps(flow, leg, span, |this, step| {
            let amount = this.of_step(flow, step.id, span, |line| line.carrying.as_ref())?;
            let group =
                this.add(Op::Field(step.id, this.group_field(flow.steps)?), leg.ty, span)?;
            let told = this.add(Op::IsKnown(group.id), Ty::Bool, span)?;
            Ok((AggregateFn::Sum, Some(amount), Some(this.implied(told, span)?)))
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
    ) -> Checked<Typed> {
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
            let group = Op::Field(step.id, self.group_field(flow.steps)?);
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
            parts.extend(self.membership(source, step, span)?.map(|own| own.id));
            let filter = self.add(Op::And(parts.into()), Ty::Bool, span)?;
            Ok((filter, self.of_step(flow, step.id, span, |line| line.carrying.as_ref())?))
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
    ) -> Checked<Option<Typed>> {
        if !self.is_conditional(flow) {
            return Ok(None);
        }
        self.over_steps(flow, leg, span, |_, _| Ok((AggregateFn::Exists, None, None))).map(Some)
    }

    /// An aggregate over the steps of a leg: a function, of which value, and of which of them.
    fn over_steps(
        &mut self,
        flow: Flow<'a>,
        leg: Typed,
        span: Span,
        of: impl FnOnce(&mut Self, Typed) -> Checked<(AggregateFn, Option<Typed>, Option<ExprId>)>,
    ) -> Checked<Typed> {
        let level = self.next_level(span)?;
        let outer = self.level.replace(level);
        let source = Source { members: flow.steps, holder: None, group: Some(leg.id) };
        let parts = self.step_row(source, level, span).and_then(|step| {
            let filter = self.membership(source, step, span)?.map(|own| own.id);
            let (function, value, only) = of(self, step)?;
            let filter = match (filter, only) {
                (Some(filter), Some(only)) => {
                    Some(self.add(Op::And([filter, only].into()), Ty::Bool, span)?.id)
                }
                (filter, only) => filter.or(only),
            };
            Ok((filter, (function, value)))
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
    pub(super) fn steps_instead(&mut self, a: &Aggregate, span: Span) -> Checked<Option<Source>> {
        let Some(leg) = self.schema().kind(a.members).leg().copied() else { return Ok(None) };
        let function = a.group.as_ref().map_or(a.function, |group| group.function);
        let adds_up = match (function, a.value) {
            (AggregateFn::Exists | AggregateFn::Every, None) => a.sample == 0,
            (AggregateFn::Sum | AggregateFn::Share, Some(_)) => a.sample == 0,
            _ => false,
        };
        if a.holder.is_some() || !adds_up {
            return Ok(None);
        }
        let flow = self.growing.flow_of(a.members).there()?;
        let outer = self.level.replace(a.level);
        let own = self.of_own_leg(flow, a, span);
        self.level = outer;
        let (amount, exists) = own?;
        let arena = self.arena();
        // A sum over the leg's steps that is written out has no meaning for a step.
        let is_own = |value: ExprId| {
            matches!(arena.get(value).op, Op::Named(..)) && Some(arena.strip(value)) == amount
        };
        if a.value.is_some_and(|value| !is_own(value)) {
            return Ok(None);
        }
        let keys = a.group.iter().flat_map(|group| group.keys.iter());
        let of = a.filter.iter().chain(&a.has).chain(keys).copied();
        let is_end = |op: &Op| {
            matches!(*op, Op::Field(base, end)
                if (end == leg.from || end == leg.to) && arena.get(base).op == Op::Row(a.level))
        };
        let looks =
            |e, op: &Op| arena.get(e).levels.has(a.level) && Some(e) != exists && !is_end(op);
        let mut parts = arena.parts(of, looks);
        let asks_more = parts.any(|e| arena.get(e).op == Op::Row(a.level));
        let steps = Source { members: flow.steps, holder: None, group: None };
        Ok((!asks_more).then_some(steps))
    }

    /// What a member of an aggregate over legs carries, and what says that it exists.
    fn of_own_leg(
        &mut self,
        flow: Flow<'a>,
        a: &Aggregate,
        span: Span,
    ) -> Checked<(Option<ExprId>, Option<ExprId>)> {
        let leg = self.add(Op::Row(a.level), Ty::Record(flow.legs), span)?;
        let amount = match flow.carries {
            Some(_) => Some(self.leg_amount(flow, leg, span)?.id),
            None => None,
        };
        let source = Source { members: flow.legs, holder: None, group: None };
        Ok((amount, self.membership(source, leg, span)?.map(|own| own.id)))
    }

    fn step_row(&mut self, source: Source, level: Level, span: Span) -> Checked<Typed> {
        self.add(Op::Row(level), Ty::Record(source.members), span)
    }

    /// An aggregate over the legs of a walk.
    fn over_legs(
        &mut self,
        (walk, Walk { used, legs, .. }): (Typed, Walk),
        span: Span,
        of: impl FnOnce(&mut Self, Typed) -> Checked<(AggregateFn, Option<Typed>, Option<Typed>)>,
    ) -> Checked<Typed> {
        let used = used.members;
        let level = self.next_level(span)?;
        let outer = self.level.replace(level);
        let source = Source { members: used, holder: Some(walk.id), group: None };
        let parts = self.add(Op::Row(level), Ty::Record(used), span).and_then(|row| {
            let filter = self.membership(source, row, span)?.map(|own| own.id);
            let leg = self.add(Op::Field(row.id, FieldId::IT), Ty::Record(legs), span)?;
            Ok((filter, of(self, leg)?))
        });
        self.level = outer;
        let (filter, (function, value, has)) = parts?;
        let ty = value.map_or(Ty::Bool, |v| v.ty);
        let mut aggregate = Aggregate::new(function, level, used, "leg".into());
        (aggregate.holder, aggregate.filter) = (Some(walk.id), filter);
        (aggregate.value, aggregate.has) = (value.map(|v| v.id), has.map(|h| h.id));
        self.add(Op::Aggregate(Box::new(aggregate)), ty, span)
    }

    /// Whether a row of a derived record kind stands for something that exists: the groups and
    /// legs of records whose conditions are not decided exist only perhaps.
    pub(super) fn existence(&mut self, row: Typed, span: Span) -> Checked<Option<Typed>> {
        let Ty::Record(record) = row.ty else {
            return Ok(None);
        };
        let exists = match self.schema().kind(record) {
            Kind::Group(_) => {
                let group = self.growing.groups.get(&record).copied().there()?;
                self.group_exists(group, row, span)?
            }
            Kind::Leg(_) => self.leg_exists(self.growing.flow_of(record).there()?, row, span)?,
            Kind::Walk(walk) => self.walk_exists(row, *walk, span)?,
            Kind::Read | Kind::Slots(_) | Kind::Step(_) | Kind::Passed => None,
            Kind::Reach(_) | Kind::Card(_) => None,
        };
        match exists {
            None => Ok(None),
            Some(exists) => {
                let words = format!("the {} exists", self.schema().record(record).name);
                let named = Op::Named(words.as_str().into(), exists.id);
                self.add(named, Ty::Bool, span).map(Some)
            }
        }
    }

    /// Whether a walk exists: its own field says so, or all its legs do.
    fn walk_exists(&mut self, row: Typed, walk: Walk, span: Span) -> Checked<Option<Typed>> {
        if let Some(sure) = walk.sure() {
            return self.add(Op::Field(row.id, sure), Ty::Bool, span).map(Some);
        }
        let flow = self.growing.flow_of(walk.legs).there()?;
        if !self.is_conditional(flow) {
            return Ok(None);
        }
        let every = self.over_legs((row, walk), span, |this, leg| {
            Ok((AggregateFn::Every, None, this.leg_exists(flow, leg, span)?))
        });
        every.map(Some)
    }

    /// The field of a step that leads to its group or leg.
    fn group_field(&self, steps: RecordId) -> Checked<FieldId> {
        self.schema().kind(steps).step().map(|step| step.group).there()
    }

    /// What ties a member to the group it is looked up for, and what makes it one.
    pub(super) fn membership(
        &mut self,
        source: Source,
        row: Typed,
        span: Span,
    ) -> Checked<Option<Typed>> {
        let mut parts: Vec<ExprId> = Vec::new();
        if let Some(group) = source.group {
            let field = self.group_field(source.members)?;
            let ty = self.schema().field(source.members, field).ty;
            let own = self.add(Op::Field(row.id, field), ty, span)?;
            parts.push(self.add(Op::Compare(CompareOp::Eq, own.id, group), Ty::Bool, span)?.id);
        }
        let condition = match self.schema().kind(source.members) {
            Kind::Step(step) => match self.growing.groups.get(&step.of).copied() {
                Some(group) => self.member_condition(group, row, span)?,
                None => {
                    let flow = self.growing.flow_of(step.of).there()?;
                    match self.is_conditional(flow) {
                        true => Some(self.is_step(flow, row.id, span)?),
                        false => None,
                    }
                }
            },
            Kind::Leg(_) => self.existence(row, span)?,
            Kind::Passed => self.leg_of_many(source.members, row, span)?,
            Kind::Read | Kind::Group(_) | Kind::Slots(_) => None,
            Kind::Walk(_) | Kind::Reach(_) | Kind::Card(_) => None,
        };
        if let Some(condition) = condition {
            parts.push(self.implied(condition, span)?);
        }
        match parts.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(Typed { id: *one, ty: Ty::Bool })),
            _ => self.add(Op::And(parts.into()), Ty::Bool, span).map(Some),
        }
    }

    /// Whether a leg in the list of a cluster, component or cut point exists: these are there without some of
    /// their legs, too.
    fn leg_of_many(&mut self, used: RecordId, row: Typed, span: Span) -> Checked<Option<Typed>> {
        match self.growing.kinds.walks_over(used) {
            Some(&Walk {
                shape: Shape::Cluster { .. } | Shape::Component { .. } | Shape::CutPoint { .. },
                legs,
                ..
            }) => {
                let leg = Op::Field(row.id, FieldId::IT);
                let leg = self.add(leg, Ty::Record(legs), span)?;
                self.leg_exists(self.growing.flow_of(legs).there()?, leg, span)
            }
            _ => Ok(None),
        }
    }

    /// A condition that goes without saying where it is explained.
    pub(super) fn implied(&mut self, condition: Typed, span: Span) -> Checked<ExprId> {
        self.add(Op::Named("".into(), condition.id), Ty::Bool, span).map(|named| named.id)
    }
}
