//! What record files say before any rule looks at them: how many records there are of each kind, what
//! they tell of each field, and what was left out.

pub(super) mod html;
pub(super) mod json;
pub(super) mod text;

use serde::Serialize;

use super::words::base;
use super::{Note, Place, Skipped, Value};

/// All that was read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Inventory {
    /// The project's name, where its manifest gives it one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// The record files.
    pub files: Vec<ReadFile>,
    /// What the records of each kind tell, in the order in which the kinds are declared.
    pub kinds: Vec<KindRead>,
    /// The kinds that have a section of their own and no records.
    pub none_of: Vec<String>,
    /// How many mistakes the files have. What could not be read is told as not known, and no rule is
    /// applied to the records while there are any.
    pub mistakes: u64,
    /// What was told of the files while they were found and read.
    pub notes: Vec<Note>,
    /// Files that were passed over.
    pub skipped: Vec<Skipped>,
}

/// A file, and what was read of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ReadFile {
    /// Its path, as seen from where the run looked.
    pub path: String,
    /// Its format.
    pub format: String,
    /// Its records, kind by kind.
    pub records: Vec<Counted>,
    /// The columns, or members of records, that no field is read from. Of records that are no rows of
    /// a table the first ones tell.
    pub unread: Vec<String>,
}

/// The records of one kind.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct KindRead {
    /// The kind: `Deal`, or `Deal.payments` of the members of a list.
    pub record: String,
    /// How many there are.
    pub records: u64,
    /// Its fields.
    pub fields: Vec<FieldRead>,
}

/// What the records of a kind tell of one field.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FieldRead {
    /// The field.
    pub field: String,
    /// Its type, as rules write it.
    #[serde(rename = "type")]
    pub ty: String,
    /// How many records tell it.
    pub given: u64,
    /// How many of these tell it not exactly: by a range or a hedge.
    pub ranged: u64,
    /// How many do not tell it.
    pub unknown: u64,
    /// What these say instead, the most frequent first: nothing at all, or a word such as
    /// `undisclosed`.
    pub instead: Vec<Said>,
    /// Whether it is a list: what is measured of it is how many members it has.
    #[serde(skip_serializing_if = "is_false")]
    pub members: bool,
    /// Amounts, numbers and days, by what they are measured in.
    pub spreads: Vec<Spread>,
    /// How many different values there are of those that have no order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distinct: Option<u64>,
    /// The most frequent of these, the first of them first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub commonest: Vec<Counted>,
    /// Some values and where they stand: of what has an order the least, the middle one and the most,
    /// else one of each of the most frequent.
    pub examples: Vec<Example>,
}

fn is_false(so: &bool) -> bool {
    !so
}

impl Inventory {
    /// The folder that all files stand in, with a slash behind it.
    pub(in crate::report) fn base(&self) -> &str {
        base(self.files.iter().map(|file| file.path.as_str()))
    }
}

impl FieldRead {
    /// Whether some record says something of it, be it that it is not known.
    pub(in crate::report) fn says_something(&self) -> bool {
        self.given > 0 || self.instead.iter().any(|said| said.word.is_some())
    }
}

/// Something, and how often it is there.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Counted {
    /// What.
    pub what: String,
    /// How often.
    pub count: u64,
}

/// What records say of a field that they do not tell.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Said {
    /// The word; absent where there is nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
    /// How many records.
    pub count: u64,
}

/// The values of a field that are measured alike. Where some are not exact, each figure is what it may
/// be.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Spread {
    /// What they are measured in: a currency's code; absent where the field's type says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// How many there are.
    pub count: u64,
    /// The least.
    pub least: Value,
    /// The middle one: as many are below it as above; of an even number the lower of the two.
    pub median: Value,
    /// The most.
    pub most: Value,
    /// All together, of what can be added up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sum: Option<Value>,
}

/// A value, and where it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Example {
    /// The value.
    #[serde(flatten)]
    pub value: Value,
    /// The key of its record.
    pub key: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Option<Place>,
}
