//! What walks walk on: a flow's legs between its parties.

use rayon::prelude::*;

use super::untold::Loose;
use crate::alarm::Sure;
use crate::ir::Program;
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
    /// The edge of each leg by its row.
    edges: Vec<u32>,
    /// Whether each edge's leg exists for certain.
    pub(super) certain: Vec<bool>,
    pub(super) keys: &'a TextColumn,
    /// Where each leg comes from.
    pub(super) origins: &'a [(RecordId, u32)],
}

impl<'a> Ground<'a> {
    pub(super) fn new(
        program: &Program,
        tables: &'a Tables,
        record: RecordId,
    ) -> Option<Ground<'a>> {
        let table = tables.of(record);
        let leg = program.schema.kind(record).leg()?;
        let Ty::Record(party) = program.schema.field(record, leg.from).ty else {
            return None;
        };
        // A leg that does not tell both its ends is none to walk on: what it may be is its step.
        let ends = |f: FieldId| match table.column(f) {
            Some(Column::Code(Codes(rows))) => rows.get(..table.subjects()),
            _ => None,
        };
        let (from, to) = (ends(leg.from)?, ends(leg.to)?);
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
        let ends: Vec<(u32, u32)> = from.iter().zip(to).map(|(a, b)| (node(a), node(b))).collect();
        let network = Network::new(parties.len() as u32, ends.iter().copied());
        let mut legs = vec![0u32; network.edges().len()];
        let edge = |(a, b): &(u32, u32)| network.edge(*a, *b).unwrap_or(Codes::UNKNOWN);
        let edges: Vec<u32> = ends.iter().map(edge).collect();
        for (leg, edge) in (0..).zip(&edges) {
            if let Some(slot) = legs.get_mut(*edge as usize) {
                *slot = leg;
            }
        }
        let exists = existing(program, tables, record);
        let of_leg = |leg: &u32| exists.get(*leg as usize) == Some(&true);
        let certain = legs.iter().map(of_leg).collect();
        Some(Ground {
            network,
            nodes,
            parties,
            legs,
            edges,
            certain,
            keys,
            origins: table.origins().get(..table.subjects()).sure(),
        })
    }

    /// The node of a party; none of one without a leg.
    pub(super) fn node(&self, party: u32) -> Option<u32> {
        self.nodes.get(party as usize).copied().filter(|node| *node != Codes::UNKNOWN)
    }

    /// The key of a node's party.
    pub(super) fn name(&self, node: u32) -> &str {
        self.keys.get(self.party(node) as usize).sure()
    }

    /// The row of a node's party.
    pub(super) fn party(&self, node: u32) -> u32 {
        self.parties.get(node as usize).copied().sure_or(Codes::UNKNOWN)
    }

    /// Every party by its row, with its node if it has a leg.
    pub(super) fn everybody(&self) -> impl Iterator<Item = (u32, Option<u32>)> {
        (0..).zip(self.nodes.iter().map(|node| Some(*node).filter(|node| *node != Codes::UNKNOWN)))
    }

    /// The edge of a leg.
    pub(super) fn edge(&self, leg: u32) -> Option<u32> {
        let at = self.edges.get(leg as usize).copied();
        at.filter(|edge| *edge != Codes::UNKNOWN)
    }

    /// Whether an edge's leg exists for certain.
    pub(super) fn is_certain(&self, edge: u32) -> bool {
        self.certain.get(edge as usize) == Some(&true)
    }

    /// The network of the legs that exist for certain, of the same nodes.
    pub(super) fn certainly(&self) -> Network {
        let edges = self.network.edges().iter().zip(&self.certain);
        let certain = edges.filter(|(_, certain)| **certain).map(|(ends, _)| *ends);
        Network::new(self.network.nodes(), certain)
    }

    /// Whether a step without a known end starts, or ends, at a node.
    pub(super) fn touches(&self, step: &Loose, node: u32) -> bool {
        let party = self.party(node);
        step.from == Some(party) || step.to == Some(party)
    }

    /// The row of an edge's leg.
    pub(super) fn leg(&self, edge: u32) -> u32 {
        self.legs.get(edge as usize).copied().sure_or(Codes::UNKNOWN)
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

/// Whether each leg exists for certain: whether one of its steps does.
fn existing(program: &Program, tables: &Tables, legs: RecordId) -> Vec<bool> {
    let mut exists = vec![false; tables.of(legs).rows];
    let steps = program.schema.kind(legs).steps();
    let groups = steps.and_then(|id| {
        let (steps, step) = (tables.of(id), program.schema.kind(id).step()?);
        Some((steps, steps.column(step.group)?))
    });
    if let Some((steps, Column::Code(Codes(groups)))) = groups {
        let mut doubtful = steps.doubtful().iter().copied().peekable();
        for (row, leg) in (0..).zip(groups) {
            // Both ascend.
            let is_certain = doubtful.next_if_eq(&row).is_none();
            if let Some(slot) = exists.get_mut(*leg as usize) {
                *slot |= is_certain;
            }
        }
    }
    exists
}
