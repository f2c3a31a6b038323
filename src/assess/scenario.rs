//! What a scenario changed, with its records named.

use super::Assessment;
use super::losses::losses;
use super::places::Places;
use crate::eval::scenario::{self as applied, Told};
use crate::report::{Joined, Round, Scenario};
use crate::value::Currency;

impl Assessment<'_> {
    pub(super) fn scenario(&self, told: &Told) -> Scenario {
        scenario(self.places(), self.evaluation.rates().reporting, told)
    }
}

/// What a scenario changed, and what is lost under it; the tables are as it changes them.
pub(super) fn scenario(places: Places<'_>, reporting: Currency, told: &Told) -> Scenario {
    let mut rounds = Vec::new();
    for (step, told) in (1..).zip(&told.steps) {
        for round in told.rounds.iter().flatten() {
            let mut joined: Vec<_> = round.joined.iter().map(|fact| joined(places, fact)).collect();
            let order = |j: &Joined| (j.record.clone(), j.key.clone(), j.field.clone(), j.certain);
            joined.sort_by_cached_key(order);
            rounds.push(Round { step, joined });
        }
    }
    Scenario {
        name: told.name.to_string(),
        title: told.title.to_string(),
        changed: told.changed(),
        cut: told.cut(),
        added: told.added(),
        removed: told.removed(),
        rounds,
        losses: losses(places, reporting, told),
    }
}

fn joined(places: Places<'_>, fact: &applied::Joined) -> Joined {
    let cell = fact.cell;
    let kind = places.program.schema.record(cell.record);
    let field = cell.field.and_then(|field| kind.fields.get(field.0 as usize));
    Joined {
        record: kind.name.clone(),
        key: places.key(cell.record, cell.row),
        field: field.map(|field| field.name.clone()).unwrap_or_default(),
        certain: fact.surely,
    }
}
