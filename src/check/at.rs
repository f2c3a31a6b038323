//! `at DATE`: the value of a dated param that is in force on a day, and money as of a day.

use super::error::CheckError;
use super::scope::{Checker, Typed};
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
    ) -> Option<Typed> {
        // A currency that does not exist is no text of the language, and reported as such.
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
                return Some(typed);
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
            Some(to) => Some(to?),
        };
        self.add(Op::Convert(typed.id, to, date.map(|date| date.id)), Ty::MONEY, span)
    }

    /// The dated param that an expression is, by whatever name.
    fn dated(&self, e: ExprId) -> Option<u32> {
        match self.world.arena.get(self.world.arena.strip(e)).op {
            Op::Param(i) if self.world.is_dated(i) => Some(i),
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
            rests_on.extend(match self.world.arena.get(e).op {
                Op::Param(i) => Some((i, None)),
                Op::ParamAt(i, date) => Some((i, self.quiet_day(date))),
                _ => None,
            });
            self.world.arena.operands(e, |operand| next.push(operand));
        }
        rests_on
    }

    /// On a day that is a constant some value must be in force.
    fn require_begun(&mut self, i: u32, date: Typed, span: Span) -> Option<()> {
        let day = self.quiet_day(date.id);
        let param = self.world.params.get(i as usize)?;
        let Some(day) = day.filter(|day| param.in_force(Some(*day), Some(*day)).is_none()) else {
            return Some(());
        };
        // A param without a single value is reported where it stands.
        let first = param.timeline.first().and_then(|value| value.since)?;
        let (name, declared) = (param.name.to_string(), param.span);
        self.world.report(CheckError::NotYetInForce { name, span, day, first, declared });
        None
    }

    /// What is neither money nor a dated param is the same on every day.
    fn report_timeless(&mut self, typed: Typed, span: Span) -> Option<Typed> {
        let help = match self.world.arena.get(self.world.arena.strip(typed.id)).op {
            Op::Param(i) => self.world.params.get(i as usize).map(|param| {
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
        self.world.report(CheckError::Mismatch { expected, found, span, help });
        None
    }

    /// Money that is computed from a dated param would be converted as of one day, the param in
    /// force on another.
    fn require_one_day(&mut self, e: ExprId, span: Span) -> Option<()> {
        let (mut next, mut seen) = (vec![e], rustc_hash::FxHashSet::default());
        while let Some(e) = next.pop() {
            if let Some(name) = self.dated(e).and_then(|i| self.world.params.get(i as usize)) {
                let name = name.name.to_string();
                self.world.report(CheckError::TwoDays { name, span });
                return None;
            }
            if seen.insert(e) {
                self.world.arena.operands(e, |operand| next.push(operand));
            }
        }
        Some(())
    }
}
