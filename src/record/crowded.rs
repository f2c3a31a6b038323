//! Subjects that are too many to be held: each stretch of a calendar with each of many records.

use super::problems::grouped;
use super::records::Records;
use crate::diagnostic::Diagnostic;
use crate::ty::{RecordId, Schema, SlotPart, Slots};

/// How many subjects a calendar may have with the records beside it.
const MOST: u128 = 4_000_000;

impl Records {
    /// Tells the calendars that come to too many subjects with the records that were read.
    pub fn crowded(&self, schema: &Schema) -> Vec<Diagnostic> {
        let told = |record: RecordId| {
            let subjects = self.subjects(schema.kind(record).slots()?);
            let message = || {
                format!(
                    "this comes to {} subjects",
                    grouped(u64::try_from(subjects).unwrap_or(u64::MAX))
                )
            };
            (subjects > MOST).then(|| {
                let span = schema.record(record).span;
                Diagnostic::error("RW324", message(), span, "each with each is a subject").help(
                    format!(
                        "ask for at most {}: a shorter calendar, or longer stretches",
                        grouped(MOST as u64)
                    ),
                )
            })
        };
        schema.record_ids().filter_map(told).collect()
    }

    fn subjects(&self, slots: &Slots) -> u128 {
        let of = |part: &SlotPart| match part {
            SlotPart::Calendar(calendar) => (calendar.last - calendar.first + 1) as u128,
            SlotPart::Records(record, _) => self.tables.of(*record).rows as u128,
        };
        slots.parts.iter().map(of).fold(1, u128::saturating_mul)
    }
}
