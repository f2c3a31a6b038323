//! The last lines: notes, the sums, the gate.

use std::io;

use super::page::{Page, Paint, columns};
use crate::outcome::Severity;
use crate::report::{GateResult, Head, Limit, words};
use crate::ty::count;

/// Says which scenario the records were changed by, and how.
pub(in crate::report) fn scenario(head: &Head, page: &mut Page<'_>) -> io::Result<()> {
    let Some(scenario) = &head.scenario else { return Ok(()) };
    let name = format!("scenario {}:", scenario.name);
    page.paragraph(0, (Paint::Strong, &name), (Paint::Plain, &scenario.title))?;
    for line in words::scenario(scenario) {
        page.paragraph(2, (Paint::Plain, ""), (Paint::Plain, &line))?;
    }
    page.gap()
}

/// Writes what else a reader must know, line by line.
pub(in crate::report) fn notes(
    notes: impl IntoIterator<Item = String>,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let mut notes = notes.into_iter().peekable();
    let none = notes.peek().is_none();
    for note in notes {
        page.paragraph(0, (Paint::Strong, "note:"), (Paint::Plain, &note))?;
    }
    if none { Ok(()) } else { page.gap() }
}

/// Writes what could not be looked at whole. It is never left out: without it, what was
/// not looked at would pass for clear.
pub(in crate::report) fn limits(limits: &[Limit], page: &mut Page<'_>) -> io::Result<()> {
    for limit in limits {
        page.paragraph(0, (Paint::Strong, "limit:"), (Paint::Plain, &limit.to_string()))?;
    }
    if limits.is_empty() { Ok(()) } else { page.gap() }
}

/// Says what was looked at, and from when.
pub(in crate::report) fn basis(head: &Head, page: &mut Page<'_>) -> io::Result<()> {
    let records = head.inputs.iter().flat_map(|input| input.records.values()).sum();
    let some = |n: u64, what: &str| match n {
        1 => format!("1 {what}"),
        n => format!("{} {what}s", count(n)),
    };
    let frameworks = match head.frameworks.as_slice() {
        [] => String::new(),
        kept => format!("; citations under {}", words::listed(kept)),
    };
    let text = format!(
        "{} of {}, as of {}; mixed amounts in {}{frameworks}",
        some(records, "record"),
        some(head.inputs.len() as u64, "file"),
        head.as_of,
        head.currency
    );
    page.line(0, &[(Paint::Faint, &text)])
}

/// Says how the grades fell.
pub(in crate::report) fn grades(head: &Head, page: &mut Page<'_>) -> io::Result<()> {
    for card in &head.scorecards {
        let name = format!("{}:", card.id);
        page.paragraph(0, (Paint::Strong, &name), (Paint::Plain, &words::scorecard(card)))?;
    }
    Ok(())
}

/// Says how much money is at stake.
pub(in crate::report) fn at_stake(head: &Head, page: &mut Page<'_>) -> io::Result<()> {
    match &head.summary.at_stake {
        Some(all) => {
            page.paragraph(0, (Paint::Strong, "at stake:"), (Paint::Plain, &words::at_stake(all)))
        }
        None => Ok(()),
    }
}

/// Writes the sums and the gate in one line, or in more where one is too narrow.
pub(in crate::report) fn write(head: &Head, page: &mut Page<'_>) -> io::Result<()> {
    let sum = &head.summary;
    // That nothing is clear is told, too.
    let mut parts = words::counts(sum, |n, what| n > 0 || what == "clear");
    match head.disabled.len() as u64 {
        0 => {}
        1 => parts.push("1 rule disabled".to_owned()),
        n => parts.push(format!("{} rules disabled", count(n))),
    }
    let gate = words::told_gate(head);
    let paint = match sum.gate {
        GateResult::Passed => Paint::Good,
        GateResult::Failed => Paint::Severity(Severity::High),
    };
    let mut line = String::new();
    for part in &parts {
        let wider = columns(&line) + BETWEEN.len() + columns(part) > page.width();
        if wider && !line.is_empty() {
            page.line(0, &[(Paint::Plain, &std::mem::take(&mut line))])?;
        }
        line.push_str(if line.is_empty() { "" } else { BETWEEN });
        line.push_str(part);
    }
    if columns(&line) + BETWEEN.len() + columns(&gate) > page.width() {
        page.line(0, &[(Paint::Plain, &line)])?;
        // One line, however long: scripts read the last one.
        return page.line(0, &[(paint, &gate)]);
    }
    page.line(0, &[(Paint::Plain, &line), (Paint::Faint, BETWEEN), (paint, &gate)])
}

/// What stands between the sums.
const BETWEEN: &str = " · ";
