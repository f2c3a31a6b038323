//! Members of lists that a scenario takes away, and adds. Those that were read keep their places: what
//! is gone is marked so, and what is new stands behind the others.

use std::sync::Arc;

use super::change::bounded;
use super::watch::Watch;
use crate::eval::Settings;
use crate::eval::explain::missing_of;
use crate::eval::frame::Frame;
use crate::ir::{Addition, ExprId, Over, Program, Removal};
use crate::outcome::{Cell, Missing};
use crate::record::{Table, Tables};
use crate::ty::{Field, FieldId, RecordId, Schema, Ty};
use crate::value::{Bits, Codes, Column, Range, Scalar, Tri, Truths, column};

/// Of how many records of a batch it is told why they may be meant or not.
const DOUBTS: usize = 256;

/// How many missing facts are told of one record.
const MOST: usize = 4;

/// What would tell something of a member: of a fact of it, or whether it is there.
pub(super) type Doubt = (u32, Option<FieldId>, Vec<Missing>);

/// What a step did to the members of a list.
#[derive(Default)]
pub(super) struct Moved {
    /// Those that are gone, or new, or perhaps so, ascending.
    pub(super) members: Vec<u32>,
    /// What is open of them.
    pub(super) doubts: Vec<Doubt>,
    /// The rows of those whose lists, which are given, hold others now.
    pub(super) holders: Vec<u32>,
    /// The facts of new members that were cut to the bounds of their fields.
    pub(super) cut: Vec<(u32, FieldId)>,
}

/// Takes members away.
pub(super) fn remove(
    program: &Program,
    tables: &mut Tables,
    removal: &Removal,
    settings: Settings,
) -> Moved {
    let over = &removal.over;
    let at_hand = (program, &*tables, settings);
    let meant = each(at_hand, (over, removal.roots().collect()), |frame| vec![(); frame.len()]);
    let (mut members, mut holders, mut doubts) = (Vec::new(), Vec::new(), Vec::new());
    let list = program.schema.record(over.record).parent;
    change(tables, over.record, |table| {
        for Meant { row, surely, why, .. } in meant {
            let unseen = table.unseen.get(row as usize);
            let holder = table.parents.get(row as usize).copied();
            // Of the members of a list that is not given it is open anyhow how many there are; of
            // what leaves it open who is meant, the list itself is asked for as it is.
            let list = list.zip(holder).map(|((record, field), row)| Cell {
                record,
                row,
                field: Some(field),
            });
            let why: Vec<Missing> =
                why.into_iter().filter(|why| !unseen || why.cell != list).collect();
            match surely {
                true => mark(&mut table.gone, table.rows, row),
                false if unseen && why.is_empty() => continue,
                false => mark(&mut table.perhaps, table.rows, row),
            }
            holders.extend(holder);
            members.push(row);
            doubts.push((row, None, why));
        }
    });
    holders.dedup();
    let holders = count(tables, &program.schema, over.record, holders);
    Moved { members, doubts, holders, cut: Vec::new() }
}

/// Adds a member to the list of each record that is meant.
pub(super) fn add(
    program: &Program,
    tables: &mut Tables,
    addition: &Addition,
    settings: Settings,
) -> Moved {
    let Addition { over, members, .. } = addition;
    let is_read = |field| tables.of(*members).column(field).is_some();
    let values: Vec<(FieldId, ExprId)> =
        addition.values.iter().filter(|(field, _)| is_read(*field)).copied().collect();
    let at_hand = (program, &*tables, settings);
    let meant = each(at_hand, (over, addition.roots().collect()), |frame| {
        let facts = |place| values.iter().map(move |(_, value)| fact(frame, over, *value, place));
        (0..frame.len()).map(|place| facts(place).collect()).collect()
    });
    let first = tables.of(*members).rows as u32;
    let (mut doubts, mut cut) = (Vec::new(), Vec::new());
    let mut told: Vec<(FieldId, Vec<Scalar>)> =
        values.iter().map(|(field, _)| (*field, Vec::with_capacity(meant.len()))).collect();
    for (row, one) in (first..).zip(&meant) {
        for ((field, column), (fact, why)) in told.iter_mut().zip::<&Vec<Fact>>(&one.asked) {
            let bounds = program.schema.field(*members, *field);
            let (fact, is_cut) = bounded(fact.clone(), bounds);
            cut.extend(is_cut.then_some((row, *field)));
            doubts.push((row, Some(*field), why.clone()));
            column.push(fact);
        }
        doubts.push((row, None, one.why.clone()));
    }
    let holders: Vec<u32> = meant.iter().map(|one| one.row).collect();
    append(tables, &program.schema, *members, &holders, Some(told));
    let new: Vec<u32> = (first..).take(meant.len()).collect();
    change(tables, *members, |table| {
        for (row, _) in new.iter().zip(&meant).filter(|(_, one)| !one.surely) {
            mark(&mut table.perhaps, table.rows, *row);
        }
        for (field, _) in &addition.values {
            table.suppose(*field, new.iter().map(|row| (*row, true)));
        }
    });
    let holders = count(tables, &program.schema, *members, holders);
    Moved { members: new, doubts, holders, cut }
}

/// A value, and where it is not known what would tell it.
type Fact = (Scalar, Vec<Missing>);

/// What a new member of the record at a place says.
fn fact(frame: &Frame<'_>, over: &Over, value: ExprId, place: usize) -> Fact {
    let told = frame.told(value, place);
    let why = if told.is_unknown() { why(frame, over, value, place) } else { Vec::new() };
    (told, why)
}

