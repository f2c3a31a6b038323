//! A value as people read it and as programs count with it.

use std::fmt::{self, Display};

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ty::Measured;
use crate::value::{Date, Decimal};

/// A value of a fact, an aggregate or an expression.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Value {
    /// As people read it; what is computed is rounded.
    #[serde(rename = "value")]
    pub text: String,
    /// Its exact ends, of a quantity or a date of which something is known, where the text does not
    /// say the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact: Option<Exact>,
    /// What they are measured in: a currency's code, `MW`, `USD per GW`; nothing for bare numbers
    /// and dates. A percentage is a bare number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// Between which ends a value lies, both included; `None`: there is no such end. What is known is
/// the same at both.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exact {
    /// A quantity, in its unit.
    Number([Option<Decimal>; 2]),
    /// A day.
    Date([Option<Date>; 2]),
}

impl Value {
    /// A value in words, of a type that is measured so.
    pub(crate) fn new(text: String, measured: Option<Measured>) -> Value {
        let (exact, unit) = match measured {
            None => (None, None),
            Some(Measured::Date([Some(first), Some(last)])) if first == last => (None, None),
            Some(Measured::Number(ends, unit)) => (Some(Exact::Number(ends)), unit),
            Some(Measured::Date(ends)) => (Some(Exact::Date(ends)), None),
        };
        Value { text, exact, unit }
    }

    /// Whether nothing is known of it.
    pub(in crate::report) fn is_unknown(&self) -> bool {
        self.exact.is_none() && self.text == UNKNOWN
    }

    /// Whether it is a quantity, and zero.
    pub(super) fn is_nothing(&self) -> bool {
        self.exact == Some(Exact::Number([Some(Decimal::ZERO); 2]))
    }
}

/// What is written of a value of which nothing is known.
const UNKNOWN: &str = "unknown";

impl Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Exact {
    /// As texts, which no reader of JSON rounds: one of what is known, else both ends.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match *self {
            Exact::Number(number) => ends(number, to),
            Exact::Date(date) => ends(date, to),
        }
    }
}

/// How ends are told: one of what is known, else both.
#[derive(Deserialize)]
#[serde(untagged)]
enum Told {
    Known(String),
    Between([Option<String>; 2]),
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Exact, D::Error> {
        let told = match Told::deserialize(from)? {
            Told::Known(value) => [Some(value.clone()), Some(value)],
            Told::Between(ends) => ends,
        };
        let dates = read(&told, Date::parse).map(Exact::Date);
        let number = || read(&told, Decimal::parse).map(Exact::Number);
        let unread = || D::Error::custom(format!("{told:?} are no ends of a value"));
        dates.or_else(number).ok_or_else(unread)
    }
}

fn read<T>(told: &[Option<String>; 2], read: fn(&str) -> Option<T>) -> Option<[Option<T>; 2]> {
    let [lo, hi] = told.each_ref().map(|end| match end {
        Some(text) => read(text).map(Some),
        None => Some(None),
    });
    Some([lo?, hi?])
}

fn ends<T: PartialEq + Display, S: Serializer>(
    ends: [Option<T>; 2],
    to: S,
) -> Result<S::Ok, S::Error> {
    match &ends {
        [Some(lo), Some(hi)] if lo == hi => to.collect_str(lo),
        ends => ends.each_ref().map(|end| end.as_ref().map(T::to_string)).serialize(to),
    }
}
