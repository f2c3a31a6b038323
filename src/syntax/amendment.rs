//! Items that change rules which stand elsewhere.

use super::ast::{Amend, Disable, Doc};
use super::builder::{Builder, parts};
use super::clause::{build_body, with_citations};
use super::literal::build_text;
use super::parser::{Node, Rule};
use super::recovery;

/// `amend rule NAME { … }`
pub(super) fn build_amend(builder: &mut Builder<'_>, doc: Doc, node: Node<'_>) -> Option<Amend> {
    let (span, before) = (builder.span_of(&node), builder.trouble());
    let mut nodes = parts(node);
    let head = nodes.next()?;
    let clauses = build_body(builder, head.as_span().end(), nodes);
    let clauses = with_citations(builder, clauses);
    if head.as_rule() == Rule::broken_head {
        recovery::explain_head(builder, &head, Rule::lone_amend_head);
        return None;
    }
    let rule = builder.name(&parts(head).next()?);
    let broken = builder.trouble() > before;
    Some(Amend { doc, rule, clauses, broken, span })
}

/// `disable rule NAME because "…"`
pub(super) fn build_disable(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Disable> {
    let start = node.as_span().start();
    let mut nodes = parts(node);
    let rule = builder.name(&nodes.next()?);
    let because = nodes.next().and_then(|text| build_text(builder, &text));
    let last = because.as_ref().map_or(rule.span, |text| text.span);
    Some(Disable { rule, because, span: builder.point(start).to(last) })
}
