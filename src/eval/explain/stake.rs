//! How much money is at stake in a verdict, and on which facts that rests.

use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::facts::counted;
use super::place::{cell, truth};
use crate::eval::aggregate::each_certain;
use crate::eval::frame::{Frame, Rows};
use crate::ir::{Aggregate, ExprId, Op, Rule};
use crate::outcome::{Basis, Stake};
use crate::ty::Ty;
use crate::value::Tri;

/// What is at stake for each row of a frame; none where the rule tells no amount.
pub(super) fn of(f: &Frame<'_>, rule: &Rule) -> Option<Vec<Stake>> {
    let amount = rule.amount?;
    let stake = |place| {
        let value = f.told(amount, place);
        let (range, currency) = value.parts();
        let home = f.engine.rates.of(Ty::MONEY).home(range, currency).ok();
        Stake { value, home }
    };
    Some((0..f.len()).map(stake).collect())
}

/// The facts of money that amounts are made of.
#[derive(Debug, Default)]
pub struct Bases {
    /// What members of aggregates rest on that look at nothing but themselves: the legs of a flow
    /// stand behind many parties.
    members: RwLock<FxHashMap<(ExprId, u32), Arc<[Basis]>>>,
}

impl Bases {
    /// What an amount is made of at a place, in order, each once. Conditions, which say who counts,
    /// are no part of it, and what only perhaps counts for it may as well count for another alone.
    pub(super) fn of(&self, f: &Frame<'_>, amount: ExprId, place: usize) -> Vec<Basis> {
        let mut basis = Vec::new();
        self.rests_on(f, amount, place, &mut basis);
        basis.sort_unstable();
        basis.dedup();
        basis
    }

    fn rests_on(&self, f: &Frame<'_>, e: ExprId, place: usize, to: &mut Vec<Basis>) {
        let arena = &f.engine.program.arena;
        let node = arena.get(e);
        match &node.op {
            Op::Field(..) if node.ty.money() != 0 => {
                to.extend(cell(f, e, place).map(Basis::Fact));
            }
            Op::Field(..) => {}
            // What does not look at the subject is one thing for all of them.
            Op::Aggregate(_) if node.levels.is_empty() => to.push(Basis::Shared(e)),
            Op::Aggregate(a) => {
                let Some(value) = a.value else { return };
                each_certain(f, e, a, place, |inner, at| self.member(inner, (a, value), at, to));
            }
            Op::If(condition, a, b) => match truth(f, *condition, place) {
                Tri::True => self.rests_on(f, *a, place, to),
                Tri::False => self.rests_on(f, *b, place, to),
                Tri::Unknown => [a, b].into_iter().for_each(|e| self.rests_on(f, *e, place, to)),
            },
            _ => counted(f, e, place).into_iter().for_each(|e| self.rests_on(f, e, place, to)),
        }
    }

    /// What a member of an aggregate adds.
    fn member(
        &self,
        inner: &Frame<'_>,
        (a, value): (&Aggregate, ExprId),
        at: usize,
        to: &mut Vec<Basis>,
    ) {
        let node = inner.engine.program.arena.get(value);
        if matches!(node.op, Op::Field(..)) || !node.levels.is_just(a.level) {
            return self.rests_on(inner, value, at, to);
        }
        let key = (value, inner.row(at));
        let known = self.members.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        let known = known.unwrap_or_else(|| {
            let alone = Frame::new(inner.engine, a.level, Rows::list(vec![key.1]), None);
            let basis: Arc<[Basis]> = self.of(&alone, value, 0).into();
            let mut members = self.members.write().unwrap_or_else(PoisonError::into_inner);
            members.entry(key).or_insert(basis).clone()
        });
        to.extend_from_slice(&known);
    }
}
