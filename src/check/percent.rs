//! Bare numbers beside percents: `40` is 4000%, and seldom meant.

use super::error::CheckError;
use super::scope::{Checker, Typed};
use super::sink::{Checked, Sink};
use crate::builtins::Extent;
use crate::ir::{ExprId, Op};
use crate::source::Span;
use crate::ty::{Bounds, FieldId, RecordId, Ty};
use crate::value::{Decimal, Scalar};

/// From which number on nobody is taken to mean so many times the whole.
const MANY: i64 = 10;

/// What a bare number beside a percent probably is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Doubt {
    /// A percentage: as it stands it is out of bounds.
    Percentage,
    /// A percentage, or so many times the whole.
    Either,
    /// So many times the whole, or a percentage.
    Times,
}

impl Checker<'_, '_> {
    /// Tells a constant beside a percent that is no percentage but probably means one.
    pub(super) fn doubt_numbers(&mut self, a: (Typed, Span), b: (Typed, Span)) {
        for ((percent, _), (number, span)) in [(a, b), (b, a)] {
            if percent.ty == Ty::PERCENT && number.ty == Ty::NUMBER {
                let bounds = self.extent_of(percent.id);
                // Beside another it is a number all the same.
                _ = self.doubt_number(number, bounds, span);
            }
        }
    }

    /// Tells a constant that stands for a share, and is no percentage but probably means one.
    pub(super) fn doubt_number(
        &mut self,
        number: Typed,
        bounds: Bounds,
        span: Span,
    ) -> Checked<()> {
        match self.quiet_constant(number.id).filter(|_| number.ty == Ty::NUMBER) {
            Some(value) => doubt_percentage(self.sink, &value, &bounds, span),
            None => Ok(()),
        }
    }

    /// Between which bounds a percent lies, as far as its field or its kind says.
    fn extent_of(&self, e: ExprId) -> Bounds {
        match &self.arena().get(e).op {
            Op::Named(_, a) | Op::End(_, a) => self.extent_of(*a),
            Op::Field(base, field) => match self.arena().get(*base).ty {
                Ty::Record(record) | Ty::List(record) => self.declared(record, *field),
                _ => Bounds::default(),
            },
            Op::Aggregate(a) if a.group.is_none() => match (a.function.row().extent, a.value) {
                (Extent::OfPart, None) => {
                    Bounds { lo: Some(Decimal::ZERO), hi: Some(Decimal::ONE), ..Bounds::default() }
                }
                (Extent::OfValues, Some(value)) => self.extent_of(value),
                (Extent::OfPart, Some(_)) | (Extent::OfValues, None) | (Extent::Any, _) => {
                    Bounds::default()
                }
            },
            _ => Bounds::default(),
        }
    }

    fn declared(&self, record: RecordId, field: FieldId) -> Bounds {
        self.schema().field(record, field).bounds.clone()
    }
}

/// Tells a bare number that is to be a percent within those bounds, where it probably means a
/// percentage; what may well be meant is no error.
pub(super) fn doubt_percentage(
    sink: &mut Sink<'_>,
    value: &Scalar,
    bounds: &Bounds,
    span: Span,
) -> Checked<()> {
    let Scalar::Quantity { range, currency: None, .. } = value else {
        return Ok(());
    };
    let doubtful = |n: Decimal| {
        let whole = Decimal::new(n.coef(), n.scale() - 2)?;
        Some((n, whole, doubt(n, bounds)?))
    };
    let Some((number, whole, doubt)) = range.known().and_then(doubtful) else {
        return Ok(());
    };
    // As a rule would write them.
    let (meant, times) = (format!("{number}%"), format!("{whole}%"));
    let number = number.to_string();
    let help = match doubt {
        Doubt::Percentage => format!("write `{meant}`"),
        Doubt::Either => format!("write `{meant}`, or `{times}` if that is meant"),
        Doubt::Times => format!("write `{times}`, or `{meant}` if that is meant"),
    };
    let doubtful = doubt == Doubt::Times;
    let error = CheckError::BarePercent { number, times, span, help, doubtful };
    if !doubtful {
        return Err(sink.report(error));
    }
    sink.warn(error);
    Ok(())
}

fn hundredth(n: Decimal) -> Option<Decimal> {
    Decimal::new(n.coef(), n.scale() + 2)
}

/// What is doubtful about a number: one that the bounds allow, or that is at most the whole, is
/// what it says.
fn doubt(n: Decimal, bounds: &Bounds) -> Option<Doubt> {
    let within =
        |n: Decimal| bounds.lo.is_none_or(|lo| n >= lo) && bounds.hi.is_none_or(|hi| n <= hi);
    if !within(n) {
        return hundredth(n).filter(|n| within(*n)).map(|_| Doubt::Percentage);
    }
    let bounded = if n.signum() > 0 { bounds.hi.is_some() } else { bounds.lo.is_some() };
    let size = if n.signum() < 0 { n.neg() } else { n };
    match () {
        () if bounded || size <= Decimal::ONE => None,
        () if size < Decimal::from(MANY) => Some(Doubt::Times),
        () => Some(Doubt::Either),
    }
}
