//! What could not be decided, subject by subject, and the facts that would decide it.

use std::io;

use super::finding::{decided_by, since, stake, title, waived};
use super::lines::beyond;
use super::page::{Page, Paint};
use crate::outcome::Severity;
use crate::report::words::voice::say;
use crate::report::{Change, Lost, MissingFact, Since, Style, Undetermined};

/// What stands in place of a severity.
pub(in crate::report) fn badge() -> String {
    say("said-undetermined").to_uppercase()
}

/// Writes a verdict that could not be reached.
pub(super) fn write(verdict: &Undetermined, page: &mut Page<'_>) -> io::Result<()> {
    title(page, (Paint::Open, &badge()), &verdict.rule, &verdict.subject.key)?;
    possibly(verdict.possibly, (&verdict.missing, verdict.more_missing), page)?;
    stake(verdict.at_stake.as_ref(), page)?;
    since(verdict.since, page)?;
    waived(verdict.waiver.as_ref(), page)
}

/// What the baseline has found, of which no record tells any more whether it is there.
pub(super) fn lost(all: &[Lost], style: Style, page: &mut Page<'_>) -> io::Result<()> {
    let shown = all.len().min(style.undetermined.unwrap_or(usize::MAX));
    for lost in all.iter().take(shown) {
        title(page, (Paint::Open, &badge()), &lost.rule, &lost.key)?;
        possibly(lost.severity, (&lost.missing, 0), page)?;
        let was = Since { change: Change::EvidenceLost, was: Some(lost.severity) };
        since(Some(was), page)?;
        page.gap()?;
    }
    beyond(page, all.len() - shown, "text-more-lost", style)
}

fn possibly(
    severity: Severity,
    (missing, more): (&[MissingFact], u64),
    page: &mut Page<'_>,
) -> io::Result<()> {
    let text = decided_by(severity, missing, more);
    page.paragraph(2, (Paint::Open, &say("text-possibly")), (Paint::Plain, &text))
}
