//! Groups as subjects: the records that agree in some facts are one.

use super::aggregate::Source;
use super::derived::{Group, Layout, StepsOf};
use super::error::CheckError;
use super::scope::{Checker, Local, Typed};
use crate::builtins::AggregateFn;
use crate::ir::{Aggregate, Level, Op};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind};
use crate::ty::{self, FieldId, Kind, RecordId, Ty};

impl<'a> Checker<'_, 'a> {
    /// The record kind of a rule's groups.
    pub(super) fn grouped(&mut self, item: &'a ast::Grouped) -> Option<RecordId> {
        let source = self.source(&item.source)?;
        if source.holder.is_some() || source.group.is_some() {
            let what = "a list of one record".to_owned();
            self.world.report(CheckError::Source { what, span: item.source.span });
            return None;
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
            Some((filter.map(|filter| filter.id), keys))
        });
        self.level = outer;
        let (filter, keys) = parts?;
        let names = self.key_names(item)?;
        if let Some(known) = self.world.known_groups(members, filter, &keys, &names) {
            return Some(known);
        }
        let mut fields = Layout::default();
        for ((name, key), item) in names.iter().zip(&keys).zip(&item.keys) {
            fields.add(name, key.ty, item.value.span);
        }
        let source = &self.world.schema.record(members).name;
        let title = format!("{source} by {}", names.join(", "));
        let names = (title.clone(), format!("member of {title}"));
        let keys = keys.iter().map(|k| k.id).collect();
        let kind = Kind::Group(ty::Group { steps: self.world.upcoming(1) });
        let made_of = vec![StepsOf { members, filter, keys }];
        let (groups, steps) = self.world.made_of_steps(names, (fields, kind), made_of, item.span);
        let group = Group { item, unit: self.unit, members, steps };
        self.world.groups.insert(groups, group);
        Some(groups)
    }

    /// The condition and the keys, over the members' own rows.
    fn keys(
        &mut self,
        item: &'a ast::Grouped,
        members: RecordId,
        row: Typed,
    ) -> Option<(Option<Typed>, Vec<Typed>)> {
        let bound = self.bare_fields(members, row, item.span)?;
        let outer = std::mem::replace(&mut self.locals, bound);
        let filter = item.filter.as_ref().map(|f| self.condition(f));
        let keys: Vec<Option<Typed>> = item.keys.iter().map(|k| self.subject_key(k)).collect();
        self.locals = outer;
        let filter = match filter {
            None => None,
            Some(filter) => Some(filter?),
        };
        Some((filter, keys.into_iter().collect::<Option<_>>()?))
    }

    fn subject_key(&mut self, key: &ast::SubjectKey) -> Option<Typed> {
        let typed = self.expr(&key.value, None)?;
        if matches!(typed.ty, Ty::List(_) | Ty::Period) {
            return self.mismatch("a group key", typed.ty, key.value.span);
        }
        Some(typed)
    }

    /// The fields of a record by their bare names, who holds it, and the record itself: `deal`.
    fn bare_fields(&mut self, record: RecordId, row: Typed, span: Span) -> Option<Vec<Local>> {
        let kind = self.world.schema.record(record);
        let fields: Vec<(String, Ty)> =
            kind.fields.iter().map(|f| (f.name.clone(), f.ty)).collect();
        let (parent, own) = (kind.parent, kind.singular());
        let mut bound = Vec::with_capacity(fields.len() + 2);
        bound.push(Local { name: own, value: Some(row), span });
        if let Some((holder, _)) = parent {
            let name = self.world.schema.record(holder).singular();
            let value = Some(self.add(Op::Holder(row.id), Ty::Record(holder), span)?);
            bound.push(Local { name, value, span });
        }
        for (i, (name, ty)) in fields.into_iter().enumerate() {
            let value = Some(self.add(Op::Field(row.id, FieldId(i as u32)), ty, span)?);
            bound.push(Local { name, value, span });
        }
        // What the declaration lost is no unknown name here either.
        for name in self.world.lost_fields.get(&record).iter().flat_map(|lost| &lost.names) {
            bound.push(Local { name: name.clone(), value: None, span });
        }
        Some(bound)
    }

    /// What a group calls its keys.
    fn key_names(&mut self, item: &ast::Grouped) -> Option<Vec<String>> {
        let mut names: Vec<String> = Vec::new();
        for key in &item.keys {
            let name = key.name.as_ref().map(|n| n.text.clone()).or_else(|| own_name(&key.value));
            let Some(name) = name else {
                let what = "a group key without a name".to_owned();
                let (span, help) = (key.value.span, Some("name it: `… as region`".to_owned()));
                self.world.report(CheckError::Meaningless { what, span, help });
                return None;
            };
            if names.contains(&name) {
                let what = format!("a second group key `{name}`");
                let (span, help) = (key.value.span, Some("name it: `… as other`".to_owned()));
                self.world.report(CheckError::Meaningless { what, span, help });
                return None;
            }
            names.push(name);
        }
        Some(names)
    }

    /// The condition of a group, of one of its members.
    pub(super) fn member_condition(
        &mut self,
        group: Group<'a>,
        row: Typed,
        span: Span,
    ) -> Option<Option<Typed>> {
        let member = self.member_record(row, span)?;
        let source = Source { members: group.members, holder: None, group: None };
        let own = match self.world.schema.kind(group.members).is_made() {
            true => self.membership(source, member, span)?.map(|id| Typed { id, ty: Ty::Bool }),
            false => None,
        };
        let Some(filter) = &group.item.filter else {
            return Some(own);
        };
        let bound = self.bare_fields(group.members, member, span)?;
        let bound: Vec<(String, Typed, Span)> =
            bound.into_iter().filter_map(|l| Some((l.name, l.value?, l.span))).collect();
        let filter = self.elsewhere(group.unit, &bound, filter)?;
        self.and_own(own, filter, span).map(Some)
    }

    /// The record that a member of a group stands for.
    pub(super) fn member_record(&mut self, row: Typed, span: Span) -> Option<Typed> {
        let Ty::Record(steps) = row.ty else {
            return None;
        };
        let line = self.world.schema.kind(steps).step()?.lines.first()?;
        let (reference, members) = (line.reference, line.members);
        self.add(Op::Field(row.id, reference), Ty::Record(members), span)
    }

    /// Whether some record is a member for certain; `None` where every one is. A list that is not
    /// given has members only perhaps.
    pub(super) fn group_exists(
        &mut self,
        group: &Group<'a>,
        row: Typed,
        span: Span,
    ) -> Option<Option<Typed>> {
        let kind = self.world.schema.record(group.members);
        if group.item.filter.is_none() && kind.parent.is_none() && !kind.kind.is_made() {
            return Some(None);
        }
        let level = self.next_level(span)?;
        let outer = self.level.replace(level);
        let source = Source { members: group.steps, holder: None, group: Some(row.id) };
        let member = self.add(Op::Row(level), Ty::Record(group.steps), span);
        let filter = member.and_then(|member| self.membership(source, member, span));
        self.level = outer;
        let mut aggregate =
            Aggregate::new(AggregateFn::Exists, level, group.steps, "member".into());
        aggregate.filter = filter?;
        self.add(Op::Aggregate(Box::new(aggregate)), Ty::Bool, span).map(Some)
    }
}

/// `buyer` of `deal.buyer`, `year` of `year of due`.
fn own_name(e: &ast::Expr) -> Option<String> {
    match &e.kind {
        ExprKind::Name(name) | ExprKind::Field(_, name) | ExprKind::Call(name, _) => {
            Some(name.text.clone())
        }
        ExprKind::Arith(crate::operator::ArithOp::Of, part, _) => own_name(part),
        _ => None,
    }
}
