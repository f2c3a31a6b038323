//! What to ask for: the missing facts that would settle most.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::Assessment;
use crate::outcome::{Cell, Severity};
use crate::report::Request;

impl Assessment<'_> {
    /// The missing facts of all undetermined verdicts, the worst and most wanted first, and how
    /// many there are.
    pub(super) fn rank_requests(&self, most: Option<usize>) -> (Vec<Request>, usize) {
        let mut wanted: FxHashMap<Cell, (Severity, u64)> = FxHashMap::default();
        for (rule, outcome) in self.outcomes.iter().enumerate() {
            self.evaluation.wanted(rule, &outcome.undetermined, |cell, possibly| {
                let (worst, settles) = wanted.entry(cell).or_insert((possibly, 0));
                *worst = possibly.max(*worst);
                *settles += 1;
            });
        }
        let places = self.places();
        let all = wanted.len();
        let mut ranked: Vec<(Cell, (Severity, u64))> = wanted.into_iter().collect();
        let tables = &self.records.tables;
        let order = |(cell, (worst, settles)): &(Cell, (Severity, u64))| {
            let key = tables.of(cell.record).keys.get(cell.row as usize);
            (Reverse(*worst), Reverse(*settles), cell.record, key, cell.field, cell.row)
        };
        if let Some(most) = most.filter(|most| *most > 0 && *most < ranked.len()) {
            ranked.select_nth_unstable_by(most - 1, |a, b| order(a).cmp(&order(b)));
            ranked.truncate(most);
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
