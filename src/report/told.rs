//! What a report says of subjects: findings, open verdicts, the facts they rest on, requests.

use serde::{Serialize, Serializer};

use super::place::Place;
use super::stake::Stake;
use super::value::Value;
use super::{
    Formerly, Leg, Margin, ReasonKind, Rested, Since, Status, Subject, TakenParam, Waived, words,
};
use crate::outcome::{self, Needs, Severity};

/// A fact that a finding rests on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Fact {
    /// How the rule reaches it.
    pub path: String,
    /// What it is.
    #[serde(flatten)]
    pub value: Value,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Option<Place>,
    /// For what several records come to that are not told each: the first files that hold such.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    /// How many more files do.
    #[serde(skip_serializing_if = "is_zero")]
    pub more_files: u64,
    /// Whether its sources contradict each other.
    #[serde(skip_serializing_if = "is_false")]
    pub disputed: bool,
    /// Whether they do, or may: it can hang on kinds of sources that are not told.
    #[serde(skip)]
    pub contested: bool,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<FactSource>,
    /// For a member of a sum or another aggregate: what is made of it and the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<Made>,
    /// What is taken in its place, as it is not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_as: Option<String>,
    /// The fact that it is taken in the place of, which is not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<String>,
}

/// What an aggregate makes of its members.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Made {
    /// What the rule calls it, or how it is written.
    pub name: String,
    /// What readers call it, where the rule says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
    /// What it comes to. Reports repeat it with every member, so for programs it stands in numbers
    /// with the expression alone.
    #[serde(serialize_with = "in_words")]
    pub value: Value,
}

/// A source of a fact.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct FactSource {
    /// Its key.
    pub key: String,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Where it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What kind of evidence it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What it says of the fact; nothing for a source of the whole record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    /// Whether a stronger source tells the fact, so that this one does not count.
    #[serde(skip_serializing_if = "is_false")]
    pub outranked: bool,
    /// Where it says so; for a source of the whole record, where the source's own record stands.
    #[serde(flatten)]
    pub place: Option<Place>,
}

/// An expression with its value and parts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// As a rule writer would write it.
    pub expression: String,
    /// What readers call it, where the rule says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
    /// Its value.
    #[serde(flatten)]
    pub value: Value,
    /// For a value that arises unknown here: why.
    #[serde(serialize_with = "reason", skip_serializing_if = "Option::is_none")]
    pub reason: Option<outcome::Reason>,
    /// For a fact: where it stands.
    #[serde(flatten)]
    pub place: Option<Place>,
    /// Members beyond those shown.
    #[serde(skip_serializing_if = "is_zero")]
    pub more: u64,
    /// What those members add to a sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest: Option<String>,
    /// For what stands among the report's `explanations`: its number there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<u64>,
    /// The number of the one among them that tells the parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_as: Option<u64>,
    /// Parts.
    pub children: Vec<Explanation>,
}

/// What a fact would have to be.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct ClearsWhen {
    /// The fact.
    pub path: String,
    /// What readers call it, where the rule says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
    /// What it is now.
    pub is: String,
    /// What it needs to be; programs read `>= 25 bn USD`.
    #[serde(serialize_with = "needs")]
    pub needs: Needs<String>,
}

impl Made {
    /// What it is called, for readers.
    pub fn said(&self) -> &str {
        self.called.as_deref().unwrap_or(&self.name)
    }
}

impl Explanation {
    /// What is explained, for readers.
    pub fn said(&self) -> &str {
        self.called.as_deref().unwrap_or(&self.expression)
    }
}

impl ClearsWhen {
    /// What would have to change, for readers.
    pub fn said(&self) -> &str {
        self.called.as_deref().unwrap_or(&self.path)
    }
}

/// Why a fact does not decide a verdict.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// It is not known, or not well enough.
    Unknown(outcome::Reason),
    /// It is not known whether the scenario sets it.
    Undecided,
    /// It was told when the baseline was made.
    ToldNoMore,
    /// These sources said something of it when the baseline was made.
    SilentNow(Vec<String>),
}

impl Why {
    /// What programs call it; stable.
    pub fn code(&self) -> &'static str {
        match self {
            Why::Unknown(reason) => reason.code(),
            Why::Undecided => "undecided",
            Why::ToldNoMore => "told-no-more",
            Why::SilentNow(_) => "silent-now",
        }
    }
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// Stable for rule and subject.
    pub fingerprint: String,
    /// By what earlier reports know it, where something was renamed.
    #[serde(skip_serializing_if = "Formerly::is_empty")]
    pub formerly: Formerly,
    /// The rule's name.
    pub rule: String,
    /// The rule in a few words.
    pub title: String,
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
    /// What is in force of what its rung cites, then of what the rule does.
    pub cites: Vec<String>,
    /// The legs of the ring or the path that it is about, one behind the other; none of anything else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub legs: Vec<Leg>,
    /// What it rests on.
    pub facts: Vec<Fact>,
    /// 16 hexadecimal digits that are others where a fact that it rests on has another value.
    pub evidence: String,
    /// The params that it takes as of other days than the as-of date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub params: Vec<TakenParam>,
    /// How much money is at stake, where the rule says what that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_stake: Option<Stake>,
    /// How far past the line; programs read it in words, and as `measured` part by part.
    #[serde(flatten, serialize_with = "margin")]
    pub margin: Option<Margin>,
    /// The condition that decided it, as a tree, where that was asked for.
    pub explanation: Option<Explanation>,
    /// Single facts that would clear it.
    pub clears_when: Vec<ClearsWhen>,
    /// What would decide whether it is worse.
    pub missing: Vec<MissingFact>,
    /// How many more such facts are known of; the search for them ends with a hundred.
    #[serde(skip_serializing_if = "is_zero")]
    pub more_missing: u64,
    /// Whether it counts.
    pub status: Status,
    /// How it fails the gate, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fails_gate: Option<ReasonKind>,
    /// How it compares with the baseline, where there is one.
    #[serde(flatten)]
    pub since: Option<Since>,
    /// Where evidence is lost: what the finding of the baseline rested on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rested_on: Vec<Rested>,
    /// Who answers for it, where it is waived.
    pub waiver: Option<Waived>,
}

