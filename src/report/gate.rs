//! What a report says of the gate: under which policy, why it failed, and what has changed since
//! the baseline.

use serde::{Deserialize, Serialize, Serializer};

use super::{Budget, Budgeted, MissingFact, Required, Unmet, Value};
use crate::outcome::Severity;

/// What a run was judged by.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Policy {
    /// The severity from which on a finding fails the gate; `never` where none does.
    pub fail_on: String,
    /// How much at stake in new findings fails it, where an amount does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fail_on_amount: Option<String>,
    /// From which grades on new ones fail it, each with its scorecard: `credit=D`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fail_on_grade: Vec<String>,
    /// What undetermined verdicts do to it.
    pub undetermined: String,
    /// What findings do to it that rest on other facts than in the baseline.
    pub changed: String,
    /// What must be there for the run to count.
    #[serde(skip_serializing_if = "Required::is_empty")]
    pub require: Required,
    /// `fail` where it fails it that rules, params or the gate are others than in the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy_changes: Option<String>,
    /// How many findings there may be, whatever the baseline has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub budget: Vec<Budget>,
    /// The report that findings were compared with.
    pub baseline: Option<BaselineFile>,
    /// The files of the rules, those of the packs that ship among them.
    pub rules: Vec<RuleFile>,
}

impl Policy {
    /// Whether nothing fails a run.
    pub fn fails_nothing(&self) -> bool {
        let lines = self.fail_on_amount.is_some() || !self.fail_on_grade.is_empty();
        let open = matches!(self.undetermined.as_str(), "fail" | "new");
        let guards = !self.budget.is_empty() || !self.require.is_empty();
        let guards = guards || self.policy_changes.is_some();
        self.fail_on == "never" && !lines && !open && !guards
    }
}

/// A rule file of the run.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RuleFile {
    /// Path as seen from the folder that the run tells paths from; of a pack its name.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// The same of its text without what it says in other languages, blanks counted once: what is
    /// translated anew is no other rule. Empty where it is not told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub untranslated: String,
    /// Whether it is part of the program, and no file of whoever runs it.
    #[serde(default, skip_serializing_if = "super::told::is_false")]
    pub shipped: bool,
}

/// An earlier report.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BaselineFile {
    /// Path as seen from the folder that the run tells paths from.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

/// One way in which the gate failed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub enum ReasonKind {
    /// Findings that the baseline has not; all, where there is none.
    New,
    /// Findings that are worse than in the baseline, or may be.
    Worse,
    /// Findings that the baseline has, as bad as they are, on other facts.
    Changed,
    /// Findings of the baseline of which the facts no longer tell whether they are any.
    EvidenceLost,
    /// Findings that are possibly bad enough.
    Possibly,
    /// Verdicts that could not be reached.
    Undetermined,
    /// What could not be looked at whole.
    Limit,
    /// What is at stake in findings.
    AtStake,
    /// What is possibly at stake in findings and open verdicts.
    PossiblyAtStake,
    /// Records with a bad grade.
    Grade,
    /// Records that had a bad grade, of which it is no longer known whether they have.
    GradeLost,
    /// Records with possibly a bad grade.
    PossiblyGrade,
    /// More findings than a budget allows.
    Budget,
    /// Possibly more, with what is open.
    PossiblyBudget,
    /// Rules, params or the gate are others than in the baseline.
    Policy,
    /// What is required is not there.
    Require,
}

impl ReasonKind {
    /// What programs call it; stable.
    pub fn code(self) -> &'static str {
        match self {
            ReasonKind::New => "new",
            ReasonKind::Worse => "worse",
            ReasonKind::Changed => "changed",
            ReasonKind::EvidenceLost => "evidence-lost",
            ReasonKind::Possibly => "possibly",
            ReasonKind::Undetermined => "undetermined",
            ReasonKind::Limit => "limit",
            ReasonKind::AtStake => "at-stake",
            ReasonKind::PossiblyAtStake => "possibly-at-stake",
            ReasonKind::Grade => "grade",
            ReasonKind::GradeLost => "grade-lost",
            ReasonKind::PossiblyGrade => "possibly-grade",
            ReasonKind::Budget => "budget",
            ReasonKind::PossiblyBudget => "possibly-budget",
            ReasonKind::Policy => "policy",
            ReasonKind::Require => "require",
        }
    }
}

impl Serialize for ReasonKind {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

/// Why the gate failed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Reason {
    /// In what way.
    pub kind: ReasonKind,
    /// How often.
    pub count: u64,
    /// How bad that is: of lost evidence, what the baseline has; of what is open, what it possibly
    /// is.
    #[serde(serialize_with = "maybe")]
    pub severity: Option<Severity>,
    /// Of what is at stake: how much that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_stake: Option<Value>,
    /// Of grades: the scorecard and the grade from which on they fail, `credit=D`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// Of budgets: which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<Budget>,
    /// Of what is required: what is not met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub require: Option<Unmet>,
}

