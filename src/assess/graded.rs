//! What a report tells of grades.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Assessment;
use super::explained::NotFound;
use super::grade::Graded;
use super::tally::Counting;
use crate::alarm::Sure;
use crate::eval::{Award, Counted, Given, Grading};
use crate::ir::{self, in_force};
use crate::outcome::Fact;
use crate::report::{
    self, Because, Count, Counts, ExplainedGrade, Formerly, Grade, GradeCount, Note,
};
use crate::ty::RecordId;
use crate::value::text::composed;
use crate::value::{Decimal, Range};

/// How many of the verdicts behind a grade are told.
const TOLD: usize = 20;

impl Assessment<'_> {
    /// The scorecards, and how their grades fell.
    pub(super) fn scorecards(&self) -> Vec<report::Scorecard> {
        let told = |(card, graded): (&ir::Scorecard, &Graded)| {
            let count = |place: usize| {
                let both = graded.awards.iter().zip(&graded.beside);
                let lost = both.filter(|(award, beside)| {
                    award.certain.grade == place && !award.is_open() && beside.is_lost()
                });
                let has = |given: fn(&Award) -> Given| {
                    graded.awards.iter().filter(move |award| given(award).grade == place)
                };
                GradeCount {
                    grade: card.grades[place].name.to_string(),
                    records: has(|award| award.certain).count() as u64,
                    open: has(|award| award.certain).filter(|award| award.is_open()).count() as u64,
                    possibly: has(|award| award.possibly).filter(|award| award.is_open()).count()
                        as u64,
                    lost: lost.count() as u64,
                }
            };
            let named = |one: &Counting| self.named(one.verdict.0 as usize, one.verdict.1);
            let (first, more) = split(graded.leading.anywhere(), TOLD);
            report::Scorecard {
                id: card.name.to_string(),
                title: card.title.to_string(),
                place: self.places().at(card.span),
                record: self.program.schema.record(card.subject).name.clone(),
                grades: (0..card.grades.len()).map(count).collect(),
                anywhere: first.iter().map(named).collect(),
                more_anywhere: more,
                cites: in_force(&card.cites),
            }
        };
        self.program.scorecards.iter().zip(&self.grades).map(told).collect()
    }

    /// That scorecards have nobody to grade, by the kind of which there is none.
    pub(super) fn ungraded(&self) -> impl Iterator<Item = Note> {
        let cards = self.program.scorecards.iter().zip(&self.grades);
        let mut kinds: BTreeMap<RecordId, Vec<String>> = BTreeMap::new();
        for (card, _) in cards.filter(|(_, graded)| graded.awards.is_empty()) {
            kinds.entry(card.subject).or_default().push(card.name.to_string());
        }
        let name = |kind| self.program.schema.record(kind).name.clone();
        kinds
            .into_iter()
            .map(move |(kind, scorecards)| Note::Ungraded { record: name(kind), scorecards })
    }

    /// Tells the grades, up to as many, in the order in which they are told.
    pub(super) fn tell_grades(&self, mut most: usize, mut tell: impl FnMut(Grade)) {
        for (number, graded) in self.grades.iter().enumerate() {
            let rows = &graded.order[..graded.order.len().min(most)];
            most -= rows.len();
            self.grading(number).facts(rows, |row, facts| {
                tell(Grade { facts: self.facts(&facts), ..self.grade(number, row) });
            });
        }
    }

    pub(super) fn grading(&self, number: usize) -> Grading<'_> {
        let (program, tables, graded) = (self.program, self.tables, &self.grades[number]);
        let (scorecard, counted) = (&program.scorecards[number], graded.counted.as_slice());
        Grading { program, tables, settings: graded.settings, scorecard, counted }
    }

    fn facts(&self, facts: &[Fact]) -> Vec<report::Fact> {
        facts.iter().map(|fact| self.places().fact(fact, None)).collect()
    }

    /// The grade of a record but for the facts that it rests on; of the verdicts behind it the first
    /// are told.
    pub(super) fn grade(&self, number: usize, row: u32) -> Grade {
        self.grade_with(number, row, TOLD)
    }

    fn grade_with(&self, number: usize, row: u32, told: usize) -> Grade {
        let (card, graded) = (&self.program.scorecards[number], &self.grades[number]);
        let (places, award) = (self.places(), &graded.awards[row as usize]);
        let counted = &graded.counted[row as usize];
        let open = Some(award.possibly).filter(|_| award.is_open());
        let name = |given: Given| card.grades[given.grade].name.to_string();
        let because = |given: Given| self.because(card, given);
        let (counting, more) = split(graded.leading.of(row), told);
        let (missing, more_missing) = places.first_missing(&award.missing);
        let beside = graded.beside.get(row as usize);
        let silent = beside.into_iter().flat_map(|beside| &beside.missing).cloned();
        let mut prints = self.fingerprints_of_grade(number, row).into_iter();
        Grade {
            fingerprint: prints.next().unwrap_or_default(),
            formerly: Formerly { fingerprints: prints.collect(), evidence: Vec::new() },
            scorecard: card.name.to_string(),
            subject: places.subject(card.subject, row),
            grade: name(award.certain),
            because: because(award.certain),
            possibly: open.map(name),
            possibly_because: open.map(because),
            counts: counts(counted),
            at_stake: graded.tells_amount.then(|| self.in_reporting(counted.at_stake)),
            facts: Vec::new(),
            verdicts: self.told_counting(counting),
            more_verdicts: more,
            anywhere: graded.leading.anywhere().len() as u64,
            missing: silent.chain(missing).collect(),
            more_missing,
            fails_gate: self.grade_fails(number, row),
            since: beside.map(|beside| beside.since.clone()),
            rested_on: self.grade_rested_on(number, row),
        }
    }

    /// The grade that a scorecard gives the record with that key, and every condition on the way.
    pub fn explain_grade(&self, scorecard: &str, key: &str) -> Result<ExplainedGrade, NotFound> {
        let found = self.program.scorecards.iter().position(|card| *card.name == *scorecard);
        let number = found.ok_or_else(|| NotFound::Rule(scorecard.to_owned()))?;
        let (card, graded) = (&self.program.scorecards[number], &self.grades[number]);
        let key = composed(Cow::Borrowed(key));
        let rows = 0..graded.awards.len() as u32;
        let found = rows.into_iter().find(|row| self.tables.key(card.subject, *row) == key);
        let row = found.ok_or_else(|| NotFound::Key {
            record: self.program.schema.record(card.subject).name.clone(),
            key: key.to_string(),
            limit: None,
        })?;
        let grading = self.grading(number);
        let (truths, mut facts) = (grading.conditions(row), Vec::new());
        grading.facts(&[row], |_, of| facts = self.facts(&of));
        let print = |e| self.program.print(e, &card.variable);
        let grades = card.grades.iter().filter_map(|grade| Some((grade, grade.when?)));
        let grades =
            grades.map(|(grade, when)| format!("grade {} when {}", grade.name, print(when)));
        let caps = card
            .caps
            .iter()
            .map(|cap| format!("cap {} when {}", card.grades[cap.grade].name, print(cap.when)));
        Ok(ExplainedGrade {
            title: card.title.to_string(),
            rationale: card.rationale.to_string(),
            grade: Grade { facts, ..self.grade_with(number, row, usize::MAX) },
            clauses: grades.chain(caps).zip(truths).collect(),
            cites: in_force(&card.cites),
        })
    }

    /// The keys of the records that a scorecard grades; `None` where there is no such scorecard.
    pub fn graded_keys(&self, scorecard: &str) -> Option<impl Iterator<Item = &str>> {
        let card = self.program.scorecards.iter().find(|card| *card.name == *scorecard)?;
        let rows = 0..self.tables.of(card.subject).subjects() as u32;
        Some(rows.map(|row| self.tables.key(card.subject, row)))
    }

    /// The names of all scorecards, in order.
    pub fn scorecard_names(&self) -> impl Iterator<Item = &str> {
        self.program.scorecards.iter().map(|card| card.name.as_ref())
    }

    /// The places of the best and the worst grade that a record may have.
    pub(super) fn award(&self, number: usize, row: u32) -> (usize, usize) {
        self.grades[number].awards[row as usize].ends()
    }

    fn because(&self, card: &ir::Scorecard, given: Given) -> Because {
        let (condition, span) = match given.cap.map(|cap| &card.caps[cap]) {
            Some(cap) => (Some(cap.when), cap.span),
            None => (card.grades[given.grade].when, card.grades[given.grade].span),
        };
        let condition = condition.map(|e| self.program.print(e, &card.variable));
        Because::new(condition, given.cap.is_some(), self.places().at(span))
    }

    fn told_counting(&self, counting: &[Counting]) -> Vec<report::Counting> {
        let rule = |one: &Counting| &self.program.rules[one.verdict.0 as usize];
        let told = |(at, one): (usize, &Counting)| {
            let key = self.places().key(rule(one).subject, one.verdict.1);
            let mut told =
                report::Counting::new(rule(one).name.to_string(), key, one.held.severity);
            told.possibly =
                Some(one.held.possibly).filter(|worst| Some(*worst) != one.held.severity);
            let before = counting.get(..at).sure().iter().find(|before| before.shares(one));
            told.counted_with = before.map(|before| rule(before).name.to_string());
            told
        };
        counting.iter().enumerate().map(told).collect()
    }
}

/// The first so many, and how many more there are.
fn split(all: &[Counting], most: usize) -> (&[Counting], u64) {
    let (first, rest) = all.split_at(all.len().min(most));
    (first, rest.len() as u64)
}

fn counts(counted: &Counted) -> Counts {
    let [info, low, medium, high, critical] = counted.findings.map(count);
    Counts { critical, high, medium, low, info, undetermined: count(counted.undetermined) }
}

/// A number of verdicts.
fn count(range: Range) -> Count {
    let whole = |n: Decimal| n.fixed(0).and_then(|n| u64::try_from(n).ok()).sure();
    Count { least: range.lo.map(whole).sure(), most: range.hi.map(whole) }
}
