//! How much money is at stake in a run, each cause counted once.

use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Assessment;
use super::causes::{TOGETHER, Weight};
use super::choice::{Amount, NOT_NEGATIVE, NOTHING, Sum, Totals, Verdict, above};
use crate::alarm::Sure;
use crate::outcome::{self, Basis, Severity};
use crate::report::{AtStake, OpenStake, SharedCause, StakeOf, Value};
use crate::ty::Ty;
use crate::value::{Decimal, Range, Scalar};

/// What is at stake in every finding and open verdict whose rule tells an amount.
#[derive(Default)]
pub(super) struct Stakes {
    of: FxHashMap<Verdict, Stake>,
    /// What all of them come to; `None` where no rule tells an amount.
    pub(super) all: Option<AtStake>,
    /// What counts towards the gate, where an amount may fail it.
    pub(super) new: Option<New>,
}

/// What is at stake in findings that the baseline has not, or less bad, and what more there is at
/// stake than then in those that it has.
pub(super) struct New {
    pub(super) found: Range,
    /// In how many findings.
    pub(super) findings: u64,
    /// What open verdicts may add, and amounts without a rate.
    pub(super) open: Range,
    /// How many these are.
    pub(super) others: u64,
}

impl From<Totals> for New {
    fn from(totals: Totals) -> New {
        // What cannot be converted may be any amount.
        let open = match totals.unconverted {
            0 => totals.open.range,
            _ => NOT_NEGATIVE,
        };
        New {
            found: totals.sum(),
            findings: totals.findings(),
            open: open.hull(NOTHING),
            others: totals.open.verdicts + totals.unconverted,
        }
    }
}

/// What is certain of a sum in which amounts may take each other's place.
#[derive(Clone, Copy)]
pub(super) struct Least {
    /// The largest amount of a finding that is certain: no sum is below it.
    pub(super) largest: Option<Decimal>,
    /// Whether all are of findings, and known.
    pub(super) is_told: bool,
    /// Whether some rest on the same facts as others.
    pub(super) shared: bool,
    /// Whether there are any.
    pub(super) any: bool,
}

/// What is at stake in a verdict.
struct Stake {
    value: Scalar,
    /// In the reporting currency, and nothing below nothing; `None` where there is no rate.
    home: Option<Range>,
    /// The verdict that is counted in its place, and what both rest on.
    shares: Option<(Verdict, Basis)>,
}

