//! Which of several amounts count that rest on the same facts, and what these come to.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::alarm::Sure;
use crate::outcome::{Basis, Severity};
use crate::ty::ExprId;
use crate::value::{Decimal, Range};

/// A verdict by its rule and its subject's row.
pub(super) type Verdict = (u32, u32);

/// What a verdict adds.
#[derive(Clone, Copy)]
pub(super) struct Amount {
    pub(super) verdict: Verdict,
    /// How bad the finding is; `None` of an open verdict.
    pub(super) severity: Option<Severity>,
    /// In the reporting currency, and nothing below nothing; `None` where there is no rate.
    pub(super) home: Option<Range>,
}

/// Nothing at all.
pub(super) const NOTHING: Range = Range { lo: Some(Decimal::ZERO), hi: Some(Decimal::ZERO) };

/// Nothing or more.
pub(super) const NOT_NEGATIVE: Range = Range { lo: Some(Decimal::ZERO), hi: None };

/// The amounts that count, as far as they were looked at.
pub(super) struct Choice<'a> {
    amounts: &'a [Amount],
    /// By what they rest on; no fact stands behind two.
    owners: FxHashMap<Basis, usize>,
    /// What those rest on that count, by their places.
    counted: FxHashMap<usize, Vec<Basis>>,
    /// The others.
    shared: FxHashMap<usize, Shared>,
    /// The facts behind what is one for all subjects.
    whole: FxHashMap<ExprId, Vec<Basis>>,
}

/// An amount that does not count.
struct Shared {
    /// The one that counts instead, and what both rest on.
    by: (usize, Basis),
    /// All that counted with which it had something in common.
    others: Vec<usize>,
}

