//! The last lines: notes, the sums, the gate.

use std::collections::BTreeSet;
use std::io;

use super::lines::places;
use super::page::{Page, Paint, columns};
use crate::outcome::Severity;
use crate::report::{GateResult, Head, Limit, Skipped, words};
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

/// Writes what else a reader must know.
pub(in crate::report) fn notes(head: &Head, page: &mut Page<'_>) -> io::Result<()> {
    told(changes(head).chain(head.notes.iter().map(words::note)), &head.skipped, page)
}

/// Writes notes, and what was passed over.
pub(in crate::report) fn told(
    notes: impl Iterator<Item = String>,
    skipped: &[Skipped],
    page: &mut Page<'_>,
) -> io::Result<()> {
    let notes: Vec<String> = notes.chain(words::skipped(skipped)).collect();
    for note in &notes {
        page.paragraph(0, (Paint::Strong, "note:"), (Paint::Plain, note))?;
    }
    if notes.is_empty() { Ok(()) } else { page.gap() }
}

/// Writes what could not be looked at whole. It is never left out: without it, what was
/// not looked at would pass for clear.
pub(in crate::report) fn limits(limits: &[Limit], page: &mut Page<'_>) -> io::Result<()> {
    for limit in limits {
        page.paragraph(0, (Paint::Strong, "limit:"), (Paint::Plain, &limit.to_string()))?;
    }
    if limits.is_empty() { Ok(()) } else { page.gap() }
}

/// The rules that are not applied as they were written, and the params that the run set.
fn changes(head: &Head) -> impl Iterator<Item = String> {
    let params = head.rules.iter().flat_map(|rule| &rule.params).filter(|param| param.set_by_run);
    let set: BTreeSet<String> =
        params.map(|param| format!("{} is {}, set by this run", param.name, param.value)).collect();
    let disabled = head.disabled.iter().map(|rule| {
        let because = rule.because.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
        format!("{} is disabled ({}){because}", rule.id, places(std::slice::from_ref(&rule.place)))
    });
    let amended = head.rules.iter().filter(|rule| !rule.amended.is_empty());
    disabled
        .chain(set)
        .chain(amended.map(|rule| format!("{} is amended ({})", rule.id, places(&rule.amended))))
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
    let mut severities = Severity::ALL;
    severities.reverse();
    let counted = severities.into_iter().filter(|s| sum.count(*s) > 0);
    let found: Vec<String> =
        counted.map(|s| format!("{} {}", count(sum.count(s)), s.name())).collect();
    let mut parts =
        vec![if found.is_empty() { "no findings".to_owned() } else { found.join(", ") }];
    if sum.baseline > 0 {
        parts.push(format!("{} known from the baseline", count(sum.baseline)));
    }
    if sum.evidence_lost > 0 {
        parts.push(format!("{} evidence lost", count(sum.evidence_lost)));
    }
    if sum.fixed > 0 {
        parts.push(format!("{} of the baseline fixed", count(sum.fixed)));
    }
    if sum.waived > 0 {
        parts.push(format!("{} waived", count(sum.waived)));
    }
    if sum.undetermined > 0 {
        parts.push(format!("{} undetermined", count(sum.undetermined)));
    }
    parts.push(format!("{} clear", count(sum.clear)));
    if sum.not_applicable > 0 {
        parts.push(format!("{} not applicable", count(sum.not_applicable)));
    }
    match head.disabled.len() as u64 {
        0 => {}
        1 => parts.push("1 rule disabled".to_owned()),
        n => parts.push(format!("{} rules disabled", count(n))),
    }
    let (paint, gate) = match sum.gate {
        GateResult::Passed => (Paint::Good, "gate: passed".to_owned()),
        GateResult::Failed => {
            (Paint::Severity(Severity::High), words::failed(&head.policy, &sum.gate_reasons))
        }
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
