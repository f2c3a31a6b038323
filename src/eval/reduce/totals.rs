//! Running totals of many subjects: every member is added to those of the row that it is tied to,
//! batch by batch, and the totals of several runs are merged.
//!
//! Only plain members can be added; whoever meets another goes the general way.

use std::borrow::Cow;

use rayon::prelude::*;

use super::exact::{Exact, Plain};
use super::fronts::Fronts;
use super::member::Member;
use super::reduction::{Extreme, Reduction};
use super::tally::Tally;
use crate::eval::batch::{Batch, collect};
use crate::eval::rates::Exchange;
use crate::value::{Bits, Codes, Currency, Scalar, Truths};

/// A batch of members, each with the row that it is tied to.
pub(crate) struct Tied<'b> {
    pub(crate) inside: &'b Truths,
    pub(crate) keys: &'b [u32],
    /// Those of them that are not tied to one row and may be tied to every one.
    pub(crate) anywhere: Option<&'b Bits>,
    /// Those that stand for any number.
    pub(crate) unseen: Option<&'b Bits>,
    pub(crate) value: Option<&'b Batch>,
    /// What tells which of them counts, where one does.
    pub(crate) order: Option<&'b Batch>,
    /// The group of each, where they are taken by groups.
    pub(crate) groups: Option<&'b [u32]>,
}

/// Running totals by the row that members are tied to.
pub(crate) struct Totals {
    of: Of,
    /// Digits behind the point of all sums.
    scale: u8,
    currency: Option<Currency>,
    /// What those come to that may be tied to every row.
    anywhere: Anywhere,
    /// Whether members were left out that may belong to several.
    pub(crate) left_some: bool,
}

/// What members come to of which some may belong to a subject, whichever those are.
#[derive(Clone, Copy, Default)]
struct Anywhere {
    members: usize,
    /// The sum of those below zero: the least that they add.
    least: Exact,
    /// The sum of those above.
    most: Exact,
}

/// What the members come to that belong to one subject for certain, beside whatever others it may have.
#[derive(Clone, Copy)]
pub(crate) struct Own {
    /// Their sum, of what is added up.
    pub(crate) sum: Option<Member>,
    /// How many they are, of what is counted.
    pub(crate) tally: Tally,
    /// Whether there is one, and whether one stands for itself.
    pub(crate) any: bool,
    pub(crate) told: bool,
}

enum Of {
    Counts(Vec<u32>),
    Sums(Vec<Exact>),
    /// By row and group.
    Groups(Pairs),
    Fronts(Fronts),
}

impl Totals {
    fn new(of: Of) -> Totals {
        Totals { of, scale: 0, currency: None, anywhere: Anywhere::default(), left_some: false }
    }

    /// How many members there are of each subject.
    pub(super) fn counts(subjects: usize) -> Totals {
        Totals::new(Of::Counts(vec![0; subjects]))
    }

    /// The sums of each subject.
    pub(super) fn sums(subjects: usize) -> Totals {
        Totals::new(Of::Sums(vec![Exact::default(); subjects]))
    }

    /// The sums of each group of each subject.
    pub(super) fn sums_of_groups() -> Totals {
        Totals::new(Of::Groups(Pairs::default()))
    }

    /// What the foremost of each subject say.
    pub(super) fn fronts(subjects: usize, end: Extreme) -> Totals {
        Totals::new(Of::Fronts(Fronts::new(subjects, end)))
    }

