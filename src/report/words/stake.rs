//! What is at stake, in words.

use super::list::path;
use super::note::standing;
use super::severity::severity;
use super::value::value;
use super::voice::{counted, say, told};
use crate::report::{AtStake, SharedCause, Stake};

/// What is at stake in a verdict: `up to 100 bn USD, counted with intent-only of atlas: both rest on
/// value of atlas (deals.yaml:14:12)`.
pub(in crate::report) fn stake(stake: &Stake) -> String {
    let Stake { value: own, converted, counted, shares } = stake;
    let mut text = value(own);
    if let Some(converted) = converted {
        text.push_str(&format!(" ({})", value(converted)));
    }
    match shares {
        Some(SharedCause { rule, key, fact, place }) => {
            let fact = format!("{}{}", path(fact), standing(place));
            told!("stake-shared", stake = text, rule = rule, key = key, fact = fact)
        }
        None if !counted => told!("stake-unconverted", stake = text),
        None => text,
    }
}

/// What is at stake in a run.
pub(in crate::report) fn at_stake(all: &AtStake) -> String {
    let mut parts = Vec::new();
    parts.push(match all.findings {
        0 => say("stake-nothing"),
        n => counted!("stake-findings", n, amount = value(&all.value)),
    });
    if all.by_severity.len() > 1 {
        let of = all.by_severity.iter();
        let each: Vec<String> =
            of.map(|of| format!("{} {}", severity(of.severity), value(&of.value))).collect();
        parts[0].push_str(&format!(" ({})", each.join(", ")));
    }
    if let Some(open) = &all.open {
        parts.push(counted!("stake-open", open.verdicts, amount = value(&open.value)));
    }
    if all.shared > 0 {
        parts.push(counted!("stake-rest", all.shared));
    }
    if all.unconverted > 0 {
        parts.push(counted!("stake-no-rate", all.unconverted));
    }
    parts.join("; ")
}
