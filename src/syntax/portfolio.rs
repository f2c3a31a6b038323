//! Groups, flows, walks and windows.

use super::aggregate::build_binding;
use super::ast::{
    Doc, Exposure, Expr, ExprKind, Flow, FlowLine, Grouped, Spread, SubjectKey, Walk, Window,
    WindowSide,
};
use super::builder::{Builder, next_if, parts};
use super::error::SyntaxError;
use super::expr::{build_additive, build_expr, build_field, build_operand};
use super::literal;
use super::parser::{Node, Rule};
use crate::operator::WalkKind;
use crate::source::Span;

/// `Deal where stage >= signed by buyer, seller`
pub(super) fn build_grouped(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Grouped> {
    let start = node.as_span().start();
    let mut nodes = parts(node).peekable();
    let name = builder.name(&nodes.next()?);
    let span = name.span;
    let mut source = Expr { kind: ExprKind::Name(name), span };
    while let Some(field) = next_if(&mut nodes, Rule::field_access) {
        source = build_field(builder, source, field)?;
    }
    let filter = next_if(&mut nodes, Rule::expr).map(|filter| build_expr(builder, filter));
    let keys = parts(nodes.next()?).map(|key| build_key(builder, key));
    let keys = keys.collect::<Option<Vec<SubjectKey>>>()?;
    let last = keys.last()?;
    let end = last.name.as_ref().map_or(last.value.span, |name| name.span);
    let span = builder.point(start).to(end);
    Some(Grouped { source, filter, keys, span })
}

fn build_key(builder: &mut Builder<'_>, node: Node<'_>) -> Option<SubjectKey> {
    let mut nodes = parts(node);
    let value = build_additive(builder, nodes.next()?);
    let name = nodes.next().map(|name| builder.name(&name));
    Some(SubjectKey { value, name })
}

/// `cycles of funding up to 5`
pub(super) fn build_walk(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Walk> {
    let start = node.as_span().start();
    let mut nodes = parts(node);
    let word = nodes.next()?;
    let kind = match word.as_str().as_bytes() {
        [b'c', b'y', ..] => WalkKind::Cycles,
        [b'c', b'l', ..] => WalkKind::Clusters,
        [b'c', b'o', ..] => WalkKind::Components,
        [b'p', ..] => WalkKind::Paths,
        _ => WalkKind::CutPoints,
    };
    let flow = builder.name(&nodes.next()?);
    let longest = match nodes.next() {
        Some(up_to) => Some(build_up_to(builder, up_to)?),
        None => None,
    };
    if let (WalkKind::Cycles, Some((1, place))) = (kind, longest) {
        // One that is no whole number is reported already.
        if builder.written(place) == Some("1") {
            builder.report(place, SyntaxError::ShortCycle);
        }
    }
    let end = longest.map_or(flow.span, |(_, span)| span);
    Some(Walk { kind, flow, longest, span: builder.point(start).to(end) })
}

/// `up to 5`: the number, and where it stands; the least where it is none, which is reported.
fn build_up_to(builder: &mut Builder<'_>, node: Node<'_>) -> Option<(u32, Span)> {
    let number = parts(node).next()?;
    Some((whole(builder, &number).unwrap_or(1), builder.span_of(&number)))
}

/// A whole number above zero.
pub(super) fn whole(builder: &mut Builder<'_>, node: &Node<'_>) -> Option<u32> {
    let number = literal::build_number(builder, node)?;
    let whole = number.fixed(0).and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0);
    if whole.is_none() {
        builder.report(builder.span_of(node), SyntaxError::NotWhole);
    }
    whole
}

/// `flow funding { … }`
pub(super) fn build_flow(builder: &mut Builder<'_>, doc: Doc, node: Node<'_>) -> Option<Flow> {
    let span = builder.span_of(&node);
    let mut nodes = parts(node);
    let name = builder.name(&nodes.next()?);
    let lines = nodes.map(|line| build_line(builder, line)).collect::<Option<Vec<FlowLine>>>()?;
    Some(Flow { doc, name, lines, span })
}

fn build_line(builder: &mut Builder<'_>, node: Node<'_>) -> Option<FlowLine> {
    let start = node.as_span().start();
    let mut nodes = parts(node).peekable();
    let binding = build_binding(builder, nodes.next()?)?;
    let from = build_additive(builder, nodes.next()?);
    let to = build_additive(builder, nodes.next()?);
    let carrying =
        next_if(&mut nodes, Rule::additive).map(|amount| build_additive(builder, amount));
    let with = match nodes.next() {
        Some(facts) => {
            parts(facts).map(|fact| build_fact(builder, fact)).collect::<Option<Vec<_>>>()?
        }
        None => Vec::new(),
    };
    let last = with.last().map(|(_, e)| e).or(carrying.as_ref()).unwrap_or(&to);
    let span = builder.point(start).to(last.span);
    Some(FlowLine { binding, from, to, carrying, with, span })
}

fn build_fact(builder: &mut Builder<'_>, node: Node<'_>) -> Option<(super::ast::Name, Expr)> {
    let mut nodes = parts(node);
    let name = builder.name(&nodes.next()?);
    Some((name, build_additive(builder, nodes.next()?)))
}

/// `exposure of party through guarantees up to 3`
pub(super) fn build_exposure(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Expr> {
    let start = node.as_span().start();
    let mut nodes = parts(node).peekable();
    let party = build_operand(builder, nodes.next()?);
    let to = next_if(&mut nodes, Rule::operand).map(|to| build_operand(builder, to));
    let flow = builder.name(&nodes.next()?);
    let longest = match nodes.next() {
        Some(up_to) => Some(build_up_to(builder, up_to)?),
        None => None,
    };
    let end = longest.map_or(flow.span, |(_, span)| span);
    let span = builder.point(start).to(end);
    Some(Expr { kind: ExprKind::Exposure(Box::new(Exposure { party, to, flow, longest })), span })
}

/// Whether a question about a value is one about days: `spread of x from a to b in year 2027`.
pub(super) fn is_spread(node: &Node<'_>) -> bool {
    node.clone().into_inner().any(|part| part.as_rule() == Rule::evenly)
}

/// `spread of d.value from d.starts to d.ends in year 2027`
pub(super) fn build_spread(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Expr> {
    let start = node.as_span().start();
    let mut nodes = parts(node);
    let value = build_operand(builder, nodes.next()?);
    let mut evenly = parts(nodes.next()?);
    let from = build_additive(builder, evenly.next()?);
    let to = build_additive(builder, evenly.next()?);
    let (window, end) = build_window(builder, evenly.next()?)?;
    let span = builder.point(start).to(end);
    let kind = ExprKind::Spread(Box::new(Spread { value, from, to, window }));
    Some(Expr { kind, span })
}

/// `within 12 months after as_of`, `between a and b`, `in year 2027`, and where it ends
pub(super) fn build_window(builder: &mut Builder<'_>, node: Node<'_>) -> Option<(Window, Span)> {
    let rule = node.as_rule();
    let mut nodes = parts(node);
    let first = build_operand(builder, nodes.next()?);
    Some(match rule {
        Rule::within => {
            let side = match nodes.next()?.as_str() {
                "after" => WindowSide::After,
                "before" => WindowSide::Before,
                _ => WindowSide::Either,
            };
            let date = build_additive(builder, nodes.next()?);
            let end = date.span;
            (Window::Within { period: first, side, date }, end)
        }
        Rule::between => {
            let last = build_additive(builder, nodes.next()?);
            let end = last.span;
            (Window::Between(first, last), end)
        }
        _ => {
            let end = first.span;
            (Window::Year(first), end)
        }
    })
}
