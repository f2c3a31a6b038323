//! Aggregates: members, what is made of them, and of which types.

use std::sync::Arc;

use super::error::CheckError;
use super::lists::Element;
use super::scope::{Checker, Typed};
use super::world::Symbol;
use crate::builtins::{AggregateFn, Takes};
use crate::ir::{Aggregate, ExprId, Group, Level, Op};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind};
use crate::ty::{RecordId, Ty};

/// Where members come from.
#[derive(Clone, Copy)]
pub(super) struct Source {
    pub(super) members: RecordId,
    /// For a nested list: the record that holds it.
    pub(super) holder: Option<ExprId>,
    /// For the members of a group, or the steps of a leg: the group or leg.
    pub(super) group: Option<ExprId>,
}

impl Source {
    /// An aggregate over these members, of nothing yet.
    fn aggregate(
        self,
        function: AggregateFn,
        level: Level,
        filter: Option<ExprId>,
        variable: Arc<str>,
    ) -> Aggregate {
        let plain = Aggregate::new(function, level, self.members, variable);
        Aggregate { holder: self.holder, filter, ..plain }
    }
}

impl Checker<'_, '_> {
    /// A record kind, or an expression that is a list.
    pub(super) fn source(&mut self, e: &ast::Expr) -> Option<Source> {
        if let Some(members) = self.all_members(e) {
            return Some(Source { members: members?, holder: None, group: None });
        }
        if let ExprKind::Name(name) = &e.kind
            && !self.is_bound(&name.text)
        {
            if let Some(record) = self.world.records.get(name.text.as_str()).copied() {
                self.stands_alone(record, name.span)?;
                return Some(Source { members: record, holder: None, group: None });
            }
            let near = super::suggest::nearest(&name.text, self.world.records.keys().copied());
            let (kind, span) = (super::error::Noun::Record, name.span);
            self.world.report(CheckError::Unknown { kind, name: name.text.clone(), span, near });
            return None;
        }
        let list = self.expr(e, None)?;
        match (&self.world.arena.get(self.world.arena.strip(list.id)).op, list.ty) {
            (Op::Field(base, _), Ty::List(members)) => {
                Some(Source { members, holder: Some(*base), group: None })
            }
            (_, Ty::Record(record)) if self.world.schema.kind(record).steps().is_some() => {
                let members = self.world.schema.kind(record).steps()?;
                Some(Source { members, holder: None, group: Some(list.id) })
            }
            _ => {
                let what = self.type_name(list.ty);
                self.world.report(CheckError::Source { what, span: e.span });
                None
            }
        }
    }

    /// The legs of the flow of that name, where it is one.
    pub(super) fn legs_of(&mut self, name: &ast::Name) -> Option<Option<RecordId>> {
        if self.locals.iter().any(|local| local.name == name.text) {
            return None;
        }
        match self.symbol(name) {
            Some(Symbol::Flow(i)) => {
                Some(self.world.flows.get(i as usize)?.as_ref().map(|flow| flow.legs))
            }
            _ => None,
        }
    }

    /// The legs of a flow by its name, and all members of a list by its record's name:
    /// `l in funding`, `p in Deal.payments`. `None` for anything else.
    fn all_members(&mut self, e: &ast::Expr) -> Option<Option<RecordId>> {
        match &e.kind {
            ExprKind::Name(name) => self.legs_of(name),
            ExprKind::Field(base, list) => {
                let ExprKind::Name(name) = &base.kind else {
                    return None;
                };
                if self.is_bound(&name.text) {
                    return None;
                }
                let record = *self.world.records.get(name.text.as_str())?;
                if self.stands_alone(record, name.span).is_none() {
                    return Some(None);
                }
                let Some(field) = self.world.field(record, &list.text) else {
                    return Some(self.no_list(record, list));
                };
                match self.world.schema.field(record, field).ty {
                    Ty::List(members) => Some(Some(members)),
                    ty => Some(self.mismatch("a list", ty, list.span)),
                }
            }
            _ => None,
        }
    }

    /// Records without a key that lists hold stand there alone: by themselves there are none of
    /// them, and whatever is asked of all would be answered by nobody.
    fn stands_alone(&mut self, record: RecordId, span: Span) -> Option<()> {
        let held = |element: &Element| element.ty == Ty::Record(record);
        if !self.world.is_keyless(record) || !self.world.elements.iter().any(held) {
            return Some(());
        }
        let kind = self.world.schema.record(record);
        let (name, declared) = (kind.name.clone(), kind.span);
        self.world.report(CheckError::OnlyInLists { name, span, declared });
        None
    }

