//! What a report says of the grades that scorecards give.

use serde::{Serialize, Serializer};

use super::place::Place;
use super::subject::Subject;
use super::told::{Fact, MissingFact};
use super::value::Value;
use super::{Change, Formerly, Named, ReasonKind, Rested};
use crate::outcome::Severity;

/// A scorecard of the run, and how its grades fell.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Scorecard {
    /// Its name.
    pub id: String,
    /// The scorecard in a few words.
    pub title: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// The kind of the records that get a grade.
    pub record: String,
    /// Its grades, the worst first.
    pub grades: Vec<GradeCount>,
    /// The verdicts of which it is not told for whom they count, the first few.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub anywhere: Vec<Named>,
    /// How many more of them there are.
    #[serde(skip_serializing_if = "super::told::is_zero")]
    pub more_anywhere: u64,
    /// What it cites.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<String>,
}

/// How many records have a grade.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct GradeCount {
    /// The grade.
    pub grade: String,
    /// How many have it.
    pub records: u64,
    /// How many of these have possibly a worse one.
    pub open: u64,
    /// How many have a better one, and possibly this one at worst.
    pub possibly: u64,
    /// How many others of these are better than in the baseline only as evidence is lost.
    #[serde(skip_serializing_if = "super::told::is_zero")]
    pub lost: u64,
}

impl Scorecard {
    /// How many records have another grade than the best, or possibly have, or had it while there was
    /// evidence of it.
    pub fn below_best(&self) -> u64 {
        let worse = self.grades.iter().rev().skip(1).map(|grade| grade.records).sum::<u64>();
        worse + self.grades.last().map_or(0, |best| best.open + best.lost)
    }

    /// Whether a grade is the best for certain, and no evidence is lost that it was worse.
    pub fn is_best(&self, grade: &Grade) -> bool {
        let best = self.grades.last().map(|best| &best.grade);
        let lost = grade.since.as_ref().is_some_and(|since| since.change == Change::EvidenceLost);
        best == Some(&grade.grade) && grade.possibly.is_none() && !lost
    }
}

/// The grade of a record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Grade {
    /// 32 hexadecimal digits by which the grade is known tomorrow.
    pub fingerprint: String,
    /// By what earlier reports know it, where something was renamed.
    #[serde(skip_serializing_if = "Formerly::is_empty")]
    pub formerly: Formerly,
    /// The scorecard.
    pub scorecard: String,
    /// The record.
    pub subject: Subject,
    /// The grade: it is no better than that.
    pub grade: String,
    /// What gives it.
    pub because: Because,
    /// The worst that it possibly is, where that is worse.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub possibly: Option<String>,
    /// What would give that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub possibly_because: Option<Because>,
    /// How many findings and open verdicts count.
    pub counts: Counts,
    /// How much money is at stake in the findings that count, each cause once; where no rule of the
    /// scorecard tells an amount, nothing is said of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_stake: Option<Value>,
    /// The facts that those of the scorecard's conditions rest on which hold or may hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// The verdicts that count, the worst first.
    pub verdicts: Vec<Counting>,
    /// How many more of them there are.
    #[serde(skip_serializing_if = "super::told::is_zero")]
    pub more_verdicts: u64,
    /// How many further verdicts may count, as it is not told for whom they do.
    #[serde(skip_serializing_if = "super::told::is_zero")]
    pub anywhere: u64,
    /// Facts that the scorecard asks for itself and that would settle the grade; of one that is better
    /// than in the baseline only as facts are told no more, these first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<MissingFact>,
    /// How many more of them there are.
    #[serde(skip_serializing_if = "super::told::is_zero")]
    pub more_missing: u64,
    /// How it fails the gate, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fails_gate: Option<ReasonKind>,
    /// How it compares with the baseline, where there is one.
    #[serde(flatten)]
    pub since: Option<GradeSince>,
    /// Where evidence is lost: what the grade of the baseline rested on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rested_on: Vec<Rested>,
}

/// What gives a grade.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Because {
    /// The condition that holds; `None` of the last grade, which has none.
    pub condition: Option<String>,
    /// Whether it keeps the grade from being better, rather than gives it.
    pub cap: bool,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
}

impl Because {
    /// A clause of a scorecard.
    pub fn new(condition: Option<String>, cap: bool, place: Place) -> Because {
        Because { condition, cap, place }
    }
}

/// How many findings of a severity or worse count for a record, and how many open verdicts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Counts {
    /// Critical findings.
    pub critical: Count,
    /// Findings that are high or worse.
    pub high: Count,
    /// Medium or worse.
    pub medium: Count,
    /// Low or worse.
    pub low: Count,
    /// All findings.
    pub info: Count,
    /// Verdicts that could not be reached.
    pub undetermined: Count,
}

impl Counts {
    /// Those of a severity or worse.
    pub fn of(&self, severity: Severity) -> Count {
        match severity {
            Severity::Critical => self.critical,
            Severity::High => self.high,
            Severity::Medium => self.medium,
            Severity::Low => self.low,
            Severity::Info => self.info,
        }
    }
}

/// How many there are: for certain, and at most.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Count {
    /// So many for certain.
    pub least: u64,
    /// At most so many; `None`: there is no telling.
    pub most: Option<u64>,
}

impl Serialize for Count {
    /// As a number where it is known, else as both ends.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.most {
            Some(most) if most == self.least => to.serialize_u64(most),
            most => (self.least, most).serialize(to),
        }
    }
}

/// A verdict that counts for a grade.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Counting {
    /// Its rule.
    pub rule: String,
    /// The key of its subject.
    pub key: String,
    /// How bad the finding is; nothing of a verdict that could not be reached.
    #[serde(serialize_with = "super::gate::maybe")]
    pub severity: Option<Severity>,
    /// What it is at worst, where that is worse.
    #[serde(serialize_with = "super::gate::maybe", skip_serializing_if = "Option::is_none")]
    pub possibly: Option<Severity>,
    /// The rule of the verdict before it with which it has its cause in common: both count once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted_with: Option<String>,
}

impl Counting {
    /// A verdict that counts by itself.
    pub fn new(rule: String, key: String, severity: Option<Severity>) -> Counting {
        Counting { rule, key, severity, possibly: None, counted_with: None }
    }
}

/// A grade beside that of the baseline.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct GradeSince {
    /// How it compares.
    pub change: Change,
    /// What it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What it was at worst, where that was worse.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was_possibly: Option<String>,
}

impl GradeSince {
    /// How a grade compares with what it was.
    pub fn new(change: Change, was: Option<String>) -> GradeSince {
        GradeSince { change, was, was_possibly: None }
    }
}
