//! The clauses of a rule's body.

use super::ast::{Clause, Flag, Template, Text};
use super::builder::{Builder, parts};
use super::expr::build_expr;
use super::literal::build_text;
use super::lost;
use super::parser::{Node, Rule};
use super::recovery;
use super::template::build_template;
use std::ops::Range;

/// What stands in a body.
pub(super) trait Part: Sized {
    /// Reads a sound one.
    fn build(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Self>;

    /// What is left of a broken one; `own` is where it leaves the sound one that it goes on from.
    fn of_broken(_builder: &Builder<'_>, _place: Range<usize>, _own: usize) -> Option<Self> {
        None
    }
}

impl Part for Clause {
    fn build(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Clause> {
        build_clause(builder, node)
    }

    fn of_broken(builder: &Builder<'_>, place: Range<usize>, own: usize) -> Option<Clause> {
        Some(lost::broken_clause(builder, place, own))
    }
}

/// What stands in a body whose brace opens behind `head_end`; what is broken is explained.
pub(super) fn build_body<'n, T: Part>(
    builder: &mut Builder<'_>,
    head_end: usize,
    nodes: impl Iterator<Item = Node<'n>>,
) -> Vec<T> {
    let mut clauses = Vec::new();
    let mut sound: Option<Range<usize>> = None;
    let mut faulty_end = None;
    for node in nodes {
        let place = node.as_span().start()..node.as_span().end();
        match node.as_rule() {
            Rule::broken_clause | Rule::broken_step => {
                // What is left over of a clause that has its diagnostic needs no second one.
                let rest = faulty_end
                    .is_some_and(|end| recovery::same_line(builder.text, end, place.start));
                if rest {
                    continue;
                }
                let own = place.start;
                let place = recovery::clause_place(builder, &node, sound.as_ref());
                // A clause that goes on in a broken way is broken itself.
                if sound.take().is_some_and(|sound| sound.start == place.start) {
                    clauses.pop();
                }
                recovery::explain_clause(builder, &node, place.clone());
                clauses.extend(T::of_broken(builder, place, own));
            }
            Rule::unclosed => {
                builder.report_unclosed(recovery::brace_behind(builder.text, head_end));
            }
            _ => {
                let (end, before) = (place.end, builder.trouble());
                let clause = builder.whole(node, T::build);
                faulty_end = (builder.trouble() > before).then_some(end);
                sound = clause.is_some().then_some(place);
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
        Rule::unless_clause => Some(Clause::Unless(build_expr(builder, parts(node).next()?))),
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
    Some(Clause::Let(name, build_expr(builder, nodes.next()?)))
}

fn build_flag(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Flag> {
    let start = node.as_span().start();
    let mut nodes = parts(node);
    let severity = builder.name(&nodes.next()?);
    let when = build_expr(builder, nodes.next()?);
    let span = builder.point(start).to(when.span);
    Some(Flag { severity, when, span })
}

fn build_only_template(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Template> {
    build_template(builder, parts(node).next()?)
}
