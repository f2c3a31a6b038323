//! What is missing where steps of a flow are perhaps not there, or do not tell whom they tie to
//! whom: the conditions and the ends that they leave open.

use super::Search;
use crate::eval::frame::{Frame, Rows};
use crate::ir::{Derivation, Derived, ExprId, Line, Walked, field};
use crate::outcome::Cell;
use crate::record::Tables;
use crate::ty::{FieldId, RecordId};
use crate::value::{Codes, Column, Scalar};

impl Search {
    /// Why it is not known what a row of a flow is, or whether it is there: the conditions and the
    /// ends of the steps that it hangs on. `false` where the cell is none of such a row.
    pub(super) fn hanging(&mut self, f: &Frame<'_>, cell: Cell) -> bool {
        let made = |d: &&Derived| match d.how {
            Derivation::Steps { groups, .. } => d.record == cell.record || groups == cell.record,
            Derivation::Walks(_) | Derivation::Reach { .. } => d.record == cell.record,
        };
        let Some(derived) = f.engine.program.derived.iter().find(made) else {
            return false;
        };
        let legs = match &derived.how {
            Derivation::Steps { groups, .. } if *groups == cell.record => {
                let step = f.engine.tables.of(*groups).only_step(cell.row);
                let step = step.map(|row| Cell { record: derived.record, row, ..cell });
                return step.is_some_and(|step| self.step(f, step));
            }
            Derivation::Steps { .. } => return self.step(f, cell),
            Derivation::Walks(walked) => {
                if cell.field.is_some()
                    && cell.field == walked.sure()
                    && self.legs(f, cell.row, walked)
                {
                    return true;
                }
                walked.legs
            }
            Derivation::Reach { legs, exists, .. } => {
                if cell.field == Some(field::REACH_SURE) && self.ways(f, cell, *exists) {
                    return true;
                }
                *legs
            }
        };
        let open = &f.engine.tables.of(cell.record).open;
        let at = open.binary_search_by_key(&cell.row, |(row, _)| *row).ok();
        let (Some(record), Some((_, steps))) =
            (f.engine.program.steps_of(legs), at.and_then(|at| open.get(at)))
        else {
            return false;
        };
        for row in steps {
            self.step(f, Cell { record, row: *row, field: None });
        }
        true
    }

    /// Why it is not certain that a row stands for something of its own: the ends that the step does
    /// not tell which it is made of.
    pub(super) fn perhaps(&mut self, f: &Frame<'_>, record: RecordId, row: u32) {
        if f.engine.tables.of(record).perhaps.get(row as usize) {
            self.hanging(f, Cell { record, row, field: Some(field::FROM) });
        }
    }

    /// What a step leaves open: the ends or keys of its record, and unless only they are asked for
    /// whether it is a step at all. `false` where the cell is none of a step.
    pub(super) fn step(&mut self, f: &Frame<'_>, cell: Cell) -> bool {
        let Some((line, row)) = line(f, cell) else {
            return false;
        };
        let member = Frame::new(f.engine, 0, Rows::list(vec![row]), None);
        let (before, told) = (self.met, self.lack.found.len());
        line.keys.iter().for_each(|key| self.value(&member, *key, 0));
        // Whom an end ties may be tied to others, too.
        self.lack.leads_on |= self.met > before && is_walked(f, cell.record);
        if cell.field.is_none() {
            line.filter.iter().for_each(|filter| self.truth(&member, *filter, 0));
        }
        for found in self.lack.found.iter_mut().skip(told) {
            found.inside = true;
        }
        self.met > before
    }

    /// Why a walk is there only perhaps: what decides whether its legs exist. `false` where that is
    /// not what it hangs on.
    fn legs(&mut self, f: &Frame<'_>, walk: u32, walked: &Walked) -> bool {
        let (Some(exists), before) = (walked.exists, self.met) else {
            return false;
        };
        let used = f.engine.tables.of(walked.used);
        let from = used.parents.partition_point(|parent| *parent < walk);
        let members = used.parents.iter().skip(from).take_while(|parent| **parent == walk).count();
        for member in from..from + members {
            let leg = reference(f.engine.tables, walked.used, FieldId(0), member as u32);
            self.exists(f, leg, exists);
        }
        self.met > before
    }

    /// What decides whether a leg exists.
    fn exists(&mut self, f: &Frame<'_>, leg: Option<u32>, exists: ExprId) {
        let told = self.lack.found.len();
        if let Some(leg) = leg {
            let leg = Frame::new(f.engine, 0, Rows::list(vec![leg]), None);
            self.truth(&leg, exists, 0);
        }
        for found in self.lack.found.iter_mut().skip(told) {
            found.inside = true;
        }
    }

    /// Why a leg is reached only perhaps: what decides whether those legs exist that the way to it
    /// hangs on. `false` where no leg is told that does.
    fn ways(&mut self, f: &Frame<'_>, cell: Cell, exists: Option<ExprId>) -> bool {
        let reference = |of, row| reference(f.engine.tables, cell.record, of, row);
        let mut via = reference(field::REACH_VIA, cell.row);
        let (Some(exists), true) = (exists, via.is_some()) else {
            return false;
        };
        while let Some(row) = via {
            self.exists(f, reference(field::REACHED, row), exists);
            via = reference(field::REACH_VIA, row);
        }
        true
    }
}

/// Whether steps of a kind make walks.
fn is_walked(f: &Frame<'_>, steps: RecordId) -> bool {
    let program = f.engine.program;
    let legs = program.derived.iter().filter_map(|derived| match &derived.how {
        Derivation::Steps { .. } => None,
        Derivation::Walks(walked) => Some(walked.legs),
        Derivation::Reach { legs, .. } => Some(*legs),
    });
    legs.filter_map(|legs| program.steps_of(legs)).any(|of| of == steps)
}

/// The line of a flow or group that made a step, and the row of the record that it was made from.
fn line<'f>(f: &Frame<'f>, cell: Cell) -> Option<(&'f Line, u32)> {
    let lines = f.engine.program.derived.iter().find_map(|derived| match &derived.how {
        Derivation::Steps { lines, .. } if derived.record == cell.record => Some(lines),
        _ => None,
    })?;
    let table = f.engine.tables.of(cell.record);
    let (_, row) = f.engine.tables.origin(cell.record, cell.row)?;
    let Scalar::Quantity { range, .. } = table.column(field::LINE)?.get(cell.row as usize) else {
        return None;
    };
    let number = usize::try_from(range.known()?.fixed(0)?).ok()?;
    Some((lines.get(number)?, row))
}

/// A reference of a made row, where it is known.
fn reference(tables: &Tables, record: RecordId, of: FieldId, row: u32) -> Option<u32> {
    match tables.of(record).column(of) {
        Some(Column::Code(Codes(rows))) => {
            rows.get(row as usize).copied().filter(|row| *row != Codes::UNKNOWN)
        }
        _ => None,
    }
}
