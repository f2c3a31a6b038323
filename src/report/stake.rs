//! What a report says of the money that is at stake.

use serde::Serialize;

use super::place::Place;
use super::value::Value;
use crate::outcome::Severity;

/// The money that is at stake in a finding, or in a verdict that could not be reached.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Stake {
    /// What the rule's `amount` comes to.
    #[serde(flatten)]
    pub value: Value,
    /// The same in the reporting currency as of the as-of date, where it is in another and there is
    /// a rate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub converted: Option<Value>,
    /// Whether the report's total counts it: it does not where it shares a cause with one that is
    /// counted, and where there is no rate for it.
    pub counted: bool,
    /// The cause that it has in common with one that is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shares: Option<SharedCause>,
}

impl Stake {
    /// What an amount comes to, where it is not known yet what else rests on the same.
    pub fn new(value: Value, converted: Option<Value>) -> Stake {
        Stake { value, converted, counted: false, shares: None }
    }
}

/// What two amounts both rest on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct SharedCause {
    /// The rule of the verdict whose amount is counted.
    pub rule: String,
    /// The key of its subject.
    pub key: String,
    /// The fact that both rest on: the field, and the key of its record.
    pub fact: String,
    /// Where that stands.
    #[serde(flatten)]
    pub place: Option<Place>,
}

impl SharedCause {
    /// A fact that the amount of another verdict rests on as well.
    pub fn new(rule: String, key: String, fact: String, place: Option<Place>) -> SharedCause {
        SharedCause { rule, key, fact, place }
    }
}

/// How much is at stake in a run, in the reporting currency. Each cause counts once: of amounts that
/// rest on the same fact the largest. Amounts below nothing count as nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct AtStake {
    /// What the findings come to that are counted.
    #[serde(flatten)]
    pub value: Value,
    /// How many findings that is.
    pub findings: u64,
    /// The same by severity, the most severe first.
    pub by_severity: Vec<StakeOf>,
    /// What the verdicts that could not be reached may add.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<OpenStake>,
    /// How many findings and open verdicts are not counted as they rest on the same facts as others.
    pub shared: u64,
    /// How many are not counted as there is no rate for their amounts.
    pub unconverted: u64,
}

impl AtStake {
    /// What so many findings come to.
    pub fn new(value: Value, findings: u64) -> AtStake {
        AtStake { value, findings, ..AtStake::default() }
    }
}

/// How much is at stake in the findings of one severity.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct StakeOf {
    /// The severity.
    #[serde(serialize_with = "super::told::severity")]
    pub severity: Severity,
    /// What its findings come to that are counted.
    #[serde(flatten)]
    pub value: Value,
    /// How many findings that is.
    pub findings: u64,
}

impl StakeOf {
    /// What so many findings of a severity come to.
    pub fn new(severity: Severity, value: Value, findings: u64) -> StakeOf {
        StakeOf { severity, value, findings }
    }
}

/// What verdicts that could not be reached may add to what is at stake.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct OpenStake {
    /// What they come to if all of them turn out to be findings.
    #[serde(flatten)]
    pub value: Value,
    /// How many that is.
    pub verdicts: u64,
}

impl OpenStake {
    /// What so many verdicts may come to.
    pub fn new(value: Value, verdicts: u64) -> OpenStake {
        OpenStake { value, verdicts }
    }
}
