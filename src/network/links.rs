//! The neighbours of each node in one direction, one behind the other in a single buffer.

use crate::alarm::Sure;
use std::ops::Range;

/// For each node the nodes at the other end of its edges, ascending, and the edges' numbers.
#[derive(Debug, Clone)]
pub(super) struct Links {
    /// Where the links of a node begin, and behind the last node where they end.
    starts: Vec<u32>,
    far: Vec<u32>,
    edges: Vec<u32>,
}

impl Links {
    /// Links along the edges and against them. The edges are (from, to, number), ascending, and
    /// name nodes below `nodes`.
    pub(super) fn both(
        nodes: u32,
        edges: impl Iterator<Item = (u32, u32, u32)> + Clone,
    ) -> (Links, Links) {
        let against = edges.clone().map(|(from, to, edge)| (to, from, edge));
        (Links::new(nodes, edges), Links::new(nodes, against))
    }

    /// Sorts links (near, far, edge) by the near node and leaves those of one node in their order.
    fn new(nodes: u32, links: impl Iterator<Item = (u32, u32, u32)> + Clone) -> Links {
        let mut starts = vec![0u32; nodes as usize + 1];
        for (near, ..) in links.clone() {
            // INVARIANT: nodes are below `nodes`, and `starts` has one place more.
            starts[near as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let total = starts.last().copied().sure() as usize;
        let (mut far, mut edges) = (vec![0; total], vec![0; total]);
        let mut next = starts.clone();
        for (near, other, edge) in links {
            // INVARIANT: the links counted above are the links placed here.
            let at = &mut next[near as usize];
            far[*at as usize] = other;
            edges[*at as usize] = edge;
            *at += 1;
        }
        Links { starts, far, edges }
    }

    /// The number of nodes.
    pub(super) fn nodes(&self) -> u32 {
        self.starts.len() as u32 - 1
    }

    /// The places of a node's links; none for a node that does not exist.
    pub(super) fn places(&self, node: u32) -> Range<usize> {
        match self.starts.get(node as usize..) {
            Some([start, end, ..]) => *start as usize..*end as usize,
            _ => 0..0,
        }
    }

    /// The neighbours of a node, ascending.
    pub(super) fn of(&self, node: u32) -> &[u32] {
        // INVARIANT: places lie inside the buffers.
        &self.far[self.places(node)]
    }

    /// The places of a node's links to the nodes from `lowest` on.
    pub(super) fn places_from(&self, node: u32, lowest: u32) -> Range<usize> {
        let places = self.places(node);
        let below = self.of(node).partition_point(|&far| far < lowest);
        places.start + below..places.end
    }

    /// The place of a node's link to another, if it has one.
    pub(super) fn places_to(&self, node: u32, other: u32) -> Range<usize> {
        let first = self.places_from(node, other).start;
        let linked = self.of_from(node, other).first() == Some(&other);
        first..first + usize::from(linked)
    }

    /// The neighbours of a node from `lowest` on, ascending.
    pub(super) fn of_from(&self, node: u32, lowest: u32) -> &[u32] {
        // INVARIANT: as above.
        &self.far[self.places_from(node, lowest)]
    }

    /// The neighbour and the edge at a place.
    pub(super) fn at(&self, place: usize) -> (u32, u32) {
        // INVARIANT: callers take places from `places` and `places_from`.
        (self.far[place], self.edges[place])
    }
}
