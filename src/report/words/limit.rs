//! What could not be looked at, in words.

use super::list::listed;
use super::voice::{count, counted, say, some, told};
use crate::operator::WalkKind;
use crate::report::{Limit, Limited, TooLarge};

/// Why something could not be looked at, and how to have it looked at.
pub(in crate::report) fn limit(limit: &Limit) -> String {
    let forms = listed(&limit.forms);
    match &limit.cause {
        Limited::Untied => {
            let (records, n) = records(limit);
            counted!("limit-untied", n, records = records, forms = forms)
        }
        Limited::NotGiven { list } => {
            told!("limit-list", list = list, records = records(limit).0, forms = forms)
        }
        Limited::Perhaps { kind, flow } => {
            let (records, n) = records(limit);
            counted!("limit-perhaps", n, records = records, flow = flow, kind = walks(*kind))
        }
        Limited::TooLarge(what) => too_large(what),
        Limited::Nothing => say("limit-nothing"),
    }
}

fn too_large(what: &TooLarge) -> String {
    match what {
        TooLarge::Walks { flow, kind, looked_at, longest, open } => {
            let shorter = longest.map(|most| told!("limit-walks-shorter", most = most));
            told!(
                "limit-walks",
                flow = flow,
                kind = walks(*kind),
                looked_at = count(*looked_at),
                lost = if *open { say("limit-walks-lost") } else { String::new() },
                shorter = shorter.unwrap_or_default(),
            )
        }
        TooLarge::Reach { flow, followed, longest } => {
            told!("limit-reach", flow = flow, followed = count(*followed), longest = longest)
        }
        TooLarge::Groups(of) => told!("limit-groups", kind = of),
    }
}

fn walks(kind: WalkKind) -> String {
    say(match kind {
        WalkKind::Cycles => "limit-cycles",
        WalkKind::Paths => "limit-paths",
        WalkKind::Clusters => "limit-clusters",
        WalkKind::Components => "limit-components",
        WalkKind::CutPoints => "limit-cut-points",
    })
}

/// That a picture has not everything, as the records with those keys do not tell it.
pub(crate) fn not_drawn(keys: &[String]) -> String {
    counted!("limit-not-drawn", keys.len() as u64, records = named(keys))
}

/// `2 records (a, b)`
fn named(keys: &[impl AsRef<str>]) -> String {
    format!("{} ({})", some("said-records", keys.len() as u64), listed(keys))
}

/// Those that a limit is about, and how many they are.
fn records(limit: &Limit) -> (String, u64) {
    let mut keys: Vec<&str> = limit.records.iter().map(|record| record.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    (named(&keys), keys.len() as u64)
}