    /// Reports that a record has no such field; the lists that it has are what may be meant.
    fn no_list<T>(&mut self, record: RecordId, name: &ast::Name) -> Option<T> {
        let kind = self.world.schema.record(record);
        let lists = kind.fields.iter().filter(|field| matches!(field.ty, Ty::List(_)));
        let near = super::suggest::nearest(&name.text, lists.map(|field| field.name.as_str()));
        let (record, declared) = (kind.name.clone(), Some(kind.span));
        let (name, span) = (name.text.clone(), name.span);
        self.world.report(CheckError::UnknownField { record, name, span, declared, near });
        None
    }

    /// Checks an aggregate; one over legs that is the same of their steps is one over these, which
    /// each stand there once, whatever leg they turn out to belong to.
    fn inside(
        &mut self,
        binding: &ast::Binding,
        check: impl Fn(&mut Self, Source, Level, Option<ExprId>) -> Option<(Aggregate, Ty)>,
    ) -> Option<(Aggregate, Ty)> {
        let source = self.source(&binding.source);
        let of_members = self.over_source(binding, source, &check)?;
        match self.steps_instead(&of_members.0, binding.variable.span) {
            Some(steps) => self.over_source(binding, Some(steps), &check),
            None => Some(of_members),
        }
    }

    /// Checks what stands inside a binding, with the member bound.
    fn over_source(
        &mut self,
        binding: &ast::Binding,
        source: Option<Source>,
        check: impl Fn(&mut Self, Source, Level, Option<ExprId>) -> Option<(Aggregate, Ty)>,
    ) -> Option<(Aggregate, Ty)> {
        let level = self.next_level(binding.variable.span)?;
        let outer = self.level.replace(level);
        let member = match source {
            Some(source) => self.member(source, level, binding.variable.span),
            None => None,
        };
        let own = match (source, member) {
            (Some(source), Some(_)) => self.own_condition(source, level, binding.variable.span),
            _ => Some(None),
        };
        self.bind(&binding.variable, member);
        let filter = binding.filter.as_ref().map(|f| self.condition(f));
        let filter = match (own, filter) {
            (None, _) => Some(None),
            (Some(own), None) => own.map(Some),
            (Some(_), Some(None)) => Some(None),
            (Some(own), Some(Some(filter))) => {
                Some(self.and_own(own, filter, binding.variable.span))
            }
        };
        let result = match (source, filter) {
            (Some(source), None) => check(self, source, level, None),
            (Some(source), Some(Some(filter))) => check(self, source, level, Some(filter.id)),
            (Some(source), Some(None)) => {
                // The rest tells its own errors.
                check(self, source, level, None);
                None
            }
            (None, _) => None,
        };
        self.locals.pop();
        self.level = outer;
        result
    }

    /// What makes a row of a derived record kind a member.
    pub(super) fn own_condition(
        &mut self,
        source: Source,
        level: Level,
        span: Span,
    ) -> Option<Option<Typed>> {
        let row = self.add(Op::Row(level), Ty::Record(source.members), span)?;
        let condition = self.membership(source, row, span)?;
        Some(condition.map(|id| Typed { id, ty: Ty::Bool }))
    }

    /// What the member variable stands for: the row, the value of a list of scalars, or the
    /// record that is in a group.
    fn member(&mut self, source: Source, level: Level, span: Span) -> Option<Typed> {
        let row = self.add(Op::Row(level), Ty::Record(source.members), span)?;
        if self.world.group_of(source.members).is_some() {
            return self.member_record(row, span);
        }
        let kind = self.world.schema.record(source.members);
        if !kind.scalar {
            return Some(row);
        }
        let ty = kind.fields.first()?.ty;
        self.add(Op::Field(row.id, crate::ty::FieldId::IT), ty, span)
    }

    pub(super) fn exists(&mut self, binding: &ast::Binding, span: Span) -> Option<Typed> {
        let variable: Arc<str> = binding.variable.text.as_str().into();
        let (aggregate, _) = self.inside(binding, |_, source, level, filter| {
            let function = AggregateFn::Exists;
            Some((source.aggregate(function, level, filter, variable.clone()), Ty::Bool))
        })?;
        self.add(Op::Aggregate(Box::new(aggregate)), Ty::Bool, span)
    }

