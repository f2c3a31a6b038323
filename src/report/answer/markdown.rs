//! Answers in Markdown, for comments on merge requests, within so many bytes.

use std::io;

use super::tree::{Line, lines};
use super::{Answer, Basis};
use crate::report::described::{citation, in_force};
use crate::report::explain::{given, gives, taken};
use crate::report::explain_grade::truth_of;
use crate::report::words::voice::{say, some, told};
use crate::report::writers::markdown::BYTES;
use crate::report::writers::markdown::escape::{code, code_cell, inline};
use crate::report::writers::markdown::page::Page;
use crate::report::{Described, Explained, ExplainedGrade, Out, Part, Place, Style, words};

/// How many bytes are kept for what says how much is left out.
const LEFT_OUT: usize = 60;

/// So deep a list is still one.
const DEEPEST: usize = 20;

/// Writes the whole answer, as far as there is room.
pub(in crate::report) fn write(answer: &Answer<'_>, style: &Style, out: Out<'_>) -> io::Result<()> {
    let pieces = match answer {
        Answer::Verdict(explained, basis) => verdict(explained, *basis),
        Answer::Grade(explained, basis) => grade(explained, *basis),
        Answer::Rule(rule, basis) => described(rule, *basis),
        // It is Markdown already, and ours.
        Answer::Code(info) => vec![info.page.to_owned()],
    };
    let mut page = Page::new(out, style.bytes.unwrap_or(BYTES));
    for (told, piece) in pieces.iter().enumerate() {
        if !page.put(piece, LEFT_OUT)? {
            let left = pieces.len() - told;
            page.must(&format!("\n{}\n", some("answer-left-out", left as u64)))?;
            break;
        }
    }
    page.flush()
}

/// What an answer begins with: what it is about, and what it holds for.
fn opening(about: &str, title: &str, basis: Basis<'_>, place: Option<&Place>) -> String {
    let day = told!("answer-as-of", day = basis.as_of);
    let basis = match basis.scenario {
        Some(name) => told!("answer-under", basis = day, scenario = code(name)),
        None => day,
    };
    let place = place.map(|place| format!(" ({})", code(&words::place(&Some(place.clone())))));
    format!("### {about}{}\n\n*{}*. {basis}.\n\n", place.unwrap_or_default(), inline(title),)
}

fn verdict(explained: &Explained, basis: Basis<'_>) -> Vec<String> {
    let (rule, key) = (code(&explained.rule), inline(&explained.subject.key));
    let about = told!("said-about", what = rule, whom = key);
    let about = format!("{about}: {}", words::verdict(explained.verdict));
    let place = explained.subject.place.as_ref();
    let mut to = vec![opening(&about, &explained.title, basis, place)];
    if !explained.message.is_empty() {
        to.push(format!("{}\n\n", inline(&explained.message)));
    }
    let mut known = Vec::new();
    for (clause, tree) in &explained.conditions {
        to.push(format!("**{}**\n\n", gives(*clause)));
        to.extend(lines(tree, &mut known).iter().map(step));
        to.push("\n".to_owned());
    }
    to.extend(remarks(explained));
    to.extend(paragraphs(&explained.rationale));
    to
}

/// A part of a condition: expressions are code, so that nothing in them is taken for markup.
fn step(line: &Line<'_>) -> String {
    let indent = 2 * line.depth.min(DEEPEST);
    if let Some(more) = &line.more {
        return format!("{:indent$}- {}\n", "", inline(more));
    }
    let mut told = code(line.expression);
    if let Some(value) = &line.value {
        told.push_str(&format!(": {}", inline(value)));
    }
    if let Some(reason) = &line.reason {
        told.push_str(&format!(" ({})", inline(reason)));
    }
    if !line.place.is_empty() {
        told.push_str(&format!(" {}", code(&line.place)));
    }
    if line.again {
        told = told!("explain-above", text = told);
    }
    format!("{:indent$}- {told}\n", "")
}

/// What else is told of a verdict, an entry each.
fn remarks(explained: &Explained) -> Vec<String> {
    let mut all: Vec<(&str, String)> = Vec::new();
    all.extend(explained.margin.iter().map(|margin| ("answer-margin", words::margin(margin))));
    all.extend(explained.at_stake.iter().map(|stake| ("text-at-stake", words::stake(stake))));
    for fact in &explained.missing {
        all.push(("explain-decided-by", words::missing(std::slice::from_ref(fact), 0)));
    }
    for way in &explained.clears_when {
        all.push(("text-clears-when", words::way(way)));
    }
    let remedy = Some(explained.remedy.clone()).filter(|remedy| !remedy.is_empty());
    all.extend(remedy.map(|remedy| ("md-to-do", remedy)));
    all.extend(explained.params.iter().map(|param| ("explain-param", given(param))));
    all.extend(explained.taken.iter().map(|param| ("explain-param", taken(param))));
    all.extend(cites(&explained.cites));
    all.extend(explained.lapsed.iter().map(|one| ("explain-not-cited", words::lapsed(one))));
    for (place, changes) in &explained.amended {
        all.push(("answer-amended", amended(place, changes)));
    }
    let sources = words::sources(&explained.facts).join("; ");
    all.extend((!sources.is_empty()).then_some(("text-sources", sources)));
    listed(all)
}

