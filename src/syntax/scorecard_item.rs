//! Scorecards and their clauses.

use super::ast::{CardClause, Doc, Graded, Scorecard, Taken, Takes};
use super::builder::{Builder, next_if, parts};
use super::clause::{Part, build_body, build_cites, build_let};
use super::expr::build_expr;
use super::parser::{Node, Rule};
use super::recovery;

impl Part for CardClause {
    fn build(builder: &mut Builder<'_>, node: Node<'_>) -> Option<CardClause> {
        match node.as_rule() {
            Rule::cites => build_cites(builder, node).map(CardClause::Cites),
            Rule::let_clause => {
                build_let(builder, node).map(|(name, value)| CardClause::Let(name, value))
            }
            Rule::takes_clause => build_takes(builder, node).map(CardClause::Takes),
            Rule::cause_clause => {
                parts(node).next().map(|kind| CardClause::Cause(builder.name(&kind)))
            }
            Rule::grade_clause => build_graded(builder, node).map(CardClause::Grade),
            Rule::cap_clause => build_graded(builder, node).map(CardClause::Cap),
            _ => None,
        }
    }
}

/// `scorecard credit for party in Party { … }`
pub(super) fn build_scorecard(
    builder: &mut Builder<'_>,
    doc: Doc,
    node: Node<'_>,
) -> Option<Scorecard> {
    let (span, before) = (builder.span_of(&node), builder.trouble());
    let mut nodes = parts(node);
    let head = nodes.next()?;
    let clauses = build_body(builder, head.as_span().end(), nodes);
    if head.as_rule() == Rule::broken_head {
        recovery::explain_head(builder, &head, Rule::lone_scorecard_head);
        return None;
    }
    let mut inner = parts(head);
    let name = builder.name(&inner.next()?);
    let variable = builder.name(&inner.next()?);
    let record = builder.name(&inner.next()?);
    let broken = builder.trouble() > before;
    Some(Scorecard { doc, name, variable, record, clauses, broken, span })
}

/// `takes tag:debt, large-deal by buyer`
fn build_takes(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Takes> {
    let (mut rules, mut by) = (Vec::new(), Vec::new());
    for part in parts(node) {
        match part.as_rule() {
            Rule::rule_of => rules.push(Taken::Rule(builder.name(&part))),
            Rule::taken_tag => rules.push(Taken::Tag(builder.name(&parts(part).next()?))),
            _ => by.extend(parts(part).map(|way| build_expr(builder, way))),
        }
    }
    Some(Takes { rules, by })
}

/// `grade E when critical >= 1`, `grade A`, `cap C when undetermined >= 3`
fn build_graded(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Graded> {
    let start = node.as_span().start();
    let mut nodes = parts(node).peekable();
    let grade = builder.name(&nodes.next()?);
    let when = next_if(&mut nodes, Rule::expr).map(|when| build_expr(builder, when));
    let last = when.as_ref().map_or(grade.span, |when| when.span);
    Some(Graded { grade, when, span: builder.point(start).to(last) })
}
