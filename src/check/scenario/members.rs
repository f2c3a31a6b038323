//! What steps of a scenario go over, and the members of lists that they take away and add.

use super::super::aggregate::Source;
use super::super::error::CheckError;
use super::super::index::What;
use super::super::scope::Checker;
use super::super::sink::{Checked, There};
use crate::ir::{Addition, ExprId, Level, Over, Removal};
use crate::source::Span;
use crate::syntax::ast::{self, Entry, ExprKind};
use crate::ty::{Field, FieldId, RecordId, Ty};

impl Checker<'_, '_> {
    /// The kind of what a step goes over, with its variable bound, and which of them are meant.
    pub(super) fn gone_over(
        &mut self,
        binding: &ast::Binding,
    ) -> (Checked<RecordId>, Checked<Option<ExprId>>) {
        let record = self.changed(&binding.source);
        self.level = Some(Level::SUBJECT);
        let row = record.and_then(|members| {
            let source = Source { members, holder: None, group: None };
            self.member(source, Level::SUBJECT, binding.variable.span)
        });
        self.bind(What::Variable, &binding.variable, row);
        let filter = binding.filter.as_ref().map(|filter| self.condition(filter));
        (record, filter.transpose().map(|filter| filter.map(|filter| filter.id)))
    }

    /// A record kind, or the kind of the members of a list: `Deal`, `Deal.payments`.
    fn changed(&mut self, source: &ast::Expr) -> Checked<RecordId> {
        match &source.kind {
            ExprKind::Name(name) => {
                let record = self.record_named(name)?;
                self.stands_alone(record, name.span)?;
                self.keyed_record(name)
            }
            ExprKind::Field(holder, list) => {
                let holder = self.changed(holder)?;
                self.list_of(holder, list)
            }
            _ => {
                let what = "what is neither a record kind nor a list of one".to_owned();
                let help = "a step goes over the records of a kind (`for d in Deal`), or over the \
                            members of a list of theirs (`for p in Deal.payments`)";
                Err(self.cannot("changed", what, source.span, help.to_owned()))
            }
        }
    }

    /// A kind whose records say something of their own: no list of values or references.
    pub(super) fn holds_facts(
        &mut self,
        record: RecordId,
        source: &ast::Expr,
    ) -> Checked<RecordId> {
        let kind = self.schema().record(record);
        let Some(it) = kind.fields.first().filter(|_| kind.scalar).map(|it| it.ty) else {
            return Ok(record);
        };
        let list = &kind.name;
        let help = match it {
            Ty::Record(_) => format!(
                "the list refers to records: go over these, `for m in {}`",
                self.type_name(it)
            ),
            _ => format!("take values away and add others: `remove m for m in {list} where …`"),
        };
        let what = format!("a member of `{list}`");
        Err(self.cannot("set", what, source.span, help))
    }

    /// `remove p for p in Deal.payments where …`
    pub(super) fn removal(&mut self, removal: &ast::Removal, span: Span) -> Checked<Removal> {
        let ast::Removal { member, binding } = removal;
        let (record, filter) = self.gone_over(binding);
        let record = record?;
        let variable = &binding.variable;
        let kind = self.schema().record(record);
        let Some((holder, list)) = kind.parent else {
            let (what, at) = (format!("a {}", kind.name), binding.source.span);
            let help = "other records may refer to it; members of lists can go: `remove p for p in \
                        Deal.payments`, and a fact that rules look at can say that it is void";
            return Err(self.cannot("taken away", what, at, help.to_owned()));
        };
        if member.text != variable.text {
            let help =
                format!("the step goes over `{0}`: `remove {0} for {0} in …`", variable.text);
            return Err(self.cannot("taken away", format!("`{}`", member.text), member.span, help));
        }
        self.noted.refer(member.span, variable.span);
        self.tells_nothing(holder, list, "taken away", binding.source.span)?;
        let over = Over { record, filter: filter?, variable: variable.text.as_str().into() };
        Ok(Removal { over, span })
    }

