//! The English of reports: all that they say in words, and nothing else. What is said is data; here
//! it is put into sentences.

mod gate;
mod limit;
mod note;
mod run;
mod verdict;

pub(super) use gate::{cause, failed, since};
pub(super) use limit::limit;
pub(crate) use limit::not_drawn;
pub(super) use note::note;
pub(super) use run::{scenario, skipped};
pub(super) use verdict::{margin, needs, reason, sign, verdict, why};

use std::fmt;

use super::{Limit, Margin, Note, Place, Why};
use crate::outcome::{Needs, Verdict};
use crate::ty::count;

/// How many of many names a line tells.
const NAMED: usize = 3;

/// The first few names, and how many more there are.
pub(super) fn listed(names: &[impl AsRef<str>]) -> String {
    let first: Vec<&str> = names.iter().take(NAMED).map(AsRef::as_ref).collect();
    match names.len().saturating_sub(NAMED) {
        0 => first.join(", "),
        more => format!("{} and {} more", first.join(", "), count(more as u64)),
    }
}

/// `1 finding`, `2 findings`
fn some(n: u64, what: &str) -> String {
    match n {
        1 => format!("1 {what}"),
        n => format!("{} {what}s", count(n)),
    }
}

/// ` (deals.yaml:12:5)`, where there is a place.
fn standing(place: &Option<Place>) -> String {
    let at = |Place { file, line, column, .. }: &Place| format!(" ({file}:{line}:{column})");
    place.as_ref().map(at).unwrap_or_default()
}

/// What says its own words.
macro_rules! said {
    ($($of:ty: $by:path),* $(,)?) => {$(
        impl fmt::Display for $of {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&$by(self))
            }
        }
    )*};
}

said!(Limit: limit, Margin: margin, Needs<String>: needs, Note: note, Why: why);

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&verdict(*self))
    }
}
