//! What members add that any of many subjects may have: worked out once for all of them.

use std::collections::BTreeMap;

use super::reduce::{Member, addend, total};
use crate::eval::rates::is_weightless;
use crate::ir::Aggregate;
use crate::operator::AggregateFn;
use crate::value::{Currency, Range, Tri};

/// What untied members may add to every subject alike.
#[derive(Debug)]
pub(crate) struct Condensed {
    /// So many members that whatever is made of them is the same.
    pub(super) members: Vec<Member>,
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
        let kept = a.group.is_none().then(|| few(a.function, members)).flatten()?;
        let endless = members.iter().any(|m| m.many);
        let told = members.iter().any(|m| !m.many);
        Some(Condensed { members: kept, count: members.len(), endless, told })
    }
}

/// Possible members as few that do as much to any aggregate whose other members they join; to a
/// count they do nothing. `None` where the function must see every one.
fn few(function: AggregateFn, members: &[Member]) -> Option<Vec<Member>> {
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
        AggregateFn::Product
        | AggregateFn::Average
        | AggregateFn::Median
        | AggregateFn::Percentile(_)
        | AggregateFn::Share
        | AggregateFn::Top(_) => None,
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
