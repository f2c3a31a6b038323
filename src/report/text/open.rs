//! What could not be decided, subject by subject, and the facts that would decide it.

use std::io;

use super::finding::{since, title};
use super::page::{Page, Paint};
use super::{beyond, place};
use crate::report::{MissingFact, Report, Undetermined};

/// Writes the undetermined verdicts up to the limit.
pub(super) fn write(
    report: &dyn Report,
    limit: Option<usize>,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let mut shown = 0;
    for verdict in report.undetermined(limit) {
        one(&verdict, page)?;
        page.gap()?;
        shown += 1;
    }
    let all = report.head().summary.undetermined;
    if all > shown {
        beyond(page, all - shown, "undetermined verdict")?;
    }
    Ok(())
}

fn one(verdict: &Undetermined, page: &mut Page<'_>) -> io::Result<()> {
    title(page, (Paint::Open, "UNDETERMINED"), &verdict.rule, &verdict.subject.key)?;
    let mut text = verdict.possibly.name().to_owned();
    if !verdict.missing.is_empty() {
        text.push_str(": would be decided by ");
        text.push_str(&facts(&verdict.missing));
    }
    page.paragraph(2, (Paint::Open, "possibly"), (Paint::Plain, &text))?;
    since(verdict.since, page)
}

/// `value (not given, deals.yaml:31:5), seller.debt (too imprecise, parties.yaml:4:9)`.
pub(super) fn facts(missing: &[MissingFact]) -> String {
    let one = |fact: &MissingFact| match place(&fact.place) {
        at if at.is_empty() => format!("{} ({})", fact.path, fact.reason),
        at => format!("{} ({}, {at})", fact.path, fact.reason),
    };
    missing.iter().map(one).collect::<Vec<_>>().join(", ")
}
