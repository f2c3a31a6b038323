//! Powers and roots, and the dimensions that they make.

use super::error::CheckError;
use super::scope::{Checker, Typed};
use super::sink::Checked;
use crate::ir::{ExprId, Op};
use crate::meaning::{self, NoRates, Operand, Reason};
use crate::operator::ArithOp;
use crate::source::Span;
use crate::ty::{BASES, Dim, Ty};
use crate::value::{Decimal, Scalar};

impl Checker<'_, '_> {
    /// `x ^ n`, `root(x, n)`
    pub(super) fn raised(
        &mut self,
        op: ArithOp,
        (a, at): (Typed, Span),
        (b, bt): (Typed, Span),
        span: Span,
    ) -> Checked<Typed> {
        let Ty::Quantity { dim, .. } = a.ty else {
            return self.mismatch("a quantity", a.ty, at);
        };
        if b.ty.dim() != Some(Dim::NUMBER) {
            return self.mismatch("a number", b.ty, bt);
        }
        let (base, told) = (self.told_for_good(a.id), self.told_for_good(b.id));
        let degree = told.as_ref().and_then(|n| n.parts().0.known());
        let dim = match op {
            ArithOp::Root => self.rooted(dim, degree, a.ty, bt)?,
            _ if dim == Dim::NUMBER => dim,
            _ => self.powered(dim, degree, a.ty, bt)?,
        };
        if let (Some(x), Some(y)) = (base, told) {
            self.require_a_power(op, (&x, a.ty), (&y, b.ty), span)?;
        }
        self.add(Op::Arith(op, a.id, b.id), Ty::quantity(dim), span)
    }

    /// The dimension of a power.
    fn powered(&mut self, dim: Dim, n: Option<Decimal>, of: Ty, span: Span) -> Checked<Dim> {
        let what = format!("a power of {}", self.type_name(of));
        let Some(n) = n.and_then(|n| n.fixed(0)) else {
            let help = "write a whole number, `^ 2`, or divide first, so that a number is left: \
                        `(a / b) ^ n`";
            return Err(self.report(CheckError::Degree { what, span, help }));
        };
        let power: Vec<i64> = dim.0.iter().map(|e| i64::from(*e).saturating_mul(n)).collect();
        match dim_of(&power) {
            Some(dim) => Ok(dim),
            None => {
                let what = format!("{} to the power of {n}", self.type_name(of));
                let help = Some("divide first, so that a number is left: `(a / b) ^ n`".to_owned());
                Err(self.report(CheckError::Meaningless { what, span, help }))
            }
        }
    }

    /// The dimension of a root.
    fn rooted(&mut self, dim: Dim, n: Option<Decimal>, of: Ty, span: Span) -> Checked<Dim> {
        let Some(n) = n.and_then(meaning::degree) else {
            let help = "write a whole number from 2 on, `root(x, 2)`; for another write \
                        `x ^ (1 / n)`";
            let what = "a root".to_owned();
            return Err(self.report(CheckError::Degree { what, span, help }));
        };
        let divided = |e: &i8| match i64::try_from(n) {
            Ok(n) if i64::from(*e) % n == 0 => Some(i64::from(*e) / n),
            _ => (*e == 0).then_some(0),
        };
        let root: Option<Vec<i64>> = dim.0.iter().map(divided).collect();
        match root.and_then(|root| dim_of(&root)) {
            Some(dim) => Ok(dim),
            None => {
                let what = format!("a root of {}", self.type_name(of));
                let help =
                    Some("divide first, so that a number is left: `root(a / b, n)`".to_owned());
                Err(self.report(CheckError::Meaningless { what, span, help }))
            }
        }
    }

    /// What an expression is whatever a run is given: params may be set to others.
    fn told_for_good(&self, e: ExprId) -> Option<Scalar> {
        let is_param = |e: ExprId| matches!(self.arena().get(e).op, Op::Param(_) | Op::ParamAt(..));
        if self.arena().parts([e], |_, _| true).any(is_param) {
            return None;
        }
        self.quiet_constant(e)
    }

    /// A power whose parts are all constants must have a value.
    fn require_a_power(
        &mut self,
        op: ArithOp,
        a: Operand<'_>,
        b: Operand<'_>,
        span: Span,
    ) -> Checked<()> {
        let why = match meaning::arith(op, a, b, &NoRates) {
            Ok(_) => return Ok(()),
            Err(Reason::OfNegative) => "is the root of a negative number",
            Err(Reason::Overflow) => "is too large to be held, or too near to zero",
            Err(_) => "divides by zero",
        };
        Err(self.report(CheckError::NoPower { span, why }))
    }
}

/// The dimension with those exponents, where there may be one.
fn dim_of(exponents: &[i64]) -> Option<Dim> {
    let mut dim = [0; BASES];
    for (slot, exponent) in dim.iter_mut().zip(exponents) {
        *slot = i8::try_from(*exponent).ok()?;
    }
    Some(Dim(dim)).filter(|dim| dim.has_meaning())
}
