//! Who is linked to whom: directed networks over numbered nodes, and what can be found in them.
//!
//! Nodes are dense numbers that the caller gives in the order of their keys, so "smallest node"
//! means "smallest key". Nothing here knows of records or amounts, and no result depends on the
//! order in which edges were given or on the number of threads.

mod bottlenecks;
mod clusters;
mod components;
mod cuts;
mod links;
mod paths;
mod reach;
mod rings;
mod search;
#[cfg(test)]
mod tests;
mod walks;

pub use bottlenecks::{Bottlenecks, Sought};
pub use clusters::clusters;
pub use components::components;
pub use cuts::{CutPoint, CutPoints, cut_points};
pub use paths::paths;
pub use reach::{Reach, Reached, Walked};
pub use rings::rings;
pub use walks::Walks;

use links::Links;

/// A directed network over the nodes `0..nodes`. Parallel edges are one edge; an edge from a node
/// to itself is an edge, but no ring and no part of a path.
#[derive(Debug, Clone)]
pub struct Network {
    /// Both ends of each edge, ascending: an edge's number is its place here.
    edges: Vec<(u32, u32)>,
    out: Links,
    into: Links,
}

impl Network {
    /// The network with these edges, each from its first node to its second. An edge that names a
    /// node from `nodes` on is left out.
    pub fn new(nodes: u32, edges: impl IntoIterator<Item = (u32, u32)>) -> Network {
        let inside = |&(from, to): &(u32, u32)| from < nodes && to < nodes;
        let mut edges: Vec<(u32, u32)> = edges.into_iter().filter(inside).collect();
        edges.sort_unstable();
        edges.dedup();
        let (out, into) = Links::both(nodes, numbered(&edges));
        Network { edges, out, into }
    }

    /// The number of nodes.
    pub fn nodes(&self) -> u32 {
        self.out.nodes()
    }

    /// Both ends of each edge, (from, to), ascending; an edge's number is its place.
    pub fn edges(&self) -> &[(u32, u32)] {
        &self.edges
    }

    /// The number of the edge between two nodes, if there is one.
    pub fn edge(&self, from: u32, to: u32) -> Option<u32> {
        self.edges.binary_search(&(from, to)).ok().map(|at| at as u32)
    }

    /// The nodes from which and to which an edge leads; none if no edge has the number.
    pub fn ends(&self, edge: u32) -> Option<(u32, u32)> {
        self.edges.get(edge as usize).copied()
    }

    /// The nodes to which edges lead from a node, ascending, and the edges' numbers.
    pub fn out(&self, node: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.out.places(node).map(|place| self.out.at(place))
    }

    /// The nodes that an edge joins to a node, whichever way it leads, and the edges' numbers; a
    /// node comes twice if edges lead both ways.
    pub fn beside(&self, node: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let out = self.out.places(node).map(|place| self.out.at(place));
        let into = self.into.places(node).map(|place| self.into.at(place));
        out.chain(into).filter(move |(far, _)| *far != node)
    }

    /// The edges with both ends and their numbers.
    fn numbered(&self) -> impl Iterator<Item = (u32, u32, u32)> + Clone {
        numbered(&self.edges)
    }
}

/// (from, to, number) of each edge.
fn numbered(edges: &[(u32, u32)]) -> impl Iterator<Item = (u32, u32, u32)> + Clone {
    edges.iter().zip(0..).map(|(&(from, to), number)| (from, to, number))
}
