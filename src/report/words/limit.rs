//! What could not be looked at, in words.

use super::list::{listed, some};
use crate::report::{Limit, Limited, TooLarge};
use crate::ty::count;

/// Why something could not be looked at, and how to have it looked at.
pub(in crate::report) fn limit(limit: &Limit) -> String {
    let formed = listed(&limit.forms);
    match &limit.cause {
        Limited::Untied => {
            let (records, many) = records(limit);
            let (does, them, they) =
                if many { ("do", "them", "they") } else { ("does", "it", "it") };
            format!(
                "{records} {does} not tell all that ties {them} to others, so what only {they} \
                 would form is not looked at: {formed}"
            )
        }
        Limited::NotGiven { list } => format!(
            "`{list}` of {} are not given, so what only they would form is not looked at: {formed}",
            records(limit).0
        ),
        Limited::Perhaps { kind, flow } => {
            let (records, many) = records(limit);
            let are = if many { "are" } else { "is" };
            format!(
                "{records} {are} perhaps no part of flow {flow}: which {} there are with only some of \
                 them is not looked at",
                kind.words()
            )
        }
        Limited::TooLarge(what) => too_large(what),
        Limited::Nothing => "no record is of a kind that the rules look at".to_owned(),
    }
}

fn too_large(what: &TooLarge) -> String {
    match what {
        TooLarge::Walks { flow, kind, looked_at, longest, open } => {
            let shorter = longest.map(|most| format!(", or lower its `up to {most}`"));
            let lost = match open {
                true => ", so the exposure of some parties to others is not known",
                false => "",
            };
            format!(
                "flow {flow} has more {} than the {} that were looked at{lost}: leave records out \
                 of it with `where`{}",
                kind.words(),
                count(*looked_at),
                shorter.unwrap_or_default()
            )
        }
        TooLarge::Reach { flow, followed, longest } => format!(
            "flow {flow} leads further than the {} legs that were followed, so the exposure of some \
             parties is not known: leave records out of it with `where`, or lower its `up to \
             {longest}`",
            count(*followed)
        ),
        TooLarge::Groups(of) => format!("not every {of} was looked at"),
    }
}

/// That a picture has not everything, as the records with those keys do not tell it.
pub(crate) fn not_drawn(keys: &[String]) -> String {
    let does = if keys.len() == 1 { "does" } else { "do" };
    format!("{} {does} not tell all that is to be drawn", told(keys))
}

/// `2 records (a, b)`
fn told(keys: &[impl AsRef<str>]) -> String {
    format!("{} ({})", some(keys.len() as u64, "record"), listed(keys))
}

/// Those that a limit is about, and whether they are many.
fn records(limit: &Limit) -> (String, bool) {
    let mut keys: Vec<&str> = limit.records.iter().map(|record| record.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    (told(&keys), keys.len() != 1)
}
