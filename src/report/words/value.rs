//! Values as the reader writes them.

use super::voice::{say, spoken};
use crate::report::Value;
use crate::ty::figure_in;

/// A value.
pub(in crate::report) fn value(value: &Value) -> String {
    match (&value.exact, value.is_unknown()) {
        (_, true) => say("said-unknown"),
        (Some(_), false) => figure(&value.text),
        (None, false) => value.text.clone(),
    }
}

/// What is measured: a quantity, a day or a period, or a range of them.
pub(in crate::report) fn figure(text: &str) -> String {
    figure_in(spoken(), text)
}
