//! Whether a finding stays clear over a range of what a fact may be, looked at part by part: between
//! two lines no comparison changes sides.

use super::Search;
use crate::eval::explain::polynomial::{Unknown, reads, sides};
use crate::ir::{ExprId, Op};
use crate::operator::End;
use crate::value::{Currency, Decimal, Rounding};

/// What a fact may be, parted by the lines of the rule.
pub(super) struct Parts<'a, 's, 'f> {
    search: &'a Search<'s, 'f>,
    currency: Option<Currency>,
    lines: Vec<Decimal>,
    /// Whether nothing changes but at the lines, so that one value says of a part what all do.
    alike: bool,
}

impl<'a, 's, 'f> Parts<'a, 's, 'f> {
    /// Parted where everything changes, or else at some lines.
    pub(super) fn of(
        search: &'a Search<'s, 'f>,
        lines: &[Decimal],
        currency: Option<Currency>,
    ) -> Self {
        let x = Unknown { leaves: search.leaves, currency, end: End::Lowest };
        let everywhere = changes(search, x);
        let alike = everywhere.is_some();
        let mut lines = everywhere.unwrap_or_else(|| lines.to_vec());
        lines.sort();
        lines.dedup();
        Parts { search, currency, lines, alike }
    }

    /// Whether the finding would be clear whatever the fact were between two ends. Asked of all
    /// values at once, what cannot hold together may look as if it could.
    pub(super) fn clear(&self, lo: Option<Decimal>, hi: Option<Decimal>) -> bool {
        let at_once = |lo, hi| self.search.clears_between(lo, hi, self.currency);
        if at_once(lo, hi) {
            return true;
        }
        let inside = |line: &Decimal| {
            lo.is_none_or(|lo| lo < *line)
                && hi.is_none_or(|hi| *line < hi)
                && self.search.allowed(*line)
        };
        let inside: Vec<Decimal> = self.lines.iter().copied().filter(inside).collect();
        if inside.is_empty() && !self.alike {
            return false;
        }
        let starts = [lo].into_iter().chain(inside.iter().copied().map(Some));
        let mut parts = starts.zip(inside.iter().copied().map(Some).chain([hi]));
        let at = |d: Decimal| self.search.clears_at(d, self.currency);
        inside.iter().copied().all(at)
            && parts.all(|(lo, hi)| at_once(lo, hi) || self.alike && self.clear_as_one(lo, hi))
    }

    /// Whether a part is clear of which one value says what all do, but for its ends.
    fn clear_as_one(&self, lo: Option<Decimal>, hi: Option<Decimal>) -> bool {
        let bounds = self.search.bounds();
        let at = |d: Decimal| self.search.clears_at(d, self.currency);
        // Nothing may be divided by: a fact comes as near to it as one likes.
        let is_end = |d: Decimal| d == Decimal::ZERO || !self.search.allowed(d) || at(d);
        let (lo, hi) = (lo.or(bounds.lo), hi.or(bounds.hi));
        let inner = match (lo, hi) {
            (Some(lo), Some(hi)) => {
                let sum = lo.add(hi, Rounding::HalfEven);
                sum.and_then(|sum| sum.div(Decimal::from(2), Rounding::HalfEven))
            }
            (Some(end), None) => end.add(Decimal::ONE, Rounding::HalfEven),
            (None, Some(end)) => end.sub(Decimal::ONE, Rounding::HalfEven),
            (None, None) => Some(Decimal::ONE),
        };
        inner.is_some_and(at) && lo.is_none_or(is_end) && hi.is_none_or(is_end)
    }
}

/// Where the conditions change with the fact; `None` where that is not known of all that read it.
fn changes(search: &Search<'_, '_>, x: Unknown<'_>) -> Option<Vec<Decimal>> {
    let (f, arena) = (search.f, &search.f.engine.program.arena);
    let mut open: Vec<ExprId> = search.rule.conditions().collect();
    let mut lines = Vec::new();
    while let Some(e) = open.pop() {
        match &arena.get(e).op {
            _ if !reads(f, x, e) => {}
            Op::Named(_, inner) | Op::Not(inner) => open.push(*inner),
            Op::And(parts) | Op::Or(parts) => open.extend(parts),
            // What the fact is supposed to be is told.
            Op::IsKnown(a) | Op::IsUnknown(a) if x.leaves.contains(&arena.strip(*a)) => {}
            Op::Compare(_, a, b) => lines.extend(sides(f, x, *a, *b)?),
            _ => return None,
        }
    }
    Some(lines)
}
