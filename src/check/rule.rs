//! Rules and defines.

use rustc_hash::FxHashMap;

use super::error::{CheckError, Kind};
use super::scope::{Checker, Local, Typed};
use super::suggest::nearest;
use super::world::World;
use crate::ir::{Op, Rule, Rung, Template};
use crate::outcome::Severity;
use crate::source::Span;
use crate::syntax::ast::{self, Clause};
use crate::ty::{RecordId, Ty};

/// How deep defines may use defines.
const UNFOLDING: usize = 64;

impl<'a> World<'a> {
    /// Checks every define once on its own, so that its errors are told where it stands, used
    /// or not. What that leaves behind is no part of the program.
    pub(super) fn check_defines(&mut self) {
        let arena = std::mem::take(&mut self.arena);
        let extents = std::mem::take(&mut self.extents);
        for i in 0..self.defines.len() {
            let define = self.defines[i];
            let mut checker = Checker::new(self, define.unit);
            let mut args = Vec::new();
            for (_, ty) in &define.item.params {
                let ty = checker.world.type_of(ty);
                let span = define.item.name.span;
                args.push(match ty {
                    Some(Ty::Record(_)) => {
                        let level = checker.level.get_or_insert(0);
                        let op = Op::Row(*level);
                        ty.and_then(|ty| checker.add(op, ty, span))
                    }
                    Some(ty) => checker.add(Op::Const(ty.unknown()), ty, span),
                    None => None,
                });
            }
            if checker.unfold_with(i as u32, &args).is_none() {
                self.broken.insert(i as u32);
            }
        }
        self.arena = arena;
        self.extents = extents;
    }

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

    /// A define in use: its body with the arguments in place.
    pub(super) fn unfold(&mut self, i: u32, args: &[Typed], span: Span) -> Option<Typed> {
        let define = self.world.defines[i as usize];
        let types: Vec<Option<Ty>> =
            define.item.params.iter().map(|(_, ty)| self.world.type_of(ty)).collect();
        let types: Vec<Ty> = types.into_iter().collect::<Option<_>>()?;
        let fits = |(want, have): (&Ty, &Typed)| {
            *want == have.ty || (want.dim().is_some() && want.dim() == have.ty.dim())
        };
        if types.len() != args.len() || !types.iter().zip(args).all(fits) {
            let list = |types: &mut dyn Iterator<Item = Ty>| {
                let names: Vec<String> = types.map(|ty| self.type_name(ty)).collect();
                format!("({})", names.join(", "))
            };
            let expected = list(&mut types.iter().copied());
            let found = list(&mut args.iter().map(|a| a.ty));
            let name = define.item.name.text.clone();
            self.world.report(CheckError::Arguments { name, expected, found, span });
            return None;
        }
        if self.world.broken.contains(&i) {
            return None;
        }
        let key = (i, args.iter().map(|a| a.id).collect::<Vec<_>>(), self.level);
        if let Some(known) = self.unfolded.get(&key) {
            return *known;
        }
        let args: Vec<Option<Typed>> = args.iter().copied().map(Some).collect();
        let result = self.unfold_with(i, &args);
        self.unfolded.insert(key, result);
        result
    }

    fn unfold_with(&mut self, i: u32, args: &[Option<Typed>]) -> Option<Typed> {
        let define = self.world.defines[i as usize];
        if let Some(start) = self.unfolding.iter().position(|d| *d == i) {
            self.report_ring(start);
            return None;
        }
        if self.unfolding.len() >= UNFOLDING {
            return self.exhaust(Some(CheckError::TooDeep { span: define.item.name.span }));
        }
        let locals = define.item.params.iter().zip(args).map(|((name, _), value)| Local {
            name: name.text.clone(),
            value: *value,
            span: name.span,
        });
        let outer_locals = std::mem::replace(&mut self.locals, locals.collect());
        let outer_unit = std::mem::replace(&mut self.unit, define.unit);
        self.unfolding.push(i);
        let body = self.expr(&define.item.body, None);
        self.unfolding.pop();
        self.unit = outer_unit;
        self.locals = outer_locals;
        let body = body?;
        let name = self.call_text(&define.item.name.text, args);
        self.add(Op::Named(name.as_str().into(), body.id), body.ty, define.item.name.span)
    }

    /// A call as it reads in explanations: records by their variables.
    fn call_text(&self, name: &str, args: &[Option<Typed>]) -> String {
        if args.is_empty() {
            return name.to_owned();
        }
        let text = |arg: &Option<Typed>| {
            let local = arg.and_then(|arg| {
                self.locals
                    .iter()
                    .find(|l| l.value.map(|v| v.id) == Some(arg.id))
                    .map(|l| l.name.clone())
            });
            local.unwrap_or_else(|| "…".to_owned())
        };
        format!("{name}({})", args.iter().map(text).collect::<Vec<_>>().join(", "))
    }

    fn report_ring(&mut self, start: usize) {
        let mut ring = self.unfolding[start..].to_vec();
        // The same ring is the same error wherever it is entered.
        let smallest = ring.iter().enumerate().min_by_key(|(_, d)| **d).map_or(0, |(i, _)| i);
        ring.rotate_left(smallest);
        let item = |d: &u32| self.world.defines[*d as usize].item;
        let places = ring.iter().map(|d| item(d).name.span).collect();
        let mut names: Vec<&str> = ring.iter().map(|d| item(d).name.text.as_str()).collect();
        names.extend(names.first().copied());
        let ring = names.join(" -> ");
        self.world.report(CheckError::Ring { ring, places });
    }
}
