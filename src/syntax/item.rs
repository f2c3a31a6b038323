//! Files and their items.

use super::amendment::{build_amend, build_disable};
use super::ast::{
    self, Clause, DatedValue, Define, Evidence, Item, Param, Rule as RuleItem, Subject, Unit, Use,
};
use super::builder::{Builder, next_if, parts};
use super::clause::{build_body, build_cites, build_day, with_citations};
use super::doc::{build_doc, build_module_doc};
use super::expr::build_expr;
use super::lost;
use super::parser::{Node, Nodes, Rule};
use super::portfolio::{build_flow, build_grouped, build_walk};
use super::record_item::{build_bound, build_extend, build_record};
use super::recovery;
use super::scenario_item::build_scenario;
use super::scorecard_item::build_scorecard;
use super::slots::build_slots;
use super::waiver::{build_waive, only_waivers};
use super::written_type::{build_optional_type, build_type};

/// Builds the tree of a file.
pub(super) fn build_file(builder: &mut Builder<'_>, mut nodes: Nodes<'_>) {
    let Some(file) = nodes.next() else { return };
    let mut nodes = file.into_inner().peekable();
    builder.tree.doc = build_module_doc(&mut nodes);
    let mut sound = None;
    let mut faulty_end = None;
    loop {
        let doc = build_doc(builder, &mut nodes);
        let Some(node) = nodes.next() else { return };
        let place = node.as_span().start()..node.as_span().end();
        match node.as_rule() {
            Rule::broken_item => {
                // What is left over of an item that has its diagnostic needs no second one.
                let rest = faulty_end
                    .is_some_and(|end| recovery::same_line(builder.text, end, place.start));
                if !rest {
                    recovery::explain_item(builder, &node, sound.take());
                }
            }
            Rule::EOI => return only_waivers(builder),
            _ => {
                let (name, before) = (lost::item_name(builder, &node), builder.trouble());
                let built = build_item(builder, doc, node);
                builder.tree.lost.extend(name.clone().filter(|_| !built));
                faulty_end = (builder.trouble() > before).then_some(place.end);
                sound = built.then_some((place, name));
            }
        }
    }
}

/// Builds one item; whether that could be done.
fn build_item(builder: &mut Builder<'_>, doc: ast::Doc, node: Node<'_>) -> bool {
    let item = builder.whole(node, |builder, node| match node.as_rule() {
        Rule::use_item => build_use(builder, node).map(Item::Use),
        Rule::param_item => build_param(builder, doc, node).map(Item::Param),
        Rule::define_item => build_define(builder, doc, node).map(Item::Define),
        Rule::unit_item => build_unit(builder, doc, node).map(Item::Unit),
        Rule::record_item => build_record(builder, doc, node).map(Item::Record),
        Rule::extend_item => build_extend(builder, doc, node).map(Item::Extend),
        Rule::evidence_item => build_evidence(builder, doc, node).map(Item::Evidence),
        Rule::flow_item => build_flow(builder, doc, node).map(Item::Flow),
        Rule::rule_item => build_rule(builder, doc, node).map(Item::Rule),
        Rule::amend_item => build_amend(builder, doc, node).map(Item::Amend),
        Rule::disable_item => build_disable(builder, node).map(Item::Disable),
        Rule::waive_item => build_waive(builder, node).map(Item::Waive),
        Rule::scenario_item => build_scenario(builder, doc, node).map(Item::Scenario),
        Rule::scorecard_item => build_scorecard(builder, doc, node).map(Item::Scorecard),
        _ => None,
    });
    let built = item.is_some();
    builder.tree.items.extend(item);
    built
}

