//! The answer: what is worst and why, how much money it concerns, and what is not known.

use maud::{Markup, html};

use super::finding::id;
use super::mark::{Axis, Bar, Grave, bar, farthest, mark, money, severity};
use super::page::scrolls;
use super::typeset::{called, fact, measured, name, plain, sentence, text};
use crate::outcome::Severity;
use crate::report::words::voice::{say, some, with};
use crate::report::{AtStake, Finding, GateResult, Glance, Head, Scenario, Value, words};
use crate::ty::count;
use crate::value::Decimal;

/// How many of the worst findings the answer tells.
pub(super) const WORST: usize = 8;

/// The first section of the page.
pub(super) fn answer(head: &Head, glance: &Glance, worst: &[&Finding]) -> Markup {
    let summary = &head.summary;
    let verdicts =
        summary.findings() + summary.undetermined + summary.clear + summary.not_applicable;
    html! {
        section #answer aria-labelledby="t-answer" {
            h2.unseen #t-answer { (say("html-answer")) }
            p.lead { (lead(head, glance)) }
            @if let Some(open) = open(head, glance) { p.lead2 { (open) } }
            @if let Some(scenario) = &head.scenario { (supposed(scenario)) }
            @if !worst.is_empty() { (table(worst, head.policy.baseline.is_some())) }
            @if let Some(all) = &summary.at_stake { (at_stake(all)) }
            h3 { (some("html-all-verdicts", verdicts)) }
            (strip(head, verdicts))
            div.three {
                div { h3 { (say("html-not-known")) } (wanted(glance)) }
                div { h3 { (say("html-gate")) } (super::gate::gate(head)) }
                div { h3 { (say("html-looked")) } (super::gate::looked(head)) }
            }
            (super::gate::notes(head))
            h3 { (say("html-basis")) }
            (super::gate::basis(head))
        }
        "\n"
    }
}

/// The scenario under which all of it was found, and what that changed.
fn supposed(scenario: &Scenario) -> Markup {
    html! {
        h3 { (say("html-scenario")) " " (text(&scenario.name)) }
        p { (text(&sentence(&scenario.title))) }
        ul.notes { @for line in words::scenario(scenario) { li { (text(&line)) } } }
    }
}

