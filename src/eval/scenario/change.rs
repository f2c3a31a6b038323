//! One change: the new values of a field, and the table that has them.

use std::sync::Arc;

use crate::eval::explain::missing_of;
use crate::eval::frame::{Frame, Rows};
use crate::ir::{Change, ExprId, Level};
use crate::meaning::{choose, is_same};
use crate::outcome::{Cell, Missing};
use crate::record::{Table, Tables};
use crate::ty::{Bounds, Field};
use crate::value::{Bits, Column, Range, Scalar, Tri, Truths, column};

/// A row whose field is set: it becomes another one, or what was not known is now unknown for
/// another reason.
pub(super) struct Made {
    pub(super) row: u32,
    pub(super) value: Scalar,
    /// It is another one.
    pub(super) changed: bool,
    /// The value lay beyond the field's bounds and was cut to them.
    pub(super) cut: bool,
    /// Where it is not known whether the record is meant, or what it is set to: what would tell.
    pub(super) doubts: Vec<Missing>,
}

/// Of how many records of a batch it is told why they may be meant or not.
const DOUBTS: usize = 256;

/// How many missing facts are told of one record.
const MOST: usize = 4;

/// What a change makes of a table, or of a part of it.
#[derive(Default)]
pub(super) struct Making {
    /// The rows in which it makes a difference, ascending.
    pub(super) made: Vec<Made>,
    /// The rows that are meant, surely or perhaps, ascending: what the scenario sets, no source
    /// tells, also where it is what it was.
    meant: Vec<(u32, bool)>,
}

/// What a change makes of the records of a frame.
pub(super) fn make(frame: &Frame<'_>, change: &Change) -> Making {
    match frame.engine.tables.of(change.record).column(change.field) {
        Some(old) => in_frame(frame, change, old),
        None => Making::default(),
    }
}

impl Making {
    /// What a change makes of the records of several frames.
    pub(super) fn of(parts: Vec<Making>) -> Making {
        parts.into_iter().fold(Making::default(), |mut all, part| {
            all.made.extend(part.made);
            all.meant.extend(part.meant);
            all
        })
    }
}

/// The records of a frame of which it is not known, with all that was changed, whether a change
/// that sets truths means them; and what would tell.
pub(super) fn doubtful(frame: &Frame<'_>, change: &Change) -> Vec<(u32, Vec<Missing>)> {
    let column = frame.engine.tables.of(change.record).column(change.field);
    let (Some(Column::Truth(truths)), Some(filter)) = (column, change.filter) else {
        return Vec::new();
    };
    let meant = frame.eval(filter).truths(frame.len());
    let open = |place: &usize| {
        let row = frame.row(*place) as usize;
        meant.get(*place) == Tri::Unknown && truths.get(row) == Tri::Unknown
    };
    let open = (0..frame.len()).filter(open).take(DOUBTS);
    open.map(|place| (frame.row(place), told_by(frame, change, filter, place))).collect()
}

/// What would tell whether a record is meant, or what its field is set to.
fn told_by(frame: &Frame<'_>, change: &Change, e: ExprId, place: usize) -> Vec<Missing> {
    let subject = (change.variable.as_ref(), change.record);
    let mut missing = missing_of(frame, e, subject, place);
    missing.truncate(MOST);
    missing
}