    /// Adds a batch of members; `None` where one is not plain. Of what is counted or added up those
    /// are left out that may belong to several.
    pub(crate) fn add(mut self, members: &Tied<'_>) -> Option<Totals> {
        let keys = members.keys;
        let is_tied = |i: usize| keys.get(i).is_some_and(|key| *key != Codes::UNKNOWN);
        let all = members.inside;
        let inside = match all.can_be_true().ones().all(is_tied) {
            true => Cow::Borrowed(all),
            false => match self.of {
                Of::Counts(_) | Of::Sums(_) => {
                    self.add_untied(members)?;
                    Cow::Owned(all.only_in(&Bits::from_fn(all.len(), is_tied)))
                }
                Of::Groups(_) | Of::Fronts(_) => return None,
            },
        };
        let mut rows = inside.can_be_true().ones().filter_map(|i| Some((i, keys.get(i).copied()?)));
        if let Of::Counts(counts) = &mut self.of {
            if inside.unknown().any() {
                return None;
            }
            rows.try_for_each(|(_, key)| {
                *counts.get_mut(key as usize)? += 1;
                Some(())
            })?;
            return Some(self);
        }
        let plain = Plain::of(&inside, members.value?)?;
        let factor = self.align(plain.scale, plain.currency)?;
        match &mut self.of {
            Of::Counts(_) => {}
            Of::Sums(sums) => {
                for (i, key) in rows {
                    let sum = sums.get_mut(key as usize)?;
                    plain.add(i, factor, sum);
                    sum.told |= !members.unseen.is_some_and(|unseen| unseen.get(i));
                }
            }
            Of::Groups(_) | Of::Fronts(_) if !plain.certain => return None,
            Of::Fronts(fronts) => {
                let keys = Plain::of(&inside, members.order?)?;
                fronts.add(rows, (&plain, factor), &keys)?;
            }
            Of::Groups(pairs) => {
                let groups = members.groups?;
                for (i, row) in rows {
                    let group = groups.get(i).copied().filter(|group| *group < Codes::NONE)?;
                    let mut sum = Exact::default();
                    plain.add(i, factor, &mut sum);
                    pairs.list.push(Pair { row, group, sum });
                }
                pairs.settle();
            }
        }
        Some(self)
    }

    /// Adds those of a batch that may be tied to every row, and notes that others are left out.
    fn add_untied(&mut self, members: &Tied<'_>) -> Option<()> {
        let may_be = members.inside.can_be_true();
        let untied = Bits::from_fn(may_be.len(), |i| members.keys.get(i) == Some(&Codes::UNKNOWN));
        let untied = may_be.and(&untied);
        let Some(anywhere) = members.anywhere.map(|bits| untied.and(bits)) else {
            self.left_some = true;
            return Some(());
        };
        self.left_some |= untied.and_not(&anywhere).any();
        if !anywhere.any() {
            return Some(());
        }
        // Each of those that stand for any number may be several.
        if members.unseen.is_some_and(|unseen| unseen.and(&anywhere).any()) {
            return None;
        }
        self.anywhere.members += anywhere.count();
        if let Of::Counts(_) = self.of {
            return Some(());
        }
        let inside = Truths::known(anywhere);
        let plain = Plain::of(&inside, members.value?)?;
        let factor = self.align(plain.scale, plain.currency)?;
        for place in inside.can_be_true().ones() {
            let (coef, _) = plain.at(place, 1)?;
            let Anywhere { least, most, .. } = &mut self.anywhere;
            plain.add(place, factor, if coef < 0 { least } else { most });
            // What has no upper bound may add anything from its lower one on.
            most.open |= least.open;
        }
        Some(())
    }

    /// Brings the totals to the scale and currency of what is to be added: the factor by which that
    /// comes to theirs.
    fn align(&mut self, scale: u8, currency: Option<Currency>) -> Option<i128> {
        if currency.is_some() && self.currency.is_some() && currency != self.currency {
            return None;
        }
        self.currency = self.currency.or(currency);
        self.rescale(scale.max(self.scale));
        Some(10i128.pow(u32::from(self.scale - scale)))
    }

    fn rescale(&mut self, scale: u8) {
        let factor = 10i128.pow(u32::from(scale - self.scale));
        self.scale = scale;
        if factor == 1 {
            return;
        }
        self.anywhere.least.scale(factor);
        self.anywhere.most.scale(factor);
        match &mut self.of {
            Of::Counts(_) => {}
            Of::Sums(sums) => sums.iter_mut().for_each(|sum| sum.scale(factor)),
            Of::Groups(pairs) => pairs.list.iter_mut().for_each(|pair| pair.sum.scale(factor)),
            Of::Fronts(fronts) => fronts.scale(factor),
        }
    }

    /// Adds the totals of another run.
    pub(crate) fn merge(mut self, mut other: Totals) -> Option<Totals> {
        self.align(other.scale, other.currency)?;
        other.rescale(self.scale);
        self.left_some |= other.left_some;
        self.anywhere.join(&other.anywhere);
        match (&mut self.of, other.of) {
            (Of::Counts(a), Of::Counts(b)) => a.iter_mut().zip(b).for_each(|(a, b)| *a += b),
            (Of::Sums(a), Of::Sums(b)) => a.iter_mut().zip(&b).for_each(|(a, b)| a.join(b)),
            (Of::Groups(a), Of::Groups(b)) => a.append(b),
            (Of::Fronts(a), Of::Fronts(b)) => a.merge(b)?,
            _ => return None,
        }
        Some(self)
    }

