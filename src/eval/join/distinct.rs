//! Subjects that an aggregate cannot tell apart: it is worked out once for all of them. Members of
//! members come to many of those, as a leg stands in many rings.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use crate::eval::batch::Batch;
use crate::value::{Column, Scalar};

/// So few subjects are not worth comparing.
const FEW: usize = 8;

/// How many subjects are compared to see whether it is worth while to compare the others.
const SAMPLE: usize = 512;

/// Subjects of a frame by what an aggregate sees of them.
pub(crate) struct Distinct {
    /// The places of the first of each kind.
    pub(crate) firsts: Vec<u32>,
    /// The kind of each subject.
    pub(crate) kinds: Vec<u32>,
}

impl Distinct {
    /// `None` where most of them differ.
    pub(crate) fn of(
        len: usize,
        keys: Option<&[u32]>,
        seen: impl FnOnce() -> Vec<Batch>,
    ) -> Option<Distinct> {
        if len < FEW {
            return None;
        }
        let seen = seen();
        let sample = Distinct::first(len.min(SAMPLE), keys, &seen);
        let repeats = |kinds: &Distinct, len: usize| kinds.firsts.len() * 4 <= len * 3;
        let all = || Distinct::first(len, keys, &seen);
        repeats(&sample, len.min(SAMPLE)).then(all).filter(|kinds| repeats(kinds, len))
    }

    /// The kinds of the first `len` subjects.
    fn first(len: usize, keys: Option<&[u32]>, seen: &[Batch]) -> Distinct {
        let keys = keys.and_then(|keys| keys.get(..len)).map(<[u32]>::to_vec);
        let mut kinds = keys.unwrap_or_else(|| vec![0; len]);
        for batch in seen {
            match batch {
                Batch::One(_) => {}
                Batch::Each(column) => match column.as_ref() {
                    Column::Code(codes) => pair(&mut kinds, codes.0.iter().copied()),
                    column => pair(&mut kinds, numbers(column, len).into_iter()),
                },
            }
        }
        let mut found: FxHashMap<u32, u32> = FxHashMap::default();
        let mut firsts = Vec::new();
        for (place, kind) in kinds.iter_mut().enumerate() {
            *kind = *found.entry(*kind).or_insert_with(|| {
                firsts.push(place as u32);
                firsts.len() as u32 - 1
            });
        }
        Distinct { firsts, kinds }
    }
}

/// Tells kinds apart by one more thing that is seen of each.
fn pair(kinds: &mut [u32], others: impl Iterator<Item = u32>) {
    let mut found: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for (kind, other) in kinds.iter_mut().zip(others) {
        let next = found.len() as u32;
        *kind = *found.entry((*kind, other)).or_insert(next);
    }
}

/// Values by numbers: the same for the same.
fn numbers(column: &Column, len: usize) -> Vec<u32> {
    let mut found: HashMap<Scalar, u32> = HashMap::new();
    let number = |row: usize| {
        let next = found.len() as u32;
        *found.entry(column.get(row)).or_insert(next)
    };
    (0..len).map(number).collect()
}
