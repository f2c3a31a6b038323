//! Constants: params, bounds and units are computed when rules are checked.

use super::begun::{ask_early, not_begun};
use super::error::CheckError;
use super::scope::{Checker, Parts, Typed};
use super::sink::{Checked, There, Told};
use crate::ir::{ExprId, Op};
use crate::meaning::{self, NoRates, Reason, Stretch, converted};
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::Ty;
use crate::value::{Date, Scalar};

/// Why an expression is not one value before any record is read.
#[derive(Clone, PartialEq, Eq, Debug)]
enum NoValue {
    /// Something in it is told by the records or the run.
    Varies,
    /// It is made of what is known, and has none.
    For(Reason),
    /// A function has no value there.
    Nothing,
    /// A part of a month, which may be some days longer or shorter.
    Ranged,
    /// A param in it has no value; why is told.
    Told(Told),
    /// A param in it has no value at the as-of date yet.
    NotBegun(u32),
}

type Folded = Result<Scalar, NoValue>;

impl Parts<'_, '_> {
    /// What a constant expression is on a day, where nothing but dated params makes it change;
    /// nothing where it is not known then, which is no error.
    pub(super) fn constant_on(
        &mut self,
        (unit, e, hint): (usize, &ast::Expr, Option<Ty>),
        day: Date,
    ) -> Option<Scalar> {
        let outer = self.growing.params.day.replace(day);
        let mut checker = self.checker(unit);
        let typed = checker.expr(e, hint);
        let value = typed.ok().and_then(|typed| checker.quiet_constant(typed.id));
        self.growing.params.day = outer;
        value
    }

    /// The value of a constant expression and its type.
    pub(super) fn constant(
        &mut self,
        unit: usize,
        e: &ast::Expr,
        hint: Option<Ty>,
    ) -> Checked<(Scalar, Ty)> {
        let mut checker = self.checker(unit);
        let typed = checker.expr(e, hint)?;
        checker.fold(typed, e.span)
    }
}

impl Checker<'_, '_> {
    /// The value of an expression that is a constant; nothing is reported of one that is not.
    pub(super) fn quiet_constant(&self, id: ExprId) -> Option<Scalar> {
        self.folded(id).ok()
    }

    /// The day that a constant is.
    pub(super) fn quiet_day(&self, id: ExprId) -> Option<Date> {
        day(&self.quiet_constant(id)?)
    }

    /// The value of an expression that hangs on nothing but params and the as-of date.
    pub(super) fn fold_for_the_run(&mut self, typed: Typed, span: Span) -> Checked<Scalar> {
        self.growing.params.of_the_run = true;
        let folded = self.fold(typed, span);
        self.growing.params.of_the_run = false;
        folded.map(|(value, _)| value)
    }

    /// The value of an expression and its type; an error where it is no constant.
    fn fold(&mut self, typed: Typed, span: Span) -> Checked<(Scalar, Ty)> {
        if let Err(NoValue::NotBegun(param)) = self.folded(typed.id) {
            return Err(ask_early(self.declared, self.growing, self.sink, (param, span)));
        }
        let (value, ty) = self.fold_begun(typed, span)?;
        Ok((value.there()?, ty))
    }

    /// The same, where it is no error that a param in it has no value yet, and then it has none.
    pub(super) fn fold_begun(&mut self, typed: Typed, span: Span) -> Checked<(Option<Scalar>, Ty)> {
        let why = match self.folded(typed.id) {
            Ok(scalar) => return Ok((Some(scalar), typed.ty)),
            Err(NoValue::NotBegun(_)) => return Ok((None, typed.ty)),
            Err(NoValue::Told(told)) => return Err(told),
            Err(NoValue::Varies) => "depends on the records or on the run",
            Err(NoValue::For(reason)) => words(&reason),
            Err(NoValue::Ranged) => "is no one period: a part of a month may be some days longer",
            Err(NoValue::Nothing) => "has no value",
        };
        Err(self.report(CheckError::NotConstant { span, why }))
    }

