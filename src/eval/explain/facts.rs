//! The facts that a verdict rests on.

use rustc_hash::FxHashSet;

use super::{cell, conditions, rate, truth};
use crate::eval::aggregate::foremost;
use crate::eval::evidence::About;
use crate::eval::frame::Frame;
use crate::ir::{Aggregate, ExprId, Op, Rule};
use crate::outcome::Fact;
use crate::ty::Ty;
use crate::value::Tri;

/// How many members of an aggregate are shown as facts.
const MEMBERS: usize = 3;

/// Every fact that the conditions read, each once, in the order of the text. Of an aggregate's
/// members the largest few stand for all.
pub(super) fn of(f: &Frame<'_>, rule: &Rule) -> Vec<Fact> {
    let mut found = Found { facts: Vec::new(), seen: FxHashSet::default() };
    for e in conditions(rule) {
        found.visit(f, e, 0);
    }
    found.facts
}

/// What a rule's conditions are made of: the fields that they read outside aggregates, and the
/// aggregates; each once.
pub(super) fn leaves(f: &Frame<'_>, rule: &Rule) -> Vec<ExprId> {
    let mut seen = FxHashSet::default();
    let mut leaves = Vec::new();
    let mut stack: Vec<ExprId> = conditions(rule).collect();
    stack.reverse();
    let arena = &f.engine.program.arena;
    while let Some(e) = stack.pop() {
        if !seen.insert(e) {
            continue;
        }
        match &arena.get(e).op {
            Op::Aggregate(_) => leaves.push(e),
            Op::Field(base, _) => {
                leaves.push(e);
                stack.push(*base);
            }
            _ => {
                let at = stack.len();
                arena.operands(e, |o| stack.insert(at, o));
            }
        }
    }
    leaves
}

struct Found {
    facts: Vec<Fact>,
    seen: FxHashSet<(crate::outcome::Cell, String)>,
}

impl Found {
    fn visit(&mut self, f: &Frame<'_>, e: ExprId, place: usize) {
        let arena = &f.engine.program.arena;
        match &arena.get(e).op {
            Op::Field(base, _) => {
                // What leads to a fact is not one of its own, unless it is all there is.
                match cell(f, e, place) {
                    Some(_) => self.add(f, e, place, f.engine.program.path(e).unwrap_or_default()),
                    None => self.visit(f, *base, place),
                }
            }
            Op::Aggregate(a) => {
                self.members(f, e, a, place);
                self.rates(f, e, place);
            }
            _ => {
                let mut operands = Vec::new();
                arena.operands(e, |o| operands.push(o));
                operands.into_iter().for_each(|o| self.visit(f, o, place));
                self.rates(f, e, place);
            }
        }
    }

    /// The rates by which amounts came into one currency are facts as well.
    fn rates(&mut self, f: &Frame<'_>, e: ExprId, place: usize) {
        for rate in rate::used(f, e, place) {
            if !self.facts.contains(&rate) {
                self.facts.push(rate);
            }
        }
    }

    fn add(&mut self, f: &Frame<'_>, e: ExprId, place: usize, path: String) {
        let ty = f.engine.program.arena.get(e).ty;
        if let (Some(cell), false) = (cell(f, e, place), matches!(ty, Ty::List(_)))
            && self.seen.insert((cell, path.clone()))
        {
            let about = cell.field.map(|field| About::new(f.engine, cell.record, field));
            let sources = about.as_ref().map(|about| about.cited(cell.row)).unwrap_or_default();
            let disputed = about.is_some_and(|about| about.disputed(cell.row) == Ok(true));
            let value = f.eval(e).get(place);
            self.facts.push(Fact { cell: Some(cell), path, value, ty, sources, disputed });
        }
    }

    fn members(&mut self, f: &Frame<'_>, e: ExprId, a: &Aggregate, place: usize) {
        let (Some(value), program) = (a.value, f.engine.program) else {
            return;
        };
        let rest = foremost(f, e, a, place, MEMBERS, |inner, at, row| {
            let mut stack = vec![value];
            while let Some(e) = stack.pop() {
                match &program.arena.get(e).op {
                    Op::Field(..) => {
                        let key = f.engine.tables.of(a.members).keys.get(row as usize);
                        let path = program.path(e).unwrap_or_default();
                        let path = match key.filter(|key| !key.is_empty()) {
                            Some(key) => format!("{path} of {key}"),
                            None => path,
                        };
                        self.add(inner, e, at, path);
                    }
                    Op::Aggregate(nested) => self.members(inner, e, nested, at),
                    Op::If(c, a, b) => match truth(inner, *c, at) {
                        Tri::True => stack.push(*a),
                        Tri::False => stack.push(*b),
                        Tri::Unknown => stack.extend([c, a, b]),
                    },
                    _ => program.arena.operands(e, |o| stack.push(o)),
                }
            }
        });
        if let (Some(sum), Some(path)) = (rest.sum, program.path(value)) {
            let path = match rest.count {
                1 => format!("{path} of one other"),
                count => format!("{path} of {} others", crate::ty::count(count)),
            };
            let ty = program.arena.get(e).ty;
            let (sources, disputed) = (Vec::new(), false);
            let rest = Fact { cell: None, path, value: sum, ty, sources, disputed };
            if !self.facts.contains(&rest) {
                self.facts.push(rest);
            }
        }
    }
}
