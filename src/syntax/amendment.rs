//! Items that change rules which stand elsewhere.

use super::ast::{Amend, Disable, Doc};
use super::builder::{Builder, parts};
use super::clause::build_clauses;
use super::item::item_span;
use super::literal::build_text;
use super::parser::{Node, Rule};
use super::recovery;

/// `amend rule NAME { … }`
pub(super) fn build_amend(builder: &mut Builder<'_>, doc: Doc, node: Node<'_>) -> Option<Amend> {
    let span = builder.span_of(&node);
    let mut nodes = parts(node);
    let head = nodes.next()?;
    let clauses = build_clauses(builder, &head, nodes);
    if head.as_rule() == Rule::broken_head {
        recovery::explain_head(builder, &head, Rule::lone_amend_head);
        return None;
    }
    let rule = builder.name(&parts(head).next()?);
    Some(Amend { doc, rule, clauses, span })
}

/// `disable rule NAME because "…"`
pub(super) fn build_disable(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Disable> {
    let start = node.as_span().start();
    let mut nodes = parts(node);
    let rule = builder.name(&nodes.next()?);
    let because = match nodes.next() {
        Some(text) => Some(build_text(builder, &text)?),
        None => None,
    };
    let last = because.as_ref().map_or(rule.span, |text| text.span);
    Some(Disable { rule, because, span: item_span(builder, start, last) })
}
