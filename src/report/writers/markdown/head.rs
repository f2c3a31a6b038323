//! What a report begins with: the answer, the gate, the sums.

use super::escape::{code, comment, inline};
use super::tally::Tally;
use crate::outcome::Severity;
use crate::report::words::voice::{count, say, some, told};
use crate::report::{Head, StakeOf, Value, words};

/// The marker that nobody sees, by which a comment is found again; the answer, the gate, the sums.
pub(super) fn opening(head: &Head) -> String {
    let marker = match &head.project {
        Some(project) => format!("riskwright {}", comment(project)),
        None => "riskwright".to_owned(),
    };
    let gate = words::told_gate(head);
    let mut to = format!("<!-- {marker} -->\n### {}\n\n**{}**\n\n", answer(head), inline(&gate));
    to.push_str(&sums(head));
    to.push_str(&format!("{}\n\n", basis(head)));
    to
}

/// How many of which severity, and what is not known.
fn answer(head: &Head) -> String {
    let findings = Tally::of(&head.summary);
    let mut parts = vec![match findings.all() {
        0 => say("sums-none"),
        _ => findings.to_string(),
    }];
    let open = head.summary.undetermined;
    parts.extend((open > 0).then(|| some("sums-undetermined", open)));
    let project = head.project.as_ref().map(|name| format!("{}: ", inline(name)));
    format!("{}{}", project.unwrap_or_default(), parts.join("; "))
}

/// The sums as a table.
fn sums(head: &Head) -> String {
    let sum = &head.summary;
    let stake = |severity: Severity| {
        let of = sum.at_stake.iter().flat_map(|all| &all.by_severity);
        of.filter(|of| of.severity == severity).map(|StakeOf { value, .. }| value).next()
    };
    let (verdicts, at_stake) = (say("md-verdicts"), say("md-at-stake"));
    let mut to = format!("| {verdicts} | | {at_stake} |\n|---|--:|---|\n");
    let mut row = |what: &str, n: u64, stake: Option<&Value>| {
        let stake = stake.map(|value| inline(&words::value(value))).unwrap_or_default();
        to.push_str(&format!("| {what} | {} | {stake} |\n", count(n)));
    };
    for severity in Severity::ALL.into_iter().rev().filter(|s| sum.count(*s) > 0) {
        let n = sum.count(severity);
        row(&words::severities(severity, n), n, stake(severity));
    }
    let all = sum.at_stake.as_ref();
    row(&say("md-findings"), sum.findings(), all.map(|all| &all.value));
    let open = all.and_then(|all| all.open.as_ref());
    row(&say("said-undetermined"), sum.undetermined, open.map(|open| &open.value));
    row(&say("said-clear"), sum.clear, None);
    row(&say("said-not-applicable"), sum.not_applicable, None);
    for (id, n) in [
        ("md-known", sum.baseline),
        ("md-changed", sum.changed),
        ("md-lost", sum.evidence_lost),
        ("md-fixed", sum.fixed),
        ("md-waived", sum.waived + sum.undetermined_waived),
    ] {
        if n > 0 {
            row(&say(id), n, None);
        }
    }
    to.push('\n');
    to
}

/// What was looked at, and as of when.
fn basis(head: &Head) -> String {
    let basis = words::basis("md-basis", head);
    let scenario = head.scenario.as_ref().map(|scenario| {
        let (name, title) = (code(&scenario.name), inline(&scenario.title));
        format!("{} ", told!("md-scenario", name = name, title = title))
    });
    let stake = head.summary.at_stake.as_ref();
    let stake = stake.map(|all| inline(&words::at_stake(all)));
    let stake = stake.map(|amount| format!(" {}", told!("md-stake", amount = amount)));
    format!("{}{basis}{}", scenario.unwrap_or_default(), stake.unwrap_or_default())
}
