//! The grades that scorecards give: how they fell, and who has which and why.

use maud::{Markup, html};

use super::body::{lacking, rested_on};
use super::mark::{Grave, mark};
use super::page::{scrolls, section};
use super::typeset::{called, measured, name, place, text};
use crate::report::words::voice::{say, some};
use crate::report::{Counting, Grade, Head, Scorecard, words as said};
use crate::ty::count;

/// How many verdicts of a grade are told.
const TOLD: usize = 6;

/// The section, of the grades that are told; those with the best grade for certain are counted.
pub(super) fn grades(head: &Head, grades: &[Grade], base: &str) -> Markup {
    if head.scorecards.is_empty() {
        return html! {};
    }
    let inner = html! { @for card in &head.scorecards { (scorecard(card, grades, base)) } };
    section("grades", &say("html-grades"), &say("html-grades-intro"), &inner)
}

fn scorecard(card: &Scorecard, grades: &[Grade], base: &str) -> Markup {
    let told: Vec<&Grade> =
        grades.iter().filter(|g| g.scorecard == card.id && !card.is_best(g)).collect();
    let best: u64 =
        card.grades.iter().map(|g| g.records).sum::<u64>().saturating_sub(card.below_best());
    let left = card.below_best().saturating_sub(told.len() as u64);
    let heading = format!("g-{}", card.id);
    let table = html! {
        table.graded {
            thead { tr {
                th scope="col" { (say("html-grade")) }
                th scope="col" { (text(&card.record)) }
                th scope="col" { (say("html-because")) }
                th.num scope="col" { (say("html-at-stake")) }
            } }
            tbody { @for grade in &told { (row(grade, base)) } }
        }
    };
    html! {
        h3 id=(heading) { (text(&card.title)) " " code { (card.id) } }
        p.intro {
            (text(&said::scorecard(card))) ". "
            @if !card.cites.is_empty() { (say("html-cites")) " " (text(&card.cites.join("; "))) ". " }
            span.at { (place(&Some(card.place.clone()), base)) }
        }
        (spread(card))
        @if !told.is_empty() { (scrolls(&card.title, &table)) }
        @if left > 0 { p.left { (some("html-left", left)) } }
        @if best > 0 { p.left { (some("html-best", best)) } }
    }
}

/// How many records have each grade, and how many may have it.
fn spread(card: &Scorecard) -> Markup {
    let most = card.grades.iter().map(|g| g.records + g.possibly).max().unwrap_or(0).max(1);
    html! {
        ul.spread {
            @for grade in &card.grades {
                li {
                    b { (text(&grade.grade)) }
                    svg.cnt viewBox="0 0 200 10" width="200" height="10" aria-hidden="true" {
                        rect.s-ink width=(200 * grade.records / most) height="10" {}
                        rect x=(200 * grade.records / most) width=(200 * grade.possibly / most) height="10"
                            fill="url(#h-ink)" {}
                    }
                    span { (count(grade.records)) @if grade.possibly > 0 { " " span.now { (some("html-may-have", grade.possibly)) } } }
                }
            }
        }
    }
}

fn row(grade: &Grade, base: &str) -> Markup {
    let since = grade.since.as_ref().and_then(said::grade_since);
    let more = grade.verdicts.len().saturating_sub(TOLD) as u64 + grade.more_verdicts;
    html! {
        tr id=(format!("g-{}", grade.fingerprint.get(..14).unwrap_or(&grade.fingerprint))) {
            td.given {
                b { (text(&grade.grade)) }
                @if let Some(worse) = &grade.possibly { " " span.now { (say("html-possibly")) " " (text(worse)) } }
            }
            th scope="row" {
                (name(called(&grade.subject)))
                @if let Some(since) = since { span.since { (text(&since)) } }
            }
            td {
                p.because { (text(&said::grade(grade))) }
                @if let Some(worst) = &grade.possibly_because {
                    p.because.now { (say("html-possibly")) " " (text(&said::because(worst))) }
                }
                ul.counting {
                    @for verdict in grade.verdicts.iter().take(TOLD) { (counting(verdict)) }
                    @if more > 0 { li { (some("html-and-more", more)) } }
                }
                @if !grade.missing.is_empty() {
                    ul.lacking { @for missing in &grade.missing { li { (lacking(missing, base)) } } }
                }
                @if !grade.rested_on.is_empty() {
                    ul.lacking { @for rested in &grade.rested_on { li { (rested_on(rested)) } } }
                }
                @if !grade.facts.is_empty() {
                    ul.lacking { @for fact in &grade.facts { li {
                        (super::open::asked(&fact.path)) " " (measured(&fact.value))
                        " " span.now { (place(&fact.place, base)) }
                    } } }
                }
            }
            td.num { @if let Some(stake) = &grade.at_stake { (measured(stake)) } @else { "–" } }
        }
    }
}

fn counting(verdict: &Counting) -> Markup {
    let grave = Grave { severity: verdict.severity, possibly: verdict.possibly };
    html! {
        li {
            (mark(grave)) a href=(format!("#r-{}", verdict.rule)) { (verdict.rule) } " "
            (name(&verdict.key)) span.unseen { " " (grave.words()) }
            @if let Some(with) = &verdict.counted_with { " " span.now { (say("html-counted-with")) " " (with) } }
        }
    }
}
