//! Rules and defines.

use rustc_hash::FxHashMap;

use super::error::{CheckError, Kind};
use super::scope::{Checker, Typed};
use super::suggest::nearest;
use super::world::World;
use crate::ir::{Op, Rule, Rung, Template};
use crate::outcome::Severity;
use crate::source::Span;
use crate::syntax::ast::{self, Clause};
use crate::ty::{RecordId, Ty};

impl<'a> World<'a> {
    pub(super) fn check_rules(&mut self) {
        let units = self.units;
        let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
        for (unit, file) in units.iter().enumerate() {
            for item in &file.file.items {
                let ast::Item::Rule(rule) = item else {
                    continue;
                };
                if let Some(first) = seen.insert(&rule.name.text, rule.name.span) {
                    let (name, span) = (rule.name.text.clone(), rule.name.span);
                    self.report(CheckError::Duplicate { name, span, first });
                }
                let checked = Checker::new(self, unit).rule(rule);
                self.rules.extend(checked);
            }
        }
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

impl Checker<'_, '_> {
    fn rule(&mut self, rule: &ast::Rule) -> Option<Rule> {
        let subject = self.subject(&rule.subject);
        self.level = Some(0);
        let row = subject.and_then(|s| self.add(Op::Row(0), Ty::Record(s), rule.variable.span));
        self.bind(&rule.variable, row);
        let mut body = Body::default();
        // Conditions first: what they hold against percentages decides how texts print.
        let (texts, logic): (Vec<&Clause>, Vec<&Clause>) =
            rule.clauses.iter().partition(|c| matches!(c, Clause::Message(_) | Clause::Remedy(_)));
        logic.into_iter().chain(texts).for_each(|clause| self.clause(clause, &mut body));
        if !rule.clauses.iter().any(|c| matches!(c, Clause::Flag(_))) {
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
            message: text(body.message)?,
            remedy: text(body.remedy)?,
            span: rule.name.span,
        })
    }

    fn subject(&mut self, subject: &ast::Subject) -> Option<RecordId> {
        let ast::Subject::Record(name) = subject;
        self.keyed_record(name)
    }

    /// The record kind of that name, whose records can be told apart.
    pub(super) fn keyed_record(&mut self, name: &ast::Name) -> Option<RecordId> {
        let Some(record) = self.world.records.get(name.text.as_str()).copied() else {
            let near = nearest(&name.text, self.world.records.keys().copied());
            let (kind, name, span) = (Kind::Record, name.text.clone(), name.span);
            self.world.report(CheckError::Unknown { kind, name, span, near });
            return None;
        };
        if self.world.schema.record(record).key.is_empty() {
            let (name, declared) = (name.clone(), self.world.schema.record(record).span);
            self.world.report(CheckError::NoKey { name: name.text, span: name.span, declared });
        }
        Some(record)
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
        let severity = Severity::from_name(&flag.severity.text);
        if severity.is_none() {
            let near = nearest(&flag.severity.text, Severity::ALL.iter().map(|s| s.name()));
            let (name, span) = (flag.severity.text.clone(), flag.severity.span);
            self.world.report(CheckError::Unknown { kind: Kind::Severity, name, span, near });
        }
        let when = self.condition(&flag.when)?.id;
        Some(Rung { severity: severity?, when, span: flag.span })
    }
}
