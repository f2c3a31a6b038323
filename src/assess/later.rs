//! Sources that are later than the as-of date: on that day they were no evidence of anything.

use super::Assessment;
use crate::report::Note;
use crate::value::{Date, Decimal, Scalar};

impl Assessment<'_> {
    /// That some are, and what becomes of what they say.
    pub(super) fn later_sources(&self, as_of: Date) -> Option<Note> {
        let evidence = self.program.schema.evidence()?;
        let table = self.tables.of(evidence.record);
        let dates = table.column(evidence.date?)?;
        let as_of_day = Decimal::from(i64::from(as_of.0));
        let is_later = |row: &usize| match dates.get(*row) {
            Scalar::Quantity { range, .. } => range.lo.is_some_and(|first| first > as_of_day),
            _ => false,
        };
        let mut keys: Vec<&str> =
            (0..table.rows).filter(is_later).filter_map(|row| table.keys.get(row)).collect();
        keys.sort_unstable();
        let sources: Vec<String> = keys.into_iter().map(str::to_owned).collect();
        (!sources.is_empty()).then_some(Note::LaterSources { sources, as_of })
    }
}
