//! Facts in words: what they are, where they stand, where they come from, and what is missing.

use super::list::{and_more, path};
use super::value::{figure, value};
use super::voice::{counted, told};
use super::why;
use crate::outcome::SEARCHED;
use crate::report::{Fact, FactSource, MissingFact, Place};

/// What a fact is, and what was taken in its place.
pub(in crate::report) fn fact(fact: &Fact) -> String {
    match (&fact.taken_as, &fact.instead_of) {
        (Some(taken), _) => {
            told!("said-taken-as", value = value(&fact.value), taken = figure(taken))
        }
        (None, Some(untold)) => {
            told!("said-instead", value = value(&fact.value), untold = untold)
        }
        (None, None) => value(&fact.value),
    }
}

/// What a source says of a fact.
pub(in crate::report) fn says(fact: &Fact, source: &FactSource) -> String {
    let says = source.says.as_deref().unwrap_or_default();
    if fact.value.exact.is_some() { figure(says) } else { says.to_owned() }
}

/// Where a fact stands; of what several come to, the files that do.
pub(in crate::report) fn stands(fact: &Fact) -> String {
    let files = fact.files.join(", ");
    match fact.more_files {
        _ if fact.files.is_empty() => place(&fact.place),
        more => and_more(files, more),
    }
}

/// `deals.yaml:12:5`, with the scenario that set the fact there.
pub(in crate::report) fn place(place: &Option<Place>) -> String {
    place.as_ref().map(at).unwrap_or_default()
}

/// `house.risk:4:12, client.risk:1:12`.
pub(in crate::report) fn places(places: &[Place]) -> String {
    places.iter().map(at).collect::<Vec<_>>().join(", ")
}

fn at(place: &Place) -> String {
    match place {
        Place::Set { scenario, .. } => {
            told!("said-set-by", scenario = scenario, place = place)
        }
        Place::Text { .. } | Place::Cell { .. } | Place::Row { .. } => place.to_string(),
    }
}

/// Where the facts come from, each source once.
pub(in crate::report) fn sources(facts: &[Fact]) -> Vec<String> {
    let mut named: Vec<String> = Vec::new();
    for FactSource { key, kind, date, .. } in facts.iter().flat_map(|fact| &fact.sources) {
        let about: Vec<&str> = kind.iter().chain(date).map(String::as_str).collect();
        let name = match about.as_slice() {
            [] => key.clone(),
            about => format!("{key} ({})", about.join(", ")),
        };
        if !named.contains(&name) {
            named.push(name);
        }
    }
    named
}

/// `value (not given, deals.yaml:31:5), seller.debt (too imprecise, parties.yaml:4:9) and 3 more`.
pub(in crate::report) fn missing(missing: &[MissingFact], more: u64) -> String {
    let one = |fact: &MissingFact| match place(&fact.place) {
        at if at.is_empty() => format!("{} ({})", path(&fact.path), why(&fact.reason)),
        at => format!("{} ({}, {at})", path(&fact.path), why(&fact.reason)),
    };
    let facts = missing.iter().map(one).collect::<Vec<_>>().join(", ");
    // The search has an end, and does not tell how many lie beyond it.
    let beyond = missing.len() as u64 + more >= SEARCHED as u64;
    match more {
        0 => facts,
        _ if beyond => counted!("said-and-at-least", more, list = facts),
        _ => and_more(facts, more),
    }
}
