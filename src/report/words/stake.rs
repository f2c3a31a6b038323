//! What is at stake, in words.

use super::list::some;
use super::note::standing;
use crate::report::{AtStake, SharedCause, Stake};
use crate::ty::count;

/// What is at stake in a verdict: `up to 100 bn USD, counted with intent-only of atlas: both rest on
/// value of atlas (deals.yaml:14:12)`.
pub(in crate::report) fn stake(stake: &Stake) -> String {
    let Stake { value, converted, counted, shares } = stake;
    let mut text = value.to_string();
    if let Some(converted) = converted {
        text.push_str(&format!(" ({converted})"));
    }
    match shares {
        Some(SharedCause { rule, key, fact, place }) => {
            let at = standing(place);
            text.push_str(&format!(", counted with {rule} of {key}: both rest on {fact}{at}"));
        }
        None if !counted => text.push_str(", not counted: there is no exchange rate for it"),
        None => {}
    }
    text
}

/// What is at stake in a run.
pub(in crate::report) fn at_stake(all: &AtStake) -> String {
    let mut parts = Vec::new();
    parts.push(match all.findings {
        0 => "nothing in findings".to_owned(),
        n => format!("{} in {}", all.value, some(n, "finding")),
    });
    if all.by_severity.len() > 1 {
        let of = all.by_severity.iter();
        let each: Vec<String> =
            of.map(|of| format!("{} {}", of.severity.name(), of.value)).collect();
        parts[0].push_str(&format!(" ({})", each.join(", ")));
    }
    if let Some(open) = &all.open {
        let verdicts = format!("{} undetermined", count(open.verdicts));
        parts.push(format!("{} in {verdicts}", open.value));
    }
    if all.shared > 0 {
        let rest = if all.shared == 1 { "rests" } else { "rest" };
        parts.push(format!("{} more {rest} on the same facts", count(all.shared)));
    }
    if all.unconverted > 0 {
        parts.push(format!("{} without an exchange rate", count(all.unconverted)));
    }
    parts.join("; ")
}
