//! Sums over plain members: with fixed-point values in one currency, certain but for those that
//! add nothing if they are few.

use std::ops::Range as Places;

use rustc_hash::FxHashMap;

use super::members::Read;
use super::reduce::{Member, reduce};
use crate::eval::batch::Batch;
use crate::eval::rates::Exchange;
use crate::operator::AggregateFn;
use crate::value::{Bits, Codes, Column, Currencies, Currency, Decimal, Nums, Range, Scalar};

/// Members whose sum is a sum of whole coefficients.
pub(crate) struct Plain<'a> {
    inside: &'a Bits,
    /// All that may be members are.
    certain: bool,
    coefs: &'a [i64],
    scale: u8,
    /// Members without an upper bound: the sum has none either.
    open: Option<&'a Bits>,
    currency: Option<Currency>,
}

impl<'a> Plain<'a> {
    /// `None` where some member is ranged, in a currency of its own, or adds something to a sum but
    /// only perhaps: zero, and whatever lies above it, is the same in any case.
    pub(crate) fn of(read: &'a Read) -> Option<Plain<'a>> {
        let unknown = read.inside.unknown();
        let Some(Batch::Each(column)) = read.value.as_ref() else {
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
        match (&q.lo, &q.hi, &q.lo_open) {
            (Nums::Fixed { scale, coefs }, None, None) if adds_nothing(&unknown, coefs) => {
                Some(Plain {
                    inside: read.inside.can_be_true(),
                    certain: !unknown.any(),
                    coefs,
                    scale: *scale,
                    open: q.hi_open.as_ref(),
                    currency,
                })
            }
            _ => None,
        }
    }

    /// The sum of the members at those places.
    pub(crate) fn sum(&self, places: Places<usize>) -> Option<Scalar> {
        let mut total = Total::default();
        for place in places {
            if self.inside.get(place) {
                total.add(self, place);
            }
        }
        total.range(self.scale).map(|range| Scalar::quantity(range, self.currency))
    }

    /// `outer` of the sums of the groups that one key of codes makes.
    pub(crate) fn grouped_sum(
        &self,
        outer: AggregateFn,
        key: &Batch,
        places: Places<usize>,
        rates: Exchange<'_>,
    ) -> Option<Scalar> {
        let Batch::Each(column) = key else {
            return None;
        };
        let Column::Code(codes) = column.as_ref() else {
            return None;
        };
        if !self.certain {
            return None;
        }
        let mut groups: FxHashMap<u32, Total> = FxHashMap::default();
        for place in places.filter(|place| self.inside.get(*place)) {
            let code = codes.0.get(place).copied().filter(|c| *c != Codes::UNKNOWN)?;
            groups.entry(code).or_default().add(self, place);
        }
        let member = |total: Total| {
            let range = total.range(self.scale)?;
            Some(Member::surely(range, self.currency))
        };
        let members: Option<Vec<Member>> = groups.into_values().map(member).collect();
        members.map(|members| reduce(outer, &members, rates))
    }
}

/// Whether those members start from zero.
pub(super) fn adds_nothing(members: &Bits, coefs: &[i64]) -> bool {
    members.ones().all(|place| coefs.get(place) == Some(&0))
}

/// A running total; 2^64 coefficients of 63 bits fit.
#[derive(Clone, Copy, Default)]
struct Total {
    coef: i128,
    open: bool,
}

impl Total {
    #[inline]
    fn add(&mut self, plain: &Plain<'_>, place: usize) {
        self.coef += i128::from(plain.coefs.get(place).copied().unwrap_or_default());
        self.open |= plain.open.is_some_and(|open| open.get(place));
    }

    fn range(self, scale: u8) -> Option<Range> {
        let lo = Decimal::new(self.coef, i32::from(scale))?;
        Some(Range { lo: Some(lo), hi: (!self.open).then_some(lo) })
    }
}
