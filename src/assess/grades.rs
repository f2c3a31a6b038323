//! The grades that scorecards give.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::Assessment;
use super::causes::Weight;
use super::choice::{NOTHING, plus};
use super::grade::Graded;
use super::stakes::{Least, New};
use super::tally::Counting;
use crate::eval::{Counted, Grading, Settings};
use crate::ir::{Scorecard, Taken};
use crate::value::Range;

impl Assessment<'_> {
    /// Grades the records of every scorecard.
    pub(super) fn grades(&self, settings: Settings) -> Vec<Graded> {
        let graded = |scorecard| self.graded(scorecard, settings);
        self.program.scorecards.iter().map(graded).collect()
    }

    fn graded(&self, scorecard: &Scorecard, settings: Settings) -> Graded {
        let leading = self.leading(scorecard);
        let (anywhere, others) = self.stake_of(leading.anywhere());
        let anywhere = plus(anywhere.found, anywhere.open).hi.filter(|_| !leading.is_open());
        let counted = |(row, (findings, undetermined)): (usize, ([Range; 5], Range))| {
            let counting = leading.of(row as u32);
            let (own, least) = self.stake_of(counting);
            let is_told = least.is_told
                && !others.any
                && counting.iter().all(|one| one.held.severity == Some(one.held.possibly));
            // What is open may take the place of several that are certain.
            let certain = match is_told || !least.shared && !others.shared {
                true => own.found.lo,
                false => least.largest.or(NOTHING.lo),
            };
            let at_most = plus(plus(own.found, own.open), Range { hi: anywhere, ..NOTHING });
            let at_stake = Range { lo: certain, hi: at_most.hi };
            Counted { findings, undetermined, at_stake }
        };
        let counted: Vec<Counted> =
            leading.counts().into_par_iter().enumerate().map(counted).collect();
        let (program, tables) = (self.program, self.tables);
        let awards = Grading { program, tables, settings, scorecard, counted: &counted }.awards();
        let mut order: Vec<u32> = (0..awards.len() as u32).collect();
        order.sort_by_cached_key(|row| {
            let (award, counted) = (&awards[*row as usize], &counted[*row as usize]);
            let weight = Reverse(Weight::of(counted.at_stake));
            let [info, low, medium, high, critical] =
                counted.findings.map(|count| Reverse(count.lo));
            let standing = self.tables.standing(&self.program.schema, scorecard.subject, *row);
            let grade = (award.certain.grade, award.possibly.grade);
            (grade, critical, high, medium, low, info, weight, standing)
        });
        let tells = |taken: &Taken| self.program.rules[taken.rule].amount.is_some();
        let tells_amount = scorecard.takes.iter().any(tells);
        Graded { leading, counted, awards, tells_amount, settings, order, beside: Vec::new() }
    }

    /// What is at stake in verdicts that count.
    fn stake_of(&self, counting: &[Counting]) -> (New, Least) {
        self.at_stake_in(counting.iter().map(|one| (one.verdict, one.held.severity)))
    }
}
