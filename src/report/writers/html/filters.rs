//! What findings are chosen by: severity, rule, subject and text.

use std::collections::BTreeMap;
use std::io;

use maud::{Markup, PreEscaped, html};

use super::mark::{Grave, mark, severity};
use super::sheet::Sheet;
use super::typeset::called;
use crate::outcome::Severity;
use crate::report::words::voice::{say, some};
use crate::report::{GateResult, Head, Subject};
use crate::ty::count;

/// The rules and the subjects that something was told of: the page's script lists them to choose
/// from, as they are known only once all is told.
#[derive(Default)]
pub(super) struct Filed {
    rules: BTreeMap<String, String>,
    subjects: BTreeMap<String, BTreeMap<String, String>>,
}

impl Filed {
    /// Takes note of a verdict.
    pub(super) fn add(&mut self, rule: &str, title: &str, subject: &Subject) {
        if !self.rules.contains_key(rule) {
            self.rules.insert(rule.to_owned(), title.to_owned());
        }
        let kind = self.subjects.entry(subject.record.clone()).or_default();
        if !kind.contains_key(&subject.key) {
            kind.insert(subject.key.clone(), called(subject).to_owned());
        }
    }

    /// Writes them into the page.
    pub(super) fn write(&self, sheet: &mut Sheet<'_>) -> io::Result<()> {
        if self.rules.is_empty() {
            return Ok(());
        }
        sheet.data("filed", &(&self.rules, &self.subjects))
    }
}

/// What stands above the findings: the section's head and the filters. The section stays open.
pub(super) fn opening(head: &Head) -> Markup {
    let summary = &head.summary;
    let found = summary.findings();
    html! {
        (PreEscaped("<section id=\"findings\" aria-labelledby=\"t-findings\">"))
        h2 #t-findings { (say("html-findings")) }
        @if found > 0 {
            p.intro { (say("html-findings-intro")) }
            (form(head))
            (PreEscaped("\n<div class=\"list\">\n"))
        } @else {
            p.nothing { (say("html-nothing")) " " a href="#rules" { (say("html-nothing-link")) } }
        }
    }
}

fn form(head: &Head) -> Markup {
    let summary = &head.summary;
    let all = summary.findings();
    let counts = Severity::ALL.into_iter().rev().map(|s| (s, summary.count(s)));
    html! {
        form.filters role="search" aria-label=(say("html-filter")) data-one=(some("html-finding-count", 1)) {
            fieldset {
                legend.unseen { (say("html-severity")) }
                @for (one, n) in counts.filter(|(_, n)| *n > 0) {
                    label.check {
                        input type="checkbox" name="s" value=(one.name());
                        (mark(Grave::found(one, None))) (severity(one)) " " span.count { (count(n)) }
                    }
                }
                @if summary.undetermined > 0 {
                    label.check {
                        input type="checkbox" name="s" value="open";
                        (mark(Grave::open(Severity::Critical))) (say("html-undetermined")) " "
                        span.count { (count(summary.undetermined)) }
                    }
                }
            }
            @if summary.gate == GateResult::Failed {
                label.check { input type="checkbox" name="g" value="1"; (say("html-fails-the-gate")) }
            }
            @if summary.waived + summary.undetermined_waived > 0 {
                label.check { input type="checkbox" name="w" value="1"; (say("html-waived")) }
            }
            label.field { span { (super::typeset::sentence(&say("html-rule"))) }
                select name="r" { option value="" { (say("html-all-rules")) } } }
            label.field { span { (say("html-subject")) }
                select name="k" { option value="" { (say("html-all-subjects")) } } }
            label.field { span { (say("html-text")) }
                input name="q" type="search" autocomplete="off" spellcheck="false" aria-keyshortcuts="/"; }
            p.result {
                output name="o" aria-live="polite" { (some("html-finding-count", all)) } " "
                button type="reset" hidden { (say("html-show-all")) }
            }
        }
    }
}

/// What stands below them, where there are any; so many were not told.
pub(super) fn closing(head: &Head, left: u64) -> Markup {
    html! {
        @if head.summary.findings() > 0 {
            (PreEscaped("</div>\n"))
            p.nothing hidden { (say("html-no-match")) " " button.all type="button" { (say("html-show-all")) } }
            @if left > 0 { p.left { (some("html-left", left)) } }
        }
    }
}
