//! How a value of a type is written for people.

use super::{Schema, Ty};
use crate::value::Scalar;

/// How a value is to print.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Format {
    /// Digits behind the point; `None`: as many as it takes, at most four significant ones.
    pub places: Option<u8>,
    /// As a percentage.
    pub percent: bool,
}

/// The exact value: `up to 100 bn USD`, `25%`, `letter_of_intent`, `2025-09-22`, `unknown`.
/// References print as their row's key, which only the caller knows: see `key`.
pub fn exact(_value: &Scalar, _ty: Ty, _schema: &Schema) -> String {
    String::new() // being written
}

/// The value for a sentence: rounded as `format` says, or to four significant digits.
pub fn rounded(_value: &Scalar, _ty: Ty, _schema: &Schema, _format: Format, _keys: &dyn Fn(super::RecordId, u32) -> String) -> String {
    String::new() // being written
}

/// A type by the name that rules use: `money per power`, `one of rumoured < announced < …`.
pub fn type_name(_ty: Ty, _schema: &Schema) -> String {
    String::new() // being written
}
