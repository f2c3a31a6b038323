//! How old a fact is, as far as the dates of its sources tell.

use super::evidence::About;
use crate::meaning::{days_between, ranges};
use crate::operator::CompareOp;
use crate::ty::FieldId;
use crate::value::{Date, Decimal, PeriodRange, Range, Tri};

impl About<'_> {
    /// The days from the latest source to the as-of date, at least and at most. Where the date of
    /// one is not known it may be the latest, and where there is no source by that day nothing is
    /// known.
    pub(super) fn age(&self, at: u32) -> PeriodRange {
        let dated = self.published(at).unwrap_or_default().iter().any(|date| !date.is_any());
        if self.supposed(at) != Tri::False || !dated {
            return PeriodRange::ANY;
        }
        let as_of = Some(self.as_of());
        days_between(self.latest(at), (as_of, as_of))
    }

    /// When the latest source by the as-of date was published, at the earliest and at the latest.
    pub(super) fn latest(&self, at: u32) -> (Option<Date>, Option<Date>) {
        let (dates, as_of) = (self.published(at).unwrap_or_default(), self.as_of());
        let is_sure =
            |date: &&Range| date.hi.and_then(Date::of_number).is_some_and(|last| last <= as_of);
        let sure =
            dates.iter().filter(is_sure).filter_map(|date| date.lo.and_then(Date::of_number)).max();
        // Of those that may be later one at least is not, or there is no evidence.
        let open = || dates.iter().map(|date| date.lo.and_then(Date::of_number)).min().flatten();
        let earliest = if dates.iter().any(|date| is_sure(&date)) { sure } else { open() };
        let last =
            |date: &Range| date.hi.and_then(Date::of_number).map_or(as_of, |last| last.min(as_of));
        (earliest, dates.iter().map(last).max())
    }

    /// The dates of a fact's sources, as far as they are told, without those that are later than the
    /// as-of date.
    fn published(&self, at: u32) -> Option<Vec<Range>> {
        let sources = self.sources(at)?.into_iter();
        let evidence = sources.filter(|source| self.is_evidence(*source) != Tri::False);
        Some(
            evidence
                .filter_map(|source| self.dated().map(|date| self.day_of(source, date)))
                .collect(),
        )
    }

    /// Whether a source is evidence on the as-of date: what is published later is none. One of which
    /// no date is told at all is taken to be there.
    pub(super) fn is_evidence(&self, source: Option<u32>) -> Tri {
        let date = self.dated().map_or(Range::ANY, |date| self.day_of(source, date));
        if date.is_any() {
            return Tri::True;
        }
        ranges(CompareOp::Le, date, Range::point(Decimal::from(self.as_of())))
    }

    /// Whether one of its sources for certain is dated by the as-of date.
    pub(super) fn is_founded(&self, at: u32) -> bool {
        let dates = self.published(at).unwrap_or_default().into_iter();
        dates.filter_map(|date| date.hi.and_then(Date::of_number)).any(|last| last <= self.as_of())
    }

    fn day_of(&self, source: Option<u32>, date: FieldId) -> Range {
        self.of_source(source, date).map_or(Range::ANY, |told| told.parts().0)
    }
}
