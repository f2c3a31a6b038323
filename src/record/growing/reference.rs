//! References while they grow.

use std::collections::HashMap;

use crate::source::Place;
use crate::value::Codes;

/// References as the key texts they name, each distinct text once. Whoever writes records chooses
/// the texts: they are hashed under a secret of the run, so that nobody can make them collide.
#[derive(Default)]
pub(in crate::record) struct ReferenceBuilder {
    pub(in crate::record) codes: Vec<u32>,
    /// Distinct key texts with the place of their first use.
    pub(in crate::record) keys: Vec<(Box<str>, Place)>,
    /// The codes of short keys, which lie in the map itself and so are found in one step; those
    /// of less than eight bytes in one of half the size, more of which stays near.
    by_word: HashMap<u64, u32>,
    by_short_key: HashMap<u128, u32>,
    by_long_key: HashMap<Box<str>, u32>,
    /// Where it first says that there is nobody.
    pub(in crate::record) nobody: Option<Place>,
}

impl ReferenceBuilder {
    /// Appends a row that names `key`; `place` tells where.
    pub(in crate::record) fn push(&mut self, key: &str, place: impl FnOnce() -> Place) {
        let code = self.intern(key, place);
        self.codes.push(code);
    }

    /// Appends a row that says that there is nobody.
    pub(in crate::record) fn push_nobody(&mut self, place: Place) {
        self.codes.push(Codes::NONE);
        self.nobody.get_or_insert(place);
    }

    /// Notes a key that some source names for a row, so that it must be one, without a row.
    pub(in crate::record) fn mention(&mut self, key: &str, place: Place) {
        self.intern(key, || place);
    }

    fn intern(&mut self, key: &str, place: impl FnOnce() -> Place) -> u32 {
        let next = self.keys.len() as u32;
        let code = match (packed::<8>(key), packed::<16>(key)) {
            (Some(word), _) => *self.by_word.entry(u64::from_le_bytes(word)).or_insert(next),
            (None, Some(short)) => {
                *self.by_short_key.entry(u128::from_le_bytes(short)).or_insert(next)
            }
            (None, None) => match self.by_long_key.get(key) {
                Some(code) => *code,
                None => *self.by_long_key.entry(key.into()).or_insert(next),
            },
        };
        if code == next {
            self.keys.push((key.into(), place()));
        }
        code
    }

    /// Appends the rows of another.
    pub(in crate::record) fn append(&mut self, other: ReferenceBuilder) {
        let codes: Vec<u32> =
            other.keys.iter().map(|(key, place)| self.intern(key, || *place)).collect();
        self.nobody = self.nobody.or(other.nobody);
        let mapped = |c: u32| codes.get(c as usize).copied().unwrap_or(c);
        self.codes.extend(other.codes.into_iter().map(mapped));
    }
}

/// A text of less than `N` bytes, and its length in the last of them.
#[inline]
fn packed<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    bytes.get_mut(..text.len()).filter(|_| text.len() < N)?.copy_from_slice(text.as_bytes());
    *bytes.last_mut()? = text.len() as u8;
    Some(bytes)
}
