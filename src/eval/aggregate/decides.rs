//! The group that alone decides what a grouped aggregate comes to.

use std::collections::HashMap;
use std::ops::Range as Places;

use super::read::Read;
use crate::eval::rates::Exchange;
use crate::eval::reduce::{self, Extreme, Member};
use crate::ir::Aggregate;
use crate::value::{Decimal, Range, Scalar};

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
    let largest = reduce::of(a.function).extreme()? == Extreme::Most;
    let inner = reduce::of(group.function);
    let mut groups: HashMap<Vec<Scalar>, Vec<usize>> = HashMap::new();
    for place in places.filter(|place| read.inside.may_hold(*place)) {
        let keys: Vec<Scalar> = read.keys.iter().map(|key| key.get(place)).collect();
        if keys.iter().all(|key| key.is_known() && *key != Scalar::NOBODY) {
            groups.entry(keys).or_default().push(place);
        }
    }
    let weighed = groups.into_iter().map(|(keys, places)| {
        let members: Vec<Member> = places.iter().filter_map(|at| read.member(*at)).collect();
        let value = inner.reduce_some(&members, rates);
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
