//! What must be there for a run to count, and what of that is not.

use std::collections::BTreeMap;

use serde::Serialize;

/// What the manifest requires of a run.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Required {
    /// How many records there must be, by their kind: `>= 30`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub records: BTreeMap<String, String>,
    /// How many values may be unknown because they could not be read, or lead nowhere: `<= 10`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unreadable: Option<String>,
    /// How many days old no exchange rate may be that the run rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rates_younger_than: Option<u32>,
    /// The rules that must have looked at something.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
}

impl Required {
    /// Whether nothing is required.
    pub fn is_empty(&self) -> bool {
        *self == Required::default()
    }
}

/// What a run lacks of what is required of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Unmet {
    /// There are more or fewer records of a kind.
    Records {
        /// The kind.
        record: String,
        /// How many there are.
        found: u64,
        /// How many there must be: `>= 30`.
        required: String,
    },
    /// More values could not be read, or lead nowhere.
    Unreadable {
        /// How many there are.
        found: u64,
        /// How many there may be: `<= 10`.
        required: String,
    },
    /// The newest exchange rate, or one that was used, is too old.
    Rates {
        /// How many days old the oldest of these is; `None` where there is no rate, or where one does
        /// not tell its day.
        days: Option<u64>,
        /// Younger than so many they must be.
        younger_than: u32,
        /// Which rates are so old, by their keys.
        rates: Vec<String>,
    },
    /// A rule is disabled.
    RuleDisabled {
        /// The rule.
        rule: String,
    },
    /// A rule looked at nothing that it applies to.
    RuleIdle {
        /// The rule.
        rule: String,
    },
}

impl Unmet {
    /// What it is about, the same from run to run: `Deal`, `rates`, `rule soft-commitment`.
    pub fn about(&self) -> String {
        match self {
            Unmet::Records { record, .. } => record.clone(),
            Unmet::Unreadable { .. } => "unreadable".to_owned(),
            Unmet::Rates { .. } => "rates".to_owned(),
            Unmet::RuleDisabled { rule } | Unmet::RuleIdle { rule } => format!("rule {rule}"),
        }
    }
}
