//! What is otherwise in one report than in another, and why.

pub(super) mod json;
pub(super) mod markdown;
mod origin;
pub(super) mod text;

pub use origin::{Apart, Origin, OtherFile, OtherParam, OtherWaiver, Shift};

use serde::{Serialize, Serializer};

use super::gate::{Cause, Change, maybe};
use super::place::Place;
use super::subject::Subject;
use super::value::Value;
use crate::outcome::Severity;

/// What is otherwise in one report than in another of the same project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diff {
    /// The earlier report.
    pub old: Compared,
    /// The later one.
    pub new: Compared,
    /// What they were made with that is not the same.
    pub apart: Apart,
    /// What is not as it was, what is new first, of that the worst.
    pub changes: Vec<Changed>,
    /// How much is.
    pub unchanged: Unchanged,
    /// Of a run that was made again: whether it gave the same report.
    pub verified: Option<Verified>,
}

/// Whether a run that was made again gave the same report.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Verified {
    /// Whether it did.
    pub same: bool,
    /// The parts of the report that are not the same, as JSON names them.
    pub parts: Vec<String>,
}

/// A report that is compared.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Compared {
    /// Its path, as it was named.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// The only "today" that its rules knew.
    pub as_of: String,
    /// The version of the program that made it.
    pub engine: String,
    /// The scenario that its records were changed by, where one was applied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
    /// What it found, in sums.
    #[serde(flatten)]
    pub totals: Totals,
}

/// What a report found, in sums.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Totals {
    /// Findings by severity, mildest first.
    #[serde(serialize_with = "by_severity")]
    pub findings: [u64; 5],
    /// Verdicts that could not be reached.
    pub undetermined: u64,
    /// How much money is at stake in findings, where a rule says what that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_stake: Option<Value>,
    /// What the verdicts that could not be reached may add to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_stake_open: Option<Value>,
    /// Whether the gate was met: `passed` or `failed`.
    pub gate: String,
}

/// How much is as it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Unchanged {
    /// Findings.
    pub findings: u64,
    /// Verdicts that could not be reached.
    pub undetermined: u64,
    /// Grades.
    pub grades: u64,
    /// Records that keep something from being looked at.
    pub limits: u64,
}

/// What it is that is otherwise.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Matter {
    /// What a rule says of a subject.
    Verdict,
    /// What a scorecard says of one.
    Grade,
    /// A record that keeps something from being looked at.
    Limit,
}

/// How it is otherwise; what a gate minds first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Turn {
    /// The earlier report has none such.
    New,
    /// It is worse, or may be.
    Worse,
    /// It was a finding, and the facts no longer tell whether it is as bad, or one at all.
    EvidenceLost,
    /// It is as bad as it was, and rests on, or waits for, other facts.
    Changed,
    /// It is milder, or may be less bad.
    Milder,
    /// The later report has none such.
    Fixed,
}

impl Turn {
    /// Every turn, what a gate minds first.
    pub const ALL: [Turn; 6] =
        [Turn::New, Turn::Worse, Turn::EvidenceLost, Turn::Changed, Turn::Milder, Turn::Fixed];

    /// How something compares with what it was; nothing where it is the same.
    pub fn of(change: Change) -> Option<Turn> {
        Some(match change {
            Change::New => Turn::New,
            Change::Worse => Turn::Worse,
            Change::EvidenceLost => Turn::EvidenceLost,
            Change::Changed => Turn::Changed,
            Change::Milder => Turn::Milder,
            Change::Unchanged => return None,
        })
    }

    /// What programs call it; stable.
    pub fn code(self) -> &'static str {
        match self {
            Turn::New => "new",
            Turn::Worse => "worse",
            Turn::EvidenceLost => "evidence-lost",
            Turn::Changed => "changed",
            Turn::Milder => "milder",
            Turn::Fixed => "fixed",
        }
    }

    /// Whether a gate minds it.
    pub fn counts(self) -> bool {
        matches!(self, Turn::New | Turn::Worse | Turn::EvidenceLost)
    }
}

impl Serialize for Turn {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

/// What something is in a report.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum Standing {
    /// A verdict.
    Verdict {
        /// How bad the finding is; none where the verdict could not be reached.
        #[serde(serialize_with = "maybe")]
        severity: Option<Severity>,
        /// What it is at worst, where that is worse.
        #[serde(serialize_with = "maybe", skip_serializing_if = "Option::is_none")]
        possibly: Option<Severity>,
    },
    /// A grade.
    Grade {
        /// It is no better than that.
        grade: String,
        /// What it is at worst, where that is worse.
        #[serde(skip_serializing_if = "Option::is_none")]
        possibly: Option<String>,
    },
    /// How many members of a record, or steps, keep something from being looked at.
    Limit {
        /// How many.
        count: u64,
    },
}

/// What is otherwise than it was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Changed {
    /// What it is.
    pub matter: Matter,
    /// How it is otherwise.
    pub change: Turn,
    /// By what it is known; of a limit nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    /// The rule, the scorecard, or the kind of limit.
    pub rule: String,
    /// What it is about; of a limit that is about no record nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// Of a limit: what is not looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// What it was; nothing of what is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub then: Option<Standing>,
    /// What it is; nothing of what is fixed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<Standing>,
    /// What the rule says, or said of what is fixed; of an open verdict nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// The facts that it rests on and that are otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<OtherFact>,
    /// The facts that it waits for and did not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missed>,
    /// Why it is none any more: one of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ended: Vec<Cause>,
    /// What made it otherwise: one of these, or several of them together.
    pub causes: Vec<Origin>,
}

/// A fact that is not what it was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct OtherFact {
    /// How the rule reaches it.
    pub path: String,
    /// Of which aggregate it is a member, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// What it was; nothing where the verdict did not rest on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub then: Option<Value>,
    /// What it is; nothing where the verdict does not rest on it any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<Value>,
    /// Where it stands; of what the verdict does not rest on any more, where it stood.
    #[serde(flatten)]
    pub place: Option<Place>,
}

/// A fact that is not told.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Missed {
    /// How the rule reaches it.
    pub path: String,
    /// Why it does not decide, as programs call it.
    pub code: String,
}

impl Diff {
    /// How many changes there are of a kind.
    pub fn count(&self, turn: Turn) -> u64 {
        self.changes.iter().filter(|change| change.change == turn).count() as u64
    }

    /// Whether something is new, worse, or without its evidence.
    pub fn is_worse(&self) -> bool {
        self.changes.iter().any(|change| change.change.counts())
            || self.apart.waivers.iter().any(OtherWaiver::has_lapsed)
    }
}

impl Totals {
    /// How many findings there are of a severity.
    pub fn of(&self, severity: Severity) -> u64 {
        Severity::ALL
            .into_iter()
            .zip(self.findings)
            .filter(|(of, _)| *of == severity)
            .map(|(_, n)| n)
            .sum()
    }
}

fn by_severity<S: Serializer>(findings: &[u64; 5], to: S) -> Result<S::Ok, S::Error> {
    let worst_first = Severity::ALL.into_iter().zip(findings).rev();
    to.collect_map(worst_first.map(|(severity, count)| (severity.name(), count)))
}
