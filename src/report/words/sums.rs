//! A run in sums: what was found, whether the gate is met, and what else to know.

use std::collections::BTreeSet;

use super::severity::tally;
use super::voice::{say, some, told};
use super::{failed, note, places, skipped};
use crate::report::{GateResult, Head, Summary};

/// What was found, in one line: `2 critical, 1 high · 3 undetermined · 9 clear`.
pub(in crate::report) fn sums(head: &Head) -> String {
    let mut parts = counts(&head.summary, false);
    parts.push(gate(head));
    parts.join(" · ")
}

/// The findings by severity, then how many verdicts there are of each other kind; that none is clear
/// only where it is asked for.
pub(in crate::report) fn counts(sum: &Summary, none_clear: bool) -> Vec<String> {
    let found = tally(|severity| sum.count(severity));
    let found = if found.is_empty() { say("sums-none") } else { found };
    let others = [
        (sum.baseline, "sums-known"),
        (sum.changed, "sums-changed"),
        (sum.evidence_lost, "sums-lost"),
        (sum.fixed, "sums-fixed"),
        (sum.waived + sum.undetermined_waived, "sums-waived"),
        (sum.undetermined, "sums-undetermined"),
        (sum.clear, "sums-clear"),
        (sum.not_applicable, "sums-not-applicable"),
    ];
    let told = |(n, id): &(u64, &str)| *n > 0 || none_clear && *id == "sums-clear";
    let others = others.into_iter().filter(told).map(|(n, id)| some(id, n));
    [found].into_iter().chain(others).collect()
}

/// Whether the gate is met, and why not.
pub(in crate::report) fn gate(head: &Head) -> String {
    match head.summary.gate {
        GateResult::Passed => say("gate-passed"),
        GateResult::Failed => failed(&head.policy, &head.summary.gate_reasons),
    }
}

/// What else a reader must know: rules that are not applied as they were written, params that the run
/// set, the notes, and what was passed over.
pub(in crate::report) fn remarks(head: &Head) -> Vec<String> {
    let disabled = head.disabled.iter().map(|rule| {
        let told = told!("remark-is-disabled", rule = rule.id, at = rule.place);
        because(told, rule.because.as_deref())
    });
    let params = head.rules.iter().flat_map(|rule| &rule.params).filter(|param| param.set_by_run);
    let set: BTreeSet<String> = params
        .map(|param| told!("remark-is-set", param = param.name, value = param.value))
        .collect();
    let amended = head.rules.iter().filter(|rule| !rule.amended.is_empty());
    let amended =
        amended.map(|of| told!("remark-is-amended", rule = of.id, at = places(&of.amended)));
    let notes = head.notes.iter().map(note);
    disabled.chain(set).chain(amended).chain(notes).chain(skipped(&head.skipped)).collect()
}

/// What is told, with why it is so, where that is said.
pub(super) fn because(told: String, why: Option<&str>) -> String {
    why.map_or_else(|| told.clone(), |why| format!("{told}: {why}"))
}
