//! What to ask for: the missing facts that would settle most.

use std::io;

use super::page::{Page, Paint};
use super::{beyond, heading, place};
use crate::report::{Report, Request};

/// Writes the ranked list of missing facts.
pub(super) fn write(
    report: &dyn Report,
    limit: Option<usize>,
    page: &mut Page<'_>,
) -> io::Result<()> {
    if report.head().summary.undetermined == 0 {
        return Ok(());
    }
    let (requests, all) = report.requests(limit);
    if requests.is_empty() {
        return Ok(());
    }
    heading(page, "What to ask for")?;
    let rows: Vec<_> = requests.iter().map(row).collect();
    page.table(2, &rows)?;
    page.gap()?;
    match all.saturating_sub(requests.len()) {
        0 => Ok(()),
        more => beyond(page, more as u64, "missing fact"),
    }
}

fn row(request: &Request) -> [(Paint, String); 3] {
    let Request { subject, fact, waits, settles, worst, .. } = request;
    let verdicts = if *waits == 1 { "verdict waits" } else { "verdicts wait" };
    let counts = format!("{waits} {verdicts}, settles {settles}, up to {}", worst.name());
    [(Paint::Strong, fact.clone()), (Paint::Plain, counts), (Paint::Faint, place(&subject.place))]
}
