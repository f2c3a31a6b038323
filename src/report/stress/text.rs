//! The stress report for people: scenario by scenario what turns, then one table of all.

use std::io;

use super::{Counts, Regraded, Standing, Stress, Stressed, Turn, Turned, table};
use crate::outcome::Severity;
use crate::report::writers::text::lines::{beyond, heading};
use crate::report::writers::text::page::{Page, Paint};
use crate::report::writers::text::{finding, summary};
use crate::report::{GateResult, Out, Reason, ReasonKind, Style, words};
use crate::ty::count;

/// Writes the whole report.
pub(in crate::report) fn write(stress: &Stress, style: &Style, out: Out<'_>) -> io::Result<()> {
    let mut page = Page::new(out, style.width, style.color);
    if !style.quiet {
        for (number, stressed) in (1..).zip(&stress.scenarios) {
            scenario(number, stressed, *style, &mut page)?;
        }
        heading(&mut page, "Findings by rule")?;
    }
    table::write(stress, &mut page)?;
    page.gap()?;
    if !style.quiet {
        let notes = stress.notes.iter().map(words::note);
        summary::notes(notes.chain(words::skipped(&stress.skipped)), &mut page)?;
    }
    summary::limits(&stress.limits, &mut page)?;
    if let Some(all) = &stress.at_stake {
        let label = "at stake without a scenario:";
        page.paragraph(0, (Paint::Strong, label), (Paint::Plain, &words::at_stake(all)))?;
    }
    let paint = match stress.gate {
        GateResult::Passed => Paint::Good,
        GateResult::Failed => Paint::Severity(Severity::High),
    };
    page.line(0, &[(paint, &gate(stress))])?;
    page.flush()
}

fn scenario(
    number: usize,
    stressed: &Stressed,
    style: Style,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let name = format!("[{number}] {}:", stressed.scenario.name);
    page.paragraph(0, (Paint::Strong, &name), (Paint::Plain, &stressed.scenario.title))?;
    for line in words::scenario(&stressed.scenario) {
        page.paragraph(2, (Paint::Plain, ""), (Paint::Faint, &line))?;
    }
    page.paragraph(2, (Paint::Plain, ""), (Paint::Plain, &sums(stressed.counts)))?;
    if let Some(all) = &stressed.at_stake {
        page.paragraph(2, (Paint::Strong, "at stake:"), (Paint::Plain, &words::at_stake(all)))?;
    }
    let most = style.findings.unwrap_or(usize::MAX);
    grades(&stressed.grades, most, page)?;
    page.gap()?;
    for turned in stressed.turns.iter().take(most) {
        one(turned, page)?;
        page.gap()?;
    }
    let shown = stressed.turns.len().min(most);
    let all = usize::try_from(stressed.counts.all()).unwrap_or(usize::MAX);
    beyond(page, all.saturating_sub(shown), "verdict", style)
}

/// The grades that are others, those that fall first.
fn grades(all: &[Regraded], most: usize, page: &mut Page<'_>) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    page.paragraph(2, (Paint::Strong, "grades:"), (Paint::Plain, &words::regraded(all)))?;
    let row = |one: &Regraded| {
        let grade = |grade: &str, possibly: &Option<String>| match possibly {
            Some(possibly) => format!("{grade}, possibly {possibly}"),
            None => grade.to_owned(),
        };
        let before = grade(&one.before, &one.possibly_before);
        let after = grade(&one.after, &one.possibly_after);
        [
            (Paint::Plain, one.subject.key.clone()),
            (Paint::Plain, format!("{before} -> {after}")),
            (Paint::Faint, one.scorecard.clone()),
        ]
    };
    let rows: Vec<_> = all.iter().take(most).map(row).collect();
    page.table(4, &rows)
}