/// What was found, at its two worst severities, and whether the gate is met.
fn lead(head: &Head, glance: &Glance) -> Markup {
    let summary = &head.summary;
    let counts = Severity::ALL.into_iter().rev().map(|s| (s, summary.count(s)));
    let worst: Vec<(Severity, u64)> = counts.filter(|(_, n)| *n > 0).take(2).collect();
    let gate = match (summary.gate, summary.fail_on.as_str()) {
        (GateResult::Failed, _) => "html-gate-fails",
        (GateResult::Passed, "never") => "html-gate-none",
        (GateResult::Passed, _) => "html-gate-met",
    };
    let fresh = |id: &str, n: u64| (n > 0).then(|| some(id, n));
    let known = head.policy.baseline.as_ref().map(|_| {
        let new = summary.gate_reasons.iter().filter(|r| r.kind == crate::report::ReasonKind::New);
        let parts = [
            fresh("html-lead-new", new.map(|r| r.count).sum()),
            fresh("html-lead-worse", summary.worse),
            fresh("html-lead-changed", summary.changed),
            fresh("html-lead-lost", summary.evidence_lost),
            fresh("html-lead-fixed", summary.fixed),
            fresh("html-lead-known", summary.baseline),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    });
    html! {
        @if worst.is_empty() {
            b { (say("html-nothing")) } " "
            (with("html-nothing-of", &[("rules", &some("html-rules-of", head.rules.len() as u64))], summary.clear)) " "
        } @else {
            @for (at, (severity, n)) in worst.iter().enumerate() {
                @if at > 0 { " " (say("html-and")) " " }
                b { (count(*n)) " " (super::mark::severity(*severity)) }
            }
            " " (some("html-findings-on", worst.iter().map(|(_, n)| n).sum())) " "
            (some("html-subjects", glance.subjects)) ". "
        }
        (say(gate))
        @if let Some(known) = known { @if !known.is_empty() { " " (say("html-since-baseline")) " " (known) "." } }
    }
}

/// What could not be decided, and how bad that may be.
fn open(head: &Head, glance: &Glance) -> Option<Markup> {
    let undetermined = head.summary.undetermined;
    (undetermined > 0).then(|| {
        let worst = glance.open.first();
        html! {
            (some("html-open", undetermined))
            @if let Some((worst, n)) = worst {
                (with("html-open-worst", &[("severity", &severity(*worst)), ("shown", &count(*n))], *n))
            }
            "."
            @if glance.worse > 0 { " " (some("html-worse", glance.worse)) }
        }
    })
}

const AXIS: Axis = Axis { width: 220, height: 12, ink: "ink", line: None };

/// The worst findings, and the money that is at stake in each on one axis.
fn table(worst: &[&Finding], compared: bool) -> Markup {
    let amount = |finding: &&Finding| {
        let stake = finding.at_stake.as_ref()?;
        Some(stake.converted.clone().unwrap_or_else(|| stake.value.clone()))
    };
    let amounts: Vec<Option<Value>> = worst.iter().map(amount).collect();
    let unit = amounts.iter().flatten().find_map(|value| value.unit.clone());
    let same = |value: &Value| value.unit == unit;
    let ends = amounts.iter().flatten().filter(|v| same(v)).filter_map(|v| farthest(money(v)?));
    let top = ends.max().and_then(round);
    let rows = html! {
        table.worst {
            thead { tr {
                th.marked scope="col" { span.unseen { (say("html-severity")) } }
                th scope="col" { (say("html-finding")) }
                th scope="col" { (say("html-why-short")) }
                th.num scope="col" { (say("html-at-stake")) }
                th.drawn scope="col" {
                    span.unseen { (say("html-drawn")) }
                    @if let Some(top) = top {
                        span.ends aria-hidden="true" { span { "0" } span { (amount_of(top, unit.as_deref())) } }
                    }
                }
            } }
            tbody {
                @for (finding, amount) in worst.iter().zip(&amounts) {
                    tr {
                        td.marked {
                            (mark(Grave::found(finding.severity, finding.possibly)))
                            span.unseen { (severity(finding.severity)) }
                        }
                        th scope="row" {
                            a href=(format!("#{}", id(&finding.fingerprint))) { (text(&finding.title)) }
                            span.whom { (name(called(&finding.subject))) }
                        }
                        td.say { (text(&sentence(&finding.message))) }
                        td.num { @if let Some(amount) = amount { (measured(amount)) } @else { "–" } }
                        td.drawn { (drawn(amount.as_ref().filter(|v| same(v)), top, finding.severity)) }
                    }
                }
            }
        }
    };
    html! {
        @let title = say(if compared { "html-worst-new" } else { "html-worst" });
        h3 { (title) }
        (scrolls(&title, &rows))
        (key())
    }
}

fn drawn(amount: Option<&Value>, top: Option<Decimal>, severity: Severity) -> Markup {
    let Some((amount, top)) = amount.zip(top) else { return html! {} };
    bar(money(amount).map(|ends| Bar::of(ends, top)), Axis { ink: severity.name(), ..AXIS })
}

/// What the parts of a bar mean.
fn key() -> Markup {
    let small = Axis { width: 34, height: 9, ..AXIS };
    html! {
        p.key {
            (bar(Some(Bar::from((1000, Some(1000)))), small)) (say("html-key-certain")) " \u{2002}"
            (bar(Some(Bar::from((0, Some(1000)))), small)) (say("html-key-maybe")) " \u{2002}"
            (bar(Some(Bar::from((400, None))), small)) (say("html-key-open")) " \u{2002}"
            (bar(None, small)) (say("html-key-unknown")) ". "
            (say("html-key-once"))
        }
    }
}

/// How much is at stake in all, by severity, each cause once.
fn at_stake(all: &AtStake) -> Markup {
    let ends =
        all.by_severity.iter().map(|of| &of.value).chain(all.open.iter().map(|open| &open.value));
    let top = ends.filter_map(|value| farthest(money(value)?)).max().and_then(round);
    let row = |sign: Markup, what: String, value: &Value, ink: &'static str| {
        html! {
            tr {
                td.marked { (sign) }
                th scope="row" { (what) }
                td.num { (measured(value)) }
                td.drawn {
                    @if let Some(top) = top { (bar(money(value).map(|e| Bar::of(e, top)), Axis { ink, ..AXIS })) }
                }
            }
        }
    };
    let rows = html! {
        table.stakes {
            thead { tr {
                th.marked scope="col" { span.unseen { (say("html-severity")) } }
                th scope="col" { (say("html-findings")) }
                th.num scope="col" { (say("html-at-stake")) }
                th.drawn scope="col" {
                    span.unseen { (say("html-drawn")) }
                    @if let Some(top) = top {
                        span.ends aria-hidden="true" { span { "0" } span { (amount_of(top, all.value.unit.as_deref())) } }
                    }
                }
            } }
            tbody {
                @for of in &all.by_severity {
                    @let what = format!("{} {}", count(of.findings), severity(of.severity));
                    (row(mark(Grave::found(of.severity, None)), what, &of.value, of.severity.name()))
                }
                @if let Some(open) = &all.open {
                    @let what = format!("{} {}", count(open.verdicts), say("html-undetermined"));
                    (row(mark(Grave::open(Severity::Critical)), what, &open.value, "ink"))
                }
            }
        }
    };
    html! {
        h3 { (with("html-stake-head", &[("amount", &plain(&words::value(&all.value))), ("shown", &count(all.findings))], all.findings)) }
        (scrolls(&say("html-at-stake"), &rows))
        p.key {
            (say("html-stake-once"))
            @if all.shared > 0 { " " (some("html-stake-shared", all.shared)) }
            @if all.unconverted > 0 { " " (some("html-stake-unconverted", all.unconverted)) }
        }
    }
}

