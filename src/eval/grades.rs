//! Grades: what a scorecard makes of what rules found.

use std::sync::Arc;

use rayon::prelude::*;

use super::engine::Engine;
use super::frame::{Frame, Rows};
use super::{BATCH, Evaluation, Settings, derive, prepare};
use crate::alarm::Sure;
use crate::ir::{ExprId, Level, Program, Scorecard};
use crate::outcome::{Fact, Missing};
use crate::record::Tables;
use crate::ty::RecordId;
use crate::value::{Range, Tri, Truths};

/// What rules found that leads to a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counted {
    /// How many findings there are of a severity or worse, by severity, the mildest first.
    pub findings: [Range; 5],
    /// How many verdicts could not be reached.
    pub undetermined: Range,
    /// How much money is at stake in the findings, in the reporting currency.
    pub at_stake: Range,
}

/// The grade of a record: no better than one, and no worse than the other.
#[derive(Clone, PartialEq, Debug)]
pub struct Award {
    /// The best that it can be.
    pub certain: Given,
    /// The worst.
    pub possibly: Given,
    /// What would settle it, where the two differ and a fact of the record does.
    pub missing: Vec<Missing>,
}

impl Award {
    /// The places of the best and the worst grade that it may be.
    pub fn ends(&self) -> (usize, usize) {
        (self.certain.grade, self.possibly.grade)
    }

    /// Whether it is possibly worse than it is at best.
    pub fn is_open(&self) -> bool {
        self.certain.grade != self.possibly.grade
    }
}

/// A grade, and what gives it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Given {
    /// Its place among the scorecard's grades.
    pub grade: usize,
    /// The cap that keeps it from being better, by its place; `None`: its own condition gives it.
    pub cap: Option<usize>,
}

/// A scorecard over the records of its kind.
#[derive(Clone, Copy)]
pub struct Grading<'g> {
    /// The program.
    pub program: &'g Program,
    /// The records.
    pub tables: &'g Tables,
    /// The day and the currency.
    pub settings: Settings,
    /// The scorecard.
    pub scorecard: &'g Scorecard,
    /// What was found of each record, by row.
    pub counted: &'g [Counted],
}

impl Grading<'_> {
    /// The grades of all records, by row.
    pub fn awards(self) -> Vec<Award> {
        self.over_cards(|engine| {
            let starts: Vec<usize> = (0..self.counted.len()).step_by(BATCH).collect();
            let batch = |start: &usize| {
                let run = Rows::Run(*start..(*start + BATCH).min(self.counted.len()));
                given(&Frame::new(engine, Level::SUBJECT, run, None), self.scorecard)
            };
            starts.par_iter().flat_map_iter(batch).collect()
        })
    }

    /// Whether each condition holds for a record, in their order.
    pub fn conditions(self, row: u32) -> Vec<Tri> {
        self.over_cards(|engine| {
            let frame = Frame::new(engine, Level::SUBJECT, Rows::list(vec![row]), None);
            self.scorecard.conditions().map(|e| frame.eval(e).truths(1).get(0)).collect()
        })
    }

    /// Tells of some records, in their order, the facts that those conditions rest on which hold for
    /// them, or may: what rules found is none of these.
    pub fn facts(self, rows: &[u32], mut tell: impl FnMut(u32, Vec<Fact>)) {
        let of = |engine: &Engine<'_>, rows: &[u32]| {
            let frame = Frame::new(engine, Level::SUBJECT, Rows::list(rows.to_vec()), None);
            let truth = |e: ExprId, at| frame.eval(e).truths(frame.len()).get(at);
            let facts = |at| {
                let held = self.scorecard.conditions().filter(|e| truth(*e, at) != Tri::False);
                let held: Vec<ExprId> = held.collect();
                super::explain::facts_of(&frame, &self.scorecard.variable, &held, at)
            };
            (0..rows.len()).map(facts).collect::<Vec<_>>()
        };
        self.over_cards(|engine| {
            for rows in rows.chunks(BATCH) {
                let facts: Vec<Vec<Fact>> =
                    rows.par_chunks(TOGETHER).flat_map_iter(|rows| of(engine, rows)).collect();
                rows.iter().zip(facts).for_each(|(row, facts)| tell(*row, facts));
            }
        });
    }

    /// What is asked of the conditions, once the cards are filled in.
    fn over_cards<T>(self, ask: impl FnOnce(&Engine<'_>) -> T) -> T {
        let Grading { program, scorecard, settings, .. } = self;
        let mut tables = self.tables.clone();
        let cards = |card| {
            let of = (scorecard.card, card);
            derive::cards(program, &tables, of, self.counted, settings.currency)
        };
        let cards = program.schema.kind(scorecard.card).card().map(cards).map(Arc::new);
        let table = &mut tables.0[scorecard.card.0 as usize];
        *table = cards.sure_or(Arc::clone(table));
        let wanted = program.reached(scorecard.conditions());
        ask(&prepare::engine(program, &tables, &settings, &wanted))
    }
}

