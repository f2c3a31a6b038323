//! Which verdicts count for which records that a scorecard grades.

use super::Assessment;
use super::baseline::Held;
use super::tally::{Cause, Counting, Leading};
use crate::ir::{Leads, Scorecard, Taken};

impl Assessment<'_> {
    /// Finds for whom the verdicts count that a scorecard takes.
    pub(super) fn leading(&self, scorecard: &Scorecard) -> Leading {
        let mut of: Vec<(u32, Counting)> = Vec::new();
        let mut leading = Leading::default();
        for taken in &scorecard.takes {
            let rule = &self.program.rules[taken.rule];
            let is_open =
                !self.tables.of(rule.subject).is_complete() || self.gaps_of(rule.subject).is_some();
            let worst = rule.rungs.iter().map(|rung| rung.severity).max();
            leading.beyond = leading.beyond.max(worst.filter(|_| is_open));
            for (one, heads) in self.counting(taken) {
                of.extend(heads.into_iter().map(|head| (head, one)));
                leading.anywhere.extend(Some(one).filter(|one| one.is_anywhere));
            }
        }
        // The worst first, and then so that the order of records does not matter.
        let order = |one: &Counting, other: &Counting| {
            let worst = (other.held.severity, other.held.possibly)
                .cmp(&(one.held.severity, one.held.possibly));
            worst.then_with(|| self.standing_order(one.verdict, other.verdict))
        };
        of.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| order(one, other)));
        leading.anywhere.sort_by(order);
        let rows = self.tables.of(scorecard.subject).subjects();
        leading.starts =
            (0..=rows as u32).map(|row| of.partition_point(|(at, _)| *at < row)).collect();
        leading.own = of.into_iter().map(|(_, one)| one).collect();
        leading
    }

    /// The verdicts of a rule with the records that each counts for, once.
    fn counting(&self, taken: &Taken) -> Vec<(Counting, Vec<u32>)> {
        let held: Vec<(u32, Held)> = self.held_of(taken.rule).collect();
        let rows: Vec<u32> = held.iter().map(|(row, _)| *row).collect();
        let causes = match taken.cause {
            None => vec![Cause::Own; rows.len()],
            Some(cause) => {
                let records = self.evaluation.referred(cause, &rows).into_iter();
                records.map(|record| record.map_or(Cause::Untold, Cause::Record)).collect()
            }
        };
        let heads = self.heads(&taken.leads, &rows);
        let counting = |(at, heads): (usize, Vec<Option<u32>>)| {
            // Who leads to nobody leads to one who is not told.
            let is_anywhere = heads.is_empty() || heads.contains(&None);
            let mut heads: Vec<u32> = heads.into_iter().flatten().collect();
            heads.sort_unstable();
            heads.dedup();
            let (row, held) = held[at];
            let verdict = (taken.rule as u32, row);
            (Counting { verdict, held, cause: causes[at], is_anywhere }, heads)
        };
        heads.into_iter().enumerate().map(counting).collect()
    }

    /// Whom the subjects of a rule lead to.
    fn heads(&self, leads: &Leads, rows: &[u32]) -> Vec<Vec<Option<u32>>> {
        match leads {
            Leads::Itself => rows.iter().map(|row| vec![Some(*row)]).collect(),
            Leads::Members(list) => self.evaluation.members(*list, rows),
            Leads::By(ways) => {
                let found: Vec<Vec<Option<u32>>> =
                    ways.iter().map(|way| self.evaluation.referred(*way, rows)).collect();
                (0..rows.len()).map(|at| found.iter().map(|way| way[at]).collect()).collect()
            }
        }
    }
}
