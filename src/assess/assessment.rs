//! A run: what the rules found in the records, which is explained when it is asked for.

use std::cmp::Ordering;

use super::apart::Apart;
use super::baseline::Baseline;
use super::compared::Compared;
use super::formers::Formers;
use super::found::Found;
use super::gate::Gate;
use super::grade::{GradeLine, Graded};
use super::options::{Explanations, Options};
use super::places::Places;
use super::stakes::Stakes;
use super::steps::Steps;
use super::waived::Waivers;
use crate::eval::scenario::{Applied, Told};
use crate::eval::{Evaluation, Settings};
use crate::ir::Program;
use crate::outcome::{RuleOutcome, Severity};
use crate::record::{Input, Records, Tables};
use crate::report::{Change, Explanation, Head, Since};
use crate::source::Sources;

/// A run's findings, explained when they are asked for.
pub struct Assessment<'a> {
    pub(super) sources: &'a Sources,
    pub(super) program: &'a Program,
    pub(super) records: &'a Records,
    /// The records as the scenario changes them, and what is made of them.
    pub(super) tables: &'a Tables,
    pub(super) scenario: Option<&'a Told>,
    pub(super) gate: Gate,
    /// From which grades on the gate fails.
    pub(super) grade_lines: Vec<GradeLine>,
    pub(super) baseline: Baseline,
    pub(super) project: Option<String>,
    pub(super) settings: Settings,
    pub(super) compared: Compared,
    pub(super) waivers: Waivers,
    pub(super) stakes: Stakes,
    /// By scorecard.
    pub(super) grades: Vec<Graded>,
    pub(super) trees: Option<Explanations>,
    pub(super) evaluation: Evaluation<'a>,
    pub(super) outcomes: Vec<RuleOutcome>,
    pub(super) head: Head,
    pub(super) apart: Apart,
    pub(super) formers: Formers,
    pub(super) found: Found,
    pub(super) steps: Steps,
}

/// A finding before it is explained.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Hit {
    pub(super) severity: Severity,
    /// Of a finding that is possibly worse: how bad.
    pub(super) possibly: Option<Severity>,
    pub(super) rule: u32,
    pub(super) row: u32,
    /// Whether it is told as a tree how it came about.
    pub(super) tree: bool,
    /// What is told of it first.
    pub(super) novelty: Novelty,
}

/// What is told first of what stands beside a baseline.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Novelty {
    /// What counts towards the gate; all, where there is no baseline.
    Counts,
    /// What the baseline has on other facts.
    Changed,
    /// What somebody answers for.
    Waived,
    /// What it has.
    Known,
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
            gate: options.gate,
            grade_lines: options.fail_on_grade.clone(),
            baseline: options.baseline.clone(),
            project: options.project.clone(),
            settings: options.settings,
            compared: Compared::default(),
            waivers: Waivers::default(),
            stakes: Stakes::default(),
            grades: Vec::new(),
            trees: options.trees,
            evaluation,
            outcomes,
            head: Head::default(),
            apart: Apart::default(),
            formers: Formers::default(),
            found: Found::default(),
            steps: Steps::default(),
        };
        assessment.compared = assessment.compared();
        assessment.compare_evidence();
        assessment.waivers = assessment.waivers();
        assessment.stakes = assessment.stakes(options.gate.fail_on_amount.is_some());
        assessment.grades = assessment.grades(options.settings);
        assessment.compare_grades();
        assessment.head = assessment.make_head(inputs, options);
        assessment
    }

    /// The run as a whole.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// What the explanations of findings have in common, in the order in which they name it: asked
    /// for after them.
    pub(super) fn explanations(&self) -> impl Iterator<Item = Explanation> + '_ {
        (0..).map_while(|place| self.told_apart(place))
    }

    /// Whether the gate is met.
    pub fn passes(&self) -> bool {
        self.head.summary.gate == crate::report::GateResult::Passed
    }

    /// The findings, up to as many.
    pub(super) fn flagged(&self, most: usize) -> Vec<Hit> {
        let read = |found: &(u32, Severity, Option<Severity>)| *found;
        let mut hits = self.hits(|outcome| &outcome.flagged, read, most);
        self.mark(&mut hits);
        hits
    }

    /// The verdicts that could not be reached, up to as many.
    pub(super) fn undecided(&self, most: usize) -> Vec<Hit> {
        let read = |(row, possibly): &(u32, Severity)| (*row, *possibly, None);
        let mut hits = self.hits(|outcome| &outcome.undetermined, read, most);
        self.mark_open(&mut hits);
        hits
    }

    /// The findings and open verdicts, first those that count; of these the worst first: by severity, then by what they possibly are, then
    /// by what is at stake, then by rule and by where the subject stands, so that the order of records does not matter.
    fn hits<T>(
        &self,
        list: impl Fn(&RuleOutcome) -> &Vec<T>,
        read: impl Fn(&T) -> (u32, Severity, Option<Severity>),
        most: usize,
    ) -> Vec<Hit> {
        if most == 0 {
            return Vec::new();
        }
        let mut hits = Vec::new();
        for (rule, outcome) in self.outcomes.iter().enumerate() {
            hits.extend(list(outcome).iter().map(|t| {
                let (row, severity, possibly) = read(t);
                let novelty = self.novelty(rule, row);
                Hit { severity, possibly, rule: rule as u32, row, tree: false, novelty }
            }));
        }
        let weight = |hit: &Hit| self.weight(hit.rule, hit.row);
        let order = |a: &Hit, b: &Hit| {
            let worst = (b.severity, b.possibly).cmp(&(a.severity, a.possibly));
            let worst = a.novelty.cmp(&b.novelty).then(worst);
            let heaviest = worst.then_with(|| weight(b).cmp(&weight(a)));
            heaviest.then_with(|| self.standing_order((a.rule, a.row), (b.rule, b.row)))
        };
        if most < hits.len() {
            hits.select_nth_unstable_by(most - 1, order);
            hits.truncate(most);
        }
        rayon::slice::ParallelSliceMut::par_sort_by(hits.as_mut_slice(), order);
        hits
    }

    fn novelty(&self, rule: usize, row: u32) -> Novelty {
        match self.since(rule, row) {
            _ if self.waived(rule, row).is_some() => Novelty::Waived,
            since if self.gate.counts(since) => Novelty::Counts,
            Some(Since { change: Change::Changed, .. }) => Novelty::Changed,
            _ => Novelty::Known,
        }
    }

    /// The order of verdicts that are alike: by rule and by where the subject stands.
    pub(super) fn standing_order(&self, a: (u32, u32), b: (u32, u32)) -> Ordering {
        let subject = |rule: u32| self.program.rules[rule as usize].subject;
        let key =
            |(rule, row): (u32, u32)| (rule, self.tables.of(subject(rule)).keys.get(row as usize));
        // Where records have keys, these tell them apart at once.
        let standing = |(rule, row): (u32, u32)| {
            self.tables.standing(&self.program.schema, subject(rule), row)
        };
        key(a).cmp(&key(b)).then_with(|| standing(a).cmp(&standing(b)))
    }

    pub(super) fn places(&self) -> Places<'_> {
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
