//! The clauses of a rule's body.

use super::ast::{Clause, Flag, Template, Text};
use super::builder::{Builder, parts};
use super::expr::build_expr;
use super::item::report_unclosed;
use super::literal::build_text;
use super::parser::{Node, Rule};
use super::recovery;
use super::template::build_template;

/// The clauses behind the head of a rule or an amendment.
pub(super) fn build_clauses<'n>(
    builder: &mut Builder<'_>,
    head: &Node<'n>,
    nodes: impl Iterator<Item = Node<'n>>,
) -> Vec<Clause> {
    build_body(builder, head.as_span().end(), nodes, build_clause)
}

/// What stands in a body whose brace opens behind `head_end`; what is broken is explained.
pub(super) fn build_body<'n, T>(
    builder: &mut Builder<'_>,
    head_end: usize,
    nodes: impl Iterator<Item = Node<'n>>,
    build: fn(&mut Builder<'_>, Node<'_>) -> Option<T>,
) -> Vec<T> {
    let mut clauses = Vec::new();
    let mut sound = None;
    let mut faulty_end = None;
    for node in nodes {
        let place = node.as_span().start()..node.as_span().end();
        match node.as_rule() {
            Rule::broken_clause | Rule::broken_step => {
                // What is left over of a clause that has its diagnostic needs no second one.
                let rest = faulty_end
                    .is_some_and(|end| recovery::same_line(builder.text, end, place.start));
                if !rest {
                    recovery::explain_clause(builder, &node, sound.take());
                }
            }
            Rule::unclosed => {
                report_unclosed(builder, recovery::brace_behind(builder.text, head_end));
            }
            _ => {
                let end = place.end;
                let clause = builder.whole(node, build);
                faulty_end = clause.is_none().then_some(end);
                sound = Some(place);
                clauses.extend(clause);
            }
        }
    }
    clauses
}

fn build_clause(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Clause> {
    match node.as_rule() {
        Rule::cites => build_cites(builder, node).map(Clause::Cites),
        Rule::tags => build_tags(builder, node),
        Rule::let_clause => build_let(builder, node),
        Rule::unless_clause => build_expr(builder, parts(node).next()?).map(Clause::Unless),
        Rule::flag_clause => build_flag(builder, node).map(Clause::Flag),
        Rule::message_clause => build_only_template(builder, node).map(Clause::Message),
        Rule::removal => parts(node).next().map(|severity| Clause::Remove(builder.name(&severity))),
        Rule::remedy_clause => build_only_template(builder, node).map(Clause::Remedy),
        _ => None,
    }
}

/// `cites "ASC 440-10-50", "IAS 37.10"`, in rules and params
pub(super) fn build_cites(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Vec<Text>> {
    parts(node).map(|text| build_text(builder, &text)).collect()
}

fn build_tags(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Clause> {
    Some(Clause::Tags(parts(node).map(|tag| builder.name(&tag)).collect()))
}

fn build_let(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Clause> {
    let mut nodes = parts(node);
    let name = builder.name(&nodes.next()?);
    Some(Clause::Let(name, build_expr(builder, nodes.next()?)?))
}

fn build_flag(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Flag> {
    let start = node.as_span().start();
    let mut nodes = parts(node);
    let severity = builder.name(&nodes.next()?);
    let when = build_expr(builder, nodes.next()?)?;
    let span = builder.span(start, when.span.end() as usize);
    Some(Flag { severity, when, span })
}

fn build_only_template(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Template> {
    build_template(builder, parts(node).next()?)
}
