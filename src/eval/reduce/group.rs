//! Groups: a function of each, and one of what these come to.

use rustc_hash::FxHashMap;

use super::member::Member;
use super::reduction::Reduction;
use crate::eval::rates::Exchange;
use crate::value::{Codes, Scalar};

/// Members by the groups that they belong to.
#[derive(Default)]
pub(crate) struct Groups {
    places: FxHashMap<u32, usize>,
    groups: Vec<Vec<Member>>,
    /// Members whose group is not known: each may belong to every one, and may form one of its own.
    homeless: Vec<Member>,
    /// Whether one of them is for certain: then there is a group.
    some: bool,
}

impl Groups {
    /// Adds a member of the group of that number.
    pub(crate) fn add(&mut self, group: u32, member: Member) {
        // Those that lead to nobody are no group: they have nothing in common.
        if group == Codes::NONE {
            return;
        }
        if group == Codes::UNKNOWN {
            self.some |= member.certain && !member.many;
            self.homeless.push(Member { certain: false, ..member });
            return;
        }
        let next = self.groups.len();
        let place = *self.places.entry(group).or_insert(next);
        match self.groups.get_mut(place) {
            Some(members) => members.push(member),
            None => self.groups.push(vec![member]),
        }
    }

    /// `outer` of what `inner` makes of each group.
    pub(crate) fn reduce(
        mut self,
        outer: &dyn Reduction,
        inner: &dyn Reduction,
        rates: Exchange<'_>,
    ) -> Scalar {
        let homeless = self.homeless;
        let result = |group: &[Member]| {
            let (range, currency) = inner.reduce_some(group, rates).parts();
            Member { certain: group.iter().any(|m| m.certain), ..Member::surely(range, currency) }
        };
        let with_all = |group: &mut Vec<Member>| {
            group.extend_from_slice(&homeless);
            result(group)
        };
        let mut results: Vec<Member> = self.groups.iter_mut().map(with_all).collect();
        if homeless.iter().any(|m| m.many) {
            results.push(Member { many: true, ..result(&homeless) });
        } else if let [only] = homeless.as_slice() {
            // A group of its own has no other member.
            let alone = result(&[Member { certain: true, ..*only }]);
            results.push(Member { certain: false, ..alone });
        } else if !homeless.is_empty() {
            results.extend(std::iter::repeat_n(result(&homeless), homeless.len()));
        }
        match self.some {
            true => outer.reduce_some(&results, rates),
            false => outer.reduce(&results, rates),
        }
    }
}
