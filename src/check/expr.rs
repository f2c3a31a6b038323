//! Expressions: what each means and which type it has.

use super::error::{CheckError, Noun};
use super::measure::measured;
use super::scope::{Checker, Typed};
use super::sink::Checked;
use super::suggest::nearest;
use crate::ir::Op;
use crate::operator::IsTest;
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Literal};
use crate::ty::{Dim, Ty};
use crate::value::{PeriodRange, Scalar, Tri};

impl Checker<'_, '_> {
    /// Checks an expression; `None` where its error is reported. `hint` is the type that a
    /// neighbour suggests: it says what bare choice labels mean.
    pub(super) fn expr(&mut self, e: &ast::Expr, hint: Option<Ty>) -> Checked<Typed> {
        self.descend(e.span)?;
        let typed = self.meaning(e, hint);
        self.descent -= 1;
        if let Ok(typed) = typed {
            self.noted.typed(e.span, typed.ty);
        }
        if typed.is_ok_and(|typed| matches!(typed.ty, Ty::NUMBER | Ty::Text)) {
            self.note_date(e);
        }
        typed
    }

    fn meaning(&mut self, e: &ast::Expr, hint: Option<Ty>) -> Checked<Typed> {
        match &e.kind {
            ExprKind::Literal(literal) => self.literal(literal, e.span),
            ExprKind::Name(name) => self.name(name, hint),
            ExprKind::Field(base, name) => {
                if let Some(named) = self.of_pack(e) {
                    return named;
                }
                let base = self.expr(base, None)?;
                let field = self.field(base, name)?;
                self.as_written(field, e)
            }
            ExprKind::Call(name, args) => self.call(name, args),
            ExprKind::Not(a) => {
                let a = self.condition(a)?;
                self.add(Op::Not(a.id), Ty::Bool, e.span)
            }
            ExprKind::Neg(a) => self.negated(a, e.span),
            ExprKind::And(parts) => self.joined(parts, Op::And, e.span),
            ExprKind::Or(parts) => self.joined(parts, Op::Or, e.span),
            ExprKind::Compare(op, a, b) => self.compare(*op, a, b, e.span),
            ExprKind::Arith(op, a, b) => self.arith(*op, a, b, e.span),
            ExprKind::InSet(a, set) => self.in_set(a, set, e.span),
            ExprKind::InList(a, list) => self.in_list(a, list, e.span),
            ExprKind::Is(a, test) => {
                let at = a.span;
                let a = self.expr(a, None)?;
                let op = match test {
                    IsTest::Known => Op::IsKnown(a.id),
                    IsTest::Unknown => Op::IsUnknown(a.id),
                    IsTest::None => Op::IsNone(self.reference(a, at)?.id),
                };
                self.add(op, Ty::Bool, e.span)
            }
            ExprKind::OrElse(a, b) => {
                let (x, y) = self.pair(a, b, hint)?;
                let ty = self.same(x, y, a.span, b.span, "put in each other's place")?;
                self.add(Op::OrElse(x.id, y.id), ty, e.span)
            }
            ExprKind::TextTest(op, a, b) => {
                let (a, b) = (self.of_type(a, Ty::Text), self.of_type(b, Ty::Text));
                self.add(Op::TextTest(*op, a?.id, b?.id), Ty::Bool, e.span)
            }
            ExprKind::Matches(a, pattern) => self.matches(a, pattern, e.span),
            ExprKind::End(end, a) => {
                let a = self.expr(a, hint)?;
                if !matches!(a.ty, Ty::Quantity { .. } | Ty::Date | Ty::Period) {
                    return self.mismatch("a quantity, a date or a period", a.ty, e.span);
                }
                self.add(Op::End(*end, a.id), a.ty, e.span)
            }
            ExprKind::Ask(ask, fact) => self.ask(ask, fact, e.span),
            ExprKind::Convert { money, currency, at } => self.convert(money, currency, at, e.span),
            ExprKind::InWindow(a, window) => self.window(a, window, e.span),
            ExprKind::Spread(spread) => self.spread(spread, e.span),
            ExprKind::Exposure(exposure) => self.exposure(exposure, e.span),
            ExprKind::Aggregate(a) => self.aggregate(a, e.span),
            ExprKind::Exists(binding) => self.exists(binding, e.span),
            ExprKind::Every(binding, has) => self.every(binding, has, e.span),
            ExprKind::Broken => Err(self.sink.unread()),
            ExprKind::If(c, a, b) => {
                let c = self.condition(c);
                let (x, y) = self.pair(a, b, hint)?;
                let ty = self.same(x, y, a.span, b.span, "put in each other's place")?;
                self.add(Op::If(c?.id, x.id, y.id), ty, e.span)
            }
        }
    }

    /// What `is none` asks of: only a reference can lead to nobody.
    fn reference(&mut self, a: Typed, span: Span) -> Checked<Typed> {
        let help = match a.ty {
            Ty::Record(_) => return Ok(a),
            Ty::List(_) => "an empty list is asked for with `no m in … where …`, or its `count`",
            _ => "what no record tells `is unknown`",
        };
        let (expected, help) = ("a reference to a record".to_owned(), Some(help.to_owned()));
        let found = self.described(a.ty);
        Err(self.report(CheckError::Mismatch { expected, found, span, help }))
    }

    /// An expression that must be true or false.
    pub(super) fn condition(&mut self, e: &ast::Expr) -> Checked<Typed> {
        self.of_type(e, Ty::Bool)
    }

