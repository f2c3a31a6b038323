//! The stress report as a page: what each scenario turns, scenario by scenario, and all of them
//! beside each other.

use std::io;

use maud::{Markup, html};

use super::{Counts, Regraded, Standing, Stress, Stressed, StressedRule, Turned};
use crate::outcome::Severity;
use crate::report::words::voice::{naming, say, some};
use crate::report::writers::html::mark::{Grave, mark};
use crate::report::writers::html::page::{self, Entry, Frame, scrolls, section};
use crate::report::writers::html::sheet::Sheet;
use crate::report::writers::html::typeset::{called, name, sentence, text};
use crate::report::{GateResult, Out, Reason, Skipped, Style, words};
use crate::ty::count;

/// Writes the whole page.
pub(in crate::report) fn write(stress: &Stress, _: &Style, out: Out<'_>) -> io::Result<()> {
    let mut sheet = Sheet::new(out);
    let project = page::untitled(&page::base(&stress.inputs));
    let frame = Frame { what: say("html-what-stress"), project, as_of: &stress.as_of };
    let entry = |id, count: usize| Entry { id, count: Some(count as u64) };
    let entries = [
        Entry { id: "answer", count: None },
        entry("scenarios", stress.scenarios.len()),
        entry("rules", stress.rules.len()),
    ];
    sheet.put(&page::opening(&frame, &entries))?;
    sheet.put(&answer(stress))?;
    let each =
        html! { @for (at, one) in stress.scenarios.iter().enumerate() { (scenario(at, one)) } };
    sheet.put(&section(
        "scenarios",
        &say("html-scenarios"),
        &say("html-scenarios-intro"),
        &each,
    ))?;
    sheet.put(&section("rules", &say("html-stress-rules"), "", &rules(stress)))?;
    sheet.put(&page::closing(true))?;
    sheet.flush()
}

/// All scenarios beside each other, and whether the gate is met.
fn answer(stress: &Stress) -> Markup {
    let table = html! {
        table.beside {
            thead { tr {
                th scope="col" { (say("html-scenario")) }
                @for (id, _) in turns(Counts::default()) { th.num scope="col" { (say(id)) } }
                th.num scope="col" { (say("html-at-stake")) }
            } }
            tbody {
                @for (at, one) in stress.scenarios.iter().enumerate() {
                    tr {
                        th scope="row" { a href=(format!("#scenario-{at}")) { (text(&one.scenario.title)) } }
                        @for (_, n) in turns(one.counts) { td.num { (number(n)) } }
                        td.num { @if let Some(all) = &one.at_stake { (text(&all.value.text)) } @else { "–" } }
                    }
                }
            }
        }
    };
    let gate = match (stress.gate, stress.fail_on.as_str()) {
        (GateResult::Failed, _) => "html-gate-fails",
        (GateResult::Passed, "never") => "html-gate-none",
        (GateResult::Passed, _) => "html-gate-met",
    };
    let turned: u64 = stress.scenarios.iter().map(|one| one.counts.all()).sum();
    html! {
        section #answer aria-labelledby="t-answer" {
            h2.unseen #t-answer { (say("html-answer")) }
            p.lead {
                b { (some("html-turned", turned)) } " "
                (some("html-under-scenarios", stress.scenarios.len() as u64)) ". " (say(gate))
            }
            @if !stress.gate_reasons.is_empty() {
                ul.reasons { @for reason in &stress.gate_reasons { li { (text(&failed(reason))) } } }
            }
            @if let Some(all) = &stress.at_stake {
                p.lead2 { (naming("html-stake-without", &[("amount", &all.to_string())])) }
            }
            (scrolls(&say("html-beside"), &table))
            @for limit in &stress.limits { p.limit { (text(&sentence(&limit.to_string()))) "." } }
            ul.notes {
                @for note in &stress.notes { li { (text(&sentence(&note.to_string()))) "." } }
                @if let Some(skipped) = Skipped::told(&stress.skipped) { li { (text(&skipped)) } }
            }
        }
    }
}

fn failed(reason: &Reason) -> String {
    crate::report::writers::html::reason(reason)
}

