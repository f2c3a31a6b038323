//! Plain members side by side, and their sums: exact, whatever their order.

use crate::eval::batch::Batch;
use crate::value::{Bits, Column, Currencies, Currency, Decimal, Nums, Range, Truths};

/// A running sum; 2^64 coefficients of 63 bits fit.
#[derive(Clone, Copy, Default)]
pub(crate) struct Exact {
    coef: i128,
    /// It has no upper bound.
    pub(super) open: bool,
    /// Something was added that stands for itself.
    pub(super) told: bool,
}

impl Exact {
    /// Adds the sum of others.
    pub(super) fn join(&mut self, other: &Exact) {
        self.coef += other.coef;
        self.open |= other.open;
        self.told |= other.told;
    }

    /// Counts it in a unit so many times smaller.
    pub(super) fn scale(&mut self, factor: i128) {
        self.coef *= factor;
    }

    /// What it comes to, with so many digits behind the point.
    pub(super) fn range(self, scale: u8) -> Option<Range> {
        self.between(&Exact::default(), &Exact::default(), scale)
    }

    /// The same, with what may be added at least and at most.
    pub(super) fn between(self, least: &Exact, most: &Exact, scale: u8) -> Option<Range> {
        let number = |coef| Decimal::new(coef, i32::from(scale));
        let lo = number(self.coef + least.coef)?;
        let hi = if self.open || most.open { None } else { Some(number(self.coef + most.coef)?) };
        Some(Range { lo: Some(lo), hi })
    }
}

/// Plain members side by side: with fixed-point values in one currency, certain but for those that
/// add nothing if they are few.
pub(crate) struct Plain<'a> {
    /// Those that are members.
    pub(super) inside: &'a Bits,
    /// All that may be members are.
    pub(super) certain: bool,
    coefs: &'a [i64],
    pub(super) scale: u8,
    /// Members without an upper bound: the sum has none either.
    open: Option<&'a Bits>,
    /// Those of which nothing was told.
    unknown: Option<&'a Bits>,
    pub(super) currency: Option<Currency>,
}

impl<'a> Plain<'a> {
    /// `None` where some member is ranged, in a currency of its own, or adds something to a sum but
    /// only perhaps: zero, and whatever lies above it, is the same in any case.
    pub(crate) fn of(inside: &'a Truths, value: &'a Batch) -> Option<Plain<'a>> {
        let Batch::Each(column) = value else {
            return None;
        };
        let Column::Quantity(q) = column.as_ref() else {
            return None;
        };
        let currency = match q.currency {
            Currencies::None => None,
            Currencies::One(c) => Some(c),
            Currencies::Each(_) => return None,
        };
        let (Nums::Fixed { scale, coefs }, None, None) = (&q.lo, &q.hi, &q.lo_open) else {
            return None;
        };
        let unknown = inside.unknown();
        let adds_nothing = unknown.ones().all(|place| coefs.get(place) == Some(&0));
        adds_nothing.then(|| Plain {
            inside: inside.can_be_true(),
            certain: !unknown.any(),
            coefs,
            scale: *scale,
            open: q.hi_open.as_ref(),
            unknown: q.unknown.as_ref(),
            currency,
        })
    }

    /// The member at a place, counted in a unit so many times smaller, and whether it has no upper
    /// bound; `None` where there is none.
    #[inline]
    pub(super) fn at(&self, place: usize, factor: i128) -> Option<(i128, bool)> {
        let open = self.open.is_some_and(|open| open.get(place));
        self.coefs.get(place).map(|coef| (i128::from(*coef) * factor, open))
    }

    /// Whether something is told of the member at a place.
    #[inline]
    pub(super) fn is_told(&self, place: usize) -> bool {
        !self.unknown.is_some_and(|unknown| unknown.get(place))
    }

    /// Adds the member at a place, counted in a unit so many times smaller.
    #[inline]
    pub(super) fn add(&self, place: usize, factor: i128, sum: &mut Exact) {
        let coef = self.coefs.get(place);
        debug_assert!(coef.is_some(), "a member has a value");
        sum.coef += coef.copied().map_or(0, i128::from) * factor;
        sum.open |= self.open.is_some_and(|open| open.get(place));
    }
}
