//! Rules, with what amends them.

use rustc_hash::FxHashMap;

use super::amend::Changes;
use super::error::{CheckError, Noun};
use super::scope::{Checker, Typed};
use super::suggest::nearest;
use super::world::World;
use crate::ir::{Disabled, Level, Op, Rule, Rung, Template};
use crate::outcome::Severity;
use crate::source::Span;
use crate::syntax::ast::{self, Clause};
use crate::ty::{RecordId, Ty};

impl<'a> World<'a> {
    pub(super) fn check_rules(&mut self) {
        let units = self.units;
        let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
        let (changes, unchanged) = (self.changes(), Changes::default());
        for (unit, file) in units.iter().enumerate() {
            for item in &file.file.items {
                let ast::Item::Rule(rule) = item else {
                    continue;
                };
                if let Some(first) = seen.insert(&rule.name.text, rule.name.span) {
                    let (name, span) = (rule.name.text.clone(), rule.name.span);
                    self.report(CheckError::SecondRule { name, span, first });
                }
                let changes = changes.get(rule.name.text.as_str()).unwrap_or(&unchanged);
                let checked = Checker::new(self, unit).rule(rule, changes);
                match changes.disabled {
                    Some(item) => self.disabled.push(disabled(item)),
                    None => self.rules.extend(checked),
                }
            }
        }
    }
}

fn disabled(item: &ast::Disable) -> Disabled {
    Disabled {
        rule: item.rule.text.as_str().into(),
        because: item.because.as_ref().map(|text| text.text.clone()),
        span: item.rule.span,
    }
}

/// The clauses of a rule as they are collected; `None` among them: its error is reported.
#[derive(Default)]
struct Body {
    cites: Vec<String>,
    tags: Vec<String>,
    unless: Vec<Option<Typed>>,
    rungs: Vec<Option<Rung>>,
    message: Option<(Option<Template>, Span)>,
    remedy: Option<(Option<Template>, Span)>,
}

