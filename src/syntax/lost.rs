//! The names in broken text: what uses them may well be right, and is not at fault.

use super::ast::{Clause, Name};
use super::builder::{Builder, parts};
use super::hint;
use super::parser::{Node, Rule};
use super::recovery::trimmed;
use super::words::{self, Start};
use crate::alarm::Sure;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The name of a sound item, where it has one.
pub(super) fn item_name(builder: &Builder<'_>, node: &Node<'_>) -> Option<Name> {
    let first = parts(node.clone()).next()?;
    match first.as_rule() {
        Rule::name | Rule::kebab_name | Rule::rule_of | Rule::unit_name => {
            Some(builder.name(&first))
        }
        Rule::rule_head | Rule::amend_head | Rule::scenario_head | Rule::scorecard_head => {
            parts(first).next().map(|name| builder.name(&name))
        }
        Rule::broken_head | Rule::broken_name => head_name(builder, first.as_span().start()),
        _ => None,
    }
}

/// The first word behind an item's keyword, if there is one.
fn head_name(builder: &Builder<'_>, start: usize) -> Option<Name> {
    let rest = builder.text.get(start..)?.lines().next()?;
    let start = start + rest.len() - rest.trim_start().len();
    let text = hint::word_at(builder.text, start)?.to_owned();
    Some(Name { span: builder.span(start, start + text.len()), text })
}

/// The names that a broken item may have declared are lost: those on its first line, in front of
/// what gives them a meaning.
pub(super) fn lose_names(builder: &mut Builder<'_>, start: usize) {
    let rest = builder.text.get(start..).sure();
    let behind = rest.trim_start_matches(|c: char| c != '\n' && !c.is_alphanumeric());
    let (start, rest) = (start + rest.len() - behind.len(), behind);
    let end = rest.find(['\n', '=', '{', '(', ':']).unwrap_or(rest.len());
    let end = rest.get(..end).and_then(|line| line.find(" for ")).unwrap_or(end);
    let lost = words(builder, start..start + end);
    builder.tree.lost.extend(lost);
}

/// What is left of a broken clause: the names that it may have bound. Where it goes on from a
/// sound one, `own` is where that happens.
pub(super) fn broken_clause(builder: &Builder<'_>, place: Range<usize>, own: usize) -> Clause {
    let text = builder.text.get(place.clone()).sure();
    let word = hint::word_at(text, 0).unwrap_or_default();
    let keyword = if words::begins(word, Start::Clause) {
        Some(word)
    } else {
        words::meant(word, Start::Clause)
    };
    let head = named(text);
    let head = match keyword {
        // What stands in front of the `=`, or on the line where there is none.
        Some("let") => head.or(text.lines().next()).map(|head| word.len()..head.len()),
        None => head.map(|head| 0..head.len()),
        Some(_) => None,
    };
    let head = head.map(|head| place.start + head.start..place.start + head.end);
    // What goes on in a new line may be a clause of its own.
    let line = builder.text.get(place.start..own).and_then(|sound| sound.rsplit_once('\n'));
    let first = line.is_some_and(|(_, indent)| indent.trim().is_empty());
    let rest = builder.text.get(own..place.end).filter(|_| first).and_then(named);
    let rest = rest.map(|head| own..own + head.len());
    let names = head.into_iter().chain(rest).flat_map(|part| words(builder, part)).collect();
    let rung = keyword.is_none_or(|keyword| keyword == "flag") || own > place.start;
    Clause::Broken { names, rung }
}

/// What stands in front of the first `=` behind a word.
fn named(text: &str) -> Option<&str> {
    let word = text.find(char::is_alphanumeric)?;
    let end = word + text.get(word..)?.find('=')?;
    text.get(..end)
}

/// Every word of a stretch, as a name.
pub(super) fn words(builder: &Builder<'_>, place: Range<usize>) -> Vec<Name> {
    let mut names = Vec::new();
    let mut at = place.start;
    while let Some(character) = builder.text.get(at..place.end).and_then(|rest| rest.chars().next())
    {
        match hint::word_at(builder.text, at) {
            Some(word) => {
                let span = builder.span(at, at + word.len());
                names.push(Name { text: word.nfc().collect(), span });
                at += word.len();
            }
            None => at += character.len_utf8(),
        }
    }
    names
}

/// A stretch without the doc comments that it starts with.
pub(super) fn behind_docs(text: &str, mut place: Range<usize>) -> Range<usize> {
    while let Some(rest) = text.get(place.clone()).filter(|rest| rest.starts_with("///")) {
        let line = rest.find('\n').unwrap_or(rest.len());
        place = trimmed(text, place.start + line, place.end);
    }
    place
}
