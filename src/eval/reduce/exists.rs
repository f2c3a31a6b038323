//! `exists`: whether there is a member.

use super::member::Member;
use super::reduction::{Beyond, Few, Reduction};
use super::tally::Tally;
use super::totals::Totals;
use crate::eval::rates::Exchange;
use crate::value::{Scalar, Tri};

pub(super) struct Exists;

impl Reduction for Exists {
    fn reduce(&self, members: &[Member], _: Exchange<'_>) -> Scalar {
        one(&Tally::of(members))
    }

    fn tallied(&self, tally: &Tally) -> Option<Scalar> {
        Some(one(tally))
    }

    fn totals(&self, subjects: usize) -> Option<Totals> {
        Some(Totals::counts(subjects))
    }

    fn few(&self, _: &[Member]) -> Few {
        Few::OfThem(Vec::new())
    }

    fn of_unlisted(&self) -> Scalar {
        Scalar::Truth(Tri::Unknown)
    }

    fn beyond(&self) -> Beyond {
        Beyond::Number
    }
}

fn one(tally: &Tally) -> Scalar {
    Scalar::Truth(Tri::of(tally.possible > 0, tally.certain == 0))
}
