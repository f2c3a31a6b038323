//! What is not known: the missing facts, each with the verdicts that it keeps open, and then every
//! verdict that could not be reached.

use maud::{Markup, html};
use rustc_hash::FxHashMap;

use super::body::{at_stake, lacking, rested_on};
use super::finding::filed;
use super::mark::{Grave, mark, severity};
use super::page::{scrolls, section};
use super::typeset::{called, fact, name, text, words};
use crate::outcome::Severity;
use crate::report::words::voice::{say, some};
use crate::report::{Lost, MissingFact, Undetermined, words as said};
use crate::ty::count;

/// The name of a verdict within the page.
pub(super) fn id(fingerprint: &str) -> String {
    format!("u-{}", fingerprint.get(..14).unwrap_or(fingerprint))
}

/// How many missing facts are shown at once; the others are behind a button.
const SHOWN: usize = 12;

/// How many facts a verdict names.
const NAMED: usize = 5;

/// The verdicts met so far, and what they wait for.
#[derive(Default)]
pub(super) struct Open {
    fields: FxHashMap<String, Field>,
    rows: Vec<Markup>,
}

/// A missing fact, of whatever record.
#[derive(Default)]
struct Field {
    /// How many verdicts it keeps open.
    verdicts: u64,
    worst: Option<Severity>,
    /// By rule, its title and how many of its verdicts.
    rules: Vec<(String, String, u64)>,
    /// Why it is missing, and how often.
    reasons: Vec<(String, u64)>,
}

impl Open {
    /// Takes a verdict.
    pub(super) fn add(&mut self, open: &Undetermined, base: &str) {
        self.file(&open.missing, (&open.rule, &open.title), open.possibly);
        self.rows.push(row(open, base));
    }

    /// Takes what a finding waits for that may be worse.
    pub(super) fn file(
        &mut self,
        missing: &[MissingFact],
        (rule, title): (&str, &str),
        possibly: Severity,
    ) {
        let mut seen: Vec<&str> = Vec::new();
        for fact in missing {
            let field = field(&fact.path);
            let entry = self.fields.entry(field.to_owned()).or_default();
            entry.worst = entry.worst.max(Some(possibly));
            let why = said::why(&fact.reason);
            match entry.reasons.iter_mut().find(|(known, _)| *known == why) {
                Some((_, n)) => *n += 1,
                None => entry.reasons.push((why, 1)),
            }
            if seen.contains(&field) {
                continue;
            }
            seen.push(field);
            entry.verdicts += 1;
            match entry.rules.iter_mut().find(|(known, _, _)| known == rule) {
                Some((_, _, n)) => *n += 1,
                None => entry.rules.push((rule.to_owned(), title.to_owned(), 1)),
            }
        }
    }

    /// The section; `all` is how many verdicts there are, of which some may not be told.
    pub(super) fn section(&self, all: u64, lost: &[Lost], base: &str) -> Markup {
        if self.rows.is_empty() && lost.is_empty() && all == 0 {
            return html! {};
        }
        let left = all.saturating_sub(self.rows.len() as u64);
        let inner = html! {
            (self.missing())
            (evidence_lost(lost, base))
            details.all-open #allopen {
                summary { (say("html-every-open")) " " span.count #ucount { (count(all)) } }
                (scrolls(&say("html-open-name"), &html! {
                    table.verdicts {
                        thead { tr {
                            th scope="col" { (sentence_of("html-possibly")) }
                            th scope="col" { (sentence_of("html-rule")) }
                            th scope="col" { (say("html-subject")) }
                            th scope="col" { (say("html-would-decide")) }
                        } }
                        tbody { @for row in &self.rows { (row) } }
                    }
                }))
                @if left > 0 { p.left { (some("html-left", left)) } }
            }
        };
        section("not-known", &say("html-not-known"), &say("html-not-known-intro"), &inner)
    }

    /// The missing facts, those that keep most open first.
    fn missing(&self) -> Markup {
        let mut fields: Vec<(&String, &Field)> = self.fields.iter().collect();
        fields.sort_by(|(a, of_a), (b, of_b)| {
            (of_b.verdicts, of_b.worst, a).cmp(&(of_a.verdicts, of_a.worst, b))
        });
        let most = fields.first().map_or(1, |(_, field)| field.verdicts.max(1));
        let table = html! {
            table.missing data-table="missing" {
                thead { tr {
                    th scope="col" { (say("html-missing")) }
                    th.num scope="col" { (say("html-keeps-open")) }
                    th scope="col" { span.unseen { (say("html-drawn")) } }
                    th scope="col" { (say("html-up-to")) }
                    th scope="col" { (say("html-how-missing")) }
                    th scope="col" { (say("html-rules-wait")) }
                } }
                tbody { @for (at, (name, of)) in fields.iter().enumerate() { (of.row(name, most, at >= SHOWN)) } }
            }
        };
        let more = fields.len().saturating_sub(SHOWN) as u64;
        html! {
            @if !fields.is_empty() { (scrolls(&say("html-missing-name"), &table)) }
            @if more > 0 { (super::page::more("missing", &some("html-more-facts", more))) }
        }
    }
}

