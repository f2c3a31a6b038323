//! Windows of time: plain comparisons, put briefly.

use super::error::CheckError;
use super::index::BuiltIn;
use super::scope::{Checker, Typed};
use super::sink::{Checked, There};
use crate::builtins;
use crate::ir::Op;
use crate::operator::{ArithOp, CompareOp};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Window, WindowSide};
use crate::ty::{Ty, exact};
use crate::value::Scalar;

impl Checker<'_, '_> {
    /// `x within P of D`, `x between a and b`, `x in year N`; both ends belong to a window.
    pub(super) fn window(&mut self, x: &ast::Expr, window: &Window, span: Span) -> Checked<Typed> {
        match window {
            Window::Within { period, side, date } => {
                let x = self.of_type(x, Ty::Date);
                let ends = self.around(period, *side, date, span);
                let (x, (first, last)) = (x?, ends?);
                self.both(x, first, last, span)
            }
            Window::Between(first, last) => {
                let lower = self.compare(CompareOp::Ge, x, first, span);
                let upper = self.compare(CompareOp::Le, x, last, span);
                let (lower, upper) = (lower?, upper?);
                self.require_some_length(lower, upper, first.span.to(last.span))?;
                self.add(Op::And([lower.id, upper.id].into()), Ty::Bool, span)
            }
            Window::Year(year) => {
                let x = match &x.kind {
                    ExprKind::Ask(ast::Ask::Spread, _) => self.uneven(x),
                    _ => self.of_type(x, Ty::Date),
                };
                let wanted = self.of_type(year, Ty::NUMBER);
                let own = self.part_of_date("year", x?, span)?;
                let wanted = wanted?;
                self.require_year(wanted, year.span)?;
                self.add(Op::Compare(CompareOp::Eq, own.id, wanted.id), Ty::Bool, span)
            }
        }
    }

    /// `spread of d.value in year 2027`: which days an amount is spread over is left out.
    fn uneven(&mut self, x: &ast::Expr) -> Checked<Typed> {
        let typed = self.expr(x, None)?;
        let help = "an even spread says from when to when: `spread of d.value from d.starts to \
                    d.ends in year 2027`";
        let (expected, found) = ("a date".to_owned(), self.described(typed.ty));
        let (span, help) = (x.span, Some(help.to_owned()));
        Err(self.report(CheckError::Mismatch { expected, found, span, help }))
    }

    /// The first and the last day of a window around a date.
    pub(super) fn around(
        &mut self,
        period: &ast::Expr,
        side: WindowSide,
        date: &ast::Expr,
        span: Span,
    ) -> Checked<(Typed, Typed)> {
        let period = self.of_type(period, Ty::Period);
        let date = self.of_type(date, Ty::Date);
        let (period, date) = (period?, date?);
        let mut end = |op| self.add(Op::Arith(op, date.id, period.id), Ty::Date, span);
        Ok(match side {
            WindowSide::Either => (end(ArithOp::Sub)?, end(ArithOp::Add)?),
            WindowSide::After => (date, end(ArithOp::Add)?),
            WindowSide::Before => (end(ArithOp::Sub)?, date),
        })
    }

    /// A year that is a constant must be one of the calendar.
    pub(super) fn require_year(&mut self, year: Typed, span: Span) -> Checked<()> {
        let constant = self.quiet_constant(year.id);
        let Some(Scalar::Quantity { range, .. }) = &constant else {
            return Ok(());
        };
        let Some(value) = range.known() else {
            return Ok(());
        };
        if value.fixed(0).is_some_and(|year| (1..=9999).contains(&year)) {
            return Ok(());
        }
        Err(self.report(CheckError::NoYear { year: value.to_string(), span }))
    }

    /// Something must lie between two ends that are constants.
    fn require_some_length(&mut self, lower: Typed, upper: Typed, span: Span) -> Checked<()> {
        let end = |compared: Typed| match self.arena().get(compared.id).op {
            Op::Compare(_, _, end) => Some((self.quiet_constant(end)?, end)),
            _ => None,
        };
        let (Some((first, at)), Some((last, bt))) = (end(lower), end(upper)) else {
            return Ok(());
        };
        let backwards = match (&first, &last) {
            (
                Scalar::Quantity { range: a, currency: c, .. },
                Scalar::Quantity { range: b, currency: d, .. },
            ) => c == d && a.known().zip(b.known()).is_some_and(|(a, b)| a > b),
            (Scalar::Code(a), Scalar::Code(b)) => a.zip(*b).is_some_and(|(a, b)| a > b),
            _ => false,
        };
        if !backwards {
            return Ok(());
        }
        let told = |end: &Scalar, id| {
            exact(end, self.arena().get(id).ty, self.schema(), &|_, _| String::new())
        };
        let (first, last) = (told(&first, at), told(&last, bt));
        Err(self.report(CheckError::EmptyWindow { span, first, last }))
    }

    fn both(&mut self, x: Typed, first: Typed, last: Typed, span: Span) -> Checked<Typed> {
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
    ) -> Option<Checked<Typed>> {
        let ExprKind::Name(name) = &part.kind else {
            return None;
        };
        if self.is_bound(&name.text) || !matches!(name.text.as_str(), "year" | "month" | "quarter")
        {
            return None;
        }
        self.noted.built_in([name], BuiltIn::Function);
        let date = self.of_type(date, Ty::Date);
        Some(date.and_then(|date| self.part_of_date(&name.text, date, span)))
    }

    fn part_of_date(&mut self, name: &str, date: Typed, span: Span) -> Checked<Typed> {
        let builtin = builtins::named(name).there()?;
        self.add(Op::Call(builtin, [date.id].into()), Ty::NUMBER, span)
    }
}
