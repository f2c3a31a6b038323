//! Defines: each use is its body with the arguments in place.

use std::rc::Rc;

use super::declared::Declaration;
use super::error::CheckError;
use super::scope::{Checker, Local, Parts, Typed};
use super::sink::{Checked, Told};
use crate::ir::{ExprId, Level, Op};
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{Bounds, Ty, exact};

/// How deep defines may use defines.
const UNFOLDING: usize = 64;

impl<'a> Parts<'_, 'a> {
    /// Checks every define once on its own, so that its errors are told where it stands, used
    /// or not. What that makes is a draft: no part of the program.
    pub(super) fn check_defines(&mut self) {
        let defines = 0..self.declared.defines.len() as u32;
        // A draft makes no types: those of its own would be others in the program.
        defines.clone().for_each(|i| drop(self.signature(i)));
        let mut draft = self.growing.clone();
        let (declared, sink, noted) = (self.declared, &mut *self.sink, &mut *self.noted);
        let mut parts = Parts { declared, sink, growing: &mut draft, noted };
        for i in defines {
            if let Err(told) = parts.define(i) {
                parts.growing.broken.insert(i, told);
            }
        }
        self.growing.broken = draft.broken;
    }

    /// The types of what a define is given.
    pub(super) fn signature(&mut self, i: u32) -> Rc<[Checked<Ty>]> {
        if let Some(known) = self.growing.signatures.get(&i) {
            return Rc::clone(known);
        }
        let mut types = Vec::new();
        for (name, ty) in &self.declared.defines[i as usize].item.params {
            let ty = self.type_of(ty);
            ty.iter().for_each(|ty| self.noted.type_of(name.span, *ty));
            types.push(ty);
        }
        let signature: Rc<[Checked<Ty>]> = types.into();
        self.growing.signatures.insert(i, Rc::clone(&signature));
        signature
    }

    fn define(&mut self, i: u32) -> Checked<Typed> {
        let Declaration { item, unit } = self.declared.defines[i as usize];
        let signature = self.signature(i);
        let mut checker = self.checker(unit);
        let (mut args, span) = (Vec::new(), item.name.span);
        for ty in signature.iter() {
            args.push(match *ty {
                Ok(ty @ Ty::Record(_)) => {
                    let level = *checker.level.get_or_insert(Level::SUBJECT);
                    checker.add(Op::Row(level), ty, span)
                }
                Ok(ty) => checker.add(Op::Const(ty.unknown()), ty, span),
                Err(told) => Err(told),
            });
        }
        let typed = checker.unfold_with(i, &args, &checker.declared.called.defines[i as usize])?;
        checker.noted.type_of(span, typed.ty);
        Ok(typed)
    }
}

