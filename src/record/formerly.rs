//! Keys that records had: `formerly: old-key`, or a list of such, beside the fields of a record whose
//! kind has a key.

use std::collections::BTreeMap;

use crate::source::Place;
use crate::ty::{RecordId, RecordKind};

/// The member of a record that names the keys that it had. A field of that name is a field.
pub(super) const FORMERLY: &str = "formerly";

/// The keys that records had, the order of each being that in which they are written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Formerly(BTreeMap<RecordId, BTreeMap<u32, Vec<String>>>);

impl Formerly {
    /// Whether no record had another key.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys that a record had, as reports tell keys.
    pub fn of(&self, record: RecordId, row: u32) -> &[String] {
        self.0.get(&record).and_then(|rows| rows.get(&row)).map_or(&[], Vec::as_slice)
    }

    /// Every record that had another key: its kind, its row, and the keys.
    pub fn all(&self) -> impl Iterator<Item = (RecordId, u32, &[String])> {
        let of_kind = |(record, rows): (&RecordId, _)| (*record, rows);
        self.0.iter().map(of_kind).flat_map(|(record, rows): (RecordId, &BTreeMap<u32, _>)| {
            rows.iter()
                .map(move |(row, keys): (&u32, &Vec<String>)| (record, *row, keys.as_slice()))
        })
    }

    /// Adds a key that a record had.
    pub(super) fn add(&mut self, record: RecordId, row: u32, key: String) {
        self.0.entry(record).or_default().entry(row).or_default().push(key);
    }
}

/// Whether records of a kind may say which keys they had: they have one, and no field that is called
/// as that is said.
pub(super) fn had_keys(kind: &RecordKind) -> bool {
    let is_own = kind.is_section() && !kind.key.is_empty();
    is_own && kind.fields.iter().all(|field| field.name != FORMERLY)
}

/// A key that a record had, and where that is told.
pub(super) struct Told {
    pub(super) row: u32,
    pub(super) key: Box<str>,
    pub(super) place: Place,
}
