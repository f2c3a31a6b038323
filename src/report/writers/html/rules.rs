//! The rules that ran: what each is for, how its verdicts fell, and the params in force.

use maud::{Markup, html};

use super::page::{scrolls, section};
use super::typeset::{place, short, text};
use crate::report::words::voice::{say, some, with};
use crate::report::{Head, Param, RuleCount};
use crate::ty::count;

/// The section.
pub(super) fn rules(head: &Head, base: &str) -> Markup {
    let mut rules: Vec<&RuleCount> = head.rules.iter().collect();
    let standing = |rule: &RuleCount| (rule.place.file().to_owned(), rule.place.position());
    rules.sort_by_key(|rule| (standing(rule).0, standing(rule).1.map(|p| (p.line, p.column))));
    let files = rules.chunk_by(|a, b| a.place.file() == b.place.file());
    let table = html! {
        table.rules {
            thead { tr {
                th scope="col" { (super::typeset::sentence(&say("html-rule"))) }
                th scope="col" { (say("html-its-subjects")) }
                th.num scope="col" { (say("html-found")) }
                th.num scope="col" { (say("html-open-short")) }
                th.num scope="col" { (super::typeset::sentence(&say("html-clear"))) }
                th.num scope="col" { abbr title=(say("html-not-applicable")) { (say("html-na")) } }
                th scope="col" { (say("html-params-in-force")) }
            } }
            @for file in files {
                tbody {
                    tr.head { th scope="rowgroup" colspan="7" { (short(file[0].place.file(), base)) } }
                    @for rule in file { (row(rule, base)) }
                }
            }
        }
    };
    section(
        "rules",
        &say("html-rules-head"),
        &say("html-rules-intro"),
        &scrolls(&say("html-rules"), &table),
    )
}

fn row(rule: &RuleCount, base: &str) -> Markup {
    let number = |n: u64, what: &'static str| {
        html! { td.num data-what=(say(what)) { @if n > 0 { (count(n)) } @else { span.nil { "–" } } } }
    };
    html! {
        tr id=(format!("r-{}", rule.id)) {
            th scope="row" {
                (text(&rule.title))
                span.identity { code { (rule.id) } @if let Some(at) = rule.place.position() { " " (with("html-line-no", &[], at.line.into())) } }
                @if !rule.rationale.is_empty() { span.rationale-of { (text(&rule.rationale)) } }
                @if !rule.cites.is_empty() { span.identity { (say("html-cites")) " " (text(&rule.cites.join("; "))) } }
                @if !rule.tags.is_empty() { span.identity { (say("html-tags")) " " (text(&rule.tags.join(", "))) } }
                @if !rule.amended.is_empty() {
                    span.identity {
                        (say("html-amended-at"))
                        @for at in &rule.amended { " " span.at { (place(&Some(at.clone()), base)) } }
                    }
                }
                @if rule.unexplained > 0 { span.identity { (some("html-unexplained", rule.unexplained)) } }
            }
            td { (fell(rule)) }
            (number(rule.flagged, "html-found"))
            (number(rule.undetermined, "html-open-short"))
            (number(rule.clear, "html-clear"))
            (number(rule.not_applicable, "html-na"))
            td { @if !rule.params.is_empty() { ul.params { @for param in &rule.params { (in_force(param)) } } } }
        }
    }
}

/// How a rule's verdicts fell, on one strip.
fn fell(rule: &RuleCount) -> Markup {
    if rule.subjects == 0 {
        return html! { span.none { (say("html-no-subjects")) } };
    }
    let parts = [
        (rule.flagged, "s-ink"),
        (rule.undetermined, "undetermined"),
        (rule.clear, "clear"),
        (rule.not_applicable, "not-applicable"),
    ];
    let mut at = 0;
    let mut drawn = Vec::new();
    for (n, class) in parts.into_iter().filter(|(n, _)| *n > 0) {
        let width = 120 * n / rule.subjects;
        drawn.push((at, width.saturating_sub(1).max(1), class));
        at += width;
    }
    html! {
        svg.cnt viewBox="0 0 120 9" width="120" height="9" aria-hidden="true" {
            @for (at, width, class) in drawn { rect class=(class) x=(at) y=".5" width=(width) height="8" {} }
        }
    }
}

fn in_force(param: &Param) -> Markup {
    html! {
        li {
            code { (param.name) } " " (text(&param.value))
            @if !param.bounds.is_empty() { " " span.now { (text(&param.bounds.join(", "))) } }
            @if param.set_by_run { " " b { (say("html-set-by-run")) } }
            @if let Some(since) = &param.since { " " span.now { (say("html-since")) " " (text(since)) } }
            @if !param.cites.is_empty() { " " span.now { (text(&param.cites.join("; "))) } }
            @for value in &param.values {
                " " span.now {
                    (text(&value.value))
                    @if let Some(since) = &value.since { " " (say("html-since")) " " (text(since)) }
                }
            }
        }
    }
}
