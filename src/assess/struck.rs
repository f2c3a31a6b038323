//! Whom a scenario strikes, for a picture: who fails in which round, and who loses how much.

use rustc_hash::FxHashMap;

use super::places::Places;
use super::scenario::scenario;
use crate::eval::scenario::Applied;
use crate::picture::Fate;
use crate::report::{LossSize, Scenario, words};
use crate::ty::{FieldId, RecordId};
use crate::value::{Column, Currency, Tri};

/// Whom of the records of a kind a scenario strikes.
pub(super) struct Struck<'a> {
    places: Places<'a>,
    record: RecordId,
    told: Scenario,
    /// The field that its cascades set.
    field: Option<FieldId>,
    /// By key: the round in which a record joined.
    rounds: FxHashMap<String, u64>,
    /// By key: what it loses.
    losses: FxHashMap<String, LossSize>,
}

impl<'a> Struck<'a> {
    pub(super) fn of(
        places: Places<'a>,
        reporting: Currency,
        applied: &Applied,
        record: RecordId,
    ) -> Struck<'a> {
        let told = scenario(places, reporting, &applied.told);
        let kind = places.program.schema.record(record);
        let (mut rounds, mut losses) = (FxHashMap::default(), FxHashMap::default());
        let mut named = None;
        for (number, round) in (1..).zip(&told.rounds) {
            for joined in round.joined.iter().filter(|joined| joined.record == kind.name) {
                rounds.entry(joined.key.clone()).or_insert(number);
                named = named.or(Some(joined.field.clone()));
            }
        }
        for of_kind in told.losses.iter().filter(|losses| losses.record == kind.name) {
            named = Some(of_kind.field.clone());
            let losers = of_kind.losers.iter();
            losses.extend(losers.map(|loss| (loss.key.clone(), loss.lost.clone())));
        }
        let field = named.and_then(|name| kind.field(&name));
        Struck { places, record, told, field, rounds, losses }
    }

    /// What becomes of a record, and a remark on it.
    pub(super) fn fate(&self, row: u32) -> (Option<Fate>, Option<String>) {
        let key = self.places.key(self.record, row);
        let column = self.field.and_then(|field| self.places.tables.of(self.record).column(field));
        let truth = match column {
            Some(Column::Truth(truths)) => truths.get(row as usize),
            _ => Tri::False,
        };
        let loses = self.losses.get(&key);
        let fate = match truth {
            Tri::True => Some(Fate::Joined),
            Tri::Unknown => Some(Fate::Perhaps),
            Tri::False => loses.map(|_| Fate::Bears),
        };
        let round = self.rounds.get(&key).filter(|_| truth != Tri::False);
        (fate, words::struck(round.copied(), loses))
    }

    /// The name of the field that tells who fails.
    pub(super) fn field(&self) -> String {
        let kind = self.places.program.schema.record(self.record);
        let field = self.field.and_then(|field| kind.fields.get(field.0 as usize));
        field.map(|field| field.name.clone()).unwrap_or_default()
    }

    /// What is said of all of them.
    pub(super) fn subtitle(&self) -> String {
        words::under(&self.told)
    }
}
