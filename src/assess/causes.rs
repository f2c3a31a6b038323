//! Amounts added up, each cause once.

use std::cmp::{Ordering, Reverse};

use rayon::prelude::*;

use super::Assessment;
use super::choice::{Amount, Choice, NOTHING, Totals, Verdict};
use crate::alarm::Sure;
use crate::eval::Bases;
use crate::outcome::{Basis, Cell};
use crate::ty::ExprId;
use crate::value::{Decimal, Range};

/// How many verdicts of one rule are looked at together.
pub(super) const TOGETHER: usize = 1024;

/// How often it is looked whether what shared a cause with an amount that no longer counts counts
/// itself now; what is left then is told to be counted with what took that amount's place.
const ROUNDS: usize = 16;

/// What of how many amounts is known at once on what they rest: all are far more than all verdicts.
const AT_ONCE: usize = 4 * TOGETHER;

/// How much there is for certain, and at most: `None`, the greatest, where there is no end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Weight {
    certain: Decimal,
    is_open: bool,
    most: Option<Decimal>,
}

impl Weight {
    pub(super) fn of(range: Range) -> Weight {
        Weight { certain: certain(range), is_open: range.hi.is_none(), most: range.hi }
    }
}

fn certain(range: Range) -> Decimal {
    range.lo.unwrap_or(Decimal::ZERO)
}

impl Assessment<'_> {
    /// Adds amounts up. Of those that rest on the same facts one counts, or several that share
    /// nothing with each other: the findings before open verdicts, and of findings those of which
    /// together more is certain, the more severe where it is as much.
    pub(super) fn added_up(&self, mut amounts: Vec<Amount>) -> Totals {
        // The smaller come first, so that a larger one is held against all in whose place it would
        // stand.
        amounts.par_sort_by(|a, b| {
            let key = |one: &Amount| {
                let home = one.home.unwrap_or(NOTHING);
                (one.severity.is_none(), Reverse(one.severity), certain(home))
            };
            let more = |one: &Amount| one.home.map(|home| (home.hi.is_none(), home.hi));
            let order = key(a).cmp(&key(b)).then_with(|| more(b).cmp(&more(a)));
            order.then_with(|| self.standing_order(a.verdict, b.verdict))
        });
        let (known, mut chosen) = (Bases::default(), Choice::of(&amounts));
        let order = |a: &Basis, b: &Basis| self.basis_order(*a, *b);
        let mut places: Vec<usize> = (0..amounts.len()).collect();
        places.retain(|place| amounts[*place].home.is_some());
        for _ in 0..ROUNDS {
            for places in places.chunks(AT_ONCE) {
                let some: Vec<Amount> = places.iter().map(|place| amounts[*place]).collect();
                for (place, basis) in places.iter().zip(self.bases(&some, &known)) {
                    let whole = |e| self.whole(amounts[*place].verdict, e, &known);
                    chosen.add(*place, basis, order, whole);
                }
            }
            places = chosen.set_free();
            if places.is_empty() {
                break;
            }
        }
        chosen.totals()
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

    /// What an aggregate rests on that is one for all subjects of a rule.
    fn whole(&self, (rule, row): Verdict, e: ExprId, known: &Bases) -> Vec<Basis> {
        let subjects = self.evaluation.subjects(rule as usize, vec![row]);
        subjects.map(|subjects| subjects.whole(e, known)).sure()
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
