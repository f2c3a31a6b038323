//! Which source columns a record kind is read from, compiled once per file.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::decode::Numbers;
use super::error::{Problem, did_you_mean};
use super::mapping::{Mapping, Source, Told};
use super::measure::Measure;
use super::notation::Notation;
use super::table::Needs;
use crate::ty::{FieldId, RecordId, Schema, Ty};
use crate::value::text::composed;
use crate::value::{Currency, Decimal};

/// How the rows of one record kind are put together from the columns of one file.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) record: RecordId,
    /// Columns that no field is read from are somebody else's business, not mistakes.
    pub(super) foreign: bool,
    /// Distinct source columns.
    pub(super) slots: Vec<Slot>,
    by_name: FxHashMap<String, usize>,
    /// By field; `None` where the file cannot tell it.
    pub(super) fields: Vec<Option<FieldPlan>>,
    /// By field: whether it is read at all.
    pub(super) wanted: Vec<bool>,
    pub(super) numbers: Numbers,
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
}

/// The same for all rows, or told by a column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Given<T> {
    Fixed(T),
    From(Place),
}

impl Plan {
    /// The plan for a record kind; `mapping` where the file is foreign. `flat` files (CSV) have
    /// column names, in which a dot means nothing.
    pub(super) fn new(
        schema: &Schema,
        record: RecordId,
        needs: &Needs,
        mapping: Option<&Mapping>,
        flat: bool,
    ) -> (Plan, Vec<Problem>) {
        let kind = schema.record(record);
        let wanted = (0..kind.fields.len())
            .map(|i| is_wanted(schema, record, FieldId(i as u32), needs))
            .collect();
        let mut plan = Plan {
            record,
            foreign: mapping.is_some_and(|m| !m.fields.is_empty()),
            slots: Vec::new(),
            by_name: FxHashMap::default(),
            fields: vec![None; kind.fields.len()],
            wanted,
            numbers: Numbers { notation: Notation::USUAL, json: false },
        };
        let mut problems = Vec::new();
        if !plan.foreign {
            for (i, field) in kind.fields.iter().enumerate() {
                let from = plan.place(&field.name, plan.wanted[i], true);
                plan.fields[i] = Some(FieldPlan {
                    from,
                    currency: None,
                    unit: None,
                    in_base_unit: false,
                    map: FxHashMap::default(),
                });
            }
            return (plan, problems);
        }
        for (name, source) in mapping.iter().flat_map(|m| &m.fields) {
            let Some(FieldId(field)) = kind.field(name) else {
                let names = kind.fields.iter().map(|f| f.name.as_str());
                let help = did_you_mean(name, names);
                problems.push(Problem::Mapping {
                    kind: kind.name.clone(),
                    name: name.clone(),
                    help,
                });
                continue;
            };
            plan.map_field(schema, field as usize, source, flat);
        }
        (plan, problems)
    }

    fn map_field(&mut self, schema: &Schema, field: usize, source: &Source, flat: bool) {
        let bare;
        let told = match source {
            Source::Told(told) => told,
            Source::Column(from) => {
                bare = Told {
                    from: from.clone(),
                    currency: None,
                    unit: None,
                    map: Default::default(),
                };
                &bare
            }
        };
        let wanted = self.wanted.get(field).copied().unwrap_or(false);
        let from = self.place(&told.from, wanted, flat);
        let currency = told.currency.as_deref().map(|c| match Currency::from_code(c) {
            Some(currency) => Given::Fixed(currency),
            None => Given::From(self.place(c, wanted, flat)),
        });
        let unit = told.unit.as_deref().map(|u| match Measure::is_one(u, schema) {
            true => Given::Fixed(u.to_owned()),
            false => Given::From(self.place(u, wanted, flat)),
        });
        let ty = schema.record(self.record).fields.get(field).map(|f| f.ty);
        let in_base_unit = schema.units.iter().any(|u| {
            told.unit.as_ref() == Some(&u.name)
                && u.factor == Decimal::ONE
                && ty.and_then(Ty::dim) == Some(u.dim)
        });
        let map = told.map.iter().map(|(k, v)| (nfc(k), nfc(v))).collect();
        if let Some(f) = self.fields.get_mut(field) {
            *f = Some(FieldPlan { from, currency, unit, in_base_unit, map });
        }
    }

    /// The slot of a column, made on first use.
    fn place(&mut self, path: &str, wanted: bool, flat: bool) -> Place {
        let (head, below) = match path.split_once('.') {
            Some((head, below)) if !flat => (head, below),
            _ => (path, ""),
        };
        let slot = *self.by_name.entry(nfc(head)).or_insert_with(|| {
            self.slots.push(Slot { name: nfc(head), wanted: false });
            self.slots.len() - 1
        });
        if let Some(s) = self.slots.get_mut(slot) {
            s.wanted |= wanted;
        }
        Place { slot, below: nfc(below) }
    }

    /// The slot of a column name.
    pub(super) fn slot(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// What to say of a name that is no field.
    pub(super) fn unknown_field(&self, schema: &Schema, name: &str) -> Problem {
        let kind = schema.record(self.record);
        let help = did_you_mean(name, kind.fields.iter().map(|f| f.name.as_str()));
        Problem::UnknownField { kind: kind.name.clone(), name: name.to_owned(), help }
    }
}

/// What a manifest says, as records are read.
fn nfc(text: &str) -> String {
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
