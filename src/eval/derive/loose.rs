//! The legs of steps that do not tell both their ends. Such a step is a part of a leg that others
//! make, too, or makes one of its own, of which one end is not known, or neither. Aggregates go
//! over it with the others; whatever it is asked that hangs on that end is not known.

use rustc_hash::FxHashSet;

use super::untold::ends;
use crate::ir::Program;
use crate::record::{Made, Table, Tables};
use crate::ty::{Leg, Ty};
use crate::value::{Bits, Codes, Column, key};

/// Adds them behind the legs whose ends are told, in an order in which files have no part. Of
/// several that may be one leg the first stands for it, and what is told before all of these: so a
/// leg stands there once whatever the ends turn out to be.
pub(super) fn add(
    program: &Program,
    tables: &Tables,
    leg: &Leg,
    (legs, made): (&mut Table, &mut Made),
    steps: &Table,
) {
    let (Some(Column::Code(Codes(from))), Some(Column::Code(Codes(to)))) =
        (legs.column(leg.from).cloned(), legs.column(leg.to).cloned())
    else {
        return;
    };
    let (mut from, mut to) = (from.into_vec(), to.into_vec());
    let mut named = std::mem::take(&mut legs.keys).grow();
    let Ty::Record(party) = program.schema.field(legs.record, leg.from).ty else {
        return;
    };
    let standing = |step: u32| {
        let (record, row) = *steps.origins().get(step as usize)?;
        Some((record, tables.standing(&program.schema, record, row)))
    };
    let mut partial: Vec<&(u32, _)> = steps.partial().iter().collect();
    partial.sort_by_cached_key(|(step, _)| (standing(*step), *step));
    let mut met = Met::new(&from, &to);
    let told = Bits::filled(from.len(), false);
    let (mut many, mut perhaps) = (told.clone(), told);
    for (step, keys) in &partial {
        let (start, end) = ends(keys);
        let step_name = standing(*step).map_or("", |(_, standing)| match standing.key {
            "" => standing.holder,
            key => key,
        });
        let name = |party_row: Option<u32>| match party_row {
            Some(Codes::NONE) => "none",
            row => row.and_then(|row| tables.of(party).keys.get(row as usize)).unwrap_or("…"),
        };
        named.push(Some(&format!("{} ({step_name})", key::join([name(start), name(end)]))));
        made.open.push((from.len() as u32, vec![*step]));
        steps.origins().get(*step as usize).iter().for_each(|origin| made.add_origin(**origin));
        many.push(steps.unseen.get(*step as usize));
        perhaps.push(met.may_be(start, end));
        from.push(start.unwrap_or(Codes::UNKNOWN));
        to.push(end.unwrap_or(Codes::UNKNOWN));
    }
    made.loose = partial.len();
    legs.keys = named.finish();
    legs.rows = from.len();
    legs.unseen = if many.any() { many } else { Bits::default() };
    legs.perhaps = if perhaps.any() { perhaps } else { Bits::default() };
    for (field, ends) in [(leg.from, from), (leg.to, to)] {
        if let Some(slot) = legs.columns.get_mut(field.0 as usize) {
            *slot = Some(Column::Code(ends.into()));
        }
    }
}

/// The legs before one, by what tells whether it may be one of them.
struct Met {
    /// Whether there are any.
    any: bool,
    /// Where those start, and lead, that tell it.
    starts: FxHashSet<u32>,
    ends: FxHashSet<u32>,
    /// Whether some do not tell where they start, or lead.
    no_start: bool,
    no_end: bool,
}

impl Met {
    fn new(from: &[u32], to: &[u32]) -> Met {
        let (starts, ends) = (from.iter().copied().collect(), to.iter().copied().collect());
        Met { any: !from.is_empty(), starts, ends, no_start: false, no_end: false }
    }

    /// Whether a leg may be one of those before it, to which it is added.
    fn may_be(&mut self, start: Option<u32>, end: Option<u32>) -> bool {
        // Whose other end is nobody is a leg of its own.
        if [start, end].contains(&Some(Codes::NONE)) {
            return false;
        }
        let at_start = start.is_none_or(|start| self.no_start || self.starts.contains(&start));
        let at_end = end.is_none_or(|end| self.no_end || self.ends.contains(&end));
        let may_be = self.any && at_start && at_end;
        self.any = true;
        self.starts.extend(start);
        self.ends.extend(end);
        self.no_start |= start.is_none();
        self.no_end |= end.is_none();
        may_be
    }
}
