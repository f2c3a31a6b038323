//! Aggregates: members, what is made of them, and of which types.

use super::error::CheckError;
use super::scope::{Checker, Typed};
use crate::ir::{Aggregate, ExprId, Group, Op};
use crate::operator::AggregateFn;
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind};
use crate::ty::{RecordId, Ty};

/// Where members come from.
#[derive(Clone, Copy)]
pub(super) struct Source {
    pub(super) members: RecordId,
    /// For a nested list: the record that holds it.
    pub(super) holder: Option<ExprId>,
}

impl Checker<'_, '_> {
    /// A record kind, or an expression that is a list.
    pub(super) fn source(&mut self, e: &ast::Expr) -> Option<Source> {
        if let ExprKind::Name(name) = &e.kind
            && !self.is_bound(&name.text)
        {
            if let Some(record) = self.world.records.get(name.text.as_str()) {
                return Some(Source { members: *record, holder: None });
            }
            let near = super::suggest::nearest(&name.text, self.world.records.keys().copied());
            let (kind, span) = (super::error::Kind::Record, name.span);
            self.world.report(CheckError::Unknown { kind, name: name.text.clone(), span, near });
            return None;
        }
        let list = self.expr(e, None)?;
        match (&self.world.arena.get(self.world.arena.strip(list.id)).op, list.ty) {
            (Op::Field(base, _), Ty::List(members)) => {
                Some(Source { members, holder: Some(*base) })
            }
            _ => {
                let what = self.type_name(list.ty);
                self.world.report(CheckError::Source { what, span: e.span });
                None
            }
        }
    }

    /// Checks what stands inside a binding, with the member bound.
    fn inside<T>(
        &mut self,
        binding: &ast::Binding,
        check: impl FnOnce(&mut Self, Source, u8, Option<ExprId>) -> Option<T>,
    ) -> Option<T> {
        let source = self.source(&binding.source);
        let level = self.next_level(binding.variable.span)?;
        let outer = self.level.replace(level);
        let member = match source {
            Some(source) => self.member(source, level, binding.variable.span),
            None => None,
        };
        self.bind(&binding.variable, member);
        let filter = binding.filter.as_ref().map(|f| self.condition(f));
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

    /// What the member variable stands for: the row, or the value of a list of scalars.
    fn member(&mut self, source: Source, level: u8, span: Span) -> Option<Typed> {
        let row = self.add(Op::Row(level), Ty::Record(source.members), span)?;
        let kind = self.world.schema.record(source.members);
        if !kind.scalar {
            return Some(row);
        }
        let ty = kind.fields.first()?.ty;
        self.add(Op::Field(row.id, crate::ty::FieldId(0)), ty, span)
    }

    pub(super) fn exists(&mut self, binding: &ast::Binding, span: Span) -> Option<Typed> {
        let variable = binding.variable.text.as_str().into();
        let aggregate = self.inside(binding, |_, source, level, filter| {
            let Source { members, holder } = source;
            let function = AggregateFn::Exists;
            Some(Aggregate {
                function,
                level,
                members,
                holder,
                filter,
                value: None,
                has: None,
                group: None,
                variable,
            })
        })?;
        self.add(Op::Aggregate(Box::new(aggregate)), Ty::Bool, span)
    }

    pub(super) fn every(
        &mut self,
        binding: &ast::Binding,
        has: &ast::Expr,
        span: Span,
    ) -> Option<Typed> {
        let variable = binding.variable.text.as_str().into();
        let aggregate = self.inside(binding, |this, source, level, filter| {
            let has = Some(this.condition(has)?.id);
            let Source { members, holder } = source;
            let function = AggregateFn::Every;
            Some(Aggregate {
                function,
                level,
                members,
                holder,
                filter,
                value: None,
                has,
                group: None,
                variable,
            })
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
        let variable = a.binding.variable.text.as_str().into();
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
            let Source { members, holder } = source;
            let function = a.function;
            Some((
                Aggregate { function, level, members, holder, filter, value, has, group, variable },
                ty,
            ))
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

    fn function_type(
        &mut self,
        function: AggregateFn,
        value: Option<(Typed, Span)>,
        span: Span,
    ) -> Option<(Option<ExprId>, Ty)> {
        let name = function.name().to_owned();
        match (function, value) {
            // Counting members and counting their values is the same.
            (AggregateFn::Count, _) => Some((None, Ty::NUMBER)),
            (AggregateFn::Exists | AggregateFn::Every, _) => Some((None, Ty::Bool)),
            (AggregateFn::Share, None) => Some((None, Ty::PERCENT)),
            (AggregateFn::Share, Some((v, _))) if matches!(v.ty, Ty::Quantity { .. }) => {
                Some((Some(v.id), Ty::PERCENT))
            }
            (AggregateFn::Min | AggregateFn::Max, Some((v, _))) if v.ty == Ty::Date => {
                Some((Some(v.id), v.ty))
            }
            (_, Some((v, _))) if matches!(v.ty, Ty::Quantity { .. }) => Some((Some(v.id), v.ty)),
            (_, Some((v, span))) => {
                let needs = format!("quantities, not {}", self.described(v.ty));
                self.world.report(CheckError::Aggregate { function: name, needs, span });
                None
            }
            (_, None) => {
                let needs = format!("a value: `{name} of d.value for d in …`");
                self.world.report(CheckError::Aggregate { function: name, needs, span });
                None
            }
        }
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
