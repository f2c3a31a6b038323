//! Steps and groups: one step for each record that may be one, and one group for each
//! combination of keys.

use std::collections::HashMap;

use rayon::prelude::*;

use super::loose;
use super::rows::table;
use crate::alarm::Sure;
use crate::eval::engine::Engine;
use crate::eval::frame::{Frame, Rows};
use crate::eval::{BATCH, Settings, prepare};
use crate::ir::{Level, Program};
use crate::record::{Made, Standing, Table, Tables};
use crate::ty::{FieldId, Line, RecordId, Step, Ty, exact};
use crate::value::{
    Bits, Codes, Column, Currencies, Nums, Quantities, Scalar, TextBuilder, Tri, Truths, column,
};

/// The steps of one line: the rows that may be, and a number for each combination of keys.
#[derive(Default)]
struct Found {
    rows: Vec<u32>,
    /// Whether it is not decided of each row.
    open: Vec<bool>,
    /// Each key of each row, key by key.
    keys: Vec<Vec<Scalar>>,
}

/// The tables of steps and of their groups.
pub(super) fn make(
    program: &Program,
    tables: &Tables,
    settings: &Settings,
    (steps, step): (RecordId, &Step),
) -> Vec<Table> {
    let lines = &step.lines;
    let roots = program.schema.kind(steps).roots();
    let engine = prepare::engine(program, tables, settings, &program.reached(roots));
    let of_flow = program.schema.kind(step.of).leg().is_some();
    let found: Vec<Found> = lines.iter().map(|line| find(&engine, line, of_flow)).collect();
    let mut groups = Groups::new(program, tables, step.of);
    let mut codes: Vec<u32> = Vec::new();
    let (mut partial, mut doubtful) = (Vec::new(), Vec::new());
    let (mut many, mut perhaps) = (Vec::new(), Vec::new());
    for (line, found) in lines.iter().zip(&found) {
        for i in 0..found.rows.len() {
            let code = groups.of(line, found, i);
            if code == Codes::UNKNOWN {
                let keys = found.keys.iter().filter_map(|k| k.get(i).cloned()).collect();
                partial.push((codes.len() as u32, keys));
            }
            if found.open.get(i) == Some(&true) {
                doubtful.push(codes.len() as u32);
            }
            let made_of = found.rows.get(i).map(|row| *row as usize);
            let members = tables.of(line.members);
            many.extend(made_of.filter(|row| members.unseen.get(*row)).map(|_| codes.len()));
            perhaps.extend(made_of.filter(|row| members.is_perhaps(*row)).map(|_| codes.len()));
            codes.push(code);
        }
    }
    let (group_table, ranks) = groups.table();
    for code in &mut codes {
        *code = ranks.get(*code as usize).copied().unwrap_or(Codes::UNKNOWN);
    }
    let (unseen, perhaps) = (flags(codes.len(), many), flags(codes.len(), perhaps));
    let (step_table, made) = step_table(program, tables, (steps, step), &found, codes);
    let step_table = Table { unseen, perhaps, ..step_table };
    let step_table = step_table.with(Made { partial, doubtful, ..made });
    // Groups of records are looked at by rules alone, legs also by aggregates over all of them.
    let (mut group_table, mut made) = group_table;
    if let Some(leg) = program.schema.kind(step.of).leg()
        && !step_table.partial().is_empty()
    {
        loose::add(program, tables, leg, (&mut group_table, &mut made), &step_table);
    }
    vec![step_table, group_table.with(made)]
}

/// Whether a key is known, and leads to somebody where it leads anywhere.
fn is_one(key: &Scalar) -> bool {
    key.is_known() && *key != Scalar::NOBODY
}

/// So many bits with those set; none where none is.
fn flags(len: usize, set: Vec<usize>) -> Bits {
    let mut bits = Bits::filled(if set.is_empty() { 0 } else { len }, false);
    set.into_iter().for_each(|place| bits.set(place, true));
    bits
}

/// The rows of a line's records whose condition may hold, with their keys.
fn find(engine: &Engine<'_>, line: &Line, of_flow: bool) -> Found {
    let rows = engine.tables.of(line.members).rows;
    let starts: Vec<usize> = (0..rows).step_by(BATCH).collect();
    let batch = |start: &usize| {
        let run = *start..(*start + BATCH).min(rows);
        let frame = Frame::new(engine, Level::SUBJECT, Rows::Run(run.clone()), None);
        let members = engine.tables.of(line.members);
        let met = match line.filter {
            Some(filter) => frame.eval(filter).truths(run.len()),
            None => Truths::filled(run.len(), Tri::True),
        };
        let inside = members.present(met, |bits| bits.slice(run.start, run.end));
        let values: Vec<_> = line.keys.iter().map(|key| frame.eval(*key)).collect();
        // Those that lead to nobody have nothing in common; a leg has but one end then.
        let apart = |i: usize| !of_flow && values.iter().any(|key| key.is_nobody(i));
        let may = |i: &usize| inside.may_hold(*i) && !apart(*i);
        let places: Vec<usize> = (0..run.len()).filter(may).collect();
        let keys = values.iter().map(|values| places.iter().map(|i| values.get(*i)).collect());
        let keys = keys.collect();
        let open = places.iter().map(|i| !inside.holds(*i)).collect();
        Found { rows: places.iter().map(|i| (run.start + i) as u32).collect(), open, keys }
    };
    let parts: Vec<Found> = starts.par_iter().map(batch).collect();
    let mut all = Found { keys: vec![Vec::new(); line.keys.len()], ..Found::default() };
    for part in parts {
        all.rows.extend(part.rows);
        all.open.extend(part.open);
        all.keys.iter_mut().zip(part.keys).for_each(|(all, part)| all.extend(part));
    }
    all
}

