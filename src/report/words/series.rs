//! How findings moved over several reports, in words.

use super::skipped;
use super::voice::{count, counted, say, told};
use crate::outcome::Severity;
use crate::report::Value;
use crate::report::series::{Moved, Series, Step};
use crate::value::text::on_one_line;

/// What it is of: `deals: 4 reports, 2025-12-15 to 2026-03-31`.
pub(in crate::report) fn title(series: &Series) -> String {
    let day = |step: Option<&Step>| step.map(|step| step.report.as_of.clone()).unwrap_or_default();
    let (first, last) = (day(series.reports.first()), day(series.reports.last()));
    let title = counted!("diff-series", series.reports.len() as u64, first = first, last = last);
    match &series.project {
        Some(project) => format!("{project}: {title}").chars().map(on_one_line).collect(),
        None => title,
    }
}

/// What each report found, below what the columns are of.
pub(in crate::report) fn found(series: &Series) -> Vec<[String; 8]> {
    let severities =
        [Severity::Critical, Severity::High, Severity::Medium, Severity::Low, Severity::Info];
    let row = |day: String, of: [String; 5], open: String, stake: String| {
        let [critical, high, medium, low, info] = of;
        [day, critical, high, medium, low, info, open, stake]
    };
    let heads = severities.map(super::severity);
    let head = row(say("diff-day"), heads, say("diff-open-column"), say("text-at-stake"));
    let one = |step: &Step| {
        let totals = &step.report.totals;
        row(
            step.report.as_of.clone(),
            severities.map(|severity| count(totals.of(severity))),
            count(totals.undetermined),
            stake(&totals.at_stake),
        )
    };
    std::iter::once(head).chain(series.reports.iter().map(one)).collect()
}

/// All that a report found, in a line: `2025-12-15: 5 critical, 18 high; 102 undetermined; at stake -`.
pub(in crate::report) fn column(step: &Step) -> String {
    let totals = &step.report.totals;
    let found = super::tally(|severity| totals.of(severity));
    let found = if found.is_empty() { say("sums-none") } else { found };
    told!(
        "diff-column",
        day = step.report.as_of,
        found = found,
        open = count(totals.undetermined),
        stake = stake(&totals.at_stake),
    )
}

/// What is at stake, as far as it is told.
pub(in crate::report) fn stake(value: &Option<Value>) -> String {
    value.as_ref().map_or_else(|| "-".to_owned(), super::value)
}

/// What is otherwise in each report than in the one before it, below what the columns are of.
pub(in crate::report) fn moved(series: &Series) -> Vec<[String; 7]> {
    let ids =
        ["diff-day", "diff-new", "diff-worse", "diff-lost", "diff-fixed", "diff-gate", "diff-file"];
    let one = |step: &Step| {
        let of = |n: fn(&Moved) -> u64| {
            step.since.as_ref().map_or_else(|| "-".to_owned(), |moved| count(n(moved)))
        };
        [
            step.report.as_of.clone(),
            of(|moved| moved.new),
            of(|moved| moved.worse),
            of(|moved| moved.evidence_lost),
            of(|moved| moved.fixed),
            super::diff::gate(&step.report.totals),
            step.report.path.clone(),
        ]
    };
    std::iter::once(ids.map(say)).chain(series.reports.iter().map(one)).collect()
}

/// What else a reader must know: reports of one day, and files that are none.
pub(in crate::report) fn remarks(series: &Series) -> Vec<String> {
    let days = series.same_day.iter().map(|day| told!("diff-same-day", day = day));
    days.chain(skipped(&series.skipped)).collect()
}