    /// `add { due: d.starts, amount: 5 m USD } to d.payments for d in Deal where …`
    pub(super) fn addition(&mut self, addition: &ast::Addition, span: Span) -> Checked<Addition> {
        let ast::Addition { entry, owner, path, binding } = addition;
        let variable = &binding.variable;
        let (record, filter) = self.gone_over(binding);
        let record = record.and_then(|record| self.holds_facts(record, &binding.source));
        let list = record.and_then(|record| self.lengthened(record, (owner, path), binding));
        let values = match (entry, list) {
            (Entry::Facts(facts, at), Ok((_, members))) => self.facts(members, facts, *at),
            (Entry::Value(value), Ok((_, members))) => self.value_of(members, value),
            // What is wrong inside is told as well.
            (Entry::Facts(facts, _), Err(told)) => {
                facts.iter().filter_map(|(_, value)| value.as_ref()).for_each(|value| {
                    _ = self.expr(value, None);
                });
                Err(told)
            }
            (Entry::Value(value), Err(told)) => self.expr(value, None).and(Err(told)),
        };
        let (list, members) = list?;
        let over =
            Over { record: record?, filter: filter?, variable: variable.text.as_str().into() };
        Ok(Addition { over, list, members, values: values?, span })
    }

    /// The list that a member is added to, and the kind of its members.
    fn lengthened(
        &mut self,
        record: RecordId,
        (owner, path): (&ast::Name, &[ast::Name]),
        binding: &ast::Binding,
    ) -> Checked<(FieldId, RecordId)> {
        let variable = &binding.variable;
        let [name] = path else {
            let at = path.last().map_or(owner.span, |name| name.span);
            let what = "a member of a list of another record".to_owned();
            let help =
                format!("go over the records that have the list: `to {}.LIST`", variable.text);
            return Err(self.cannot("added", what, at, help));
        };
        if owner.text != variable.text {
            let (what, at) = (format!("a member of a list of `{}`", owner.text), owner.span);
            let help = format!("the step goes over `{0}`: `to {0}.{1}`", variable.text, name.text);
            return Err(self.cannot("added", what, at, help));
        }
        let members = self.list_of(record, name)?;
        self.noted.refer(owner.span, variable.span);
        let list = self.growing.kinds.field(record, &name.text).there()?;
        self.tells_nothing(record, list, "added", name.span)?;
        Ok((list, members))
    }

    /// A list of sources says who tells facts: a scenario changes what is so, not who says it.
    fn tells_nothing(
        &mut self,
        holder: RecordId,
        list: FieldId,
        be: &'static str,
        span: Span,
    ) -> Checked<()> {
        let sources = self.schema().source_fields(holder);
        if sources.iter().all(|source| source.field() != list) {
            return Ok(());
        }
        let what = "a source".to_owned();
        let help = "a scenario says what would be so, whoever tells it: set the facts";
        Err(self.cannot(be, what, span, help.to_owned()))
    }

    /// The facts of a new member, field by field.
    fn facts(
        &mut self,
        members: RecordId,
        facts: &[(ast::Name, Option<ast::Expr>)],
        span: Span,
    ) -> Checked<Vec<(FieldId, ExprId)>> {
        let kind = self.schema().record(members);
        if kind.scalar {
            let what = format!("a record with facts to `{}`", kind.name);
            let help = "its members are values: `add VALUE to …`".to_owned();
            return Err(self.cannot("added", what, span, help));
        }
        let mut told: Vec<(FieldId, Checked<ExprId>, Span)> = Vec::new();
        for (name, value) in facts {
            let checked = self.told_fact(members, name, value.as_ref());
            let Ok((field, value)) = checked else { continue };
            if let Some((_, _, first)) = told.iter().find(|(other, ..)| *other == field) {
                let (name, span, first) = (name.text.clone(), name.span, *first);
                self.report(CheckError::Duplicate { name, span, first });
            }
            told.push((field, value, name.span));
        }
        let all_known =
            facts.iter().all(|(name, _)| self.growing.kinds.field(members, &name.text).is_some());
        if !all_known || told.len() < facts.len() {
            return Err(self.sink.unread());
        }
        self.require_facts(members, &told, span)?;
        let fields = self.schema().record(members).fields.len() as u32;
        let mut values = Vec::new();
        for field in (0..fields).map(FieldId) {
            let value = match told.iter().find(|(other, ..)| *other == field) {
                Some((_, value, _)) => *value,
                None if matches!(self.schema().field(members, field).ty, Ty::List(_)) => continue,
                None => self.nothing(members, field, span),
            };
            values.push((field, value?));
        }
        Ok(values)
    }

