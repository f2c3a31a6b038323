//! What a finding rests on, what would clear it and what to do: the part of it that unfolds. It is
//! laid out once, as rows and remarks, and then written into the page, or left to the page's script
//! to write when a reader opens it: both write the same.

use maud::{Markup, PreEscaped, html};
use serde::Serialize;

use super::facts::{self, Row};
use super::mark::severity;
use super::sources::Sources;
use super::steps::Steps;
use super::typeset::{fact, name, place, sentence, text, value, words};
use crate::outcome::SEARCHED;
use crate::report::words::voice::{naming, say, some};
use crate::report::{Finding, MissingFact, Stake, words as said};

/// What of a finding unfolds. All texts are set already.
#[derive(Serialize)]
pub(super) struct Body {
    /// What it rests on.
    facts: Vec<Row>,
    /// Whether amounts are drawn.
    drawn: bool,
    /// What stands beside the facts: heads, each with its entries.
    beside: Vec<(String, Vec<String>)>,
    /// The step that it comes about by.
    #[serde(skip_serializing_if = "Option::is_none")]
    tree: Option<u32>,
    /// What it is known by.
    foot: String,
}

impl Body {
    /// Lays out a finding.
    pub(super) fn of(
        finding: &Finding,
        base: &str,
        sources: &mut Sources,
        steps: &mut Steps,
    ) -> Body {
        let (facts, drawn) = facts::rows(&finding.facts, base, sources);
        Body {
            facts,
            drawn,
            beside: beside(finding, base),
            tree: finding.explanation.as_ref().map(|tree| steps.tree(tree)),
            foot: foot(finding, base).0,
        }
    }

    /// Writes it into the page.
    pub(super) fn written(&self, rule: &str) -> Markup {
        html! {
            div.cols {
                div.rests {
                    (facts::table(&self.facts, self.drawn))
                    @if let Some(tree) = self.tree {
                        details.why data-tree=(tree) {
                            summary { (say("html-why")) }
                            div.tree {}
                        }
                    }
                    p.rationale data-rule=(rule) {}
                    (PreEscaped(&self.foot))
                }
                div.beside {
                    @for (head, entries) in &self.beside {
                        h4 { (head) }
                        ul { @for entry in entries { li { (PreEscaped(entry)) } } }
                    }
                }
            }
        }
    }
}

fn beside(finding: &Finding, base: &str) -> Vec<(String, Vec<String>)> {
    let mut beside = vec![(say("html-clears"), clears(finding))];
    if let Some(stake) = &finding.at_stake {
        beside.push((say("html-at-stake"), vec![at_stake(stake, base).0]));
    }
    let mut missing: Vec<String> = finding.missing.iter().map(|m| lacking(m, base).0).collect();
    missing.extend(more(finding.missing.len(), finding.more_missing));
    if let Some(worst) = finding.possibly.filter(|_| !missing.is_empty()) {
        let head = naming("html-decided-by", &[("severity", &severity(worst))]);
        beside.push((sentence(&head), missing));
    } else if !missing.is_empty() {
        beside.push((say("html-missing"), missing));
    }
    if !finding.remedy.is_empty() {
        beside.push((say("html-remedy"), vec![html! { (text(&sentence(&finding.remedy))) "." }.0]));
    }
    let params: Vec<String> = finding.params.iter().map(|param| taken(param).0).collect();
    if !params.is_empty() {
        beside.push((say("html-params"), params));
    }
    let lost: Vec<String> = finding.rested_on.iter().map(|rested| rested_on(rested).0).collect();
    if !lost.is_empty() {
        beside.push((say("html-rested-on"), lost));
    }
    if !finding.cites.is_empty() {
        let cites = finding.cites.iter().map(|cite| html! { (text(cite)) }.0);
        beside.push((say("html-cites"), cites.collect()));
    }
    beside
}

/// How much is at stake, and whether it is counted with another.
pub(super) fn at_stake(stake: &Stake, base: &str) -> Markup {
    html! {
        (text(&stake.value.text))
        @if let Some(converted) = &stake.converted { " (" (text(&converted.text)) ")" }
        @if let Some(shared) = &stake.shares {
            " " span.now {
                (say("html-counted-elsewhere")) " " a href=(format!("#r-{}", shared.rule)) { (shared.rule) }
                " " (name(&shared.key)) ": " (say("html-both-rest")) " " (text(&fact(&shared.fact)))
                @if shared.place.is_some() { ", " span.at { (place(&shared.place, base)) } }
            }
        } @else if !stake.counted {
            " " span.now { (say("html-no-rate")) }
        }
    }
}

fn clears(finding: &Finding) -> Vec<String> {
    let way = |way: &crate::report::ClearsWhen| {
        html! {
            (text(&words(&way.path))) " " (text(&way.needs.to_string()))
            " " span.now { (say("html-now")) " " (value(&way.is)) }
        }
        .0
    };
    match finding.clears_when.is_empty() {
        true => vec![html! { span.none { (say("html-no-way")) } }.0],
        false => finding.clears_when.iter().map(way).collect(),
    }
}

/// How many more facts would decide; the search has an end, and does not tell how many lie beyond.
pub(super) fn more(told: usize, more: u64) -> Option<String> {
    let beyond = told as u64 + more >= SEARCHED as u64;
    let id = if beyond { "html-at-least-more" } else { "html-more" };
    (more > 0).then(|| some(id, more))
}

/// A fact that would decide, why it does not, and where it should stand.
pub(super) fn lacking(missing: &MissingFact, base: &str) -> Markup {
    html! {
        (text(&fact(&missing.path)))
        " " span.now {
            (text(&said::why(&missing.reason)))
            @if missing.place.is_some() { ", " span.at { (place(&missing.place, base)) } }
        }
    }
}

fn taken(param: &crate::report::TakenParam) -> Markup {
    html! {
        (text(&words(&param.name))) " " (text(&param.at)) ": "
        @for (at, force) in param.values.iter().enumerate() {
            @if at > 0 { ", " }
            (text(&force.value))
            @if let Some(since) = &force.since { " " span.now { (say("html-since")) " " (text(since)) } }
        }
        @if !param.cites.is_empty() { " " span.now { (text(&param.cites.join("; "))) } }
    }
}

/// A fact that the finding of the baseline rested on.
pub(super) fn rested_on(rested: &crate::report::Rested) -> Markup {
    html! {
        (text(&fact(&rested.path))) " " (value(&rested.value))
        @for said in &rested.sources { " " span.now { (text(&said.key)) ": " (text(&said.says)) } }
    }
}

/// What a finding is known by: its record, its rule, its place and its fingerprint.
fn foot(finding: &Finding, base: &str) -> Markup {
    let Finding { subject, rule, fingerprint, .. } = finding;
    let id = super::finding::id(fingerprint);
    html! {
        p.foot {
            (text(&subject.record)) " " code { bdi { (subject.key) } }
            " · " (say("html-rule")) " " a href=(format!("#r-{rule}")) { (rule) }
            " · " span.at { (place(&subject.place, base)) }
            " · " a href=(format!("#{id}")) { "#" (id.get(2..10).unwrap_or(&id)) }
        }
    }
}
