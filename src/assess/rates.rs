//! What a reader must know of the exchange rates: records of the rate table that are not used as
//! they should be, and rates that decide and are old.

use super::Assessment;
use crate::eval::{Flaw, Taken};
use crate::ir::RateTable;
use crate::outcome::Cell;
use crate::report::{Note, RateFlaw};

/// How many records of one flaw are told.
const TOLD: usize = 3;

impl Assessment<'_> {
    pub(super) fn rate_notes(&self, older_than: i32) -> Vec<Note> {
        let Some(fields) = self.program.rates else {
            return Vec::new();
        };
        let mut notes = Vec::new();
        for flaw in [Flaw::Pair, Flaw::Same, Flaw::Day, Flaw::Rate] {
            let rows = self.evaluation.rates().flaws().iter().filter(|(_, of)| *of == flaw);
            let rows: Vec<u32> = rows.map(|(row, _)| *row).collect();
            let told = rows.iter().take(TOLD).map(|row| self.flawed(fields, *row, flaw));
            notes.extend(told);
            if let more @ 1.. = rows.len().saturating_sub(TOLD) {
                notes.push(Note::OddRates { count: more as u64, flaw: flaw_of(flaw) });
            }
        }
        notes.extend(self.old_rates(fields, older_than));
        notes
    }

    fn flawed(&self, fields: RateTable, row: u32, flaw: Flaw) -> Note {
        let place = self.places().cell(Cell { record: fields.record, row, field: None });
        let rate = self.places().key(fields.record, row);
        Note::OddRate { rate, place, flaw: flaw_of(flaw) }
    }

    /// The rates that were older than they may be when they were taken, the oldest of each pair.
    fn old_rates(&self, fields: RateTable, older_than: i32) -> Vec<Note> {
        let mut old: Vec<(i32, Taken)> = Vec::new();
        let mut more: Vec<bool> = Vec::new();
        for taken in self.evaluation.rates().all_taken() {
            let age = taken.at.0.saturating_sub(taken.way.oldest);
            // Of what has no day it is told that it has none.
            if age <= older_than || taken.way.oldest == i32::MIN {
                continue;
            }
            match old.last_mut() {
                Some((worst, last)) if (last.from, last.to) == (taken.from, taken.to) => {
                    if age > *worst {
                        (*worst, *last) = (age, taken);
                    }
                    more.last_mut().into_iter().for_each(|more| *more = true);
                }
                _ => {
                    old.push((age, taken));
                    more.push(false);
                }
            }
        }
        let note = |((age, taken), others): ((i32, Taken), bool)| {
            let key = |row: &u32| self.places().key(fields.record, *row);
            let rates = taken.way.rows.iter().map(key).collect();
            let Taken { from, to, at, .. } = taken;
            Note::OldRate { from, to, at, days: u64::from(age.unsigned_abs()), rates, others }
        };
        old.into_iter().zip(more).map(note).collect()
    }
}

/// What a report says is wrong with a rate.
fn flaw_of(flaw: Flaw) -> RateFlaw {
    match flaw {
        Flaw::Pair => RateFlaw::Pair,
        Flaw::Same => RateFlaw::Same,
        Flaw::Day => RateFlaw::Day,
        Flaw::Rate => RateFlaw::Rate,
    }
}
