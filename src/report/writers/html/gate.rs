//! What the run was judged by and what it looked at: gate, policy, rules, inputs, and what a reader
//! must know of all that.

use maud::{Markup, html};

use super::page::{base, day, scrolls};
use super::typeset::{short, text};
use crate::report::words::voice::{naming, say, some, with};
use crate::report::{GateResult, Head, Reason, ReasonKind, RuleCount, Skipped, words};
use crate::ty::count;

/// Whether the gate is met, and all that failed it.
pub(super) fn gate(head: &Head) -> Markup {
    let summary = &head.summary;
    let line = &summary.fail_on;
    html! {
        @match summary.gate {
            GateResult::Failed => {
                p { b { (say("html-failed")) } }
                ul.reasons { @for one in &summary.gate_reasons { li { (text(&reason(one))) } } }
            }
            GateResult::Passed => p {
                b { (say(if head.policy.fails_nothing() { "html-not-set" } else { "html-met" })) }
            }
        }
        p.policy {
            (say("html-fails-on")) " " b { (line) }
            @if let Some(amount) = &head.policy.fail_on_amount {
                ", " (naming("html-fails-on-amount", &[("amount", amount)]))
            }
            @for grade in &head.policy.fail_on_grade { ", " (text(grade)) }
            @let budgets = words::budgets(&head.policy.budget);
            @if !budgets.is_empty() { "; " (say("html-budget")) " " (text(&budgets.join(", "))) }
            @let required = words::required(&head.policy.require);
            @if !required.is_empty() { "; " (say("html-requires")) " " (text(&required.join(", "))) }
            "; " (say("html-undetermined")) ": " (say(&format!("html-policy-{}", head.policy.undetermined)))
            "."
        }
        @if let Some(baseline) = &head.policy.baseline {
            p { (say("html-baseline")) " " code { (baseline.path) } " " span.digest { (baseline.sha256.get(..12).unwrap_or_default()) } }
        }
        p { (changed(head)) }
    }
}

pub(in crate::report) fn reason(reason: &Reason) -> String {
    let Reason { kind, count: n, severity, at_stake, grade, require, .. } = reason;
    let id = match kind {
        ReasonKind::New => "html-reason-new",
        ReasonKind::Worse => "html-reason-worse",
        ReasonKind::Changed => "html-reason-changed",
        ReasonKind::EvidenceLost => "html-reason-lost",
        ReasonKind::Possibly => "html-reason-possibly",
        ReasonKind::Undetermined => "html-reason-undetermined",
        ReasonKind::Limit => "html-reason-limit",
        ReasonKind::AtStake => "html-reason-stake",
        ReasonKind::PossiblyAtStake => "html-reason-possibly-stake",
        ReasonKind::Grade => "html-reason-grade",
        ReasonKind::GradeLost => "html-reason-grade-lost",
        ReasonKind::PossiblyGrade => "html-reason-possibly-grade",
        ReasonKind::Budget | ReasonKind::PossiblyBudget => {
            return words::over_budget(reason).unwrap_or_default();
        }
        ReasonKind::Policy => "gate-policy",
        ReasonKind::Require => return require.as_ref().map(words::unmet).unwrap_or_default(),
    };
    let severity = severity.map(super::mark::severity).unwrap_or_default();
    let amount = at_stake.as_ref().map(ToString::to_string).unwrap_or_default();
    let grade = grade.clone().unwrap_or_default();
    let named =
        [("shown", count(*n)), ("severity", severity), ("amount", amount), ("grade", grade)];
    with(id, &named.each_ref().map(|(name, text)| (*name, text.as_str())), *n)
}

/// What of the rules is not as it ships.
fn changed(head: &Head) -> Markup {
    let amended = head.rules.iter().filter(|rule| !rule.amended.is_empty()).count() as u64;
    let mut set: Vec<String> = head
        .rules
        .iter()
        .flat_map(|rule| rule.params.iter().filter(|param| param.set_by_run))
        .map(|param| format!("{} = {}", param.name, param.value))
        .collect();
    set.sort();
    set.dedup();
    html! {
        (some("html-disabled", head.disabled.len() as u64)) ", " (some("html-amended", amended)) ". "
        @if set.is_empty() { (say("html-no-param-set")) }
        @else { (say("html-params-set")) " " (text(&set.join(", "))) "." }
    }
}

