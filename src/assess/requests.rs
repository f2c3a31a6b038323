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
            self.evaluation.wanted(rule, &outcome.undetermined, |cell, possibly| {
                self.ask_for(cell, |cell| {
                    let rows = self.tables.of(cell.record).rows;
                    wanted.add(cell, possibly, rows);
                });
            });
        }
        let places = self.places();
        let mut ranked = wanted.cells();
        let all = ranked.len();
        let tables = self.tables;
        let order = |(cell, (worst, settles)): &(Cell, (Severity, u64))| {
            let standing = tables.standing(&self.program.schema, cell.record, cell.row);
            (Reverse(*worst), Reverse(*settles), cell.record, standing, cell.field)
        };
        if let Some(most) = most.filter(|most| *most > 0 && *most < ranked.len()) {
            // Numbers first: names are only compared among those that may be told.
            let mut weights: Vec<(Severity, u64)> =
                ranked.iter().map(|(_, weight)| *weight).collect();
            let (_, least, _) = weights.select_nth_unstable_by(most - 1, |a, b| b.cmp(a));
            let least = *least;
            ranked.retain(|(_, weight)| *weight >= least);
            if most < ranked.len() {
                ranked.select_nth_unstable_by(most - 1, |a, b| order(a).cmp(&order(b)));
                ranked.truncate(most);
            }
        }
        ranked.sort_by(|a, b| order(a).cmp(&order(b)));
        let request = |(cell, (worst, settles)): (Cell, (Severity, u64))| {
            let record = self.program.schema.record(cell.record);
            let field = cell.field.and_then(|f| record.fields.get(f.0 as usize));
            Request {
                subject: places.subject(cell.record, cell.row),
                path: field.map(|f| f.name.clone()).unwrap_or_default(),
                settles,
                worst,
            }
        };
        (ranked.into_iter().map(request).collect(), all)
    }
}

impl Assessment<'_> {
    /// Calls `ask` with what to ask for where a fact is missing: where a scenario leaves it in
    /// doubt, what would tell whether its record is meant.
    fn ask_for(&self, missing: Cell, mut ask: impl FnMut(Cell)) {
        let places = self.places();
        if places.doubts(missing).is_empty() {
            return ask(missing);
        }
        let mut asked = vec![missing];
        for cell in places.behind(missing).into_iter().filter_map(|(_, doubt)| doubt.cell) {
            if !asked.contains(&cell) {
                asked.push(cell);
            }
        }
        asked.into_iter().filter(|cell| !places.undecided(*cell)).for_each(&mut ask);
    }
}

/// How often each cell is wanted, and how badly: a row of counters for each field that is.
#[derive(Default)]
struct Wanted(Vec<((RecordId, Option<FieldId>), Counters)>);

/// By row: the worst verdict that waits for the field, and how many do.
type Counters = Vec<(Severity, u32)>;

impl Wanted {
    fn add(&mut self, cell: Cell, possibly: Severity, rows: usize) {
        let field = (cell.record, cell.field);
        // Few fields are wanted, and mostly those that were wanted before.
        let at = self.0.iter().position(|(of, _)| *of == field).unwrap_or_else(|| {
            self.0.push((field, vec![(Severity::Info, 0); rows]));
            self.0.len() - 1
        });
        let counters = self.0.get_mut(at).map(|(_, counters)| counters);
        if let Some((worst, settles)) = counters.and_then(|c| c.get_mut(cell.row as usize)) {
            *worst = possibly.max(*worst);
            *settles += 1;
        }
    }

    fn cells(self) -> Vec<(Cell, (Severity, u64))> {
        let mut cells = Vec::new();
        for ((record, field), counters) in self.0 {
            for (row, (worst, settles)) in counters.into_iter().enumerate() {
                if settles > 0 {
                    let cell = Cell { record, row: row as u32, field };
                    cells.push((cell, (worst, u64::from(settles))));
                }
            }
        }
        cells
    }
}
