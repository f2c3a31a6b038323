//! What members add that any of many subjects may have: worked out once for all of them.

use std::collections::BTreeMap;

use super::ranked::{Rank, reach};
use super::reduce::{Member, addend, total};
use crate::ir::Aggregate;
use crate::meaning::is_weightless;
use crate::operator::AggregateFn;
use crate::value::{Currency, Range, Tri};

#[cfg(test)]
mod tests;

/// What untied members may add to every subject alike.
#[derive(Debug)]
pub(crate) struct Condensed {
    /// So many members that whatever is made of them is the same.
    members: Vec<Member>,
    /// All in order, where it hangs on the subject how many of them count.
    ordered: Vec<Ordered>,
    /// How many there are.
    pub(super) count: usize,
    /// Some stand for any number.
    pub(super) endless: bool,
    /// Some stand for themselves.
    pub(super) told: bool,
}

impl Condensed {
    /// `None` where the function must see every single one.
    pub(super) fn new(a: &Aggregate, members: &[Member]) -> Option<Condensed> {
        if a.group.is_some() {
            return None;
        }
        let (kept, ordered) = match a.function {
            AggregateFn::Median | AggregateFn::Percentile(_) | AggregateFn::Top(_) => {
                let groups = by_currency(members).into_iter();
                (Vec::new(), groups.map(Ordered::new).collect())
            }
            function => (few(function, members)?, Vec::new()),
        };
        let endless = members.iter().any(|m| m.many);
        let told = members.iter().any(|m| !m.many);
        Some(Condensed { members: kept, ordered, count: members.len(), endless, told })
    }

    /// Adds what counts beside so many certain members of a subject.
    pub(super) fn join(&self, function: AggregateFn, certain: usize, members: &mut Vec<Member>) {
        members.extend_from_slice(&self.members);
        let most = match function {
            AggregateFn::Median => reach(Rank::Median, certain),
            AggregateFn::Percentile(p) => reach(Rank::Percentile(p), certain),
            AggregateFn::Top(n) => n as usize,
            _ => 0,
        };
        self.ordered.iter().for_each(|ordered| ordered.join(most.max(1), members));
    }
}

/// Members by their ends.
#[derive(Debug)]
struct Ordered {
    /// By their lower ends, ascending.
    members: Vec<Member>,
    /// The places of the same by their upper ends, ascending.
    by_upper: Vec<u32>,
    /// The places of those that stand for any number, whose lower end is lowest and whose upper end
    /// is highest.
    many: Vec<u32>,
}

impl Ordered {
    fn new(mut members: Vec<Member>) -> Ordered {
        members.sort_by_key(|m| m.range.lo);
        let upper = |place: &u32| {
            let hi = members.get(*place as usize).and_then(|m| m.range.hi);
            (hi.is_none(), hi)
        };
        let mut by_upper: Vec<u32> = (0..members.len() as u32).collect();
        by_upper.sort_by_key(upper);
        let is_many = |place: &u32| members.get(*place as usize).is_some_and(|m| m.many);
        let lowest = (0..members.len() as u32).find(is_many);
        let highest = by_upper.iter().rev().copied().find(is_many);
        let many = lowest.into_iter().chain(highest).collect();
        Ordered { members, by_upper, many }
    }

    /// Adds so many from either end.
    fn join(&self, most: usize, members: &mut Vec<Member>) {
        let lowest = 0..most.min(self.members.len()) as u32;
        let highest = self.by_upper.iter().rev().take(most).chain(&self.many).copied();
        let mut places: Vec<u32> = lowest.chain(highest).collect();
        places.sort_unstable();
        places.dedup();
        members.extend(places.iter().filter_map(|place| self.members.get(*place as usize)));
    }
}

/// Possible members as few that do as much to any aggregate whose other members they join; to a
/// count they do nothing. `None` where the function must see every one.
pub(super) fn few(function: AggregateFn, members: &[Member]) -> Option<Vec<Member>> {
    let pick = |better: fn(Range, Range) -> bool| {
        let of = |members: Vec<Member>| {
            members.into_iter().reduce(|a, b| if better(b.range, a.range) { b } else { a })
        };
        by_currency(members).into_iter().filter_map(of).collect()
    };
    match function {
        AggregateFn::Count => Some(Vec::new()),
        AggregateFn::Exists => Some(members.iter().take(1).copied().collect()),
        AggregateFn::Every => {
            Some(members.iter().filter(|m| m.has != Tri::True).take(1).copied().collect())
        }
        // What has no end is the smallest, and the largest.
        AggregateFn::Min => {
            Some(pick(|a, b| a.lo.zip(b.lo).map_or(a.lo.is_none(), |(a, b)| a < b)))
        }
        AggregateFn::Max => {
            Some(pick(|a, b| a.hi.zip(b.hi).map_or(a.hi.is_none(), |(a, b)| a > b)))
        }
        AggregateFn::Sum => {
            // One stays as it is, without an end if there is such a one: a sum that has no end may
            // weigh nothing, and then would not tell any more that its currency counts.
            let sum = |mut members: Vec<Member>| {
                members.sort_by_key(|m| m.range.lo.is_some() && m.range.hi.is_some());
                let (first, rest) = members.split_first()?;
                let range = total(rest.iter().map(addend));
                Some([*first, Member { range, many: false, ..*first }])
            };
            Some(by_currency(members).into_iter().filter_map(sum).flatten().collect())
        }
        AggregateFn::Product | AggregateFn::Average | AggregateFn::Share => None,
        AggregateFn::Median | AggregateFn::Percentile(_) | AggregateFn::Top(_) => None,
    }
}

/// Members by currency, those apart that weigh nothing.
fn by_currency(members: &[Member]) -> Vec<Vec<Member>> {
    let mut groups: BTreeMap<(Option<&str>, bool), Vec<Member>> = BTreeMap::new();
    for m in members {
        let key = (m.currency.map(Currency::code), is_weightless(m.range));
        groups.entry(key).or_default().push(*m);
    }
    groups.into_values().collect()
}
