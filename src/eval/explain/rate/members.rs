//! The exchange rates that members of an aggregate rest on: by which it is decided who is one, and
//! what each comes to.

use rustc_hash::FxHashMap;

use super::rows;
use crate::eval::aggregate::{Plan, UntiedAre, with_members};
use crate::eval::explain::place::truth;
use crate::eval::found::{Converting, Met};
use crate::eval::frame::Frame;
use crate::ir::{Aggregate, ExprId, Op, Program};
use crate::value::Tri;

/// The records of the rates that an expression rests on, and of an aggregate those that its members
/// do.
pub(super) fn behind(f: &Frame<'_>, e: ExprId, place: usize) -> Vec<u32> {
    let aggregate = match &f.engine.program.arena.get(e).op {
        Op::Aggregate(a) => f.engine.aggregate(e).map(|(plan, _)| (plan, a)),
        _ => None,
    };
    let Some((plan, a)) = aggregate else {
        return rows(f, e, place, Met::of_value);
    };
    let found = plan.once(f, place, (&plan.common.rates, |key| key), |f, place| {
        let mut found = rows(f, e, place, Met::of_value);
        of_members(f, (e, a, plan), place, &mut found);
        found
    });
    found.as_ref().clone()
}

fn of_members(
    f: &Frame<'_>,
    (e, a, plan): (ExprId, &Aggregate, &Plan),
    place: usize,
    found: &mut Vec<u32>,
) {
    let looked = || Converting::of(f.engine.program, a, plan);
    let converting = plan.common.converting.get_or_init(looked);
    if converting.parts.is_empty() {
        return;
    }
    // Once each rate there can be is found, there is none to look for.
    let homeward = f.engine.homeward();
    let is_all =
        |found: &[u32]| !converting.elsewhere && homeward.iter().all(|row| found.contains(row));
    if is_all(found) {
        return;
    }
    let untied = if plan.alone { UntiedAre::LaidOut } else { UntiedAre::Left };
    with_members(f, e, a, (place, untied), |inner, members, read| {
        for at in members.range(place) {
            if is_all(found) {
                return;
            }
            let mut add = |e: ExprId| converting.visit(inner, e, at, found);
            if read.inside.may_hold(at) {
                looked_at(a, plan).for_each(&mut add);
                continue;
            }
            // Where a rate alone keeps it out, it is no member because of that.
            let fails = |e: &ExprId| truth(inner, *e, at) == Tri::False;
            let failing = || plan.residual.iter().copied().filter(fails);
            if failing().all(|e| converting.parts.contains(&e)) {
                failing().for_each(add);
            }
        }
    });
}

/// What an aggregate looks at of its members.
fn looked_at<'a>(a: &'a Aggregate, plan: &'a Plan) -> impl Iterator<Item = ExprId> + 'a {
    let keys = a.group.iter().flat_map(|group| group.keys.iter());
    plan.residual.iter().chain(&a.value).chain(&a.key).chain(&a.has).chain(keys).copied()
}

impl Converting {
    fn of(program: &Program, a: &Aggregate, plan: &Plan) -> Converting {
        let looks_at_members = |e: &ExprId| program.arena.get(*e).levels.has(a.level);
        let mut search = Search { program, known: FxHashMap::default(), elsewhere: false };
        for e in looked_at(a, plan).filter(looks_at_members) {
            search.converts(e);
        }
        let converts = search.known.into_iter().filter_map(|(e, converts)| converts.then_some(e));
        let parts = converts.filter(looks_at_members).collect();
        Converting { parts, elsewhere: search.elsewhere }
    }

    /// Adds the rates that an expression rests on at a place, in the branches that are taken.
    fn visit(&self, f: &Frame<'_>, e: ExprId, at: usize, found: &mut Vec<u32>) {
        if !self.parts.contains(&e) {
            return;
        }
        for row in behind(f, e, at) {
            if !found.contains(&row) {
                found.push(row);
            }
        }
        let arena = &f.engine.program.arena;
        match &arena.get(e).op {
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
            _ => arena.operands(e, |operand| self.visit(f, operand, at, found)),
        }
    }
}

/// The search for what brings amounts into one currency.
struct Search<'p> {
    program: &'p Program,
    known: FxHashMap<ExprId, bool>,
    elsewhere: bool,
}

impl Search<'_> {
    /// Whether some part of an expression does.
    fn converts(&mut self, e: ExprId) -> bool {
        if let Some(known) = self.known.get(&e) {
            return *known;
        }
        let arena = &self.program.arena;
        let is_money = |e: ExprId| arena.get(e).ty.is_money();
        // All parts are looked at, as one may bring amounts elsewhere.
        let (mut amounts, mut parts) = (0, false);
        arena.operands(e, |operand| {
            amounts += usize::from(is_money(operand));
            parts |= self.converts(operand);
        });
        let own = match &arena.get(e).op {
            Op::Convert(_, to, at) => {
                self.elsewhere |= to.is_some() || at.is_some();
                true
            }
            Op::Aggregate(a) => a.value.is_some_and(is_money),
            Op::If(..) => false,
            _ => amounts > 1,
        };
        self.known.insert(e, own || parts);
        own || parts
    }
}