/// `2 findings appear, 1 worsens, 3 verdicts open`.
pub(super) fn sums(counts: Counts) -> String {
    let some = |n: u64, one: &str, many: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    let parts = [
        some(counts.appears, "finding appears", "findings appear"),
        some(counts.worsens, "finding worsens", "findings worsen"),
        some(counts.improves, "finding improves", "findings improve"),
        some(counts.disappears, "finding disappears", "findings disappear"),
        some(counts.opens, "verdict becomes undetermined", "verdicts become undetermined"),
        some(
            counts.shifts,
            "verdict changes in what it possibly is",
            "verdicts change in what they possibly are",
        ),
        some(counts.settles, "undetermined verdict clears", "undetermined verdicts clear"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "no verdict turns".to_owned() } else { parts.join(", ") }
}

fn one(turned: &Turned, page: &mut Page<'_>) -> io::Result<()> {
    let (paint, badge) = match turned.after {
        Standing::Flagged(severity) => (Paint::Severity(severity), severity.name().to_uppercase()),
        Standing::Undetermined => (Paint::Open, "UNDETERMINED".to_owned()),
        Standing::Silent => (Paint::Good, "NO FINDING".to_owned()),
    };
    finding::title(page, (paint, &badge), &turned.rule, &turned.subject.key)?;
    let label = label(turned);
    match (turned.after, turned.message.is_empty()) {
        (Standing::Flagged(_), false) => {
            page.paragraph(2, (paint, &format!("{label}:")), (Paint::Plain, &turned.message))?;
        }
        (Standing::Flagged(_), true) => {
            page.paragraph(2, (paint, &format!("{label}:")), (Paint::Plain, &turned.title))?;
        }
        _ => page.paragraph(2, (Paint::Plain, ""), (Paint::Plain, &label))?,
    }
    finding::stake(turned.at_stake.as_ref(), page)
}

/// How a verdict turned, and what it possibly is: `worsens, was low, possibly critical`.
pub(super) fn label(turned: &Turned) -> String {
    let turn = match (turned.turn, turned.before) {
        (Turn::Appears, Standing::Undetermined) => "appears, was undetermined".to_owned(),
        (Turn::Appears, _) => "appears".to_owned(),
        (Turn::Worsens, before) => format!("worsens, was {}", before.name()),
        (Turn::Improves, before) => format!("improves, was {}", before.name()),
        (Turn::Disappears, before) => format!("disappears, was {}", before.name()),
        (Turn::Opens, Standing::Silent) => "no longer decided, was no finding".to_owned(),
        (Turn::Opens, before) => format!("no longer decided, was {}", before.name()),
        (Turn::Shifts, _) => shifted(turned),
        (Turn::Settles, _) => "decided, was undetermined".to_owned(),
    };
    let possibly = turned.possibly_after.filter(|_| turned.turn != Turn::Shifts);
    match possibly {
        Some(severity) => format!("{turn}, possibly {}", severity.name()),
        None => turn,
    }
}

/// `possibly critical, was possibly high`.
fn shifted(turned: &Turned) -> String {
    match (turned.possibly_before, turned.possibly_after) {
        (Some(before), Some(after)) => {
            format!("possibly {}, was possibly {}", after.name(), before.name())
        }
        (Some(before), None) => format!("no longer possibly {}", before.name()),
        (None, after) => format!("now possibly {}", after.map_or("worse", Severity::name)),
    }
}

/// Whether the gate is met, and what failed it.
pub(super) fn gate(stress: &Stress) -> String {
    if stress.gate == GateResult::Passed {
        return "gate: passed".to_owned();
    }
    let reason = |reason: &Reason| {
        if let Some(told) = words::failing_grade(reason, "new ") {
            return told;
        }
        let severity = reason.severity.map_or("", Severity::name);
        let how = match reason.kind {
            ReasonKind::New => "new",
            ReasonKind::Worse => "worse",
            _ => "no longer decided, was",
        };
        format!("{} {how} {severity}", count(reason.count))
    };
    let reasons: Vec<String> = stress.gate_reasons.iter().map(reason).collect();
    let grades = words::grade_lines(&stress.fail_on_grade);
    format!("gate: failed: {} (fail_on {}{grades})", reasons.join(", "), stress.fail_on)
}
