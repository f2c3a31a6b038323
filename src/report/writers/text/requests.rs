//! What to ask for: the missing facts that would settle most.

use std::io;

use super::lines::{heading, place};
use super::page::{Page, Paint};
use crate::report::Request;

/// Writes the ranked list of missing facts, if there are any.
pub(super) fn write(requests: &[Request], page: &mut Page<'_>) -> io::Result<()> {
    if requests.is_empty() {
        return Ok(());
    }
    heading(page, "What to ask for")?;
    let rows: Vec<_> = requests.iter().map(row).collect();
    page.table(2, &rows)?;
    page.gap()
}

fn row(request: &Request) -> [(Paint, String); 3] {
    let Request { subject, fact, waits, settles, worst, .. } = request;
    let verdicts = if *waits == 1 { "verdict waits" } else { "verdicts wait" };
    let counts = format!("{waits} {verdicts}, settles {settles}, up to {}", worst.name());
    [(Paint::Strong, fact.clone()), (Paint::Plain, counts), (Paint::Faint, place(&subject.place))]
}
