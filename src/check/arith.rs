//! Arithmetic and its dimensions.

use super::error::CheckError;
use super::scope::{Checker, Typed};
use super::sink::Checked;
use crate::ir::{Level, Op};
use crate::operator::ArithOp;
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind};
use crate::ty::{Bounds, Dim, Ty};
use crate::value::Scalar;

impl Checker<'_, '_> {
    pub(super) fn arith(
        &mut self,
        op: ArithOp,
        a: &ast::Expr,
        b: &ast::Expr,
        span: Span,
    ) -> Checked<Typed> {
        if op == ArithOp::Of
            && let Some(part) = self.date_part(a, b, span)
        {
            return part;
        }
        let x = self.expr(a, None);
        let y = match (op, &b.kind) {
            (ArithOp::Per, ExprKind::Name(unit)) => self.unit(unit),
            _ => self.expr(b, None),
        };
        let (x, y) = (x?, y?);
        let ty = match op {
            ArithOp::Add | ArithOp::Sub => self.sum(op, x, y, a.span, b.span),
            ArithOp::Mul => self.product(x, y, a.span, b.span, span),
            ArithOp::Of => self.part(x, y, a.span),
            ArithOp::Div | ArithOp::Per => self.quotient(x, y, a.span, b.span, span),
            ArithOp::Pow | ArithOp::Root => return self.raised(op, (x, a.span), (y, b.span), span),
        }?;
        let op = match op {
            ArithOp::Of => ArithOp::Mul,
            ArithOp::Per => ArithOp::Div,
            op => op,
        };
        self.add(Op::Arith(op, x.id, y.id), ty, span)
    }

    /// `per GW`: one of the unit, where the name is one.
    fn unit(&mut self, name: &ast::Name) -> Checked<Typed> {
        match self.growing.kinds.measure(&name.text) {
            Some(measure) if !self.is_bound(&name.text) => {
                let (factor, dim) = (measure.factor, measure.dim);
                self.noted.refer_unit(name);
                self.add(Op::Const(Scalar::number(factor)), Ty::quantity(dim), name.span)
            }
            _ => self.name(name, None),
        }
    }

    fn sum(&mut self, op: ArithOp, a: Typed, b: Typed, at: Span, bt: Span) -> Checked<Ty> {
        let verb = if op == ArithOp::Add { "added" } else { "subtracted" };
        match (a.ty, b.ty) {
            (Ty::Quantity { dim: x, percent: p }, Ty::Quantity { dim: y, percent: q })
                if x == y =>
            {
                // A sum is within no bounds of its parts.
                if p != q {
                    let (number, span) = if p { (b, bt) } else { (a, at) };
                    // Beside a percent it is a number all the same.
                    _ = self.doubt_number(number, Bounds::default(), span);
                }
                Ok(Ty::Quantity { dim: x, percent: p && q })
            }
            (Ty::Date, Ty::Period) => Ok(Ty::Date),
            (Ty::Period, Ty::Date) if op == ArithOp::Add => Ok(Ty::Date),
            (Ty::Date, Ty::Date) if op == ArithOp::Sub => Ok(Ty::Period),
            (Ty::Period, Ty::Period) => Ok(Ty::Period),
            _ => self.clash(verb, a.ty, b.ty, at, bt),
        }
    }

    fn product(&mut self, a: Typed, b: Typed, at: Span, bt: Span, span: Span) -> Checked<Ty> {
        match (a.ty, b.ty) {
            (Ty::Quantity { dim: x, .. }, Ty::Quantity { dim: y, .. }) => {
                self.sound(x.times(y), "multiplied", a.ty, b.ty, span)
            }
            (Ty::Period, Ty::Quantity { dim, .. }) | (Ty::Quantity { dim, .. }, Ty::Period)
                if dim == Dim::NUMBER =>
            {
                Ok(Ty::Period)
            }
            _ => self.clash("multiplied", a.ty, b.ty, at, bt),
        }
    }