fn build_use(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Use> {
    let start = node.as_span().start();
    let path: Vec<_> = parts(node).map(|part| builder.name(&part)).collect();
    let span = builder.point(start).to(path.last()?.span);
    Some(Use { path, span })
}

fn build_param(builder: &mut Builder<'_>, doc: ast::Doc, node: Node<'_>) -> Option<Param> {
    let start = node.as_span().start();
    let mut nodes = parts(node).peekable();
    let name = builder.name(&nodes.next()?);
    let ty = build_optional_type(builder, &mut nodes)?;
    let mut bounds = Vec::new();
    while let Some(bound) = next_if(&mut nodes, Rule::bound) {
        bounds.push(build_bound(builder, bound)?);
    }
    let mut values = Vec::new();
    let mut last = name.span;
    while let Some(value) = next_if(&mut nodes, Rule::expr) {
        let value = build_dated(builder, value, next_if(&mut nodes, Rule::since))?;
        last = value.since.map_or(value.value.span, |(_, span)| span);
        values.push(value);
    }
    let cites = match nodes.next() {
        Some(cites) => build_cites(builder, cites)?,
        None => Vec::new(),
    };
    let last = cites.last().map_or(last, |citation: &ast::Citation| citation.span);
    Some(Param { doc, name, ty, bounds, values, cites, span: builder.point(start).to(last) })
}

/// `10% from 2014-01-01`, or a value without a date. One whose date is none, which is reported,
/// counts as if it had been left out.
fn build_dated(
    builder: &mut Builder<'_>,
    value: Node<'_>,
    since: Option<Node<'_>>,
) -> Option<DatedValue> {
    let value = build_expr(builder, value);
    Some(DatedValue { value, since: build_day(builder, since) })
}

fn build_define(builder: &mut Builder<'_>, doc: ast::Doc, node: Node<'_>) -> Option<Define> {
    let start = node.as_span().start();
    let mut nodes = parts(node).peekable();
    let name = builder.name(&nodes.next()?);
    let mut params = Vec::new();
    if let Some(list) = next_if(&mut nodes, Rule::parameters) {
        for parameter in parts(list) {
            let mut inner = parts(parameter);
            let name = builder.name(&inner.next()?);
            params.push((name, build_type(builder, inner.next()?)?));
        }
    }
    let body = build_expr(builder, nodes.next()?);
    let span = builder.point(start).to(body.span);
    Some(Define { doc, name, params, body, span })
}

fn build_evidence(builder: &mut Builder<'_>, doc: ast::Doc, node: Node<'_>) -> Option<Evidence> {
    let start = node.as_span().start();
    let kinds: Vec<_> = parts(node).map(|kind| builder.name(&kind)).collect();
    let span = builder.point(start).to(kinds.last()?.span);
    Some(Evidence { doc, kinds, span })
}

fn build_unit(builder: &mut Builder<'_>, doc: ast::Doc, node: Node<'_>) -> Option<Unit> {
    let start = node.as_span().start();
    let mut nodes = parts(node);
    let name = builder.name(&nodes.next()?);
    let value = nodes.next().map(|value| build_expr(builder, value));
    let last = value.as_ref().map_or(name.span, |value| value.span);
    Some(Unit { doc, name, value, span: builder.point(start).to(last) })
}

fn build_rule(builder: &mut Builder<'_>, doc: ast::Doc, node: Node<'_>) -> Option<RuleItem> {
    let (span, before) = (builder.span_of(&node), builder.trouble());
    let mut nodes = parts(node);
    let head = nodes.next()?;
    let clauses: Vec<Clause> = build_body(builder, head.as_span().end(), nodes);
    let clauses = with_citations(builder, clauses);
    if head.as_rule() == Rule::broken_head {
        recovery::explain_head(builder, &head, Rule::lone_rule_head);
        return None;
    }
    let mut inner = parts(head);
    let name = builder.name(&inner.next()?);
    let variable = builder.name(&inner.next()?);
    let subject = inner.next()?;
    let subject = match subject.as_rule() {
        Rule::walk => Subject::Walk(build_walk(builder, subject)?),
        Rule::slots => Subject::Slots(build_slots(builder, subject)?),
        Rule::grouped => Subject::Grouped(Box::new(build_grouped(builder, subject)?)),
        _ => Subject::Record(builder.name(&subject)),
    };
    let broken = builder.trouble() > before;
    Some(RuleItem { doc, name, variable, subject, clauses, broken, span })
}
