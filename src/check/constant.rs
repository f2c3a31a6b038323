//! Constants: params, bounds and units are computed when rules are checked.

use super::error::CheckError;
use super::scope::{Checker, Typed};
use super::world::World;
use crate::ir::{ExprId, Op, Param};
use crate::operator::ArithOp;
use crate::source::Span;
use crate::syntax::ast;
use crate::ty::Ty;
use crate::value::{Date, PeriodRange, Range, Scalar};

/// Why an expression is not one value before any record is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum NoValue {
    /// Something in it is told by the records or the run.
    Varies,
    /// Its currencies meet at a rate, and rates are records.
    Currencies,
    /// Division by zero, overflow, or a date outside the calendar.
    Nothing,
    /// A part of a month, which may be some days longer or shorter.
    Ranged,
    /// A param in it has no value, which is reported.
    Reported,
    /// A param in it has no value at the as-of date yet.
    NotBegun(u32),
    /// A param in it has no value on the day that it is asked for.
    NotInForce,
}

type Folded = Result<Scalar, NoValue>;

impl World<'_> {
    /// What a constant expression is on a day, where nothing but dated params makes it change;
    /// nothing where it is not known then, which is no error.
    pub(super) fn constant_on(
        &mut self,
        (unit, e, hint): (usize, &ast::Expr, Option<Ty>),
        day: Date,
    ) -> Option<Scalar> {
        let outer = self.day.replace(day);
        let mut checker = Checker::new(self, unit);
        let typed = checker.expr(e, hint);
        let value = typed.and_then(|typed| checker.quiet_constant(typed.id));
        self.day = outer;
        value
    }

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

    /// The value of an expression and its type; `None` (and an error) where it is no constant.
    pub(super) fn fold(&mut self, typed: Typed, span: Span) -> Option<(Scalar, Ty)> {
        if let Err(NoValue::NotBegun(param)) = self.folded(typed.id) {
            self.world.asked_early.push((param, span));
        }
        let (value, ty) = self.fold_begun(typed, span)?;
        Some((value?, ty))
    }

    /// The same, where it is no error that a param in it has no value yet, and then it has none.
    pub(super) fn fold_begun(&mut self, typed: Typed, span: Span) -> Option<(Option<Scalar>, Ty)> {
        let why = match self.folded(typed.id) {
            Ok(scalar) => return Some((Some(scalar), typed.ty)),
            Err(NoValue::NotBegun(_)) => return Some((None, typed.ty)),
            Err(NoValue::Reported) => return None,
            Err(NoValue::Varies) => "depends on the records or on the run",
            Err(NoValue::Currencies) => "needs an exchange rate, and rates are records",
            Err(NoValue::Ranged) => "is no one period: a part of a month may be some days longer",
            Err(NoValue::NotInForce) => "asks for a day on which no value is in force yet",
            Err(NoValue::Nothing) => "has no value: it divides by zero, or is out of range",
        };
        self.world.report(CheckError::NotConstant { span, why });
        None
    }

    fn folded(&self, id: ExprId) -> Folded {
        let node = self.world.arena.get(id);
        match &node.op {
            Op::Const(scalar) => Ok(scalar.clone()),
            Op::Param(i) => {
                let param = self.world.params.get(*i as usize).ok_or(NoValue::Reported)?;
                let why = || self.world.not_begun(*i).map_or(NoValue::Reported, NoValue::NotBegun);
                match self.world.day {
                    None => known(param.value.clone(), NoValue::Reported).map_err(|_| why()),
                    Some(day) => on(param, day, NoValue::Reported),
                }
            }
            Op::ParamAt(i, date) => {
                let param = self.world.params.get(*i as usize).ok_or(NoValue::Reported)?;
                let day = day(&self.folded(*date)?).ok_or(NoValue::Nothing)?;
                on(param, day, NoValue::NotInForce)
            }
            Op::Named(_, inner) => self.folded(*inner),
            // A constant is known, and has one end.
            Op::OrElse(a, _) | Op::End(_, a) => self.folded(*a),
            Op::Neg(a) => negative(self.folded(*a)?),
            Op::Arith(op, a, b) => {
                let (ta, tb) = (self.world.arena.get(*a).ty, self.world.arena.get(*b).ty);
                let (a, b) = (self.folded(*a)?, self.folded(*b)?);
                computed(*op, (ta, &a), (tb, &b), node.ty)
            }
            Op::Call(builtin, args) => {
                let args: Vec<Scalar> =
                    args.iter().map(|a| self.folded(*a)).collect::<Result<_, _>>()?;
                known((builtin.get().apply)(&args), NoValue::Nothing)
            }
            Op::AsOf
            | Op::Row(_)
            | Op::Field(..)
            | Op::Key(_)
            | Op::Holder(_)
            | Op::Aggregate(_) => Err(NoValue::Varies),
            Op::Convert(..) => Err(NoValue::Currencies),
            Op::Not(_) | Op::And(_) | Op::Or(_) | Op::Compare(..) | Op::InSet(..) => {
                Err(NoValue::Varies)
            }
            Op::IsKnown(_) | Op::IsUnknown(_) | Op::TextTest(..) => Err(NoValue::Varies),
            Op::Matches(..) | Op::If(..) | Op::Ask(..) => Err(NoValue::Varies),
        }
    }
}

