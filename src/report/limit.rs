//! What a run could not look at whole, and because of which records.

use serde::{Serialize, Serializer};

use crate::operator::WalkKind;

/// What could not be looked at whole.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Limit {
    /// Why not.
    pub cause: Limited,
    /// The groups and walks that are not looked at whole, as they are met.
    pub forms: Vec<String>,
    /// All the records that it is about.
    pub records: Vec<Limiting>,
}

/// A record because of which something could not be looked at.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[non_exhaustive]
pub struct Limiting {
    /// Its kind.
    pub record: String,
    /// Its key; of a member of a list that of the record which holds it.
    pub key: String,
    /// What it might form.
    pub forms: Vec<String>,
    /// How many members of it, or steps, there are.
    pub count: u64,
    /// The keys that it had.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub formerly: Vec<String>,
}

/// Why something could not be looked at whole.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Limited {
    /// Records do not tell all that ties them to others.
    Untied,
    /// Lists are not given.
    NotGiven {
        /// The list.
        list: String,
    },
    /// Of steps of a flow it is not certain that they exist.
    Perhaps {
        /// What they form.
        kind: WalkKind,
        /// The flow.
        flow: String,
    },
    /// A flow is too large to be followed.
    TooLarge(TooLarge),
    /// There is nothing that the rules look at.
    Nothing,
}

/// What of a flow is too large.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TooLarge {
    /// It has more walks than are looked at.
    Walks {
        /// The flow.
        flow: String,
        /// The kind of walk.
        kind: WalkKind,
        /// How many are looked at.
        looked_at: u64,
        /// How long they may be, where that can be lowered.
        longest: Option<u32>,
        /// Whether they are those by which a party is exposed to another.
        open: bool,
    },
    /// It leads further than is followed.
    Reach {
        /// The flow.
        flow: String,
        /// How many legs are followed.
        followed: u64,
        /// How many may lie behind each other.
        longest: u32,
    },
    /// It has more groups of this kind than are looked at.
    Groups(String),
}

impl Limit {
    /// Why not, as programs call it; stable.
    pub fn kind(&self) -> &'static str {
        match self.cause {
            Limited::Untied => "untied",
            Limited::NotGiven { .. } => "not-given",
            Limited::Perhaps { .. } => "perhaps",
            Limited::TooLarge(_) => "too-large",
            Limited::Nothing => "nothing",
        }
    }

    /// The list that is not given.
    pub fn list(&self) -> Option<&str> {
        match &self.cause {
            Limited::NotGiven { list } => Some(list),
            _ => None,
        }
    }
}

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Told<'l> {
            kind: &'l str,
            text: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            list: Option<&'l str>,
            forms: &'l [String],
            records: &'l [Limiting],
        }
        let Limit { forms, records, .. } = self;
        let told =
            Told { kind: self.kind(), text: self.to_string(), list: self.list(), forms, records };
        told.serialize(to)
    }
}
