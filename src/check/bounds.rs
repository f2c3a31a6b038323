//! Bounds of fields and params: constants between which every value lies.

use super::error::CheckError;
use super::percent::doubt_percentage;
use super::scope::Parts;
use crate::operator::CompareOp;
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::{Bounds, Dim, Ty};
use crate::value::{Decimal, Period, PeriodRange, Scalar};

/// What has bounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Bounded {
    Field,
    Param,
}

impl Bounded {
    pub(super) fn noun(self) -> &'static str {
        match self {
            Bounded::Field => "field",
            Bounded::Param => "param",
        }
    }

    /// What is no bound of it in words.
    fn help(self) -> &'static str {
        match self {
            Bounded::Field => "a bound is a constant of the field's type; for money only 0",
            Bounded::Param => {
                "a bound is a constant of the param's type; for money only 0, for periods `0 days`"
            }
        }
    }
}

impl Parts<'_, '_> {
    /// The bounds of a field, of which a list has none, or of a param; those that are wrong are
    /// reported and left out.
    pub(super) fn bounds(
        &mut self,
        unit: usize,
        (of, ty): (Bounded, Option<Ty>),
        written: &[(CompareOp, ast::Expr)],
    ) -> Bounds {
        let mut bounds = Bounds::default();
        for (op, limit) in written {
            let Ok((scalar, found)) = self.constant(unit, limit, None) else {
                continue;
            };
            let Some(value) = ty.and_then(|ty| limit_of((of, ty), &scalar, found)) else {
                let help = ty.and_then(|ty| self.growing.date_meant(ty, limit.span));
                let help = help.unwrap_or_else(|| of.help().to_owned());
                self.bad_bound(of, limit.span, &help);
                continue;
            };
            if ty == Some(Ty::PERCENT) && found == Ty::NUMBER {
                // It is a bound all the same.
                _ = doubt_percentage(self.sink, &scalar, &Bounds::default(), limit.span);
            }
            let open = matches!(op, CompareOp::Gt | CompareOp::Lt);
            let (end, end_open) = match op {
                CompareOp::Ge | CompareOp::Gt => (&mut bounds.lo, &mut bounds.lo_open),
                CompareOp::Le | CompareOp::Lt => (&mut bounds.hi, &mut bounds.hi_open),
                CompareOp::Eq | CompareOp::Ne => {
                    self.bad_bound(of, limit.span, "bounds are `>=`, `>`, `<=` and `<`");
                    continue;
                }
            };
            if end.is_some() {
                let help = format!("a {} has one lower and one upper bound", of.noun());
                self.bad_bound(of, limit.span, &help);
                continue;
            }
            (*end, *end_open) = (Some(value), open);
            if is_empty(&bounds) {
                self.bad_bound(of, limit.span, "no value lies between these bounds");
                return Bounds::default();
            }
        }
        bounds
    }

    fn bad_bound(&mut self, of: Bounded, span: Span, help: &str) {
        let (noun, help) = (of.noun(), help.to_owned());
        self.sink.report(CheckError::Bound { noun, span, help });
    }
}

/// The limit, where it is one for values of that type.
fn limit_of((of, ty): (Bounded, Ty), scalar: &Scalar, found: Ty) -> Option<Decimal> {
    if (of, ty) == (Bounded::Param, Ty::Period) {
        // Months and days have no order, but each has one with nothing.
        let nothing = Scalar::Period(PeriodRange::point(Period::ZERO));
        return (*scalar == nothing).then_some(Decimal::ZERO);
    }
    let Scalar::Quantity { range, currency: None, .. } = scalar else {
        return None;
    };
    let value = range.known()?;
    let bare_zero = value == Decimal::ZERO && found.dim() == Some(Dim::NUMBER);
    let fits = match (ty, found) {
        (Ty::Quantity { .. }, _) if bare_zero => true,
        (Ty::Quantity { dim, .. }, Ty::Quantity { dim: other, .. }) => {
            dim == other && dim.money() == 0
        }
        (Ty::Date, Ty::Date) => true,
        _ => false,
    };
    fits.then_some(value)
}

fn is_empty(bounds: &Bounds) -> bool {
    bounds
        .lo
        .zip(bounds.hi)
        .is_some_and(|(lo, hi)| lo > hi || (lo == hi && (bounds.lo_open || bounds.hi_open)))
}
