//! What a report says of what records lose in a cascade.

use serde::Serialize;

use super::value::Value;

/// What the records of a kind lose in a cascade, in the reporting currency. A loss below nothing is
/// none.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Losses {
    /// The step of the scenario that was repeated, from 1.
    pub step: u64,
    /// The record kind.
    pub record: String,
    /// The field that the step sets: whose is true has joined.
    pub field: String,
    /// What is lost in the end, without what there is no exchange rate for.
    #[serde(flatten)]
    pub all: LossSize,
    /// How many losses that leaves out.
    pub unconverted: u64,
    /// Who loses something in the end, for certain or possibly, the largest first.
    pub losers: Vec<Loss>,
    /// By how much it grew: before the first round, and after each in which it did.
    pub rounds: Vec<LossRound>,
}

/// How much is lost.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct LossSize {
    /// For certain.
    pub certain: Value,
    /// At most; `None` where it may be any amount.
    pub possible: Option<Value>,
}

/// By how much losses grew in a round.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct LossRound {
    /// After which of the scenario's rounds, from 1; `None`: before the first of the step.
    pub round: Option<u64>,
    /// By how much more, both what is certain and what is possible; what was possible and is certain
    /// now is more of the one and not of the other.
    #[serde(flatten)]
    pub more: LossSize,
    /// The records whose loss grew, each by how much, the largest first.
    pub losses: Vec<Loss>,
}

/// What one record loses.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Loss {
    /// Its key.
    pub key: String,
    /// How much; in a round, how much more than before.
    #[serde(flatten)]
    pub lost: LossSize,
    /// What became of it in the end.
    pub fate: Fate,
}

/// What became of a record that loses something.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// Its field is true.
    Joined,
    /// Its field may be true.
    Perhaps,
    /// It bears the loss.
    Bears,
}

impl LossSize {
    /// How much is lost for certain, and at most.
    pub fn new(certain: Value, possible: Option<Value>) -> LossSize {
        LossSize { certain, possible }
    }
}

impl Loss {
    /// What a record loses.
    pub fn new(key: String, lost: LossSize, fate: Fate) -> Loss {
        Loss { key, lost, fate }
    }
}

impl LossRound {
    /// By how much losses grew after a round, or before the first.
    pub fn new(round: Option<u64>, more: LossSize, losses: Vec<Loss>) -> LossRound {
        LossRound { round, more, losses }
    }
}

impl Losses {
    /// What the records of a kind lose by a step that sets a field, with nothing told of it yet.
    pub fn new(step: u64, record: String, field: String, all: LossSize) -> Losses {
        let (losers, rounds) = (Vec::new(), Vec::new());
        Losses { step, record, field, all, unconverted: 0, losers, rounds }
    }
}
