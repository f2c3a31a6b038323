//! Verdicts that count for records, and how many there are of each severity.

use std::collections::BTreeMap;

use super::baseline::Held;
use super::choice::Verdict;
use crate::alarm::Sure;
use crate::outcome::Severity;
use crate::value::{Decimal, Range};

/// A verdict that counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counting {
    pub(super) verdict: Verdict,
    pub(super) held: Held,
    pub(super) cause: Cause,
    /// Whether it may count for others as well, as not all is told that it leads to.
    pub(super) is_anywhere: bool,
}

impl Counting {
    /// Whether both go back to the same, and so count once.
    pub(super) fn shares(&self, other: &Counting) -> bool {
        matches!(self.cause, Cause::Record(_)) && self.cause == other.cause
    }
}

/// What a verdict goes back to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Cause {
    /// Nothing that it could have in common with others.
    Own,
    /// That record.
    Record(u32),
    /// Some record, which is not told.
    Untold,
}

/// The verdicts that count for the records of a kind.
#[derive(Default)]
pub(super) struct Leading {
    /// Of each record its own, the worst first: where they begin, and one end more.
    pub(super) starts: Vec<usize>,
    pub(super) own: Vec<Counting>,
    /// Those that may be anybody's.
    pub(super) anywhere: Vec<Counting>,
    /// How bad further ones may be, of subjects that could not be looked at.
    pub(super) beyond: Option<Severity>,
}

impl Leading {
    /// Those of a record.
    pub(super) fn of(&self, row: u32) -> &[Counting] {
        let end = |row: usize| self.starts.get(row).copied().sure();
        self.own.get(end(row as usize)..end(row as usize + 1)).sure_or(&[])
    }

    /// Those that may be anybody's.
    pub(super) fn anywhere(&self) -> &[Counting] {
        &self.anywhere
    }

    /// Whether there may be more, of subjects that could not be looked at.
    pub(super) fn is_open(&self) -> bool {
        self.beyond.is_some()
    }

    /// How many findings of each severity or worse count for each record, and how many verdicts
    /// that could not be reached.
    pub(super) fn counts(&self) -> Vec<([Range; 5], Range)> {
        let at_least = |severity: Severity| move |one: &Held| one.possibly >= severity;
        let of_anywhere = |perhaps: &dyn Fn(&Held) -> bool| {
            self.anywhere.iter().filter(|one| perhaps(&one.held)).count()
        };
        let findings = Severity::ALL.map(|severity| of_anywhere(&at_least(severity)));
        let open = of_anywhere(&is_open);
        let rows = self.starts.len().saturating_sub(1) as u32;
        let of_row = |row: u32| {
            let tally = Tally::of(self.of(row));
            let findings = [0, 1, 2, 3, 4].map(|at| {
                let severity = Severity::ALL[at];
                let surely = |one: &Held| one.severity >= Some(severity);
                let more = Some(findings[at]).filter(|_| self.beyond < Some(severity));
                tally.range(&surely, &at_least(severity), more)
            });
            let more = Some(open).filter(|_| self.beyond.is_none());
            (findings, tally.range(&is_open, &is_open, more))
        };
        (0..rows).map(of_row).collect()
    }
}

/// Whether a verdict could not be reached.
fn is_open(held: &Held) -> bool {
    held.severity.is_none()
}

/// Verdicts by what they go back to.
#[derive(Default)]
struct Tally {
    alone: Vec<Held>,
    together: BTreeMap<u32, Vec<Held>>,
    untold: Vec<Held>,
    /// Those of them that are counted among all that may be anybody's, too.
    twice: Vec<Held>,
}

impl Tally {
    fn of(all: &[Counting]) -> Tally {
        let mut tally = Tally::default();
        for one in all {
            match one.cause {
                Cause::Own => tally.alone.push(one.held),
                Cause::Record(record) => {
                    tally.together.entry(record).or_default().push(one.held);
                }
                Cause::Untold => tally.untold.push(one.held),
            }
            tally.twice.extend(Some(one.held).filter(|_| one.is_anywhere));
        }
        tally
    }

    /// How many causes have a verdict of which something holds: for certain, and at most, with so
    /// many `more` that may be anybody's; `None`: any number. One whose cause is not told may go
    /// back to any of the others.
    fn range(
        &self,
        surely: &dyn Fn(&Held) -> bool,
        perhaps: &dyn Fn(&Held) -> bool,
        more: Option<usize>,
    ) -> Range {
        let some = |all: &[Held], holds: &dyn Fn(&Held) -> bool| {
            all.iter().filter(|one| holds(one)).count()
        };
        let causes = |holds: &dyn Fn(&Held) -> bool| {
            let together = self.together.values().filter(|all| all.iter().any(holds)).count();
            some(&self.alone, holds) + together
        };
        let certain = causes(surely).max(some(&self.untold, surely).min(1));
        let most = causes(perhaps) + some(&self.untold, perhaps);
        let more = more.map(|more| more.saturating_sub(some(&self.twice, perhaps)));
        let number = |n: usize| Decimal::from(i64::try_from(n).unwrap_or(i64::MAX));
        Range { lo: Some(number(certain)), hi: more.map(|more| number(most + more)) }
    }
}
