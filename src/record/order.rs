//! Where a record stands among its kind, whatever the order in which records are read.

use std::cmp::Ordering;

use super::table::{Table, Tables};
use crate::ty::{FieldId, RecordId, Schema, Ty};
use crate::value::{Codes, Scalar};

/// A record's place in an order that the text of its file has no part in: by its key, a step of a
/// flow by that of the record it was made from, a list's members by that of the record that holds
/// them; those that share these by what they say, field by field. Where even that is the same, by
/// their rows: then nothing but their places tells them apart.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'t> {
    tables: &'t Tables,
    schema: &'t Schema,
    record: RecordId,
    row: u32,
    /// The record's own key; empty for a list's members.
    pub key: &'t str,
    /// The key of the record that holds it, or that it was made from; else its own.
    pub holder: &'t str,
}

impl Tables {
    /// Where a record stands among its kind.
    pub fn standing<'t>(&'t self, schema: &'t Schema, record: RecordId, row: u32) -> Standing<'t> {
        let (mut holder, mut at) = self.origin(record, row).unwrap_or((record, row));
        while let Some((parent, _)) = schema.record(holder).parent {
            let parents = &self.of(holder).parents;
            at = parents.get(at as usize).copied().unwrap_or(Codes::UNKNOWN);
            holder = parent;
        }
        let (key, holder) = (self.key(record, row), self.key(holder, at));
        Standing { tables: self, schema, record, row, key, holder }
    }
}

impl Standing<'_> {
    fn says(&self, other: &Self) -> Ordering {
        if (self.record, self.row) == (other.record, other.row) {
            return Ordering::Equal;
        }
        let fields = 0..self.schema.record(self.record).fields.len() as u32;
        fields
            .map(|field| self.field(other, FieldId(field)))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }

    fn field(&self, other: &Self, field: FieldId) -> Ordering {
        let value = |s: &Self| Some(s.table().column(field)?.get(s.row as usize));
        let (Some(a), Some(b)) = (value(self), value(other)) else {
            return Ordering::Equal;
        };
        match (self.schema.field(self.record, field).ty, &a, &b) {
            (Ty::Record(target), Scalar::Code(Some(a)), Scalar::Code(Some(b)))
                if *a.max(b) < Codes::NONE =>
            {
                self.at(target, *a).cmp_said(&self.at(target, *b))
            }
            (Ty::List(members), ..) => {
                let (a, b) = (self.members(members), other.members(members));
                let pairs = a.iter().zip(&b).map(|(a, b)| a.cmp_said(b));
                let differs = pairs.into_iter().find(|order| order.is_ne());
                differs.unwrap_or_else(|| a.len().cmp(&b.len()))
            }
            _ => a.order(&b),
        }
    }

    /// The order as far as their rows have no part in it.
    fn cmp_said(&self, other: &Self) -> Ordering {
        let keys =
            (self.record, self.key, self.holder).cmp(&(other.record, other.key, other.holder));
        keys.then_with(|| self.says(other))
    }

    /// The members of a list that this record holds, in their order.
    fn members(&self, members: RecordId) -> Vec<Self> {
        let held = self.tables.of(members).held_by(self.row);
        let mut all: Vec<Self> = held.map(|row| self.at(members, row)).collect();
        all.sort();
        all
    }

    fn at(&self, record: RecordId, row: u32) -> Self {
        self.tables.standing(self.schema, record, row)
    }

    fn table(&self) -> &Table {
        self.tables.of(self.record)
    }
}

impl Ord for Standing<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.cmp_said(other).then_with(|| self.row.cmp(&other.row))
    }
}

impl PartialOrd for Standing<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Standing<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Standing<'_> {}
