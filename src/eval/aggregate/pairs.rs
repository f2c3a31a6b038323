//! Sums by pairs of a row and its group.
//!
//! Most pairs of a large portfolio are met once, so each member is written down and the list is
//! sorted: that is less work than to look every pair up, and two lists join at no cost.

use rayon::prelude::*;

/// How many members are written down before the list is looked through for pairs met twice.
const SMALL: usize = 1 << 16;

/// The sum of a pair.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub(super) row: u32,
    group: u32,
    pub(super) sum: i128,
    /// It has no upper bound.
    pub(super) open: bool,
}

/// Sums of pairs as they grow.
#[derive(Default)]
pub(super) struct Pairs {
    list: Vec<Pair>,
    /// How many pairs there were when all were last told apart.
    apart: usize,
}

impl Pairs {
    /// Adds to the sum of a pair.
    #[inline]
    pub(super) fn add(&mut self, row: u32, group: u32, sum: i128, open: bool) {
        self.list.push(Pair { row, group, sum, open });
    }

    /// Joins members of one pair once the list has grown twice as long as it need be, so that it
    /// grows with the pairs and not with the members.
    pub(super) fn settle(&mut self) {
        if self.list.len() > SMALL && self.list.len() > 2 * self.apart {
            self.join();
        }
    }

    /// Appends the sums of others.
    pub(super) fn append(&mut self, others: Pairs) {
        self.list.extend(others.list);
        self.apart += others.apart;
    }

    /// Counts all sums in a unit so many times smaller.
    pub(super) fn scale(&mut self, factor: i128) {
        self.list.iter_mut().for_each(|pair| pair.sum *= factor);
    }

    /// Every pair once, in the order of rows.
    pub(super) fn sorted(mut self) -> Vec<Pair> {
        self.join();
        self.list
    }

    fn join(&mut self) {
        self.list.par_sort_unstable_by_key(|pair| (pair.row, pair.group));
        self.list.dedup_by(|next, kept| {
            let same = (next.row, next.group) == (kept.row, kept.group);
            if same {
                kept.sum += next.sum;
                kept.open |= next.open;
            }
            same
        });
        self.apart = self.list.len();
    }
}
