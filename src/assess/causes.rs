//! Amounts added up, each cause once.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Assessment;
use crate::alarm::Sure;
use crate::eval::Bases;
use crate::outcome::{Basis, Cell, Severity};
use crate::value::{Decimal, Range};

/// A verdict by its rule and its subject's row.
pub(super) type Verdict = (u32, u32);

/// How many verdicts of one rule are looked at together.
pub(super) const TOGETHER: usize = 1024;

/// What of how many amounts is known at once on what they rest: all are far more than all verdicts.
const AT_ONCE: usize = 4 * TOGETHER;

/// What a verdict adds.
#[derive(Clone, Copy)]
pub(super) struct Amount {
    pub(super) verdict: Verdict,
    /// How bad the finding is; `None` of an open verdict.
    pub(super) severity: Option<Severity>,
    /// In the reporting currency, and nothing below nothing; `None` where there is no rate.
    pub(super) home: Option<Range>,
}

/// How much there is for certain, and at most: `None`, the greatest, where there is no end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Weight {
    certain: Decimal,
    is_open: bool,
    most: Option<Decimal>,
}

impl Weight {
    pub(super) fn of(range: Range) -> Weight {
        let certain = range.lo.unwrap_or(Decimal::ZERO);
        Weight { certain, is_open: range.hi.is_none(), most: range.hi }
    }
}

/// Nothing at all.
pub(super) const NOTHING: Range = Range { lo: Some(Decimal::ZERO), hi: Some(Decimal::ZERO) };

/// Nothing or more.
pub(super) const NOT_NEGATIVE: Range = Range { lo: Some(Decimal::ZERO), hi: None };

impl Assessment<'_> {
    /// Adds amounts up. The findings come first, and the largest of them: of two that rest on the
    /// same the one is left out of which less is certain. Where more of it is possible, as much may
    /// be at stake.
    pub(super) fn added_up(&self, mut amounts: Vec<Amount>) -> Totals {
        amounts.par_sort_by(|a, b| {
            let key = |one: &Amount| (one.severity.is_none(), Reverse(one.home.map(Weight::of)));
            let order = key(a).cmp(&key(b)).then(b.severity.cmp(&a.severity));
            order.then_with(|| self.standing_order(a.verdict, b.verdict))
        });
        let (mut totals, known) = (Totals::default(), Bases::default());
        for amounts in amounts.chunks(AT_ONCE) {
            for (amount, basis) in amounts.iter().zip(self.bases(amounts, &known)) {
                totals.add(*amount, &basis, |a, b| self.basis_order(a, b));
            }
        }
        totals
    }

    /// What each of some amounts rests on.
    fn bases(&self, amounts: &[Amount], known: &Bases) -> Vec<Vec<Basis>> {
        let mut places: Vec<usize> = (0..amounts.len()).collect();
        places.sort_by_key(|place| amounts[*place].verdict.0);
        let of_one_rule = places.chunk_by(|a, b| amounts[*a].verdict.0 == amounts[*b].verdict.0);
        let together: Vec<&[usize]> = of_one_rule.flat_map(|run| run.chunks(TOGETHER)).collect();
        let bases = |places: &[usize]| {
            let verdicts = places.iter().map(|place| amounts[*place].verdict);
            let rule = verdicts.clone().next().map(|(rule, _)| rule as usize);
            let rows = verdicts.map(|(_, row)| row).collect();
            let subjects = rule.and_then(|rule| self.evaluation.subjects(rule, rows));
            subjects.map(|subjects| subjects.bases(known)).sure()
        };
        let found: Vec<Vec<Vec<Basis>>> = together.par_iter().map(|places| bases(places)).collect();
        let mut all = vec![Vec::new(); amounts.len()];
        for (place, basis) in together.into_iter().flatten().zip(found.into_iter().flatten()) {
            all[*place] = basis;
        }
        all
    }

    /// The order of what amounts rest on, by where it stands.
    fn basis_order(&self, a: Basis, b: Basis) -> Ordering {
        let key = |basis: Basis| match basis {
            Basis::Fact(Cell { record, row, field }) => {
                let standing = self.tables.standing(&self.program.schema, record, row);
                (Some((record, standing, field)), None)
            }
            Basis::Shared(e) => (None, Some(e)),
        };
        key(a).cmp(&key(b))
    }
}

/// How much more is possible of an amount than of another.
fn beyond(counted: Range, other: Range) -> Range {
    match (counted.hi, other.hi) {
        (Some(_), None) => NOT_NEGATIVE,
        (Some(counted), Some(other)) if other > counted => {
            let more = Range::point(other).sub(Range::point(counted));
            Range::new(NOTHING.lo, more.hi)
        }
        _ => NOTHING,
    }
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
    /// Those that are counted, and how much of each is possible.
    counted: Vec<(Verdict, Option<Severity>, Range)>,
    /// By what they rest on.
    owners: FxHashMap<Basis, usize>,
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
        self.found.values().fold(NOTHING, |sum, one| sum.add(one.range))
    }

    /// How many findings that is.
    pub(super) fn findings(&self) -> u64 {
        self.found.values().map(|one| one.verdicts).sum()
    }

    fn add(
        &mut self,
        Amount { verdict, severity, home }: Amount,
        basis: &[Basis],
        order: impl Fn(Basis, Basis) -> Ordering,
    ) {
        let Some(home) = home else {
            self.unconverted += 1;
            return;
        };
        let owner = |basis: &Basis| self.owners.get(basis).map(|owner| (*owner, *basis));
        // The first by where it stands, so that the order of records does not matter.
        let owner = basis.iter().filter_map(owner).min_by(|(_, a), (_, b)| order(*a, *b));
        match owner.and_then(|(at, basis)| Some((self.counted.get_mut(at)?, basis))) {
            Some(((owner, severity, most), basis)) => {
                self.shared_with.insert(verdict, (*owner, basis));
                let (severity, beyond) = (*severity, beyond(*most, home));
                *most = most.add(beyond);
                let sum = self.of(severity);
                sum.range = sum.range.add(beyond);
            }
            None => {
                self.owners.extend(basis.iter().map(|basis| (*basis, self.counted.len())));
                self.counted.push((verdict, severity, home));
                let sum = self.of(severity);
                sum.range = sum.range.add(home);
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
