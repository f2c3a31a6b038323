//! Grouped aggregates: an aggregate of each group, and one of their results.

use std::collections::HashMap;
use std::ops::Range as Places;

use super::members::Read;
use super::reduce::{Member, reduce, reduce_some};
use crate::eval::rates::Rates;
use crate::eval::row;
use crate::operator::AggregateFn;
use crate::value::Scalar;

/// `outer` of the results of `inner` over the groups of the members at those places.
///
/// A member whose key is not known may belong to every group, and may form one of its own.
pub(crate) fn grouped(
    outer: AggregateFn,
    inner: AggregateFn,
    read: &Read,
    places: Places<usize>,
    rates: &Rates,
) -> Scalar {
    let mut order: HashMap<Vec<Scalar>, usize> = HashMap::new();
    let mut groups: Vec<Vec<Member>> = Vec::new();
    let mut homeless: Vec<Member> = Vec::new();
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
            homeless.push(Member { certain: false, ..member });
        }
    }
    for group in &mut groups {
        group.extend_from_slice(&homeless);
    }
    let result = |group: &Vec<Member>| {
        let (range, currency) = row::parts(&reduce_some(inner, group, rates));
        Member { certain: group.iter().any(|m| m.certain), ..Member::surely(range, currency) }
    };
    let mut results: Vec<Member> = groups.iter().map(result).collect();
    if homeless.iter().any(|m| m.many) {
        results.push(Member { many: true, ..result(&homeless) });
    } else if !homeless.is_empty() {
        results.extend(std::iter::repeat_n(result(&homeless), homeless.len()));
    }
    reduce(outer, &results, rates)
}
