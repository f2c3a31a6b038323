//! Which source columns a record kind is read from, compiled once for all files of
//! one shape.

use rustc_hash::FxHashMap;

use super::made::{How, Made};
use super::node::Placed;
use super::path::Deep;
use super::selection::Selection;
use crate::record::decode::Written;
use crate::record::formerly::{FORMERLY, had_keys};
use crate::record::raw::Raw;
use crate::record::table::Needs;
use crate::ty::{FieldId, RecordId, Schema};
use crate::value::Currency;

/// How the rows of one record kind are put together from the columns of one file.
#[derive(Clone, Debug)]
pub(in crate::record) struct Plan {
    pub(in crate::record) record: RecordId,
    /// Columns that no field is read from are somebody else's business, not mistakes.
    pub(in crate::record) foreign: bool,
    /// Whether a dot in a column's name means nothing.
    pub(in crate::record) flat: bool,
    /// Distinct source columns.
    pub(in crate::record) slots: Vec<Slot>,
    by_name: FxHashMap<String, usize>,
    /// By field; `None` where the file cannot tell it.
    pub(in crate::record) fields: Vec<Option<FieldPlan>>,
    /// Where the keys stand that a record had, where its kind has a key and no field of that name.
    pub(in crate::record) formerly: Option<SlotPath>,
    /// By field: whether it is read at all.
    pub(in crate::record) wanted: Vec<bool>,
    /// How the numbers and days of the file are written.
    pub(in crate::record) written: Written,
    /// Which rows are records, where a mapping says so.
    pub(in crate::record) selection: Option<Selection>,
    /// What a mapping reads by name, which must be there.
    pub(in crate::record) watched: Vec<Watched>,
    /// Values that are made of several columns, or stand further in, each behind those that it is
    /// made of.
    pub(in crate::record) made: Vec<Made>,
    /// Whether it is of the members of a list of which the mapping says where their facts stand.
    pub(in crate::record) inner: bool,
    /// Columns with a field's own name that a mapping leaves out.
    pub(in crate::record) spared: Vec<usize>,
}

/// A column or path that a mapping names.
#[derive(Clone, Debug)]
pub(in crate::record) struct Watched {
    pub(in crate::record) place: SlotPath,
    /// As the mapping writes it, and where.
    pub(in crate::record) name: Placed,
    /// Whether most records are expected to have none.
    pub(in crate::record) sparse: bool,
}

/// One source column.
#[derive(Clone, Debug)]
pub(in crate::record) struct Slot {
    /// The member or column name.
    pub(in crate::record) name: String,
    /// Whether some wanted field reads it.
    pub(in crate::record) wanted: bool,
}

/// Where one field comes from.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::record) struct FieldPlan {
    /// The slot of the value, and the path below it.
    pub(in crate::record) from: SlotPath,
    pub(in crate::record) currency: Option<Given<Currency>>,
    pub(in crate::record) unit: Option<Given<String>>,
    /// Whether `unit` is what the field is stored in, so that bare numbers need no conversion.
    pub(in crate::record) in_base_unit: bool,
    /// Whether the first word of `unit` is the scale of the file's figures, which is not that of what
    /// the mapping itself says.
    pub(in crate::record) scaled: bool,
    pub(in crate::record) map: FxHashMap<String, String>,
    /// How its numbers and days are written, where not as in the rest of the file.
    pub(in crate::record) written: Option<Written>,
    /// What values stand for that `map` does not have.
    pub(in crate::record) otherwise: Option<String>,
}

/// A slot and the dotted path below it (empty: the slot itself).
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::record) struct SlotPath {
    pub(in crate::record) slot: usize,
    pub(in crate::record) below: String,
    /// The slot of a member whose name is spelled with the dots, which wins.
    pub(in crate::record) whole: Option<usize>,
}

/// The same for all rows, or told by a column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::record) enum Given<T> {
    Fixed(T),
    From(SlotPath),
}

impl<T> Given<T> {
    /// The place of what tells it, where a column does.
    fn place(&self) -> Option<&SlotPath> {
        match self {
            Given::Fixed(_) => None,
            Given::From(place) => Some(place),
        }
    }
}

impl FieldPlan {
    /// The value as it stands at a place.
    pub(in crate::record) fn plain(from: SlotPath) -> FieldPlan {
        let map = FxHashMap::default();
        let (otherwise, written) = (None, None);
        let (currency, unit, in_base_unit, scaled) = (None, None, false, false);
        FieldPlan { from, currency, unit, in_base_unit, scaled, map, otherwise, written }
    }

    /// The places that it is read from.
    pub(in crate::record) fn places(&self) -> impl Iterator<Item = &SlotPath> {
        let currency = self.currency.as_ref().and_then(Given::place);
        let unit = self.unit.as_ref().and_then(Given::place);
        std::iter::once(&self.from).chain(currency).chain(unit)
    }

    /// What the mapping says that a value stands for; one that is not given goes by no text.
    pub(in crate::record) fn stands_for(&self, raw: &Raw) -> Option<&str> {
        let text = if raw.is_empty() { "" } else { raw.text()? };
        let told = || !text.is_empty();
        let known = self.map.get(text).or_else(|| self.otherwise.as_ref().filter(|_| told()));
        known.map(String::as_str)
    }
}

impl Plan {
    /// The plan for a record kind whose fields stand under their own names; in a `foreign` file
    /// beside members that are no fields.
    pub(in crate::record) fn own(
        schema: &Schema,
        record: RecordId,
        needs: &Needs,
        foreign: bool,
    ) -> Plan {
        let mut plan = Plan::empty(schema, record, needs, foreign);
        for (i, field) in schema.record(record).fields.iter().enumerate() {
            plan.read_own(i, &field.name);
        }
        if !foreign && had_keys(schema.record(record)) {
            plan.formerly = Some(plan.place(FORMERLY, true, true));
        }
        plan
    }

