//! Params that are asked for as of the as-of date before their first value.

use rustc_hash::FxHashSet;

use super::error::CheckError;
use super::world::World;
use crate::ir::{ExprId, Op, Part, Scenario};
use crate::source::Span;
use crate::syntax::ast;

impl World<'_> {
    /// The place of the value that is in force at the as-of date.
    pub(super) fn in_force(&self, item: &ast::Param) -> Option<usize> {
        let begun =
            |dated: &ast::DatedValue| dated.since.is_none_or(|(date, _)| date <= self.as_of);
        item.values.iter().rposition(begun)
    }

    /// The param without a value at the as-of date that keeps this one from having one: itself, or
    /// what it is computed from.
    pub(super) fn not_begun(&self, i: u32) -> Option<u32> {
        let (mut next, mut seen) = (vec![i], FxHashSet::default());
        while let Some(i) = next.pop().filter(|i| (*i as usize) < self.params.len()) {
            if !seen.insert(i) {
                continue;
            }
            let pending = &self.pending[i as usize];
            if pending.set.is_none() && self.in_force(pending.item).is_none() {
                return Some(i);
            }
            // What it asks for as of one day is asked for there.
            let rests_on = self.params[i as usize].rests_on.iter();
            next.extend(rests_on.filter(|(_, day)| day.is_none()).map(|(other, _)| *other));
        }
        None
    }

    /// Tells each param that is asked for before its first value, once, with the first place that
    /// asks. One that nothing asks for as of that date is no error: rules may ask for other days.
    pub(super) fn require_begun_params(&mut self) {
        let mut asked = std::mem::take(&mut self.asked_early);
        let (mut seen, mut told) = (FxHashSet::default(), FxHashSet::default());
        for (root, span) in self.roots() {
            let mut next = vec![root];
            while let Some(e) = next.pop() {
                if !seen.insert(e) {
                    continue;
                }
                if let Op::Param(i) = self.arena.get(e).op {
                    asked.extend(self.not_begun(i).map(|i| (i, span)));
                }
                self.arena.operands(e, |operand| next.push(operand));
            }
        }
        for (i, asked) in asked {
            let item = self.pending[i as usize].item;
            let first = item.values.iter().find_map(|dated| dated.since);
            if let Some((first, begins)) = first.filter(|_| told.insert(i)) {
                let (name, span, as_of) = (item.name.text.clone(), item.name.span, self.as_of);
                self.report(CheckError::NotInForce { name, span, as_of, first, begins, asked });
            }
        }
    }

    /// What a run evaluates, each with where it is asked for.
    fn roots(&self) -> Vec<(ExprId, Span)> {
        let mut roots = Vec::new();
        for rule in &self.rules {
            roots.extend(rule.rungs.iter().map(|rung| (rung.when, rung.span)));
            let templates = rule.message.iter().chain(&rule.remedy);
            let holes = templates.flat_map(|template| &template.0).filter_map(|part| match part {
                Part::Hole(e, _) => Some(*e),
                Part::Text(_) => None,
            });
            let others = rule.unless.iter().chain(&rule.exists).copied();
            roots.extend(others.chain(holes).map(|e| (e, rule.span)));
        }
        for change in self.scenarios.iter().flat_map(Scenario::changes) {
            roots.extend(
                [Some(change.value), change.filter].iter().flatten().map(|e| (*e, change.span)),
            );
        }
        for kind in &self.schema.records {
            roots.extend(kind.kind.roots().into_iter().map(|e| (e, kind.span)));
        }
        roots
    }
}