    pub(super) fn every(
        &mut self,
        binding: &ast::Binding,
        has: &ast::Expr,
        span: Span,
    ) -> Option<Typed> {
        let variable: Arc<str> = binding.variable.text.as_str().into();
        let (aggregate, _) = self.inside(binding, |this, source, level, filter| {
            let has = Some(this.condition(has)?.id);
            let plain = source.aggregate(AggregateFn::Every, level, filter, variable.clone());
            Some((Aggregate { has, ..plain }, Ty::Bool))
        })?;
        self.add(Op::Aggregate(Box::new(aggregate)), Ty::Bool, span)
    }

    pub(super) fn aggregate(&mut self, a: &ast::Aggregate, span: Span) -> Option<Typed> {
        let share = a.function == AggregateFn::Share;
        if share != a.has.is_some() {
            let (function, needs) = match share {
                true => {
                    ("share", "the part whose share it is: `share of … for d in … where … has …`")
                }
                false => ("has", "`share of` or `every` before it"),
            };
            let (function, needs) = (function.to_owned(), needs.to_owned());
            self.world.report(CheckError::Aggregate { function, needs, span });
            return None;
        }
        let variable: Arc<str> = a.binding.variable.text.as_str().into();
        let (aggregate, ty) = self.inside(&a.binding, |this, source, level, filter| {
            let value = this.aggregated(a);
            let has = a.has.as_ref().map(|has| this.condition(has));
            let group = a.by.as_ref().map(|by| this.group(by));
            let (value, ty) = value?;
            let has = match has {
                None => None,
                Some(has) => Some(has?.id),
            };
            let group = match group {
                None => None,
                Some(group) => Some(group?),
            };
            let sample = a.sample.unwrap_or_default();
            let plain = source.aggregate(a.function, level, filter, variable.clone());
            Some((Aggregate { value, has, group, sample, ..plain }, ty))
        })?;
        self.add(Op::Aggregate(Box::new(aggregate)), ty, span)
    }

    /// What is aggregated, and the type that comes out.
    fn aggregated(&mut self, a: &ast::Aggregate) -> Option<(Option<ExprId>, Ty)> {
        let inner = a.by.as_ref().map_or(a.function, |by| by.function);
        let value = match &a.value {
            Some(value) => Some((self.expr(value, None)?, value.span)),
            None => None,
        };
        let (id, ty) = self.function_type(inner, value, a.binding.variable.span)?;
        match &a.by {
            None => Some((id, ty)),
            Some(by) => {
                let of_groups = Some((Typed { id: ExprId(0), ty }, by.span));
                let (_, ty) = self.function_type(a.function, of_groups, by.span)?;
                Some((id, ty))
            }
        }
    }

    pub(super) fn function_type(
        &mut self,
        function: AggregateFn,
        value: Option<(Typed, Span)>,
        span: Span,
    ) -> Option<(Option<ExprId>, Ty)> {
        let row = function.row();
        let takes = match (row.check)(value.map(|(value, _)| value.ty)) {
            Ok(ty) => return Some((value.filter(|_| row.reads).map(|(value, _)| value.id), ty)),
            Err(takes) => takes,
        };
        let function = row.name.to_owned();
        let (needs, span) = match (takes, value) {
            (Takes::Value, _) | (_, None) => {
                (format!("a value: `{function} of d.value for d in …`"), span)
            }
            (Takes::Quantities, Some((v, span))) => {
                (format!("quantities, not {}", self.described(v.ty)), span)
            }
            (Takes::Numbers, Some((v, span))) => {
                (format!("numbers, not {}", self.described(v.ty)), span)
            }
        };
        self.world.report(CheckError::Aggregate { function, needs, span });
        None
    }

    fn group(&mut self, by: &ast::Grouping) -> Option<Group> {
        let mut keys = Vec::with_capacity(by.keys.len());
        for key in &by.keys {
            let typed = self.expr(key, None)?;
            if matches!(typed.ty, Ty::List(_) | Ty::Period) {
                return self.mismatch("a group key", typed.ty, key.span);
            }
            keys.push(typed.id);
        }
        Some(Group { function: by.function, keys: keys.into() })
    }
}
