//! A run in sums: what was found, whether the gate is met, and what else to know.

use std::collections::BTreeSet;

use super::{failed, note, places, skipped};
use crate::outcome::Severity;
use crate::report::{GateResult, Head, Summary};
use crate::ty::count;

/// What was found, in one line: `2 critical, 1 high · 3 undetermined · 9 clear`.
pub(in crate::report) fn sums(head: &Head) -> String {
    let mut parts = counts(&head.summary, |n, _| n > 0);
    parts.push(gate(head));
    parts.join(" · ")
}

/// The findings by severity, then how many verdicts there are of each other kind that is `told`.
pub(in crate::report) fn counts(sum: &Summary, told: impl Fn(u64, &str) -> bool) -> Vec<String> {
    let counted = Severity::ALL.into_iter().rev().filter(|s| sum.count(*s) > 0);
    let found: Vec<String> =
        counted.map(|s| format!("{} {}", count(sum.count(s)), s.name())).collect();
    let found = if found.is_empty() { "no findings".to_owned() } else { found.join(", ") };
    let others = [
        (sum.baseline, "known from the baseline"),
        (sum.changed, "on other facts"),
        (sum.evidence_lost, "evidence lost"),
        (sum.fixed, "of the baseline fixed"),
        (sum.waived, "waived"),
        (sum.undetermined, "undetermined"),
        (sum.clear, "clear"),
        (sum.not_applicable, "not applicable"),
    ];
    let others = others.into_iter().filter(|(n, what)| told(*n, what));
    [found].into_iter().chain(others.map(|(n, what)| format!("{} {what}", count(n)))).collect()
}

/// Whether the gate is met, and why not.
pub(in crate::report) fn gate(head: &Head) -> String {
    match head.summary.gate {
        GateResult::Passed => "gate: passed".to_owned(),
        GateResult::Failed => failed(&head.policy, &head.summary.gate_reasons),
    }
}

/// What else a reader must know: rules that are not applied as they were written, params that the run
/// set, the notes, and what was passed over.
pub(in crate::report) fn remarks(head: &Head) -> Vec<String> {
    let disabled = head.disabled.iter().map(|rule| {
        let because = rule.because.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
        format!("{} is disabled ({}){because}", rule.id, rule.place)
    });
    let params = head.rules.iter().flat_map(|rule| &rule.params).filter(|param| param.set_by_run);
    let set: BTreeSet<String> =
        params.map(|param| format!("{} is {}, set by this run", param.name, param.value)).collect();
    let amended = head
        .rules
        .iter()
        .filter(|rule| !rule.amended.is_empty())
        .map(|rule| format!("{} is amended ({})", rule.id, places(&rule.amended)));
    let notes = head.notes.iter().map(note);
    disabled.chain(set).chain(amended).chain(notes).chain(skipped(&head.skipped)).collect()
}