impl Assessment<'_> {
    /// What is at stake in a verdict, in the reporting currency and nothing below nothing; `None` where
    /// its rule tells no amount, or there is no rate.
    pub(super) fn at_stake(&self, rule: usize, row: u32) -> Option<Range> {
        self.stakes.of.get(&(rule as u32, row))?.home
    }

    /// Adds up what is at stake; where an amount may fail the gate, also what counts towards it.
    pub(super) fn stakes(&self, gated: bool) -> Stakes {
        let tells = |(_, rule): &(usize, &crate::ir::Rule)| rule.amount.is_some();
        let rules: Vec<usize> =
            self.program.rules.iter().enumerate().filter(tells).map(|(i, _)| i).collect();
        if rules.is_empty() {
            return Stakes::default();
        }
        let told: Vec<(Amount, Scalar)> =
            rules.iter().flat_map(|rule| self.amounts(*rule)).collect();
        let all = self.added_up(told.iter().map(|(amount, _)| *amount).collect());
        let new = gated.then(|| {
            let more = |(one, _): &(Amount, Scalar)| {
                Some(Amount { home: self.grown(one.verdict, one.home)?, ..*one })
            };
            self.added_up(told.iter().filter_map(more).collect()).into()
        });
        let sum = self.all_at_stake(&all);
        let mut shared = all.shared_with;
        let stake = |(Amount { verdict, home, .. }, value)| {
            (verdict, Stake { value, home, shares: shared.remove(&verdict) })
        };
        Stakes { of: told.into_iter().map(stake).collect(), all: Some(sum), new }
    }

    /// How much more there is at stake in a verdict than in the baseline; all of it where the
    /// baseline has it not, or less bad. Nothing that counts where there is no more, or where it is
    /// waived.
    fn grown(&self, (rule, row): Verdict, now: Option<Range>) -> Option<Option<Range>> {
        if self.waived(rule as usize, row).is_some() {
            return None;
        }
        let since = self.since(rule as usize, row);
        if self.gate.counts(since) {
            return Some(now);
        }
        // Where the baseline does not tell how much it was, nobody has accepted any of it.
        let then = self.known(rule as usize, row).and_then(|known| known.at_stake);
        let Some(then) = then.map(not_negative) else { return Some(now) };
        let more = now.map(|now| growth(then, now));
        Some(more).filter(|more| *more != Some(NOTHING))
    }

    /// What is at stake in the findings and open verdicts of one rule, each as the rule tells it, too.
    fn amounts(&self, rule: usize) -> Vec<(Amount, Scalar)> {
        let outcome = &self.outcomes[rule];
        let findings = outcome.flagged.iter().map(|(row, severity, _)| (*row, Some(*severity)));
        let open = outcome.undetermined.iter().map(|(row, _)| (*row, None));
        let verdicts: Vec<(u32, Option<Severity>)> = findings.chain(open).collect();
        let some = |verdicts: &[(u32, Option<Severity>)]| {
            let rows = verdicts.iter().map(|(row, _)| *row).collect();
            let subjects = self.evaluation.subjects(rule, rows);
            let stakes = subjects.and_then(|subjects| subjects.stakes()).sure();
            let amount = |(stake, (row, severity)): (outcome::Stake, &(u32, Option<Severity>))| {
                let (verdict, home) = ((rule as u32, *row), stake.home.map(not_negative));
                (Amount { verdict, severity: *severity, home }, stake.value)
            };
            stakes.into_iter().zip(verdicts).map(amount).collect::<Vec<_>>()
        };
        verdicts.par_chunks(TOGETHER).flat_map_iter(some).collect()
    }

    fn all_at_stake(&self, totals: &Totals) -> AtStake {
        let value = |range| self.in_reporting(range);
        let of = |(Reverse(severity), sum): (&Reverse<Severity>, &Sum)| {
            StakeOf::new(*severity, value(sum.range), sum.verdicts)
        };
        let mut all = AtStake::new(value(totals.sum()), totals.findings());
        all.by_severity.extend(totals.found.iter().map(of));
        let open = Some(&totals.open).filter(|open| open.verdicts > 0 || open.range != NOTHING);
        all.open = open.map(|open| OpenStake::new(value(open.range), open.verdicts));
        all.shared = totals.shared_with.len() as u64;
        all.unconverted = totals.unconverted;
        all
    }

    /// An amount in the reporting currency.
    pub(super) fn in_reporting(&self, range: Range) -> Value {
        let currency = Some(self.evaluation.rates().reporting);
        self.places().computed(&Scalar::quantity(range, currency), Ty::MONEY)
    }

    /// What a report tells of what is at stake in a verdict.
    pub(super) fn stake(&self, rule: u32, row: u32) -> Option<crate::report::Stake> {
        let stake = self.stakes.of.get(&(rule, row))?;
        let places = self.places();
        let ((_, currency), home) = (stake.value.parts(), self.evaluation.rates().reporting);
        let converted = stake.home.filter(|_| currency.is_some_and(|own| own != home));
        let converted = converted.map(|range| Scalar::quantity(range, Some(home)));
        let mut told = crate::report::Stake::new(
            places.computed(&stake.value, Ty::MONEY),
            converted.map(|value| places.computed(&value, Ty::MONEY)),
        );
        told.counted = stake.shares.is_none() && stake.home.is_some();
        told.shares = stake.shares.map(|((rule, row), basis)| {
            let owner = &self.program.rules[rule as usize];
            let (fact, place) = match basis {
                Basis::Fact(cell) => (places.name_of_fact(cell), places.cell(cell)),
                Basis::Shared(e) => (self.program.print(e, &owner.variable), None),
            };
            let key = places.key(owner.subject, row);
            SharedCause::new(owner.name.to_string(), key, fact, place)
        });
        Some(told)
    }

    /// What is at stake in some of the verdicts, each cause once.
    pub(super) fn at_stake_in(
        &self,
        verdicts: impl Iterator<Item = (Verdict, Option<Severity>)>,
    ) -> (New, Least) {
        let stake = |(verdict, severity)| {
            let Stake { home, shares, .. } = self.stakes.of.get(&verdict)?;
            Some((Amount { verdict, severity, home: *home }, shares.is_some()))
        };
        let (amounts, share): (Vec<Amount>, Vec<bool>) = verdicts.filter_map(stake).unzip();
        let found = amounts.iter().filter(|amount| amount.severity.is_some());
        let least = Least {
            largest: found.filter_map(|amount| amount.home?.lo).max(),
            is_told: amounts.iter().all(|amount| {
                amount.severity.is_some() && amount.home.is_some_and(|home| home.lo == home.hi)
            }),
            shared: share.contains(&true),
            any: !amounts.is_empty(),
        };
        if amounts.len() > 1 && least.shared {
            return (self.added_up(amounts).into(), least);
        }
        let mut totals = Totals::default();
        amounts.iter().for_each(|amount| totals.add(amount));
        (totals.into(), least)
    }

    /// How much is at stake in a verdict, to put the largest first; `None` where its rule tells no
    /// amount.
    pub(super) fn weight(&self, rule: u32, row: u32) -> Option<Weight> {
        self.stakes.of.get(&(rule, row)).and_then(|stake| stake.home).map(Weight::of)
    }
}

/// What of an amount is not below nothing.
pub(super) fn not_negative(range: Range) -> Range {
    range.intersect(NOT_NEGATIVE).unwrap_or(NOTHING)
}

/// By how much each end lies above that of before; one that had no end was known to have none.
fn growth(then: Range, now: Range) -> Range {
    let certain = above(now.lo.or(NOTHING.lo), then.lo.or(NOTHING.lo)).lo.max(NOTHING.lo);
    let most = above(now.hi, then.hi).hi;
    Range::new(certain, most.map(|most| certain.map_or(most, |certain| most.max(certain))))
}
