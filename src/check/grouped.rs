//! Groups as subjects: the records that agree in some facts are one.

use super::aggregate::Source;
use super::derived::{Layout, StepsOf};
use super::error::CheckError;
use super::growing::Group;
use super::index::What;
use super::scope::{Checker, Local, Typed};
use super::sink::{Checked, There};
use crate::builtins::AggregateFn;
use crate::ir::{Aggregate, Level, Op};
use crate::operator::ArithOp;
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind};
use crate::ty::{self, FieldId, Kind, RecordId, Ty};

impl<'a> Checker<'_, 'a> {
    /// The record kind of a rule's groups.
    pub(super) fn grouped(&mut self, item: &'a ast::Grouped) -> Checked<RecordId> {
        let source = self.source(&item.source)?;
        if source.holder.is_some() || source.group.is_some() {
            let what = "a list of one record".to_owned();
            return Err(self.report(CheckError::Source { what, span: item.source.span }));
        }
        let members = source.members;
        let outer = self.level.replace(Level::SUBJECT);
        let row = self.add(Op::Row(Level::SUBJECT), Ty::Record(members), item.span);
        let parts = row.and_then(|row| {
            let own = self.own_condition(source, Level::SUBJECT, item.span)?;
            let (filter, keys) = self.keys(item, members, row)?;
            let filter = match filter {
                None => own,
                Some(filter) => Some(self.and_own(own, filter, item.span)?),
            };
            Ok((filter.map(|filter| filter.id), keys))
        });
        self.level = outer;
        let (filter, keys) = parts?;
        let names = self.key_names(item)?;
        if let Some(known) = self.growing.kinds.known_groups(members, filter, &keys, &names) {
            for (name, field) in names.iter().zip(&self.growing.kinds.schema.record(known).fields) {
                self.noted.define_again(field.span, name.span);
            }
            return Ok(known);
        }
        let mut fields = Layout::default();
        for (name, key) in names.iter().zip(&keys) {
            self.noted.define(What::Key, name);
            self.noted.type_of(name.span, key.ty);
            fields.add(&name.text, key.ty, name.span);
        }
        let source = &self.schema().record(members).name;
        let names: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
        let title = format!("{source} by {}", names.join(", "));
        let names = (title.clone(), format!("member of {title}"));
        let keys = keys.iter().map(|k| k.id).collect();
        let kind = Kind::Group(ty::Group { steps: self.growing.kinds.upcoming(1) });
        let made_of = vec![StepsOf { members, filter, keys }];
        let kinds = &mut self.growing.kinds;
        let (groups, steps) = kinds.made_of_steps(names, (fields, kind), made_of, item.span);
        let group = Group { item, unit: self.unit, members, steps };
        self.growing.groups.insert(groups, group);
        Ok(groups)
    }

    /// The condition and the keys, over the members' own rows.
    fn keys(
        &mut self,
        item: &'a ast::Grouped,
        members: RecordId,
        row: Typed,
    ) -> Checked<(Option<Typed>, Vec<Typed>)> {
        let bound = self.bare_fields(members, row, item.span)?;
        let outer = std::mem::replace(&mut self.locals, bound);
        let filter = item.filter.as_ref().map(|f| self.condition(f));
        let keys: Vec<Checked<Typed>> = item.keys.iter().map(|k| self.subject_key(k)).collect();
        self.locals = outer;
        let filter = match filter {
            None => None,
            Some(filter) => Some(filter?),
        };
        Ok((filter, keys.into_iter().collect::<Checked<_>>()?))
    }

    fn subject_key(&mut self, key: &ast::SubjectKey) -> Checked<Typed> {
        let typed = self.expr(&key.value, None)?;
        if matches!(typed.ty, Ty::List(_) | Ty::Period) {
            return self.mismatch("a group key", typed.ty, key.value.span);
        }
        Ok(typed)
    }

    /// The fields of a record by their bare names, who holds it, and the record itself: `deal`.
    pub(super) fn bare_fields(
        &mut self,
        record: RecordId,
        row: Typed,
        span: Span,
    ) -> Checked<Vec<Local>> {
        let kind = self.schema().record(record);
        let is_read = !kind.kind.is_made();
        let fields = kind.fields.iter();
        let fields = fields.map(|f| (f.name.clone(), f.ty, Some(f.span).filter(|_| is_read)));
        let fields: Vec<(String, Ty, Option<Span>)> = fields.collect();
        let (parent, own, defined) = (kind.parent, kind.singular(), Some(kind.span));
        let mut bound = Vec::with_capacity(fields.len() + 2);
        bound.push(Local { name: own, value: Ok(row), span, defined });
        if let Some((holder, _)) = parent {
            let kind = self.schema().record(holder);
            let (name, defined) = (kind.singular(), Some(kind.span));
            let value = self.add(Op::Holder(row.id), Ty::Record(holder), span);
            bound.push(Local { name, value, span, defined });
        }
        for (i, (name, ty, defined)) in fields.into_iter().enumerate() {
            let value = self.add(Op::Field(row.id, FieldId(i as u32)), ty, span);
            bound.push(Local { name, value, span, defined });
        }
        // What the declaration lost is no unknown name here either.
        let value = Err(self.sink.unread());
        for name in self.growing.kinds.lost_names(record) {
            bound.push(Local { name: name.clone(), value, span, defined: None });
        }
        Ok(bound)
    }

    /// What a group calls its keys.
    fn key_names(&mut self, item: &'a ast::Grouped) -> Checked<Vec<&'a ast::Name>> {
        let mut names: Vec<&ast::Name> = Vec::new();
        for key in &item.keys {
            let Some(name) = key.name.as_ref().or_else(|| own_name(&key.value)) else {
                let what = "a group key without a name".to_owned();
                let (span, help) = (key.value.span, Some("name it: `… as region`".to_owned()));
                return Err(self.report(CheckError::Meaningless { what, span, help }));
            };
            if names.iter().any(|other| other.text == name.text) {
                let what = format!("a second group key `{}`", name.text);
                let (span, help) = (key.value.span, Some("name it: `… as other`".to_owned()));
                return Err(self.report(CheckError::Meaningless { what, span, help }));
            }
            names.push(name);
        }
        Ok(names)
    }

    /// The condition of a group, of one of its members.
    pub(super) fn member_condition(
        &mut self,
        group: Group<'a>,
        row: Typed,
        span: Span,
    ) -> Checked<Option<Typed>> {
        let member = self.member_record(row, span)?;
        let source = Source { members: group.members, holder: None, group: None };
        let own = match self.schema().kind(group.members).is_made() {
            true => self.membership(source, member, span)?,
            false => None,
        };
        let Some(filter) = &group.item.filter else {
            return Ok(own);
        };
        let bound = self.bare_fields(group.members, member, span)?;
        let filter = self.elsewhere(group.unit, bound, filter)?;
        self.and_own(own, filter, span).map(Some)
    }

    /// The record that a member of a group stands for.
    pub(super) fn member_record(&mut self, row: Typed, span: Span) -> Checked<Typed> {
        let steps = row.ty.record().there()?;
        let line = self.schema().kind(steps).step().and_then(|step| step.lines.first()).there()?;
        let (reference, members) = (line.reference, line.members);
        self.add(Op::Field(row.id, reference), Ty::Record(members), span)
    }

    /// Whether some record is a member for certain; `None` where every one is. A list that is not
    /// given has members only perhaps.
    pub(super) fn group_exists(
        &mut self,
        group: Group<'a>,
        row: Typed,
        span: Span,
    ) -> Checked<Option<Typed>> {
        let kind = self.schema().record(group.members);
        if group.item.filter.is_none() && kind.parent.is_none() && !kind.kind.is_made() {
            return Ok(None);
        }
        let level = self.next_level(span)?;
        let outer = self.level.replace(level);
        let source = Source { members: group.steps, holder: None, group: Some(row.id) };
        let member = self.add(Op::Row(level), Ty::Record(group.steps), span);
        let filter = member.and_then(|member| self.membership(source, member, span));
        self.level = outer;
        let mut aggregate =
            Aggregate::new(AggregateFn::Exists, level, group.steps, "member".into());
        aggregate.filter = filter?.map(|filter| filter.id);
        self.add(Op::Aggregate(Box::new(aggregate)), Ty::Bool, span).map(Some)
    }
}

/// `buyer` of `deal.buyer`, `year` of `year of due`.
fn own_name(e: &ast::Expr) -> Option<&ast::Name> {
    match &e.kind {
        ExprKind::Name(name) | ExprKind::Field(_, name) | ExprKind::Call(name, _) => Some(name),
        ExprKind::Arith(ArithOp::Of, part, _) => own_name(part),
        _ => None,
    }
}
