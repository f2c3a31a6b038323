//! Lists and counts in words.

use crate::ty::count;

/// How many of many names a line tells.
const NAMED: usize = 3;

/// The first few names, and how many more there are.
pub(in crate::report) fn listed(names: &[impl AsRef<str>]) -> String {
    listed_of(names, names.len() as u64)
}

/// The same of so many, of which those are the first.
pub(super) fn listed_of(names: &[impl AsRef<str>], all: u64) -> String {
    let first: Vec<&str> = names.iter().take(NAMED).map(AsRef::as_ref).collect();
    match all.saturating_sub(first.len() as u64) {
        0 => first.join(", "),
        more => format!("{} and {} more", first.join(", "), count(more)),
    }
}

/// `1 finding`, `2 findings`
pub(super) fn some(n: u64, what: &str) -> String {
    match n {
        1 => format!("1 {what}"),
        n => format!("{} {what}s", count(n)),
    }
}