/// A fact that would decide a verdict.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct MissingFact {
    /// How the rule reaches it.
    pub path: String,
    /// Why it does not decide.
    #[serde(flatten, serialize_with = "why")]
    pub reason: Why,
    /// Where it should stand.
    #[serde(flatten)]
    pub place: Option<Place>,
}

/// A verdict that could not be reached.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Undetermined {
    /// Stable for rule and subject.
    pub fingerprint: String,
    /// By what earlier reports know it, where something was renamed.
    #[serde(skip_serializing_if = "Formerly::is_empty")]
    pub formerly: Formerly,
    /// Whether it is new.
    pub status: Status,
    /// How it fails the gate, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fails_gate: Option<ReasonKind>,
    /// How it compares with the baseline, where there is one.
    #[serde(flatten)]
    pub since: Option<Since>,
    /// Where evidence is lost: what the finding of the baseline rested on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rested_on: Vec<Rested>,
    /// Who answers for it, where it is waived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiver: Option<Waived>,
    /// The rule's name.
    pub rule: String,
    /// The rule in a few words.
    pub title: String,
    /// What it is about.
    pub subject: Subject,
    /// What it possibly is.
    #[serde(serialize_with = "severity")]
    pub possibly: Severity,
    /// How much money is at stake if it is a finding, where the rule says what that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_stake: Option<Stake>,
    /// The params that it takes as of other days than the as-of date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub params: Vec<TakenParam>,
    /// The condition that is open, as a tree, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
    /// What would decide it.
    pub missing: Vec<MissingFact>,
    /// How many more such facts are known of; the search for them ends with a hundred.
    #[serde(skip_serializing_if = "is_zero")]
    pub more_missing: u64,
}

/// Somebody who can be asked for a fact.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Addressee {
    /// The record kind.
    pub record: String,
    /// Its key.
    pub key: String,
    /// What people call it, where its record tells that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The fields by which the record of the fact, or one that it leads to, names it: `seller`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
}

/// A missing fact to ask for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// Whose fact it is.
    pub subject: Subject,
    /// The field; of an exchange rate, which one.
    pub path: String,
    /// What is to be asked for, for people: `value of atlas`.
    #[serde(skip)]
    pub fact: String,
    /// What the field means, in the vocabulary's words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub meaning: String,
    /// What is told of it, where that is something and not enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<String>,
    /// Who can be asked: the party whose fact it is, or those to the deal that it is of; nobody, where
    /// records name none.
    pub addressees: Vec<Addressee>,
    /// The rules whose verdicts wait for it.
    pub rules: Vec<String>,
    /// How many undetermined verdicts wait for it.
    pub waits: u64,
    /// How many of them it decides by itself, whatever it turns out to be.
    pub settles: u64,
    /// The worst that they could be.
    #[serde(serialize_with = "severity")]
    pub worst: Severity,
}

/// A field of which facts are missing: what to ask for, of many at once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct RequestGroup {
    /// The kind of records that have the field.
    pub record: String,
    /// What several of these records are called, for people: `parties`.
    #[serde(skip)]
    pub several: String,
    /// The fact that is wanted most, for people: `rating of openai`.
    #[serde(skip)]
    pub fact: String,
    /// The field; nothing where the records themselves are missing, as of exchange rates.
    pub path: String,
    /// What the field means, in the vocabulary's words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub meaning: String,
    /// Of how many records it is missing.
    pub facts: u64,
    /// How many undetermined verdicts wait for some of them.
    pub waits: u64,
    /// How many of them one of these facts decides by itself, whatever it turns out to be.
    pub settles: u64,
    /// The worst that they could be.
    #[serde(serialize_with = "severity")]
    pub worst: Severity,
    /// The rules whose verdicts wait.
    pub rules: Vec<String>,
    /// The keys of the records whose fact is wanted most, the first few.
    pub keys: Vec<String>,
    /// Where the one that is wanted most should stand.
    #[serde(flatten)]
    pub place: Option<Place>,
}

pub(super) fn severity<S: Serializer>(s: &Severity, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(s.name())
}

fn maybe_severity<S: Serializer>(s: &Option<Severity>, to: S) -> Result<S::Ok, S::Error> {
    match s {
        Some(s) => to.serialize_some(s.name()),
        None => to.serialize_none(),
    }
}

fn needs<S: Serializer>(needs: &Needs<String>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&words::sign(needs))
}

fn in_words<S: Serializer>(value: &Value, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&value.text)
}

pub(super) fn margin<S: Serializer>(margin: &Option<Margin>, to: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Both<'m> {
        margin: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        measured: Option<&'m Margin>,
    }
    Both { margin: margin.as_ref().map(words::margin), measured: margin.as_ref() }.serialize(to)
}

fn why<S: Serializer>(why: &Why, to: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Both<'c> {
        reason: String,
        code: &'c str,
    }
    Both { reason: why.to_string(), code: why.code() }.serialize(to)
}

fn reason<S: Serializer>(reason: &Option<outcome::Reason>, to: S) -> Result<S::Ok, S::Error> {
    reason.as_ref().map(words::reason).serialize(to)
}

pub(super) fn is_false(flag: &bool) -> bool {
    !flag
}

pub(super) fn is_zero(n: &u64) -> bool {
    *n == 0
}