/// Groups as they are met.
struct Groups<'a> {
    program: &'a Program,
    tables: &'a Tables,
    record: RecordId,
    /// By their keys, which records tell: hashed under a secret, so that nobody can make them collide.
    numbers: HashMap<Vec<Scalar>, u32>,
    /// The record that stands for each: the one with the smallest key.
    origins: Vec<(RecordId, u32)>,
}

impl<'a> Groups<'a> {
    fn new(program: &'a Program, tables: &'a Tables, record: RecordId) -> Self {
        let (numbers, origins) = (HashMap::new(), Vec::new());
        Groups { program, tables, record, numbers, origins }
    }

    /// The group of a step; unknown where some key of it is, or leads to nobody.
    fn of(&mut self, line: &Line, found: &Found, i: usize) -> u32 {
        let key: Option<Vec<Scalar>> =
            found.keys.iter().map(|k| k.get(i).filter(|s| is_one(s)).cloned()).collect();
        let (Some(key), Some(row)) = (key, found.rows.get(i)) else {
            return Codes::UNKNOWN;
        };
        let origin = (line.members, *row);
        let next = self.numbers.len() as u32;
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.origins.push(origin);
        } else if let Some(old) = self.origins.get(number as usize).copied()
            && self.rank(origin) < self.rank(old)
            && let Some(slot) = self.origins.get_mut(number as usize)
        {
            *slot = origin;
        }
        number
    }

    fn rank(&self, (record, row): (RecordId, u32)) -> (RecordId, Standing<'_>) {
        (record, self.tables.standing(&self.program.schema, record, row))
    }

    /// The groups in the order of their keys, and the row of each number.
    fn table(self) -> ((Table, Made), Vec<u32>) {
        let fields = &self.program.schema.record(self.record).fields;
        let types: Vec<Ty> = fields.iter().map(|f| f.ty).collect();
        let mut named: Vec<(String, Vec<Scalar>, u32)> = Vec::with_capacity(self.numbers.len());
        let words = |key: &[Scalar]| -> Vec<String> {
            key.iter().zip(&types).map(|(value, ty)| self.word(value, *ty)).collect()
        };
        for (key, number) in &self.numbers {
            named.push((joined(&words(key)), key.clone(), *number));
        }
        named.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.2.cmp(&b.2)));
        let mut ranks = vec![Codes::UNKNOWN; named.len()];
        let mut keys = TextBuilder::with_capacity(named.len());
        let mut origins = Vec::with_capacity(named.len());
        for (rank, (word, _, number)) in named.iter().enumerate() {
            keys.push(Some(word));
            origins.extend(self.origins.get(*number as usize));
            if let Some(slot) = ranks.get_mut(*number as usize) {
                *slot = rank as u32;
            }
        }
        let of_key = |place: usize| {
            let unknown = Scalar::Code(None);
            let of = |(_, key, _): &(String, Vec<Scalar>, u32)| {
                key.get(place).cloned().unwrap_or_else(|| unknown.clone())
            };
            let first = named.first().map_or_else(|| unknown.clone(), of);
            column(&first, named.iter().map(of))
        };
        let columns = (0..types.len()).map(|at| (FieldId(at as u32), of_key(at))).collect();
        (table(&self.program.schema, self.record, columns, keys.finish(), origins), ranks)
    }

    /// A key in words: a record by its own key.
    fn word(&self, value: &Scalar, ty: Ty) -> String {
        let key = |record: RecordId, row: u32| {
            self.tables.of(record).keys.get(row as usize).sure().to_owned()
        };
        match (value, ty) {
            // A year is a name here, not a figure.
            (Scalar::Quantity { range, .. }, Ty::NUMBER) => {
                range.known().map(|n| n.to_string()).unwrap_or_default()
            }
            _ => exact(value, ty, &self.program.schema, &key),
        }
    }
}

/// A group's key as text.
fn joined(words: &[String]) -> String {
    match words {
        [one] => one.clone(),
        many => crate::value::key::join(many.iter().map(String::as_str)),
    }
}

fn step_table(
    program: &Program,
    tables: &Tables,
    (steps, step): (RecordId, &Step),
    found: &[Found],
    groups: Vec<u32>,
) -> (Table, Made) {
    let mut made = vec![0i64; 0];
    let mut references: Vec<(FieldId, Vec<u32>)> = Vec::new();
    for line in &step.lines {
        if references.iter().all(|(field, _)| *field != line.reference) {
            references.push((line.reference, Vec::new()));
        }
    }
    let mut keys = TextBuilder::with_capacity(groups.len());
    let mut origins = Vec::with_capacity(groups.len());
    for (number, (line, found)) in step.lines.iter().zip(found).enumerate() {
        made.resize(made.len() + found.rows.len(), number as i64);
        for (field, column) in &mut references {
            if *field == line.reference {
                column.extend_from_slice(&found.rows);
            } else {
                column.resize(column.len() + found.rows.len(), Codes::UNKNOWN);
            }
        }
        let named = &tables.of(line.members).keys;
        for row in &found.rows {
            keys.push(Some(named.get(*row as usize).sure()));
            origins.push((line.members, *row));
        }
    }
    let numbers = Quantities {
        lo: Nums::Fixed { scale: 0, coefs: made.into() },
        hi: None,
        lo_open: None,
        hi_open: None,
        unknown: None,
        currency: Currencies::None,
    };
    let mut columns =
        vec![(step.group, Column::Code(groups.into())), (step.line, Column::Quantity(numbers))];
    let references = references.into_iter();
    columns.extend(references.map(|(field, rows)| (field, Column::Code(rows.into()))));
    table(&program.schema, steps, columns, keys.finish(), origins)
}
