//! Calendars, and what stands beside them, as subjects.

use super::ast::{Calendar, CalendarEnd, SlotPart, Slots};
use super::builder::{Builder, parts};
use super::expr::build_additive;
use super::parser::{Node, Rule};
use crate::source::Span;
use crate::value::Stretch;

/// `years 2026..2031`, `(quarters 2026-Q1..2027-Q4), Party as borrower`
pub(super) fn build_slots(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Slots> {
    let start = node.as_span().start();
    let mut end = builder.point(start);
    let mut all = Vec::new();
    for part in parts(node) {
        all.push(match part.as_rule() {
            Rule::calendar => {
                let calendar = build_calendar(builder, part)?;
                end = calendar.span;
                SlotPart::Calendar(calendar)
            }
            _ => {
                let mut names = parts(part);
                let record = builder.name(&names.next()?);
                let name = names.next().map(|name| builder.name(&name));
                end = name.as_ref().map_or(record.span, |name| name.span);
                SlotPart::Records(record, name)
            }
        });
    }
    Some(Slots { parts: all, span: builder.point(start).to(end) })
}

fn build_calendar(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Calendar> {
    let start = node.as_span().start();
    let mut nodes = parts(node);
    let word = nodes.next()?;
    let stretch = Stretch::ALL.into_iter().find(|stretch| stretch.words() == word.as_str())?;
    let (first, _) = build_end(builder, nodes.next()?)?;
    let (last, end) = build_end(builder, nodes.next()?)?;
    Some(Calendar { stretch, first, last, span: builder.point(start).to(end) })
}

fn build_end(builder: &mut Builder<'_>, node: Node<'_>) -> Option<(CalendarEnd, Span)> {
    let end = parts(node).next()?;
    Some(match end.as_rule() {
        Rule::calendar_label => {
            let span = builder.span_of(&end);
            (CalendarEnd::Written(end.as_str().to_owned(), span), span)
        }
        _ => {
            let value = build_additive(builder, end);
            let span = value.span;
            (CalendarEnd::Value(value), span)
        }
    })
}