fn sentence_of(id: &str) -> String {
    super::typeset::sentence(&say(id))
}

/// The field of a fact, whatever record has it.
fn field(path: &str) -> &str {
    let (path, _) = said::of(path);
    path.rsplit('.').next().unwrap_or(path)
}

impl Field {
    fn row(&self, name: &str, most: u64, quiet: bool) -> Markup {
        let mut rules: Vec<&(String, String, u64)> = self.rules.iter().collect();
        rules.sort_by(|a, b| (b.2, &a.0).cmp(&(a.2, &b.0)));
        let mut reasons: Vec<&(String, u64)> = self.reasons.iter().collect();
        reasons.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
        let more = rules.len().saturating_sub(3) as u64;
        html! {
            tr.quiet[quiet] {
                th scope="row" { (text(&words(name))) }
                td.num { (count(self.verdicts)) }
                td.drawn {
                    svg.cnt viewBox="0 0 120 8" width="120" height="8" aria-hidden="true" {
                        rect.s-ink width=(120 * self.verdicts / most) height="8" {}
                    }
                }
                td.worst-of {
                    @if let Some(worst) = self.worst { (mark(Grave::open(worst))) (severity(worst)) }
                }
                td.how {
                    @for (at, (why, n)) in reasons.iter().enumerate() {
                        @if at > 0 { ", " } (count(*n)) " " (text(why))
                    }
                }
                td.waiting {
                    @for (at, (id, title, _)) in rules.iter().take(3).enumerate() {
                        @if at > 0 { ", " } a href=(format!("#r-{id}")) { (text(title)) }
                    }
                    @if more > 0 { " " (some("html-and-more", more)) }
                }
            }
        }
    }
}

/// A verdict in the list of all.
fn row(open: &Undetermined, base: &str) -> Markup {
    let since = open.since.as_ref().and_then(said::since);
    let told = open.missing.len().min(NAMED);
    let more = super::body::more(told, (open.missing.len() - told) as u64 + open.more_missing);
    html! {
        tr.verdict id=(id(&open.fingerprint)) data-s="open" data-r=(open.rule) data-k=(filed(&open.subject))
            data-w=[open.waiver.as_ref().map(|_| "")] {
            td.worst-of { (mark(Grave::open(open.possibly))) (severity(open.possibly)) }
            th scope="row" { (text(&open.title)) }
            td {
                (name(called(&open.subject)))
                @if let Some(stake) = &open.at_stake {
                    p.stake { (say("html-at-stake-of")) " " (at_stake(stake, base)) }
                }
            }
            td {
                ul.lacking {
                    @for missing in open.missing.iter().take(NAMED) { li { (lacking(missing, base)) } }
                    @if let Some(more) = more { li { (more) } }
                }
                @if let Some(since) = since { p.since { (text(&since)) } }
                @if let Some(waiver) = &open.waiver { p.since { (text(&said::waived(waiver))) } }
                @for rested in &open.rested_on { p.now { (rested_on(rested)) } }
            }
        }
    }
}

/// Findings of the baseline of which no record tells any more whether they are there.
fn evidence_lost(lost: &[Lost], base: &str) -> Markup {
    let table = html! {
        table.verdicts {
            thead { tr {
                th scope="col" { (say("html-was")) }
                th scope="col" { (sentence_of("html-rule")) }
                th scope="col" { (say("html-subject")) }
                th scope="col" { (say("html-would-decide")) }
            } }
            tbody {
                @for lost in lost {
                    tr {
                        td.worst-of { (mark(Grave::open(lost.severity))) (severity(lost.severity)) }
                        th scope="row" { (text(&lost.rule)) }
                        td { (name(&lost.key)) " " span.now { (text(&lost.record)) } }
                        td { ul.lacking {
                            @for missing in &lost.missing { li { (lacking(missing, base)) } }
                            @for rested in &lost.rested_on { li { (rested_on(rested)) } }
                        } }
                    }
                }
            }
        }
    };
    html! {
        @if !lost.is_empty() {
            h3 #lost { (some("html-lost-head", lost.len() as u64)) }
            (scrolls(&some("html-lost-head", lost.len() as u64), &table))
        }
    }
}

/// A fact by its path, for those who name it elsewhere.
pub(super) fn asked(path: &str) -> Markup {
    html! { (text(&fact(path))) }
}
