//! What a finding rests on, what would clear it and what to do: the part of it that unfolds. It is
//! laid out once, as rows and remarks, and then written into the page, or left to the page's script
//! to write when a reader opens it: both write the same.

use maud::{Markup, PreEscaped, html};
use serde::Serialize;

use super::facts::{self, Row};
use super::mark::severity;
use super::sources::Sources;
use super::steps::Steps;
use super::typeset::{fact, measured, name, place, sentence, text, value, words};
use crate::outcome::{SEARCHED, Severity};
use crate::report::words::voice::{naming, say, some};
use crate::report::{ClearsWhen, Finding, MissingFact, Rested, Stake, TakenParam, words as said};

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
            beside: Beside::of(finding).told(base),
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

/// What stands beside the facts of a verdict.
#[derive(Clone, Copy)]
pub(in crate::report) struct Beside<'v> {
    /// What would clear it; `None`: there is nothing to clear.
    pub(in crate::report) clears_when: Option<&'v [ClearsWhen]>,
    pub(in crate::report) at_stake: Option<&'v Stake>,
    /// What it possibly is.
    pub(in crate::report) possibly: Option<Severity>,
    /// What would decide that.
    pub(in crate::report) missing: &'v [MissingFact],
    /// How many more such facts there are.
    pub(in crate::report) more_missing: u64,
    pub(in crate::report) remedy: &'v str,
    pub(in crate::report) taken: &'v [TakenParam],
    pub(in crate::report) rested_on: &'v [Rested],
    pub(in crate::report) cites: &'v [String],
}

impl<'v> Beside<'v> {
    fn of(finding: &'v Finding) -> Self {
        Beside {
            clears_when: Some(&finding.clears_when),
            at_stake: finding.at_stake.as_ref(),
            possibly: finding.possibly,
            missing: &finding.missing,
            more_missing: finding.more_missing,
            remedy: &finding.remedy,
            taken: &finding.params,
            rested_on: &finding.rested_on,
            cites: &finding.cites,
        }
    }

    /// Heads, each with its entries; what there is nothing of has none.
    pub(in crate::report) fn told(&self, base: &str) -> Vec<(String, Vec<String>)> {
        let mut missing: Vec<String> = self.missing.iter().map(|m| lacking(m, base).0).collect();
        missing.extend(more(self.missing.len(), self.more_missing));
        let lacks = match self.possibly {
            Some(worst) => {
                let severity = severity(worst);
                sentence(&naming("html-decided-by", &[("severity", &severity)]))
            }
            None => say("html-missing"),
        };
        let remedy = Some(self.remedy).filter(|remedy| !remedy.is_empty());
        let remedy = remedy.map(|remedy| html! { (text(&sentence(remedy))) "." }.0);
        let all = [
            (say("html-clears"), self.clears_when.map(clears).unwrap_or_default()),
            (say("html-at-stake"), self.at_stake.iter().map(|s| at_stake(s, base).0).collect()),
            (lacks, missing),
            (say("html-remedy"), remedy.into_iter().collect()),
            (say("html-params"), self.taken.iter().map(|param| taken(param).0).collect()),
            (say("html-rested-on"), self.rested_on.iter().map(|r| rested_on(r).0).collect()),
            (say("html-cites"), self.cites.iter().map(|c| html! { (text(c)) }.0).collect()),
        ];
        all.into_iter().filter(|(_, entries)| !entries.is_empty()).collect()
    }
}

/// How much is at stake, and whether it is counted with another.
pub(super) fn at_stake(stake: &Stake, base: &str) -> Markup {
    html! {
        (measured(&stake.value))
        @if let Some(converted) = &stake.converted { " (" (measured(converted)) ")" }
        @if let Some(shared) = &stake.shares {
            " " span.now {
                (say("html-counted-elsewhere")) " " code { (shared.rule) }
                " " (name(&shared.key)) ": " (say("html-both-rest")) " " (text(&fact(&shared.fact)))
                @if shared.place.is_some() { ", " span.at { (place(&shared.place, base)) } }
            }
        } @else if !stake.counted {
            " " span.now { (say("html-no-rate")) }
        }
    }
}

fn clears(ways: &[ClearsWhen]) -> Vec<String> {
    let way = |way: &ClearsWhen| {
        html! {
            (text(&words(way.said()))) " " (text(&way.needs.to_string()))
            " " span.now { (say("html-now")) " " (value(&said::now(way))) }
        }
        .0
    };
    match ways.is_empty() {
        true => vec![html! { span.none { (say("html-no-way")) } }.0],
        false => ways.iter().map(way).collect(),
    }
}

/// How many more facts would decide; the search has an end, and does not tell how many lie beyond.
pub(super) fn more(told: usize, more: u64) -> Option<String> {
    let beyond = told as u64 + more >= SEARCHED as u64;
    let id = if beyond { "html-at-least-more" } else { "html-more" };
    (more > 0).then(|| some(id, more))
}

/// A fact that would decide, why it does not, and where it should stand.
pub(in crate::report) fn lacking(missing: &MissingFact, base: &str) -> Markup {
    html! {
        (text(&fact(&missing.path)))
        " " span.now {
            (text(&said::why(&missing.reason)))
            @if missing.place.is_some() { ", " span.at { (place(&missing.place, base)) } }
        }
    }
}

fn taken(param: &TakenParam) -> Markup {
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
pub(super) fn rested_on(rested: &Rested) -> Markup {
    html! {
        (text(&fact(&rested.path))) " " (value(&said::figure(&rested.value)))
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
