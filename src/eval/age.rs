//! How old a fact is, as far as the dates of its sources tell: known or not as a period, but with
//! two ends where it is compared.

use super::batch::{Batch, collect};
use super::evidence::About;
use super::frame::Frame;
use super::kernel::mirrored;
use super::rates::day;
use super::row::{self, compare_periods, parts};
use crate::ir::{ExprId, Op};
use crate::operator::{Ask, CompareOp};
use crate::ty::Ty;
use crate::value::{Codes, Date, Period, Range, Scalar, Tri};

/// The least and the most that a period may be; `None` where an end is open.
type Ends = (Option<Period>, Option<Period>);

/// Decides comparisons of an age by its ends where the age itself is not known: what holds for
/// the youngest and for the oldest that the fact may be holds for all between.
pub(super) fn compare(
    f: &Frame<'_>,
    op: CompareOp,
    (a, b): (ExprId, ExprId),
    plain: Batch,
) -> Batch {
    if !is_age(f, a) && !is_age(f, b) {
        return plain;
    }
    let truths = plain.truths(f.len());
    let decided = |place: usize| match truths.get(place) {
        Tri::Unknown => by_ends(op, ends(f, a, place), ends(f, b, place)),
        known => known,
    };
    collect((0..f.len()).map(|place| Scalar::Truth(decided(place))).collect())
}

fn is_age(f: &Frame<'_>, e: ExprId) -> bool {
    let arena = &f.engine.program.arena;
    matches!(arena.get(arena.strip(e)).op, Op::Ask(Ask::Age, _))
}

fn ends(f: &Frame<'_>, e: ExprId, place: usize) -> Ends {
    if let Scalar::Period(Some(period)) = f.eval(e).get(place) {
        return (Some(period), Some(period));
    }
    let arena = &f.engine.program.arena;
    let Op::Ask(Ask::Age, fact) = arena.get(arena.strip(e)).op else {
        return (None, None);
    };
    let Op::Field(base, field) = arena.get(arena.strip(fact)).op else {
        return (None, None);
    };
    match (arena.get(base).ty, f.eval(base).code(place)) {
        (Ty::Record(record), Some(at)) if at != Codes::UNKNOWN => {
            About::new(f.engine, record, field).age(at)
        }
        _ => (None, None),
    }
}

fn by_ends(op: CompareOp, a: Ends, b: Ends) -> Tri {
    let surely = |op, a: Option<Period>, b: Option<Period>| {
        a.zip(b).is_some_and(|(a, b)| compare_periods(op, a, b) == Tri::True)
    };
    let below = |op| surely(op, a.1, b.0);
    let above = |op| surely(mirrored(op), a.0, b.1);
    let (can_true, can_false) = match op {
        CompareOp::Lt => (!above(CompareOp::Le), !below(CompareOp::Lt)),
        CompareOp::Le => (!above(CompareOp::Lt), !below(CompareOp::Le)),
        CompareOp::Gt => (!below(CompareOp::Le), !above(CompareOp::Lt)),
        CompareOp::Ge => (!below(CompareOp::Lt), !above(CompareOp::Le)),
        CompareOp::Eq => (!below(CompareOp::Lt) && !above(CompareOp::Lt), true),
        CompareOp::Ne => (true, !below(CompareOp::Lt) && !above(CompareOp::Lt)),
    };
    row::tri(can_true, can_false)
}

impl About<'_> {
    /// The days from the latest source to the as-of date, at least and at most. Where the date of
    /// one is not known it may be the latest, and where there is no source nothing is known.
    pub(super) fn age(&self, at: u32) -> Ends {
        if self.supposed(at) != Tri::False {
            return (None, None);
        }
        let days = |date: Date| Period::new(0, self.as_of().0 - date.0);
        let (earliest, latest) = self.latest(at);
        (latest.map(days), earliest.map(days))
    }

    /// When the latest source was published, at the earliest and at the latest.
    pub(super) fn latest(&self, at: u32) -> (Option<Date>, Option<Date>) {
        let dates = self.published(at).unwrap_or_default();
        let earliest = dates.iter().filter_map(|date| date.lo.and_then(day)).max();
        let latest: Option<Vec<Date>> = dates.iter().map(|date| date.hi.and_then(day)).collect();
        (earliest, latest.and_then(|dates| dates.into_iter().max()))
    }

    /// The dates of a fact's sources, as far as they are told.
    fn published(&self, at: u32) -> Option<Vec<Range>> {
        let date = self.dated()?;
        let published = |source: &Option<u32>| {
            self.of_source(*source, date).map_or(Range::ANY, |told| parts(&told).0)
        };
        Some(self.sources(at)?.iter().map(published).collect())
    }
}