/// What was looked at.
pub(super) fn looked(head: &Head) -> Markup {
    let records: u64 = head.inputs.iter().flat_map(|input| input.records.values()).sum();
    let idle: Vec<&RuleCount> = head.rules.iter().filter(|rule| rule.subjects == 0).collect();
    let named = [
        ("records", some("html-records", records)),
        ("files", some("html-files", head.inputs.len() as u64)),
        ("rules", some("html-rules-of", head.rules.len() as u64)),
    ];
    html! {
        p { (naming("html-looked-at", &named.each_ref().map(|(n, t)| (*n, t.as_str())))) }
        @if !idle.is_empty() {
            p {
                (some("html-idle", idle.len() as u64)) " "
                @for (at, rule) in idle.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href=(format!("#r-{}", rule.id)) { (text(&rule.title)) }
                }
                "."
            }
        }
        @if head.limits.is_empty() { p { (say("html-whole")) } }
        @else { p { a href="#limits" { (some("html-limited", head.limits.len() as u64)) } } }
    }
}

/// What could not be looked at whole, what was passed over, and what else a reader must know.
pub(super) fn notes(head: &Head) -> Markup {
    let skipped = Skipped::told(&head.skipped);
    html! {
        @if !head.limits.is_empty() {
            h3 #limits { (say("html-limits")) }
            @for limit in &head.limits { p.limit { (text(&super::typeset::sentence(&limit.to_string()))) "." } }
        }
        @if !head.notes.is_empty() || skipped.is_some() {
            h3 { (say("html-notes")) }
            ul.notes {
                @for note in &head.notes { li { (text(&super::typeset::sentence(&note.to_string()))) "." } }
                @if let Some(skipped) = &skipped { li { (text(&super::typeset::sentence(skipped))) "." } }
            }
        }
        @if !head.disabled.is_empty() {
            h3 { (say("html-disabled-head")) }
            ul.notes {
                @for rule in &head.disabled {
                    li {
                        (text(&rule.id))
                        @if let Some(because) = &rule.because { ": " (text(because)) }
                        " " span.at { (short(&rule.place.to_string(), &base(&head.inputs))) }
                    }
                }
            }
        }
    }
}

/// What the report is made of: whoever has the same makes the same.
pub(super) fn basis(head: &Head) -> Markup {
    let base = base(&head.inputs);
    let told = [
        ("html-as-of-head", day(&head.as_of)),
        ("html-amounts", head.currency.clone()),
        ("html-policy", format!("{} {}", say("html-fails-on"), head.summary.fail_on)),
        (
            "html-rules",
            with(
                "html-rules-in",
                &[("files", &some("html-files", head.policy.rules.len() as u64))],
                head.rules.len() as u64,
            ),
        ),
        ("html-made-with", concat!("Riskwright ", env!("CARGO_PKG_VERSION")).to_owned()),
    ];
    let records = |input: &crate::report::Input| {
        let each = input.records.iter().map(|(kind, n)| format!("{} {kind}", count(*n)));
        each.collect::<Vec<_>>().join(", ")
    };
    let files = html! {
        table.inputs {
            caption { (say("html-inputs")) @if !base.is_empty() { " " code { (base) } } }
            thead { tr {
                th scope="col" { (say("html-file")) }
                th scope="col" { (say("html-records-head")) }
                th scope="col" { "SHA-256" }
            } }
            tbody {
                @for input in &head.inputs {
                    tr {
                        th scope="row" { (short(&input.path, &base)) }
                        td { (records(input)) }
                        td.digest { (digest(&input.sha256)) }
                    }
                }
            }
        }
    };
    let rules = html! {
        table.inputs {
            thead { tr { th scope="col" { (say("html-rule-files")) } th scope="col" { "SHA-256" } } }
            tbody {
                @for file in &head.policy.rules {
                    tr { th scope="row" { (short(&file.path, &base)) } td.digest { (digest(&file.sha256)) } }
                }
            }
        }
    };
    html! {
        dl.basis {
            @for (id, value) in told { div { dt { (say(id)) } dd { (value) } } }
            @if !head.frameworks.is_empty() {
                div { dt { (say("html-frameworks")) } dd { (head.frameworks.join(", ")) } }
            }
        }
        (scrolls(&say("html-inputs-name"), &files))
        details.files {
            summary { (say("html-rule-files")) " " span.count { (count(head.policy.rules.len() as u64)) } }
            (scrolls(&say("html-rule-files"), &rules))
        }
    }
}

/// A digest with places to break the line.
fn digest(hex: &str) -> Markup {
    let parts = hex.as_bytes().chunks(8).filter_map(|part| std::str::from_utf8(part).ok());
    html! { @for part in parts { (part) wbr; } }
}
