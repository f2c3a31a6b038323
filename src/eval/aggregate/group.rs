//! Grouped aggregates: an aggregate of each group, and one of their results.

use std::collections::HashMap;
use std::ops::Range as Places;

use super::members::Read;
use super::reduce::{Member, reduce, reduce_some};
use crate::eval::rates::Exchange;
use crate::ir::Aggregate;
use crate::operator::AggregateFn;
use crate::value::{Decimal, Range, Scalar};

/// `outer` of the results of `inner` over the groups of the members at those places.
///
/// A member whose key is not known may belong to every group, and may form one of its own.
pub(crate) fn grouped(
    outer: AggregateFn,
    inner: AggregateFn,
    read: &Read,
    places: Places<usize>,
    rates: Exchange<'_>,
) -> Scalar {
    let mut order: HashMap<Vec<Scalar>, usize> = HashMap::new();
    let mut groups: Vec<Vec<Member>> = Vec::new();
    let mut homeless: Vec<Member> = Vec::new();
    // Whether one of them is for certain: then there is a group.
    let mut some = false;
    for place in places {
        let Some(member) = read.member(place) else {
            continue;
        };
        let key: Vec<Scalar> = read.keys.iter().map(|k| k.get(place)).collect();
        if key.iter().all(Scalar::is_known) {
            let group = *order.entry(key).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            if let Some(group) = groups.get_mut(group) {
                group.push(member);
            }
        } else {
            some |= member.certain && !member.many;
            homeless.push(Member { certain: false, ..member });
        }
    }
    for group in &mut groups {
        group.extend_from_slice(&homeless);
    }
    let result = |group: &Vec<Member>| {
        let (range, currency) = reduce_some(inner, group, rates).parts();
        Member { certain: group.iter().any(|m| m.certain), ..Member::surely(range, currency) }
    };
    let mut results: Vec<Member> = groups.iter().map(result).collect();
    if homeless.iter().any(|m| m.many) {
        results.push(Member { many: true, ..result(&homeless) });
    } else if let [only] = homeless.as_slice() {
        // A group of its own has no other member.
        let alone = result(&vec![Member { certain: true, ..*only }]);
        results.push(Member { certain: false, ..alone });
    } else if !homeless.is_empty() {
        results.extend(std::iter::repeat_n(result(&homeless), homeless.len()));
    }
    if some { reduce_some(outer, &results, rates) } else { reduce(outer, &results, rates) }
}

/// The group that alone decides.
pub(super) struct Deciding {
    pub(super) keys: Vec<Scalar>,
    /// What it comes to.
    pub(super) value: Scalar,
    /// Its members, and those that may be.
    pub(super) places: Vec<usize>,
}

/// Of a largest (or smallest) group the one that is, for all that is known: with the largest lower
/// end, of those with the largest upper one, of those the first by the words of its keys.
pub(super) fn deciding(
    a: &Aggregate,
    read: &Read,
    places: Places<usize>,
    rates: Exchange<'_>,
    words: impl Fn(&[Scalar]) -> Vec<String>,
) -> Option<Deciding> {
    let group = a.group.as_ref()?;
    let largest = match a.function {
        AggregateFn::Max => true,
        AggregateFn::Min => false,
        _ => return None,
    };
    let mut groups: HashMap<Vec<Scalar>, Vec<usize>> = HashMap::new();
    for place in places.filter(|place| read.inside.may_hold(*place)) {
        let keys: Vec<Scalar> = read.keys.iter().map(|key| key.get(place)).collect();
        if keys.iter().all(Scalar::is_known) {
            groups.entry(keys).or_default().push(place);
        }
    }
    let weighed = groups.into_iter().map(|(keys, places)| {
        let members: Vec<Member> = places.iter().filter_map(|at| read.member(*at)).collect();
        let value = reduce_some(group.function, &members, rates);
        let (range, currency) = value.parts();
        // Without a rate groups are weighed by their numbers.
        let told = rates.home(range, currency);
        let range = told.unwrap_or(range);
        (range, Deciding { keys, value, places })
    });
    let before = |(x, a): &(Range, Deciding), (y, b): &(Range, Deciding)| {
        let open_last = |end: Option<Decimal>| (end.is_none(), end);
        let by_size = match largest {
            true => (y.lo, open_last(y.hi)).cmp(&(x.lo, open_last(x.hi))),
            false => (open_last(x.hi), x.lo).cmp(&(open_last(y.hi), y.lo)),
        };
        by_size.then_with(|| words(&a.keys).cmp(&words(&b.keys)))
    };
    weighed.min_by(before).map(|(_, deciding)| deciding)
}
