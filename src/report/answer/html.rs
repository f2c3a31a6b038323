//! Answers as a page, of the same look as the report's, with all of a condition laid out on it.

use std::io;

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::tree::{Line, lines};
use super::{Answer, Basis};
use crate::diagnostic::codes::CodeInfo;
use crate::outcome::{Clause, Verdict};
use crate::report::described::{citation, in_force};
use crate::report::explain::{given, taken};
use crate::report::explain_grade::holds;
use crate::report::words::voice::{naming, say, some};
use crate::report::writers::html::body::{Beside, lacking};
use crate::report::writers::html::facts;
use crate::report::writers::html::finding::past;
use crate::report::writers::html::mark::{Grave, mark};
use crate::report::writers::html::page::{self, Entry, Frame, scrolls, section};
use crate::report::writers::html::sheet::Sheet;
use crate::report::writers::html::sources::Sources;
use crate::report::writers::html::typeset::{called, name, place, plain, sentence, text};
use crate::report::{
    Counting, Described, Explained, ExplainedGrade, Explanation, Fact, Out, Part, Place, Style,
    words,
};
use crate::value::Tri;

/// A section: what it is called by, and what is in it.
type Told = (&'static str, Markup);

/// Writes the whole answer.
pub(in crate::report) fn write(answer: &Answer<'_>, _: &Style, out: Out<'_>) -> io::Result<()> {
    let (about, parts) = match answer {
        Answer::Verdict(explained, basis) => {
            let key = called(&explained.subject);
            let named = [("rule", explained.rule.as_str()), ("key", key)];
            (naming("html-on", &named), verdict(explained, *basis))
        }
        Answer::Grade(explained, basis) => {
            let grade = &explained.grade;
            let named = [("rule", grade.scorecard.as_str()), ("key", called(&grade.subject))];
            (naming("html-on", &named), graded(explained, *basis))
        }
        Answer::Rule(rule, _) => {
            let named = [("rule", rule.rule.as_str()), ("record", rule.subject.as_str())];
            (naming("html-for-each", &named), described(rule))
        }
        Answer::Code(info) => (info.code.to_owned(), vec![("answer", code(info))]),
    };
    let frame = Frame {
        what: say(&format!("html-what-{}", answer.kind())),
        project: about,
        as_of: answer.basis().map_or("", |basis| basis.as_of),
    };
    let entries: Vec<Entry> = parts.iter().map(|(id, _)| Entry { id, count: None }).collect();
    let mut sheet = Sheet::new(out);
    sheet.put(&page::opening(&frame, &entries))?;
    for (id, inner) in &parts {
        match *id {
            "answer" => sheet.put(&answered(inner))?,
            id => sheet.put(&section(id, &say(&format!("html-{id}")), "", inner))?,
        }
    }
    sheet.put(&page::closing(false))?;
    sheet.flush()
}

/// The first section, which has no heading to be seen.
fn answered(inner: &Markup) -> Markup {
    html! {
        section #answer aria-labelledby="t-answer" {
            h2.unseen #t-answer { (say("html-answer")) }
            (inner)
        }
        "\n"
    }
}

fn verdict(explained: &Explained, basis: Basis<'_>) -> Vec<Told> {
    let (grave, ink, possibly) = match explained.verdict {
        Verdict::Flagged { severity, possibly } => {
            (Some(Grave::found(severity, possibly)), Some(severity), possibly)
        }
        Verdict::Undetermined { possibly } => (Some(Grave::open(possibly)), None, Some(possibly)),
        Verdict::Clear | Verdict::NotApplicable => (None, None, None),
    };
    let remarks = Beside {
        clears_when: ink.map(|_| explained.clears_when.as_slice()),
        at_stake: explained.at_stake.as_ref(),
        possibly,
        missing: &explained.missing,
        more_missing: 0,
        remedy: &explained.remedy,
        taken: &[],
        rested_on: &[],
        cites: &explained.cites,
    };
    let answer = html! {
        p.lead {
            @if let Some(grave) = grave { (mark(grave)) " " }
            b { (sentence(&words::verdict(explained.verdict))) }
        }
        p.lead2 { (text(&explained.title)) (under(basis)) }
        @if !explained.message.is_empty() { p.says { (text(&sentence(&explained.message))) } }
        @if let Some(margin) = &explained.margin { (past(margin, ink)) }
        @for (head, entries) in remarks.told("") {
            h3 { (head) }
            ul.notes { @for entry in entries { li { (PreEscaped(entry)) } } }
        }
        @if explained.subject.place.is_some() {
            p.foot {
                (text(&explained.subject.record)) " " code { bdi { (explained.subject.key) } } " · "
                span.at { (place(&explained.subject.place, "")) }
            }
        }
    };
    let mut known = Vec::new();
    let each = explained.conditions.iter().map(|(c, tree)| condition(*c, tree, &mut known));
    let conditions: Vec<Markup> = each.collect();
    let conditions = html! {
        p.intro { (say("html-conditions-intro")) }
        @for one in &conditions { (one) }
    };
    let mut all = vec![("answer", answer), ("conditions", conditions)];
    all.extend(rests_on(&explained.facts));
    let params = explained.params.iter().map(given).chain(explained.taken.iter().map(taken));
    let lists = [
        ("html-params-in-force", params.collect::<Vec<_>>()),
        ("html-not-cited", explained.lapsed.iter().map(words::lapsed).collect()),
        ("html-amended-by", explained.amended.iter().map(amended).collect()),
    ];
    all.insert(2, ("about-rule", about(&explained.rationale, &lists)));
    all
}