/// A round number from there on: the end of an axis.
fn round(least: Decimal) -> Option<Decimal> {
    if least.signum() <= 0 {
        return None;
    }
    let magnitude = least.exponent();
    let steps = [10, 12, 15, 20, 25, 30, 40, 50, 60, 70, 80, 100];
    let mut tops = steps.into_iter().filter_map(|tenths| Decimal::new(tenths, 2 - magnitude));
    tops.find(|top| *top >= least).or(Some(least))
}

fn amount_of(top: Decimal, unit: Option<&str>) -> String {
    let scales = [(12, "tn"), (9, "bn"), (6, "m"), (3, "k"), (0, "")];
    let scale = scales.into_iter().find(|(zeros, _)| top.exponent() > *zeros).unwrap_or((0, ""));
    let shown = Decimal::new(1, scale.0)
        .and_then(|by| top.mul(by, crate::value::Rounding::HalfEven))
        .map(|top| top.to_string())
        .unwrap_or_default();
    let parts = [shown.as_str(), scale.1, unit.unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\u{a0}")
}

/// All verdicts of all rules on one strip.
fn strip(head: &Head, all: u64) -> Markup {
    let summary = &head.summary;
    let found = Severity::ALL.into_iter().rev();
    let found = found.map(|s| (summary.count(s), format!("s-{}", s.name()), severity(s)));
    let rest = [
        (summary.undetermined, "undetermined", "html-undetermined"),
        (summary.clear, "clear", "html-clear"),
        (summary.not_applicable, "not-applicable", "html-not-applicable"),
    ];
    let parts: Vec<(u64, String, String)> =
        found.chain(rest.map(|(n, class, id)| (n, class.to_owned(), say(id)))).collect();
    // In tenths of thousandths, so that no part is lost to rounding but by a hair.
    let width = |n: u64| n.saturating_mul(10_000) / all.max(1);
    let mut at = 0;
    let mut drawn = Vec::new();
    for (n, class, _) in parts.iter().filter(|(n, _, _)| *n > 0) {
        drawn.push((at, width(*n).saturating_sub(12).max(8), class));
        at += width(*n);
    }
    html! {
        svg.strip viewBox="0 0 10000 14" preserveAspectRatio="none" aria-hidden="true" {
            @for (at, width, class) in drawn { rect class=(class) x=(at) width=(width) height="14" {} }
        }
        ul.tally {
            @for (n, class, what) in &parts {
                li.zero[*n == 0] {
                    svg.mark viewBox="0 0 14 14" aria-hidden="true" {
                        rect class=(class) x="1" y="1" width="12" height="12" {}
                    }
                    b { (count(*n)) } " " (what)
                }
            }
        }
    }
}

/// The facts that settle most.
fn wanted(glance: &Glance) -> Markup {
    html! {
        @if glance.foremost.is_empty() {
            p { (say("html-nothing-missing")) }
        } @else {
            p { (say("html-settle-most")) }
            ul.tops {
                @for request in &glance.foremost {
                    li {
                        span { (text(&fact(&request.fact))) }
                        span.num { (some("html-verdicts-of", request.waits)) }
                    }
                }
            }
            p { a href="#requests" { (say("html-requests-link")) } }
        }
    }
}
