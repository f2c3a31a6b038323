//! Aggregates: members, what is made of them, and of which types.

use std::sync::Arc;

use super::declared::Symbol;
use super::error::{CheckError, Noun};
use super::index::What;
use super::scope::{Checker, Typed};
use super::sink::{Checked, There, Told};
use super::suggest::nearest;
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
    pub(super) fn source(&mut self, e: &ast::Expr) -> Checked<Source> {
        if let Some(members) = self.all_members(e) {
            return Ok(Source { members: members?, holder: None, group: None });
        }
        if let ExprKind::Name(name) = &e.kind
            && !self.is_bound(&name.text)
        {
            let members = self.record_named(name)?;
            self.stands_alone(members, name.span)?;
            return Ok(Source { members, holder: None, group: None });
        }
        let list = self.expr(e, None)?;
        let arena = self.arena();
        match (&arena.get(arena.strip(list.id)).op, list.ty) {
            (Op::Field(base, _), Ty::List(members)) => {
                Ok(Source { members, holder: Some(*base), group: None })
            }
            (_, ty) => match ty.record().and_then(|record| self.schema().kind(record).steps()) {
                Some(members) => Ok(Source { members, holder: None, group: Some(list.id) }),
                None => {
                    let what = self.type_name(list.ty);
                    Err(self.report(CheckError::Source { what, span: e.span }))
                }
            },
        }
    }

    /// The record kind of that name.
    pub(super) fn record_named(&mut self, name: &ast::Name) -> Checked<RecordId> {
        if let Some(record) = self.declared.records.get(name.text.as_str()) {
            self.noted.refer(name.span, self.declared.kinds[record.0 as usize].item.name.span);
            return Ok(*record);
        }
        let near = nearest(&name.text, self.declared.records.keys().copied());
        let (kind, name, span) = (Noun::Record, name.text.clone(), name.span);
        Err(self.report(CheckError::Unknown { kind, name, span, near }))
    }

    /// The legs of the flow of that name; `None` where it is none.
    pub(super) fn legs_of(&mut self, name: &ast::Name) -> Option<Checked<RecordId>> {
        if self.locals.iter().any(|local| local.name == name.text) {
            return None;
        }
        match self.symbol(name) {
            Some(Ok(Symbol::Flow(i))) => Some(self.parts().flow(i).map(|flow| flow.legs)),
            Some(Err(told)) => Some(Err(told)),
            Some(Ok(_)) | None => None,
        }
    }

    /// The legs of a flow by its name, and all members of a list by its record's name:
    /// `l in funding`, `p in Deal.payments`. `None` for anything else.
    fn all_members(&mut self, e: &ast::Expr) -> Option<Checked<RecordId>> {
        match &e.kind {
            ExprKind::Name(name) => self.legs_of(name),
            ExprKind::Field(base, list) => {
                if let Some(path) = self.path_to_pack(e) {
                    return self.legs_of(&path);
                }
                let ExprKind::Name(name) = &base.kind else {
                    return None;
                };
                if self.is_bound(&name.text) {
                    return None;
                }
                let record = *self.declared.records.get(name.text.as_str())?;
                Some(self.all_of(record, name, list))
            }
            _ => None,
        }
    }

    /// The members of a list of all records of a kind.
    fn all_of(
        &mut self,
        record: RecordId,
        name: &ast::Name,
        list: &ast::Name,
    ) -> Checked<RecordId> {
        let kind = self.declared.kinds[record.0 as usize].item;
        self.noted.refer(name.span, kind.name.span);
        self.stands_alone(record, name.span)?;
        self.list_of(record, list)
    }

    /// The members of a list of such records.
    pub(super) fn list_of(&mut self, record: RecordId, list: &ast::Name) -> Checked<RecordId> {
        let Some(field) = self.growing.kinds.field(record, &list.text) else {
            return Err(self.no_list(record, list));
        };
        self.note_field(record, field, list);
        match self.schema().field(record, field).ty {
            Ty::List(members) => Ok(members),
            ty => self.mismatch("a list", ty, list.span),
        }
    }

    /// Records without a key that lists hold stand there alone: by themselves there are none of
    /// them, and whatever is asked of all would be answered by nobody.
    pub(super) fn stands_alone(&mut self, record: RecordId, span: Span) -> Checked<()> {
        if !self.growing.kinds.is_held(record) {
            return Ok(());
        }
        let kind = self.schema().record(record);
        let (name, declared) = (kind.name.clone(), kind.span);
        Err(self.report(CheckError::OnlyInLists { name, span, declared }))
    }

    /// Reports that a record has no such field; the lists that it has are what may be meant.
    fn no_list(&mut self, record: RecordId, name: &ast::Name) -> Told {
        let kind = self.schema().record(record);
        let lists = kind.fields.iter().filter(|field| matches!(field.ty, Ty::List(_)));
        let near = nearest(&name.text, lists.map(|field| field.name.as_str()));
        let (record, declared) = (kind.name.clone(), Some(kind.span));
        let (name, span) = (name.text.clone(), name.span);
        self.report(CheckError::UnknownField { record, name, span, declared, near })
    }

    /// Checks an aggregate; one over legs that is the same of their steps is one over these, which
    /// each stand there once, whatever leg they turn out to belong to.
    fn inside(
        &mut self,
        binding: &ast::Binding,
        check: impl Fn(&mut Self, Source, Level, Option<ExprId>) -> Checked<(Aggregate, Ty)>,
    ) -> Checked<(Aggregate, Ty)> {
        let source = self.source(&binding.source);
        let of_members = self.over_source(binding, source, &check)?;
        match self.steps_instead(&of_members.0, binding.variable.span)? {
            Some(steps) => self.over_source(binding, Ok(steps), &check),
            None => Ok(of_members),
        }
    }

    /// Checks what stands inside a binding, with the member bound.
    fn over_source(
        &mut self,
        binding: &ast::Binding,
        source: Checked<Source>,
        check: impl Fn(&mut Self, Source, Level, Option<ExprId>) -> Checked<(Aggregate, Ty)>,
    ) -> Checked<(Aggregate, Ty)> {
        let span = binding.variable.span;
        let level = self.next_level(span)?;
        let outer = self.level.replace(level);
        let member = source.and_then(|source| self.member(source, level, span));
        let own = match member {
            Ok(_) => source.and_then(|source| self.own_condition(source, level, span)),
            Err(told) => Err(told),
        };
        self.bind(What::Variable, &binding.variable, member);
        let filter = binding.filter.as_ref().map(|f| self.condition(f));
        let filter = match (own, filter) {
            (own, None) => own,
            (own, Some(filter)) => match (own, filter) {
                (Ok(own), Ok(filter)) => self.and_own(own, filter, span).map(Some),
                (Err(told), _) | (_, Err(told)) => Err(told),
            },
        };
        // The rest tells its own errors, whatever is wrong with the conditions.
        let result = source.and_then(|source| {
            let only = filter.ok().flatten().map(|filter| filter.id);
            let of_members = check(self, source, level, only);
            filter.and(of_members)
        });
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
    ) -> Checked<Option<Typed>> {
        let row = self.add(Op::Row(level), Ty::Record(source.members), span)?;
        self.membership(source, row, span)
    }

    /// What the member variable stands for: the row, the value of a list of scalars, or the
    /// record that is in a group.
    pub(super) fn member(&mut self, source: Source, level: Level, span: Span) -> Checked<Typed> {
        let row = self.add(Op::Row(level), Ty::Record(source.members), span)?;
        if self.growing.group_of(source.members).is_some() {
            return self.member_record(row, span);
        }
        let kind = self.schema().record(source.members);
        if !kind.scalar {
            return Ok(row);
        }
        let ty = kind.fields.first().there()?.ty;
        self.add(Op::Field(row.id, crate::ty::FieldId::IT), ty, span)
    }

    pub(super) fn exists(&mut self, binding: &ast::Binding, span: Span) -> Checked<Typed> {
        let variable: Arc<str> = binding.variable.text.as_str().into();
        let (aggregate, _) = self.inside(binding, |_, source, level, filter| {
            let function = AggregateFn::Exists;
            Ok((source.aggregate(function, level, filter, variable.clone()), Ty::Bool))
        })?;
        self.add(Op::Aggregate(Box::new(aggregate)), Ty::Bool, span)
    }

    pub(super) fn every(
        &mut self,
        binding: &ast::Binding,
        has: &ast::Expr,
        span: Span,
    ) -> Checked<Typed> {
        let variable: Arc<str> = binding.variable.text.as_str().into();
        let (aggregate, _) = self.inside(binding, |this, source, level, filter| {
            let has = Some(this.condition(has)?.id);
            let plain = source.aggregate(AggregateFn::Every, level, filter, variable.clone());
            Ok((Aggregate { has, ..plain }, Ty::Bool))
        })?;
        self.add(Op::Aggregate(Box::new(aggregate)), Ty::Bool, span)
    }

    pub(super) fn aggregate(&mut self, a: &ast::Aggregate, span: Span) -> Checked<Typed> {
        let share = a.function == AggregateFn::Share;
        if share != a.has.is_some() {
            let (function, needs) = match share {
                true => {
                    ("share", "the part whose share it is: `share of … for d in … where … has …`")
                }
                false => ("has", "`share of` or `every` before it"),
            };
            let (function, needs) = (function.to_owned(), needs.to_owned());
            return Err(self.report(CheckError::Aggregate { function, needs, span }));
        }
        let variable: Arc<str> = a.binding.variable.text.as_str().into();
        let (aggregate, ty) = self.inside(&a.binding, |this, source, level, filter| {
            let value = this.aggregated(a);
            let key = this.key(a);
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
            let key = key?;
            let sample = a.sample.unwrap_or_default();
            let plain = source.aggregate(a.function, level, filter, variable.clone());
            Ok((Aggregate { value, key, has, group, sample, ..plain }, ty))
        })?;
        self.add(Op::Aggregate(Box::new(aggregate)), ty, span)
    }

    /// What is aggregated, and the type that comes out.
    fn aggregated(&mut self, a: &ast::Aggregate) -> Checked<(Option<ExprId>, Ty)> {
        let inner = a.by.as_ref().map_or(a.function, |by| by.function);
        let value = match &a.value {
            Some(value) => Some((self.expr(value, None)?, value.span)),
            None => None,
        };
        let of = value.map(|(value, span)| (value.ty, span));
        let ty = self.function_type(inner, of, a.binding.variable.span)?;
        let value = value.filter(|_| inner.row().reads).map(|(value, _)| value.id);
        match &a.by {
            None => Ok((value, ty)),
            Some(by) => Ok((value, self.function_type(a.function, Some((ty, by.span)), by.span)?)),
        }
    }

    /// What tells which member counts, where one does.
    fn key(&mut self, a: &ast::Aggregate) -> Checked<Option<ExprId>> {
        let inner = a.by.as_ref().filter(|by| by.function.is_keyed() || a.function.is_keyed());
        if let Some(by) = inner {
            let function = if a.function.is_keyed() { a.function } else { by.function };
            let needs = format!(
                "members of its own and no groups: `sum of ({function} of f.amount by f.to for f \
                 in party.figures) for party in …`"
            );
            let function = function.to_string();
            return Err(self.report(CheckError::Aggregate { function, needs, span: by.span }));
        }
        match &a.key {
            Some(key) => {
                let typed = self.expr(key, None)?;
                if matches!(
                    typed.ty,
                    Ty::Bool | Ty::Text | Ty::Currency | Ty::Record(_) | Ty::List(_)
                ) {
                    let function = a.function.to_string();
                    let needs =
                        format!("a key that has an order, not {}", self.described(typed.ty));
                    return Err(self.report(CheckError::Aggregate {
                        function,
                        needs,
                        span: key.span,
                    }));
                }
                self.require_order(typed.ty, key.span)?;
                Ok(Some(typed.id))
            }
            None if a.function.is_keyed() && a.value.is_some() => {
                let function = a.function.to_string();
                let needs = format!(
                    "a key behind `by`, which tells the member that counts: `{function} of \
                     f.amount by f.to for f in …`"
                );
                let span = a.value.as_ref().map_or(a.binding.variable.span, |value| value.span);
                Err(self.report(CheckError::Aggregate { function, needs, span }))
            }
            None => Ok(None),
        }
    }

    /// What a function makes of values of a type.
    pub(super) fn function_type(
        &mut self,
        function: AggregateFn,
        value: Option<(Ty, Span)>,
        span: Span,
    ) -> Checked<Ty> {
        let row = function.row();
        let takes = match (row.check)(value.map(|(ty, _)| ty)) {
            Ok(ty) => return Ok(ty),
            Err(takes) => takes,
        };
        let (needs, span) = match (takes, value) {
            (Takes::Value, _) | (_, None) => {
                let key = if function.is_keyed() { " by d.signed" } else { "" };
                (format!("a value: `{function} of d.value{key} for d in …`"), span)
            }
            (Takes::Facts, Some((ty, span))) => {
                let what = self.described(ty);
                (format!("a fact, not {what}: `{function} of f.amount by f.to for f in …`"), span)
            }
            (Takes::Quantities, Some((ty, span))) => {
                (format!("quantities, not {}", self.described(ty)), span)
            }
            (Takes::Numbers, Some((ty, span))) => {
                (format!("numbers, not {}", self.described(ty)), span)
            }
        };
        let function = row.name.to_owned();
        Err(self.report(CheckError::Aggregate { function, needs, span }))
    }

    fn group(&mut self, by: &ast::Grouping) -> Checked<Group> {
        let mut keys = Vec::with_capacity(by.keys.len());
        for key in &by.keys {
            let typed = self.expr(key, None)?;
            if matches!(typed.ty, Ty::List(_) | Ty::Period) {
                return self.mismatch("a group key", typed.ty, key.span);
            }
            keys.push(typed.id);
        }
        Ok(Group { function: by.function, keys: keys.into() })
    }
}
