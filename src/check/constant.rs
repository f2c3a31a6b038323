//! Constants: params, bounds and units are computed when rules are checked.

use super::Settings;
use super::error::{CheckError, Kind};
use super::scope::{Checker, Typed};
use super::suggest::nearest;
use super::world::World;
use crate::ir::{ExprId, Op, Param};
use crate::operator::ArithOp;
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::Ty;
use crate::value::{Date, Period, Scalar};

impl<'a> World<'a> {
    /// The value of a constant expression and its type; `None` where its error is reported.
    pub(super) fn constant(
        &mut self,
        unit: usize,
        e: &ast::Expr,
        hint: Option<Ty>,
    ) -> Option<(Scalar, Ty)> {
        let mut checker = Checker::new(self, unit);
        let typed = checker.expr(e, hint)?;
        checker.fold(typed, e.span)
    }

    /// Params are computed in the order of their files and text; one may use those before it.
    pub(super) fn declare_params(
        &mut self,
        items: &[(usize, &'a ast::Param)],
        settings: &Settings,
    ) {
        self.report_unknown_settings(items, settings);
        for (unit, item) in items {
            let declared = item.ty.as_ref().map(|ty| self.type_of(ty));
            let hint = declared.flatten();
            let set = settings.params.iter().rev().find(|(name, _)| name.text == item.name.text);
            let own = self.constant(*unit, &item.value, hint);
            let ty = hint.or(own.as_ref().map(|(_, ty)| *ty));
            if let (Some(ty), Some((_, found))) = (ty, &own) {
                self.require_param_type(ty, *found, item.value.span);
            }
            let mut value = own.map(|(value, _)| value);
            if let (Some((_, expr)), Some(ty)) = (set, ty) {
                let given = self.constant(*unit, expr, Some(ty));
                if let Some((given, found)) = given
                    && self.require_param_type(ty, found, expr.span)
                {
                    value = Some(given);
                }
            }
            let ty = ty.unwrap_or(Ty::NUMBER);
            self.params.push(Param {
                name: item.name.text.as_str().into(),
                title: item.doc.title.clone(),
                ty,
                value: value.unwrap_or_else(|| ty.unknown()),
                set_by_run: set.is_some(),
                span: item.name.span,
            });
        }
    }

    fn report_unknown_settings(&mut self, items: &[(usize, &'a ast::Param)], settings: &Settings) {
        for (name, _) in &settings.params {
            if !items.iter().any(|(_, item)| item.name.text == name.text) {
                let near =
                    nearest(&name.text, items.iter().map(|(_, item)| item.name.text.as_str()));
                let (kind, name, span) = (Kind::Param, name.text.clone(), name.span);
                self.report(CheckError::Unknown { kind, name, span, near });
            }
        }
    }

    fn require_param_type(&mut self, ty: Ty, found: Ty, span: Span) -> bool {
        let fits = ty == found || (ty.dim().is_some() && ty.dim() == found.dim());
        if !fits {
            let checker = Checker::new(self, 0);
            let (expected, found) = (checker.described(ty), checker.described(found));
            self.report(CheckError::Mismatch { expected, found, span, help: None });
        }
        fits
    }
}

impl Checker<'_, '_> {
    /// Computes an expression that depends on no record.
    fn fold(&mut self, typed: Typed, span: Span) -> Option<(Scalar, Ty)> {
        match self.folded(typed.id) {
            Some(scalar) => Some((scalar, typed.ty)),
            None => {
                let help = "use numbers, amounts, dates and params declared before it".to_owned();
                self.world.report(CheckError::NotConstant { span, help });
                None
            }
        }
    }

    fn folded(&self, id: ExprId) -> Option<Scalar> {
        match &self.world.arena.get(id).op {
            Op::Const(scalar) => Some(scalar.clone()),
            Op::Param(i) => self.world.params.get(*i as usize).map(|p| p.value.clone()),
            Op::Named(_, inner) => self.folded(*inner),
            Op::Neg(a) => match self.folded(*a)? {
                Scalar::Quantity { range, currency, unknown } => {
                    Some(Scalar::Quantity { range: range.neg(), currency, unknown })
                }
                Scalar::Period(Some(p)) => {
                    Some(Scalar::Period(Some(Period { months: -p.months, days: -p.days })))
                }
                _ => None,
            },
            Op::Arith(op, a, b) => {
                let (ta, tb) = (self.world.arena.get(*a).ty, self.world.arena.get(*b).ty);
                let (a, b) = (self.folded(*a)?, self.folded(*b)?);
                match (ta, tb) {
                    (Ty::Date, Ty::Period) => moved(&a, &b, *op == ArithOp::Sub),
                    (Ty::Quantity { .. }, Ty::Quantity { .. }) => computed(*op, &a, &b),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

fn computed(op: ArithOp, a: &Scalar, b: &Scalar) -> Option<Scalar> {
    let (
        Scalar::Quantity { range: x, currency: c, .. },
        Scalar::Quantity { range: y, currency: d, .. },
    ) = (a, b)
    else {
        return None;
    };
    if c.is_some() && d.is_some() && c != d {
        return None;
    }
    let range = match op {
        ArithOp::Add => x.add(*y),
        ArithOp::Sub => x.sub(*y),
        ArithOp::Mul | ArithOp::Of => x.mul(*y),
        ArithOp::Div | ArithOp::Per => x.div(*y),
    };
    range.known()?;
    // Money by money is a number: its currency is gone.
    let cancels = matches!(op, ArithOp::Div | ArithOp::Per) && d.is_some();
    let currency = if cancels { None } else { c.or(*d) };
    Some(Scalar::Quantity { range, currency, unknown: false })
}

fn moved(date: &Scalar, period: &Scalar, back: bool) -> Option<Scalar> {
    let (Scalar::Quantity { range, .. }, Scalar::Period(Some(p))) = (date, period) else {
        return None;
    };
    let day = i32::try_from(range.known()?.fixed(0)?).ok()?;
    let sign = if back { -1 } else { 1 };
    let p = Period { months: p.months * sign, days: p.days * sign };
    Date(day).plus(p).map(Scalar::date)
}
