//! The facts that would decide a verdict.

use crate::eval::aggregate::each_member;
use crate::eval::frame::Frame;
use crate::eval::row;
use crate::ir::{Aggregate, ExprId, Op, Rule};
use crate::outcome::{Cell, Missing, Reason, Verdict};
use crate::value::{Scalar, Tri};

use super::{cell, truth};

/// How many missing facts of one verdict are told.
const MOST: usize = 100;

/// What would decide the verdict at a place of a frame: for an undetermined one the rungs that
/// are open (and an open `unless`), for a flagged one the more severe rungs that are.
pub(super) fn of(f: &Frame<'_>, rule: &Rule, verdict: Verdict, place: usize) -> Vec<Missing> {
    let above = match verdict {
        Verdict::Undetermined { .. } => None,
        Verdict::Flagged { severity, possibly: Some(_) } => Some(severity),
        Verdict::Flagged { possibly: None, .. } | Verdict::Clear | Verdict::NotApplicable => {
            return Vec::new();
        }
    };
    let mut search = Search { found: Vec::new(), met: 0, variable: &rule.variable };
    let rungs = rule.rungs.iter().filter(|r| above.is_none_or(|s| r.severity > s)).map(|r| r.when);
    let unless = rule.unless.iter().copied().filter(|_| above.is_none());
    for e in unless.chain(rungs) {
        search.truth(f, e, place);
    }
    search.found
}

struct Search<'a> {
    found: Vec<Missing>,
    /// How many missing facts were met, those met before included.
    met: usize,
    /// The subject's variable.
    variable: &'a str,
}

impl Search<'_> {
    /// Why a condition is not decided.
    fn truth(&mut self, f: &Frame<'_>, e: ExprId, place: usize) {
        if truth(f, e, place) != Tri::Unknown {
            return;
        }
        match &f.engine.program.arena.get(e).op {
            Op::Named(_, a) | Op::Not(a) => self.truth(f, *a, place),
            Op::And(parts) | Op::Or(parts) => parts.iter().for_each(|p| self.truth(f, *p, place)),
            _ => self.value(f, e, place),
        }
    }

    /// Why a value is not one for certain.
    fn value(&mut self, f: &Frame<'_>, e: ExprId, place: usize) {
        let value = f.eval(e).get(place);
        if value.is_known() || self.found.len() >= MOST {
            return;
        }
        let arena = &f.engine.program.arena;
        match &arena.get(e).op {
            Op::Field(base, _) => match cell(f, e, place) {
                Some(cell) => self.fact(f, e, cell, &value),
                None => self.value(f, *base, place),
            },
            Op::And(_) | Op::Or(_) | Op::Not(_) => self.truth(f, e, place),
            Op::Aggregate(a) => self.members(f, e, a, place),
            _ => {
                let mut known = true;
                let mut operands = Vec::new();
                arena.operands(e, |o| operands.push(o));
                for o in operands {
                    known &= f.eval(o).get(place).is_known();
                    self.value(f, o, place);
                }
                // A reason of its own: no rate, and with known operands a zero divisor or an
                // overflow.
                let own = |r: &Reason| known || matches!(r, Reason::NoRate { .. });
                if let Some(reason) = reason(f, e, place).filter(own) {
                    self.without_place(f, e, reason);
                }
            }
        }
    }

    fn without_place(&mut self, f: &Frame<'_>, e: ExprId, reason: Reason) {
        let path = f.engine.program.print(e, self.variable);
        self.add(Missing { cell: None, path, reason });
    }

    fn fact(&mut self, f: &Frame<'_>, e: ExprId, cell: Cell, value: &Scalar) {
        let reason = if row::is_unknown(value) { Reason::NotGiven } else { Reason::Imprecise };
        let mut path = f.engine.program.path(e).unwrap_or_default();
        let key = f.engine.tables.of(cell.record).keys.get(cell.row as usize);
        if let Some(key) = key.filter(|key| f.level > 0 && !key.is_empty()) {
            path = format!("{path} of {key}");
        }
        self.add(Missing { cell: Some(cell), path, reason });
    }

    fn members(&mut self, f: &Frame<'_>, e: ExprId, a: &Aggregate, place: usize) {
        let before = self.met;
        if let Some(holder) = a.holder {
            self.value(f, holder, place);
        }
        if let Some(key) = f.engine.aggregate(e).and_then(|(plan, _)| plan.outer_key) {
            self.value(f, key, place);
        }
        let mut any = false;
        each_member(f, e, a, place, |inner, at, _| {
            any = true;
            let keys = a.group.iter().flat_map(|g| g.keys.iter());
            a.filter.iter().chain(&a.has).for_each(|e| self.truth(inner, *e, at));
            a.value.iter().chain(keys).for_each(|e| self.value(inner, *e, at));
        });
        if before == self.met {
            self.without_place(f, e, if any { Reason::Imprecise } else { Reason::Nothing });
        }
    }

    fn add(&mut self, missing: Missing) {
        self.met += 1;
        let same = |m: &Missing| {
            m.reason == missing.reason
                && match (m.cell, missing.cell) {
                    (Some(a), Some(b)) => a == b,
                    (None, None) => m.path == missing.path,
                    _ => false,
                }
        };
        if self.found.len() < MOST && !self.found.iter().any(same) {
            self.found.push(missing);
        }
    }
}

/// Why a value arises unknown from operands that are known, where it does.
pub(super) fn reason(f: &Frame<'_>, e: ExprId, place: usize) -> Option<Reason> {
    let arena = &f.engine.program.arena;
    let rates = &f.engine.rates;
    let get = |e: ExprId| f.eval(e).get(place);
    let ty = |e: ExprId| arena.get(e).ty;
    match &arena.get(e).op {
        Op::Compare(op, a, b) => row::compare(*op, &get(*a), &get(*b), rates).1,
        Op::Arith(op, a, b) => row::arith(*op, &get(*a), ty(*a), &get(*b), ty(*b), rates).1,
        Op::Convert(a, to, at) => {
            let at = at.map(get);
            row::convert(&get(*a), *to, at.as_ref(), rates).1
        }
        _ => None,
    }
}
