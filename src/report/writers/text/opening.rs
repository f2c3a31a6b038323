//! The first lines: how bad it is, how much money it concerns, and in which rules it lies.

use std::io;

use super::page::{Page, Paint};
use crate::outcome::Severity;
use crate::report::words::voice::{count, counted, say, some, told};
use crate::report::{Head, RuleCount, words};

/// How many rules a line names.
const RULES: usize = 3;

/// Writes a table of the severities that were found, the worst first, and of what could not be
/// decided. Where nothing was, the last line says all.
pub(super) fn write(head: &Head, page: &mut Page<'_>) -> io::Result<()> {
    let sum = &head.summary;
    if sum.findings() + sum.undetermined < MANY {
        return Ok(());
    }
    let title = head.project.clone().unwrap_or_else(|| say("text-findings"));
    let as_of = told!("text-as-of", day = head.as_of);
    page.paragraph(0, (Paint::Strong, &title), (Paint::Plain, &as_of))?;
    page.gap()?;
    let mut rows: Vec<[(Paint, String); 3]> = Vec::new();
    for severity in Severity::ALL.into_iter().rev().filter(|s| sum.count(*s) > 0) {
        let stakes = sum.at_stake.as_ref().map_or(&[][..], |all| &all.by_severity);
        let stake = stakes.iter().find(|stake| stake.severity == severity);
        rows.push([
            (Paint::Severity(severity), words::severities(severity, sum.count(severity))),
            (Paint::Plain, count(sum.count(severity))),
            (
                Paint::Plain,
                stake
                    .map(|stake| told!("gate-at-stake", amount = words::value(&stake.value)))
                    .unwrap_or_default(),
            ),
        ]);
    }
    if sum.undetermined > 0 {
        let open = head.summary.at_stake.as_ref().and_then(|all| all.open.as_ref());
        rows.push([
            (Paint::Open, some("text-undetermined", sum.undetermined)),
            (Paint::Plain, count(sum.undetermined)),
            (
                Paint::Plain,
                open.map(|open| told!("text-may-be-at-stake", amount = words::value(&open.value)))
                    .unwrap_or_default(),
            ),
        ]);
    }
    page.table(2, &rows)?;
    page.gap()?;
    rules(head, page)
}

/// From how many verdicts on a table says more than the last line.
const MANY: u64 = 10;

/// The rules that find and that leave open most.
fn rules(head: &Head, page: &mut Page<'_>) -> io::Result<()> {
    let most = |of: fn(&RuleCount) -> u64| {
        let mut rules: Vec<&RuleCount> = head.rules.iter().filter(|rule| of(rule) > 0).collect();
        rules.sort_by_key(|rule| std::cmp::Reverse(of(rule)));
        let more = rules.len().saturating_sub(RULES);
        let named = rules.iter().take(RULES).map(|rule| format!("{} {}", rule.id, count(of(rule))));
        let mut text = named.collect::<Vec<String>>().join(", ");
        if more > 0 {
            text = counted!("text-more-rules", more as u64, rules = text);
        }
        text
    };
    for (what, told) in [
        (say("text-found-by"), most(|rule| rule.flagged)),
        (say("text-left-open-by"), most(|rule| rule.undetermined)),
    ] {
        if !told.is_empty() {
            page.paragraph(2, (Paint::Faint, &what), (Paint::Plain, &told))?;
        }
    }
    page.gap()
}
