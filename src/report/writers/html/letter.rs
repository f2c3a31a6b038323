//! What to ask whom for: a letter for each addressee, ready to be copied.

use maud::{Markup, html};
use rustc_hash::FxHashMap;

use super::mark::{Grave, mark, severity};
use super::page::section;
use super::typeset::{called, name, plain, text, words};
use crate::outcome::Severity;
use crate::report::words::voice::{naming, say, some};
use crate::report::{Addressee, Request, Subject};

/// How many letters are laid open.
const OPEN: usize = 2;

/// What is asked of one addressee; of nobody, where records name none.
struct Letter<'r> {
    to: Option<&'r Addressee>,
    requests: Vec<&'r Request>,
}

impl Letter<'_> {
    fn worst(&self) -> Severity {
        self.requests.iter().map(|request| request.worst).max().unwrap_or(Severity::Info)
    }

    fn waits(&self) -> u64 {
        self.requests.iter().map(|request| request.waits).sum()
    }
}

/// The section; `all` is how many facts there are to ask for, of which some may not be told.
pub(super) fn letters(requests: &[Request], all: usize, as_of: &str) -> Markup {
    if requests.is_empty() {
        return html! {};
    }
    let mut letters: Vec<Letter<'_>> = Vec::new();
    let mut whose: FxHashMap<Option<(&str, &str)>, usize> = FxHashMap::default();
    for request in requests {
        let named = request.addressees.iter().map(Some);
        let nobody = request.addressees.is_empty().then_some(None);
        for to in named.chain(nobody) {
            let id = to.map(|to| (to.record.as_str(), to.key.as_str()));
            let at = *whose.entry(id).or_insert(letters.len());
            if at == letters.len() {
                letters.push(Letter { to, requests: Vec::new() });
            }
            letters[at].requests.push(request);
        }
    }
    // What nobody is known to be asked for comes last.
    letters.sort_by_key(|l| (l.to.is_none(), std::cmp::Reverse((l.worst(), l.waits()))));
    let left = all.saturating_sub(requests.len()) as u64;
    let inner = html! {
        div.ask {
            @for (at, letter) in letters.iter().enumerate() { (written(letter, at < OPEN, as_of)) }
        }
        @if left > 0 { p.left { (some("html-left", left)) } }
    };
    section("requests", &say("html-requests"), &say("html-requests-intro"), &inner)
}

fn written(letter: &Letter<'_>, open: bool, as_of: &str) -> Markup {
    let addressee = letter.to.map(|to| to.name.as_deref().unwrap_or(&to.key));
    let please = match addressee {
        Some(addressee) => naming("html-please", &[("name", addressee), ("day", as_of)]),
        None => say("html-nobody-to-ask"),
    };
    html! {
        details.addressee open[open] {
            summary {
                (mark(Grave::open(letter.worst())))
                span.who {
                    @if let Some(addressee) = addressee { (name(addressee)) } @else { (say("html-nobody")) }
                } " "
                span.count { @if let Some(to) = letter.to { (text(&to.record)) ", " } (some("html-facts-of", letter.requests.len() as u64)) }
            }
            div.letter {
                p { (text(&please)) }
                ol { @for request in &letter.requests { (asked(request, letter.to)) } }
                button.copy type="button" { (say("html-copy")) }
            }
        }
    }
}

/// A fact that is asked for; whose it is, unless that is who is asked.
fn asked(request: &Request, to: Option<&Addressee>) -> Markup {
    let Subject { record, key, .. } = &request.subject;
    let own = to.is_some_and(|to| (&to.record, &to.key) == (record, key));
    let field = words(&request.path);
    let wanted = match own {
        true => field.into_owned(),
        false => {
            let of = called(&request.subject);
            naming("html-fact-of", &[("fact", &field), ("name", of)])
        }
    };
    html! {
        li {
            span.wanted {
                (text(&wanted))
                @if !request.meaning.is_empty() { " (" (text(&request.meaning)) ")" }
                @if let Some(told) = &request.told { (naming("html-more-exactly", &[("told", &plain(told))])) }
            } " "
            span.now {
                (some("html-verdicts-of", request.waits))
                ", " (say("html-up-to-of")) " " (severity(request.worst))
                @if request.settles > 0 { ", " (some("html-settles", request.settles)) }
            }
        }
    }
}