impl<'a> Checker<'_, 'a> {
    fn rule(&mut self, rule: &'a ast::Rule, changes: &Changes<'a>) -> Option<Rule> {
        let subject = self.subject(&rule.subject);
        self.level = Some(Level::SUBJECT);
        let row = subject
            .and_then(|s| self.add(Op::Row(Level::SUBJECT), Ty::Record(s), rule.variable.span));
        self.existence = match row {
            Some(row) => self.existence(row, rule.variable.span)?.map(|exists| exists.id),
            None => None,
        };
        self.bind(&rule.variable, row);
        let mut body = Body::default();
        self.clauses(rule, changes, &mut body);
        self.require_rungs(rule, changes, &body);
        let flags = |c: &Clause| matches!(c, Clause::Flag(_) | Clause::Broken { rung: true, .. });
        if !rule.clauses.iter().any(flags) {
            let (name, span) = (rule.name.text.clone(), rule.name.span);
            self.world.report(CheckError::NoFlag { name, span });
        }
        let mut rungs =
            body.rungs.into_iter().collect::<Option<Vec<Rung>>>().filter(|r| !r.is_empty())?;
        rungs.sort_by_key(|r| std::cmp::Reverse(r.severity));
        let unless = body.unless.into_iter().collect::<Option<Vec<Typed>>>()?;
        let text = |t: Option<(Option<Template>, Span)>| match t {
            None => Some(None),
            Some((t, _)) => t.map(Some),
        };
        if rule.broken || changes.amendments.iter().any(|amendment| amendment.item.broken) {
            return None;
        }
        let words = rule.name.text.replace('-', " ");
        Some(Rule {
            name: rule.name.text.as_str().into(),
            title: if rule.doc.title.is_empty() { words } else { rule.doc.title.clone() },
            rationale: rule.doc.rationale.clone(),
            cites: body.cites,
            tags: body.tags,
            subject: subject?,
            variable: rule.variable.text.as_str().into(),
            unless: unless.into_iter().map(|t| t.id).collect(),
            rungs,
            exists: self.existence,
            message: text(body.message)?,
            remedy: text(body.remedy)?,
            amended: changes.amendments.iter().map(|a| a.told(rule)).collect(),
            span: rule.name.span,
        })
    }

    fn subject(&mut self, subject: &'a ast::Subject) -> Option<RecordId> {
        match subject {
            ast::Subject::Record(name) => self.subject_record(name),
            ast::Subject::Grouped(grouped) => self.grouped(grouped),
            ast::Subject::Walk(walk) => self.walk(walk),
        }
    }

    fn subject_record(&mut self, name: &ast::Name) -> Option<RecordId> {
        match self.legs_of(name) {
            Some(legs) => legs,
            None => self.keyed_record(name),
        }
    }

    /// The record kind of that name, whose records can be told apart.
    pub(super) fn keyed_record(&mut self, name: &ast::Name) -> Option<RecordId> {
        let Some(record) = self.world.records.get(name.text.as_str()).copied() else {
            let near = nearest(&name.text, self.world.records.keys().copied());
            let (kind, name, span) = (Noun::Record, name.text.clone(), name.span);
            self.world.report(CheckError::Unknown { kind, name, span, near });
            return None;
        };
        if self.world.is_keyless(record) {
            let (name, declared) = (name.clone(), self.world.schema.record(record).span);
            self.world.report(CheckError::NoKey { name: name.text, span: name.span, declared });
        }
        Some(record)
    }

    /// Checks the clauses of a rule, and those that amend it in the scopes of their files.
    fn clauses(&mut self, rule: &ast::Rule, changes: &Changes<'_>, body: &mut Body) {
        // What an amendment replaces is checked all the same, but comes to nothing.
        let mut replaced = Body::default();
        // Conditions first: what they hold against percentages decides how texts print.
        let (texts, logic) = texts_and_logic(&rule.clauses);
        for clause in logic {
            let body = if changes.replace(clause) { &mut replaced } else { &mut *body };
            self.clause(clause, body);
        }
        let (unit, own) = (self.unit, self.locals.len());
        let mut amended = Vec::new();
        for amendment in &changes.amendments {
            self.unit = amendment.unit;
            self.require_clear_names(rule, unit);
            let (texts, logic) = texts_and_logic(&amendment.item.clauses);
            logic.into_iter().for_each(|clause| self.clause(clause, body));
            amended.push((amendment.unit, self.locals.split_off(own), texts));
        }
        self.unit = unit;
        for clause in texts {
            let body = if changes.replace(clause) { &mut replaced } else { &mut *body };
            self.clause(clause, body);
        }
        for (of, lets, texts) in amended {
            self.unit = of;
            self.locals.extend(lets);
            let mut told = Body::default();
            texts.into_iter().for_each(|clause| self.clause(clause, &mut told));
            body.message = told.message.or(body.message.take());
            body.remedy = told.remedy.or(body.remedy.take());
            self.locals.truncate(own);
        }
        self.unit = unit;
    }

    /// The rule's own names are visible in an amendment: there they must mean nothing else.
    fn require_clear_names(&mut self, rule: &ast::Rule, home: usize) {
        if self.unit == home {
            return;
        }
        for local in &self.locals {
            if let Some((_, span)) = self.world.visible[self.unit].get(local.name.as_str()) {
                let (name, rule) = (local.name.clone(), rule.name.text.clone());
                let (span, first) = (*span, local.span);
                self.world.report(CheckError::AmendedName { name, rule, span, first });
            }
        }
    }

    /// What is removed must have been there, and something must be left.
    fn require_rungs(&mut self, rule: &ast::Rule, changes: &Changes<'_>, body: &Body) {
        for severity in changes.removed() {
            let there = |clause: &Clause| match clause {
                Clause::Flag(flag) => flag.severity.text == severity.text,
                Clause::Broken { rung, .. } => *rung,
                _ => false,
            };
            let (name, span) = (rule.name.text.clone(), severity.span);
            if self.severity(severity).is_some() && !rule.clauses.iter().any(there) {
                let (severity, declared) = (severity.text.clone(), rule.name.span);
                self.world.report(CheckError::NoSuchRung { name, severity, span, declared });
            } else if body.rungs.is_empty() {
                self.world.report(CheckError::NothingLeft { name, span });
            }
        }
    }

    fn clause(&mut self, clause: &Clause, body: &mut Body) {
        match clause {
            Clause::Cites(texts) => body.cites.extend(texts.iter().map(|t| t.text.clone())),
            Clause::Tags(names) => body.tags.extend(names.iter().map(|n| n.text.clone())),
            Clause::Let(name, value) => {
                let value = self.expr(value, None);
                let named = value.and_then(|v| {
                    self.add(Op::Named(name.text.as_str().into(), v.id), v.ty, name.span)
                });
                self.bind(name, named);
            }
            Clause::Unless(e) => {
                let e = self.condition(e);
                body.unless.push(e);
            }
            Clause::Flag(flag) => {
                let rung = self.rung(flag);
                body.rungs.push(rung);
            }
            Clause::Message(t) => self.text("message", t, &mut body.message),
            Clause::Remedy(t) => self.text("remedy", t, &mut body.remedy),
            // What it removes was left out.
            Clause::Remove(_) => {}
            Clause::Broken { names, rung } => {
                names.iter().for_each(|name| self.lose(name));
                body.rungs.extend(rung.then_some(None));
            }
        }
    }

    fn text(
        &mut self,
        clause: &'static str,
        t: &ast::Template,
        place: &mut Option<(Option<Template>, Span)>,
    ) {
        let template = self.template(t);
        if let Some((_, first)) = place {
            let (span, first) = (t.span, *first);
            self.world.report(CheckError::SecondClause { clause, span, first });
            return;
        }
        *place = Some((template, t.span));
    }

    fn rung(&mut self, flag: &ast::Flag) -> Option<Rung> {
        let severity = self.severity(&flag.severity);
        let mut when = self.condition(&flag.when)?.id;
        if let Some(exists) = self.existence {
            when = self.add(Op::And([exists, when].into()), Ty::Bool, flag.span)?.id;
        }
        Some(Rung { severity: severity?, when, span: flag.span })
    }

    fn severity(&mut self, name: &ast::Name) -> Option<Severity> {
        let severity = Severity::from_name(&name.text);
        if severity.is_none() {
            let near = nearest(&name.text, Severity::ALL.iter().map(|s| s.name()));
            let (name, span) = (name.text.clone(), name.span);
            self.world.report(CheckError::Unknown { kind: Noun::Severity, name, span, near });
        }
        severity
    }
}

fn texts_and_logic(clauses: &[Clause]) -> (Vec<&Clause>, Vec<&Clause>) {
    clauses.iter().partition(|c| matches!(c, Clause::Message(_) | Clause::Remedy(_)))
}