/// How many records one thread looks at together, to tell what their grades rest on.
const TOGETHER: usize = 128;

fn given(frame: &Frame<'_>, scorecard: &Scorecard) -> Vec<Award> {
    let truths = |e: ExprId| frame.eval(e).truths(frame.len());
    let grades: Vec<Option<Truths>> =
        scorecard.grades.iter().map(|grade| grade.when.map(truths)).collect();
    let caps: Vec<Truths> = scorecard.caps.iter().map(|cap| truths(cap.when)).collect();
    let award = |row: usize| {
        let first = |holds: &dyn Fn(Tri) -> bool| {
            let met = |truths: &Option<Truths>| {
                truths.as_ref().is_none_or(|truths| holds(truths.get(row)))
            };
            // The last grade has no condition.
            let own = Given { grade: grades.iter().position(met).sure(), cap: None };
            let held = caps.iter().enumerate().filter(|(_, truths)| holds(truths.get(row)));
            held.fold(own, |best, (cap, _)| {
                let grade = scorecard.caps[cap].grade;
                if grade < best.grade { Given { grade, cap: Some(cap) } } else { best }
            })
        };
        let certain = first(&|truth| truth == Tri::True);
        let possibly = first(&|truth| truth != Tri::False);
        let missing = match certain.grade == possibly.grade {
            true => Vec::new(),
            false => missing(frame, scorecard, row),
        };
        Award { certain, possibly, missing }
    };
    (0..frame.len()).map(award).collect()
}

/// What would decide the conditions that are open, but for what cards tell: rules say what that
/// waits for.
fn missing(frame: &Frame<'_>, scorecard: &Scorecard, row: usize) -> Vec<Missing> {
    let subject = (scorecard.variable.as_ref(), scorecard.card);
    let mut all: Vec<Missing> = Vec::new();
    for condition in scorecard.conditions() {
        if frame.eval(condition).truths(frame.len()).get(row) != Tri::Unknown {
            continue;
        }
        let of_card =
            |missing: &Missing| missing.cell.is_some_and(|cell| cell.record == scorecard.card);
        let found = super::explain::missing_of(frame, condition, subject, row);
        for one in found.into_iter().filter(|one| !of_card(one)) {
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
    all
}

impl Evaluation<'_> {
    /// The records that an expression over a record kind leads to, for some rows of it; `None` where
    /// that is not known.
    pub fn referred(&self, e: ExprId, rows: &[u32]) -> Vec<Option<u32>> {
        let at_once = |rows: &[u32]| {
            let frame = Frame::new(&self.engine, Level::SUBJECT, Rows::list(rows.to_vec()), None);
            let found = frame.eval(e);
            (0..rows.len()).map(|row| found.leads(row)).collect::<Vec<_>>()
        };
        rows.par_chunks(BATCH).flat_map_iter(at_once).collect()
    }

    /// The records that members of a list refer to, for each row that holds one.
    pub fn members(&self, list: RecordId, rows: &[u32]) -> Vec<Vec<Option<u32>>> {
        let table = self.engine.tables.of(list);
        let it = table.column(crate::ty::FieldId::IT);
        let of = |row: &u32| {
            let from = table.parents.partition_point(|parent| parent < row);
            let to = table.parents.partition_point(|parent| parent <= row);
            (from..to)
                .map(|member| match it {
                    Some(crate::value::Column::Code(codes)) => codes.get(member),
                    _ => None,
                })
                .collect()
        };
        rows.iter().map(of).collect()
    }
}
