//! What is missing where steps of a flow are perhaps not there, or do not tell whom they tie to
//! whom: the conditions and the ends that they leave open.

use super::search::{Scope, Search};
use crate::eval::frame::{Frame, Rows};
use crate::ir::{ExprId, Level};
use crate::outcome::{Cell, Reason};
use crate::ty::{FieldId, Group, Kind, Leg, Line, Reach, RecordId, Walk};
use crate::value::Scalar;

impl Search<'_, '_> {
    /// Why it is not known what a row of a flow is, or whether it is there: the conditions and the
    /// ends of the steps that it hangs on. `false` where the cell is none of such a row.
    pub(super) fn hanging(&mut self, one: usize, cell: Cell) -> bool {
        let f = self.f;
        let schema = &f.engine.program.schema;
        let table = f.engine.tables.of(cell.record);
        let legs = match schema.kind(cell.record) {
            Kind::Read | Kind::Slots(_) | Kind::Passed | Kind::Card(_) => return false,
            Kind::Group(Group { steps }) | Kind::Leg(Leg { steps, .. }) => {
                let step = table.only_step(cell.row);
                let step = step.map(|row| Cell { record: *steps, row, ..cell });
                return step.is_some_and(|step| self.step(one, step));
            }
            Kind::Step(_) => return self.step(one, cell),
            Kind::Walk(walk) => {
                let asks_sure = cell.field.is_some() && cell.field == walk.sure();
                if asks_sure && self.legs(one, cell.row, walk) {
                    return true;
                }
                walk.legs
            }
            Kind::Reach(reach) => {
                if cell.field == Some(reach.sure) && self.ways(one, cell, reach) {
                    return true;
                }
                reach.legs
            }
        };
        let (Some(record), Some(steps)) = (schema.kind(legs).steps(), table.open_at(cell.row))
        else {
            return false;
        };
        for row in steps {
            self.step(one, Cell { record, row: *row, field: None });
        }
        true
    }

    /// Why it is not certain that a row stands for something of its own: the ends that the step does
    /// not tell which it is made of, or of a member of a list what decides whether a scenario takes
    /// it away, or adds it.
    pub(super) fn perhaps(&mut self, one: usize, e: ExprId, record: RecordId, row: u32) {
        let tables = self.f.engine.tables;
        if tables.of(record).is_perhaps(row as usize) {
            let kind = self.f.engine.program.schema.kind(record);
            if *kind == Kind::Read {
                let cell = Some(Cell { record, row, field: None });
                return self.stands(one, e, cell, Reason::NotGiven);
            }
            if let Some((record, row)) = tables.origin(record, row) {
                self.perhaps(one, e, record, row);
            }
            let end = kind.leg().map(|leg| leg.from);
            let field = end.or_else(|| kind.step().map(|step| step.group));
            self.hanging(one, Cell { record, row, field });
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
                let made_of = line.filter.or_else(|| line.keys.first().copied());
                made_of.iter().for_each(|e| search.perhaps(0, *e, line.members, row));
            }
        })
    }

    /// What is missing of a row beside those of the search; whether anything is.
    fn beside(&mut self, one: usize, row: u32, look: impl FnOnce(&mut Search<'_, '_>)) -> bool {
        let frame = Frame::new(self.f.engine, Level::SUBJECT, Rows::list(vec![row]), None);
        let scope = Scope { inside: true, members: None, ..self.scope };
        let mut search = Search::new(&frame, vec![0], scope);
        look(&mut search);
        let lack = std::mem::take(search.lack(0));
        self.join(one, &lack);
        lack.met > 0
    }

    /// Why a walk is there only perhaps: what decides whether its legs exist. `false` where that is
    /// not what it hangs on.
    fn legs(&mut self, one: usize, row: u32, walk: &Walk) -> bool {
        let Some(exists) = walk.way().and_then(|way| way.exists) else {
            return false;
        };
        let (mut any, tables) = (false, self.f.engine.tables);
        let used = tables.of(walk.used.members);
        for member in used.held_by(row) {
            let leg = tables.led_to(walk.used.members, FieldId::IT, member);
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
    fn ways(&mut self, one: usize, cell: Cell, reach: &Reach) -> bool {
        let tables = self.f.engine.tables;
        let reference = |of, row| tables.led_to(cell.record, of, row);
        let mut via = reference(reach.via, cell.row);
        let (Some(exists), true) = (reach.exists, via.is_some()) else {
            return false;
        };
        while let Some(row) = via {
            self.exists(one, reference(reach.leg, row), exists);
            via = reference(reach.via, row);
        }
        true
    }
}

/// Whether steps of a kind make walks.
fn is_walked(f: &Frame<'_>, steps: RecordId) -> bool {
    let schema = &f.engine.program.schema;
    let legs = schema.records.iter().filter_map(|kind| kind.kind.legs());
    legs.filter_map(|legs| schema.kind(legs).steps()).any(|of| of == steps)
}

/// The line of a flow or group that made a step, and the row of the record that it was made from.
fn line<'f>(f: &Frame<'f>, cell: Cell) -> Option<(&'f Line, u32)> {
    let step = f.engine.program.schema.kind(cell.record).step()?;
    let table = f.engine.tables.of(cell.record);
    let (_, row) = f.engine.tables.origin(cell.record, cell.row)?;
    let Scalar::Quantity { range, .. } = table.column(step.line)?.get(cell.row as usize) else {
        return None;
    };
    let number = usize::try_from(range.known()?.fixed(0)?).ok()?;
    Some((step.lines.get(number)?, row))
}
