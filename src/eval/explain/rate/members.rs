//! The exchange rates that members of an aggregate rest on: by which it is decided who is one, and
//! what each comes to.

use rustc_hash::FxHashMap;

use super::rows;
use crate::eval::aggregate::{UntiedAre, with_members};
use crate::eval::explain::truth;
use crate::eval::frame::Frame;
use crate::ir::{Aggregate, ExprId, Op, Program};
use crate::value::Tri;

/// The records of the rates that an expression rests on, and of an aggregate those that its members
/// do.
pub(super) fn behind(f: &Frame<'_>, e: ExprId, place: usize) -> Vec<u32> {
    let Op::Aggregate(a) = &f.engine.program.arena.get(e).op else {
        return rows(f, e, place);
    };
    let look = |f: &Frame<'_>, place, untied| {
        let mut found = rows(f, e, place);
        of_members(f, (e, a), (place, untied), &mut found);
        found
    };
    match f.engine.aggregate(e) {
        Some((plan, _)) if plan.alone => {
            let look = || look(&f.some(&[place as u32]), 0, UntiedAre::LaidOut);
            plan.common.rates.get(plan.key(f, place), look).as_ref().clone()
        }
        _ => look(f, place, UntiedAre::Left),
    }
}

fn of_members(
    f: &Frame<'_>,
    (e, a): (ExprId, &Aggregate),
    (place, untied): (usize, UntiedAre),
    found: &mut Vec<u32>,
) {
    let Some((plan, _)) = f.engine.aggregate(e) else { return };
    let (program, known) = (f.engine.program, FxHashMap::default());
    let mut converting = Converting { program, level: a.level, known, elsewhere: false };
    let keys = a.group.iter().flat_map(|group| group.keys.iter());
    let told: Vec<ExprId> = a.value.iter().chain(&a.has).chain(keys).copied().collect();
    let told: Vec<ExprId> = told.into_iter().filter(|e| converting.is_in(*e)).collect();
    let conditions: Vec<(ExprId, bool)> =
        plan.residual.iter().map(|e| (*e, converting.is_in(*e))).collect();
    if told.is_empty() && conditions.iter().all(|(_, converts)| !converts) {
        return;
    }
    // Once each rate there can be is found, there is none to look for.
    let homeward = f.engine.homeward();
    let is_all = |converting: &Converting<'_>, found: &[u32]| {
        !converting.elsewhere && homeward.iter().all(|row| found.contains(row))
    };
    if is_all(&converting, found) {
        return;
    }
    with_members(f, e, a, (place, untied), |inner, members, read| {
        for at in members.range(place) {
            if is_all(&converting, found) {
                return;
            }
            let mut add = |e: ExprId| converting.visit(inner, e, at, found);
            if read.inside.can_true.get(at) {
                let asked = conditions.iter().filter(|(_, converts)| *converts).map(|(e, _)| *e);
                asked.chain(told.iter().copied()).for_each(&mut add);
                continue;
            }
            // Where a rate alone keeps it out, it is no member because of that.
            let fails = |(e, _): &&(ExprId, bool)| truth(inner, *e, at) == Tri::False;
            let failing = || conditions.iter().filter(fails);
            if failing().all(|(_, converts)| *converts) {
                failing().for_each(|(e, _)| add(*e));
            }
        }
    });
}

/// Which expressions bring amounts of members into one currency.
struct Converting<'p> {
    program: &'p Program,
    /// The level of the members.
    level: u8,
    known: FxHashMap<ExprId, bool>,
    /// Whether some bring them into another than the reporting currency, or as of another day.
    elsewhere: bool,
}

impl Converting<'_> {
    /// Whether some part of an expression does that looks at the members.
    fn is_in(&mut self, e: ExprId) -> bool {
        self.program.arena.get(e).levels >> self.level & 1 == 1 && self.converts(e)
    }

    /// Whether some part of an expression brings amounts into one currency.
    fn converts(&mut self, e: ExprId) -> bool {
        if let Some(known) = self.known.get(&e) {
            return *known;
        }
        let arena = &self.program.arena;
        let mut operands = Vec::new();
        arena.operands(e, |operand| operands.push(operand));
        let is_money = |e: ExprId| arena.get(e).ty.is_money();
        let converts = match &arena.get(e).op {
            Op::Convert(_, to, at) => {
                self.elsewhere |= to.is_some() || at.is_some();
                true
            }
            Op::Aggregate(a) => a.value.is_some_and(is_money),
            Op::If(..) => false,
            _ => operands.iter().filter(|operand| is_money(**operand)).count() > 1,
        };
        // All parts are looked at, as one may bring amounts elsewhere.
        let parts: Vec<bool> = operands.into_iter().map(|part| self.converts(part)).collect();
        let converts = converts || parts.contains(&true);
        self.known.insert(e, converts);
        converts
    }

    /// Adds the rates that an expression rests on at a place, in the branches that are taken.
    fn visit(&mut self, f: &Frame<'_>, e: ExprId, at: usize, found: &mut Vec<u32>) {
        if !self.is_in(e) {
            return;
        }
        for row in behind(f, e, at) {
            if !found.contains(&row) {
                found.push(row);
            }
        }
        match &self.program.arena.get(e).op {
            Op::Aggregate(_) => {}
            Op::If(c, a, b) => {
                self.visit(f, *c, at, found);
                let taken = truth(f, *c, at);
                if taken != Tri::False {
                    self.visit(f, *a, at, found);
                }
                if taken != Tri::True {
                    self.visit(f, *b, at, found);
                }
            }
            _ => {
                let mut operands = Vec::new();
                self.program.arena.operands(e, |operand| operands.push(operand));
                operands.into_iter().for_each(|operand| self.visit(f, operand, at, found));
            }
        }
    }
}
