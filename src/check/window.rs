//! Windows of time: plain comparisons, put briefly.

use super::scope::{Checker, Typed};
use crate::builtins;
use crate::ir::Op;
use crate::operator::{ArithOp, CompareOp};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Window, WindowSide};
use crate::ty::Ty;

impl Checker<'_, '_> {
    /// `x within P of D`, `x between a and b`, `x in year N`; both ends belong to a window.
    pub(super) fn window(&mut self, x: &ast::Expr, window: &Window, span: Span) -> Option<Typed> {
        match window {
            Window::Within { period, side, date } => {
                let x = self.of_type(x, Ty::Date);
                let period = self.of_type(period, Ty::Period);
                let (x, date) = (x?, self.of_type(date, Ty::Date)?);
                let period = period?;
                let mut end = |op| self.add(Op::Arith(op, date.id, period.id), Ty::Date, span);
                let (first, last) = match side {
                    WindowSide::Either => (end(ArithOp::Sub)?, end(ArithOp::Add)?),
                    WindowSide::After => (date, end(ArithOp::Add)?),
                    WindowSide::Before => (end(ArithOp::Sub)?, date),
                };
                self.both(x, first, last, span)
            }
            Window::Between(first, last) => {
                let lower = self.compare(CompareOp::Ge, x, first, span);
                let upper = self.compare(CompareOp::Le, x, last, span);
                let parts = [lower?.id, upper?.id];
                self.add(Op::And(parts.into()), Ty::Bool, span)
            }
            Window::Year(year) => {
                let x = self.of_type(x, Ty::Date);
                let wanted = self.of_type(year, Ty::NUMBER);
                let own = self.part_of_date("year", x?, span)?;
                self.add(Op::Compare(CompareOp::Eq, own.id, wanted?.id), Ty::Bool, span)
            }
        }
    }

    fn both(&mut self, x: Typed, first: Typed, last: Typed, span: Span) -> Option<Typed> {
        let lower = self.add(Op::Compare(CompareOp::Ge, x.id, first.id), Ty::Bool, span)?;
        let upper = self.add(Op::Compare(CompareOp::Le, x.id, last.id), Ty::Bool, span)?;
        self.add(Op::And([lower.id, upper.id].into()), Ty::Bool, span)
    }

    /// `year of due`: a builtin of dates in the place of a share; `None` where it is none.
    pub(super) fn date_part(
        &mut self,
        part: &ast::Expr,
        date: &ast::Expr,
        span: Span,
    ) -> Option<Option<Typed>> {
        let ExprKind::Name(name) = &part.kind else {
            return None;
        };
        if self.is_bound(&name.text) || !matches!(name.text.as_str(), "year" | "month" | "quarter")
        {
            return None;
        }
        let date = self.of_type(date, Ty::Date);
        Some(date.and_then(|date| self.part_of_date(&name.text, date, span)))
    }

    fn part_of_date(&mut self, name: &str, date: Typed, span: Span) -> Option<Typed> {
        let builtin = builtins::named(name)?;
        self.add(Op::Call(builtin, [date.id].into()), Ty::NUMBER, span)
    }
}