    pub(super) fn of_type(&mut self, e: &ast::Expr, ty: Ty) -> Checked<Typed> {
        let typed = self.expr(e, Some(ty))?;
        if typed.ty == ty {
            return Ok(typed);
        }
        if let (Ty::Bool, ExprKind::Aggregate(aggregate)) = (ty, &e.kind) {
            let help = Some(format!("compare it: `({} of …) > …`", aggregate.function.name()));
            let (expected, found) = ("a condition".to_owned(), self.described(typed.ty));
            return Err(self.report(CheckError::Mismatch { expected, found, span: e.span, help }));
        }
        let expected = match ty {
            Ty::Bool => "a condition".to_owned(),
            ty => format!("a {}", self.type_name(ty)),
        };
        self.mismatch(&expected, typed.ty, e.span)
    }

    pub(super) fn mismatch<T>(&mut self, expected: &str, found: Ty, span: Span) -> Checked<T> {
        let help = match (expected, found) {
            ("an amount of money", _) => Some("say how much: `amount deal.value`".to_owned()),
            ("a loss of money", _) => {
                Some("say how much a record loses: `loss lost(p)`".to_owned())
            }
            ("a condition", _) => Some("compare it: `… > 0`, `… is known`, `… = …`".to_owned()),
            ("a text", Ty::Choice(_)) => {
                Some("compare a choice with its labels: `= label`".to_owned())
            }
            ("a record" | "one value", Ty::List(_)) => Some(
                "go over its members: `exists x in … where …`, `sum of x.… for x in …`".to_owned(),
            ),
            ("a period", Ty::NUMBER) => {
                Some("give the number a unit: `12 months`, `180 days`".to_owned())
            }
            ("a number", Ty::Period) => {
                Some("count its days: `days(…)`, and for years `days(…) / 365`".to_owned())
            }
            ("a date", Ty::NUMBER | Ty::Text) => {
                self.growing.date_meant(Ty::Date, span).or_else(|| {
                    Some("write a date as year, month and day, `2027-12-31`, or `as_of`".to_owned())
                })
            }
            ("a date", Ty::Record(_)) => Some("name a date of the record".to_owned()),
            ("a text", Ty::Record(_)) => Some("name a field of the record".to_owned()),
            _ => None,
        };
        let found = self.described(found);
        Err(self.report(CheckError::Mismatch { expected: expected.to_owned(), found, span, help }))
    }

    /// A type with its article, for sentences.
    pub(super) fn described(&self, ty: Ty) -> String {
        match ty {
            Ty::Bool => "a condition".to_owned(),
            Ty::Quantity { dim, .. } if dim != Dim::NUMBER => self.type_name(ty),
            Ty::Record(_) => format!("a reference to a {}", self.type_name(ty)),
            Ty::Choice(_) => "a choice".to_owned(),
            ty => format!("a {}", self.type_name(ty)),
        }
    }

    fn literal(&mut self, literal: &Literal, span: Span) -> Checked<Typed> {
        let (scalar, ty) = match literal {
            Literal::Bool(b) => (Scalar::Truth(Tri::from(*b)), Ty::Bool),
            Literal::Number(d) => (Scalar::number(*d), Ty::NUMBER),
            Literal::Percent(d) => (Scalar::number(*d), Ty::PERCENT),
            Literal::Money(d, currency) => (Scalar::money(*d, *currency), Ty::MONEY),
            Literal::Quantity(d, unit) => {
                let Some(measure) = self.growing.kinds.measure(&unit.text) else {
                    let near = nearest(&unit.text, self.growing.kinds.measures());
                    let (kind, name) = (Noun::Unit, unit.text.clone());
                    return Err(self.report(CheckError::Unknown {
                        kind,
                        name,
                        span: unit.span,
                        near,
                    }));
                };
                self.noted.refer_unit(unit);
                let Some(number) = measured(*d, measure.factor) else {
                    let why = "is too large to be held";
                    return Err(self.report(CheckError::NotConstant { span, why }));
                };
                (Scalar::number(number), Ty::quantity(measure.dim))
            }
            Literal::Date(date) => (Scalar::date(*date), Ty::Date),
            Literal::Period(period) => (Scalar::Period(PeriodRange::point(*period)), Ty::Period),
            Literal::Text(text) => (Scalar::text(text.as_str()), Ty::Text),
        };
        self.add(Op::Const(scalar), ty, span)
    }

    fn negated(&mut self, a: &ast::Expr, span: Span) -> Checked<Typed> {
        let a = self.expr(a, None)?;
        match a.ty {
            Ty::Quantity { .. } | Ty::Period => self.add(Op::Neg(a.id), a.ty, span),
            ty => self.mismatch("a quantity", ty, span),
        }
    }

    fn joined(
        &mut self,
        parts: &[ast::Expr],
        op: fn(Box<[crate::ir::ExprId]>) -> Op,
        span: Span,
    ) -> Checked<Typed> {
        // Every part is checked, so that each tells its own errors.
        let parts: Vec<Checked<Typed>> = parts.iter().map(|p| self.condition(p)).collect();
        let ids: Checked<Box<[crate::ir::ExprId]>> =
            parts.into_iter().map(|p| p.map(|p| p.id)).collect();
        self.add(op(ids?), Ty::Bool, span)
    }

    fn matches(&mut self, a: &ast::Expr, pattern: &ast::Text, span: Span) -> Checked<Typed> {
        let a = self.of_type(a, Ty::Text);
        if let Err(error) = regex::Regex::new(&pattern.text) {
            let reason = match error {
                regex::Error::CompiledTooBig(_) => "too large".to_owned(),
                error => error
                    .to_string()
                    .lines()
                    .last()
                    .unwrap_or_default()
                    .trim_start_matches("error: ")
                    .to_owned(),
            };
            return Err(self.report(CheckError::Pattern { span: pattern.span, reason }));
        }
        self.add(Op::Matches(a?.id, pattern.text.as_str().into()), Ty::Bool, span)
    }
}
