//! The ends and keys that steps leave open: what is missing where it is not known whom a record ties
//! to whom.

use super::Search;
use crate::eval::frame::{Frame, Rows};
use crate::ir::{Derivation, field};
use crate::outcome::Cell;

impl Search {
    /// Why it is not known what is reached: the ends that steps leave open. `false` where the cell
    /// is none of a reach.
    pub(super) fn reach(&mut self, f: &Frame<'_>, cell: Cell) -> bool {
        let program = f.engine.program;
        let legs = program.derived.iter().find_map(|derived| match derived.how {
            Derivation::Reach { legs, .. } if derived.record == cell.record => Some(legs),
            _ => None,
        });
        let Some(steps) = legs.and_then(|legs| program.steps_of(legs)) else {
            return false;
        };
        let open = &f.engine.tables.of(cell.record).open;
        let at = open.binary_search_by_key(&cell.row, |(row, _)| *row).ok();
        for row in at.and_then(|at| open.get(at)).iter().flat_map(|(_, steps)| steps) {
            self.group(f, Cell { record: steps, row: *row, field: Some(field::GROUP) });
        }
        true
    }

    /// Why the group of a step is not known: the keys that its record leaves open. `false` where
    /// the cell is none of a step.
    pub(super) fn group(&mut self, f: &Frame<'_>, cell: Cell) -> bool {
        let program = f.engine.program;
        let origin = f.engine.tables.of(cell.record).origins.get(cell.row as usize).copied();
        let lines = program.derived.iter().find_map(|derived| match &derived.how {
            Derivation::Steps { lines, .. } if derived.record == cell.record => Some(lines),
            _ => None,
        });
        let (Some(lines), Some((record, row))) = (lines, origin) else {
            return false;
        };
        let member = Frame::new(f.engine, 0, Rows::List(vec![row]), None);
        let (before, told) = (self.met, self.found.len());
        for line in lines.iter().filter(|line| line.members == record) {
            line.keys.iter().for_each(|key| self.value(&member, *key, 0));
        }
        for found in self.found.iter_mut().skip(told) {
            found.inside = true;
        }
        self.met > before
    }
}