/// Under which scenario, behind a title.
fn under(basis: Basis<'_>) -> String {
    let told =
        basis.scenario.map(|scenario| naming("html-under-scenario", &[("scenario", scenario)]));
    told.map(|told| format!(", {told}")).unwrap_or_default()
}

/// A condition with its parts: what comes up again is laid out once.
fn condition<'t>(
    clause: Clause,
    tree: &'t Explanation,
    known: &mut Vec<&'t Explanation>,
) -> Markup {
    let gives = match clause {
        Clause::Unless => say("html-clause-unless"),
        Clause::Flag(severity) => {
            let named = crate::report::writers::html::mark::severity(severity);
            naming("html-clause-flag", &[("severity", &named)])
        }
        Clause::Amount => say("html-clause-amount"),
    };
    html! {
        div.condition {
            h3 { (sentence(&gives)) }
            div.tree { (list(&lines(tree, known))) }
        }
    }
}

/// Lines of a condition as lists within lists.
fn list(lines: &[Line<'_>]) -> Markup {
    let top = lines.first().map_or(0, |line| line.depth);
    html! {
        ul {
            @for item in lines.chunk_by(|_, next| next.depth > top) {
                li {
                    @match item {
                        [] => {}
                        [leaf] => div.leaf { (line(leaf)) },
                        [head, parts @ ..] => details open {
                            summary { (line(head)) }
                            (list(parts))
                        },
                    }
                }
            }
        }
    }
}

fn line(line: &Line<'_>) -> Markup {
    html! {
        @if let Some(more) = &line.more { span.remark { (text(more)) } }
        @else {
            span.expression { (line.expression) }
            @if let Some(value) = &line.value {
                " " span.value.false[value == "false"] { (plain(value)) }
            }
            @if let Some(reason) = &line.reason { " " span.remark { (text(reason)) } }
            @if !line.place.is_empty() { " " span.at { (line.place) } }
            @if line.again { " " span.remark { (say("html-again")) } }
        }
    }
}

/// The facts with their places and sources.
fn rests_on(all: &[Fact]) -> Vec<Told> {
    let mut sources = Sources::default();
    let (rows, drawn) = facts::rows(all, "", &mut sources);
    let mut told = Vec::new();
    if !rows.is_empty() {
        told.push(("facts", scrolls(&say("html-facts-table"), &facts::table(&rows, drawn))));
    }
    told.extend(sources.listed().map(|list| ("sources", list)));
    told
}

/// What stands behind a rule or a scorecard: its rationale, then lists, each with its head.
fn about(rationale: &str, lists: &[(&str, Vec<String>)]) -> Markup {
    html! {
        @for paragraph in rationale.split("\n\n").filter(|text| !text.is_empty()) {
            p { (text(paragraph)) }
        }
        @for (head, entries) in lists.iter().filter(|(_, entries)| !entries.is_empty()) {
            h3 { (say(head)) }
            ul.notes { @for entry in entries { li { (text(entry)) } } }
        }
    }
}

fn amended((at, changes): &(Place, Vec<String>)) -> String {
    format!("{at} ({})", changes.join(", "))
}

fn graded(explained: &ExplainedGrade, basis: Basis<'_>) -> Vec<Told> {
    let grade = &explained.grade;
    let (missing, more) = (&grade.missing, grade.more_missing);
    let answer = html! {
        p.lead {
            b { (text(&grade.grade)) }
            @if let Some(worse) = &grade.possibly { ", " (say("html-possibly")) " " b { (text(worse)) } }
        }
        p.lead2 { (text(&explained.title)) (under(basis)) }
        p.says { (text(&words::grade(grade))) }
        @if let Some(worst) = &grade.possibly_because {
            p { (say("html-possibly")) " " (text(&words::because(worst))) }
        }
        @if let Some(since) = grade.since.as_ref().and_then(words::grade_since) { p.since { (text(&since)) } }
        @if let Some(stake) = &grade.at_stake { p { (say("html-at-stake")) ": " (text(&stake.text)) } }
        ul.truths {
            @for (clause, truth) in &explained.clauses {
                li { code { (clause) } " " (truth_of(*truth)) }
            }
        }
        @if !missing.is_empty() {
            h3 { (say("html-missing")) }
            ul.notes {
                @for missing in missing { li { (lacking(missing, "")) } }
                @if more > 0 { li { (some("html-and-more", more)) } }
            }
        }
    };
    let counting = html! {
        ul.counting.each {
            @for one in &grade.verdicts { (counted(one)) }
            @if grade.more_verdicts > 0 { li { (some("html-and-more", grade.more_verdicts)) } }
        }
    };
    let cites = [("html-cites", explained.cites.clone())];
    let mut all = vec![("answer", answer)];
    if !grade.verdicts.is_empty() {
        all.push(("counting", counting));
    }
    all.push(("about-card", about(&explained.rationale, &cites)));
    all.extend(rests_on(&grade.facts));
    all
}

fn truth_of(truth: Tri) -> Markup {
    let told = say(&format!("html-holds-{}", holds(truth)));
    html! { @if truth == Tri::True { b { (told) } } @else { span.now { (told) } } }
}

fn counted(one: &Counting) -> Markup {
    html! {
        li {
            (mark(Grave { severity: one.severity, possibly: one.possibly })) code { (one.rule) } " "
            (name(&one.key)) " " span.now { (text(&words::held(one))) }
            @if let Some(with) = &one.counted_with { " " span.now { (say("html-counted-with")) " " (with) } }
        }
    }
}

fn described(rule: &Described) -> Vec<Told> {
    let tags = Some(rule.tags.join(", ")).filter(|tags| !tags.is_empty());
    let lists = [
        ("html-tags", tags.into_iter().collect()),
        ("html-cites", rule.cites.iter().map(citation).collect()),
        ("html-amended-by", rule.amended.iter().map(amended).collect()),
        ("html-params-in-force", rule.params.iter().map(in_force).collect()),
    ];
    let answer = html! {
        p.lead { b { (text(&rule.title)) } }
        (about(&rule.rationale, &lists))
    };
    let fields = html! {
        table.fields {
            thead { tr {
                th scope="col" { (say("html-fact")) }
                th scope="col" { (say("html-fields-type")) }
                th scope="col" { (say("html-fields-meaning")) }
            } }
            tbody {
                @for field in &rule.fields {
                    tr {
                        th scope="row" { code { (field.record) "." (field.name) } }
                        td { code { (field.ty) } }
                        td { (text(&field.doc)) }
                    }
                }
            }
        }
    };
    let mut all = vec![("answer", answer)];
    if !rule.fields.is_empty() {
        all.push(("fields", scrolls(&say("html-fields-table"), &fields)));
    }
    for (id, parts) in [("made-of", &rule.made_of), ("written", &rule.text)] {
        if !parts.is_empty() {
            all.push((id, html! { @for part in parts { (written(part)) } }));
        }
    }
    all
}

fn written(part: &Part) -> Markup {
    html! {
        h3 { code { (part.name) } @if !part.title.is_empty() { " " (text(&part.title)) } }
        p.at { (place(&Some(part.place.clone()), "")) }
        pre { code { (part.text) } }
    }
}

/// The page of a code, which is ours. Links between pages lead nowhere here: their words stay.
fn code(info: &CodeInfo) -> Markup {
    let is_link = |event: &Event<'_>| {
        matches!(event, Event::Start(Tag::Link { .. }) | Event::End(TagEnd::Link))
    };
    let events = Parser::new(info.page).filter(|event| !is_link(event));
    let mut page = String::new();
    pulldown_cmark::html::push_html(&mut page, events);
    html! { div.page-of { (PreEscaped(page)) } }
}
