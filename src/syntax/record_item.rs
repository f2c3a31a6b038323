//! Record kinds, what extends them, and their fields.

use super::ast::{Doc, Expr, Extend, Field, Fields, Record};
use super::builder::{Builder, next_if, parts};
use super::doc::{build_doc, trailing_doc};
use super::error::SyntaxError;
use super::expr::{build_additive, compare_op};
use super::hint;
use super::lost;
use super::parser::{Node, Rule};
use super::recovery;
use super::written_type::build_type;
use crate::operator::CompareOp;
use std::ops::Range;

/// `record Deal key id { … }`
pub(super) fn build_record(builder: &mut Builder<'_>, doc: Doc, node: Node<'_>) -> Option<Record> {
    let span = builder.span_of(&node);
    let mut nodes = parts(node).peekable();
    let name = builder.name(&nodes.next()?);
    let mut head_end = name.span.end() as usize;
    let section = match next_if(&mut nodes, Rule::section) {
        Some(section) => Some(builder.name(&parts(section).next()?)),
        None => None,
    };
    let key = match next_if(&mut nodes, Rule::key) {
        Some(key) => {
            head_end = key.as_span().end();
            parts(key).map(|part| builder.name(&part)).collect()
        }
        None => Vec::new(),
    };
    Some(Record { doc, name, section, key, body: build_fields(builder, head_end, nodes), span })
}

/// `extend record Deal { … }`
pub(super) fn build_extend(builder: &mut Builder<'_>, doc: Doc, node: Node<'_>) -> Option<Extend> {
    let span = builder.span_of(&node);
    let says_record = node.clone().into_inner().any(|part| part.as_rule() == Rule::kw_record);
    let mut nodes = parts(node).peekable();
    let record = builder.name(&nodes.next()?);
    if !says_record {
        builder.report(record.span, SyntaxError::ExtendWhat { name: record.text.clone() });
    }
    let mut head_end = record.span.end() as usize;
    for rule in [Rule::section, Rule::key] {
        if let Some(part) = next_if(&mut nodes, rule) {
            head_end = part.as_span().end();
            let what = if rule == Rule::key { "key" } else { "section" };
            builder.report(builder.span_of(&part), SyntaxError::ExtendHead { what });
        }
    }
    Some(Extend { doc, record, body: build_fields(builder, head_end, nodes), span })
}

/// The fields between the braces, behind a head that ends at an offset.
fn build_fields<'n>(
    builder: &mut Builder<'_>,
    head_end: usize,
    nodes: impl Iterator<Item = Node<'n>>,
) -> Fields {
    let mut fields = Fields::default();
    let mut sound: Option<Range<usize>> = None;
    for node in nodes {
        let place = node.as_span().start()..node.as_span().end();
        match node.as_rule() {
            Rule::field => {
                let field = builder.whole(node, build_field);
                sound = field.is_some().then_some(place);
                fields.sound.extend(field);
            }
            Rule::broken_field => {
                let place = recovery::field_place(builder, &node, sound.as_ref());
                // A field that goes on in a broken way is broken itself.
                if sound.take().is_some_and(|sound| sound.start == place.start) {
                    fields.sound.pop();
                }
                let field = lost::behind_docs(builder.text, place.clone());
                fields.nameless |=
                    !field.is_empty() && hint::word_at(builder.text, field.start).is_none();
                fields.lost.extend(lost::words(builder, field));
                recovery::explain_field(builder, place);
            }
            _ => builder.report_unclosed(recovery::brace_behind(builder.text, head_end)),
        }
    }
    fields
}

/// `value: money? >= 0`
fn build_field(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Field> {
    let mut nodes = parts(node).peekable();
    let mut doc = build_doc(builder, &mut nodes);
    let name = builder.name(&nodes.next()?);
    let ty = build_type(builder, nodes.next()?)?;
    let mut bounds = Vec::new();
    for bound in nodes {
        bounds.push(build_bound(builder, bound)?);
    }
    let last = bounds.last().map_or(ty.span, |(_, value)| value.span);
    let span = name.span.to(last);
    if doc == Doc::default() {
        doc = trailing_doc(builder.text, &builder.tree.comments, span);
    }
    Some(Field { doc, name, ty, bounds, span })
}

/// `>= 0`
pub(super) fn build_bound(builder: &mut Builder<'_>, node: Node<'_>) -> Option<(CompareOp, Expr)> {
    let mut nodes = node.into_inner();
    let op = compare_op(nodes.next()?.as_str())?;
    Some((op, build_additive(builder, nodes.next()?)))
}
