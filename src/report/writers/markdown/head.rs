//! What a report begins with: the answer, the gate, the sums.

use super::escape::{code, comment, inline};
use super::tally::Tally;
use crate::outcome::Severity;
use crate::report::{GateResult, Head, StakeOf, Value, words};
use crate::ty::count;

/// The marker that nobody sees, by which a comment is found again; the answer, the gate, the sums.
pub(super) fn opening(head: &Head) -> String {
    let marker = match &head.project {
        Some(project) => format!("riskwright {}", comment(project)),
        None => "riskwright".to_owned(),
    };
    let gate = match head.summary.gate {
        GateResult::Passed => "gate: passed".to_owned(),
        GateResult::Failed => words::failed(&head.policy, &head.summary.gate_reasons),
    };
    let mut to = format!("<!-- {marker} -->\n### {}\n\n**{}**\n\n", answer(head), inline(&gate));
    to.push_str(&sums(head));
    to.push_str(&format!("{}\n\n", basis(head)));
    to
}

/// How many of which severity, and what is not known.
fn answer(head: &Head) -> String {
    let findings = Tally::of(&head.summary);
    let mut parts = vec![match findings.all() {
        0 => "no findings".to_owned(),
        _ => findings.to_string(),
    }];
    let open = head.summary.undetermined;
    parts.extend((open > 0).then(|| format!("{} undetermined", count(open))));
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
    let mut to = String::from("| verdicts | | at stake |\n|---|--:|---|\n");
    let mut row = |what: &str, n: u64, stake: Option<&Value>| {
        let stake = stake.map(|value| inline(&value.text)).unwrap_or_default();
        to.push_str(&format!("| {what} | {} | {stake} |\n", count(n)));
    };
    for severity in Severity::ALL.into_iter().rev().filter(|s| sum.count(*s) > 0) {
        row(severity.name(), sum.count(severity), stake(severity));
    }
    let all = sum.at_stake.as_ref();
    row("findings", sum.findings(), all.map(|all| &all.value));
    let open = all.and_then(|all| all.open.as_ref());
    row("undetermined", sum.undetermined, open.map(|open| &open.value));
    row("clear", sum.clear, None);
    row("not applicable", sum.not_applicable, None);
    for (what, n) in [
        ("known from the baseline", sum.baseline),
        ("of these on other facts", sum.changed),
        ("evidence lost", sum.evidence_lost),
        ("of the baseline fixed", sum.fixed),
        ("waived", sum.waived),
    ] {
        if n > 0 {
            row(what, n, None);
        }
    }
    to.push('\n');
    to
}

/// What was looked at, and as of when.
fn basis(head: &Head) -> String {
    let records: u64 = head.inputs.iter().flat_map(|input| input.records.values()).sum();
    let scenario = head.scenario.as_ref().map(|scenario| {
        format!("Under the scenario {}: {}. ", code(&scenario.name), inline(&scenario.title))
    });
    let stake = head.summary.at_stake.as_ref();
    let stake = stake.map(|all| format!(" At stake: {}.", inline(&words::at_stake(all))));
    let files = head.inputs.len() as u64;
    format!(
        "{}{} {} of {} {}, as of {}; mixed amounts in {}.{}",
        scenario.unwrap_or_default(),
        count(records),
        if records == 1 { "record" } else { "records" },
        count(files),
        if files == 1 { "file" } else { "files" },
        head.as_of,
        head.currency,
        stake.unwrap_or_default(),
    )
}
