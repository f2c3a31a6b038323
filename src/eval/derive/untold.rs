//! The steps of a flow of which not both ends are known: each may be a part of any leg that its
//! other end allows, or a leg of its own.

use rustc_hash::FxHashMap;

use crate::ir::Program;
use crate::record::Tables;
use crate::ty::RecordId;
use crate::value::{Codes, Column, Scalar};

/// How many steps are told that leave something open.
pub(super) const TOLD: usize = 20;

/// A step of which not both ends are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loose {
    pub(super) row: u32,
    pub(super) from: Option<u32>,
    pub(super) to: Option<u32>,
}

/// The steps of a flow that are not settled.
pub(super) struct Untold {
    /// Those of which not both ends are known, in an order of their own.
    pub(super) loose: Vec<Loose>,
    /// By the party that they start from, their places in that order.
    pub(super) starting: FxHashMap<u32, Vec<u32>>,
    /// The places of those that may start anywhere.
    pub(super) anywhere: Vec<u32>,
    /// Those of which it is not decided whether they exist, with the rows of their legs, in an
    /// order of their own.
    pub(super) doubtful: Vec<(u32, u32)>,
}

impl Untold {
    pub(super) fn new(program: &Program, tables: &Tables, legs: RecordId) -> Untold {
        let schema = &program.schema;
        let steps = schema.kind(legs).steps();
        let Some((steps, step)) = steps.and_then(|id| Some((id, schema.kind(id).step()?))) else {
            return Untold {
                loose: Vec::new(),
                starting: FxHashMap::default(),
                anywhere: Vec::new(),
                doubtful: Vec::new(),
            };
        };
        let table = tables.of(steps);
        // Whoever leads to nobody, or from nobody, is no part of a walk.
        let open = table.partial().iter().filter(|(_, keys)| !keys.contains(&Scalar::NOBODY));
        let loose = open.map(|(row, keys)| {
            let (from, to) = ends(keys);
            Loose { row: *row, from, to }
        });
        let mut loose: Vec<Loose> = loose.collect();
        let standing = |row: u32| tables.standing(&program.schema, steps, row);
        loose.sort_by_cached_key(|loose| standing(loose.row));
        let (mut starting, mut anywhere) = (FxHashMap::<u32, Vec<u32>>::default(), Vec::new());
        for (loose, place) in loose.iter().zip(0..) {
            match loose.from {
                Some(start) => starting.entry(start).or_default().push(place),
                None => anywhere.push(place),
            }
        }
        let leg = |row: &u32| match table.column(step.group) {
            Some(Column::Code(Codes(groups))) => groups.get(*row as usize).copied(),
            _ => None,
        };
        let doubtful = table.doubtful().iter().filter_map(|row| Some((*row, leg(row)?)));
        let mut doubtful: Vec<(u32, u32)> =
            doubtful.filter(|(_, leg)| *leg != Codes::UNKNOWN).collect();
        doubtful.sort_by_cached_key(|(row, _)| standing(*row));
        Untold { loose, starting, anywhere, doubtful }
    }

    /// The rows of steps by their places, the first few.
    pub(super) fn rows(&self, mut places: Vec<u32>) -> Vec<u32> {
        places.sort_unstable();
        places.dedup();
        places.truncate(TOLD);
        places.iter().filter_map(|place| Some(self.loose.get(*place as usize)?.row)).collect()
    }
}

/// Where a step starts and leads, by what is known of its keys.
pub(super) fn ends(keys: &[Scalar]) -> (Option<u32>, Option<u32>) {
    let end = |at: usize| match keys.get(at) {
        Some(Scalar::Code(code)) => *code,
        _ => None,
    };
    (end(0), end(1))
}
