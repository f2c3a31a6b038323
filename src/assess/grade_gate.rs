//! Grades at the gate, and beside those of the baseline and of the records as they are.

use super::Assessment;
use super::gate::Gate;
use super::grade::{GradeLine, Graded};
use crate::eval::Award;
use crate::ir::Scorecard;
use crate::report::stress::Regraded;
use crate::report::{Change, GradeSince, Lost, Reason, ReasonKind, Since};

impl Assessment<'_> {
    /// How a record's grade compares with that of the baseline, where there is one; by the places of
    /// grades.
    pub(super) fn grade_since(
        &self,
        number: usize,
        row: u32,
    ) -> Option<(GradeSince, Option<usize>)> {
        self.baseline.file()?;
        let card = &self.program.scorecards[number];
        // Grades in another order are other grades.
        let scale = card.grades.iter().map(|grade| grade.name.as_ref());
        let is_same = self.baseline.has_scale(&card.name, scale);
        let then = self.baseline.grades().get(&self.fingerprint_of_grade(number, row));
        let then = then.filter(|_| is_same);
        let place = |name: &String| card.grades.iter().position(|known| *known.name == **name);
        let was = then.map(|then| then.grade.clone());
        let known = then.and_then(|then| {
            let certain = place(&then.grade)?;
            Some((certain, then.possibly.as_ref().map_or(Some(certain), place)?))
        });
        let now = &self.grades[number].awards[row as usize];
        // What only lost findings made so bad is no better for that.
        let change = match known.map_or(Change::New, |then| change(then, now)) {
            Change::Milder if self.has_lost(card) => Change::EvidenceLost,
            change => change,
        };
        Some((GradeSince::new(change, was), known.map(|(certain, _)| certain)))
    }

    /// Whether the evidence of a finding is lost that a scorecard counted.
    fn has_lost(&self, card: &Scorecard) -> bool {
        let taken = |lost: &Lost| {
            card.takes.iter().any(|taken| *self.program.rules[taken.rule].name == *lost.rule)
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
            let prints = graded.order.iter().map(|row| self.fingerprint_of_grade(number, *row));
            here += prints.filter(|print| self.baseline.grades().contains_key(print)).count();
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
                if let Some(kind) = self.failing_grade(gate, *line, graded, row) {
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

    fn failing_grade(
        &self,
        gate: Gate,
        line: GradeLine,
        graded: &Graded,
        row: u32,
    ) -> Option<ReasonKind> {
        let now = &graded.awards[row as usize];
        let since = self.grade_since(line.scorecard, row);
        let change = since.as_ref().map_or(Change::New, |(since, _)| since.change);
        let was = since.and_then(|(_, was)| was);
        let open = now.certain.grade > line.grade && now.possibly.grade <= line.grade;
        match change {
            Change::New | Change::Worse if now.certain.grade <= line.grade => {
                Some(ReasonKind::Grade)
            }
            Change::EvidenceLost if was.is_some_and(|was| was <= line.grade) => {
                Some(ReasonKind::GradeLost)
            }
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