fn in_frame(frame: &Frame<'_>, change: &Change, old: &Column) -> Making {
    let engine = frame.engine;
    let meant = match change.filter {
        Some(filter) => frame.eval(filter).truths(frame.len()),
        None => Truths::filled(frame.len(), Tri::True),
    };
    // A member that was taken away says nothing any more.
    let rows =
        |gone: &Bits| Bits::from_fn(frame.len(), |place| gone.get(frame.row(place) as usize));
    let meant = engine.tables.of(change.record).without_gone(meant, rows);
    let places: Vec<usize> = meant.can_be_true().ones().collect();
    // The value is only asked for where it may be wanted.
    let rows = places.iter().map(|place| frame.row(*place)).collect();
    let wanted = Frame::new(engine, Level::SUBJECT, Rows::list(rows), None);
    let field = engine.program.schema.field(change.record, change.field);
    let mut told = 0;
    let mut doubts = |i: usize, place: usize, new: &Scalar| {
        let mut why = Vec::new();
        if told >= DOUBTS {
            return why;
        }
        if let Some(filter) = change.filter.filter(|_| meant.get(place) == Tri::Unknown) {
            why.extend(told_by(frame, change, filter, place));
        }
        if new.is_unknown() {
            // What it was before tells what it becomes where it is computed from that.
            let row = frame.row(place);
            let itself = Cell { record: change.record, row, field: Some(change.field) };
            let of_value = told_by(&wanted, change, change.value, i).into_iter();
            why.extend(of_value.filter(|missing| missing.cell != Some(itself)));
        }
        told += usize::from(!why.is_empty());
        why.truncate(MOST);
        why
    };
    let made = |(i, place): (usize, &usize)| {
        let row = frame.row(*place);
        let (old, new) = (old.get(row as usize), wanted.told(change.value, i));
        let either = choose(meant.get(*place), &new, &old, field.ty, &engine.rates);
        let (value, cut) = bounded(either, field);
        let (changed, untold) = (!is_same(&value, &old), new.is_unknown());
        // A range that holds both stays as it is, but no source may tell it any more.
        let ranged = matches!(new, Scalar::Quantity { .. } | Scalar::Period(_));
        let within = !changed && ranged && !is_same(&new, &old);
        let doubts = if changed || untold || within { doubts(i, *place, &new) } else { Vec::new() };
        (changed || within || untold && !doubts.is_empty()).then_some(Made {
            row,
            value,
            changed,
            cut,
            doubts,
        })
    };
    let surely = |place: &usize| (frame.row(*place), meant.get(*place) == Tri::True);
    Making {
        made: places.iter().enumerate().filter_map(made).collect(),
        meant: places.iter().map(surely).collect(),
    }
}

/// A value within the bounds of its field, as a record's would be; one that lies beyond them is
/// the bound itself. A quantity that may be all that the bounds allow is not known at all.
pub(super) fn bounded(value: Scalar, field: &Field) -> (Scalar, bool) {
    let Scalar::Quantity { range, currency, .. } = value else {
        return (value, false);
    };
    let (range, cut) = within(range, &field.bounds);
    let unknown = range == Range::new(field.bounds.lo, field.bounds.hi) && range.known().is_none();
    let currency = currency.filter(|_| !unknown);
    (Scalar::Quantity { range, currency, unknown }, cut)
}

fn within(range: Range, bounds: &Bounds) -> (Range, bool) {
    let lo = range.lo.into_iter().chain(bounds.lo).max();
    let hi = range.hi.into_iter().chain(bounds.hi).min();
    if lo.zip(hi).is_none_or(|(lo, hi)| lo <= hi) {
        return (Range::new(lo, hi), false);
    }
    let below = range.hi.zip(bounds.lo).is_some_and(|(hi, bound)| hi < bound);
    let nearest = if below { bounds.lo } else { bounds.hi };
    (Range::new(nearest, nearest), true)
}

/// Puts the new values in their places, in a table that nobody else has.
pub(super) fn put(tables: &mut Tables, change: &Change, Making { made, meant }: Making) {
    if meant.is_empty() {
        return;
    }
    let Some(table) = tables.0.get_mut(change.record.0 as usize) else {
        return;
    };
    let table: &mut Table = Arc::make_mut(table);
    table.suppose(change.field, meant.into_iter());
    if made.is_empty() {
        return;
    }
    let Some(Some(slot)) = table.columns.get_mut(change.field.0 as usize) else {
        return;
    };
    if let Column::Truth(truths) = slot {
        // What cascades change, round by round, is changed in place.
        for Made { row, value, .. } in made {
            let truth = match value {
                Scalar::Truth(truth) => truth,
                _ => Tri::Unknown,
            };
            truths.set(row as usize, truth);
        }
        return;
    }
    let mut values: Vec<Scalar> = (0..slot.len()).map(|row| slot.get(row)).collect();
    for Made { row, value, .. } in made {
        if let Some(place) = values.get_mut(row as usize) {
            *place = value;
        }
    }
    if let Some(first) = values.first().cloned() {
        *slot = column(&first, values.into_iter());
    }
}
