//! Clauses of a scorecard that change nothing: a grade before which another always comes, a cap at
//! the best grade.

use rustc_hash::FxHashSet;

use crate::check::error::ScorecardError;
use crate::check::scope::Checker;
use crate::ir::{Arena, ExprId, Op, Scorecard};
use crate::operator::CompareOp;
use crate::ty::{Bounds, Card, Ty};
use crate::value::{Currency, Decimal, Rounding, Scalar, Tri};

/// How many pairs of conditions are compared for one grade: a warning is worth no more.
const MOST: usize = 4096;

impl Checker<'_, '_> {
    /// Warns of what changes nothing, as far as that can be seen from how conditions are written.
    pub(super) fn warn_of_idle(&mut self, scorecard: &Scorecard) {
        let Some(card) = self.schema().kind(scorecard.card).card().copied() else { return };
        let mut idle = Vec::new();
        for (place, grade) in scorecard.grades.iter().enumerate() {
            let mut comes_first = |earlier: &&crate::ir::Grade| {
                let met = Met { arena: self.arena(), scorecard, card, seen: FxHashSet::default() };
                earlier.when.is_some_and(|first| met.whenever(grade.when, first))
            };
            if let Some(first) = scorecard.grades[..place].iter().find(&mut comes_first) {
                let (name, span, first) = (grade.name.to_string(), grade.span, first.span);
                idle.push(ScorecardError::NeverReached { name, span, first });
            }
        }
        let best = scorecard.grades.len().saturating_sub(1);
        for cap in scorecard.caps.iter().filter(|cap| cap.grade == best) {
            let name = scorecard.grades[best].name.to_string();
            idle.push(ScorecardError::IdleCap { name, span: cap.span });
        }
        idle.into_iter().for_each(|error| self.sink.warn(error.into()));
    }
}

/// Whether one condition is met whenever another is.
struct Met<'a> {
    arena: &'a Arena,
    scorecard: &'a Scorecard,
    card: Card,
    /// The pairs that were looked at.
    seen: FxHashSet<(ExprId, ExprId)>,
}

/// A comparison with a constant: what is compared, and between which ends it is met.
struct Between {
    of: ExprId,
    bounds: Bounds,
    currency: Option<Currency>,
}

impl Met<'_> {
    /// Whether `first` is met whenever `then` is; always, where that is no condition.
    fn whenever(mut self, then: Option<ExprId>, first: ExprId) -> bool {
        match then {
            Some(then) => self.implies(then, first),
            None => self.is_always(first),
        }
    }

    fn implies(&mut self, then: ExprId, first: ExprId) -> bool {
        let arena = self.arena;
        let (then, first) = (arena.strip(then), arena.strip(first));
        if then == first {
            return true;
        }
        if self.seen.len() >= MOST || !self.seen.insert((then, first)) {
            return false;
        }
        let (a, b) = (&arena.get(then).op, &arena.get(first).op);
        if let Op::Or(parts) = a {
            return parts.iter().all(|part| self.implies(*part, first));
        }
        if let Op::And(parts) = b {
            return parts.iter().all(|part| self.implies(then, *part));
        }
        let by_part = match a {
            Op::And(parts) => parts.iter().any(|part| self.implies(*part, first)),
            _ => false,
        };
        let mut of_part = || match b {
            Op::Or(parts) => parts.iter().any(|part| self.implies(then, *part)),
            _ => self.is_within(then, first),
        };
        by_part || of_part() || self.is_always(first)
    }

    /// Whether a condition is met by all.
    fn is_always(&self, e: ExprId) -> bool {
        match &self.arena.get(self.arena.strip(e)).op {
            Op::Const(Scalar::Truth(Tri::True)) => true,
            Op::And(parts) => parts.iter().all(|part| self.is_always(*part)),
            Op::Or(parts) => parts.iter().any(|part| self.is_always(*part)),
            _ => self.between(e).is_some_and(|met| {
                let Bounds { lo, hi, .. } = met.bounds;
                self.counted(met.of).is_some() && hi.is_none() && lo <= Some(Decimal::ZERO)
            }),
        }
    }

    /// Whether a comparison is met whenever another is: of the same, or of how many there are of a
    /// severity or worse, which are no fewer than there are of a worse one.
    fn is_within(&self, then: ExprId, first: ExprId) -> bool {
        let (Some(then), Some(first)) = (self.between(then), self.between(first)) else {
            return false;
        };
        let (inner, outer) = (then.bounds, first.bounds);
        let above = starts_within(&inner, &outer);
        if then.of == first.of {
            return then.currency == first.currency && above && ends_within(&inner, &outer);
        }
        match (self.counted(then.of), self.counted(first.of)) {
            (Some(Some(worse)), Some(Some(milder))) => {
                worse > milder && outer.hi.is_none() && inner.lo.is_some() && above
            }
            _ => false,
        }
    }

    /// The severity from which on a count of the card counts, `None` of what is open; `None` of what
    /// is no count.
    fn counted(&self, e: ExprId) -> Option<Option<usize>> {
        let Op::Field(base, field) = self.arena.get(e).op else { return None };
        if self.arena.get(base).ty != Ty::Record(self.scorecard.card) {
            return None;
        }
        let severity = self.card.findings.iter().position(|own| *own == field);
        (severity.is_some() || field == self.card.undetermined).then_some(severity)
    }

    /// A comparison with a constant.
    fn between(&self, e: ExprId) -> Option<Between> {
        let Op::Compare(op, a, b) = self.arena.get(self.arena.strip(e)).op else { return None };
        let (a, b) = (self.arena.strip(a), self.arena.strip(b));
        let (op, of, end) = match (&self.arena.get(a).op, &self.arena.get(b).op) {
            (_, Op::Const(end)) => (op, a, end),
            (Op::Const(end), _) => (op.mirrored(), b, end),
            _ => return None,
        };
        let Scalar::Quantity { range, currency, .. } = end else { return None };
        let end = range.known()?;
        // More than two are at least three.
        let one = Decimal::from(1);
        let next = match op {
            CompareOp::Gt if self.counted(of).is_some() && end.is_whole() => {
                end.add(one, Rounding::HalfEven)
            }
            _ => None,
        };
        let (lo_open, hi_open) = (op == CompareOp::Gt && next.is_none(), op == CompareOp::Lt);
        let (lo, hi) = match op {
            CompareOp::Eq => (Some(end), Some(end)),
            CompareOp::Gt | CompareOp::Ge => (Some(next.unwrap_or(end)), None),
            CompareOp::Lt | CompareOp::Le => (None, Some(end)),
            CompareOp::Ne => return None,
        };
        Some(Between { of, bounds: Bounds { lo, hi, lo_open, hi_open }, currency: *currency })
    }
}

fn starts_within(inner: &Bounds, outer: &Bounds) -> bool {
    match (inner.lo, outer.lo) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(a), Some(b)) => a > b || a == b && (inner.lo_open || !outer.lo_open),
    }
}

fn ends_within(inner: &Bounds, outer: &Bounds) -> bool {
    match (inner.hi, outer.hi) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(a), Some(b)) => a < b || a == b && (inner.hi_open || !outer.hi_open),
    }
}
