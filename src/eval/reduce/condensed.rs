//! What members add that any of many subjects may have: worked out once for all of them.

use super::member::{Member, by_currency};
use super::reduction::{Few, Reduction};
use super::tally::Tally;

#[cfg(test)]
mod tests;

/// What untied members may add to every subject alike.
#[derive(Debug)]
pub(crate) struct Condensed {
    /// So many members that whatever is made of them is the same.
    members: Vec<Member>,
    /// All in order, where it hangs on the subject how many of them count.
    ordered: Vec<Ordered>,
    /// All of them, counted.
    pub(crate) tally: Tally,
    /// Some stand for themselves.
    pub(crate) told: bool,
}

impl Condensed {
    /// `None` where the function must see every single one.
    pub(crate) fn new(function: &dyn Reduction, members: &[Member]) -> Option<Condensed> {
        let (kept, ordered) = match function.few(members) {
            Few::All => return None,
            Few::OfThem(kept) => (kept, Vec::new()),
            Few::OfEitherEnd => {
                (Vec::new(), by_currency(members).into_iter().map(Ordered::new).collect())
            }
        };
        let told = members.iter().any(|m| !m.many);
        Some(Condensed { members: kept, ordered, tally: Tally::of(members), told })
    }

    /// Adds what counts beside so many certain members of a subject.
    pub(crate) fn join(&self, function: &dyn Reduction, certain: usize, members: &mut Vec<Member>) {
        members.extend_from_slice(&self.members);
        let most = function.reach(certain).max(1);
        self.ordered.iter().for_each(|ordered| ordered.join(most, members));
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
