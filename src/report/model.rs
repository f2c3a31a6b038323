//! What a report says: plain data, ready to be written in any format.

use serde::Serialize;

use crate::outcome::Severity;

/// A place in a record or rule file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Place {
    /// Path as the user gave it.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// What a verdict is about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Subject {
    /// The record kind.
    pub record: String,
    /// Its key.
    pub key: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Option<Place>,
}

/// A fact that a finding rests on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Fact {
    /// How the rule reaches it.
    pub path: String,
    /// Its exact value.
    pub value: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Option<Place>,
}

/// An expression with its value and parts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Explanation {
    /// As a rule writer would write it.
    pub expression: String,
    /// Its value.
    pub value: String,
    /// For a value that arises unknown here: why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// For a fact: where it stands.
    #[serde(flatten)]
    pub place: Option<Place>,
    /// Members beyond those shown.
    #[serde(skip_serializing_if = "is_zero")]
    pub more: u64,
    /// Parts.
    pub children: Vec<Explanation>,
}

/// What a fact would have to be.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ClearsWhen {
    /// The fact.
    pub path: String,
    /// What it is now.
    pub is: String,
    /// What it needs to be, for programs: `>= 25 bn USD`.
    pub needs: String,
    /// The same for people: `reaches 25 bn USD`.
    #[serde(skip)]
    pub words: String,
}

/// Whether a finding counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It counts towards the gate.
    New,
    /// The baseline report had it.
    Baseline,
    /// A waiver covers it.
    Waived,
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Finding {
    /// Stable for rule and subject.
    pub fingerprint: String,
    /// The rule's name.
    pub rule: String,
    /// How bad it is.
    #[serde(serialize_with = "severity")]
    pub severity: Severity,
    /// What it possibly is.
    #[serde(serialize_with = "maybe_severity")]
    pub possibly: Option<Severity>,
    /// What it is about.
    pub subject: Subject,
    /// What the rule says.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// What the rule cites.
    pub cites: Vec<String>,
    /// What it rests on.
    pub facts: Vec<Fact>,
    /// How far past the line, in words.
    pub margin: Option<String>,
    /// The conditions as trees, named `unless` or by severity.
    pub explanation: Explanation,
    /// Single facts that would clear it.
    pub clears_when: Vec<ClearsWhen>,
    /// What would decide whether it is worse.
    pub missing: Vec<MissingFact>,
    /// Whether it counts.
    pub status: Status,
    /// Reserved for waivers.
    pub waiver: Option<String>,
}

/// A fact that would decide a verdict.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MissingFact {
    /// How the rule reaches it.
    pub path: String,
    /// Why it does not decide.
    pub reason: String,
    /// Where it should stand.
    #[serde(flatten)]
    pub place: Option<Place>,
}

/// A verdict that could not be reached.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Undetermined {
    /// The rule's name.
    pub rule: String,
    /// What it is about.
    pub subject: Subject,
    /// What it possibly is.
    #[serde(serialize_with = "severity")]
    pub possibly: Severity,
    /// What would decide it.
    pub missing: Vec<MissingFact>,
}

/// A missing fact to ask for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Request {
    /// Whose fact it is.
    pub subject: Subject,
    /// The field.
    pub path: String,
    /// How many verdicts wait for it.
    pub settles: u64,
    /// The worst that they could be.
    #[serde(serialize_with = "severity")]
    pub worst: Severity,
}

fn severity<S: serde::Serializer>(s: &Severity, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(s.name())
}

fn maybe_severity<S: serde::Serializer>(s: &Option<Severity>, to: S) -> Result<S::Ok, S::Error> {
    match s {
        Some(s) => to.serialize_some(s.name()),
        None => to.serialize_none(),
    }
}

fn is_zero(n: &u64) -> bool {
    *n == 0
}
