//! Amounts of several currencies, and what one is worth in another.

use super::Reason;
use crate::ty::Ty;
use crate::value::{Currency, Decimal, Range, Scalar};

/// What currencies are worth.
pub trait Rates {
    /// What one unit of a currency is worth in the currency in which amounts of several meet, and
    /// which that is.
    fn home(&self, from: Currency) -> Result<(Range, Currency), Reason>;
}

/// No rates: constants are computed before any record is read.
#[derive(Clone, Copy, Debug)]
pub struct NoRates;

impl Rates for NoRates {
    fn home(&self, _: Currency) -> Result<(Range, Currency), Reason> {
        Err(Reason::BeforeRates)
    }
}

/// Two quantities in one currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Aligned {
    /// The first.
    pub a: Range,
    /// The second.
    pub b: Range,
    /// Their currency, where either has one.
    pub currency: Option<Currency>,
}

/// Brings two quantities into one currency, each by the money that its type counts.
pub fn aligned(
    (a, ta): (&Scalar, Ty),
    (b, tb): (&Scalar, Ty),
    rates: &dyn Rates,
) -> Result<Aligned, Reason> {
    let ((a, from), (b, to)) = (a.parts(), b.parts());
    match (from, to) {
        (Some(p), Some(q)) if p != q => {
            if is_weightless(a) {
                return Ok(Aligned { a, b, currency: to });
            }
            if is_weightless(b) {
                return Ok(Aligned { a, b, currency: from });
            }
            let (rate, home) = rates.home(p)?;
            let a = exchanged(a, rate, ta.money());
            let (rate, _) = rates.home(q)?;
            Ok(Aligned { a, b: exchanged(b, rate, tb.money()), currency: Some(home) })
        }
        _ => Ok(Aligned { a, b, currency: from.or(to) }),
    }
}

/// A quantity in another currency, at the rate that it takes to come there. Zero is zero in every
/// currency, and no bound is none.
pub fn converted<E>(
    (quantity, ty): (Range, Ty),
    from: Option<Currency>,
    to: Currency,
    rate: impl FnOnce(Currency) -> Result<Range, E>,
) -> Result<Range, E> {
    match from {
        Some(from) if from != to && !is_weightless(quantity) => {
            Ok(exchanged(quantity, rate(from)?, ty.money()))
        }
        _ => Ok(quantity),
    }
}

/// A quantity at a rate, which is never zero: what counts money rises with it, what is told per
/// money falls.
#[must_use]
pub fn exchanged(quantity: Range, rate: Range, money: i8) -> Range {
    (0..money.unsigned_abs()).fold(quantity, |quantity, _| match money {
        ..0 => quantity.div_nonzero(rate),
        _ => quantity.mul(rate),
    })
}

/// Whether an amount is the same in every currency: each end is zero or open.
pub fn is_weightless(range: Range) -> bool {
    let zero = |end: Option<Decimal>| end.is_none_or(|d| d == Decimal::ZERO);
    zero(range.lo) && zero(range.hi)
}

/// Whether two values are the same; nothing is the same in every currency.
pub fn is_same(a: &Scalar, b: &Scalar) -> bool {
    match (a, b) {
        (
            Scalar::Quantity { range: x, currency: _, unknown: u },
            Scalar::Quantity { range: y, currency: _, unknown: v },
        ) if x == y && is_weightless(*x) => u == v,
        _ => a == b,
    }
}
