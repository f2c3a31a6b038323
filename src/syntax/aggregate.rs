//! Aggregates, `exists` and `every`.

use super::ast::{Aggregate, Binding, Expr, ExprKind, Grouping};
use super::builder::{Builder, next_if, parts};
use super::error::SyntaxError;
use super::expr::{build_additive, build_expr, build_operand};
use super::literal;
use super::parser::{Node, Rule};
use super::portfolio::whole;
use crate::builtins::{AggregateFn, Named, member_fn};
use crate::source::Span;

/// `sum of d.value for d in Deal where …`
pub(super) fn build_aggregate(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Expr> {
    let start = node.as_span().start();
    let mut nodes = parts(node).peekable();
    let function = build_function(builder, nodes.next()?)?;
    let inner = nodes.next_if(|node| node.as_rule() == Rule::additive);
    let keys = next_if(&mut nodes, Rule::grouping_keys);
    let has_members = nodes.peek().is_some();
    let key = match keys {
        Some(keys) => Some(build_key(builder, start, function, (keys, has_members))?),
        None => None,
    };
    let (value, by) = match inner {
        None => (None, None),
        Some(additive) => match grouped(&additive) {
            Some(inner) => {
                let (value, grouping) = build_grouping(builder, inner)?;
                (Some(value), Some(grouping))
            }
            None => (Some(build_additive(builder, additive)), None),
        },
    };
    let binding = nodes.next()?;
    let binding = builder.inside(Some(start), |builder| build_binding(builder, binding))?;
    let has = match next_if(&mut nodes, Rule::has) {
        Some(has) => Some(builder.inside(Some(start), |builder| build_has(builder, has))?),
        None => None,
    };
    let mut end = has.as_ref().map_or_else(|| binding_end(&binding), |expr| expr.span);
    let sample = match nodes.next().and_then(|sample| parts(sample).next()) {
        Some(number) => {
            end = builder.span_of(&number);
            Some(whole(builder, &number)?)
        }
        None => None,
    };
    let span = builder.point(start).to(end);
    let aggregate = Aggregate { function, value, by, key, binding, has, sample };
    Some(Expr { kind: ExprKind::Aggregate(Box::new(aggregate)), span })
}

/// What stands behind `by` where members follow: the key that tells which of them counts.
fn build_key(
    builder: &mut Builder<'_>,
    start: usize,
    function: AggregateFn,
    (keys, has_members): (Node<'_>, bool),
) -> Option<Expr> {
    let end = keys.as_span().end();
    let span = builder.span(start, end);
    let mut keys = parts(keys);
    let (first, second) = (keys.next()?, keys.next());
    let error = match (function.is_keyed(), has_members, second) {
        (false, ..) => {
            let behind = builder.text.get(end..).unwrap_or_default().trim_start();
            let compares = behind.starts_with(['=', '<', '>', '!', '≤', '≥', '≠']);
            SyntaxError::LoneGrouping { compares }
        }
        (true, false, _) => SyntaxError::KeyAlone { function },
        (true, true, Some(_)) => SyntaxError::TwoKeys { function },
        (true, true, None) => return Some(build_additive(builder, first)),
    };
    builder.report(span, error);
    None
}

/// `exists d in Deal where …`; `no d in …` is its denial
pub(super) fn build_exists(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Expr> {
    let mut nodes = node.into_inner();
    let word = nodes.next()?;
    let binding = build_binding(builder, nodes.next()?)?;
    let span = builder.span_of(&word).to(binding_end(&binding));
    let exists = Expr { kind: ExprKind::Exists(Box::new(binding)), span };
    Some(match word.as_rule() {
        Rule::kw_no => Expr { kind: ExprKind::Not(Box::new(exists)), span },
        _ => exists,
    })
}

/// `every d in Deal where … has …`
pub(super) fn build_every(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Expr> {
    let start = node.as_span().start();
    let mut nodes = parts(node);
    let binding = build_binding(builder, nodes.next()?)?;
    let has = build_has(builder, nodes.next()?)?;
    let span = builder.point(start).to(has.span);
    Some(Expr { kind: ExprKind::Every(Box::new(binding), Box::new(has)), span })
}

/// `sum`, `percentile 95`, `top 3`
fn build_function(builder: &mut Builder<'_>, node: Node<'_>) -> Option<AggregateFn> {
    if node.as_rule() == Rule::ranked_function {
        return build_ranked(builder, node);
    }
    match named(node.as_str())? {
        Named::Plain(function) | Named::Keyed(function) => Some(function),
        Named::Percent(_) | Named::Whole(_) | Named::Quantifier(_) => None,
    }
}

fn build_ranked(builder: &mut Builder<'_>, node: Node<'_>) -> Option<AggregateFn> {
    let mut nodes = node.into_inner();
    let name = named(nodes.next()?.as_str())?;
    let number = nodes.next()?;
    let span = builder.span_of(&number);
    let rank = literal::build_number(builder, &number)?;
    let (function, error) = match name {
        Named::Percent(function) => {
            let rank = rank.fixed(2).and_then(|rank| u16::try_from(rank).ok());
            let rank = rank.filter(|rank| (1..=10_000).contains(rank));
            (rank.map(function), SyntaxError::BadPercentile)
        }
        Named::Whole(function) => {
            let rank = rank.fixed(0).and_then(|rank| u32::try_from(rank).ok());
            (rank.filter(|rank| *rank > 0).map(function), SyntaxError::BadTop)
        }
        Named::Plain(_) | Named::Keyed(_) | Named::Quantifier(_) => return None,
    };
    if function.is_none() {
        builder.report(span, error);
    }
    function
}

/// How the function is named whose words stand there.
fn named(words: &str) -> Option<Named> {
    let words: Vec<&str> = words.split_whitespace().collect();
    member_fn(&words.join(" ")).map(|row| row.named)
}

/// The inner aggregate where the value is `(sum of … by …)` alone.
fn grouped<'n>(additive: &Node<'n>) -> Option<Node<'n>> {
    let paren = only(additive, Rule::paren)?;
    let aggregate = only(&only(&paren, Rule::expr)?, Rule::aggregate)?;
    let has = |rule| aggregate.clone().into_inner().any(|part| part.as_rule() == rule);
    (has(Rule::grouping_keys) && !has(Rule::binding)).then_some(aggregate)
}

/// The one node within a node but for a closing parenthesis, if it is of that grammar rule.
fn only<'n>(node: &Node<'n>, rule: Rule) -> Option<Node<'n>> {
    let mut inner = node.clone().into_inner().filter(|part| part.as_rule() != Rule::mark_paren);
    let first = inner.next()?;
    (first.as_rule() == rule && inner.next().is_none()).then_some(first)
}

