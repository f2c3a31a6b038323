//! What a report says of a scenario: what it changed, and how far it spread.

use serde::Serialize;

use super::losses::Losses;

/// A scenario that was applied to the records.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// The scenario in a few words.
    pub title: String,
    /// How many facts it changed.
    pub changed: u64,
    /// How many of them lay beyond the bounds of their fields and were cut to them.
    pub cut: u64,
    /// How many members it added to lists, surely or perhaps.
    pub added: u64,
    /// How many members of lists it took away, surely or perhaps; those of lists that are not given
    /// are not counted.
    pub removed: u64,
    /// The rounds of its cascades, in order.
    pub rounds: Vec<Round>,
    /// What records lose in its cascades, where a step says what that is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub losses: Vec<Losses>,
}

/// One round of a cascade.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Round {
    /// The step of the scenario that was repeated, from 1.
    pub step: u64,
    /// The facts that became true.
    pub joined: Vec<Joined>,
}

/// A fact that became true.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct Joined {
    /// The record kind.
    pub record: String,
    /// The record's key.
    pub key: String,
    /// The field.
    pub field: String,
    /// Whether it is true for certain; otherwise it may be.
    pub certain: bool,
}