fn known(scalar: Scalar, otherwise: NoValue) -> Folded {
    if scalar.is_known() { Ok(scalar) } else { Err(otherwise) }
}

/// The value that is in force on a day.
fn on(param: &Param, day: Date, otherwise: NoValue) -> Folded {
    match param.in_force(Some(day), Some(day)) {
        Some([only]) => known(only.value.clone(), otherwise),
        _ => Err(otherwise),
    }
}

fn negative(a: Scalar) -> Folded {
    match a {
        Scalar::Quantity { range, currency, unknown } => {
            Ok(Scalar::Quantity { range: range.neg(), currency, unknown })
        }
        Scalar::Period(p) => period(p.neg()),
        _ => Err(NoValue::Nothing),
    }
}

fn computed(op: ArithOp, (ta, a): (Ty, &Scalar), (tb, b): (Ty, &Scalar), ty: Ty) -> Folded {
    match (ta, tb) {
        (Ty::Quantity { .. }, Ty::Quantity { .. }) => amounts(op, a, b, ty),
        (Ty::Date, Ty::Period) => moved(a, b, op == ArithOp::Sub),
        (Ty::Period, Ty::Date) => moved(b, a, false),
        (Ty::Date, Ty::Date) => {
            let days = day(a).zip(day(b)).map(|(a, b)| i64::from(a.0) - i64::from(b.0));
            period(days.and_then(|days| PeriodRange::of_days(Some(days), Some(days))))
        }
        (Ty::Period, Ty::Period) => joined(a, b, op == ArithOp::Sub),
        (Ty::Period, _) => times(a, b),
        (_, Ty::Period) => times(b, a),
        _ => Err(NoValue::Nothing),
    }
}

fn amounts(op: ArithOp, a: &Scalar, b: &Scalar, ty: Ty) -> Folded {
    let (
        Scalar::Quantity { range: x, currency: c, .. },
        Scalar::Quantity { range: y, currency: d, .. },
    ) = (a, b)
    else {
        return Err(NoValue::Nothing);
    };
    if c.is_some() && d.is_some() && c != d {
        return Err(NoValue::Currencies);
    }
    let range = match op {
        ArithOp::Add => x.add(*y),
        ArithOp::Sub => x.sub(*y),
        ArithOp::Mul | ArithOp::Of => x.mul(*y),
        ArithOp::Div | ArithOp::Per => x.div(*y),
    };
    // Money by money is a number: its currency is gone.
    let currency = c.or(*d).filter(|_| ty.is_money());
    known(Scalar::Quantity { range, currency, unknown: false }, NoValue::Nothing)
}

fn moved(date: &Scalar, period: &Scalar, back: bool) -> Folded {
    let period = if back { negative(period.clone())? } else { period.clone() };
    let (Some(date), Scalar::Period(period)) = (day(date), period) else {
        return Err(NoValue::Nothing);
    };
    let moved = period.known().and_then(|period| date.plus(period));
    moved.map(Scalar::date).ok_or(NoValue::Nothing)
}

fn joined(a: &Scalar, b: &Scalar, minus: bool) -> Folded {
    let b = if minus { negative(b.clone())? } else { b.clone() };
    match (a, b) {
        (Scalar::Period(x), Scalar::Period(y)) => period(x.add(y)),
        _ => Err(NoValue::Nothing),
    }
}

fn times(calendar: &Scalar, number: &Scalar) -> Folded {
    let (Scalar::Period(p), Scalar::Quantity { range, .. }) = (calendar, number) else {
        return Err(NoValue::Nothing);
    };
    period(p.times(*range))
}

fn period(period: Option<PeriodRange>) -> Folded {
    known(Scalar::Period(period.ok_or(NoValue::Nothing)?), NoValue::Ranged)
}

fn day(date: &Scalar) -> Option<Date> {
    match date {
        Scalar::Quantity { range, .. } => whole(*range).map(Date),
        _ => None,
    }
}

fn whole(range: Range) -> Option<i32> {
    i32::try_from(range.known()?.fixed(0)?).ok()
}