impl<'a> Choice<'a> {
    /// Among those amounts, of which none was looked at yet.
    pub(super) fn of(amounts: &'a [Amount]) -> Choice<'a> {
        let (owners, counted, shared, whole) = Default::default();
        Choice { amounts, owners, counted, shared, whole }
    }

    /// Looks at an amount that rests on those facts: it counts where it shares none of them, or where
    /// more of it is certain than of all together in whose place it stands then.
    pub(super) fn add(
        &mut self,
        place: usize,
        basis: Vec<Basis>,
        order: impl Fn(&Basis, &Basis) -> Ordering,
        whole: impl Fn(ExprId) -> Vec<Basis>,
    ) {
        let basis = self.with_whole(basis, whole);
        // The first by where it stands, so that the order of records does not matter.
        let common = basis.iter().filter(|basis| self.owners.contains_key(basis));
        let Some(first) = common.clone().min_by(|a, b| order(a, b)).copied() else {
            return self.count(place, basis);
        };
        let mut others: Vec<usize> =
            common.filter_map(|basis| self.owners.get(basis)).copied().collect();
        others.sort_unstable();
        others.dedup();
        if !self.outweighs(place, &others) {
            let owner = self.owners.get(&first).copied().sure();
            self.shared.insert(place, Shared { by: (owner, first), others });
            return;
        }
        for other in others {
            let left = self.counted.remove(&other).sure();
            let both = left.iter().filter(|one| basis.binary_search(one).is_ok());
            let both = both.min_by(|a, b| order(a, b)).copied().unwrap_or(first);
            for one in &left {
                self.owners.remove(one);
            }
            self.shared.insert(other, Shared { by: (place, both), others: vec![place] });
        }
        self.count(place, basis);
    }

    /// With the facts behind what is one for all subjects, unless that counts already.
    fn with_whole(
        &mut self,
        mut basis: Vec<Basis>,
        whole: impl Fn(ExprId) -> Vec<Basis>,
    ) -> Vec<Basis> {
        let mut facts = Vec::new();
        for one in &basis {
            if let Basis::Shared(e) = one
                && !self.owners.contains_key(one)
            {
                facts.extend_from_slice(self.whole.entry(*e).or_insert_with(|| whole(*e)));
            }
        }
        if !facts.is_empty() {
            basis.extend(facts);
            basis.sort_unstable();
            basis.dedup();
        }
        basis
    }

    fn count(&mut self, place: usize, basis: Vec<Basis>) {
        self.shared.remove(&place);
        self.owners.extend(basis.iter().map(|one| (*one, place)));
        self.counted.insert(place, basis);
    }

    /// Whether more is certain of an amount than of others together. Nothing is certain of an open
    /// verdict beside a finding.
    fn outweighs(&self, place: usize, others: &[usize]) -> bool {
        let one = &self.amounts[place];
        let beside = |other: &usize| {
            let other = &self.amounts[*other];
            match one.severity.is_none() && other.severity.is_some() {
                true => None,
                false => Some(other.home?.lo.unwrap_or(Decimal::ZERO)),
            }
        };
        let beside: Option<Vec<Decimal>> = others.iter().map(beside).collect();
        let sum = |all: Vec<Decimal>| {
            all.into_iter().fold(NOTHING, |sum, lo| sum.add(Range::point(lo))).hi
        };
        let certain = one.home.and_then(|home| home.lo);
        certain.zip(beside.and_then(sum)).is_some_and(|(own, others)| own > others)
    }

    /// The amounts that shared a cause with one that counted then and does not any more: they are to
    /// be looked at again.
    pub(super) fn set_free(&mut self) -> Vec<usize> {
        let mut free = Vec::new();
        for (place, Shared { by: (owner, basis), .. }) in &mut self.shared {
            if self.counted.contains_key(owner) {
                continue;
            }
            match self.owners.get(basis) {
                Some(now) => *owner = *now,
                None => free.push(*place),
            }
        }
        free.sort_unstable();
        free
    }

    /// What all come to.
    pub(super) fn totals(self) -> Totals {
        let mut totals = Totals::default();
        let mut most: FxHashMap<usize, Range> = FxHashMap::default();
        for (place, amount) in self.amounts.iter().enumerate() {
            match amount.home {
                Some(home) if self.counted.contains_key(&place) => {
                    totals.add(amount);
                    most.insert(place, home);
                }
                None => totals.add(amount),
                Some(_) => {}
            }
        }
        // What is possible of one that is left out beyond what is of the one that counts.
        for (place, Amount { verdict, severity, home }) in self.amounts.iter().enumerate() {
            let Some((owner, basis)) = self.standing_for(place) else { continue };
            let of = &self.amounts[owner];
            totals.shared_with.insert(*verdict, (of.verdict, basis));
            let others = self.shared.get(&place).map_or(&[][..], |shared| &shared.others);
            let others = others.iter().filter(|other| **other != owner);
            let others = others.filter_map(|other| most.get(other));
            let others = others.fold(NOTHING, |sum, other| sum.add(*other));
            if let (Some(most), Some(home)) = (most.get_mut(&owner), home) {
                let beyond = beyond(most.add(others), *home);
                *most = most.add(beyond);
                let sum = totals.of(severity.and(of.severity));
                sum.range = plus(sum.range, beyond);
            }
        }
        totals
    }

    /// The amount that counts in the place of one, and a fact by which it does.
    fn standing_for(&self, place: usize) -> Option<(usize, Basis)> {
        let (mut owner, basis) = self.shared.get(&place)?.by;
        // Each was displaced by one of which more is certain.
        while let Some(Shared { by: (next, _), .. }) = self.shared.get(&owner) {
            owner = *next;
        }
        Some((owner, basis))
    }
}

/// A sum of what is not negative: where it is too large to compute, at least the larger.
pub(super) fn plus(sum: Range, one: Range) -> Range {
    let both = sum.add(one);
    Range::new(both.lo.or(sum.lo.max(one.lo)), both.hi)
}

/// How far an end lies above another; nothing is above one that is none.
pub(super) fn above(end: Option<Decimal>, other: Option<Decimal>) -> Range {
    match (end, other) {
        (Some(end), Some(other)) => Range::point(end).sub(Range::point(other)),
        (None, Some(_)) => NOT_NEGATIVE,
        (_, None) => NOTHING,
    }
}

/// How much more is possible of an amount than of another.
fn beyond(counted: Range, other: Range) -> Range {
    let most = above(other.hi, counted.hi).hi;
    Range::new(NOTHING.lo, most.map(|most| most.max(Decimal::ZERO)))
}

/// What amounts come to.
#[derive(Default)]
pub(super) struct Totals {
    /// In findings, the most severe first.
    pub(super) found: BTreeMap<Reverse<Severity>, Sum>,
    /// In verdicts that could not be reached.
    pub(super) open: Sum,
    /// Those that are not counted, with the verdict that is, and what both rest on.
    pub(super) shared_with: FxHashMap<Verdict, (Verdict, Basis)>,
    /// How many have no rate.
    pub(super) unconverted: u64,
}

/// What several amounts come to.
pub(super) struct Sum {
    pub(super) range: Range,
    pub(super) verdicts: u64,
}

impl Default for Sum {
    fn default() -> Sum {
        Sum { range: NOTHING, verdicts: 0 }
    }
}

impl Totals {
    /// In all findings.
    pub(super) fn sum(&self) -> Range {
        self.found.values().fold(NOTHING, |sum, one| plus(sum, one.range))
    }

    /// How many findings that is.
    pub(super) fn findings(&self) -> u64 {
        self.found.values().map(|one| one.verdicts).sum()
    }

    /// Counts an amount that has no cause in common with those before.
    pub(super) fn add(&mut self, amount: &Amount) {
        match amount.home {
            None => self.unconverted += 1,
            Some(home) => {
                let sum = self.of(amount.severity);
                sum.range = plus(sum.range, home);
                sum.verdicts += 1;
            }
        }
    }

    fn of(&mut self, severity: Option<Severity>) -> &mut Sum {
        match severity {
            Some(severity) => self.found.entry(Reverse(severity)).or_default(),
            None => &mut self.open,
        }
    }
}
