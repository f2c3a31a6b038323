//! What a run has, as lines of the file of what was accepted.

use rustc_hash::FxHashMap;

use super::Assessment;
use super::accepted::{Amount, Line, Of};
use super::baseline::Held;
use super::comparing::Rows;
use super::evidence::{TOGETHER, evidence};
use super::limits::{Keeps, keeping};
use super::rested::Minded;
use crate::report::{Change, Fact, Limit};

/// What a run has under one fingerprint.
#[derive(Default)]
pub(super) struct Standing {
    pub(super) lines: Vec<Line>,
    /// How they compare with the baseline.
    changes: Vec<Change>,
    /// Whether a waiver covers it: nobody has to accept it besides.
    pub(super) waived: bool,
}

impl Standing {
    /// Whether something of it is not accepted as it is.
    pub(super) fn is_open(&self) -> bool {
        self.changes.iter().any(|change| change.counts() || *change == Change::Changed)
    }
}

/// What a run has, each under the fingerprint by which the baseline knows it, else its own.
pub(super) type All = FxHashMap<String, Standing>;

impl Assessment<'_> {
    /// Its findings, undetermined verdicts, grades and limits.
    pub(super) fn standing(&self) -> All {
        let (mut all, mut rows) = (All::default(), Rows::default());
        for (rule, minded) in self.minded_by_rules().iter().enumerate() {
            let held: Vec<(u32, Held)> = self.held_of(rule).collect();
            for run in held.chunks(TOGETHER) {
                self.add_verdicts(rule, run, (minded, &mut rows), &mut all);
            }
        }
        (0..self.grades.len()).for_each(|card| self.add_grades(card, &mut rows, &mut all));
        self.head.limits.iter().for_each(|limit| self.add_limit(limit, &mut all));
        all
    }

    fn add_verdicts(
        &self,
        rule: usize,
        run: &[(u32, Held)],
        (minded, rows): (&Minded<'_>, &mut Rows),
        all: &mut All,
    ) {
        let Some(subjects) =
            self.evaluation.subjects(rule, run.iter().map(|(row, _)| *row).collect())
        else {
            return;
        };
        let (places, subject) = (self.places(), self.program.rules[rule].subject);
        for (place, (row, held)) in run.iter().enumerate() {
            let facts: Vec<Fact> = match held.severity {
                Some(_) => self.rests_on(&subjects, place),
                // What is not decided rests on nothing yet.
                None => Vec::new(),
            };
            let key = places.key(subject, *row);
            let prints = self.fingerprint(rule, *row);
            let line = Line {
                fingerprint: prints.now.clone(),
                of: Of::Verdict {
                    rule: self.program.rules[rule].name.to_string(),
                    severity: held.severity,
                    possibly: held.possibly,
                    evidence: held.severity.map(|_| evidence(&facts)),
                    at_stake: self.at_stake(rule, *row).map(Amount::of),
                    minded: self.resting(minded, (&key, &[*row]), &facts, rows),
                },
                record: self.program.schema.record(subject).name.clone(),
                key,
                because: None,
            };
            let change = self.since(rule, *row).map_or(Change::New, |since| since.change);
            let print = &self.known_print(&prints);
            add(all, print, line, change).waived |= self.waived(rule, *row).is_some();
        }
    }

    fn add_grades(&self, number: usize, rows: &mut Rows, all: &mut All) {
        let (card, graded) = (&self.program.scorecards[number], &self.grades[number]);
        let (minded, name) =
            (self.minded_by(card), |place: usize| card.grades[place].name.to_string());
        self.grading(number).facts(&graded.order, |row, facts| {
            let facts: Vec<Fact> =
                facts.iter().map(|fact| self.places().fact(fact, None)).collect();
            let (award, key) = (&graded.awards[row as usize], self.places().key(card.subject, row));
            let [print, own] = self.known_print_of_grade(number, row);
            let line = Line {
                fingerprint: own,
                of: Of::Grade {
                    scorecard: card.name.to_string(),
                    grade: name(award.certain.grade),
                    possibly: award.is_open().then(|| name(award.possibly.grade)),
                    minded: self.resting(&minded, (&key, &[row]), &facts, rows),
                },
                record: self.program.schema.record(card.subject).name.clone(),
                key,
                because: None,
            };
            let beside = graded.beside.get(row as usize);
            let change = beside.map_or(Change::New, |beside| beside.since.change);
            add(all, &print, line, change);
        });
    }

    /// What cannot be looked at now, and was not then either or because of another record.
    fn add_limit(&self, limit: &Limit, all: &mut All) {
        let is_new = self.baseline.limits().is_new(limit);
        let known = self.baseline.limits();
        for (now, then) in keeping(limit) {
            let print = |keeps: &Keeps| Line::of_limit((keeps.clone(), 0)).fingerprint;
            let known = then.iter().find(|keeps| known.has(keeps) && !known.has(&now.0)).map(print);
            let line = Line::of_limit(now);
            let change = if is_new { Change::New } else { Change::Unchanged };
            add(all, &known.unwrap_or_else(|| line.fingerprint.clone()), line, change);
        }
    }
}

fn add<'s>(all: &'s mut All, print: &str, line: Line, change: Change) -> &'s mut Standing {
    let standing = all.entry(print.to_owned()).or_default();
    standing.lines.push(line);
    standing.changes.push(change);
    standing
}
