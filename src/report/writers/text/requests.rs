//! What to ask for: the missing facts that would settle most, field by field.

use std::io;

use super::lines::heading;
use super::page::{Page, Paint};
use crate::report::RequestGroup;
use crate::report::words::place;
use crate::ty::count;

/// Writes the ranked list of missing facts, if there are any.
pub(super) fn write(groups: &[RequestGroup], page: &mut Page<'_>) -> io::Result<()> {
    if groups.is_empty() {
        return Ok(());
    }
    heading(page, "What to ask for")?;
    for group in groups {
        let RequestGroup { facts, waits, settles, worst, .. } = group;
        let verdicts = if *waits == 1 { "verdict waits" } else { "verdicts wait" };
        let (waits, settles) = (count(*waits), count(*settles));
        let counts = format!("{waits} {verdicts}, settles {settles}, up to {}", worst.name());
        page.paragraph(2, (Paint::Strong, &format!("{}:", asked(group))), (Paint::Plain, &counts))?;
        let of = if *facts == 1 { place(&group.place) } else { of_whom(group) };
        page.paragraph(6, (Paint::Plain, ""), (Paint::Faint, &of))?;
    }
    page.gap()
}

/// `rating of openai`, `rating of 28 parties`.
fn asked(group: &RequestGroup) -> String {
    let RequestGroup { path, several, facts, .. } = group;
    match facts {
        1 => group.fact.clone(),
        _ if path.is_empty() => format!("{} {several}", count(*facts)),
        _ => format!("{path} of {} {several}", count(*facts)),
    }
}

/// `openai, oracle and 26 more`
fn of_whom(group: &RequestGroup) -> String {
    let named = group.keys.join(", ");
    match group.facts - group.keys.len() as u64 {
        0 => named,
        more => format!("{named} and {} more", count(more)),
    }
}
