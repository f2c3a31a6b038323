//! What can be walked from a node, for certain and perhaps.

use super::Network;

/// In place of an edge: none.
const NONE: u32 = u32::MAX;

/// An edge that can be walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Walked {
    /// Its number.
    pub edge: u32,
    /// Where no way of edges that are certain leads to where it starts: the last edge that is not
    /// on some way that does.
    pub via: Option<u32>,
}

/// What can be walked from a node within so many steps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reached {
    /// The edges, ascending, each once.
    pub edges: Vec<Walked>,
    /// The nodes that at least one more step leads on from, each with the fewest steps to it,
    /// nearest first.
    pub nodes: Vec<(u32, usize)>,
}

/// Looks for what can be walked, from one node after another: what it costs does not depend on
/// what cannot.
#[derive(Debug)]
pub struct Reach<'a> {
    network: &'a Network,
    /// Whether each edge is certain.
    certain: &'a [bool],
    /// Whether each node is reached along certain edges early enough to go on.
    sure: Vec<bool>,
    seen: Vec<bool>,
    /// The last edge that is not certain on the way to each node that was seen.
    via: Vec<u32>,
}

impl<'a> Reach<'a> {
    /// A search in a network, given whether each of its edges is certain.
    pub fn new(network: &'a Network, certain: &'a [bool]) -> Reach<'a> {
        let nodes = network.nodes() as usize;
        let (sure, seen) = (vec![false; nodes], vec![false; nodes]);
        Reach { network, certain, sure, seen, via: vec![NONE; nodes] }
    }

    /// What can be walked from a node within `steps` steps; nothing if the node does not exist.
    pub fn from(&mut self, from: u32, steps: usize) -> Reached {
        let mut found = Reached::default();
        if from >= self.network.nodes() {
            return found;
        }
        let surely = self.surely(from, steps);
        self.perhaps(from, steps, &mut found);
        found.edges.sort_unstable_by_key(|walked| walked.edge);
        // INVARIANT: the buffers have a place for each node, here and below.
        surely.into_iter().for_each(|node| self.sure[node as usize] = false);
        found.nodes.iter().for_each(|(node, _)| self.seen[*node as usize] = false);
        found.nodes.retain(|(_, away)| *away < steps);
        found
    }

    /// Marks the nodes to which certain edges lead within fewer steps than there are.
    fn surely(&mut self, from: u32, steps: usize) -> Vec<u32> {
        let mut all = Vec::new();
        if steps == 0 {
            return all;
        }
        self.sure[from as usize] = true;
        all.push(from);
        let mut level = 0..1;
        for _ in 1..steps {
            for at in level.clone() {
                for place in self.network.out.places(all[at]) {
                    let (far, edge) = self.network.out.at(place);
                    if self.certain.get(edge as usize) == Some(&true)
                        && !std::mem::replace(&mut self.sure[far as usize], true)
                    {
                        all.push(far);
                    }
                }
            }
            level = level.end..all.len();
            if level.is_empty() {
                break;
            }
        }
        all
    }

    /// Finds all nodes and edges, level by level.
    fn perhaps(&mut self, from: u32, steps: usize, found: &mut Reached) {
        self.seen[from as usize] = true;
        self.via[from as usize] = NONE;
        found.nodes.push((from, 0));
        let mut level = 0..1;
        for step in 1..=steps {
            for at in level.clone() {
                let (node, _) = found.nodes[at];
                let via = self.via[node as usize];
                let doubt = Some(via).filter(|via| *via != NONE && !self.sure[node as usize]);
                for place in self.network.out.places(node) {
                    let (far, edge) = self.network.out.at(place);
                    found.edges.push(Walked { edge, via: doubt });
                    if !std::mem::replace(&mut self.seen[far as usize], true) {
                        let is_certain = self.certain.get(edge as usize) == Some(&true);
                        self.via[far as usize] = if is_certain { via } else { edge };
                        found.nodes.push((far, step));
                    }
                }
            }
            level = level.end..found.nodes.len();
            if level.is_empty() {
                break;
            }
        }
    }
}
