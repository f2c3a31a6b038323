//! What has changed since the baseline: what is none any more, and the findings that are known.

use maud::{Markup, PreEscaped, html};

use super::mark::{Grave, mark, severity};
use super::page::scrolls;
use super::typeset::{name, text};
use crate::report::words::voice::{say, some};
use crate::report::{Fixed, words as said};

/// Findings of the baseline that are none any more.
pub(super) fn fixed(fixed: &[Fixed]) -> Markup {
    let table = html! {
        table.fixed {
            thead { tr {
                th scope="col" { (say("html-was")) }
                th scope="col" { (super::typeset::sentence(&say("html-rule"))) }
                th scope="col" { (say("html-subject")) }
                th scope="col" { (say("html-now-is")) }
            } }
            tbody {
                @for one in fixed {
                    tr {
                        td.worst-of { (mark(Grave::found(one.severity, None))) (severity(one.severity)) }
                        th scope="row" { (text(&one.rule)) }
                        td { (name(&one.key)) " " span.now { (text(&one.record)) } }
                        td { (said::cause(one.cause)) }
                    }
                }
            }
        }
    };
    let n = fixed.len() as u64;
    html! {
        @if n > 0 {
            details.all-open {
                summary { (some("html-fixed", n)) }
                (scrolls(&some("html-fixed", n), &table))
            }
        }
    }
}

/// Findings that the baseline has, below those that count.
pub(super) fn known(articles: &str, n: u64) -> Markup {
    html! {
        @if n > 0 {
            details.known #known {
                summary { (some("html-known", n)) }
                div.list { (PreEscaped(articles)) }
            }
        }
    }
}
