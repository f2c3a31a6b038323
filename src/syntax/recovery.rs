//! What the grammar's recovery productions cut out, read again alone and explained.

use super::ast::{Item, Name};
use super::builder::Builder;
use super::error::SyntaxError;
use super::hint;
use super::lost::{behind_docs, lose_names};
use super::parser::{Failure, Node, Rule, parse_rule};
use super::sweep::PassedOver;
use super::words::{self, Start};
use crate::alarm::Sure;
use crate::source::Span;
use std::ops::Range;

/// Says which items are too long to be read.
pub(super) fn explain_passed_over(builder: &mut Builder<'_>, items: &[PassedOver]) {
    for item in items {
        if let Some(start) = item.name {
            lose_names(builder, start);
        }
        let at = item.item.start;
        let length = builder.text.get(at..).and_then(|rest| rest.chars().next());
        let span = builder.span(at, at + length.map_or(0, char::len_utf8));
        builder.report(span, SyntaxError::TooLong);
    }
}

/// Explains text that starts no sound item; `sound` is the item in front of it. Where that one
/// goes on in a broken way, it is broken itself, and lost but for its name.
pub(super) fn explain_item(
    builder: &mut Builder<'_>,
    node: &Node<'_>,
    sound: Option<(Range<usize>, Option<Name>)>,
) {
    let Some(lines) = node.clone().into_inner().find(|part| part.as_rule() == Rule::broken_lines)
    else {
        return stray_doc(builder, node.as_span().start());
    };
    let place = trimmed(builder.text, lines.as_span().start(), lines.as_span().end());
    let word = hint::word_at(builder.text, place.start).unwrap_or_default();
    if words::begins(word, Start::Later) {
        lose_names(builder, place.start + word.len());
        let span = builder.span(place.start, place.start + word.len());
        return builder.report(span, SyntaxError::Later { word: word.to_owned() });
    }
    if words::begins(word, Start::Item) {
        if word == "use" {
            builder.tree.lost_uses.push(builder.span(place.start, place.start + word.len()));
        }
        lose_names(builder, place.start + word.len());
        return explain(builder, Rule::lone_item, place);
    }
    let (span, found) = found_at(builder, place.start);
    if words::meant(word, Start::Item) == Some("use") {
        builder.tree.lost_uses.push(span);
    }
    if found == "`}`" {
        lose_names(builder, place.start);
        return builder.report(span, SyntaxError::StrayBrace);
    }
    let goes_on = |sound: &(Range<usize>, _)| same_line(builder.text, sound.0.end, place.start);
    if let Some((sound, name)) = sound.filter(goes_on) {
        if let Some(Item::Use(item)) = builder.tree.items.pop() {
            builder.tree.lost_uses.push(item.span);
        }
        builder.tree.lost.extend(name);
        return explain(builder, Rule::lone_item, sound.start..place.end);
    }
    lose_names(builder, place.start);
    let error = match word {
        _ if builder.text.get(place.start..).is_some_and(|rest| rest.starts_with("//!")) => {
            SyntaxError::StrayDoc
        }
        _ if words::begins(word, Start::Clause) => {
            SyntaxError::ClauseOutside { word: word.to_owned() }
        }
        _ => SyntaxError::NotAnItem { found, meant: words::meant(word, Start::Item) },
    };
    builder.report(span, error);
}

/// Explains the head of a rule, an amendment or a scenario that does not follow `rule`.
pub(super) fn explain_head(builder: &mut Builder<'_>, head: &Node<'_>, rule: Rule) {
    let span = head.as_span();
    explain(builder, rule, span.start()..span.end() + 1);
}

/// The place of what is no sound clause of a rule or step of a scenario, together with the one
/// in front of it, `sound`, where that goes on in it.
pub(super) fn clause_place(
    builder: &Builder<'_>,
    node: &Node<'_>,
    sound: Option<&Range<usize>>,
) -> Range<usize> {
    let place = trimmed(builder.text, node.as_span().start(), node.as_span().end());
    // The doc comment of a `let` is not what is wrong with it.
    let behind = behind_docs(builder.text, place.clone());
    let is_let = hint::word_at(builder.text, behind.start) == Some("let");
    let place = if is_let { behind } else { place };
    let word = hint::word_at(builder.text, place.start).unwrap_or_default();
    let slice = builder.text.get(place.clone()).sure();
    let starts =
        word == "remove" || words::begins(word, start_in(node)) || slice.starts_with("///");
    let goes_on = |sound: &&Range<usize>| {
        !starts && (word.is_empty() || same_line(builder.text, sound.end, place.start))
    };
    sound.filter(goes_on).map_or(place.start, |sound| sound.start)..place.end
}