/// How verdicts turned, the worst turn first.
fn turns(counts: Counts) -> [(&'static str, u64); 7] {
    [
        ("html-appears", counts.appears),
        ("html-worsens", counts.worsens),
        ("html-opens", counts.opens),
        ("html-shifts", counts.shifts),
        ("html-settles-turn", counts.settles),
        ("html-improves", counts.improves),
        ("html-disappears", counts.disappears),
    ]
}

fn number(n: u64) -> Markup {
    html! { @if n > 0 { (count(n)) } @else { span.nil { "–" } } }
}

/// A scenario: what it changed, what turned and whose grades are others.
fn scenario(at: usize, one: &Stressed) -> Markup {
    let left = one.counts.all().saturating_sub(one.turns.len() as u64);
    let table = html! {
        table.turned {
            thead { tr {
                th scope="col" { (say("html-turn")) }
                th scope="col" { (say("html-finding")) }
                th scope="col" { (say("html-before-after")) }
                th.num scope="col" { (say("html-at-stake")) }
            } }
            tbody { @for turned in &one.turns { (row(turned)) } }
        }
    };
    html! {
        h3 id=(format!("scenario-{at}")) { (text(&one.scenario.title)) " " code { (one.scenario.name) } }
        ul.notes { @for line in words::scenario(&one.scenario) { li { (text(&sentence(&line))) } } }
        @if let Some(all) = &one.at_stake {
            p { (say("html-at-stake")) ": " (text(&all.to_string())) "." }
        }
        @if !one.grades.is_empty() { (scrolls(&say("html-grades"), &regraded(&one.grades))) }
        @if one.turns.is_empty() { p.none { (say("html-no-turn")) } }
        @else { (scrolls(&one.scenario.title, &table)) }
        @if left > 0 { p.left { (some("html-left", left)) } }
    }
}

fn row(turned: &Turned) -> Markup {
    let before = (turned.before, turned.possibly_before);
    let after = (turned.after, turned.possibly_after);
    html! {
        tr {
            td.turn { (say(turn(turned))) }
            th scope="row" {
                b { (text(&turned.title)) } " " span.whom { (name(called(&turned.subject))) }
                @if !turned.message.is_empty() { p.says { (text(&sentence(&turned.message))) } }
            }
            td.change { (standing(before)) " → " (standing(after)) }
            td.num { @if let Some(stake) = &turned.at_stake { (text(&stake.value.text)) } @else { "–" } }
        }
    }
}

fn turn(turned: &Turned) -> &'static str {
    let mut one = Counts::default();
    one.add(turned.turn);
    turns(one).into_iter().find(|(_, n)| *n > 0).map_or("html-turn", |(id, _)| id)
}

fn standing((standing, possibly): (Standing, Option<Severity>)) -> Markup {
    let grave = match standing {
        Standing::Silent => return html! { span.none { (say("html-none")) } },
        Standing::Undetermined => Grave { severity: None, possibly },
        Standing::Flagged(severity) => Grave::found(severity, possibly),
    };
    html! { span.together { (mark(grave)) (grave.words()) } }
}

fn regraded(grades: &[Regraded]) -> Markup {
    let grade = |grade: &str, possibly: &Option<String>| match possibly {
        Some(possibly) => format!("{grade}, {} {possibly}", say("html-possibly")),
        None => grade.to_owned(),
    };
    html! {
        table.regraded {
            thead { tr {
                th scope="col" { (say("html-subject")) }
                th scope="col" { (say("html-before-after")) }
                th scope="col" { (say("html-scorecard")) }
            } }
            tbody {
                @for one in grades {
                    tr {
                        th scope="row" { (name(called(&one.subject))) }
                        td { (grade(&one.before, &one.possibly_before)) " → " (grade(&one.after, &one.possibly_after)) }
                        td { (one.scorecard) }
                    }
                }
            }
        }
    }
}

/// What each rule finds without a scenario and with each.
fn rules(stress: &Stress) -> Markup {
    let cell = |flagged: u64, undetermined: u64, turned: bool| {
        html! {
            td.num.turned[turned] {
                (number(flagged)) @if undetermined > 0 { " " span.now { "?" (count(undetermined)) } }
            }
        }
    };
    let row = |rule: &StressedRule| {
        html! {
            tr id=(format!("r-{}", rule.id)) {
                th scope="row" { (text(&rule.title)) }
                (cell(rule.flagged, rule.undetermined, false))
                @for under in &rule.scenarios { (cell(under.flagged, under.undetermined, under.counts.all() > 0)) }
            }
        }
    };
    let table = html! {
        table.stressed {
            thead { tr {
                th scope="col" { (sentence(&say("html-rule"))) }
                th.num scope="col" { (say("html-as-is")) }
                @for one in &stress.scenarios { th.num scope="col" { (text(&one.scenario.title)) } }
            } }
            tbody { @for rule in &stress.rules { (row(rule)) } }
        }
    };
    html! { p.intro { (say("html-stress-rules-intro")) } (scrolls(&say("html-rules"), &table)) }
}
