//! `product`, of numbers.

use super::member::Member;
use super::reduction::{Beyond, Few, Reduction};
use crate::eval::rates::Exchange;
use crate::value::{Decimal, Range, Scalar};

pub(super) struct Product;

impl Reduction for Product {
    /// Multiplies in an order of its own, so that it does not depend on that of records; a possible
    /// member may leave the product as it is.
    fn reduce(&self, members: &[Member], _: Exchange<'_>) -> Scalar {
        let mut factors: Vec<Range> = members.iter().map(factor).collect();
        factors.sort_by_key(|r| (r.lo, r.hi));
        Scalar::quantity(factors.into_iter().fold(Member::ONE, Range::mul), None)
    }

    fn few(&self, _: &[Member]) -> Few {
        Few::All
    }

    fn beyond(&self) -> Beyond {
        Beyond::AllCount
    }
}

fn factor(m: &Member) -> Range {
    match (m.certain, m.many) {
        (_, true) => any_power(m.range),
        (true, false) => m.range,
        (false, false) => m.range.hull(Member::ONE),
    }
}

/// The products of any number of values in a range.
fn any_power(r: Range) -> Range {
    let one = Decimal::ONE;
    match (r.lo, r.hi) {
        (Some(lo), Some(hi)) if lo >= one && hi <= one => Member::ONE,
        (Some(lo), _) if lo >= one => Range { lo: Some(one), hi: None },
        (Some(lo), Some(hi)) if lo >= one.neg() && hi <= one => {
            Range { lo: Some(lo.min(Decimal::ZERO)), hi: Some(one) }
        }
        (Some(lo), _) if lo.signum() >= 0 => Range { lo: Some(Decimal::ZERO), hi: None },
        _ => Range::ANY,
    }
}
