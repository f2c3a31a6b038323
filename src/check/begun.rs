//! Params that are asked for as of the as-of date before their first value.

use rustc_hash::FxHashSet;

use super::declared::Declared;
use super::error::CheckError;
use super::growing::Growing;
use super::sink::{Sink, Told};
use crate::alarm::Sure;
use crate::ir::{ExprId, Op, Part, Rule, Scenario, Scorecard};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Date;

/// The place of the value that is in force at the as-of date.
pub(super) fn in_force(item: &ast::Param, as_of: Date) -> Option<usize> {
    let begun = |dated: &ast::DatedValue| dated.since.is_none_or(|(date, _)| date <= as_of);
    item.values.iter().rposition(begun)
}

/// The param without a value at the as-of date that keeps this one from having one: itself, or
/// what it is computed from.
pub(super) fn not_begun(declared: &Declared<'_>, growing: &Growing<'_>, i: u32) -> Option<u32> {
    let (mut next, mut seen) = (vec![i], FxHashSet::default());
    while let Some(i) = next.pop() {
        let Some(param) = growing.params.get(i).filter(|_| seen.insert(i)) else { continue };
        let (item, set) = (declared.params[i as usize].item, declared.set[i as usize]);
        if set.is_none() && in_force(item, declared.as_of).is_none() {
            return Some(i);
        }
        // What it asks for as of one day is asked for there.
        let rests_on = param.rests_on.iter();
        next.extend(rests_on.filter(|(_, day)| day.is_none()).map(|(other, _)| *other));
    }
    None
}

/// Tells that a constant needs a param before its first value, which it may need as of no other day.
pub(super) fn ask_early(
    declared: &Declared<'_>,
    growing: &mut Growing<'_>,
    sink: &mut Sink<'_>,
    (i, asked): (u32, Span),
) -> Told {
    let early = &mut growing.params.asked_early;
    *early.entry(i).or_insert_with(|| report(declared, sink, (i, asked)))
}

fn report(declared: &Declared<'_>, sink: &mut Sink<'_>, (i, asked): (u32, Span)) -> Told {
    let item = declared.params[i as usize].item;
    let (first, begins) =
        item.values.iter().find_map(|dated| dated.since).sure_or((Date::MIN, asked));
    let name = declared.called.params[i as usize].to_string();
    let (span, as_of) = (item.name.span, declared.as_of);
    sink.report(CheckError::NotInForce { name, span, as_of, first, begins, asked })
}

/// What a run applies.
#[derive(Clone, Copy)]
pub(super) struct Applied<'p> {
    pub(super) rules: &'p [Rule],
    pub(super) scenarios: &'p [Scenario],
    pub(super) scorecards: &'p [Scorecard],
}

/// Tells each param that is asked for before its first value, once, with the first place that
/// asks. One that nothing asks for as of that date is no error: rules may ask for other days.
pub(super) fn require_begun_params(
    declared: &Declared<'_>,
    growing: &Growing<'_>,
    applied: Applied<'_>,
    sink: &mut Sink<'_>,
) {
    let mut told: FxHashSet<u32> = growing.params.asked_early.keys().copied().collect();
    let (arena, mut seen) = (&growing.nodes.arena, FxHashSet::default());
    for (root, span) in roots(growing, applied) {
        for e in arena.parts([root], |e, _| seen.insert(e)) {
            if let Op::Param(i) = arena.get(e).op
                && let Some(i) = not_begun(declared, growing, i).filter(|i| told.insert(*i))
            {
                report(declared, sink, (i, span));
            }
        }
    }
}

/// What a run evaluates, each with where it is asked for.
fn roots(growing: &Growing<'_>, applied: Applied<'_>) -> Vec<(ExprId, Span)> {
    let Applied { rules, scenarios, scorecards } = applied;
    let mut roots = Vec::new();
    for rule in rules {
        roots.extend(rule.rungs.iter().map(|rung| (rung.when, rung.span)));
        let templates = rule.message.iter().chain(&rule.remedy);
        let holes = templates.flat_map(|template| &template.0).filter_map(|part| match part {
            Part::Hole(e, _) => Some(*e),
            Part::Text(_) => None,
        });
        let others = rule.unless.iter().chain(&rule.exists).chain(&rule.amount).copied();
        roots.extend(others.chain(holes).map(|e| (e, rule.span)));
    }
    for change in scenarios.iter().flat_map(Scenario::changes) {
        roots.extend(
            [Some(change.value), change.filter].iter().flatten().map(|e| (*e, change.span)),
        );
    }
    for scorecard in scorecards {
        roots.extend(scorecard.conditions().map(|e| (e, scorecard.span)));
    }
    for kind in &growing.kinds.schema.records {
        roots.extend(kind.kind.roots().into_iter().map(|e| (e, kind.span)));
    }
    roots
}
