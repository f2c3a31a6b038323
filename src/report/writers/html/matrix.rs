//! Subjects by rules. A kind that several rules look at has a table of its own; the others share one,
//! as most of theirs would be empty.

use maud::{Markup, html};

use super::mark::{Grave, mark};
use super::page::{more, section};
use super::typeset::{called, name, text};
use crate::outcome::{Severity, Verdict};
use crate::report::words::voice::{say, some};
use crate::report::{Glance, Grid, GridRow};

/// From so many rules on a kind has a table of its own.
const MANY: usize = 4;

/// How wide the name of a rule is drawn at most, in tenths of a pixel a letter: Cyrillic ones are wide.
const LETTER: usize = 70;

/// The section.
pub(super) fn matrix(glance: &Glance) -> Markup {
    if glance.grids.is_empty() {
        return html! {};
    }
    let (own, shared): (Vec<&Grid>, Vec<&Grid>) =
        glance.grids.iter().partition(|grid| grid.rules.len() >= MANY);
    let inner = html! {
        (legend())
        @for (at, grid) in own.iter().enumerate() { (table(at, &grid.record, &[*grid])) }
        @if !shared.is_empty() {
            @let title = if own.is_empty() { say("html-matrix") } else { say("html-matrix-others") };
            (table(own.len(), &title, &shared))
        }
    };
    section("matrix", &say("html-matrix"), &say("html-matrix-intro"), &inner)
}

fn legend() -> Markup {
    let found = Severity::ALL.into_iter().rev().map(|severity| Grave::found(severity, None));
    let others = [
        Grave::found(Severity::Medium, Some(Severity::High)),
        Grave { severity: None, possibly: Some(Severity::Critical) },
    ];
    html! {
        ul.legend {
            @for grave in found.chain(others) {
                li {
                    (mark(grave))
                    @if grave.severity.is_none() { (say("html-undetermined")) ", " }
                    (grave.words())
                }
            }
            li.empty { i {} (say("html-matrix-clear")) }
            li.blank { i {} (say("html-matrix-blank")) }
        }
    }
}

/// Kinds below each other, each with the rules that look at it: a rule looks at one of them alone.
fn table(at: usize, title: &str, grids: &[&Grid]) -> Markup {
    let id = format!("x-{at}");
    let columns: usize = grids.iter().map(|grid| grid.rules.len()).sum();
    let titles = || grids.iter().flat_map(|grid| &grid.rules);
    let longest = titles().map(|(_, title)| title.chars().count()).max().unwrap_or(0);
    let room = if columns < 24 { 900 - 26 * columns } else { 290 };
    let style = format!("--head:{}px;--room:{room}px", 14 + longest * LETTER / 10);
    let quiet = grids.iter().flat_map(|grid| &grid.rows).filter(|row| is_quiet(row)).count() as u64;
    let left: u64 = grids.iter().map(|grid| grid.more).sum();
    let clear: u64 = grids.iter().map(|grid| grid.quiet).sum();
    let shared = grids.len() > 1;
    html! {
        h3 id=(id) { (text(title)) }
        div.scroll role="region" aria-labelledby=(id) tabindex="0" {
            table.matrix data-table=(id) style=(style) {
                thead { tr {
                    td {}
                    @for (rule, title) in titles() {
                        th scope="col" { a href=(format!("#r-{rule}")) { span { (text(title)) } } }
                    }
                } }
                tbody {
                    @let mut before = 0;
                    @for grid in grids {
                        @for row in &grid.rows { (subject(row, shared, before, columns)) }
                        @let () = before += grid.rules.len();
                    }
                }
            }
        }
        @if quiet > 0 { (more(&id, &some("html-matrix-more", quiet))) }
        p.left { @if left > 0 { (some("html-matrix-left", left)) " " } (some("html-matrix-quiet", clear)) }
    }
}

/// Whether there are undetermined verdicts only.
fn is_quiet(row: &GridRow) -> bool {
    !row.cells.iter().any(|(verdict, _)| matches!(verdict, Verdict::Flagged { .. }))
}

fn subject(row: &GridRow, shared: bool, before: usize, columns: usize) -> Markup {
    let after = columns.saturating_sub(before + row.cells.len());
    html! {
        tr.quiet[is_quiet(row)] {
            th scope="row" {
                @if shared { span.kind { (text(&row.subject.record)) } }
                (name(called(&row.subject)))
            }
            @for _ in 0..before { td.blank {} }
            @for (verdict, fingerprint) in &row.cells { (cell(*verdict, fingerprint.as_deref())) }
            @for _ in 0..after { td.blank {} }
        }
    }
}

fn cell(verdict: Verdict, fingerprint: Option<&str>) -> Markup {
    let fingerprint = fingerprint.unwrap_or_default();
    let (grave, to) = match verdict {
        Verdict::Clear => return html! { td {} },
        Verdict::NotApplicable => return html! { td.blank {} },
        Verdict::Flagged { severity, possibly } => {
            (Grave::found(severity, possibly), super::finding::id(fingerprint))
        }
        Verdict::Undetermined { possibly } => (Grave::open(possibly), super::open::id(fingerprint)),
    };
    html! { td { a href=(format!("#{to}")) aria-label=(grave.words()) { (mark(grave)) } } }
}
