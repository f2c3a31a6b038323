//! Which source columns a record kind is read from, compiled once per file.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::decode::Numbers;
use super::node::Placed;
use super::raw::Raw;
use super::table::Needs;
use crate::ty::{FieldId, RecordId, Schema};
use crate::value::Currency;
use crate::value::Notation;
use crate::value::text::composed;

/// How the rows of one record kind are put together from the columns of one file.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) record: RecordId,
    /// Columns that no field is read from are somebody else's business, not mistakes.
    pub(super) foreign: bool,
    /// Whether a dot in a column's name means nothing.
    pub(super) flat: bool,
    /// Distinct source columns.
    pub(super) slots: Vec<Slot>,
    by_name: FxHashMap<String, usize>,
    /// By field; `None` where the file cannot tell it.
    pub(super) fields: Vec<Option<FieldPlan>>,
    /// By field: whether it is read at all.
    pub(super) wanted: Vec<bool>,
    pub(super) numbers: Numbers,
    /// What a mapping reads by name, which must be there.
    pub(super) watched: Vec<Watched>,
    /// Columns with a field's own name that a mapping leaves out.
    pub(super) spared: Vec<usize>,
}

/// A column or path that a mapping names.
#[derive(Clone, Debug)]
pub(super) struct Watched {
    pub(super) place: Place,
    /// As the mapping writes it, and where.
    pub(super) name: Placed,
}

/// One source column.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// The member or column name.
    pub(super) name: String,
    /// Whether some wanted field reads it.
    pub(super) wanted: bool,
}

/// Where one field comes from.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct FieldPlan {
    /// The slot of the value, and the path below it.
    pub(super) from: Place,
    pub(super) currency: Option<Given<Currency>>,
    pub(super) unit: Option<Given<String>>,
    /// Whether `unit` is what the field is stored in, so that bare numbers need no conversion.
    pub(super) in_base_unit: bool,
    pub(super) map: FxHashMap<String, String>,
}

/// A slot and the dotted path below it (empty: the slot itself).
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Place {
    pub(super) slot: usize,
    pub(super) below: String,
    /// The slot of a member whose name is spelled with the dots, which wins.
    pub(super) whole: Option<usize>,
}

/// The same for all rows, or told by a column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Given<T> {
    Fixed(T),
    From(Place),
}

impl FieldPlan {
    /// The value as it stands at a place.
    pub(super) fn plain(from: Place) -> FieldPlan {
        let map = FxHashMap::default();
        FieldPlan { from, currency: None, unit: None, in_base_unit: false, map }
    }

    /// What the mapping says that a value stands for; one that is not given goes by no text.
    pub(super) fn stands_for(&self, raw: &Raw) -> Option<&str> {
        let text = if raw.is_empty() { "" } else { raw.text()? };
        self.map.get(text).map(String::as_str)
    }
}

impl Plan {
    /// The plan for a record kind whose fields stand under their own names; in a `foreign` file
    /// beside members that are no fields.
    pub(super) fn own(schema: &Schema, record: RecordId, needs: &Needs, foreign: bool) -> Plan {
        let mut plan = Plan::empty(schema, record, needs, foreign);
        for (i, field) in schema.record(record).fields.iter().enumerate() {
            plan.read_own(i, &field.name);
        }
        plan
    }

    /// The plan of which nothing is known yet but what is read at all.
    pub(super) fn empty(schema: &Schema, record: RecordId, needs: &Needs, foreign: bool) -> Plan {
        let fields = schema.record(record).fields.len();
        let wanted = |i| is_wanted(schema, record, FieldId(i as u32), needs);
        Plan {
            record,
            foreign,
            flat: false,
            slots: Vec::new(),
            by_name: FxHashMap::default(),
            fields: vec![None; fields],
            wanted: (0..fields).map(wanted).collect(),
            numbers: Numbers { notation: Notation::USUAL, json: false },
            watched: Vec::new(),
            spared: Vec::new(),
        }
    }

    /// Reads a field from the column of its own name.
    pub(super) fn read_own(&mut self, field: usize, name: &str) {
        let wanted = self.wanted.get(field).copied().unwrap_or(false);
        let from = self.place(name, wanted, true);
        if let Some(f) = self.fields.get_mut(field) {
            *f = Some(FieldPlan::plain(from));
        }
    }

    /// The place of a column or path, its slots made on first use.
    pub(super) fn place(&mut self, path: &str, wanted: bool, flat: bool) -> Place {
        match path.split_once('.') {
            Some((head, below)) if !flat => {
                let whole = Some(self.make_slot(path, wanted));
                Place { slot: self.make_slot(head, wanted), below: below.to_owned(), whole }
            }
            _ => Place { slot: self.make_slot(path, wanted), below: String::new(), whole: None },
        }
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
    pub(super) fn slot(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }
}

/// What a manifest says, as records are read.
pub(super) fn nfc(text: &str) -> String {
    composed(Cow::Borrowed(text)).into_owned()
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
