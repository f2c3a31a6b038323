//! How foreign files map onto records: what a manifest's `data:` entry says.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::notation::Notation;

/// How the records of one foreign file map onto a record kind.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Where the records stand in the file: `releases[].awards[]`; absent: at the top.
    #[serde(default)]
    pub each: Option<String>,
    /// By field name: where its value stands.
    #[serde(default)]
    pub fields: BTreeMap<String, Source>,
    /// How the file writes its numbers.
    #[serde(default)]
    pub numbers: Option<Notation>,
}

/// Where the value of one field stands.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "a field's value is told by the name of a column, or by `from` (or `amount`) with \
                 `currency`, `unit` or `map`"
)]
pub enum Source {
    /// In the column of that name (or at that dotted path).
    Column(String),
    /// In a column that needs more words.
    Told(Told),
}

/// A column and how to read it.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// The column (or dotted path) of the value.
    #[serde(alias = "amount")]
    pub from: String,
    /// A currency code for all rows, or the column that holds it.
    #[serde(default)]
    pub currency: Option<String>,
    /// A unit for all rows, or the column that holds it.
    #[serde(default)]
    pub unit: Option<String>,
    /// What foreign values stand for.
    #[serde(default)]
    pub map: BTreeMap<String, String>,
}
