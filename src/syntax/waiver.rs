//! Waivers: findings that somebody answers for.

use super::ast::{Given, Item, Text, Waive};
use super::builder::{Builder, next_if, parts};
use super::literal::{build_date, build_text};
use super::parser::{Node, Rule};

/// `waive NAME for "KEY" until DATE because "…" by "…" given …`
pub(super) fn build_waive(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Waive> {
    let start = node.as_span().start();
    let mut nodes = parts(node).peekable();
    let rule = builder.name(&nodes.next()?);
    let key = build_text(builder, &nodes.next()?)?;
    let day = nodes.next()?;
    let until = (build_date(builder, &day)?, builder.span_of(&day));
    let because = build_text(builder, &nodes.next()?)?;
    let by = build_text(builder, &nodes.next()?)?;
    let given = match nodes.next() {
        Some(given) => Some(build_given(builder, given)?),
        None => None,
    };
    let last = given.as_ref().map_or(by.span, |given| given.under.span);
    let span = builder.point(start).to(last);
    builder.tree.aside.push(span);
    Some(Waive { rule, key, until, because, by, given, span })
}

/// `given high possibly critical on "stage: signed" under "5e1f0c3a9b7d2e84"`
fn build_given(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Given> {
    let mut nodes = parts(node).peekable();
    let severity = builder.name(&nodes.next()?);
    let possibly = next_if(&mut nodes, Rule::possibly).and_then(|node| parts(node).next());
    let possibly = possibly.map(|name| builder.name(&name));
    let facts = match next_if(&mut nodes, Rule::grounds) {
        Some(facts) => {
            parts(facts).map(|fact| build_text(builder, &fact)).collect::<Option<_>>()?
        }
        None => Vec::<Text>::new(),
    };
    let under = build_text(builder, &nodes.next()?)?;
    Some(Given { severity, possibly, facts, under })
}

/// Sets a whole file aside that has nothing but waivers: it has no rules.
pub(super) fn only_waivers(builder: &mut Builder<'_>) {
    let items = &builder.tree.items;
    if !items.is_empty() && items.iter().all(|item| matches!(item, Item::Waive(_))) {
        builder.tree.aside = vec![builder.span(0, builder.text.len())];
    }
}
