//! What a report says: plain data, ready to be written in any format.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    Asked, AtStake, Fixed, Limit, Lost, Note, Param, Place, Policy, Reason, Scenario, Scorecard,
    Waiver, words,
};
use crate::outcome::Severity;

/// What a report says of the run as a whole.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct Head {
    /// The only "today" there was.
    pub as_of: String,
    /// The project's name, where its manifest gives it one.
    pub project: Option<String>,
    /// The currency that mixed amounts were converted to.
    pub currency: String,
    /// The frameworks of which citations are told, beside those of none; all, where none is named.
    pub frameworks: Vec<String>,
    /// The scenario that the records were changed by, where one was applied.
    pub scenario: Option<Scenario>,
    /// The record files.
    pub inputs: Vec<Input>,
    /// The rules and how their verdicts fell.
    pub rules: Vec<RuleCount>,
    /// The rules that were written but not applied.
    pub disabled: Vec<Disabled>,
    /// The waivers of the rule files, and which of them hold.
    pub waivers: Vec<Waiver>,
    /// The scorecards, and how their grades fell.
    pub scorecards: Vec<Scorecard>,
    /// What else a reader must know: a rule without subjects, a language that is not there.
    pub notes: Vec<Note>,
    /// What could not be looked at whole, as it is too large or as records do not tell enough of
    /// it.
    pub limits: Vec<Limit>,
    /// Files that were passed over.
    pub skipped: Vec<Skipped>,
    /// What the run was judged by.
    pub policy: Policy,
    /// What it was asked for, where whoever asked says so.
    pub asked: Option<Asked>,
    /// Findings of the baseline that are none any more.
    pub fixed: Vec<Fixed>,
    /// Findings of the baseline that are none only because facts are told no more.
    pub lost: Vec<Lost>,
    /// The sums and the gate.
    pub summary: Summary,
}

/// A file or folder that was passed over where records or rules were looked for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Skipped {
    /// Its path, as seen from where the run looked.
    pub path: String,
    /// Why.
    pub why: String,
}

impl Skipped {
    /// A file that was passed over, and why.
    pub fn new(path: String, why: String) -> Skipped {
        Skipped { path, why }
    }

    /// What was passed over in one line, the first of each reason by name; `None` if nothing was.
    pub fn told(all: &[Skipped]) -> Option<String> {
        words::skipped(all)
    }
}

/// A record file of the run.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Input {
    /// Path as seen from the folder that the run tells paths from.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// How many records of each kind it holds.
    pub records: BTreeMap<String, u64>,
}

/// How the verdicts of one rule fell.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct RuleCount {
    /// The rule's name.
    pub id: String,
    /// The names that it had.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub formerly: Vec<String>,
    /// The rule in a few words.
    pub title: String,
    /// The paragraphs behind the title, with a blank line between them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rationale: String,
    /// Its tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// What is in force of what it and its rungs cite.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<String>,
    /// The kind of record that it looks at.
    pub record: String,
    /// The most severe that it can find.
    #[serde(serialize_with = "super::told::severity")]
    pub worst: Severity,
    /// The dotted path of its file: `std.commitment`.
    pub pack: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// How many subjects it had.
    pub subjects: u64,
    /// How many are flagged.
    pub flagged: u64,
    /// How many are clear.
    pub clear: u64,
    /// How many could not be decided.
    pub undetermined: u64,
    /// To how many it does not apply.
    pub not_applicable: u64,
    /// Of how many of its findings it is not told how they came about.
    #[serde(skip_serializing_if = "super::told::is_zero")]
    pub unexplained: u64,
    /// The params that its conditions rest on.
    pub params: Vec<Param>,
    /// Where it was amended.
    pub amended: Vec<Place>,
}

/// A rule that a rule file takes out of the run.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Disabled {
    /// The rule's name.
    pub id: String,
    /// Why, where it is said.
    pub because: Option<String>,
    /// Where it is disabled.
    #[serde(flatten)]
    pub place: Place,
}

/// The sums of a run. Findings count under their severity, those of the baseline included.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// Critical findings.
    pub critical: u64,
    /// High findings.
    pub high: u64,
    /// Medium findings.
    pub medium: u64,
    /// Low findings.
    pub low: u64,
    /// Findings worth knowing.
    pub info: u64,
    /// Verdicts that could not be reached.
    pub undetermined: u64,
    /// Subjects that are clear, over all rules.
    pub clear: u64,
    /// Subjects that rules do not apply to.
    pub not_applicable: u64,
    /// Findings that the baseline had, as bad; those on other facts among them.
    pub baseline: u64,
    /// Verdicts that could not be reached then either.
    pub undetermined_baseline: u64,
    /// Findings that a waiver covers: those are none of the baseline.
    pub waived: u64,
    /// Undetermined verdicts that one covers.
    pub undetermined_waived: u64,
    /// Verdicts that are worse than in the baseline.
    pub worse: u64,
    /// Findings that are as bad as in the baseline, on other facts.
    pub changed: u64,
    /// Findings of the baseline that the facts do not tell any more.
    pub evidence_lost: u64,
    /// Findings of the baseline that are none any more.
    pub fixed: u64,
    /// How much money is at stake, where a rule says what that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_stake: Option<AtStake>,
    /// Whether the gate is met.
    pub gate: GateResult,
    /// The severity from which on a new finding fails the gate; `never` where none does.
    pub fail_on: String,
    /// Why the gate failed: all that failed it.
    pub gate_reasons: Vec<Reason>,
}

impl Summary {
    /// How many findings and how many undetermined verdicts the baseline has, those on other facts
    /// left out.
    pub fn known(&self) -> [u64; 2] {
        [self.baseline.saturating_sub(self.changed), self.undetermined_baseline]
    }

    /// How many findings of a severity there are.
    pub fn count(&self, severity: Severity) -> u64 {
        match severity {
            Severity::Critical => self.critical,
            Severity::High => self.high,
            Severity::Medium => self.medium,
            Severity::Low => self.low,
            Severity::Info => self.info,
        }
    }

    /// How many findings there are.
    pub fn findings(&self) -> u64 {
        Severity::ALL.into_iter().map(|severity| self.count(severity)).sum()
    }
}

/// Whether the gate is met.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GateResult {
    /// It is.
    #[default]
    Passed,
    /// It is not.
    Failed,
}
