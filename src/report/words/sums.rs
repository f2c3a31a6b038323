//! A run in sums: what was found, whether the gate is met, and what else to know.

use std::collections::BTreeSet;

use super::{failed, note, skipped};
use crate::outcome::Severity;
use crate::report::{GateResult, Head, Place};
use crate::ty::count;

/// What was found, in one line: `2 critical, 1 high · 3 undetermined · 9 clear`.
pub(in crate::report) fn sums(head: &Head) -> String {
    let sum = &head.summary;
    let counted = Severity::ALL.into_iter().rev().filter(|s| sum.count(*s) > 0);
    let found: Vec<String> =
        counted.map(|s| format!("{} {}", count(sum.count(s)), s.name())).collect();
    let none = || "no findings".to_owned();
    let mut parts = vec![if found.is_empty() { none() } else { found.join(", ") }];
    let counts = [
        (sum.baseline, "known from the baseline"),
        (sum.evidence_lost, "evidence lost"),
        (sum.fixed, "of the baseline fixed"),
        (sum.waived, "waived"),
        (sum.undetermined, "undetermined"),
        (sum.clear, "clear"),
        (sum.not_applicable, "not applicable"),
    ];
    let told = counts.into_iter().filter(|(n, _)| *n > 0);
    parts.extend(told.map(|(n, what)| format!("{} {what}", count(n))));
    parts.push(gate(head));
    parts.join(" · ")
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
    let amended = head.rules.iter().filter(|rule| !rule.amended.is_empty()).map(|rule| {
        let places: Vec<String> = rule.amended.iter().map(Place::to_string).collect();
        format!("{} is amended ({})", rule.id, places.join(", "))
    });
    let notes = head.notes.iter().map(note);
    disabled.chain(set).chain(amended).chain(notes).chain(skipped(&head.skipped)).collect()
}