    fn folded(&self, id: ExprId) -> Folded {
        let node = self.arena().get(id);
        match &node.op {
            Op::Const(scalar) => Ok(scalar.clone()),
            Op::Param(i) => self.param(*i),
            Op::ParamAt(i, date) => {
                let param = self.growing.params.get(*i).there()?;
                let value = param.at(&self.folded(*date)?, &NoRates)?;
                known(value).map_err(|_| NoValue::For(Reason::NotInForce))
            }
            Op::Named(_, inner) => self.folded(*inner),
            Op::OrElse(a, _) => self.folded(*a),
            Op::End(end, a) => Ok(meaning::end(*end, &self.folded(*a)?)),
            Op::Neg(a) => known(meaning::neg(&self.folded(*a)?)?),
            Op::Arith(op, a, b) => {
                let (ta, tb) = (self.arena().get(*a).ty, self.arena().get(*b).ty);
                let (a, b) = (self.folded(*a)?, self.folded(*b)?);
                known(meaning::arith(*op, (&a, ta), (&b, tb), &NoRates)?)
            }
            Op::Spread(s) => {
                let value = self.folded(s.value)?;
                let [from, to, first, last] =
                    [s.from, s.to, s.first, s.last].map(|e| self.folded(e));
                let (from, to, first, last) = (&from?, &to?, &first?, &last?);
                known(meaning::spread(&value, Stretch { from, to, first, last })?)
            }
            Op::Call(builtin, args) => {
                let args: Vec<Scalar> =
                    args.iter().map(|a| self.folded(*a)).collect::<Result<_, _>>()?;
                known((builtin.get().apply)(&args)).map_err(|_| NoValue::Nothing)
            }
            Op::AsOf if self.growing.params.of_the_run => Ok(Scalar::date(self.declared.as_of)),
            Op::AsOf
            | Op::Row(_)
            | Op::Field(..)
            | Op::Key(_)
            | Op::Holder(_)
            | Op::Aggregate(_) => Err(NoValue::Varies),
            Op::Convert(a, Some(to), _) => {
                let (amount, from) = self.folded(*a)?.parts();
                let converted =
                    converted((amount, Ty::MONEY), from, *to, |_| Err(Reason::BeforeRates))?;
                known(Scalar::quantity(converted, Some(*to)))
            }
            Op::Convert(_, None, _) => Err(NoValue::Varies),
            Op::Not(_) | Op::And(_) | Op::Or(_) | Op::Compare(..) | Op::InSet(..) => {
                Err(NoValue::Varies)
            }
            Op::IsKnown(_) | Op::IsUnknown(_) | Op::IsNone(_) | Op::TextTest(..) => {
                Err(NoValue::Varies)
            }
            Op::Matches(..) | Op::If(..) | Op::Ask(..) => Err(NoValue::Varies),
        }
    }

    /// What a param is on the day for which a constant is computed.
    fn param(&self, i: u32) -> Folded {
        let param = self.growing.params.get(i).there()?;
        let value = match self.growing.params.day {
            Some(day) => param.at(&Scalar::date(day), &NoRates)?,
            None => param.value.clone(),
        };
        if value.is_known() {
            return Ok(value);
        }
        self.growing.params.sound(i)?;
        match not_begun(self.declared, self.growing, i) {
            Some(unbegun) if self.growing.params.day.is_none() => Err(NoValue::NotBegun(unbegun)),
            _ => Err(NoValue::For(Reason::NotInForce)),
        }
    }
}

/// A value that is one for certain; every part of a constant is.
fn known(scalar: Scalar) -> Folded {
    match scalar {
        scalar if scalar.is_known() => Ok(scalar),
        Scalar::Period(_) => Err(NoValue::Ranged),
        _ => Err(NoValue::Nothing),
    }
}

impl From<Told> for NoValue {
    fn from(told: Told) -> NoValue {
        NoValue::Told(told)
    }
}

impl From<Reason> for NoValue {
    fn from(reason: Reason) -> NoValue {
        NoValue::For(reason)
    }
}

/// What is said of a constant that has no value for that reason.
fn words(reason: &Reason) -> &'static str {
    match reason {
        Reason::BeforeRates => "needs an exchange rate, and rates are records",
        Reason::DivisionByZero | Reason::PerhapsByZero => "divides by zero",
        Reason::OfNegative | Reason::PerhapsOfNegative => "is the root of a negative number",
        Reason::Overflow => "is too large to be held",
        Reason::Backwards => "ends before it begins",
        Reason::OutsideCalendar => "leads outside the calendar",
        Reason::NotInForce => "asks for a day on which no value is in force yet",
        _ => "has no value",
    }
}

fn day(date: &Scalar) -> Option<Date> {
    Date::of_number(date.parts().0.known()?)
}
