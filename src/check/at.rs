//! `at DATE`: the value of a dated param that is in force on a day, and money as of a day.

use super::error::CheckError;
use super::index::BuiltIn;
use super::scope::{Checker, Typed};
use super::sink::{Checked, There};
use crate::ir::{ExprId, Op, RestsOn};
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::Ty;
use crate::value::Currency;

impl Checker<'_, '_> {
    /// `x in EUR`, `x at deal.signed`, `x in EUR at deal.signed`
    pub(super) fn convert(
        &mut self,
        value: &ast::Expr,
        currency: &Option<ast::Name>,
        at: &Option<Box<ast::Expr>>,
        span: Span,
    ) -> Checked<Typed> {
        self.noted.built_in(currency, BuiltIn::Currency);
        let to = currency.as_ref().map(|name| Currency::from_code(&name.text));
        let date = at.as_ref().map(|at| self.of_type(at, Ty::Date));
        let mut typed = self.expr(value, None)?;
        let date = match date {
            None => None,
            Some(date) => Some(date?),
        };
        let dated = self.dated(typed.id);
        if let (Some(date), Some(i)) = (date, dated) {
            self.require_begun(i, date, at.as_ref().map_or(span, |at| at.span))?;
            typed = self.add(Op::ParamAt(i, date.id), typed.ty, span)?;
            if currency.is_none() {
                return Ok(typed);
            }
        }
        if typed.ty != Ty::MONEY {
            return match date {
                Some(_) => self.report_timeless(typed, value.span),
                None => self.mismatch("money", typed.ty, value.span),
            };
        }
        if let (Some(_), None) = (date, dated) {
            self.require_one_day(typed.id, value.span)?;
        }
        let to = match to {
            None => None,
            // A currency that does not exist is no text of the language, and told as such.
            Some(to) => Some(to.ok_or(self.sink.unread())?),
        };
        self.add(Op::Convert(typed.id, to, date.map(|date| date.id)), Ty::MONEY, span)
    }

    /// The dated param that an expression is, by whatever name.
    fn dated(&self, e: ExprId) -> Option<u32> {
        match self.arena().get(self.arena().strip(e)).op {
            Op::Param(i) if self.growing.params.is_dated(i) => Some(i),
            _ => None,
        }
    }

    /// The params that an expression is computed from.
    pub(super) fn rests_on(&self, e: ExprId) -> Vec<RestsOn> {
        let (mut next, mut seen) = (vec![e], rustc_hash::FxHashSet::default());
        let mut rests_on = Vec::new();
        while let Some(e) = next.pop() {
            if !seen.insert(e) {
                continue;
            }
            rests_on.extend(match self.arena().get(e).op {
                Op::Param(i) => Some((i, None)),
                Op::ParamAt(i, date) => Some((i, self.quiet_day(date))),
                _ => None,
            });
            self.arena().operands(e, |operand| next.push(operand));
        }
        rests_on
    }

    /// On a day that is a constant some value must be in force.
    fn require_begun(&mut self, i: u32, date: Typed, span: Span) -> Checked<()> {
        let day = self.quiet_day(date.id);
        let param = self.growing.params.get(i).there()?;
        let Some(day) = day.filter(|day| param.in_force(Some(*day), Some(*day)).is_none()) else {
            return Ok(());
        };
        let Some(first) = param.timeline.first().and_then(|value| value.since) else {
            // One without a single value is told where it stands.
            return self.growing.params.sound(i);
        };
        let (name, declared) = (param.name.to_string(), param.span);
        Err(self.report(CheckError::NotYetInForce { name, span, day, first, declared }))
    }

    /// What is neither money nor a dated param is the same on every day.
    fn report_timeless(&mut self, typed: Typed, span: Span) -> Checked<Typed> {
        let help = match self.arena().get(self.arena().strip(typed.id)).op {
            Op::Param(i) => self.growing.params.get(i).map(|param| {
                format!(
                    "`{0}` has one value, which holds on every day: leave `at` out, or date its \
                     values: `param {0} = … from 2018-01-01, … from 2024-01-01`",
                    param.name
                )
            }),
            _ => Some(
                "`at` asks for the value of a dated param that is in force on a day, or converts \
                 money at the rate of a day"
                    .to_owned(),
            ),
        };
        let expected = "money or a dated param".to_owned();
        let found = self.described(typed.ty);
        Err(self.report(CheckError::Mismatch { expected, found, span, help }))
    }

    /// Money that is computed from a dated param would be converted as of one day, the param in
    /// force on another.
    fn require_one_day(&mut self, e: ExprId, span: Span) -> Checked<()> {
        let (mut next, mut seen) = (vec![e], rustc_hash::FxHashSet::default());
        while let Some(e) = next.pop() {
            if let Some(name) = self.dated(e).and_then(|i| self.growing.params.get(i)) {
                let name = name.name.to_string();
                return Err(self.report(CheckError::TwoDays { name, span }));
            }
            if seen.insert(e) {
                self.arena().operands(e, |operand| next.push(operand));
            }
        }
        Ok(())
    }
}
