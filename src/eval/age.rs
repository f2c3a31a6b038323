//! How old a fact is, as far as the dates of its sources tell.

use super::evidence::About;
use super::rates::day;
use super::row::parts;
use crate::value::{Date, PeriodRange, Range, Tri};

impl About<'_> {
    /// The days from the latest source to the as-of date, at least and at most. Where the date of
    /// one is not known it may be the latest, and where there is no source nothing is known.
    pub(super) fn age(&self, at: u32) -> PeriodRange {
        if self.supposed(at) != Tri::False {
            return PeriodRange::ANY;
        }
        let days = |date: Date| i64::from(self.as_of().0) - i64::from(date.0);
        let (earliest, latest) = self.latest(at);
        let age = PeriodRange::of_days(latest.map(days), earliest.map(days));
        age.unwrap_or(PeriodRange::ANY)
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
