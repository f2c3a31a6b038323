//! Findings in Markdown: in full, and those that the baseline has in a line.

use super::escape::{code, code_cell, inline};
use crate::report::words::voice::{say, some, told};
use crate::report::{Fact, Finding, Grade, words};

/// How many facts of a finding are told; JSON and the workbook have all.
const FACTS: usize = 8;

/// How many ways out are told.
const WAYS: usize = 5;

/// A finding with all that it says.
pub(super) fn whole(finding: &Finding) -> String {
    let Finding { rule, subject, severity, possibly, .. } = finding;
    let at = match words::place(&subject.place) {
        at if at.is_empty() => at,
        at => format!(" ({})", code(&at)),
    };
    let severity = words::or_worse(*severity, *possibly);
    let about = told!("said-about", what = code(rule), whom = inline(&subject.key));
    let mut to = format!("#### {severity}: {about}\n\n");
    to.push_str(&format!("{}{at}\n\n", inline(said(finding))));
    facts(&finding.facts, &mut to);
    for line in lines(finding) {
        to.push_str(&format!("- {line}\n"));
    }
    to.push('\n');
    to
}

/// A finding that the baseline has or somebody answers for, in a line.
pub(super) fn known(finding: &Finding) -> String {
    let Finding { rule, subject, severity, possibly, .. } = finding;
    let severity = words::or_worse(*severity, *possibly);
    let about = told!("said-about", what = code(rule), whom = inline(&subject.key));
    let waived = finding.waiver.as_ref().map(|waiver| format!("; {}", words::waived(waiver)));
    let waived = waived.unwrap_or_default();
    format!("- {severity}: {about}: {}{}\n", inline(said(finding)), inline(&waived))
}

/// A grade with what gives it, in a line.
pub(super) fn grade(grade: &Grade) -> String {
    let possibly = match (&grade.possibly, &grade.possibly_because) {
        (Some(worse), Some(because)) => {
            let worse = told!("said-possibly", what = inline(worse));
            format!(", {worse} ({})", inline(&words::because(because)))
        }
        (Some(worse), None) => format!(", {}", told!("said-possibly", what = inline(worse))),
        (None, _) => String::new(),
    };
    let since = grade.since.as_ref().and_then(words::grade_since);
    let since = since.map(|told| format!("; {}", inline(&told))).unwrap_or_default();
    let (card, key) = (code(&grade.scorecard), inline(&grade.subject.key));
    let because = inline(&words::grade(grade));
    let by = told!("md-by", key = key, scorecard = card);
    format!("- **{}**{possibly}: {by}: {because}{since}\n", inline(&grade.grade))
}

/// What the finding says; where the rule has no message, its title.
fn said(finding: &Finding) -> &str {
    if finding.message.is_empty() { &finding.title } else { &finding.message }
}

/// The facts as a table.
fn facts(facts: &[Fact], to: &mut String) {
    if facts.is_empty() {
        return;
    }
    let columns = ["md-fact", "md-value", "md-place"].map(say).join(" | ");
    to.push_str(&format!("| {columns} |\n|---|---|---|\n"));
    for fact in facts.iter().take(FACTS) {
        let value = inline(&words::fact(fact));
        let row = format!(
            "| {} | {value} | {} |\n",
            inline(&words::path(&fact.path)),
            code_cell(&words::stands(fact))
        );
        to.push_str(&row);
        for source in fact.sources.iter().filter(|_| fact.contested) {
            let says = inline(&words::says(fact, source));
            let at = code_cell(&words::place(&source.place));
            let source = told!("text-says", source = inline(&source.key));
            to.push_str(&format!("| {source} | {says} | {at} |\n"));
        }
    }
    if let Some(more) = facts.len().checked_sub(FACTS).filter(|more| *more > 0) {
        to.push_str(&format!("| {} | | |\n", some("text-and-more", more as u64)));
    }
    to.push('\n');
}

/// What else is told, a line each.
fn lines(finding: &Finding) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(finding.margin.as_ref().map(|margin| inline(&words::margin(margin))));
    let stake = finding.at_stake.as_ref().map(words::stake);
    lines.extend(stake.map(|told| told!("md-at-stake-of", amount = inline(&told))));
    let missing = inline(&words::missing(&finding.missing, finding.more_missing));
    lines.extend((!missing.is_empty()).then(|| match finding.possibly {
        Some(worse) => {
            told!("md-possibly", severity = words::severity(worse), missing = missing)
        }
        None => told!("md-waits-for", missing = missing),
    }));
    for way in finding.clears_when.iter().take(WAYS) {
        lines.push(told!("md-clears-when", way = inline(&words::way(way))));
    }
    if let Some(more) = finding.clears_when.len().checked_sub(WAYS).filter(|more| *more > 0) {
        lines.push(some("md-more-ways", more as u64));
    }
    let labelled = [
        ("md-to-do", finding.remedy.clone()),
        ("md-cites", finding.cites.join("; ")),
        ("md-sources", words::sources(&finding.facts).join("; ")),
    ];
    let told = labelled.into_iter().filter(|(_, text)| !text.is_empty());
    lines.extend(told.map(|(label, text)| format!("**{}:** {}", say(label), inline(&text))));
    lines.extend(finding.since.as_ref().and_then(words::since).map(|told| inline(&told)));
    lines.extend(finding.waiver.iter().map(|waiver| inline(&words::waived(waiver))));
    lines
}
