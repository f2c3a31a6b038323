//! The records that were renamed, by what they are called.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::ty::RecordId;

/// The renamed records that were read.
#[derive(Default)]
pub(super) struct Formers(OnceLock<Renamed>);

impl Formers {
    /// What they are, found out once.
    pub(super) fn get_or_init(&self, find: impl FnOnce() -> Renamed) -> &Renamed {
        self.0.get_or_init(find)
    }
}

/// What they are called now, and were called.
#[derive(Default)]
pub(super) struct Renamed {
    /// One, two and more names ago.
    pub(super) eras: Vec<FxHashMap<String, String>>,
    /// By kind and key the keys that each had.
    pub(super) keys: FxHashMap<(RecordId, String), Vec<String>>,
}

impl Renamed {
    /// Takes a record with the keys that it had, the latest first.
    pub(super) fn add(&mut self, record: RecordId, now: String, then: Vec<String>) {
        let last = self.eras.len().max(then.len());
        // Who was renamed once was called so all the time before.
        while self.eras.len() < last {
            self.eras.push(self.eras.last().cloned().unwrap_or_default());
        }
        let names = then.iter().chain(then.last().into_iter().cycle());
        for (era, name) in self.eras.iter_mut().zip(names) {
            era.entry(now.clone()).or_insert_with(|| name.clone());
        }
        self.keys.insert((record, now), then);
    }
}
