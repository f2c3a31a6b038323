//! Where facts come from: every source stands once, numbered as they come up, and facts refer to
//! the numbers.

use maud::{Markup, html};
use rustc_hash::FxHashMap;

use super::page::section;
use super::typeset::{text, words};
use crate::report::FactSource;
use crate::report::words::voice::say;

/// The sources met so far.
#[derive(Default)]
pub(in crate::report) struct Sources {
    numbers: FxHashMap<String, usize>,
    met: Vec<FactSource>,
}

impl Sources {
    /// The number of a source, from 1.
    pub(super) fn number(&mut self, source: &FactSource) -> usize {
        if let Some(number) = self.numbers.get(&source.key) {
            return *number;
        }
        self.met.push(source.clone());
        self.numbers.insert(source.key.clone(), self.met.len());
        self.met.len()
    }

    /// The numbers of those, each leading to its source.
    pub(super) fn refer(&mut self, sources: &[&FactSource]) -> Markup {
        let mut numbers: Vec<usize> = sources.iter().map(|source| self.number(source)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        html! {
            @for number in numbers {
                a href=(format!("#s-{number}")) { (number) } " "
            }
        }
    }

    /// The section of all that findings rest on.
    pub(super) fn list(&self) -> Markup {
        let told =
            |list| section("sources", &say("html-sources"), &say("html-sources-intro"), &list);
        self.listed().map_or_else(|| html! {}, told)
    }

    /// The list itself; `None`: there is nothing in it.
    pub(in crate::report) fn listed(&self) -> Option<Markup> {
        let list = || {
            html! {
                ol.sources {
                    @for (at, source) in self.met.iter().enumerate() { (listed(at + 1, source)) }
                }
            }
        };
        (!self.met.is_empty()).then(list)
    }
}

/// Whether an address is one of the net, which nothing is run by.
fn leads_out(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

fn listed(number: usize, source: &FactSource) -> Markup {
    let title = source.title.as_deref().unwrap_or(&source.key);
    html! {
        li id=(format!("s-{number}")) {
            span.kind { @if let Some(kind) = &source.kind { (text(&words(kind))) } }
            span {
                @match source.url.as_deref().filter(|url| leads_out(url)) {
                    Some(url) => a href=(url) rel="noreferrer" { (text(title)) },
                    None => (text(title)),
                }
                @if let Some(publisher) = &source.publisher { " " span.now { (text(publisher)) } }
                @if let Some(date) = &source.date { " " span.now { (text(date)) } }
                " " code { (source.key) }
            }
        }
    }
}
