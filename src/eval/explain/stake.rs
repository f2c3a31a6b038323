//! How much money is at stake in a verdict, and on which facts that rests.

use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::facts::counted;
use super::place::{cell, truth};
use crate::eval::aggregate::each_certain;
use crate::eval::frame::{Frame, Rows};
use crate::ir::{Aggregate, ExprId, Level, Op, Rule};
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
    /// What aggregates rest on that look at nothing of a row but their key: the steps of one leg of
    /// a flow stand behind all whom it leads to.
    known: RwLock<FxHashMap<Asked, Arc<[Basis]>>>,
}

/// An aggregate, the key of a row, and which facts are asked for.
type Asked = (ExprId, u32, Facts);

/// Which facts an amount rests on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Facts {
    /// Those of money.
    OfMoney,
    /// Those of all quantities: where none is of money.
    Any,
}

impl Bases {
    /// What an amount is made of at a place, in order, each once. Conditions, which say who counts,
    /// are no part of it, and what only perhaps counts for it may as well count for another alone.
    pub(super) fn of(&self, f: &Frame<'_>, amount: ExprId, place: usize) -> Vec<Basis> {
        let mut basis = of_money_or_any(|to| self.rests_on(f, amount, place, to));
        basis.sort_unstable();
        basis.dedup();
        basis
    }

    /// What an aggregate is made of that does not look at the rows at hand.
    pub(super) fn whole(&self, f: &Frame<'_>, e: ExprId) -> Vec<Basis> {
        match &f.engine.program.arena.get(e).op {
            Op::Aggregate(a) => of_money_or_any(|to| self.members(f, (e, a), 0, to)),
            _ => Vec::new(),
        }
    }

    fn rests_on(
        &self,
        f: &Frame<'_>,
        e: ExprId,
        place: usize,
        (facts, to): (Facts, &mut Vec<Basis>),
    ) {
        let arena = &f.engine.program.arena;
        let node = arena.get(e);
        match &node.op {
            Op::Field(..)
                if node.ty.money() != 0 || facts == Facts::Any && node.ty.dim().is_some() =>
            {
                to.extend(cell(f, e, place).map(Basis::Fact));
            }
            Op::Field(..) => {}
            // What does not look at the subject is one thing for all of them.
            Op::Aggregate(_) if node.levels.is_empty() => to.push(Basis::Shared(e)),
            Op::Aggregate(a) => self.members(f, (e, a), place, (facts, to)),
            Op::If(condition, a, b) => match truth(f, *condition, place) {
                Tri::True => self.rests_on(f, *a, place, (facts, to)),
                Tri::False => self.rests_on(f, *b, place, (facts, to)),
                Tri::Unknown => {
                    [a, b].into_iter().for_each(|e| self.rests_on(f, *e, place, (facts, to)))
                }
            },
            _ => counted(f, e, place)
                .into_iter()
                .for_each(|e| self.rests_on(f, e, place, (facts, to))),
        }
    }

    /// What the members of an aggregate add.
    fn members(
        &self,
        f: &Frame<'_>,
        (e, a): (ExprId, &Aggregate),
        place: usize,
        (facts, to): (Facts, &mut Vec<Basis>),
    ) {
        let Some(value) = a.value else { return };
        let find = |f: &Frame<'_>, place| {
            let mut basis = Vec::new();
            each_certain(f, e, a, place, |inner, at| {
                self.rests_on(inner, value, at, (facts, &mut basis));
            });
            basis
        };
        let plan = f.engine.aggregate(e).map(|(plan, _)| plan);
        // Few subjects have a key in common.
        let inside = f.level != Level::SUBJECT;
        let alone = plan.filter(|plan| inside && plan.outside.is_empty());
        let key = alone.and_then(|plan| plan.outer_key);
        let Some(key) = key.and_then(|key| f.eval(key).code(place)) else {
            return to.extend(find(f, place));
        };
        let known = self
            .known
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&(e, key, facts))
            .cloned();
        let known = known.unwrap_or_else(|| {
            let mut basis = match f.engine.program.arena.get(e).levels.is_just(f.level) {
                // The row alone, not all that are at hand with it.
                true => {
                    let rows = Rows::list(vec![f.row(place)]);
                    find(&Frame::new(f.engine, f.level, rows, None), 0)
                }
                false => find(f, place),
            };
            basis.sort_unstable();
            basis.dedup();
            let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
            known.entry((e, key, facts)).or_insert(basis.into()).clone()
        });
        to.extend_from_slice(&known);
    }
}

/// The facts of money; where there are none, a price of the rule's own is taken times what records
/// tell, which is what counts then.
fn of_money_or_any(find: impl Fn((Facts, &mut Vec<Basis>))) -> Vec<Basis> {
    let mut basis = Vec::new();
    find((Facts::OfMoney, &mut basis));
    if basis.is_empty() {
        find((Facts::Any, &mut basis));
    }
    basis
}
