//! Lists in words, and what facts are called in them.

use super::voice::{counted, told};

/// How many of many names a line tells.
const NAMED: usize = 3;

/// The first few names, and how many more there are.
pub(in crate::report) fn listed(names: &[impl AsRef<str>]) -> String {
    listed_of(names, names.len() as u64)
}

/// The same of so many, of which those are the first.
pub(super) fn listed_of(names: &[impl AsRef<str>], all: u64) -> String {
    let first: Vec<&str> = names.iter().take(NAMED).map(AsRef::as_ref).collect();
    and_more(first.join(", "), all.saturating_sub(first.len() as u64))
}

/// `a, b and 3 more`
pub(in crate::report) fn and_more(list: String, more: u64) -> String {
    match more {
        0 => list,
        more => counted!("said-and-more", more, list = list),
    }
}

/// What a fact is called: `value of atlas`.
pub(in crate::report) fn path(path: &str) -> String {
    match path.split_once(" of ") {
        Some((field, record)) => told!("said-of", what = field, whom = record),
        None => path.to_owned(),
    }
}
