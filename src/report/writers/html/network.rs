//! The network: a picture of who sends what to whom, its rings to choose from, and the same as a
//! table.

use maud::{Markup, PreEscaped, html};

use super::mark::{Grave, mark};
use super::page::{scrolls, section};
use super::typeset::{name, text, value, words};
use crate::report::words::voice::{naming, say, some};
use crate::report::{Network, NetworkFlow, NetworkRing, words as said};
use crate::ty::count;

/// The section.
pub(super) fn network(network: &Network) -> Markup {
    if network.drawing.is_empty() {
        let large = html! {
            h3 { (text(&network.title)) }
            p.limit { (some("html-network-too-large", network.parties)) }
        };
        return section("network", &say("html-network"), "", &large);
    }
    let parties = some("html-parties", network.parties);
    let flows = some("html-flows-of", network.flows.len() as u64);
    let intro = naming("html-network-intro", &[("flows", &flows), ("parties", &parties)]);
    let inner = html! {
        h3 { (text(&network.title)) }
        p.intro { (say("html-network-key")) }
        @if !network.left_out.is_empty() { p.limit { (text(&network.left_out)) "." } }
        figure { (scrolls(&say("html-picture"), &PreEscaped(network.drawing.clone()))) }
        @if !network.rings.is_empty() { (rings(&network.rings)) }
        details.flows {
            summary { (say("html-flows")) " " span.count { (count(network.flows.len() as u64)) } }
            (scrolls(&say("html-flows"), &table(&network.flows)))
        }
    };
    section("network", &say("html-network"), &intro, &inner)
}

fn rings(rings: &[NetworkRing]) -> Markup {
    let row = |(at, ring): (usize, &NetworkRing)| {
        html! {
            tr {
                td.marked {
                    @if let Some((severity, possibly, _)) = &ring.found {
                        (mark(Grave::found(*severity, *possibly)))
                        span.unseen { (Grave::found(*severity, *possibly).words()) }
                    }
                }
                th scope="row" {
                    button.ring-button type="button" data-ring=(at) aria-pressed="false" {
                        @for party in ring.parties.iter().chain(ring.parties.first()).enumerate() {
                            @if party.0 > 0 { " → " } (name(party.1))
                        }
                    }
                }
                td {
                    @if let Some((_, _, fingerprint)) = &ring.found {
                        a href=(format!("#{}", super::finding::id(fingerprint))) { (say("html-finding")) }
                    }
                }
            }
        }
    };
    let table = html! {
        table.rings {
            thead { tr {
                th.marked scope="col" { span.unseen { (say("html-severity")) } }
                th scope="col" { (say("html-ring")) }
                th scope="col" { (say("html-finding")) }
            } }
            tbody { @for ring in rings.iter().enumerate() { (row(ring)) } }
        }
    };
    html! {
        h3 { (some("html-rings", rings.len() as u64)) }
        p.intro.hint { (say("html-rings-choose")) }
        (scrolls(&some("html-rings", rings.len() as u64), &table))
    }
}

fn table(flows: &[NetworkFlow]) -> Markup {
    html! {
        table {
            thead { tr {
                th scope="col" { (say("html-from")) }
                th scope="col" { (say("html-to")) }
                th scope="col" { (say("html-kind")) }
                th.num scope="col" { (say("html-amount")) }
            } }
            tbody {
                @for flow in flows {
                    tr {
                        th scope="row" { (name(&flow.from)) }
                        td { (name(&flow.to)) }
                        td { (text(&words(&flow.kind))) @if !flow.certain { " " span.now { (say("html-not-certain")) } } }
                        td.num { (value(&said::figure(&flow.amount))) }
                    }
                }
            }
        }
    }
}
