//! Who reaches which legs of a flow.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::ground::Ground;
use super::table;
use crate::ir::Program;
use crate::network::reach;
use crate::record::{Table, Tables};
use crate::ty::RecordId;
use crate::value::{Codes, Column, Scalar, TextColumn};

/// One row for each party and leg that it reaches. Parties that could not be followed, or from
/// whom a step may lead of which it is not known where it starts or ends, have one whose leg is
/// not known: it may be any.
pub(super) fn make(
    program: &Program,
    tables: &Tables,
    record: RecordId,
    (legs, longest): (RecordId, u32),
    most: usize,
) -> Vec<Table> {
    let Some(ground) = Ground::new(program, tables, legs) else {
        return Vec::new();
    };
    let nodes: Vec<u32> = (0..ground.network.nodes()).collect();
    let (mut from, mut edges, mut complete) = (Vec::new(), Vec::new(), true);
    for run in nodes.chunks(4096) {
        let follow = |n: &u32| reach(&ground.network, *n, longest as usize);
        let parts: Vec<Vec<u32>> = match complete {
            true => run.par_iter().map(follow).collect(),
            false => vec![Vec::new(); run.len()],
        };
        for (node, part) in run.iter().zip(parts) {
            complete &= edges.len() + part.len() <= most;
            let legs = part.iter().map(|e| ground.leg(*e));
            match complete {
                true => edges.extend(legs),
                false => edges.push(Codes::UNKNOWN),
            }
            from.resize(edges.len(), ground.party(*node));
        }
    }
    let mut left_open = Vec::new();
    for (party, steps) in open(program, tables, &ground, (legs, longest)) {
        left_open.push((edges.len() as u32, steps));
        from.push(party);
        edges.push(Codes::UNKNOWN);
    }
    let of_leg = |leg: &u32| ground.origins.get(*leg as usize).copied();
    let first = ground.origins.first().copied().unwrap_or((legs, 0));
    let origins = edges.iter().map(|leg| of_leg(leg).unwrap_or(first)).collect();
    let leg_keys = &tables.of(legs).keys;
    let mut keys = TextColumn::with_capacity(edges.len());
    edges.iter().for_each(|leg| keys.push(Some(leg_keys.get(*leg as usize).unwrap_or_default())));
    let columns = vec![Column::Code(Codes(from)), Column::Code(Codes(edges))];
    let mut made = table(&program.schema, record, columns, keys, origins);
    (made.complete, made.open) = (complete, left_open);
    vec![made]
}

/// How many steps are told that leave open what a party reaches.
const TOLD: usize = 20;

/// The steps of a flow of which not both ends are known.
struct Untied {
    /// Their rows, in an order of their own.
    rows: Vec<u32>,
    /// By the party that they start from, their places in that order.
    starting: FxHashMap<u32, Vec<u32>>,
    /// The places of those that may start anywhere.
    anywhere: Vec<u32>,
}

impl Untied {
    fn new(program: &Program, tables: &Tables, legs: RecordId) -> Untied {
        let steps = program.steps_of(legs);
        let mut partial: Vec<&(u32, Vec<Scalar>)> =
            steps.iter().flat_map(|steps| &tables.of(*steps).partial).collect();
        if let Some(steps) = steps {
            partial.sort_by_cached_key(|(row, _)| tables.standing(&program.schema, steps, *row));
        }
        let (mut starting, mut anywhere) = (FxHashMap::<u32, Vec<u32>>::default(), Vec::new());
        for ((_, ends), place) in partial.iter().zip(0..) {
            match ends.first() {
                Some(Scalar::Code(Some(start))) => starting.entry(*start).or_default().push(place),
                _ => anywhere.push(place),
            }
        }
        Untied { rows: partial.into_iter().map(|(row, _)| *row).collect(), starting, anywhere }
    }

    /// Those that may lead on from one of some parties, the first few.
    fn of(&self, parties: impl Iterator<Item = u32>) -> Vec<u32> {
        let mut places: Vec<u32> =
            parties.filter_map(|party| self.starting.get(&party)).flatten().copied().collect();
        places.extend(self.anywhere.iter().take(TOLD));
        places.sort_unstable();
        places.dedup();
        places.truncate(TOLD);
        places.iter().filter_map(|place| self.rows.get(*place as usize).copied()).collect()
    }
}

/// The parties from whom a step may lead of which not both ends are known, with those steps.
fn open(
    program: &Program,
    tables: &Tables,
    ground: &Ground<'_>,
    (legs, longest): (RecordId, u32),
) -> Vec<(u32, Vec<u32>)> {
    let untied = Untied::new(program, tables, legs);
    if untied.rows.is_empty() {
        return Vec::new();
    }
    let leads_on = !untied.starting.is_empty();
    let of_party = |(party, node): (u32, Option<u32>)| {
        // The last leg leads to the untied step, or is it.
        let steps = (longest as usize).saturating_sub(1);
        let edges = node.filter(|_| leads_on).map(|node| reach(&ground.network, node, steps));
        let ends = edges.iter().flatten().filter_map(|edge| ground.network.ends(*edge));
        let reached = ends.map(|(_, end)| ground.party(end));
        (party, untied.of(std::iter::once(party).chain(reached)))
    };
    let all: Vec<(u32, Option<u32>)> = ground.everybody().collect();
    let open = all.into_par_iter().map(of_party).filter(|(_, steps)| !steps.is_empty());
    open.collect()
}
