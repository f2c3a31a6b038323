//! Scenarios and their steps.

use super::aggregate::{binding_end, build_binding};
use super::ast::{Change, Citation, Doc, Scenario, Step};
use super::builder::{Builder, next_if, parts};
use super::clause::{Part, build_body, build_cites};
use super::expr::build_expr;
use super::parser::{Node, Rule};
use super::recovery;
use crate::alarm::Sure;

/// What stands in a scenario's body.
enum Clause {
    Cites(Vec<Citation>),
    Step(Step),
}

impl Part for Clause {
    fn build(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Clause> {
        build_clause(builder, node)
    }
}

impl Part for Change {
    fn build(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Change> {
        build_change(builder, node)
    }
}

/// `scenario slow-revenue { … }`
pub(super) fn build_scenario(
    builder: &mut Builder<'_>,
    doc: Doc,
    node: Node<'_>,
) -> Option<Scenario> {
    let (span, before) = (builder.span_of(&node), builder.trouble());
    let mut nodes = parts(node);
    let head = nodes.next()?;
    let clauses = build_body(builder, head.as_span().end(), nodes);
    if head.as_rule() == Rule::broken_name {
        recovery::explain_head(builder, &head, Rule::lone_scenario_head);
        return None;
    }
    let name = builder.name(&parts(head).next()?);
    let (mut cites, mut steps) = (Vec::new(), Vec::new());
    for clause in clauses {
        match clause {
            Clause::Cites(texts) => cites.extend(texts),
            Clause::Step(step) => steps.push(step),
        }
    }
    let broken = builder.trouble() > before;
    Some(Scenario { doc, name, cites, steps, broken, span })
}

fn build_clause(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Clause> {
    match node.as_rule() {
        Rule::cites => build_cites(builder, node).map(Clause::Cites),
        Rule::cascade => build_cascade(builder, node).map(Clause::Step),
        Rule::set_step => {
            let change = build_change(builder, node)?;
            let span = change.span;
            Some(Clause::Step(Step { changes: vec![change], until_stable: false, span }))
        }
        _ => None,
    }
}

/// `until stable, set …`, `until stable { set … set … }`
fn build_cascade(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Step> {
    let place = node.as_span();
    let mut nodes = parts(node).peekable();
    if let Some(head) = next_if(&mut nodes, Rule::broken_until) {
        recovery::explain_head(builder, &head, Rule::lone_until);
        return None;
    }
    let changes = build_body(builder, place.start(), nodes);
    let text = builder.text.get(place.start()..place.end()).sure();
    let span = builder.span(place.start(), place.start() + text.trim_end().len());
    Some(Step { changes, until_stable: true, span })
}

/// `set p.failed = true for p in Party where …`
fn build_change(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Change> {
    let start = node.as_span().start();
    let mut nodes = parts(node);
    let mut target = parts(nodes.next()?);
    let owner = builder.name(&target.next()?);
    let path = target.map(|access| Some(builder.name(&parts(access).next()?)));
    let path = path.collect::<Option<Vec<_>>>()?;
    let value = nodes.next()?;
    let value = match value.as_rule() {
        Rule::no_value => None,
        _ => Some(build_expr(builder, value)),
    };
    let binding = build_binding(builder, nodes.next()?)?;
    let span = builder.point(start).to(binding_end(&binding));
    Some(Change { owner, path, value, binding, span })
}
