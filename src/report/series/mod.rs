//! How the findings of a project moved over several reports.

pub(super) mod json;
pub(super) mod markdown;
mod svg;
pub(super) mod text;

pub use svg::svg;

use serde::Serialize;

use super::Skipped;
use super::diff::{Compared, Turn};

/// Reports of a project, in the order of their as-of dates.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Series {
    /// The project's name, where its manifest gives it one.
    pub project: Option<String>,
    /// The currency that mixed amounts were converted to.
    pub currency: String,
    /// The reports.
    pub reports: Vec<Step>,
    /// The as-of dates that several of them have; those stand in the order of their names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub same_day: Vec<String>,
    /// Files of the folder that are no reports.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<Skipped>,
}

/// A report, and what is otherwise in it than in the one before it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Step {
    /// The report in sums.
    #[serde(flatten)]
    pub report: Compared,
    /// How many findings and open verdicts are otherwise; nothing of the first report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Moved>,
}

/// How many verdicts are otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Moved {
    /// That were none.
    pub new: u64,
    /// That were milder.
    pub worse: u64,
    /// That were findings, and of which the facts no longer tell whether they are as bad.
    pub evidence_lost: u64,
    /// That are as bad, on other facts.
    pub changed: u64,
    /// That were worse.
    pub milder: u64,
    /// That are none any more.
    pub fixed: u64,
}

impl Moved {
    /// Counts one more.
    pub fn add(&mut self, turn: Turn) {
        match turn {
            Turn::New => self.new += 1,
            Turn::Worse => self.worse += 1,
            Turn::EvidenceLost => self.evidence_lost += 1,
            Turn::Changed => self.changed += 1,
            Turn::Milder => self.milder += 1,
            Turn::Fixed => self.fixed += 1,
        }
    }
}
