//! References while they grow.

use rustc_hash::FxHashMap;

use crate::source::Span;
use crate::value::Codes;

/// References as the key texts they name, each distinct text once.
#[derive(Default)]
pub(super) struct ReferenceBuilder {
    pub(super) codes: Vec<u32>,
    /// Distinct key texts with the place of their first use.
    pub(super) keys: Vec<(Box<str>, Span)>,
    /// The codes of short keys, which lie in the map itself and so are found in one step.
    by_short_key: FxHashMap<u128, u32>,
    by_long_key: FxHashMap<Box<str>, u32>,
}

impl ReferenceBuilder {
    /// Appends a row that names `key`; `span` tells where.
    pub(super) fn push(&mut self, key: &str, span: impl FnOnce() -> Span) {
        let code = self.intern(key, span);
        self.codes.push(code);
    }

    /// Notes a key that some source names for a row, so that it must be one, without a row.
    pub(super) fn mention(&mut self, key: &str, span: Span) {
        self.intern(key, || span);
    }

    fn intern(&mut self, key: &str, span: impl FnOnce() -> Span) -> u32 {
        let next = self.keys.len() as u32;
        let code = match packed(key) {
            Some(key) => *self.by_short_key.entry(key).or_insert(next),
            None => match self.by_long_key.get(key) {
                Some(code) => *code,
                None => *self.by_long_key.entry(key.into()).or_insert(next),
            },
        };
        if code == next {
            self.keys.push((key.into(), span()));
        }
        code
    }

    /// Appends the rows of another.
    pub(super) fn append(&mut self, other: ReferenceBuilder) {
        let codes: Vec<u32> =
            other.keys.iter().map(|(key, span)| self.intern(key, || *span)).collect();
        let mapped = |c: u32| codes.get(c as usize).copied().unwrap_or(Codes::UNKNOWN);
        self.codes.extend(other.codes.into_iter().map(mapped));
    }
}

/// A text of less than 16 bytes and its length in one number.
fn packed(text: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes.get_mut(..text.len()).filter(|_| text.len() < 16)?.copy_from_slice(text.as_bytes());
    Some(u128::from_le_bytes(bytes) | (text.len() as u128) << 120)
}
