//! Amounts that fall due evenly: `spread of d.value from d.starts to d.ends in year 2027`.

use super::error::CheckError;
use super::scope::{Checker, Typed};
use super::sink::Checked;
use crate::ir::{Op, Spread};
use crate::operator::ArithOp;
use crate::source::Span;
use crate::syntax::ast::{self, Window};
use crate::ty::Ty;
use crate::value::{Date, Decimal, Period, PeriodRange, Scalar};

/// The first and the last day of a window, and the year that it is written as.
type Days = (Typed, Typed, Option<Typed>);

impl Checker<'_, '_> {
    pub(super) fn spread(&mut self, spread: &ast::Spread, span: Span) -> Checked<Typed> {
        let value = self.expr(&spread.value, None).and_then(|value| match value.ty {
            Ty::Quantity { .. } => Ok(value),
            ty => self.mismatch("a quantity", ty, spread.value.span),
        });
        let from = self.of_type(&spread.from, Ty::Date);
        let to = self.of_type(&spread.to, Ty::Date);
        let days = self.days_of(&spread.window, span);
        let (value, from, to, (first, last, year)) = (value?, from?, to?, days?);
        self.require_forwards((from, spread.from.span), (to, spread.to.span), "from … to …")?;
        if let Window::Between(a, b) = &spread.window {
            self.require_forwards((first, a.span), (last, b.span), "between … and …")?;
        }
        let year = year.map(|year| year.id);
        let (first, last) = (first.id, last.id);
        let op = Spread { value: value.id, from: from.id, to: to.id, first, last, year };
        self.add(Op::Spread(Box::new(op)), value.ty, span)
    }

    fn days_of(&mut self, window: &Window, span: Span) -> Checked<Days> {
        match window {
            Window::Within { period, side, date } => {
                let (first, last) = self.around(period, *side, date, span)?;
                Ok((first, last, None))
            }
            Window::Between(first, last) => {
                let (first, last) = (self.of_type(first, Ty::Date), self.of_type(last, Ty::Date));
                Ok((first?, last?, None))
            }
            Window::Year(year) => {
                let at = year.span;
                let year = self.of_type(year, Ty::NUMBER)?;
                self.require_year(year, at)?;
                let first = self.day_of_year(year, (1, 1), span)?;
                let last = self.day_of_year(year, (12, 31), span)?;
                Ok((first, last, Some(year)))
            }
        }
    }

    /// A day of a year: so many years behind that of the first one.
    fn day_of_year(&mut self, year: Typed, (month, day): (u32, u32), span: Span) -> Checked<Typed> {
        let date = |year: i32| Date::new(year, month, day).map(Scalar::date);
        let number = self.quiet_constant(year.id).and_then(|year| year.parts().0.known());
        let told = number.and_then(|year| date(i32::try_from(year.fixed(0)?).ok()?));
        if let Some(told) = told {
            return self.add(Op::Const(told), Ty::Date, span);
        }
        let mut constant = |value, ty| self.add(Op::Const(value), ty, span);
        let one = constant(Scalar::number(Decimal::ONE), Ty::NUMBER)?;
        let length = Period { months: 12, days: 0 };
        let length = constant(Scalar::Period(PeriodRange::point(length)), Ty::Period)?;
        let origin = constant(date(1).unwrap_or(Scalar::UNKNOWN_QUANTITY), Ty::Date)?;
        let before = self.add(Op::Arith(ArithOp::Sub, year.id, one.id), Ty::NUMBER, span)?;
        let since = self.add(Op::Arith(ArithOp::Mul, length.id, before.id), Ty::Period, span)?;
        self.add(Op::Arith(ArithOp::Add, origin.id, since.id), Ty::Date, span)
    }

    /// Days that are constants must not run backwards.
    fn require_forwards(
        &mut self,
        (first, at): (Typed, Span),
        (last, bt): (Typed, Span),
        written: &'static str,
    ) -> Checked<()> {
        let days = (self.quiet_day(first.id), self.quiet_day(last.id));
        match days {
            (Some(first), Some(last)) if first > last => {
                Err(self.report(CheckError::Backwards { span: at.to(bt), written }))
            }
            _ => Ok(()),
        }
    }
}