fn grade(explained: &ExplainedGrade, basis: Basis<'_>) -> Vec<String> {
    let grade = &explained.grade;
    let (card, key) = (code(&grade.scorecard), inline(&grade.subject.key));
    let about = told!("said-about", what = card, whom = key);
    let graded = words::graded(&grade.grade, grade.possibly.as_deref());
    let about = format!("{about}: {}", inline(&graded));
    let mut to = vec![opening(&about, &explained.title, basis, grade.subject.place.as_ref())];
    for (clause, truth) in &explained.clauses {
        to.push(format!("- {}: {}\n", code(clause), truth_of(*truth)));
    }
    to.push(format!("\n{}\n\n", inline(&words::grade(grade))));
    if let Some(worst) = &grade.possibly_because {
        let because = inline(&words::because(worst));
        to.push(format!("{}\n\n", told!("answer-possibly", because = because)));
    }
    for one in &grade.verdicts {
        let what = told!("said-about", what = code(&one.rule), whom = inline(&one.key));
        let what = match &one.counted_with {
            Some(rule) => told!("text-counted-with", what = what, rule = code(rule)),
            None => what,
        };
        to.push(format!("- **{}** {what}\n", words::held(one)));
    }
    if grade.more_verdicts > 0 {
        to.push(format!("- {}\n", some("text-and-more", grade.more_verdicts)));
    }
    to.push("\n".to_owned());
    let mut all: Vec<(&str, String)> = Vec::new();
    all.extend(grade.at_stake.iter().map(|value| ("text-at-stake", words::value(value))));
    let missing = words::missing(&grade.missing, grade.more_missing);
    all.extend((!missing.is_empty()).then_some(("text-waits-for", missing)));
    all.extend(
        grade.since.as_ref().and_then(words::grade_since).map(|told| ("answer-baseline", told)),
    );
    for fact in &grade.facts {
        let told =
            format!("{}: {}  {}", words::path(&fact.path), words::fact(fact), words::stands(fact));
        all.push(("md-fact", told));
    }
    all.extend(cites(&explained.cites));
    to.extend(listed(all));
    to.extend(paragraphs(&explained.rationale));
    to
}

fn described(rule: &Described, basis: Basis<'_>) -> Vec<String> {
    let (name, subject) = (code(&rule.rule), inline(&rule.subject));
    let about = told!("explain-for-each", rule = name, subject = subject);
    let mut to = vec![opening(&about, &rule.title, basis, None)];
    to.extend(paragraphs(&rule.rationale));
    let tags = Some(rule.tags.join(", ")).filter(|tags| !tags.is_empty());
    let mut all: Vec<(&str, String)> = tags.into_iter().map(|tags| ("answer-tags", tags)).collect();
    all.extend(
        rule.amended.iter().map(|(place, changes)| ("answer-amended", amended(place, changes))),
    );
    all.extend(rule.cites.iter().map(|cited| ("text-cites", citation(cited))));
    all.extend(rule.params.iter().map(|param| ("explain-param", in_force(param))));
    to.extend(listed(all));
    if !rule.fields.is_empty() {
        let columns = ["explain-asks-for", "answer-type", "answer-meaning"].map(say).join(" | ");
        to.push(format!("| {columns} |\n|---|---|---|\n"));
        for field in &rule.fields {
            let name = code_cell(&format!("{}.{}", field.record, field.name));
            to.push(format!("| {name} | {} | {} |\n", code_cell(&field.ty), inline(&field.doc)));
        }
        to.push("\n".to_owned());
    }
    to.extend(rule.made_of.iter().chain(&rule.text).map(part));
    to
}

/// A piece of rule text, between fences that it does not hold.
fn part(part: &Part) -> String {
    let longest = part.text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let title = Some(inline(&part.title)).filter(|title| !title.is_empty());
    let title = title.map(|title| format!(": {title}")).unwrap_or_default();
    let place = code(&words::place(&Some(part.place.clone())));
    format!("{} ({place}){title}\n\n{fence}\n{}\n{fence}\n\n", code(&part.name), part.text)
}

fn cites(cites: &[String]) -> Option<(&'static str, String)> {
    (!cites.is_empty()).then(|| ("text-cites", cites.join("; ")))
}

fn amended(place: &Place, changes: &[String]) -> String {
    format!("{place} ({})", changes.join(", "))
}

/// Entries of a list, each by what it is.
fn listed(all: Vec<(&str, String)>) -> Vec<String> {
    let mut to: Vec<String> = all
        .into_iter()
        .map(|(id, told)| format!("- **{}:** {}\n", say(id), inline(&told)))
        .collect();
    if !to.is_empty() {
        to.push("\n".to_owned());
    }
    to
}

fn paragraphs(text: &str) -> Vec<String> {
    let told = text.split("\n\n").filter(|text| !text.is_empty());
    told.map(|text| format!("{}\n\n", inline(text))).collect()
}
