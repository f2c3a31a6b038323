//! The stress report for people: scenario by scenario what turns, then one table of all.

use std::io;

use super::{Counts, Regraded, Standing, Stress, Stressed, Turn, Turned, table};
use crate::outcome::Severity;
use crate::report::words::voice::{naming, say, some, told, with};
use crate::report::writers::text::lines::{beyond, heading};
use crate::report::writers::text::open::badge;
use crate::report::writers::text::page::{Page, Paint};
use crate::report::writers::text::{finding, summary};
use crate::report::{GateResult, Out, Reason, ReasonKind, Style, words};

/// Writes the whole report.
pub(in crate::report) fn write(stress: &Stress, style: &Style, out: Out<'_>) -> io::Result<()> {
    let mut page = Page::new(out, style.width, style.color);
    if !style.quiet {
        for (number, stressed) in (1..).zip(&stress.scenarios) {
            scenario(number, stressed, *style, &mut page)?;
        }
        heading(&mut page, &say("stress-by-rule"))?;
    }
    table::write(stress, &mut page)?;
    page.gap()?;
    if !style.quiet {
        let notes = stress.notes.iter().map(words::note);
        summary::notes(notes.chain(words::skipped(&stress.skipped)), &mut page)?;
    }
    summary::limits(&stress.limits, &mut page)?;
    if let Some(all) = &stress.at_stake {
        let label = say("stress-without");
        page.paragraph(0, (Paint::Strong, &label), (Paint::Plain, &words::at_stake(all)))?;
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
        page.paragraph(
            2,
            (Paint::Strong, &format!("{}:", say("text-at-stake"))),
            (Paint::Plain, &words::at_stake(all)),
        )?;
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
    beyond(page, all.saturating_sub(shown), "text-more-verdicts", style)
}

/// The grades that are others, those that fall first.
fn grades(all: &[Regraded], most: usize, page: &mut Page<'_>) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    page.paragraph(
        2,
        (Paint::Strong, &say("stress-grades")),
        (Paint::Plain, &words::regraded(all)),
    )?;
    let row = |one: &Regraded| {
        let before = words::graded(&one.before, one.possibly_before.as_deref());
        let after = words::graded(&one.after, one.possibly_after.as_deref());
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
    let all = [
        (counts.appears, "stress-appear"),
        (counts.worsens, "stress-worsen"),
        (counts.improves, "stress-improve"),
        (counts.disappears, "stress-disappear"),
        (counts.opens, "stress-open"),
        (counts.shifts, "stress-shift"),
        (counts.settles, "stress-settle"),
    ];
    let parts = all.into_iter().filter(|(n, _)| *n > 0).map(|(n, id)| some(id, n));
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { say("stress-no-turn") } else { parts.join(", ") }
}

fn one(turned: &Turned, page: &mut Page<'_>) -> io::Result<()> {
    let (paint, badge) = match turned.after {
        Standing::Flagged(severity) => {
            (Paint::Severity(severity), words::severity(severity).to_uppercase())
        }
        Standing::Undetermined => (Paint::Open, badge()),
        Standing::Silent => (Paint::Good, say("said-no-finding").to_uppercase()),
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
    let was = |id: &str, before: Standing| naming(id, &[("before", &standing(before))]);
    let turn = match (turned.turn, turned.before) {
        (Turn::Appears, before @ Standing::Undetermined) => was("stress-appears-was", before),
        (Turn::Appears, _) => say("stress-appears"),
        (Turn::Worsens, before) => was("stress-worsens", before),
        (Turn::Improves, before) => was("stress-improves", before),
        (Turn::Disappears, before) => was("stress-disappears", before),
        (Turn::Opens, Standing::Silent) => say("stress-opens"),
        (Turn::Opens, before) => was("stress-opens-was", before),
        (Turn::Shifts, _) => shifted(turned),
        (Turn::Settles, _) => say("stress-settles"),
    };
    let possibly = turned.possibly_after.filter(|_| turned.turn != Turn::Shifts);
    match possibly {
        Some(worse) => told!("said-or-worse", what = turn, worse = words::severity(worse)),
        None => turn,
    }
}

/// Where a rule stands, in words.
pub(super) fn standing(standing: Standing) -> String {
    match standing {
        Standing::Silent => say("stress-none"),
        Standing::Undetermined => say("said-undetermined"),
        Standing::Flagged(severity) => words::severity(severity),
    }
}

/// `possibly critical, was possibly high`.
fn shifted(turned: &Turned) -> String {
    let [before, after] =
        [turned.possibly_before, turned.possibly_after].map(|s| s.map(words::severity));
    match (before, after) {
        (Some(before), Some(after)) => told!("stress-shifts", after = after, before = before),
        (Some(before), None) => told!("stress-no-longer", before = before),
        (None, Some(after)) => told!("stress-now", after = after),
        (None, None) => say("stress-now-worse"),
    }
}

/// Whether the gate is met, and what failed it.
pub(super) fn gate(stress: &Stress) -> String {
    if stress.gate == GateResult::Passed {
        return say("gate-passed");
    }
    let reason = |reason: &Reason| {
        if let Some(told) = words::failing_grade(reason, true) {
            return told;
        }
        let severity = reason.severity.map(|severity| words::severities(severity, reason.count));
        let id = match reason.kind {
            ReasonKind::New => "gate-new",
            ReasonKind::Worse => "gate-worse",
            _ => "gate-no-longer",
        };
        with(id, &[("severity", severity.as_deref().unwrap_or_default())], reason.count)
    };
    let reasons: Vec<String> = stress.gate_reasons.iter().map(reason).collect();
    let grades = words::grade_lines(&stress.fail_on_grade);
    let policy = format!("fail_on {}{grades}", stress.fail_on);
    told!("gate-failed", reasons = reasons.join(", "), policy = policy)
}
