//! What walks walk on: a flow's legs between its parties.

use rayon::prelude::*;

use crate::ir::{Program, field};
use crate::network::{Network, paths};
use crate::record::Tables;
use crate::ty::{FieldId, RecordId, Ty};
use crate::value::{Codes, Column, TextColumn};

/// A flow's legs as a network whose nodes are numbered in the order of the parties' keys.
pub(super) struct Ground<'a> {
    pub(super) network: Network,
    /// The node of each party by its row; unknown of those without a leg.
    nodes: Vec<u32>,
    /// The row of each node's party.
    parties: Vec<u32>,
    /// The row of each edge's leg.
    legs: Vec<u32>,
    pub(super) keys: &'a TextColumn,
    /// Where each leg comes from.
    pub(super) origins: &'a [(RecordId, u32)],
}

impl<'a> Ground<'a> {
    pub(super) fn new(program: &Program, tables: &'a Tables, legs: RecordId) -> Option<Ground<'a>> {
        let table = tables.of(legs);
        let Ty::Record(party) = program.schema.field(legs, field::FROM).ty else {
            return None;
        };
        let ends = |f: FieldId| match table.column(f) {
            Some(Column::Code(Codes(rows))) => Some(rows),
            _ => None,
        };
        let (from, to) = (ends(field::FROM)?, ends(field::TO)?);
        let keys = &tables.of(party).keys;
        let mut parties: Vec<u32> = from.iter().chain(to).copied().collect();
        parties.sort_unstable();
        parties.dedup();
        parties.par_sort_by_key(|row| keys.get(*row as usize));
        let mut nodes = vec![Codes::UNKNOWN; tables.of(party).rows];
        for (node, row) in parties.iter().enumerate() {
            if let Some(slot) = nodes.get_mut(*row as usize) {
                *slot = node as u32;
            }
        }
        let node = |row: &u32| nodes.get(*row as usize).copied().unwrap_or(Codes::UNKNOWN);
        let edges: Vec<(u32, u32)> = from.iter().zip(to).map(|(a, b)| (node(a), node(b))).collect();
        let network = Network::new(parties.len() as u32, edges.iter().copied());
        let mut legs = vec![0u32; network.edges().len()];
        for (leg, (a, b)) in edges.into_iter().enumerate() {
            if let Some(slot) = network.edge(a, b).and_then(|e| legs.get_mut(e as usize)) {
                *slot = leg as u32;
            }
        }
        Some(Ground { network, nodes, parties, legs, keys, origins: &table.origins })
    }

    /// The key of a node's party.
    pub(super) fn name(&self, node: u32) -> &str {
        self.keys.get(self.party(node) as usize).unwrap_or_default()
    }

    /// The row of a node's party.
    pub(super) fn party(&self, node: u32) -> u32 {
        self.parties.get(node as usize).copied().unwrap_or(Codes::UNKNOWN)
    }

    /// Every party by its row, with its node if it has a leg.
    pub(super) fn everybody(&self) -> impl Iterator<Item = (u32, Option<u32>)> {
        (0..).zip(self.nodes.iter().map(|node| Some(*node).filter(|node| *node != Codes::UNKNOWN)))
    }

    /// The row of an edge's leg.
    pub(super) fn leg(&self, edge: u32) -> u32 {
        self.legs.get(edge as usize).copied().unwrap_or(Codes::UNKNOWN)
    }

    /// The record that stands for an edge's leg.
    pub(super) fn origin(&self, edge: u32) -> Option<(RecordId, u32)> {
        self.origins.get(self.leg(edge) as usize).copied()
    }

    /// The first edge that starts at a node.
    pub(super) fn first_edge(&self, node: u32) -> Option<u32> {
        paths(&self.network, node, None, 1, 1).get(0)?.first().copied()
    }
}
