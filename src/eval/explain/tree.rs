//! The evaluated condition as a tree.

use super::facts::{asked, member_name, perhaps};
use super::{cell, is_policy, rate, reason};
use crate::eval::aggregate::{Rest, foremost};
use crate::eval::evidence::About;
use crate::eval::frame::Frame;
use crate::ir::{ExprId, Op, Rule};
use crate::operator::AggregateFn;
use crate::outcome::{Cell, Cited, Explanation};

/// How many members of an aggregate are shown.
const MEMBERS: usize = 5;

/// How many of those of an aggregate inside another.
const FEW: usize = 2;

/// Every `unless` and every rung with its condition.
pub(super) fn of(f: &Frame<'_>, rule: &Rule) -> Vec<(String, Explanation)> {
    let names = (rule.variable.as_ref(), f);
    let unless = rule.unless.iter().map(|e| ("unless".to_owned(), tree(names, *e, 0)));
    let rung = |r: &crate::ir::Rung| (r.severity.name().to_owned(), tree(names, r.when, 0));
    unless.chain(rule.rungs.iter().map(rung)).collect()
}

fn tree((variable, f): (&str, &Frame<'_>), e: ExprId, place: usize) -> Explanation {
    let program = f.engine.program;
    let node = program.arena.get(e);
    let value = f.told(e, place);
    let mut children = Vec::new();
    let mut rest = Rest::default();
    match &node.op {
        Op::Field(base, _) if cell(f, e, place).is_none() => {
            children.push(tree((variable, f), *base, place));
        }
        Op::Field(..) => children.extend(disputed(f, e, place)),
        Op::Key(_) | Op::Row(_) => {}
        Op::Aggregate(a) => {
            let shown = a.value.map_or_else(|| asked(f, e, a), |value| vec![value]);
            if !shown.is_empty() {
                // Members of members multiply; one is enough to show that there is one.
                let most = match (f.level, a.value) {
                    (0, Some(_)) => MEMBERS,
                    (0, None) if a.function != AggregateFn::Exists => MEMBERS,
                    (_, Some(_)) => FEW,
                    (_, None) => 1,
                };
                rest = foremost(f, e, a, place, most, |inner, at, row, certain| {
                    let name = member_name(f, a, row);
                    for shown in &shown {
                        let mut child = tree((variable, inner), *shown, at);
                        if let Some(name) = name {
                            let words = &child.expression;
                            child.expression =
                                format!("{words} of {name}{}", perhaps(certain)).into();
                        }
                        children.push(child);
                    }
                });
            }
        }
        _ => program.arena.operands(e, |o| {
            // A constant says all there is to say of itself.
            if !is_policy(f, o) {
                children.push(tree((variable, f), o, place));
            }
        }),
    }
    children.extend(rate::used(f, e, place).into_iter().map(|rate| Explanation {
        expression: rate.path.into(),
        value: rate.value,
        ty: rate.ty,
        cell: rate.cell,
        reason: None,
        children: Vec::new(),
        more: 0,
        rest: None,
    }));
    let reason = if value.is_known() { None } else { reason::of(f, e, place) };
    // A member's facts are told as its own; its variable means nothing outside the aggregate.
    let own = if f.level > 0 { program.path(e) } else { None };
    let expression = own.unwrap_or_else(|| program.print(e, variable));
    Explanation {
        expression: expression.into(),
        value,
        ty: node.ty,
        cell: cell(f, e, place),
        reason,
        children,
        more: rest.count,
        rest: rest.sum,
    }
}

/// What each source says of a fact on which they contradict each other.
fn disputed(f: &Frame<'_>, e: ExprId, place: usize) -> Vec<Explanation> {
    let Some(Cell { record, row, field: Some(field) }) = cell(f, e, place) else {
        return Vec::new();
    };
    let about = About::new(f.engine, record, field);
    if about.disputed(row) != Ok(true) {
        return Vec::new();
    }
    let said = |cited: Cited| {
        let keys = &f.engine.tables.of(cited.source.record).keys;
        let key = keys.get(cited.source.row as usize).unwrap_or_default();
        Some(Explanation {
            expression: format!("{key} says").into(),
            value: cited.says?.0,
            ty: f.engine.program.arena.get(e).ty,
            cell: None,
            reason: None,
            children: Vec::new(),
            more: 0,
            rest: None,
        })
    };
    about.cited(row).into_iter().filter_map(said).collect()
}