/// `sum of d.value by d.seller`: the value, and how it is grouped
fn build_grouping(builder: &mut Builder<'_>, node: Node<'_>) -> Option<(Expr, Grouping)> {
    let start = node.as_span().start();
    let mut nodes = parts(node).peekable();
    let function = build_function(builder, nodes.next()?)?;
    let value = build_additive(builder, nodes.next()?);
    let keys = parts(nodes.next()?);
    let keys = keys.map(|key| build_additive(builder, key)).collect::<Vec<Expr>>();
    if let Some(has) = nodes.next() {
        let span = builder.span_of(&has);
        builder.report(span, SyntaxError::GroupingHas);
        return None;
    }
    let span = builder.point(start).to(keys.last()?.span);
    Some((value, Grouping { function, keys, span }))
}

/// `d in Deal where …`
pub(super) fn build_binding(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Binding> {
    let mut nodes = parts(node);
    let variable = builder.name(&nodes.next()?);
    let source = build_operand(builder, nodes.next()?);
    let filter = nodes.next().map(|filter| build_expr(builder, filter));
    Some(Binding { variable, source, filter })
}

fn build_has(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Expr> {
    Some(build_expr(builder, parts(node).next()?))
}

pub(super) fn binding_end(binding: &Binding) -> Span {
    binding.filter.as_ref().map_or(binding.source.span, |filter| filter.span)
}
