//! The last lines: notes, the sums, the gate.

use std::io;

use super::page::{Page, Paint, columns};
use crate::outcome::Severity;
use crate::report::words::voice::{say, some, told};
use crate::report::{GateResult, Head, Limit, words};

/// Says which scenario the records were changed by, and how.
pub(in crate::report) fn scenario(head: &Head, page: &mut Page<'_>) -> io::Result<()> {
    let Some(scenario) = &head.scenario else { return Ok(()) };
    let name = format!("{}:", told!("loss-scenario", name = scenario.name));
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
        page.paragraph(0, (Paint::Strong, &say("text-note")), (Paint::Plain, &note))?;
    }
    if none { Ok(()) } else { page.gap() }
}

/// Writes what could not be looked at whole. It is never left out: without it, what was
/// not looked at would pass for clear.
pub(in crate::report) fn limits(limits: &[Limit], page: &mut Page<'_>) -> io::Result<()> {
    for limit in limits {
        page.paragraph(0, (Paint::Strong, &say("text-limit")), (Paint::Plain, &limit.to_string()))?;
    }
    if limits.is_empty() { Ok(()) } else { page.gap() }
}

/// Says what was looked at, and from when.
pub(in crate::report) fn basis(head: &Head, page: &mut Page<'_>) -> io::Result<()> {
    let basis = words::basis("text-basis", head);
    let text = match head.frameworks.as_slice() {
        [] => basis,
        kept => told!("text-under", basis = basis, frameworks = words::listed(kept)),
    };
    page.paragraph(0, (Paint::Plain, ""), (Paint::Faint, &text))
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
        Some(all) => page.paragraph(
            0,
            (Paint::Strong, &format!("{}:", say("text-at-stake"))),
            (Paint::Plain, &words::at_stake(all)),
        ),
        None => Ok(()),
    }
}

/// Writes the sums and the gate in one line, or in more where one is too narrow.
pub(in crate::report) fn write(head: &Head, page: &mut Page<'_>) -> io::Result<()> {
    let sum = &head.summary;
    // That nothing is clear is told, too.
    let mut parts = words::counts(sum, true);
    let disabled = head.disabled.len() as u64;
    parts.extend((disabled > 0).then(|| some("sums-disabled", disabled)));
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
