//! `every`: whether all members pass a test.

use super::member::Member;
use super::reduction::{AtStake, Beyond, Few, Reduction};
use super::tally::Tally;
use crate::eval::rates::Exchange;
use crate::value::{Range, Scalar, Tri};

pub(super) struct Every;

impl Reduction for Every {
    fn reduce(&self, members: &[Member], _: Exchange<'_>) -> Scalar {
        each(&Tally::of(members))
    }

    fn tallied(&self, tally: &Tally) -> Option<Scalar> {
        Some(each(tally))
    }

    fn few(&self, _: &[Member]) -> Few {
        Few::OfThem(Vec::new())
    }

    fn of_unlisted(&self) -> Scalar {
        Scalar::Truth(Tri::Unknown)
    }

    fn at_stake(&self, has: Option<Tri>, _: &dyn Fn() -> Option<Range>) -> AtStake {
        match has {
            Some(Tri::True) => AtStake::Nothing,
            Some(Tri::False) => AtStake::Membership,
            Some(Tri::Unknown) | None => AtStake::All,
        }
    }

    fn beyond(&self) -> Beyond {
        Beyond::Number
    }
}

fn each(tally: &Tally) -> Scalar {
    Scalar::Truth(Tri::of(!tally.broken, tally.open))
}
