//! Ways from a node by their narrowest edges: to each other node one whose narrowest edge no
//! other's exceeds, or one that no other's falls short of.

use super::{Network, Walks};

/// In place of a find: none.
const NONE: u32 = u32::MAX;

/// Which ways are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    /// Those whose narrowest edge is the widest.
    Widest,
    /// Those whose narrowest edge is the narrowest.
    Narrowest,
}

/// Looks for the widest ways, or the narrowest, from one node after another.
#[derive(Debug)]
pub struct Bottlenecks<'a, W> {
    network: &'a Network,
    sought: Sought,
    /// How wide each edge is; of none it is not looked at.
    widths: &'a [Option<W>],
    /// The best way to each node, as a place in `found`.
    best: Vec<u32>,
    found: Vec<Found<W>>,
}

/// A way to a node that was better than those before it.
#[derive(Debug)]
struct Found<W> {
    node: u32,
    /// Its last edge, and the way to where that starts; none where it starts.
    edge: u32,
    before: u32,
    width: Option<W>,
}

impl<'a, W: Ord + Copy> Bottlenecks<'a, W> {
    /// A search in a network, given how wide its edges are.
    pub fn new(
        network: &'a Network,
        widths: &'a [Option<W>],
        sought: Sought,
    ) -> Bottlenecks<'a, W> {
        let best = vec![NONE; network.nodes() as usize];
        Bottlenecks { network, sought, widths, best, found: Vec::new() }
    }

    /// The best way of at most `longest` edges from a node to each other that can be reached, in no
    /// order, and how many edges were looked at. None of the widest visits a node twice: a way that
    /// comes back is no wider than it was. The narrowest may, but for the node that it starts from:
    /// whether a way that does not is as narrow could only be told by trying all.
    pub fn from(&mut self, from: u32, longest: usize) -> (Walks, usize) {
        let (mut walks, mut looked) = (Walks::none(), 0);
        if from >= self.network.nodes() {
            return (walks, looked);
        }
        self.found.push(Found { node: from, edge: NONE, before: NONE, width: None });
        let mut last = 0..1;
        for _ in 0..longest {
            for at in last.clone() {
                // INVARIANT: `best` has a place for each node. A better way of as many edges to the
                // same node leaves this one nothing to find.
                let best = self.best[self.found[at].node as usize] as usize;
                if best == at || !last.contains(&best) {
                    looked += self.go_on(from, at);
                }
            }
            last = last.end..self.found.len();
            if last.is_empty() {
                break;
            }
        }
        for at in 1..self.found.len() {
            let node = self.found[at].node;
            // INVARIANT: `best` has a place for each node, here and below.
            if self.best[node as usize] == at as u32 {
                let way = self.way(at);
                if let Some((last, edges)) = way.split_last() {
                    walks.push(edges, *last);
                }
            }
        }
        self.found.drain(..).for_each(|found| self.best[found.node as usize] = NONE);
        (walks, looked)
    }

    /// Goes one edge further on a way, wherever that leads better than before.
    fn go_on(&mut self, from: u32, at: usize) -> usize {
        let (node, so_far) = (self.found[at].node, self.found[at].width);
        let places = self.network.out.places(node);
        let looked = places.len();
        for place in places {
            let (far, edge) = self.network.out.at(place);
            let Some(own) = self.widths.get(edge as usize).copied().flatten() else {
                continue;
            };
            let width = so_far.map_or(own, |so_far| so_far.min(own));
            let best = self.best[far as usize];
            let known = self.found.get(best as usize).and_then(|found| found.width);
            let is_better = |known: W| match self.sought {
                Sought::Widest => known < width,
                Sought::Narrowest => known > width,
            };
            if far != from && known.is_none_or(is_better) {
                self.best[far as usize] = self.found.len() as u32;
                let (before, width) = (at as u32, Some(width));
                self.found.push(Found { node: far, edge, before, width });
            }
        }
        looked
    }

    /// The edges of a way.
    fn way(&self, at: usize) -> Vec<u32> {
        let mut edges = Vec::new();
        let mut found = &self.found[at];
        while found.edge != NONE {
            edges.push(found.edge);
            // INVARIANT: only the node that was started from has nothing before it.
            found = &self.found[found.before as usize];
        }
        edges.reverse();
        edges
    }
}
