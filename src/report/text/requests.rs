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
    let verdicts = if request.settles == 1 { "verdict" } else { "verdicts" };
    let settles = format!("{} {verdicts}, up to {}", request.settles, request.worst.name());
    let fact = format!("{} of {}", request.path, request.subject.key);
    [(Paint::Strong, fact), (Paint::Plain, settles), (Paint::Faint, place(&request.subject.place))]
}
