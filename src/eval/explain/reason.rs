//! Why a value is not known where nothing that it is made of is at fault.

use super::missing::{counted, needed};
use super::place::cell;
use super::rate::amount;
use crate::builtins::Needs;
use crate::eval::evidence::About;
use crate::eval::found::Met;
use crate::eval::frame::Frame;
use crate::eval::strict;
use crate::ir::{Aggregate, ExprId, Op};
use crate::meaning::{self, Stretch};
use crate::operator::ArithOp;
use crate::outcome::{Cell, Reason};
use crate::value::{Decimal, Range};

/// Why a value arises unknown from operands that are known, where it does.
pub(super) fn of(f: &Frame<'_>, e: ExprId, place: usize) -> Option<Reason> {
    let arena = &f.engine.program.arena;
    let rates = &f.engine.rates;
    let get = |e: ExprId| f.eval(e).get(place);
    let ty = |e: ExprId| arena.get(e).ty;
    match &arena.get(e).op {
        Op::Field(..) => {
            if of_nobody(f, e, place) {
                return Some(Reason::Nobody);
            }
            let Cell { record, row, field } = cell(f, e, place)?;
            let disputed = About::new(f.engine, record, field?).disputed(row) == Ok(true);
            disputed.then_some(Reason::Disputed)
        }
        Op::Ask(_, fact) => {
            let Cell { record, row, field } = cell(f, arena.strip(*fact), place)?;
            About::new(f.engine, record, field?).disputed(row).err()
        }
        Op::Compare(op, a, b) => meaning::compare(*op, &get(*a), &get(*b), ty(*a), rates).err(),
        Op::Arith(op, a, b) => {
            let reason =
                meaning::arith(*op, (&get(*a), ty(*a)), (&get(*b), ty(*b)), rates).err()?;
            let by_zero = matches!(reason, Reason::DivisionByZero | Reason::PerhapsByZero);
            let divisor = if op.raises() { *a } else { *b };
            (!by_zero || !strict::is_never_zero(f, divisor)).then_some(reason)
        }
        Op::Neg(a) => meaning::neg(&get(*a)).err(),
        Op::Spread(s) => {
            let (value, [from, to]) = (get(s.value), [s.from, s.to].map(get));
            let [first, last] = [s.first, s.last].map(get);
            if s.year.is_some_and(|year| get(year).is_known()) && !first.is_known() {
                return Some(Reason::OutsideCalendar);
            }
            let (from, to, first, last) = (&from, &to, &first, &last);
            meaning::spread(&value, Stretch { from, to, first, last }).err()
        }
        Op::Aggregate(a) => unrated(f, e, a, place).or_else(|| too_few(f, e, a, place)),
        Op::ParamAt(i, date) => {
            let param = f.engine.program.params.get(*i as usize)?;
            param.at(&get(*date), rates).err()
        }
        Op::Convert(a, to, at) => {
            let at = at.map(get);
            rates.converted(&get(*a), *to, at.as_ref()).err()?
        }
        _ => None,
    }
}

/// Why no fact settles a value: something in it that always counts, and where all is known, has no
/// value. Whatever else is missing is not worth asking for.
pub(super) fn hopeless(f: &Frame<'_>, e: ExprId, place: usize) -> Option<(ExprId, Reason)> {
    if f.eval(e).is_known(place) {
        return None;
    }
    let arena = &f.engine.program.arena;
    match &arena.get(e).op {
        Op::Named(_, inner) => hopeless(f, *inner, place),
        Op::Field(..) => of_nobody(f, e, place).then_some((e, Reason::Nobody)),
        Op::Arith(..)
        | Op::Spread(_)
        | Op::Neg(_)
        | Op::Compare(..)
        | Op::Convert(..)
        | Op::ParamAt(..)
        | Op::Call(..) => {
            let (mut inside, mut known) = (None, true);
            arena.operands(e, |operand| {
                known &= f.eval(operand).is_known(place);
                inside = inside.take().or_else(|| hopeless(f, operand, place));
            });
            let own = || {
                let rate = |reason: &Reason| matches!(reason, Reason::NoRate { .. });
                let own = of(f, e, place).filter(|reason| !rate(reason))?;
                let never = own == Reason::NotInForce;
                (known || never || divides_by_nothing(f, e, place)).then_some((e, own))
            };
            inside.or_else(own)
        }
        _ => None,
    }
}

/// Whether an expression reads a fact of whom a reference leads to, and it leads to nobody.
fn of_nobody(f: &Frame<'_>, e: ExprId, place: usize) -> bool {
    match f.engine.program.arena.get(e).op {
        Op::Field(base, _) => f.eval(base).is_nobody(place),
        _ => false,
    }
}

fn divides_by_nothing(f: &Frame<'_>, e: ExprId, place: usize) -> bool {
    match f.engine.program.arena.get(e).op {
        Op::Arith(ArithOp::Div | ArithOp::Per, _, b) => {
            f.eval(b).get(place).parts().0 == Range::point(Decimal::ZERO)
        }
        _ => false,
    }
}

/// The rate that is missing between the amounts of an aggregate.
fn unrated(f: &Frame<'_>, e: ExprId, a: &Aggregate, place: usize) -> Option<Reason> {
    let value = amount(f, a)?;
    Met::of_tied(f, e, a, value, place).unrated(&f.engine.rates).into_iter().next()
}

/// That an aggregate has no members, or fewer than it asks for, where that is why it has no value.
fn too_few(f: &Frame<'_>, e: ExprId, a: &Aggregate, place: usize) -> Option<Reason> {
    let of_nothing = a.function.row().needs != Needs::Nothing;
    if !of_nothing && a.group.is_none() && a.sample == 0 || f.eval(e).is_known(place) {
        return None;
    }
    let (needed, (found, any)) = (needed(a), counted(f, e, a, place));
    match (any, found < needed) {
        (_, true) => Some(Reason::Sample { found, needed }),
        (false, false) => Some(Reason::Nothing),
        (true, false) => None,
    }
}
