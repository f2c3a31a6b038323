//! What is missing where steps of a flow are perhaps not there, or do not tell whom they tie to
//! whom: the conditions and the ends that they leave open.

use super::search::{Scope, Search};
use crate::eval::frame::{Frame, Rows};
use crate::ir::{Derivation, Derived, ExprId, Line, Walked, field};
use crate::outcome::Cell;
use crate::record::Tables;
use crate::ty::{FieldId, RecordId};
use crate::value::{Codes, Column, Scalar};

impl Search<'_, '_> {
    /// Why it is not known what a row of a flow is, or whether it is there: the conditions and the
    /// ends of the steps that it hangs on. `false` where the cell is none of such a row.
    pub(super) fn hanging(&mut self, one: usize, cell: Cell) -> bool {
        let f = self.f;
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
                return step.is_some_and(|step| self.step(one, step));
            }
            Derivation::Steps { .. } => return self.step(one, cell),
            Derivation::Walks(walked) => {
                if cell.field.is_some()
                    && cell.field == walked.sure()
                    && self.legs(one, cell.row, walked)
                {
                    return true;
                }
                walked.legs
            }
            Derivation::Reach { legs, exists, .. } => {
                if cell.field == Some(field::REACH_SURE) && self.ways(one, cell, *exists) {
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
            self.step(one, Cell { record, row: *row, field: None });
        }
        true
    }

    /// Why it is not certain that a row stands for something of its own: the ends that the step does
    /// not tell which it is made of.
    pub(super) fn perhaps(&mut self, one: usize, record: RecordId, row: u32) {
        if self.f.engine.tables.of(record).perhaps.get(row as usize) {
            self.hanging(one, Cell { record, row, field: Some(field::FROM) });
        }
    }

    /// What a step leaves open: the ends or keys of its record, and unless only they are asked for
    /// whether it is a step at all. `false` where the cell is none of a step.
    pub(super) fn step(&mut self, one: usize, cell: Cell) -> bool {
        let Some((line, row)) = line(self.f, cell) else {
            return false;
        };
        let is_walked = is_walked(self.f, cell.record);
        self.beside(one, row, |search| {
            line.keys.iter().for_each(|key| search.value(*key, &[0]));
            // Whom an end ties may be tied to others, too.
            let lack = search.lack(0);
            lack.leads_on |= lack.met > 0 && is_walked;
            if cell.field.is_none() {
                line.filter.iter().for_each(|filter| search.truth(*filter, &[0]));
            }
        })
    }

    /// What is missing of a row beside those of the search; whether anything is.
    fn beside(&mut self, one: usize, row: u32, look: impl FnOnce(&mut Search<'_, '_>)) -> bool {
        let frame = Frame::new(self.f.engine, 0, Rows::list(vec![row]), None);
        let scope = Scope { inside: true, members: None, ..self.scope };
        let mut search = Search::new(&frame, vec![0], scope);
        look(&mut search);
        let lack = std::mem::take(search.lack(0));
        self.join(one, &lack);
        lack.met > 0
    }

    /// Why a walk is there only perhaps: what decides whether its legs exist. `false` where that is
    /// not what it hangs on.
    fn legs(&mut self, one: usize, walk: u32, walked: &Walked) -> bool {
        let (Some(exists), mut any, tables) = (walked.exists, false, self.f.engine.tables) else {
            return false;
        };
        let used = tables.of(walked.used);
        let from = used.parents.partition_point(|parent| *parent < walk);
        let members = used.parents.iter().skip(from).take_while(|parent| **parent == walk).count();
        for member in from..from + members {
            let leg = reference(tables, walked.used, FieldId(0), member as u32);
            any |= self.exists(one, leg, exists);
        }
        any
    }

    /// What decides whether a leg exists; `false` where nothing is open.
    fn exists(&mut self, one: usize, leg: Option<u32>, exists: ExprId) -> bool {
        leg.is_some_and(|leg| self.beside(one, leg, |search| search.truth(exists, &[0])))
    }

    /// Why a leg is reached only perhaps: what decides whether those legs exist that the way to it
    /// hangs on. `false` where no leg is told that does.
    fn ways(&mut self, one: usize, cell: Cell, exists: Option<ExprId>) -> bool {
        let tables = self.f.engine.tables;
        let reference = |of, row| reference(tables, cell.record, of, row);
        let mut via = reference(field::REACH_VIA, cell.row);
        let (Some(exists), true) = (exists, via.is_some()) else {
            return false;
        };
        while let Some(row) = via {
            self.exists(one, reference(field::REACHED, row), exists);
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
