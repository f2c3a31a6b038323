//! Which rules a scorecard takes, and how their subjects lead to the records that get a grade.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Rules;
use crate::check::error::{CheckError, Noun, ScorecardError};
use crate::check::index::BuiltIn;
use crate::check::scope::{Checker, Typed};
use crate::check::sink::Checked;
use crate::check::suggest::nearest;
use crate::ir::{ExprId, Leads, Level, Op, Rule, Taken};
use crate::source::Span;
use crate::syntax::ast::{self, CardClause};
use crate::ty::{Field, FieldId, RecordId, Ty};

impl<'a> Checker<'_, 'a> {
    /// The rules that count. One that is named goes by what is said of it there, whatever is said of
    /// its tags.
    pub(super) fn takes(
        &mut self,
        item: &'a ast::Scorecard,
        rules: Rules<'_>,
        subject: RecordId,
        cause: Option<(RecordId, Span)>,
    ) -> Checked<Vec<Taken>> {
        let takes = || {
            item.clauses.iter().filter_map(|clause| match clause {
                CardClause::Takes(takes) => Some(takes),
                _ => None,
            })
        };
        if takes().next().is_none() && !item.broken {
            let (name, span) = (item.name.text.clone(), item.name.span);
            return Err(self.report(ScorecardError::NoRules { name, span }.into()));
        }
        let mut named: FxHashMap<usize, Span> = FxHashMap::default();
        let mut sound = Ok(());
        let mut ways: Vec<(usize, &ast::Takes, Span)> = Vec::new();
        for takes in takes() {
            for taken in &takes.rules {
                let ast::Taken::Rule(name) = taken else { continue };
                match self.taken_rule(name, rules) {
                    Ok(Some(rule)) => match named.insert(rule, name.span) {
                        None => ways.push((rule, takes, name.span)),
                        Some(first) => {
                            let (rule, span) = (name.text.clone(), name.span);
                            let twice = ScorecardError::TakenTwice { rule, span, first };
                            sound = Err(self.report(twice.into()));
                        }
                    },
                    Ok(None) => {}
                    Err(told) => sound = Err(told),
                }
            }
        }
        let mut seen: FxHashSet<usize> = named.into_keys().collect();
        for takes in takes() {
            for taken in &takes.rules {
                let ast::Taken::Tag(tag) = taken else { continue };
                match self.tagged(tag, rules) {
                    Ok(all) => ways.extend(
                        all.into_iter()
                            .filter(|rule| seen.insert(*rule))
                            .map(|rule| (rule, takes, tag.span)),
                    ),
                    Err(told) => sound = Err(told),
                }
            }
        }
        ways.sort_by_key(|(rule, ..)| *rule);
        let taken = |(place, takes, span): (usize, &'a ast::Takes, Span)| {
            let rule = &rules.sound[place];
            let leads = self.leads(rule, subject, &takes.by, span);
            let cause = cause.map(|cause| self.cause_of(rule, cause)).transpose();
            Ok(Taken { rule: place, leads: leads?, cause: cause?.flatten() })
        };
        let all: Vec<Checked<Taken>> = ways.into_iter().map(taken).collect();
        sound?;
        let all: Vec<Taken> = all.into_iter().collect::<Checked<_>>()?;
        if let Some((of, span)) = cause.filter(|_| all.iter().all(|taken| taken.cause.is_none())) {
            let kind = self.schema().record(of).name.clone();
            self.sink.warn(ScorecardError::IdleCause { kind, span }.into());
        }
        Ok(all)
    }

    /// The rule of that name; `None` where it is taken out of the run, which is told.
    fn taken_rule(&mut self, name: &ast::Name, rules: Rules<'_>) -> Checked<Option<usize>> {
        let place = self.declared.rule_meant(self.unit, name, self.sink)?;
        self.noted.refer_by_pack(name, self.declared.rules[place].item.name.span);
        let called = &self.declared.called.rules[place];
        if let Some(rule) = rules.sound.iter().position(|rule| rule.name == *called) {
            return Ok(Some(rule));
        }
        match rules.disabled.iter().find(|out| out.rule == *called) {
            Some(out) => {
                let (rule, span, disabled) = (called.to_string(), name.span, out.span);
                self.sink.warn(ScorecardError::Disabled { rule, span, disabled }.into());
                Ok(None)
            }
            // It is broken.
            None => Err(self.sink.unread()),
        }
    }

    /// The rules of a tag. One that is broken may have it, too.
    fn tagged(&mut self, tag: &ast::Name, rules: Rules<'_>) -> Checked<Vec<usize>> {
        let has = |rule: &Rule| rule.tags.contains(&tag.text);
        let all: Vec<usize> =
            rules.sound.iter().enumerate().filter(|(_, rule)| has(rule)).map(|(i, _)| i).collect();
        let disabled = self.disabled_with(tag, rules);
        for (rule, disabled) in &disabled {
            let (rule, disabled) = (rule.clone(), *disabled);
            let warning = ScorecardError::Disabled { rule, span: tag.span, disabled };
            self.sink.warn(warning.into());
        }
        if all.is_empty() && disabled.is_empty() {
            let known = rules.sound.iter().flat_map(|rule| rule.tags.iter().map(String::as_str));
            let near = nearest(&tag.text, known);
            let (kind, name, span) = (Noun::Tag, tag.text.clone(), tag.span);
            return Err(self.report(CheckError::Unknown { kind, name, span, near }));
        }
        self.noted.built_in([tag], BuiltIn::Tag);
        Ok(all)
    }

    /// The rules of a tag that are taken out, and where.
    fn disabled_with(&self, tag: &ast::Name, rules: Rules<'_>) -> Vec<(String, Span)> {
        let tagged = |clause: &ast::Clause| match clause {
            ast::Clause::Tags(tags) => tags.iter().any(|own| own.text == tag.text),
            _ => false,
        };
        let called = self.declared.rules.iter().zip(&self.declared.called.rules);
        let out = called.filter(|(rule, _)| rule.item.clauses.iter().any(tagged));
        let out = out.filter_map(|(_, name)| {
            let disabled = rules.disabled.iter().find(|out| out.rule == *name)?;
            Some((name.to_string(), disabled.span))
        });
        out.collect()
    }

    /// How the subjects of a rule lead to the records that get a grade.
    fn leads(
        &mut self,
        rule: &Rule,
        subject: RecordId,
        by: &'a [ast::Expr],
        span: Span,
    ) -> Checked<Leads> {
        if rule.subject == subject {
            return Ok(Leads::Itself);
        }
        self.level = Some(Level::SUBJECT);
        let row = self.add(Op::Row(Level::SUBJECT), Ty::Record(rule.subject), span)?;
        if !by.is_empty() {
            let bound = self.bare_fields(rule.subject, row, span)?;
            let outer = std::mem::replace(&mut self.locals, bound);
            let ways: Vec<Checked<ExprId>> = by.iter().map(|way| self.way(way, subject)).collect();
            self.locals = outer;
            return ways.into_iter().collect::<Checked<_>>().map(Leads::By);
        }
        // One that may be left out would make the verdict possible for all where it is.
        let is_made = self.schema().kind(rule.subject).is_made();
        let ways =
            self.references(rule.subject, row, subject, |field| is_made || !field.optional)?;
        if !ways.is_empty() {
            return Ok(Leads::By(ways));
        }
        let schema = self.schema();
        let parties = schema.kind(rule.subject).walk().map(|walk| walk.parties.members);
        let is_one =
            |members: &RecordId| schema.field(*members, FieldId::IT).ty == Ty::Record(subject);
        if let Some(members) = parties.filter(is_one) {
            return Ok(Leads::Members(members));
        }
        let optional = schema.record(rule.subject).fields.iter();
        let optional = optional.filter(|field| field.ty == Ty::Record(subject));
        let fields: Vec<String> = optional.map(|field| field.name.clone()).collect();
        let (kind, declared) = (schema.record(subject).name.clone(), rule.span);
        let rule = rule.name.to_string();
        Err(self.report(ScorecardError::NotLed { rule, kind, span, declared, fields }.into()))
    }

    fn way(&mut self, way: &'a ast::Expr, subject: RecordId) -> Checked<ExprId> {
        let typed = self.expr(way, None)?;
        match typed.ty == Ty::Record(subject) {
            true => Ok(typed.id),
            false => {
                let expected = format!("a `{}`", self.schema().record(subject).name);
                self.mismatch(&expected, typed.ty, way.span)
            }
        }
    }

    /// The facts of a record that refer to another kind.
    fn references(
        &mut self,
        record: RecordId,
        row: Typed,
        of: RecordId,
        which: impl Fn(&Field) -> bool,
    ) -> Checked<Vec<ExprId>> {
        let fields = (0..).map(FieldId).zip(&self.schema().record(record).fields);
        let fields = fields.filter(|(_, field)| field.ty == Ty::Record(of) && which(field));
        let fields: Vec<(FieldId, Span)> = fields.map(|(id, field)| (id, field.span)).collect();
        let reference = |(field, span)| self.add(Op::Field(row.id, field), Ty::Record(of), span);
        fields.into_iter().map(reference).map(|typed| Ok(typed?.id)).collect()
    }

    /// The record whose verdicts count once, over the subject of a rule; `None` where that leads to
    /// none.
    fn cause_of(&mut self, rule: &Rule, (of, span): (RecordId, Span)) -> Checked<Option<ExprId>> {
        self.level = Some(Level::SUBJECT);
        let row = self.add(Op::Row(Level::SUBJECT), Ty::Record(rule.subject), span)?;
        if rule.subject == of {
            return Ok(Some(row.id));
        }
        match self.references(rule.subject, row, of, |_| true)?.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(*one)),
            several => {
                let (ways, kind) = (several.len(), self.schema().record(of).name.clone());
                let (rule, declared) = (rule.name.to_string(), rule.span);
                let error = ScorecardError::ManyCauses { rule, kind, ways, span, declared };
                Err(self.report(error.into()))
            }
        }
    }
}
