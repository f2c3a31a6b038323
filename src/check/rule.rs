//! Rules, with what amends them.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::amend::Changes;
use super::citation::cited;
use super::declared::Declaration;
use super::error::{CheckError, Noun};
use super::index::{BuiltIn, What};
use super::scope::{Checker, Parts, Typed};
use super::sink::Checked;
use super::suggest::nearest;
use super::texts::Texts;
use crate::ir::{Citation, Disabled, ExprId, KnownAs, Level, Op, Rule, Rung};
use crate::outcome::Severity;
use crate::source::Span;
use crate::syntax::ast::{self, Clause};
use crate::ty::{RecordId, Ty};
use crate::value::Worded;

impl<'a> Parts<'_, 'a> {
    /// Checks every rule with what amends it; and those that are taken out.
    pub(super) fn check_rules(&mut self) -> (Vec<Rule>, Vec<Disabled>) {
        let changes = Changes::all(self.declared, self.sink, self.noted);
        let unchanged = Changes::default();
        let (mut rules, mut taken_out) = (Vec::new(), Vec::new());
        self.require_one_of_each_name();
        self.require_free_former_names();
        for (place, Declaration { item: rule, unit }) in self.declared.rules.iter().enumerate() {
            let called = &self.declared.called;
            let (name, known_as) = (&called.rules[place], &called.known_as[place]);
            let changes = changes.get(&place).unwrap_or(&unchanged);
            let checked = self.checker(*unit).rule(rule, (name, known_as), changes);
            match changes.disabled {
                Some(item) => {
                    let pack = self.declared.homes.path(*unit);
                    taken_out.push(disabled((Arc::clone(name), pack), item));
                }
                None => rules.extend(checked),
            }
        }
        (rules, taken_out)
    }

    /// Rules of one name are those of different packs, or the project's beside a pack's: in its own
    /// files, too, a project has one of each name.
    fn require_one_of_each_name(&mut self) {
        let mut seen: FxHashMap<(&str, Option<usize>), Span> = FxHashMap::default();
        for Declaration { item: rule, unit } in &self.declared.rules {
            let pack = Some(*unit).filter(|unit| self.declared.homes.is_pack(*unit));
            if let Some(first) = seen.insert((&rule.name.text, pack), rule.name.span) {
                let (name, span) = (rule.name.text.clone(), rule.name.span);
                self.sink.report(CheckError::SecondRule { name, span, first });
            }
        }
    }
}

fn disabled((rule, pack): (Arc<str>, Arc<str>), item: &ast::Disable) -> Disabled {
    Disabled {
        rule,
        pack,
        because: item.because.as_ref().map(|text| text.text.clone()),
        span: item.rule.span,
    }
}

/// The clauses of a rule as they are collected.
#[derive(Default)]
struct Body {
    cites: Vec<Citation>,
    tags: Vec<String>,
    unless: Vec<Checked<Typed>>,
    rungs: Vec<Checked<Rung>>,
    message: Texts,
    remedy: Texts,
    amount: Place<Checked<ExprId>>,
    called: BTreeMap<Arc<str>, Worded<String>>,
}

impl Body {
    /// Notes what readers call what a `let` names. Amendments may name two things alike: for these
    /// there is no other name.
    fn call(&mut self, name: &str, title: &Worded<String>) {
        let known = self.called.entry(name.into()).or_insert_with(|| title.clone());
        if known != title {
            *known = Worded::default();
        }
    }
}

/// What stands in a rule once, and where it does.
pub(super) type Place<T> = Option<(T, Span)>;

