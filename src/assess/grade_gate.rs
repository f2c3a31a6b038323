//! Grades at the gate, and beside those of the baseline and of the records as they are.

use super::Assessment;
use super::comparing::Rows;
use super::earlier::EarlierGrade;
use super::gate::Gate;
use super::grade::{Beside, GradeLine, Graded};
use crate::eval::Award;
use crate::ir::Scorecard;
use crate::report::stress::Regraded;
use crate::report::{Change, GradeSince, Lost, Reason, ReasonKind, Rested, Since};

impl Assessment<'_> {
    /// Compares the grades with those of the baseline, where there is one. Those that are better only
    /// as evidence is lost are told where they would stand with it.
    pub(super) fn compare_grades(&mut self) {
        if self.baseline.file().is_none() {
            return;
        }
        let mut rows = Rows::default();
        let beside = |(number, card)| self.beside(number, card, &mut rows);
        let all: Vec<Vec<Beside>> =
            self.program.scorecards.iter().enumerate().map(beside).collect();
        for (graded, beside) in self.grades.iter_mut().zip(all) {
            let (awards, of) = (&graded.awards, &beside);
            graded.order.sort_by_key(|row| {
                let (now, beside) = (awards[*row as usize].certain.grade, &of[*row as usize]);
                let was = beside.was.filter(|_| beside.is_lost());
                was.map_or(now, |(was, _)| was.min(now))
            });
            graded.beside = beside;
        }
    }

    /// Compares the grades with those of the records as they are, which scenarios leave where they
    /// stand.
    pub(super) fn compare_grades_with(&mut self, base: &Assessment<'_>) {
        let cards = self.program.scorecards.iter().zip(&base.grades);
        for (graded, (card, before)) in self.grades.iter_mut().zip(cards) {
            let of = |(then, now): (&Award, &Award)| {
                let name = |place: usize| card.grades[place].name.to_string();
                let was = Some(name(then.certain.grade));
                let since = GradeSince::new(change(then.ends(), now), was);
                Beside { since, was: Some(then.ends()), missing: Vec::new() }
            };
            graded.beside = before.awards.iter().zip(&graded.awards).map(of).collect();
        }
    }

    /// How the grades of a scorecard compare, by row.
    fn beside(&self, number: usize, card: &Scorecard, rows: &mut Rows) -> Vec<Beside> {
        // Grades in another order are other grades.
        let scale = card.grades.iter().map(|grade| grade.name.as_ref());
        let is_same = self.baseline.has_scale(&card.name, scale);
        let place = |name: &String| card.grades.iter().position(|known| *known.name == **name);
        let (minded, has_lost) = (self.minded_by(card), self.has_lost(card));
        let of = |(row, now): (usize, &Award)| {
            let row = row as u32;
            let then = self.earlier_grade(number, row).filter(|_| is_same);
            let was = then.and_then(|then| {
                let certain = place(&then.grade)?;
                Some((certain, then.possibly.as_ref().map_or(Some(certain), place)?))
            });
            let mut change = was.map_or(Change::New, |then| change(then, now));
            let mut missing = Vec::new();
            if let (Change::Milder, Some(then)) = (change, then) {
                let key = self.places().key(card.subject, row);
                missing = self.told_no_more(&minded, (&key, &[row]), &then.rested, rows);
                // What only lost findings or facts made so bad is no better for that.
                if has_lost || !missing.is_empty() {
                    change = Change::EvidenceLost;
                }
            }
            let since = GradeSince {
                was_possibly: then.and_then(|then| then.possibly.clone()),
                ..GradeSince::new(change, then.map(|then| then.grade.clone()))
            };
            Beside { since, was, missing }
        };
        self.grades[number].awards.iter().enumerate().map(of).collect()
    }

    /// What the baseline has of the grade of a record.
    fn earlier_grade(&self, number: usize, row: u32) -> Option<&EarlierGrade> {
        let [known, _] = self.known_print_of_grade(number, row);
        self.baseline.grades().get(&known)
    }

    /// What the grade of the baseline rested on whose evidence is lost: as long as it is, later runs
    /// compare with that.
    pub(super) fn grade_rested_on(&self, number: usize, row: u32) -> Vec<Rested> {
        let lost = self.grades[number].beside.get(row as usize).filter(|beside| beside.is_lost());
        let then = lost.and_then(|_| self.earlier_grade(number, row));
        then.map(|then| then.rested.clone()).unwrap_or_default()
    }

    /// Whether the evidence of a finding is lost that a scorecard counted.
    fn has_lost(&self, card: &Scorecard) -> bool {
        let taken = |lost: &Lost| {
            card.takes.iter().any(|taken| self.program.rules[taken.rule].goes_by(&lost.rule))
        };
        self.compared.lost.iter().any(taken)
    }

    /// How many grades the baseline has of records that are graded no more.
    pub(super) fn grades_gone(&self) -> u64 {
        if self.baseline.grades().is_empty() {
            return 0;
        }
        let mut here = 0;
        for (number, graded) in self.grades.iter().enumerate() {
            let known = |row: &&u32| self.earlier_grade(number, **row).is_some();
            here += graded.order.iter().filter(known).count();
        }
        (self.baseline.grades().len() - here) as u64
    }

    /// How the gate's lines are met: what fails it, by line.
    pub(super) fn failing_grades(&self, gate: Gate, lines: &[GradeLine]) -> Vec<Reason> {
        let mut reasons = Vec::new();
        for line in lines {
            let graded = &self.grades[line.scorecard];
            let mut counts = [
                (ReasonKind::Grade, 0),
                (ReasonKind::GradeLost, 0),
                (ReasonKind::PossiblyGrade, 0),
            ];
            for row in 0..graded.awards.len() as u32 {
                if let Some(kind) = Self::failing_grade(gate, *line, graded, row) {
                    counts
                        .iter_mut()
                        .filter(|(known, _)| *known == kind)
                        .for_each(|(_, n)| *n += 1);
                }
            }
            let grade = Some(self.told_line(*line));
            let told = counts.into_iter().filter(|(_, count)| *count > 0);
            reasons.extend(
                told.map(|(kind, count)| Reason {
                    grade: grade.clone(),
                    ..Reason::new(kind, count)
                }),
            );
        }
        reasons
    }

    /// How the grade of a record fails the gate, by the first line that it fails.
    pub(super) fn grade_fails(&self, number: usize, row: u32) -> Option<ReasonKind> {
        let lines = self.grade_lines.iter().filter(|line| line.scorecard == number);
        let graded = &self.grades[number];
        lines.filter_map(|line| Self::failing_grade(self.gate, *line, graded, row)).min()
    }

    fn failing_grade(gate: Gate, line: GradeLine, graded: &Graded, row: u32) -> Option<ReasonKind> {
        let now = &graded.awards[row as usize];
        let beside = graded.beside.get(row as usize);
        let change = beside.map_or(Change::New, |beside| beside.since.change);
        let lost = beside.filter(|beside| beside.is_lost()).and_then(|beside| beside.was);
        let fails = |grade: usize| grade <= line.grade;
        let may_be = fails(now.possibly.grade) || lost.is_some_and(|(_, worst)| fails(worst));
        let open = !fails(now.certain.grade) && may_be;
        match change {
            Change::New | Change::Worse if fails(now.certain.grade) => Some(ReasonKind::Grade),
            _ if lost.is_some_and(|(was, _)| fails(was)) => Some(ReasonKind::GradeLost),
            _ if open && gate.minds(Some(Since { change, was: None })) => {
                Some(ReasonKind::PossiblyGrade)
            }
            _ => None,
        }
    }

    /// A line as it was told: `credit=D`.
    pub(super) fn told_line(&self, line: GradeLine) -> String {
        let card = &self.program.scorecards[line.scorecard];
        format!("{}={}", card.name, card.grades[line.grade].name)
    }
}

