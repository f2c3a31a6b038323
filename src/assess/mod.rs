//! From an outcome to a report: findings in order, what to ask for, baseline and gate, with
//! every place named.

mod alike;
mod apart;
mod baseline;
mod compared;
mod explained;
mod fingerprint;
mod gaps;
mod gate;
mod head;
mod limits;
mod looked;
mod notes;
mod params;
mod picture;
mod places;
mod policy;
mod rates;
mod requests;
mod scenario;
mod stress;
mod unformed;
mod wording;

pub use baseline::{Baseline, Unfit};
pub use explained::NotFound;
pub use gate::{Gate, UndeterminedPolicy};
pub use looked::not_looked_at;
pub use picture::picture;
pub use rates::RATES_OLDER_THAN;
pub use stress::stress;

use std::cmp::Reverse;

use rayon::prelude::*;

use crate::eval::scenario::{Applied, Told};
use crate::eval::{Evaluation, Settings, Subjects};
use crate::ir::Program;
use crate::outcome::{self, Detail, RuleOutcome, Severity, Verdict};
use crate::record::{Input, Records, Tables};
use crate::report::{
    Explanation, Finding, Head, Report, Request, Since, Skipped, Status, Undetermined,
};
use crate::source::Sources;
use apart::Apart;
use compared::Compared;
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
    pub notes: Vec<String>,
    /// The project's name, by which fingerprints of several projects differ.
    pub project: Option<String>,
    /// A rate that decides and is more days old than this is noted.
    pub rates_older_than: i32,
    /// Whether the report is for programs: then it names the SHA-256 of every input and holds the
    /// explanation of every finding.
    pub whole: bool,
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
    whole: bool,
    evaluation: Evaluation<'a>,
    outcomes: Vec<RuleOutcome>,
    head: Head,
    apart: Apart,
}

/// A finding before it is explained.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Hit {
    severity: Severity,
    rule: u32,
    row: u32,
}