    /// Those of a subject, where what is made of them and others is made of their sum or number;
    /// `None` where it cannot be held.
    pub(crate) fn own(&self, subject: usize) -> Option<Own> {
        let (mut sum, mut tally) = (None, Tally::default());
        let (any, told) = match &self.of {
            Of::Counts(counts) => {
                tally = Tally::surely(counts.get(subject).copied()? as usize);
                (tally.possible > 0, tally.possible > 0)
            }
            Of::Sums(sums) => {
                let all = *sums.get(subject)?;
                sum = Some(Member::surely(all.range(self.scale)?, self.currency));
                (all.told || all.open, all.told)
            }
            Of::Groups(_) | Of::Fronts(_) => return None,
        };
        Some(Own { sum, tally, any, told })
    }

    /// What a function makes of them for each of so many subjects.
    pub(crate) fn finish(
        self,
        function: &dyn Reduction,
        subjects: usize,
        rates: Exchange<'_>,
    ) -> Option<Batch> {
        let results: Option<Vec<Scalar>> = match self.of {
            Of::Counts(counts) => {
                let tally = |n: &u32| {
                    let certain = Tally::surely(*n as usize);
                    Tally { possible: certain.possible + self.anywhere.members, ..certain }
                };
                counts.iter().map(tally).map(|tally| function.tallied(&tally)).collect()
            }
            Of::Sums(sums) => {
                let Anywhere { members, least, most } = self.anywhere;
                let total = |sum: Exact| {
                    let range = sum.between(&least, &most, self.scale)?;
                    let total = Scalar::quantity(range, self.currency);
                    let untold = sum.open && !sum.told && members == 0;
                    Some(if untold { function.of_untold(total) } else { total })
                };
                sums.into_iter().map(total).collect()
            }
            Of::Fronts(fronts) => {
                let (scale, currency) = (self.scale, self.currency);
                fronts.finish(scale, currency).collect()
            }
            Of::Groups(pairs) => {
                let pairs = pairs.sorted();
                let member =
                    |pair: &Pair| Some(Member::surely(pair.sum.range(self.scale)?, self.currency));
                let result = |members: &mut Vec<Member>, row: u32| {
                    let start = pairs.partition_point(|pair| pair.row < row);
                    let own = pairs.get(start..)?.iter().take_while(|pair| pair.row == row);
                    members.clear();
                    for pair in own {
                        members.push(member(pair)?);
                    }
                    Some(function.reduce(members, rates))
                };
                (0..subjects as u32).into_par_iter().map_init(Vec::new, result).collect()
            }
        };
        results.map(collect)
    }
}

impl Anywhere {
    fn join(&mut self, other: &Anywhere) {
        self.members += other.members;
        self.least.join(&other.least);
        self.most.join(&other.most);
    }
}

/// How many members are written down before the list is looked through for pairs met twice.
const SMALL: usize = 1 << 16;

/// The sum of a row and its group.
#[derive(Clone, Copy)]
struct Pair {
    row: u32,
    group: u32,
    sum: Exact,
}

/// Sums of pairs as they grow.
///
/// Most pairs of a large portfolio are met once, so each member is written down and the list is
/// sorted: that is less work than to look every pair up, and two lists join at no cost.
#[derive(Default)]
struct Pairs {
    list: Vec<Pair>,
    /// How many pairs there were when all were last told apart.
    apart: usize,
}

impl Pairs {
    /// Joins members of one pair once the list has grown twice as long as it need be, so that it
    /// grows with the pairs and not with the members.
    fn settle(&mut self) {
        if self.list.len() > SMALL && self.list.len() > 2 * self.apart {
            self.join();
        }
    }

    fn append(&mut self, others: Pairs) {
        self.list.extend(others.list);
        self.apart += others.apart;
    }

    /// Every pair once, in the order of rows.
    fn sorted(mut self) -> Vec<Pair> {
        self.join();
        self.list
    }

    fn join(&mut self) {
        self.list.par_sort_unstable_by_key(|pair| (pair.row, pair.group));
        self.list.dedup_by(|next, kept| {
            let same = (next.row, next.group) == (kept.row, kept.group);
            if same {
                kept.sum.join(&next.sum);
            }
            same
        });
        self.apart = self.list.len();
    }
}