impl Checker<'_, '_> {
    /// A define in use: its body with the arguments in place.
    ///
    /// `written` are the same arguments as they stand in the rule.
    pub(super) fn unfold(
        &mut self,
        i: u32,
        args: &[Typed],
        written: &[ast::Expr],
        span: Span,
    ) -> Checked<Typed> {
        let types = self.parts().signature(i);
        let types: Vec<Ty> = types.iter().copied().collect::<Checked<_>>()?;
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
            let name = self.declared.called.defines[i as usize].to_string();
            return Err(self.report(CheckError::Arguments {
                name,
                expected,
                found,
                span,
                help: None,
            }));
        }
        for ((ty, arg), written) in types.iter().zip(args).zip(written) {
            if *ty == Ty::PERCENT {
                self.doubt_number(*arg, Bounds::default(), written.span)?;
            }
        }
        if let Some(told) = self.growing.broken.get(&i) {
            return Err(*told);
        }
        let key = (i, args.iter().map(|a| a.id).collect::<Vec<_>>(), self.level);
        if let Some(known) = self.unfolded.get(&key) {
            return *known;
        }
        let name = self.call_text(&self.declared.called.defines[i as usize], written, args);
        let args: Vec<Checked<Typed>> = args.iter().copied().map(Ok).collect();
        let result = self.unfold_with(i, &args, &name);
        self.unfolded.insert(key, result);
        result
    }

    fn unfold_with(&mut self, i: u32, args: &[Checked<Typed>], name: &str) -> Checked<Typed> {
        let define = self.declared.defines[i as usize];
        if let Some(start) = self.unfolding.iter().position(|d| *d == i) {
            return Err(self.report_ring(start));
        }
        if self.unfolding.len() >= UNFOLDING {
            return Err(self.exhaust(CheckError::TooDeep { span: define.item.name.span }));
        }
        let locals = define.item.params.iter().zip(args).map(|((name, _), value)| Local {
            name: name.text.clone(),
            value: *value,
            span: name.span,
            defined: Some(name.span),
        });
        let outer_locals = std::mem::replace(&mut self.locals, locals.collect());
        let outer_unit = std::mem::replace(&mut self.unit, define.unit);
        self.unfolding.push(i);
        let body = self.expr(&define.item.body, None);
        self.unfolding.pop();
        self.unit = outer_unit;
        self.locals = outer_locals;
        let body = self.name_choices(body?, name, define.item.name.span)?;
        self.add(Op::Named(name.into(), body.id), body.ty, define.item.name.span)
    }

    /// An aggregate that a body may take as it is goes by the call, too: of `a or else b` and
    /// `if c then a else b` reports tell `revenue_of(party)`, and not all that it is made of.
    fn name_choices(&mut self, body: Typed, name: &str, span: Span) -> Checked<Typed> {
        let op = match self.arena().get(body.id).op {
            Op::OrElse(a, b) => {
                Op::OrElse(self.name_choice(a, name, span)?, self.name_choice(b, name, span)?)
            }
            Op::If(c, a, b) => {
                Op::If(c, self.name_choice(a, name, span)?, self.name_choice(b, name, span)?)
            }
            _ => return Ok(body),
        };
        self.add(op, body.ty, span)
    }

    fn name_choice(&mut self, e: ExprId, name: &str, span: Span) -> Checked<ExprId> {
        let node = self.arena().get(e);
        if !matches!(node.op, Op::Aggregate(_)) {
            return Ok(e);
        }
        let ty = node.ty;
        self.add(Op::Named(name.into(), e), ty, span).map(|named| named.id)
    }

    /// A call as it is written, for explanations; what would be long is left out.
    fn call_text(&self, name: &str, written: &[ast::Expr], args: &[Typed]) -> String {
        if args.is_empty() {
            return name.to_owned();
        }
        let args = written.iter().zip(args).map(|(e, typed)| {
            let constant = match &self.arena().get(typed.id).op {
                Op::Const(scalar) => {
                    Some(exact(scalar, typed.ty, self.schema(), &|_, _| String::new()))
                }
                _ => None,
            };
            constant.or_else(|| path_text(e)).unwrap_or_else(|| "…".to_owned())
        });
        format!("{name}({})", args.collect::<Vec<_>>().join(", "))
    }

    fn report_ring(&mut self, start: usize) -> Told {
        let mut ring = self.unfolding[start..].to_vec();
        // The same ring is the same error wherever it is entered.
        let smallest = ring.iter().enumerate().min_by_key(|(_, d)| **d).map_or(0, |(i, _)| i);
        ring.rotate_left(smallest);
        let item = |d: &u32| self.declared.defines[*d as usize].item;
        let places = ring.iter().map(|d| item(d).name.span).collect();
        let called = |d: &u32| &*self.declared.called.defines[*d as usize];
        let mut names: Vec<&str> = ring.iter().map(called).collect();
        names.extend(names.first().copied());
        let ring = names.join(" -> ");
        self.report(CheckError::Ring { ring, places })
    }
}

/// `deal`, `deal.seller`
pub(super) fn path_text(e: &ast::Expr) -> Option<String> {
    match &e.kind {
        ast::ExprKind::Name(name) => Some(name.text.clone()),
        ast::ExprKind::Field(base, name) => Some(format!("{}.{}", path_text(base)?, name.text)),
        _ => None,
    }
}
