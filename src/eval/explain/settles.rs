//! Whether what is missing settles a verdict once it is told, whatever it turns out to be: a divisor
//! may turn out to be zero, a reference may lead to a record that does not tell enough.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::eval::found::Met;
use crate::eval::frame::Frame;
use crate::eval::strict;
use crate::ir::{ExprId, Op, Program, Rule};
use crate::meaning;
use crate::operator::{ArithOp, Ask};
use crate::ty::{FieldId, RecordId, Ty};
use crate::value::{Decimal, Scalar};

/// Whether an expression that is open may stay so although all that it is made of is told.
pub(super) fn may_stay_open(f: &Frame<'_>, e: ExprId, place: usize) -> bool {
    let arena = &f.engine.program.arena;
    let is_open = |e: ExprId| !f.eval(e).is_known(place);
    match arena.get(e).op {
        Op::Arith(ArithOp::Div | ArithOp::Per, _, divisor) => {
            let (range, _) = f.eval(divisor).get(place).parts();
            let may_be_zero = range.contains(Decimal::ZERO) && !strict::is_never_zero(f, divisor);
            is_open(divisor) && may_be_zero
        }
        Op::Arith(op @ (ArithOp::Pow | ArithOp::Root), a, b) => {
            let (x, y) = (f.eval(a).get(place), f.eval(b).get(place));
            let none = meaning::may_have_no_power(op, &x, &y, strict::is_never_zero(f, a));
            (is_open(a) || is_open(b)) && none
        }
        Op::Spread(ref s) => {
            let [from, to] = [s.from, s.to].map(|e| f.eval(e).get(place));
            (is_open(s.from) || is_open(s.to)) && meaning::may_run_backwards(&from, &to)
        }
        // A month is no number of days.
        Op::Compare(_, a, b) if arena.get(a).ty == Ty::Period => {
            !is_of_days(f, a, place) || !is_of_days(f, b, place)
        }
        Op::InSet(a, _) => arena.get(a).ty == Ty::Period,
        // It may be a day before the first.
        Op::Convert(_, _, Some(at)) => is_open(at),
        Op::ParamAt(param, at) => {
            let param = f.engine.program.params.get(param as usize);
            let since = param.and_then(|p| p.timeline.first()).and_then(|first| first.since);
            let (days, _) = f.eval(at).get(place).parts();
            let first = since.map(|since| Decimal::from(i64::from(since.0)));
            is_open(at) && first.is_some_and(|first| days.lo.is_none_or(|day| day < first))
        }
        _ => false,
    }
}

/// Whether a period is one of whole days, or will be once it is told.
fn is_of_days(f: &Frame<'_>, e: ExprId, place: usize) -> bool {
    let arena = &f.engine.program.arena;
    match arena.get(arena.strip(e)).op {
        Op::Arith(ArithOp::Sub, a, _) if arena.get(a).ty == Ty::Date => true,
        Op::Ask(Ask::Age, _) => true,
        _ => match f.eval(e).get(place) {
            Scalar::Period(period) => period.known().is_some_and(|period| period.months == 0),
            _ => false,
        },
    }
}

/// Adds the currencies in which the operands of an open expression are told.
pub(super) fn meet(f: &Frame<'_>, e: ExprId, place: usize, met: &mut Met) {
    let arena = &f.engine.program.arena;
    if matches!(arena.get(e).op, Op::Aggregate(_)) {
        return;
    }
    if let Op::Convert(_, to, _) = arena.get(e).op {
        met.add_currency(to.unwrap_or(f.engine.rates.reporting));
        return;
    }
    arena.operands(e, |operand| {
        if arena.get(operand).ty.is_money() {
            met.add_told(&f.eval(operand).get(place));
        }
    });
}

/// The expressions of a rule that ask whether a fact is told, or take something else where it is not:
/// they are decided without it, and what they stand beside may count once it is told.
pub(super) fn inspecting(
    program: &Program,
    rule: &Rule,
    fact: (RecordId, FieldId),
) -> FxHashSet<ExprId> {
    let mut read = FxHashMap::default();
    for e in rule.conditions() {
        look(program, e, fact, &mut read);
    }
    let inspecting = read.into_iter().filter(|(_, how)| how.inspected);
    inspecting.map(|(e, _)| e).collect()
}

/// How an expression reads a fact.
#[derive(Clone, Copy, Default)]
struct Read {
    /// Its value is part of it.
    at_all: bool,
    /// It is asked whether it is told.
    inspected: bool,
}

fn look(
    program: &Program,
    e: ExprId,
    fact: (RecordId, FieldId),
    read: &mut FxHashMap<ExprId, Read>,
) -> Read {
    if let Some(known) = read.get(&e) {
        return *known;
    }
    let (arena, mut how) = (&program.arena, Read::default());
    arena.operands(e, |operand| {
        let inner = look(program, operand, fact, read);
        how.at_all |= inner.at_all;
        how.inspected |= inner.inspected;
    });
    match &arena.get(e).op {
        Op::Field(base, field) => {
            how.at_all |= arena.get(*base).ty == Ty::Record(fact.0) && *field == fact.1;
        }
        Op::IsKnown(_) | Op::IsUnknown(_) | Op::OrElse(..) | Op::End(..) | Op::Ask(..) => {
            how.inspected |= how.at_all;
        }
        _ => {}
    }
    read.insert(e, how);
    how
}
