//! A finding: how bad it is, whom it is about, the rule's sentence and how far past its line it is;
//! the rest unfolds.

use maud::{Markup, html};

use super::body::Body;
use super::mark::{Axis, Bar, Grave, bar, hundredths, mark, severity};
use super::typeset::{called, name, sentence, text, words};
use crate::outcome::Severity;
use crate::report::words::voice::{naming, say};
use crate::report::{Change, Finding, Margin, Past, Since, Subject, words as said};
use crate::value::{Decimal, Rounding};

/// How a finding is set.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    /// Its place among all, from 0.
    pub(super) place: usize,
    /// Whether it is laid open.
    pub(super) open: bool,
}

/// How many facts a finding has at least that may be split between two sheets of paper.
const BIG: usize = 9;

/// The name of a finding within the page.
pub(super) fn id(fingerprint: &str) -> String {
    format!("f-{}", fingerprint.get(..14).unwrap_or(fingerprint))
}

/// What filters know a subject by.
pub(super) fn filed(subject: &Subject) -> String {
    format!("{}|{}", subject.record, subject.key)
}

/// A finding in the page; what unfolds stands in it, or its script knows it.
pub(super) fn article(finding: &Finding, body: Option<&Body>, set: Setting) -> Markup {
    let Finding { rule, title, subject, possibly, .. } = finding;
    let grave = Grave::found(finding.severity, *possibly);
    let big = finding.facts.len() > BIG;
    let heading = format!("h-{}", set.place);
    let new = |since: &Since| (since.change == Change::New).then(|| say("html-new-since"));
    let since = finding.since.as_ref().and_then(|since| said::since(since).or_else(|| new(since)));
    html! {
        article.finding.big[big].soft[!set.open] id=(id(&finding.fingerprint)) aria-labelledby=(heading)
            data-s=(finding.severity.name()) data-r=(rule) data-k=(filed(subject))
            data-g=[finding.fails_gate.map(|_| "")] data-w=[finding.waiver.as_ref().map(|_| "")] {
            div class=(format!("rank t-{}", finding.severity.name())) {
                (mark(grave))
                span {
                    b { (sentence(&severity(finding.severity))) }
                    @if let Some(worst) = possibly {
                        span.possibly { (say("html-possibly")) " " (severity(*worst)) }
                    }
                    @if finding.fails_gate.is_some() { span.fails { (say("html-fails-the-gate")) } }
                }
            }
            div.about {
                h3 id=(heading) {
                    span.title { (text(title)) } " " span.whom { (name(called(subject))) }
                }
                p.says { (text(&sentence(&finding.message))) }
                @if let Some(since) = since { p.since { (text(&since)) } }
                @if let Some(waiver) = &finding.waiver {
                    p.since { (text(&sentence(&said::waived(waiver)))) }
                }
                @if let Some(margin) = &finding.margin { (past(margin, Some(finding.severity))) }
                details.body open[set.open && body.is_some()] data-i=[body.is_none().then_some(set.place)] {
                    summary { (say("html-unfold")) }
                    @if let Some(body) = body { (body.written(rule)) }
                }
            }
        }
    }
}

/// How the margin is drawn.
const AXIS: Axis = Axis { width: 300, height: 12, ink: "ink", line: None };

/// How far past its line a finding is: the whole range as a multiple of the line, so that one sees
/// whether all of it is past.
pub(in crate::report) fn past(margin: &Margin, severity: Option<Severity>) -> Markup {
    let one = Decimal::ONE;
    let (least, most) = match margin.past {
        Past::At => (one, Some(one)),
        Past::Times { least, most } => (least, most),
        Past::Above(_) | Past::Below(_) => {
            return html! { p.margin { (text(&words_of(margin))) } };
        }
    };
    let Some(top) = top(least, most) else {
        return html! { p.margin { (text(&words_of(margin))) } };
    };
    let line = super::mark::part(one, top);
    let ink = severity.map_or("ink", Severity::name);
    let drawn =
        bar(Some(Bar::of([Some(least), most], top)), Axis { ink, line: Some(line), ..AXIS });
    // Where the words of the line would begin left of the bar, they stand right of it.
    let left = format!("left:{}%", hundredths(line * (AXIS.width - 8) / AXIS.width * 10));
    html! {
        div.margin {
            div.measure {
                span { (text(&words(margin.said()))) }
                @if !margin.value.is_empty() { " " b { (text(&said::figure(&margin.value))) } }
            }
            div.scale {
                (drawn)
                span.line.left[line < 140] style=(left) {
                    span { (text(&naming("html-line", &[("line", &said::figure(&margin.line))]))) }
                }
            }
            div.past {
                (text(&times(&margin.past)))
                @if let Some(basis) = basis(margin) { " " span.basis { "(" (text(&basis)) ")" } }
            }
        }
    }
}

/// Whose line it is.
fn basis(margin: &Margin) -> Option<String> {
    Some(said::policy(margin)).filter(|basis| !basis.is_empty())
}

fn words_of(margin: &Margin) -> String {
    sentence(&said::margin(margin))
}

/// The axis goes a little beyond the range, and beyond the line in any case.
fn top(least: Decimal, most: Option<Decimal>) -> Option<Decimal> {
    let by =
        |of: Decimal, hundredths: i128| of.mul(Decimal::new(hundredths, 2)?, Rounding::HalfEven);
    let far = match most {
        Some(most) => by(most, 106)?,
        None => by(least, 138)?,
    };
    Some(far.max(Decimal::new(135, 2)?))
}

fn times(past: &Past) -> String {
    match past {
        Past::At => say("html-at-line"),
        past => naming("html-times-line", &[("times", &said::times(past))]),
    }
}
