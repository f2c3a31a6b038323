//! What to ask for: the missing facts that would settle most.

use std::cmp::Reverse;

use super::Assessment;
use crate::outcome::{Cell, Severity};
use crate::report::Request;
use crate::ty::{FieldId, RecordId};

impl Assessment<'_> {
    /// The missing facts of all undetermined verdicts, the worst and most wanted first, and how
    /// many there are.
    pub(super) fn rank_requests(&self, most: Option<usize>) -> (Vec<Request>, usize) {
        let mut wanted = Wanted::default();
        for (rule, outcome) in self.outcomes.iter().enumerate() {
            self.evaluation.wanted(rule, &outcome.undetermined, |cell, possibly, alone| {
                let asked = self.asked_for(cell);
                for cell in &asked {
                    let rows = self.tables.of(cell.record).rows;
                    wanted.add(*cell, (possibly, alone && asked.len() == 1), rows);
                }
            });
        }
        let places = self.places();
        let mut ranked = wanted.cells();
        let all = ranked.len();
        let tables = self.tables;
        let order = |(cell, weight): &(Cell, Weight)| {
            let standing = tables.standing(&self.program.schema, cell.record, cell.row);
            (Reverse(*weight), cell.record, standing, cell.field)
        };
        if let Some(most) = most.filter(|most| *most > 0 && *most < ranked.len()) {
            // Numbers first: names are only compared among those that may be told.
            let mut weights: Vec<Weight> = ranked.iter().map(|(_, weight)| *weight).collect();
            let (_, least, _) = weights.select_nth_unstable_by(most - 1, |a, b| b.cmp(a));
            let least = *least;
            ranked.retain(|(_, weight)| *weight >= least);
            if most < ranked.len() {
                ranked.select_nth_unstable_by(most - 1, |a, b| order(a).cmp(&order(b)));
                ranked.truncate(most);
            }
        }
        ranked.sort_by(|a, b| order(a).cmp(&order(b)));
        let request = |(cell, weight): (Cell, Weight)| {
            let record = self.program.schema.record(cell.record);
            let field = cell.field.and_then(|f| record.fields.get(f.0 as usize));
            Request {
                subject: places.subject(cell.record, cell.row),
                path: field.map(|f| f.name.clone()).unwrap_or_default(),
                waits: u64::from(weight.waits),
                settles: u64::from(weight.settles),
                worst: weight.worst,
            }
        };
        (ranked.into_iter().map(request).collect(), all)
    }
}

impl Assessment<'_> {
    /// What to ask for where a fact is missing: where a scenario leaves it in doubt, what would tell
    /// whether its record is meant.
    fn asked_for(&self, missing: Cell) -> Vec<Cell> {
        let places = self.places();
        let mut asked = vec![missing];
        if places.doubts(missing).is_empty() {
            return asked;
        }
        for cell in places.behind(missing).into_iter().filter_map(|(_, doubt)| doubt.cell) {
            if !asked.contains(&cell) {
                asked.push(cell);
            }
        }
        asked.retain(|cell| !places.undecided(*cell));
        asked
    }
}

/// How badly a fact is wanted, what weighs most first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Weight {
    /// The worst verdict that waits for it.
    worst: Severity,
    /// How many verdicts do.
    waits: u32,
    /// How many of them wait for nothing else.
    settles: u32,
}

/// A field of a record kind; `None` for the record as a whole.
type Of = (RecordId, Option<FieldId>);

/// How often each cell is wanted, and how badly: a row of counters for each field that is.
#[derive(Default)]
struct Wanted(Vec<(Of, Vec<Weight>)>);

impl Wanted {
    fn add(&mut self, cell: Cell, (possibly, alone): (Severity, bool), rows: usize) {
        let field = (cell.record, cell.field);
        let none = Weight { worst: Severity::Info, waits: 0, settles: 0 };
        // Few fields are wanted, and mostly those that were wanted before.
        let at = self.0.iter().position(|(of, _)| *of == field).unwrap_or_else(|| {
            self.0.push((field, vec![none; rows]));
            self.0.len() - 1
        });
        let counters = self.0.get_mut(at).map(|(_, counters)| counters);
        if let Some(weight) = counters.and_then(|c| c.get_mut(cell.row as usize)) {
            weight.worst = possibly.max(weight.worst);
            weight.waits += 1;
            weight.settles += u32::from(alone);
        }
    }

    fn cells(self) -> Vec<(Cell, Weight)> {
        let mut cells = Vec::new();
        for ((record, field), counters) in self.0 {
            for (row, weight) in counters.into_iter().enumerate() {
                if weight.waits > 0 {
                    cells.push((Cell { record, row: row as u32, field }, weight));
                }
            }
        }
        cells
    }
}