/// The records whose grades are others under a scenario, which leaves records where they stand:
/// those that fall furthest first.
pub(super) fn regraded(base: &Assessment<'_>, under: &Assessment<'_>) -> Vec<Regraded> {
    let mut all = Vec::new();
    for (number, card) in under.program.scorecards.iter().enumerate() {
        let (before, after) = (&base.grades[number], &under.grades[number]);
        for row in &after.order {
            let (then, now) = (&before.awards[*row as usize], &after.awards[*row as usize]);
            if then.ends() == now.ends() {
                continue;
            }
            let name = |place: usize| card.grades[place].name.to_string();
            let worst =
                |award: &Award| Some(award.possibly.grade).filter(|_| award.is_open()).map(name);
            let fall = now.certain.grade as i64 - then.certain.grade as i64;
            let possibly = now.possibly.grade as i64 - then.possibly.grade as i64;
            let told = Regraded {
                scorecard: card.name.to_string(),
                subject: under.places().subject(card.subject, *row),
                before: name(then.certain.grade),
                possibly_before: worst(then),
                after: name(now.certain.grade),
                possibly_after: worst(now),
            };
            all.push(((fall, possibly), told));
        }
    }
    // Of those that fall as far the order of the grades stays.
    all.sort_by_key(|(fall, _)| *fall);
    all.into_iter().map(|(_, told)| told).collect()
}

/// How a grade has changed; each by its place, the worst first: the best and the worst that it can be.
fn change((certain, possibly): (usize, usize), now: &Award) -> Change {
    let (is, may_be) = now.ends();
    match () {
        // It is certainly better than it was, and not certain to be no worse than that.
        () if is > certain && may_be <= certain => Change::EvidenceLost,
        () if is < certain || may_be < possibly => Change::Worse,
        () if is > certain || may_be > possibly => Change::Milder,
        () => Change::Unchanged,
    }
}