impl<'a> Checker<'_, 'a> {
    fn rule(
        &mut self,
        rule: &'a ast::Rule,
        (name, known_as): (&Arc<str>, &KnownAs),
        changes: &Changes<'a>,
    ) -> Checked<Rule> {
        let subject = self.subject(&rule.subject);
        self.level = Some(Level::SUBJECT);
        let (row, span) = (Op::Row(Level::SUBJECT), rule.variable.span);
        let row = subject.and_then(|subject| self.add(row, Ty::Record(subject), span));
        self.existence = match row {
            Ok(row) => self.existence(row, span)?.map(|exists| exists.id),
            Err(_) => None,
        };
        let variable = row.and_then(|row| self.subject_value(row, span));
        self.bind(What::Variable, &rule.variable, variable);
        let mut body = Body::default();
        self.clauses(rule, changes, &mut body);
        let flagged = self.require_flag(rule);
        self.require_rungs(rule, changes, &body).and(flagged)?;
        let mut rungs = body.rungs.into_iter().collect::<Checked<Vec<Rung>>>()?;
        rungs.sort_by_key(|r| std::cmp::Reverse(r.severity));
        let unless = body.unless.into_iter().collect::<Checked<Vec<Typed>>>()?;
        if rule.broken || changes.amendments.iter().any(|amendment| amendment.item.broken) {
            return Err(self.sink.unread());
        }
        let message = self.told("message", body.message);
        let remedy = self.told("remedy", body.remedy);
        let words = rule.name.text.replace('-', " ");
        Ok(Rule {
            name: Arc::clone(name),
            pack: self.declared.homes.path(self.unit),
            known_as: known_as.clone(),
            title: rule.doc.title.clone().or_own(|| words),
            rationale: rule.doc.rationale.clone(),
            cites: body.cites,
            tags: body.tags,
            subject: subject?,
            variable: rule.variable.text.as_str().into(),
            unless: unless.into_iter().map(|t| t.id).collect(),
            rungs,
            exists: self.existence,
            message: message?,
            remedy: remedy?,
            amount: body.amount.map(|(amount, _)| amount).transpose()?,
            amended: changes.amendments.iter().map(|a| a.told(rule)).collect(),
            called: body.called,
            span: rule.name.span,
        })
    }

    /// A rule flags something, or may have before it was broken.
    fn require_flag(&mut self, rule: &ast::Rule) -> Checked<()> {
        let flags = |c: &Clause| matches!(c, Clause::Flag(_) | Clause::Broken { rung: true, .. });
        match rule.clauses.iter().any(flags) {
            true => Ok(()),
            false => {
                let (name, span) = (rule.name.text.clone(), rule.name.span);
                Err(self.report(CheckError::NoFlag { name, span }))
            }
        }
    }

    fn subject(&mut self, subject: &'a ast::Subject) -> Checked<RecordId> {
        match subject {
            ast::Subject::Record(name) => self.subject_record(name),
            ast::Subject::Grouped(grouped) => self.grouped(grouped),
            ast::Subject::Walk(walk) => self.walk(walk),
            ast::Subject::Slots(slots) => self.slots(slots),
        }
    }

    fn subject_record(&mut self, name: &ast::Name) -> Checked<RecordId> {
        match self.legs_of(name) {
            Some(legs) => legs,
            None => self.keyed_record(name),
        }
    }

    /// The record kind of that name, whose records can be told apart.
    pub(super) fn keyed_record(&mut self, name: &ast::Name) -> Checked<RecordId> {
        let record = self.record_named(name)?;
        if self.growing.kinds.is_keyless(record) {
            let (name, declared) = (name.clone(), self.schema().record(record).span);
            self.report(CheckError::NoKey { name: name.text, span: name.span, declared });
        }
        Ok(record)
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
            body.message.amend(told.message);
            body.remedy.amend(told.remedy);
            body.amount = told.amount.or(body.amount.take());
            self.locals.truncate(own);
        }
        self.unit = unit;
    }

    /// The rule's own names are visible in an amendment: there they must mean nothing else that its
    /// file declares. Before the names of packs they win.
    fn require_clear_names(&mut self, rule: &ast::Rule, home: usize) {
        if self.unit == home {
            return;
        }
        let own = &self.declared.own[self.unit];
        for local in &self.locals {
            if let Some((_, span)) = own.get(local.name.as_str()) {
                let (name, rule) = (local.name.clone(), rule.name.text.clone());
                let (span, first) = (*span, local.span);
                self.sink.report(CheckError::AmendedName { name, rule, span, first });
            }
        }
    }

    /// What is removed must have been there, and something must be left.
    fn require_rungs(
        &mut self,
        rule: &ast::Rule,
        changes: &Changes<'_>,
        body: &Body,
    ) -> Checked<()> {
        let mut left = Ok(());
        for severity in changes.removed() {
            let there = |clause: &Clause| match clause {
                Clause::Flag(flag) => flag.severity.text == severity.text,
                Clause::Broken { rung, .. } => *rung,
                _ => false,
            };
            let (name, span) = (rule.name.text.clone(), severity.span);
            if self.severity(severity).is_ok() && !rule.clauses.iter().any(there) {
                let (severity, declared) = (severity.text.clone(), rule.name.span);
                let error = CheckError::NoSuchRung { name, severity, span, declared };
                left = Err(self.report(error));
            } else if body.rungs.is_empty() {
                left = Err(self.report(CheckError::NothingLeft { name, span }));
            }
        }
        left
    }

    fn clause(&mut self, clause: &Clause, body: &mut Body) {
        match clause {
            Clause::Cites(cites) => body.cites.extend(cited(cites, self.declared.as_of)),
            Clause::Tags(names) => body.tags.extend(names.iter().map(|n| n.text.clone())),
            Clause::Let(one) => {
                body.call(&one.name.text, &one.doc.title);
                self.let_clause(&one.name, &one.value);
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
            Clause::Amount(e) => self.at_stake(e, &mut body.amount),
            // What it removes was left out, and what it was called changes nothing of it.
            Clause::Remove(_) | Clause::Formerly(_) => {}
            Clause::Broken { names, rung } => {
                names.iter().for_each(|name| self.lose(name));
                body.rungs.extend(rung.then(|| Err(self.sink.unread())));
            }
        }
    }

    pub(super) fn let_clause(&mut self, name: &ast::Name, value: &ast::Expr) {
        let value = self.expr(value, None);
        let named = value
            .and_then(|v| self.add(Op::Named(name.text.as_str().into(), v.id), v.ty, name.span));
        self.bind(What::Let, name, named);
    }

    fn at_stake(&mut self, e: &ast::Expr, place: &mut Place<Checked<ExprId>>) {
        let amount = self.stake(e);
        self.only("amount", (amount, e.span), place);
    }

    /// What stands in a rule once.
    pub(super) fn only<T>(&mut self, clause: &str, one: (T, Span), place: &mut Place<T>) {
        match place {
            None => *place = Some(one),
            Some((_, first)) => {
                let (clause, span, first) = (clause.to_owned(), one.1, *first);
                self.report(CheckError::SecondClause { clause, span, first });
            }
        }
    }

    fn stake(&mut self, e: &ast::Expr) -> Checked<ExprId> {
        let typed = self.expr(e, Some(Ty::MONEY))?;
        match typed.ty.is_money() {
            true => Ok(typed.id),
            false => self.mismatch("an amount of money", typed.ty, e.span),
        }
    }

    fn rung(&mut self, flag: &ast::Flag) -> Checked<Rung> {
        let severity = self.severity(&flag.severity);
        let mut when = self.condition(&flag.when)?.id;
        if let Some(exists) = self.existence {
            when = self.add(Op::And([exists, when].into()), Ty::Bool, flag.span)?.id;
        }
        let cites = cited(&flag.cites, self.declared.as_of);
        Ok(Rung { severity: severity?, when, cites, span: flag.span })
    }

    pub(super) fn severity(&mut self, name: &ast::Name) -> Checked<Severity> {
        let Some(severity) = Severity::from_name(&name.text) else {
            let near = nearest(&name.text, Severity::ALL.iter().map(|s| s.name()));
            let (kind, name, span) = (Noun::Severity, name.text.clone(), name.span);
            return Err(self.report(CheckError::Unknown { kind, name, span, near }));
        };
        self.noted.built_in([name], BuiltIn::Severity);
        Ok(severity)
    }
}

/// What a finding says and what is at stake, and what it is found by.
fn texts_and_logic(clauses: &[Clause]) -> (Vec<&Clause>, Vec<&Clause>) {
    clauses
        .iter()
        .partition(|c| matches!(c, Clause::Message(_) | Clause::Remedy(_) | Clause::Amount(_)))
}
