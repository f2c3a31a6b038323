//! Who reaches which legs of a flow.

use rayon::prelude::*;

use super::ground::Ground;
use super::table;
use crate::ir::Program;
use crate::network::reach;
use crate::record::{Table, Tables};
use crate::ty::RecordId;
use crate::value::{Codes, Column, TextColumn};

/// One row for each party and leg that it reaches. Of parties that could not be followed it has
/// one whose leg is not known, so that nothing is decided of them.
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
    let of_leg = |leg: &u32| ground.origins.get(*leg as usize).copied();
    let first = ground.origins.first().copied().unwrap_or((legs, 0));
    let origins = edges.iter().map(|leg| of_leg(leg).unwrap_or(first)).collect();
    let leg_keys = &tables.of(legs).keys;
    let mut keys = TextColumn::with_capacity(edges.len());
    edges.iter().for_each(|leg| keys.push(Some(leg_keys.get(*leg as usize).unwrap_or_default())));
    let columns = vec![Column::Code(Codes(from)), Column::Code(Codes(edges))];
    let mut made = table(&program.schema, record, columns, keys, origins);
    made.complete = complete;
    vec![made]
}
