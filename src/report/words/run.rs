//! What was looked at, in words: files that were passed over, and what a scenario changed.

use std::collections::BTreeMap;

use super::list::and_more;
use super::losses;
use super::voice::{count, counted, naming, some, told};
use crate::report::{Head, Joined, Losses, Round, Scenario, Skipped};

/// How many files that were passed over for one reason are named.
const FILES: usize = 5;

/// What was looked at and as of when, by the sentence of that id.
pub(in crate::report) fn basis(id: &str, head: &Head) -> String {
    let records = head.inputs.iter().flat_map(|input| input.records.values()).sum();
    let (records, files) =
        (some("said-records", records), some("said-files", head.inputs.len() as u64));
    let (day, currency) = (&head.as_of, &head.currency);
    naming(id, &[("records", &records), ("files", &files), ("day", day), ("currency", currency)])
}

/// What was passed over in one line, the first of each reason by name; `None` if nothing was.
pub(in crate::report) fn skipped(all: &[Skipped]) -> Option<String> {
    let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for skipped in all {
        by_reason.entry(&skipped.why).or_default().push(&skipped.path);
    }
    let reason = |(why, paths): (&str, Vec<&str>)| {
        let named: Vec<String> = paths.iter().take(FILES).map(|path| format!("`{path}`")).collect();
        let more = paths.len().saturating_sub(FILES) as u64;
        format!("{} ({why})", and_more(named.join(", "), more))
    };
    let reasons: Vec<String> = by_reason.into_iter().map(reason).collect();
    let n = all.len() as u64;
    (n > 0).then(|| counted!("run-passed-over", n, files = reasons.join("; ")))
}

/// What a scenario changed; cascades round by round.
pub(in crate::report) fn scenario(scenario: &Scenario) -> Vec<String> {
    let mut told = Vec::new();
    if scenario.changed > 0 || scenario.added + scenario.removed == 0 {
        told.push(some("run-changed", scenario.changed));
    }
    if scenario.added > 0 {
        told.push(some("run-added", scenario.added));
    }
    if scenario.removed > 0 {
        told.push(some("run-removed", scenario.removed));
    }
    if scenario.cut > 0 {
        told.push(some("run-cut", scenario.cut));
    }
    let of_step = |step| scenario.losses.iter().filter(move |losses| losses.step == step);
    let mut begun = None;
    for (i, round) in (1..).zip(scenario.rounds.iter().take(ROUNDS)) {
        if begun.replace(round.step) != Some(round.step) {
            told.extend(of_step(round.step).flat_map(losses::at_first));
        }
        told.push(told!("run-round", round = i, joined = joined(round)));
        told.extend(of_step(round.step).flat_map(|of| losses::after(of, i)));
    }
    if let Some(more) = scenario.rounds.len().checked_sub(ROUNDS).filter(|more| *more > 0) {
        let joined: usize = scenario.rounds.iter().skip(ROUNDS).map(|r| r.joined.len()).sum();
        told.push(counted!("run-more-rounds", more as u64, facts = count(joined as u64)));
    }
    let is_still = |of: &&Losses| scenario.rounds.iter().all(|round| round.step != of.step);
    told.extend(scenario.losses.iter().filter(is_still).flat_map(losses::at_first));
    told.extend(scenario.losses.iter().map(losses::in_all));
    told
}

/// How many rounds a text tells.
const ROUNDS: usize = 12;

/// How many names of a round a text tells.
const NAMES: usize = 12;

fn joined(round: &Round) -> String {
    let name = |joined: &Joined| match joined.certain {
        true => joined.key.clone(),
        false => told!("run-perhaps", what = joined.key),
    };
    let mut names: Vec<String> = round.joined.iter().take(NAMES).map(name).collect();
    if let Some(more) = round.joined.len().checked_sub(NAMES).filter(|more| *more > 0) {
        names.push(some("said-more", more as u64));
    }
    names.join(", ")
}
