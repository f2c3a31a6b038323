//! The one evaluator: the program over columns, batch by batch.

mod age;
mod aggregate;
mod batch;
mod currency;
mod derive;
mod engine;
mod evidence;
mod explain;
mod expr;
mod fact;
mod found;
mod frame;
mod grades;
mod join;
mod kernel;
mod memo;
mod prepare;
mod rates;
mod reduce;
mod runs;
pub mod scenario;
mod settings;
mod strict;
mod unseen;
mod verdict;

pub use derive::derive;
pub(crate) use derive::together_key;
pub use explain::{Bases, Subjects};
pub use grades::{Award, Counted, Given, Grading};
pub(crate) use rates::{Flaw, Rates, Taken};
pub use settings::{Limits, Settings};

use rayon::prelude::*;

use engine::Engine;
use frame::{Frame, Rows};

use crate::ir::{ExprId, Level, Program};
use crate::outcome::RuleOutcome;
use crate::record::Tables;
use crate::ty::{RecordId, Ty};
use crate::value::{Range, Scalar};

/// How many rows are worked on at once: small enough that a batch's columns stay in the cache.
const BATCH: usize = 4096;

/// An evaluation: the program and its records with all that rules share computed.
pub struct Evaluation<'a> {
    engine: Engine<'a>,
}

impl<'a> Evaluation<'a> {
    /// Computes what does not depend on a rule's subject: constants and aggregates.
    pub fn new(program: &'a Program, tables: &'a Tables, settings: Settings) -> Self {
        let wanted = program.wanted();
        Evaluation { engine: prepare::engine(program, tables, &settings, &wanted) }
    }

    /// Applies every rule to every subject; one outcome for each rule of the program, in its
    /// order. Rows are worked on in parallel; the result does not depend on it.
    pub fn run(&self) -> Vec<RuleOutcome> {
        let program = self.engine.program;
        let mut outcomes = vec![RuleOutcome::default(); program.rules.len()];
        for record in program.schema.record_ids() {
            let rules: Vec<usize> =
                (0..program.rules.len()).filter(|i| program.rules[*i].subject == record).collect();
            if rules.is_empty() {
                continue;
            }
            for batch in self.batches(record, &rules) {
                for (rule, next) in rules.iter().zip(batch) {
                    outcomes[*rule].extend(next);
                }
            }
        }
        outcomes
    }

    fn batches(&self, record: RecordId, rules: &[usize]) -> Vec<Vec<RuleOutcome>> {
        let rows = self.engine.tables.of(record).subjects();
        let starts: Vec<usize> = (0..rows).step_by(BATCH).collect();
        let batch = |start: &usize| {
            let run = Rows::Run(*start..(*start + BATCH).min(rows));
            let frame = Frame::new(&self.engine, Level::SUBJECT, run, None);
            let rule = |i: &usize| verdict::rule(&frame, &self.engine.program.rules[*i]);
            rules.iter().map(rule).collect()
        };
        starts.par_iter().map(batch).collect()
    }

    /// The value of an expression of a rule for one row of the record kind that it was written
    /// for.
    pub fn value(&self, expr: ExprId, row: u32) -> Scalar {
        Frame::new(&self.engine, Level::SUBJECT, Rows::list(vec![row]), None).told(expr, 0)
    }

    /// The exchange rates, and which of them were taken so far.
    pub(crate) fn rates(&self) -> &Rates {
        &self.engine.rates
    }

    /// A quantity with its amount in the reporting currency at the as-of date; `None` where a rate
    /// is missing.
    pub fn converted(&self, value: &Scalar) -> Option<Range> {
        let (range, currency) = value.parts();
        self.engine.rates.of(Ty::MONEY).home(range, currency).ok()
    }
}