    /// The plan of which nothing is known yet but what is read at all.
    pub(in crate::record) fn empty(
        schema: &Schema,
        record: RecordId,
        needs: &Needs,
        foreign: bool,
    ) -> Plan {
        let fields = schema.record(record).fields.len();
        let wanted = |i| is_wanted(schema, record, FieldId(i as u32), needs);
        Plan {
            record,
            foreign,
            flat: false,
            slots: Vec::new(),
            by_name: FxHashMap::default(),
            fields: vec![None; fields],
            formerly: None,
            wanted: (0..fields).map(wanted).collect(),
            written: Written::USUAL,
            selection: None,
            watched: Vec::new(),
            made: Vec::new(),
            inner: false,
            spared: Vec::new(),
        }
    }

    /// Reads a field from the column of its own name.
    pub(in crate::record) fn read_own(&mut self, field: usize, name: &str) {
        let wanted = self.wanted.get(field).copied().unwrap_or(false);
        let from = self.place(name, wanted, true);
        if let Some(f) = self.fields.get_mut(field) {
            *f = Some(FieldPlan::plain(from));
        }
    }

    /// The place of a column or path, its slots made on first use.
    pub(in crate::record) fn place(&mut self, path: &str, wanted: bool, flat: bool) -> SlotPath {
        if let Some(deep) = Deep::parse(path).filter(|_| !flat) {
            return self.deep_place(path, deep, wanted);
        }
        match path.split_once('.') {
            Some((head, below)) if !flat => {
                let whole = Some(self.make_slot(path, wanted));
                SlotPath { slot: self.make_slot(head, wanted), below: below.to_owned(), whole }
            }
            _ => SlotPath { slot: self.make_slot(path, wanted), below: String::new(), whole: None },
        }
    }

    /// A place by its name: a column, or a path in which dots lead to members.
    pub(in crate::record) fn path(&self, place: &SlotPath) -> Option<String> {
        let name = &self.slots.get(place.slot)?.name;
        let below = &place.below;
        Some(if below.is_empty() { name.clone() } else { format!("{name}.{below}") })
    }

    /// The place of what a path leads to that goes on where dots do not.
    fn deep_place(&mut self, path: &str, deep: Deep, wanted: bool) -> SlotPath {
        if deep.above > 0 {
            return self.make(path, How::Above(deep.above, deep.steps), wanted);
        }
        let Some((name, rest)) = deep.head() else { return self.place(path, wanted, true) };
        let head = self.place(name, wanted, true);
        self.make(path, How::Found(head, rest.to_vec()), wanted)
    }

    /// A slot that is filled by what stands in others.
    pub(in crate::record) fn make(&mut self, name: &str, how: How, wanted: bool) -> SlotPath {
        let slot = self.slots.len();
        self.slots.push(Slot { name: name.to_owned(), wanted });
        self.made.push(Made { slot, name: name.to_owned(), how });
        SlotPath { slot, below: String::new(), whole: None }
    }

    /// Whether what is read from a place is made of what stands at another, or is that.
    pub(in crate::record) fn rests_on(&self, from: &SlotPath, other: &SlotPath) -> bool {
        let made = || self.made.iter().find(|made| made.slot == from.slot);
        from == other
            || made().is_some_and(|made| made.how.parts().iter().any(|p| self.rests_on(p, other)))
    }

    /// The columns or paths that a mapping names at a place: the one, or the alternatives.
    pub(in crate::record) fn names_of<'n>(&'n self, watched: &'n Watched) -> Vec<&'n str> {
        match self.made.iter().find(|made| made.slot == watched.place.slot) {
            Some(Made { how: How::First(names), .. }) => {
                names.iter().map(|(_, name)| name.as_str()).collect()
            }
            _ => vec![&watched.name.text],
        }
    }

    /// Whether a file with these columns has what a place names: of alternatives one is enough.
    pub(in crate::record) fn is_met(&self, place: &SlotPath, columns: &[Option<usize>]) -> bool {
        let made = || self.made.iter().find(|made| made.slot == place.slot);
        columns.contains(&Some(place.slot))
            || made().is_some_and(|made| made.how.parts().iter().any(|p| self.is_met(p, columns)))
    }

    fn make_slot(&mut self, name: &str, wanted: bool) -> usize {
        let slot = *self.by_name.entry(name.to_owned()).or_insert_with(|| {
            self.slots.push(Slot { name: name.to_owned(), wanted: false });
            self.slots.len() - 1
        });
        if let Some(s) = self.slots.get_mut(slot) {
            s.wanted |= wanted;
        }
        slot
    }

    /// The slot of a column name.
    pub(in crate::record) fn slot(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }
}

/// The value that stands at a place of a row.
#[inline]
pub(in crate::record) fn value_at<'r, 'a>(
    slots: &'r [Option<Raw<'a>>],
    place: &SlotPath,
) -> Option<&'r Raw<'a>> {
    if let Some(whole) = place.whole
        && let Some(raw) = slots.get(whole)?
    {
        return Some(raw);
    }
    let raw = slots.get(place.slot)?.as_ref()?;
    if place.below.is_empty() { Some(raw) } else { raw.descend(&place.below) }
}

/// Whether a field must be read: asked for, part of the key, or a list whose members are.
fn is_wanted(schema: &Schema, record: RecordId, field: FieldId, needs: &Needs) -> bool {
    needs.has(record, field)
        || schema.record(record).key.contains(&field)
        || schema.record_ids().any(|child| {
            let kind = schema.record(child);
            kind.parent == Some((record, field))
                && (0..kind.fields.len())
                    .any(|i| is_wanted(schema, child, FieldId(i as u32), needs))
        })
}
