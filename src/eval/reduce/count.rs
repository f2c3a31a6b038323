//! `count`: how many members there are.

use super::member::Member;
use super::reduction::{Beyond, Few, Reduction};
use super::tally::Tally;
use super::totals::Totals;
use crate::eval::rates::Exchange;
use crate::value::{Decimal, Range, Scalar};

pub(super) struct Count;

impl Reduction for Count {
    fn reduce(&self, members: &[Member], _: Exchange<'_>) -> Scalar {
        number(&Tally::of(members))
    }

    fn tallied(&self, tally: &Tally) -> Option<Scalar> {
        Some(number(tally))
    }

    fn totals(&self, subjects: usize) -> Option<Totals> {
        Some(Totals::counts(subjects))
    }

    fn few(&self, _: &[Member]) -> Few {
        Few::OfThem(Vec::new())
    }

    fn of_unlisted(&self) -> Scalar {
        Scalar::quantity(Range { lo: Some(Decimal::ZERO), hi: None }, None)
    }

    /// There are none at least, whatever is told of them.
    fn of_untold(&self, result: Scalar) -> Scalar {
        result
    }

    fn beyond(&self) -> Beyond {
        Beyond::Number
    }
}

/// Without an end where a list is not given.
fn number(tally: &Tally) -> Scalar {
    let end = |n: usize| Decimal::from(n as i64);
    let hi = Some(tally.possible).filter(|_| !tally.endless).map(end);
    Scalar::quantity(Range { lo: Some(end(tally.certain)), hi }, None)
}
