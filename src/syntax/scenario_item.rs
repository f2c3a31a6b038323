//! Scenarios and their steps.

use super::aggregate::{binding_end, build_binding};
use super::ast::{
    Addition, Change, Citation, Doc, Does, Entry, Expr, Name, Removal, Scenario, Step,
};
use super::builder::{Builder, next_if, parts};
use super::clause::{Part, build_body, build_cites};
use super::expr::build_expr;
use super::parser::{Node, Rule};
use super::recovery;
use crate::alarm::Sure;

/// What stands in a scenario's body.
enum Clause {
    Cites(Vec<Citation>),
    Step(Box<Step>),
}

impl Clause {
    fn step(step: Step) -> Clause {
        Clause::Step(Box::new(step))
    }
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
            Clause::Step(step) => steps.push(*step),
        }
    }
    let broken = builder.trouble() > before;
    Some(Scenario { doc, name, cites, steps, broken, span })
}

fn build_clause(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Clause> {
    match node.as_rule() {
        Rule::cites => build_cites(builder, node).map(Clause::Cites),
        Rule::cascade => build_cascade(builder, node).map(Clause::step),
        Rule::set_step => {
            let change = build_change(builder, node)?;
            let span = change.span;
            Some(Clause::step(Step { does: Does::Set(change), span }))
        }
        Rule::removing => {
            let start = node.as_span().start();
            let removal = build_removal(builder, node)?;
            let span = builder.point(start).to(binding_end(&removal.binding));
            Some(Clause::step(Step { does: Does::Remove(removal), span }))
        }
        Rule::adding => {
            let start = node.as_span().start();
            let addition = build_addition(builder, node)?;
            let span = builder.point(start).to(binding_end(&addition.binding));
            Some(Clause::step(Step { does: Does::Add(addition), span }))
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
    Some(Step { does: Does::UntilStable(changes), span })
}

/// `set p.failed = true for p in Party where … loss …`
fn build_change(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Change> {
    let start = node.as_span().start();
    let mut nodes = parts(node);
    let (owner, path) = build_target(builder, nodes.next()?)?;
    let value = nodes.next()?;
    let value = match value.as_rule() {
        Rule::no_value => None,
        _ => Some(build_expr(builder, value)),
    };
    let binding = build_binding(builder, nodes.next()?)?;
    let loss = |node| Some(build_expr(builder, parts(node).next()?));
    let losses = nodes.map(loss).collect::<Option<Vec<_>>>()?;
    let end = losses.last().map_or(binding_end(&binding), |loss: &Expr| loss.span);
    let span = builder.point(start).to(end);
    Some(Change { owner, path, value, binding, losses, span })
}

/// `p.revenue`, `d.payments`
fn build_target(builder: &mut Builder<'_>, node: Node<'_>) -> Option<(Name, Vec<Name>)> {
    let mut target = parts(node);
    let owner = builder.name(&target.next()?);
    let path = target.map(|access| Some(builder.name(&parts(access).next()?)));
    Some((owner, path.collect::<Option<Vec<_>>>()?))
}

/// `remove p for p in Deal.payments where …`
fn build_removal(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Removal> {
    let mut nodes = parts(node);
    let member = builder.name(&nodes.next()?);
    Some(Removal { member, binding: build_binding(builder, nodes.next()?)? })
}

/// `add { due: d.starts, amount: 5 m USD } to d.payments for d in Deal where …`
fn build_addition(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Addition> {
    let mut nodes = parts(node);
    let entry = nodes.next()?;
    let entry = match entry.as_rule() {
        Rule::entry => build_entry(builder, entry)?,
        _ => Entry::Value(build_expr(builder, entry)),
    };
    let (owner, path) = build_target(builder, nodes.next()?)?;
    Some(Addition { entry, owner, path, binding: build_binding(builder, nodes.next()?)? })
}

/// `{ due: d.starts, amount: unknown }`
fn build_entry(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Entry> {
    let span = builder.span_of(&node);
    let mut fact = |node: Node<'_>| {
        let mut nodes = parts(node);
        let name = builder.name(&nodes.next()?);
        let value = nodes.next()?;
        let is_told = value.as_rule() != Rule::untold;
        Some((name, is_told.then(|| build_expr(builder, value))))
    };
    let facts = parts(node).map(&mut fact).collect::<Option<Vec<_>>>()?;
    Some(Entry::Facts(facts, span))
}
