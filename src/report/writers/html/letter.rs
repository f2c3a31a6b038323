//! What to ask whom for: a letter for each addressee, ready to be copied.

use maud::{Markup, html};

use super::mark::{Grave, mark, severity};
use super::page::section;
use super::typeset::{called, name, plain, text, words};
use crate::outcome::Severity;
use crate::report::Request;
use crate::report::words::voice::{naming, say, some};

/// How many letters are laid open.
const OPEN: usize = 2;

/// What is asked of one addressee.
struct Letter<'r> {
    key: &'r str,
    addressee: &'r str,
    record: &'r str,
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
    for request in requests {
        let (record, key) = (request.subject.record.as_str(), request.subject.key.as_str());
        let known = letters.iter_mut().find(|l| (l.record, l.key) == (record, key));
        let addressee = called(&request.subject);
        match known {
            Some(letter) => letter.requests.push(request),
            None => letters.push(Letter { key, addressee, record, requests: vec![request] }),
        }
    }
    letters.sort_by_key(|letter| std::cmp::Reverse((letter.worst(), letter.waits())));
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
    let named = [("name", letter.addressee), ("day", as_of)];
    html! {
        details.addressee open[open] {
            summary {
                (mark(Grave::open(letter.worst())))
                span.who { (name(letter.addressee)) } " "
                span.count { (text(letter.record)) ", " (some("html-facts-of", letter.requests.len() as u64)) }
            }
            div.letter {
                p { (text(&naming("html-please", &named))) }
                ol { @for request in &letter.requests { (asked(request)) } }
                button.copy type="button" { (say("html-copy")) }
            }
        }
    }
}

fn asked(request: &Request) -> Markup {
    html! {
        li {
            span.wanted {
                (text(&words(&request.path)))
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
