//! Written types.

use super::ast::{Name, Type, TypeKind};
use super::builder::{Builder, next_if, parts};
use super::parser::{Node, Rule};
use crate::source::Span;
use std::iter::Peekable;

/// A type, with its `?`.
pub(super) fn build_type(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Type> {
    let mut nodes = node.into_inner();
    let ty = build_kind(builder, nodes.next()?)?;
    Some(match nodes.next() {
        Some(mark) => Type { optional: true, span: ty.span.to(builder.span_of(&mark)), ..ty },
        None => ty,
    })
}

/// The type that may stand next; the outer `None` is a type that cannot be built.
#[expect(clippy::option_option, reason = "a missing type and a broken one are different things")]
pub(super) fn build_optional_type<'n>(
    builder: &mut Builder<'_>,
    nodes: &mut Peekable<impl Iterator<Item = Node<'n>>>,
) -> Option<Option<Type>> {
    match next_if(nodes, Rule::r#type) {
        Some(node) => build_type(builder, node).map(Some),
        None => Some(None),
    }
}

fn build_kind(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Type> {
    match node.as_rule() {
        Rule::one_of => build_one_of(builder, node),
        Rule::list_of => build_list_of(builder, node),
        Rule::measure => build_measure(builder, node),
        _ => None,
    }
}

/// `one of a < b`, `one of a | b`
fn build_one_of(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Type> {
    let start = builder.span(node.as_span().start(), node.as_span().start());
    let mut nodes = parts(node);
    let mut labels = vec![builder.name(&nodes.next()?)];
    let mut ordered = false;
    if let Some(more) = nodes.next() {
        ordered = more.as_rule() == Rule::ordered_labels;
        labels.extend(more.into_inner().map(|label| builder.name(&label)));
    }
    let span = start.to(labels.last()?.span);
    Some(plain(TypeKind::OneOf { ordered, labels }, span))
}

/// `list of Payment`
fn build_list_of(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Type> {
    let start = builder.span(node.as_span().start(), node.as_span().start());
    let member = build_kind(builder, parts(node).next()?)?;
    let span = start.to(member.span);
    Some(plain(TypeKind::List(Box::new(member)), span))
}

/// `money`, `money per power`
fn build_measure(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Type> {
    let mut nodes = parts(node);
    let mut ty = named(builder.name(&nodes.next()?));
    for divisor in nodes {
        let divisor = named(builder.name(&divisor));
        let span = ty.span.to(divisor.span);
        ty = plain(TypeKind::Per(Box::new(ty), Box::new(divisor)), span);
    }
    Some(ty)
}

fn named(name: Name) -> Type {
    let span = name.span;
    plain(TypeKind::Named(name), span)
}

fn plain(kind: TypeKind, span: Span) -> Type {
    Type { kind, optional: false, span }
}
