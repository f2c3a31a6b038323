//! Why a value is not known where nothing that it is made of is at fault.

use super::cell;
use super::rate::{Met, amount};
use crate::eval::aggregate::each_tied;
use crate::eval::evidence::About;
use crate::eval::frame::Frame;
use crate::eval::{row, strict};
use crate::ir::{Aggregate, ExprId, Op};
use crate::outcome::{Cell, Reason};

/// Why a value arises unknown from operands that are known, where it does.
pub(super) fn of(f: &Frame<'_>, e: ExprId, place: usize) -> Option<Reason> {
    let arena = &f.engine.program.arena;
    let rates = &f.engine.rates;
    let get = |e: ExprId| f.eval(e).get(place);
    let ty = |e: ExprId| arena.get(e).ty;
    match &arena.get(e).op {
        Op::Field(..) => {
            let Cell { record, row, field } = cell(f, e, place)?;
            let disputed = About::new(f.engine, record, field?).disputed(row) == Ok(true);
            disputed.then_some(Reason::Disputed)
        }
        Op::Ask(_, fact) => {
            let Cell { record, row, field } = cell(f, arena.strip(*fact), place)?;
            About::new(f.engine, record, field?).disputed(row).err()
        }
        Op::Compare(op, a, b) => row::compare(*op, &get(*a), &get(*b), rates).1,
        Op::Arith(op, a, b) => row::arith(*op, &get(*a), ty(*a), &get(*b), ty(*b), rates)
            .1
            .filter(|reason| *reason != Reason::DivisionByZero || !strict::is_never_zero(f, *b)),
        Op::Neg(a) => row::neg(&get(*a)).1,
        Op::Aggregate(a) => unrated(f, e, a, place),
        Op::Convert(a, to, at) => {
            let at = at.map(get);
            row::convert(&get(*a), *to, at.as_ref(), rates).1
        }
        _ => None,
    }
}

/// The rate that is missing between the amounts of an aggregate.
fn unrated(f: &Frame<'_>, e: ExprId, a: &Aggregate, place: usize) -> Option<Reason> {
    let value = amount(f, a)?;
    let mut met = Met::default();
    each_tied(f, e, a, place, |inner, at, _| met.add(&inner.eval(value).get(at)), |_, _| ());
    met.unrated(&f.engine.rates)
}