/// What would tell what an expression comes to.
fn why(frame: &Frame<'_>, over: &Over, e: ExprId, place: usize) -> Vec<Missing> {
    let mut missing = missing_of(frame, e, (over.variable.as_ref(), over.record), place);
    missing.truncate(MOST);
    missing
}

/// A row that a step means.
struct Meant<T> {
    row: u32,
    /// Whether it does for certain.
    surely: bool,
    /// Where it does perhaps: what would tell.
    why: Vec<Missing>,
    /// What was asked of it.
    asked: T,
}

/// The rows that a step means, surely or perhaps, ascending, with what is asked of them.
fn each<T: Send>(
    (program, tables, settings): (&Program, &Tables, Settings),
    (over, roots): (&Over, Vec<ExprId>),
    ask: impl Fn(&Frame<'_>) -> Vec<T> + Sync,
) -> Vec<Meant<T>> {
    let mut watch = Watch::new(program, over.record, roots);
    let found = watch.over((program, tables, settings), &[], |frame| in_frame(frame, over, &ask));
    found.into_iter().flatten().collect()
}

fn in_frame<T>(
    frame: &Frame<'_>,
    over: &Over,
    ask: &impl Fn(&Frame<'_>) -> Vec<T>,
) -> Vec<Meant<T>> {
    let met = match over.filter {
        Some(filter) => frame.eval(filter).truths(frame.len()),
        None => Truths::filled(frame.len(), Tri::True),
    };
    let rows = |bits: &Bits| Bits::from_fn(frame.len(), |at| bits.get(frame.row(at) as usize));
    let meant = frame.engine.tables.of(over.record).without_gone(met, rows);
    let places: Vec<u32> = meant.can_be_true().ones().map(|place| place as u32).collect();
    let wanted = frame.some(&places);
    let mut told = 0;
    let of = |(i, asked): (usize, T)| {
        let surely = places.get(i).is_some_and(|place| meant.holds(*place as usize));
        let filter = over.filter.filter(|_| !surely && told < DOUBTS);
        told += usize::from(filter.is_some());
        let why = filter.map(|filter| why(&wanted, over, filter, i)).unwrap_or_default();
        Meant { row: wanted.row(i), surely, why, asked }
    };
    ask(&wanted).into_iter().enumerate().map(of).collect()
}

/// Changes a table that nobody else has then.
fn change(tables: &mut Tables, record: RecordId, with: impl FnOnce(&mut Table)) {
    if let Some(table) = tables.0.get_mut(record.0 as usize) {
        with(Arc::make_mut(table));
    }
}

/// Marks a row among so many.
fn mark(bits: &mut Bits, rows: usize, row: u32) {
    if bits.is_empty() {
        *bits = Bits::filled(rows, false);
    }
    bits.set(row as usize, true);
}

/// Notes how many members lists hold, and gives those that are given: a list of which all members
/// are gone, how many there were, is given by that.
fn count(tables: &mut Tables, schema: &Schema, members: RecordId, holders: Vec<u32>) -> Vec<u32> {
    let Some((record, field)) = schema.record(members).parent else {
        return holders;
    };
    let table = tables.of(members);
    let counted = |holder: u32| {
        let is_open = table.held_by(holder).any(|row| table.unseen.get(row as usize));
        (!is_open).then(|| (holder, table.held_by(holder).count() as u32))
    };
    let counts: Vec<(u32, u32)> = holders.into_iter().filter_map(counted).collect();
    change(tables, record, |table| {
        if let Some(Some(Column::Code(Codes(codes)))) = table.columns.get_mut(field.0 as usize) {
            let mut all = std::mem::take(codes).into_vec();
            for (holder, count) in &counts {
                if let Some(slot) = all.get_mut(*holder as usize) {
                    *slot = *count;
                }
            }
            *codes = all.into();
        }
    });
    counts.into_iter().map(|(holder, _)| holder).collect()
}

/// Appends one member to the list of each of those holders, who ascend: one that says so much, or
/// one that stands for all the members, how many there be, of a list that is not given. What the
/// new members hold in lists of their own is not given.
fn append(
    tables: &mut Tables,
    schema: &Schema,
    members: RecordId,
    holders: &[u32],
    told: Option<Vec<(FieldId, Vec<Scalar>)>>,
) {
    let kind = schema.record(members);
    let (first, unseen) = (tables.of(members).rows as u32, told.is_none());
    let mut told = told.unwrap_or_default();
    let mut lists = Vec::new();
    change(tables, members, |table| {
        let fields = (0..).map(FieldId).zip(&kind.fields);
        for ((id, field), slot) in fields.zip(&mut table.columns) {
            let Some(old) = slot else { continue };
            if let Ty::List(inner) = field.ty {
                lists.push(inner);
            }
            let new = told.iter_mut().find(|(other, _)| *other == id);
            let new = new.map(|(_, values)| std::mem::take(values));
            let new = new.unwrap_or_else(|| vec![untold(field); holders.len()]);
            let all: Vec<Scalar> = (0..old.len()).map(|row| old.get(row)).chain(new).collect();
            if let Some(first) = all.first().cloned() {
                *slot = Some(column(&first, all.into_iter()));
            }
        }
        table.lengthen(holders, unseen);
    });
    let new: Vec<u32> = (first..).take(holders.len()).collect();
    lists.into_iter().for_each(|inner| append(tables, schema, inner, &new, None));
}

/// What is known of a fact that nobody tells: its bounds.
fn untold(field: &Field) -> Scalar {
    match field.ty.unknown() {
        Scalar::Quantity { currency, unknown, .. } => {
            let range = Range::new(field.bounds.lo, field.bounds.hi);
            Scalar::Quantity { range, currency, unknown }
        }
        other => other,
    }
}
