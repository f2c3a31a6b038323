//! `min` and `max`.

use super::member::{Member, any_of, by_currency, in_one_currency, is_none_certain};
use super::reduction::{Beyond, Extreme, Few, Reduction};
use crate::eval::rates::Exchange;
use crate::value::{Range, Scalar};

impl Reduction for Extreme {
    fn reduce(&self, members: &[Member], rates: Exchange<'_>) -> Scalar {
        if is_none_certain(members) {
            return Scalar::UNKNOWN_QUANTITY;
        }
        in_one_currency(members, rates, |members| {
            Some(match self {
                Extreme::Least => smallest(members.iter().copied()),
                Extreme::Most => smallest(members.iter().map(Member::negated)).neg(),
            })
        })
    }

    fn reduce_some(&self, members: &[Member], rates: Exchange<'_>) -> Scalar {
        match is_none_certain(members) {
            true => any_of(members, rates),
            false => self.reduce(members, rates),
        }
    }

    /// Of each currency the one that is furthest out: what has no end is the smallest, and the
    /// largest.
    fn few(&self, members: &[Member]) -> Few {
        let further = |a: Range, b: Range| match self {
            Extreme::Least => a.lo.zip(b.lo).map_or(a.lo.is_none(), |(a, b)| a < b),
            Extreme::Most => a.hi.zip(b.hi).map_or(a.hi.is_none(), |(a, b)| a > b),
        };
        let furthest = |members: Vec<Member>| {
            members.into_iter().reduce(|a, b| if further(b.range, a.range) { b } else { a })
        };
        Few::OfThem(by_currency(members).into_iter().filter_map(furthest).collect())
    }

    fn extreme(&self) -> Option<Extreme> {
        Some(*self)
    }

    fn carriers(&self) -> usize {
        1
    }

    fn beyond(&self) -> Beyond {
        Beyond::Spread
    }
}

/// The smallest: possible members can only make it smaller.
fn smallest(members: impl Iterator<Item = Member> + Clone) -> Range {
    let lo = members.clone().map(|m| m.range.lo).reduce(|a, b| a.zip(b).map(|(a, b)| a.min(b)));
    let hi = members.filter(|m| m.certain).filter_map(|m| m.range.hi).min();
    Range { lo: lo.flatten(), hi }
}
