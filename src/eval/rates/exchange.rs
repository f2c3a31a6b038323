//! The rates as quantities of one type take them, at the as-of date.

use super::Rates;
use crate::meaning;
use crate::outcome::Reason;
use crate::ty::Ty;
use crate::value::{Currency, Range};

/// The rates, for quantities of a type: amounts rise with them, what is told per money falls.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Exchange<'r> {
    rates: &'r Rates,
    ty: Ty,
}

impl Rates {
    /// The rates for quantities of a type.
    pub(crate) fn of(&self, ty: Ty) -> Exchange<'_> {
        Exchange { rates: self, ty }
    }
}

impl Exchange<'_> {
    /// The currency in which quantities of several meet.
    pub(crate) fn reporting(self) -> Currency {
        self.rates.reporting
    }

    /// A quantity in the reporting currency.
    pub(crate) fn home(self, range: Range, from: Option<Currency>) -> Result<Range, Reason> {
        self.into(range, from, self.rates.reporting)
    }

    /// A quantity in another currency.
    pub(crate) fn into(
        self,
        range: Range,
        from: Option<Currency>,
        to: Currency,
    ) -> Result<Range, Reason> {
        let rate = |from| self.rates.rate(from, to, self.rates.as_of);
        meaning::converted((range, self.ty), from, to, rate)
    }
}
