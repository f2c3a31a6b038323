//! How much money is at stake in a verdict, and on which facts that rests.

use std::collections::BTreeSet;

use super::facts::counted;
use super::place::{cell, truth};
use crate::eval::aggregate::each_certain;
use crate::eval::frame::Frame;
use crate::ir::{ExprId, Op, Rule};
use crate::outcome::{Basis, Stake};
use crate::ty::Ty;
use crate::value::Tri;

/// How many facts of one amount are noted: amounts that rest on more are compared by the first.
const FACTS: usize = 10_000;

/// What is at stake for each row of a frame; none where the rule tells no amount.
pub(super) fn of(f: &Frame<'_>, rule: &Rule) -> Option<Vec<Stake>> {
    let amount = rule.amount?;
    let stake = |place| {
        let value = f.told(amount, place);
        let (range, currency) = value.parts();
        let home = f.engine.rates.of(Ty::MONEY).home(range, currency).ok();
        let mut basis = BTreeSet::new();
        rests_on(f, amount, place, &mut basis);
        Stake { value, home, basis }
    };
    Some((0..f.len()).map(stake).collect())
}

/// The facts of money that an amount is made of at a place. Conditions, which say who counts, are no
/// part of it, and what only perhaps counts for it may as well count for another alone.
fn rests_on(f: &Frame<'_>, e: ExprId, place: usize, to: &mut BTreeSet<Basis>) {
    if to.len() >= FACTS {
        return;
    }
    let arena = &f.engine.program.arena;
    let node = arena.get(e);
    match &node.op {
        Op::Field(..) if node.ty.money() != 0 => {
            to.extend(cell(f, e, place).map(Basis::Fact));
        }
        Op::Field(..) => {}
        // What does not look at the subject is one thing for all of them.
        Op::Aggregate(_) if node.levels.is_empty() => {
            to.insert(Basis::Shared(e));
        }
        Op::Aggregate(a) => {
            let Some(value) = a.value else { return };
            each_certain(f, e, a, place, |inner, at| rests_on(inner, value, at, to));
        }
        Op::If(condition, a, b) => match truth(f, *condition, place) {
            Tri::True => rests_on(f, *a, place, to),
            Tri::False => rests_on(f, *b, place, to),
            Tri::Unknown => [a, b].into_iter().for_each(|e| rests_on(f, *e, place, to)),
        },
        _ => counted(f, e, place).into_iter().for_each(|e| rests_on(f, e, place, to)),
    }
}