impl Reason {
    /// A way in which the gate failed so often.
    pub fn new(kind: ReasonKind, count: u64) -> Reason {
        let (severity, at_stake, grade, budget, require) = (None, None, None, None, None);
        Reason { kind, count, severity, at_stake, grade, budget, require }
    }

    /// What it is called, however often it holds: `new high`, `grade credit=D`, `require Deal`.
    pub fn name(&self) -> String {
        // The severity of a budget is told as that of the reason.
        let budget = self.budget.as_ref().filter(|budget| budget.of != Budgeted::Severity);
        let about = self.require.as_ref().map(Unmet::about).or(budget.map(Budget::about));
        let parts = [
            Some(self.kind.code()),
            self.severity.map(Severity::name),
            self.grade.as_deref(),
            about.as_deref(),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// How a verdict compares with the baseline's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Change {
    /// The baseline has none such.
    New,
    /// It is worse, or may be.
    Worse,
    /// It was a finding, and the facts no longer tell whether it is as bad, or one at all.
    EvidenceLost,
    /// It is a finding as bad as it was, and rests on other facts.
    Changed,
    /// It is milder, or may be less bad.
    Milder,
    /// It is the same.
    Unchanged,
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

impl Change {
    /// What programs call it; stable.
    pub fn code(self) -> &'static str {
        match self {
            Change::New => "new",
            Change::Worse => "worse",
            Change::EvidenceLost => "evidence-lost",
            Change::Changed => "changed",
            Change::Milder => "milder",
            Change::Unchanged => "unchanged",
        }
    }

    /// Whether it counts towards the gate, as if there were no baseline. What rests on other facts
    /// does only where the run says so.
    pub fn counts(self) -> bool {
        match self {
            Change::New | Change::Worse | Change::EvidenceLost => true,
            Change::Changed | Change::Milder | Change::Unchanged => false,
        }
    }
}

/// A verdict beside that of the baseline.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Since {
    /// How it compares.
    pub change: Change,
    /// How bad the finding of the baseline was.
    #[serde(serialize_with = "maybe", skip_serializing_if = "Option::is_none")]
    pub was: Option<Severity>,
}

impl Since {
    /// The baseline has none such.
    pub const NEW: Since = Since { change: Change::New, was: None };
}

/// Why a finding of the baseline is none any more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Cause {
    /// The facts clear it.
    Clear,
    /// The rule does not apply to it.
    NotApplicable,
    /// There is no such record.
    RecordGone,
    /// Records do not form such a group, ring, path or the like.
    NotFormed,
    /// There is no such rule for such records.
    RuleGone,
    /// The rule is disabled.
    RuleDisabled,
}

/// A finding of the baseline that is none any more.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Fixed {
    /// The finding's fingerprint.
    pub fingerprint: String,
    /// Its rule.
    pub rule: String,
    /// The kind of record that it was about.
    pub record: String,
    /// That record's key.
    pub key: String,
    /// How bad it was.
    #[serde(serialize_with = "name")]
    pub severity: Severity,
    /// Why it is none.
    pub cause: Cause,
}

/// A finding of the baseline that is none only because facts are told no more: no record forms its
/// subject, which may be there all the same, or the rule looks at whether they are told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Lost {
    /// The finding's fingerprint.
    pub fingerprint: String,
    /// Its rule.
    pub rule: String,
    /// The kind of what it was about.
    pub record: String,
    /// The key of that.
    pub key: String,
    /// How bad it was, and so possibly is.
    #[serde(serialize_with = "name")]
    pub severity: Severity,
    /// How it fails the gate, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fails_gate: Option<ReasonKind>,
    /// What would tell whether it is one.
    pub missing: Vec<MissingFact>,
    /// What it rested on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rested_on: Vec<Rested>,
}

/// A fact that a finding of the baseline rested on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Rested {
    /// How the rule reaches it.
    pub path: String,
    /// What it was.
    pub value: String,
    /// What its own sources said of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Said>,
}

/// What a source said of a fact.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Said {
    /// The source's key.
    pub key: String,
    /// What it said.
    pub says: String,
}

impl Rested {
    /// A fact that was this, whoever said so.
    pub fn new(path: String, value: String) -> Rested {
        Rested { path, value, sources: Vec::new() }
    }
}

fn name<S: Serializer>(severity: &Severity, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(severity.name())
}

pub(super) fn maybe<S: Serializer>(severity: &Option<Severity>, to: S) -> Result<S::Ok, S::Error> {
    match severity {
        Some(severity) => to.serialize_some(severity.name()),
        None => to.serialize_none(),
    }
}