    /// One fact of a new member.
    fn told_fact(
        &mut self,
        members: RecordId,
        name: &ast::Name,
        value: Option<&ast::Expr>,
    ) -> Checked<(FieldId, Checked<ExprId>)> {
        let Some(field) = self.growing.kinds.field(members, &name.text) else {
            let told = self.report_unknown_field(members, name);
            if let Some(value) = value {
                _ = self.expr(value, None);
            }
            return Err(told);
        };
        let ty = self.schema().field(members, field).ty;
        self.note_field(members, field, name);
        if let Ty::List(inner) = ty {
            let list = self.schema().record(inner).name.clone();
            let what = format!("a member of `{list}` together with who holds it");
            let help =
                format!("leave `{}` out here, and add to it in a step behind this one", name.text);
            return Err(self.cannot("added", what, name.span, help));
        }
        let value = match value {
            Some(value) => self
                .set_to(value, Some((members, field)))
                .and_then(|typed| self.fitting(members, field, (typed, value.span))),
            None => self.nothing(members, field, name.span),
        };
        Ok((field, value))
    }

    /// Every fact that is always given must be told, and a list that is always given cannot be.
    fn require_facts(
        &mut self,
        members: RecordId,
        told: &[(FieldId, Checked<ExprId>, Span)],
        span: Span,
    ) -> Checked<()> {
        let fields = (0..).map(FieldId).zip(&self.schema().record(members).fields);
        let left_out = |(field, told_as): &(FieldId, &Field)| {
            !told_as.optional && told.iter().all(|(other, ..)| other != field)
        };
        let left_out: Vec<&Field> = fields.filter(left_out).map(|(_, field)| field).collect();
        let what = |field: &Field| format!("a member without `{}`", field.name);
        let (what, help) = match left_out.as_slice() {
            [] => return Ok(()),
            [list, ..] if matches!(list.ty, Ty::List(_)) => (
                what(list),
                format!("a list cannot be told here: declare `{}` with `?`", list.name),
            ),
            [field, ..] => {
                let told: Vec<String> =
                    left_out.iter().map(|field| format!("{}: …", field.name)).collect();
                (what(field), format!("it is always given: `{{ {} }}`", told.join(", ")))
            }
        };
        Err(self.cannot("added", what, span, help))
    }

    /// The value that is a new member, or the record that it refers to.
    fn value_of(
        &mut self,
        members: RecordId,
        value: &ast::Expr,
    ) -> Checked<Vec<(FieldId, ExprId)>> {
        let kind = self.schema().record(members);
        if !kind.scalar {
            let given = kind.fields.iter().filter(|field| !field.optional);
            let told: Vec<String> = given.map(|field| format!("{}: …", field.name)).collect();
            let told = if told.is_empty() { "name: …".to_owned() } else { told.join(", ") };
            let what = format!("a value to `{}`", kind.name);
            let help = format!("its members are records: say their facts, `add {{ {told} }} to …`");
            _ = self.expr(value, None);
            return Err(self.cannot("added", what, value.span, help));
        }
        let ty = self.schema().field(members, FieldId::IT).ty;
        let typed = self.expr(value, Some(ty))?;
        Ok(vec![(FieldId::IT, self.fitting(members, FieldId::IT, (typed, value.span))?)])
    }
}