/// Explains what is no sound clause of a rule or step of a scenario; `place` is its own.
pub(super) fn explain_clause(builder: &mut Builder<'_>, node: &Node<'_>, place: Range<usize>) {
    let start = start_in(node);
    let is_step = start == Start::Step;
    let lone = match start {
        Start::Step => Rule::lone_step,
        Start::Card => Rule::lone_card,
        _ => Rule::lone_clause,
    };
    let word = hint::word_at(builder.text, place.start).unwrap_or_default();
    let slice = builder.text.get(place.clone()).sure();
    if words::begins(word, start) {
        // A sound step is wrong only in that it stands among those that are repeated.
        if is_step && parse_rule(lone, slice).is_ok() {
            let span = builder.span(place.start, place.start + word.len());
            return builder.report(span, SyntaxError::NotRepeated { word: word.to_owned() });
        }
        return explain(builder, lone, place);
    }
    // A sound removal is wrong only in that it stands in a rule.
    if word == "remove" && parse_rule(Rule::lone_removal, slice).is_err() {
        return explain(builder, Rule::lone_removal, place);
    }
    if slice.starts_with("///") {
        return stray_doc(builder, place.start);
    }
    let meant = words::meant(word, start);
    let (span, found) = found_at(builder, place.start);
    let error = match start {
        Start::Step => SyntaxError::NotAStep { found, meant },
        Start::Card => SyntaxError::NotOfACard { found, meant },
        _ => SyntaxError::NotAClause { found, meant },
    };
    builder.report(span, error);
}

/// What a broken clause or step should have been.
fn start_in(node: &Node<'_>) -> Start {
    match node.as_rule() {
        Rule::broken_step => Start::Step,
        Rule::broken_card => Start::Card,
        _ => Start::Clause,
    }
}

/// The place of what is no field, together with the field in front of it, `sound`, where that
/// goes on in it.
pub(super) fn field_place(
    builder: &Builder<'_>,
    node: &Node<'_>,
    sound: Option<&Range<usize>>,
) -> Range<usize> {
    let place = trimmed(builder.text, node.as_span().start(), node.as_span().end());
    let goes_on = |sound: &&Range<usize>| same_line(builder.text, sound.end, place.start);
    sound.filter(goes_on).map_or(place.start, |sound| sound.start)..place.end
}

/// Explains what is no field; `place` is its own.
pub(super) fn explain_field(builder: &mut Builder<'_>, place: Range<usize>) {
    if behind_docs(builder.text, place.clone()).is_empty() {
        return stray_doc(builder, place.start);
    }
    explain(builder, Rule::lone_field, place);
}

/// The first `{` behind an offset.
pub(super) fn brace_behind(text: &str, offset: usize) -> usize {
    let rest = text.get(offset..).sure();
    offset + rest.find('{').unwrap_or_default()
}

/// Reads a stretch again with the rule that it should have followed, and reports where it stops.
fn explain(builder: &mut Builder<'_>, rule: Rule, place: Range<usize>) {
    let text = builder.text;
    if builder.is_full() {
        return builder.report(builder.span(place.start, place.end), SyntaxError::Unreadable);
    }
    let slice = text.get(..place.end).and_then(|text| text.get(place.start..)).sure();
    match parse_rule(rule, slice) {
        Ok(_) => builder.report(builder.span(place.start, place.end), SyntaxError::Unreadable),
        Err(failure) => {
            let failure = Failure { at: place.start + failure.at, ..failure };
            report_failure(builder, &failure, place.end);
        }
    }
}

/// Reports where a stretch that ends at `end` stopped following the grammar.
pub(super) fn report_failure(builder: &mut Builder<'_>, failure: &Failure, end: usize) {
    let (place, error) = hint::describe(builder.text, failure, end);
    builder.report(builder.span(place.start, place.end), error);
}

fn stray_doc(builder: &mut Builder<'_>, start: usize) {
    builder.report(builder.span(start, start + 3), SyntaxError::StrayDoc);
}

/// The word or mark at an offset: its place, and how it is quoted.
fn found_at(builder: &Builder<'_>, start: usize) -> (Span, String) {
    let (place, found) = hint::found(builder.text, start, builder.text.len());
    (builder.span(place.start, place.end), found)
}

/// A stretch without the blanks at its ends.
pub(super) fn trimmed(text: &str, start: usize, end: usize) -> Range<usize> {
    let slice = text.get(start..end).sure();
    let start = end - slice.trim_start().len();
    start..start + slice.trim().len()
}

/// Whether a place stands on the line on which something else ends.
pub(super) fn same_line(text: &str, end: usize, start: usize) -> bool {
    // The sound part may have been read with the blanks behind it.
    let kept = text.get(..end).map_or(0, |sound| sound.trim_end().len());
    text.get(kept..start).is_some_and(|between| !between.contains('\n'))
}