impl Report for Assessment<'_> {
    fn head(&self) -> &Head {
        &self.head
    }

    fn findings(&self, most: Option<usize>) -> Box<dyn Iterator<Item = Finding> + '_> {
        let hits =
            self.hits(|outcome| &outcome.flagged, |(row, severity, _)| (*row, *severity), most);
        let made = in_parallel(hits, |hits| {
            self.explained(hits, |subjects, place, hit| self.finding(subjects, place, hit))
        });
        // Parts are numbered as they are met, so in the order of the findings.
        let numbered = |(finding, tree): (Finding, Option<_>)| Finding {
            explanation: self.conditions(tree.as_slice()),
            ..finding
        };
        Box::new(made.map(numbered))
    }

    fn undetermined(&self, most: Option<usize>) -> Box<dyn Iterator<Item = Undetermined> + '_> {
        let hits =
            self.hits(|outcome| &outcome.undetermined, |(row, possibly)| (*row, *possibly), most);
        Box::new(in_parallel(hits, |hits| {
            self.explained(hits, |subjects, place, hit| self.open_verdict(subjects, place, hit))
        }))
    }

    fn explanations(&self) -> Box<dyn Iterator<Item = Explanation> + '_> {
        Box::new((0..).map_while(|place| self.told_apart(place)))
    }

    fn requests(&self, most: Option<usize>) -> (Vec<Request>, usize) {
        self.rank_requests(most)
    }
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
            whole: options.whole,
            evaluation,
            outcomes,
            head: Head::default(),
            apart: Apart::default(),
        };
        assessment.compared = assessment.compared();
        assessment.head = assessment.make_head(inputs, options);
        assessment
    }

    /// Whether the gate is met.
    pub fn passes(&self) -> bool {
        self.head.summary.gate == crate::report::GateResult::Passed
    }

    /// The findings and open verdicts, worst first: by severity, then by rule and by where the
    /// subject stands, so that the order of records does not matter.
    fn hits<T>(
        &self,
        list: impl Fn(&RuleOutcome) -> &Vec<T>,
        read: impl Fn(&T) -> (u32, Severity),
        most: Option<usize>,
    ) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (rule, outcome) in self.outcomes.iter().enumerate() {
            hits.extend(list(outcome).iter().map(|t| {
                let (row, severity) = read(t);
                Hit { severity, rule: rule as u32, row }
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
        if let Some(most) = most.filter(|most| *most < hits.len()) {
            if most > 0 {
                hits.select_nth_unstable_by(most - 1, order);
            }
            hits.truncate(most);
        }
        rayon::slice::ParallelSliceMut::par_sort_by(hits.as_mut_slice(), order);
        hits
    }

    /// What is made of verdicts of one rule.
    fn explained<T>(&self, hits: &[Hit], make: impl Fn(&Subjects<'_>, usize, Hit) -> T) -> Vec<T> {
        let rows = hits.iter().map(|hit| hit.row).collect();
        let rule = hits.first().map(|hit| hit.rule as usize);
        let subjects = rule.and_then(|rule| self.evaluation.subjects(rule, rows));
        let make = |subjects: Subjects<'_>| {
            hits.iter().enumerate().map(|(place, hit)| make(&subjects, place, *hit)).collect()
        };
        subjects.map(make).unwrap_or_default()
    }

    /// A finding, and apart from it the condition that decided it.
    fn finding(
        &self,
        subjects: &Subjects<'_>,
        place: usize,
        hit: Hit,
    ) -> (Finding, Option<(String, outcome::Explanation)>) {
        let (rule, detail) = (subjects.rule(), subjects.detail(place));
        let places = self.places();
        let possibly = possibly(&detail);
        let since = self.since(hit.rule as usize, hit.row);
        let whole = self.whole.then_some(detail.verdict);
        let tree = whole.and_then(|verdict| subjects.deciding(place, verdict));
        let finding = Finding {
            fingerprint: self.fingerprint(hit.rule as usize, hit.row).now,
            rule: rule.name.to_string(),
            title: rule.title.clone(),
            severity: hit.severity,
            possibly,
            message: detail.message.clone(),
            remedy: detail.remedy.clone(),
            cites: rule.cites.clone(),
            facts: detail.facts.iter().map(|fact| places.fact(fact)).collect(),
            params: self.taken(hit),
            margin: detail.margin.as_ref().and_then(|margin| wording::margin(&places, margin)),
            explanation: Vec::new(),
            clears_when: detail
                .clears_when
                .iter()
                .map(|way| wording::way_out(&places, way))
                .collect(),
            missing: places.all_missing(&detail.missing),
            status: status(since),
            since,
            waiver: None,
            subject: places.subject(rule.subject, hit.row),
        };
        (finding, tree)
    }

    fn open_verdict(&self, subjects: &Subjects<'_>, place: usize, hit: Hit) -> Undetermined {
        let (rule, places) = (subjects.rule(), self.places());
        let missing = subjects.missing(place, hit.severity);
        let since = self.since(hit.rule as usize, hit.row);
        Undetermined {
            fingerprint: self.fingerprint(hit.rule as usize, hit.row).now,
            status: status(since),
            since,
            rule: rule.name.to_string(),
            title: rule.title.clone(),
            subject: places.subject(rule.subject, hit.row),
            possibly: hit.severity,
            params: self.taken(hit),
            missing: places.all_missing(&missing),
        }
    }

    fn places(&self) -> Places<'a> {
        Places {
            sources: self.sources,
            program: self.program,
            records: self.records,
            tables: self.tables,
            scenario: self.scenario,
        }
    }
}

/// How many verdicts are explained at once: all threads have work, and few wait to be written.
const RUN: usize = 1024;

/// How many of them one thread explains together, if they are of one rule: what is asked of all of
/// them is worked out in columns.
const TOGETHER: usize = 32;

/// What is made of verdicts, in their order; several of one rule are given at a time.
fn in_parallel<'f, T: Send + 'f>(
    hits: Vec<Hit>,
    make: impl Fn(&[Hit]) -> Vec<T> + Sync + 'f,
) -> impl Iterator<Item = T> + 'f {
    let starts = (0..hits.len()).step_by(RUN);
    starts.flat_map(move |start| {
        let run = hits.get(start..(start + RUN).min(hits.len())).unwrap_or_default();
        let of_one_rule = run.chunk_by(|a, b| a.rule == b.rule);
        let together: Vec<&[Hit]> = of_one_rule.flat_map(|run| run.chunks(TOGETHER)).collect();
        together.into_par_iter().flat_map_iter(&make).collect::<Vec<T>>()
    })
}

/// Whether a verdict counts, given how it compares with the baseline.
fn status(since: Option<Since>) -> Status {
    match since {
        Some(since) if !since.change.counts() => Status::Baseline,
        _ => Status::New,
    }
}

fn possibly(detail: &Detail) -> Option<Severity> {
    match detail.verdict {
        Verdict::Flagged { possibly, .. } => possibly,
        Verdict::Undetermined { .. } | Verdict::Clear | Verdict::NotApplicable => None,
    }
}
