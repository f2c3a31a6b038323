//! What to ask for: the missing facts that would settle most, field by field.

use std::io;

use super::lines::heading;
use super::page::{Page, Paint};
use crate::report::words::voice::{count, counted, say, told};
use crate::report::words::{and_more, place, severity};
use crate::report::{RequestGroup, words};

/// Writes the ranked list of missing facts, if there are any.
pub(super) fn write(groups: &[RequestGroup], page: &mut Page<'_>) -> io::Result<()> {
    if groups.is_empty() {
        return Ok(());
    }
    heading(page, &say("text-what-to-ask"))?;
    for group in groups {
        let RequestGroup { facts, waits, settles, worst, .. } = group;
        let counts =
            counted!("text-waits", *waits, settles = count(*settles), severity = severity(*worst),);
        page.paragraph(2, (Paint::Strong, &format!("{}:", asked(group))), (Paint::Plain, &counts))?;
        let of = if *facts == 1 { place(&group.place) } else { of_whom(group) };
        page.paragraph(6, (Paint::Plain, ""), (Paint::Faint, &of))?;
    }
    page.gap()
}

/// `rating of openai`, `rating of 28 parties`.
pub(in crate::report) fn asked(group: &RequestGroup) -> String {
    let RequestGroup { path, several, facts, .. } = group;
    match facts {
        1 => words::path(&group.fact),
        _ if path.is_empty() => format!("{} {several}", count(*facts)),
        _ => {
            told!("said-of", what = path, whom = format!("{} {several}", count(*facts)))
        }
    }
}

/// `openai, oracle and 26 more`
fn of_whom(group: &RequestGroup) -> String {
    and_more(group.keys.join(", "), group.facts - group.keys.len() as u64)
}
