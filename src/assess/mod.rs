//! From an outcome to a report: findings in order, what to ask for, baseline and gate, with
//! every place named.

mod alike;
mod apart;
mod baseline;
mod compared;
mod earlier;
mod explained;
mod fingerprint;
mod found;
mod gaps;
mod gate;
mod head;
mod later;
mod limits;
mod looked;
mod notes;
mod params;
mod picture;
mod places;
mod policy;
mod rates;
mod requests;
mod rested;
mod scenario;
mod stress;
mod told;
mod trees;
mod unformed;
mod verdicts;
mod wording;

pub use baseline::{Baseline, Unfit};
pub use explained::NotFound;
pub use gate::{Gate, UndeterminedPolicy};
pub use looked::not_looked_at;
pub use picture::picture;
pub use rates::RATES_OLDER_THAN;
pub use stress::stress;
pub use trees::Explanations;

use std::cmp::Reverse;

use crate::eval::scenario::{Applied, Told};
use crate::eval::{Evaluation, Settings};
use crate::ir::Program;
use crate::outcome::{RuleOutcome, Severity};
use crate::record::{Input, Records, Tables};
use crate::report::{Explanation, Head, Note, Skipped};
use crate::source::Sources;
use apart::Apart;
use compared::Compared;
use found::Found;
use places::Places;

/// What a run is judged by.
#[derive(Clone, Debug)]
pub struct Options {
    /// As-of date and reporting currency.
    pub settings: Settings,
    /// What fails the run.
    pub gate: Gate,
    /// What an earlier report had.
    pub baseline: Baseline,
    /// The files that were passed over.
    pub skipped: Vec<Skipped>,
    /// What else was told of the files while they were found and read.
    pub notes: Vec<Note>,
    /// The project's name, by which fingerprints of several projects differ.
    pub project: Option<String>,
    /// A rate that decides and is more days old than this is noted.
    pub rates_older_than: i32,
    /// Where the report is for programs, which verdicts it explains; then it names the SHA-256 of
    /// every input as well.
    pub trees: Option<Explanations>,
}

impl Options {
    /// Judged by that gate, with nothing else said.
    pub fn of(settings: Settings, gate: Gate) -> Options {
        Options {
            settings,
            gate,
            baseline: Baseline::default(),
            skipped: Vec::new(),
            notes: Vec::new(),
            project: None,
            rates_older_than: RATES_OLDER_THAN,
            trees: None,
        }
    }
}

/// A run's findings, explained when they are asked for.
pub struct Assessment<'a> {
    sources: &'a Sources,
    program: &'a Program,
    records: &'a Records,
    /// The records as the scenario changes them, and what is made of them.
    tables: &'a Tables,
    scenario: Option<&'a Told>,
    baseline: Baseline,
    project: Option<String>,
    compared: Compared,
    trees: Option<Explanations>,
    evaluation: Evaluation<'a>,
    outcomes: Vec<RuleOutcome>,
    head: Head,
    apart: Apart,
    found: Found,
}

/// A finding before it is explained.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Hit {
    severity: Severity,
    rule: u32,
    row: u32,
    /// Whether it is told as a tree how it came about.
    tree: bool,
}

impl<'a> Assessment<'a> {
    /// Applies the rules to the records.
    pub fn new(
        sources: &'a Sources,
        program: &'a Program,
        records: &'a Records,
        inputs: &[Input],
        options: &Options,
    ) -> Self {
        let facts = (&records.tables, None);
        Assessment::of(sources, program, records, facts, inputs, options)
    }

    /// Applies the rules to the records as a scenario changes them.
    pub fn under(
        sources: &'a Sources,
        program: &'a Program,
        records: &'a Records,
        applied: &'a Applied,
        inputs: &[Input],
        options: &Options,
    ) -> Self {
        let facts = (&applied.tables, Some(&applied.told));
        Assessment::of(sources, program, records, facts, inputs, options)
    }

    fn of(
        sources: &'a Sources,
        program: &'a Program,
        records: &'a Records,
        (tables, scenario): (&'a Tables, Option<&'a Told>),
        inputs: &[Input],
        options: &Options,
    ) -> Self {
        let evaluation = Evaluation::new(program, tables, options.settings);
        let outcomes = evaluation.run();
        let mut assessment = Assessment {
            sources,
            program,
            records,
            tables,
            scenario,
            baseline: options.baseline.clone(),
            project: options.project.clone(),
            compared: Compared::default(),
            trees: options.trees,
            evaluation,
            outcomes,
            head: Head::default(),
            apart: Apart::default(),
            found: Found::default(),
        };
        assessment.compared = assessment.compared();
        assessment.head = assessment.make_head(inputs, options);
        assessment
    }

    /// The run as a whole.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// What the explanations of findings have in common, in the order in which they name it: asked
    /// for after them.
    fn explanations(&self) -> impl Iterator<Item = Explanation> + '_ {
        (0..).map_while(|place| self.told_apart(place))
    }

    /// Whether the gate is met.
    pub fn passes(&self) -> bool {
        self.head.summary.gate == crate::report::GateResult::Passed
    }

    /// The findings, up to as many.
    fn flagged(&self, most: usize) -> Vec<Hit> {
        let read = |(row, severity, _): &(u32, Severity, Option<Severity>)| (*row, *severity);
        let mut hits = self.hits(|outcome| &outcome.flagged, read, most);
        self.mark(&mut hits);
        hits
    }

    /// The verdicts that could not be reached, up to as many.
    fn undecided(&self, most: usize) -> Vec<Hit> {
        let read = |(row, possibly): &(u32, Severity)| (*row, *possibly);
        let mut hits = self.hits(|outcome| &outcome.undetermined, read, most);
        self.mark_open(&mut hits);
        hits
    }

    /// The findings and open verdicts, worst first: by severity, then by rule and by where the
    /// subject stands, so that the order of records does not matter.
    fn hits<T>(
        &self,
        list: impl Fn(&RuleOutcome) -> &Vec<T>,
        read: impl Fn(&T) -> (u32, Severity),
        most: usize,
    ) -> Vec<Hit> {
        if most == 0 {
            return Vec::new();
        }
        let mut hits = Vec::new();
        for (rule, outcome) in self.outcomes.iter().enumerate() {
            hits.extend(list(outcome).iter().map(|t| {
                let (row, severity) = read(t);
                Hit { severity, rule: rule as u32, row, tree: false }
            }));
        }
        let key = |hit: &Hit| {
            let subject = self.program.rules[hit.rule as usize].subject;
            (Reverse(hit.severity), hit.rule, self.tables.of(subject).keys.get(hit.row as usize))
        };
        // Where records have keys, these tell them apart at once.
        let standing = |hit: &Hit| {
            let subject = self.program.rules[hit.rule as usize].subject;
            self.tables.standing(&self.program.schema, subject, hit.row)
        };
        let order =
            |a: &Hit, b: &Hit| key(a).cmp(&key(b)).then_with(|| standing(a).cmp(&standing(b)));
        if most < hits.len() {
            hits.select_nth_unstable_by(most - 1, order);
            hits.truncate(most);
        }
        rayon::slice::ParallelSliceMut::par_sort_by(hits.as_mut_slice(), order);
        hits
    }

    fn places(&self) -> Places<'_> {
        Places {
            sources: self.sources,
            program: self.program,
            records: self.records,
            tables: self.tables,
            scenario: self.scenario,
            found: &self.found,
        }
    }
}