    /// `50% of x`: the left side is a bare share, and the result is of the right side's kind.
    fn part(&mut self, share: Typed, whole: Typed, at: Span) -> Checked<Ty> {
        if share.ty.dim() != Some(Dim::NUMBER) {
            return self.mismatch("a share such as `50%`", share.ty, at);
        }
        // It is a share all the same.
        _ = self.doubt_number(share, Bounds::default(), at);
        match whole.ty {
            Ty::Quantity { .. } | Ty::Period => Ok(whole.ty),
            ty => self.mismatch("a quantity", ty, at),
        }
    }

    fn quotient(&mut self, a: Typed, b: Typed, at: Span, bt: Span, span: Span) -> Checked<Ty> {
        match (a.ty, b.ty) {
            (Ty::Quantity { dim: x, .. }, Ty::Quantity { dim: y, .. }) => {
                self.sound(x.per(y), "divided", a.ty, b.ty, span)
            }
            _ => self.clash("divided", a.ty, b.ty, at, bt),
        }
    }

    /// Money times money, or worse, is no amount of anything.
    fn sound(&mut self, dim: Dim, verb: &str, a: Ty, b: Ty, span: Span) -> Checked<Ty> {
        if dim.has_meaning() {
            return Ok(Ty::quantity(dim));
        }
        let what = format!("{} {verb} by {}", self.type_name(a), self.type_name(b));
        let help = Some("did you mean a share: money divided by money, or a number?".to_owned());
        Err(self.report(CheckError::Meaningless { what, span, help }))
    }

    pub(super) fn clash<T>(
        &mut self,
        verb: &'static str,
        a: Ty,
        b: Ty,
        at: Span,
        bt: Span,
    ) -> Checked<T> {
        let meant = self.growing.date_meant(a, bt).or_else(|| self.growing.date_meant(b, at));
        let help = match (verb, a, b) {
            _ if meant.is_some() => meant,
            ("compared", Ty::Date, Ty::NUMBER) | ("compared", Ty::NUMBER, Ty::Date) => Some(
                "compare it with a date, `2027-12-31`, or ask for its year: `in year 2027`"
                    .to_owned(),
            ),
            ("compared", Ty::Bool, _) if self.level.is_some_and(|level| level > Level::SUBJECT) => {
                Some(
                    "an aggregate is compared in parentheses: `(count of … where …) > …`"
                        .to_owned(),
                )
            }
            _ => self.clash_help(a, b),
        };
        let (left, right) = (self.described(a), self.described(b));
        let (left_span, right_span) = (at, bt);
        Err(self.report(CheckError::Dimensions { verb, left, right, left_span, right_span, help }))
    }

    pub(super) fn clash_help(&self, a: Ty, b: Ty) -> Option<String> {
        let number = |ty: Ty| ty.dim() == Some(Dim::NUMBER);
        let help = match (a, b) {
            (Ty::MONEY, other) | (other, Ty::MONEY) if number(other) => {
                "give the number a currency: `10 bn USD`, `0 USD`"
            }
            (Ty::POWER, other) | (other, Ty::POWER) if number(other) => {
                "give the number a unit: `10 GW`"
            }
            (Ty::Date, other) | (other, Ty::Date) if number(other) => {
                "give the number a unit: `180 days`, `6 months`"
            }
            (Ty::Period, other) | (other, Ty::Period) if number(other) => {
                "give the number a unit: `180 days`, `6 months`"
            }
            (Ty::Record(_), Ty::Text) | (Ty::Text, Ty::Record(_)) => {
                "a reference is compared with a record, or by one of its fields: `deal.buyer.name = \"…\"`"
            }
            (Ty::Quantity { .. }, other) | (other, Ty::Quantity { .. }) if number(other) => {
                "give the number the units of the other side: `5 m USD per MW`, `3 hours`"
            }
            (Ty::Choice(_), Ty::Text) | (Ty::Text, Ty::Choice(_)) => "labels stand without quotes",
            _ => return None,
        };
        Some(help.to_owned())
    }
}
