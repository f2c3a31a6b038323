//! What a run is judged by, and how much is told of it.

use super::baseline::Baseline;
use super::budget::Budget;
use super::gate::{Gate, PolicyChanges};
use super::grade::GradeLine;
use super::required::Required;
use crate::eval::Settings;
use crate::report::{Asked, Note, Skipped};

/// What a run is judged by.
#[derive(Clone, Debug)]
pub struct Options {
    /// As-of date and reporting currency.
    pub settings: Settings,
    /// What fails the run.
    pub gate: Gate,
    /// From which grades on it fails.
    pub fail_on_grade: Vec<GradeLine>,
    /// What it does that rules, params or the gate are others than in the baseline.
    pub policy_changes: PolicyChanges,
    /// What must be there for the run to count.
    pub required: Required,
    /// How many findings there may be.
    pub budgets: Vec<Budget>,
    /// What an earlier report had.
    pub baseline: Baseline,
    /// The files that were passed over.
    pub skipped: Vec<Skipped>,
    /// What the run was asked for, so that it can be run again.
    pub asked: Option<Asked>,
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
            fail_on_grade: Vec::new(),
            policy_changes: PolicyChanges::default(),
            required: Required::default(),
            budgets: Vec::new(),
            baseline: Baseline::default(),
            skipped: Vec::new(),
            asked: None,
            notes: Vec::new(),
            project: None,
            rates_older_than: RATES_OLDER_THAN,
            trees: None,
        }
    }
}

/// How many days old a rate may be that decides, where the run does not say.
pub const RATES_OLDER_THAN: i32 = 90;

/// Which verdicts of a report for programs come with the tree of the condition that decided them:
/// what they rest on, with every value. Facts, missing facts and ways out come with all of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
#[non_exhaustive]
pub enum Explanations {
    /// No verdicts.
    None,
    /// The worst findings of each rule: the first thousand.
    #[default]
    Worst,
    /// All findings.
    Findings,
    /// All findings, and what could not be decided.
    All,
}

impl Explanations {
    /// How many findings of each rule are explained.
    pub(super) fn most(self) -> usize {
        match self {
            Explanations::None => 0,
            Explanations::Worst => WORST,
            Explanations::Findings | Explanations::All => usize::MAX,
        }
    }

    /// How many of a rule's findings are not.
    pub(super) fn leaves_out(self, findings: usize) -> u64 {
        findings.saturating_sub(self.most()) as u64
    }
}

/// How many findings of each rule come with their trees unless more are asked for: a rule that
/// flags more than that is not read finding by finding.
pub(super) const WORST: usize = 1000;
