//! Clusters: nodes that can all reach each other.

use super::Network;

/// Groups of two or more nodes that can all reach each other along edges (the strongly connected
/// components). The nodes of a cluster ascend, and clusters go by their smallest node.
pub fn clusters(network: &Network) -> Vec<Vec<u32>> {
    let mut members: Vec<Vec<u32>> = Vec::new();
    for (node, component) in (0..).zip(strong_components(network)) {
        let component = component as usize;
        if members.len() <= component {
            members.resize_with(component + 1, Vec::new);
        }
        // INVARIANT: resized just above.
        members[component].push(node);
    }
    members.retain(|nodes| nodes.len() >= 2);
    members.sort_unstable();
    members
}

/// The component of each node, as a number: nodes with the same number can reach each other.
pub(super) fn strong_components(network: &Network) -> Vec<u32> {
    let mut search = Search::new(network);
    for node in 0..network.nodes() {
        search.from(node);
    }
    search.component
}

const NONE: u32 = u32::MAX;

/// Tarjan's algorithm with a stack of its own, since a chain is as deep as it is long.
struct Search<'a> {
    network: &'a Network,
    /// When each node was first seen, then the earliest node it is known to reach; none before.
    earliest: Vec<u32>,
    component: Vec<u32>,
    components: u32,
    seen: u32,
    /// Nodes seen whose component is not known yet.
    open: Vec<u32>,
    walk: Vec<Step>,
}

struct Step {
    node: u32,
    /// How many neighbours were looked at.
    next: usize,
    seen: u32,
}

impl<'a> Search<'a> {
    fn new(network: &'a Network) -> Search<'a> {
        let none = vec![NONE; network.nodes() as usize];
        Search {
            network,
            earliest: none.clone(),
            component: none,
            components: 0,
            seen: 0,
            open: Vec::new(),
            walk: Vec::new(),
        }
    }

    fn from(&mut self, root: u32) {
        // INVARIANT: the vectors have a place for each node, here and below.
        if self.earliest[root as usize] == NONE {
            self.enter(root);
        }
        while let Some(step) = self.walk.last_mut() {
            let node = step.node as usize;
            let Some(&next) = self.network.out.of(step.node).get(step.next) else {
                self.leave();
                continue;
            };
            step.next += 1;
            if self.earliest[next as usize] == NONE {
                self.enter(next);
            } else if self.component[next as usize] == NONE {
                self.earliest[node] = self.earliest[node].min(self.earliest[next as usize]);
            }
        }
    }

    fn enter(&mut self, node: u32) {
        self.earliest[node as usize] = self.seen;
        self.open.push(node);
        self.walk.push(Step { node, next: 0, seen: self.seen });
        self.seen += 1;
    }

    fn leave(&mut self) {
        let Some(step) = self.walk.pop() else {
            return;
        };
        let earliest = self.earliest[step.node as usize];
        if let Some(before) = self.walk.last() {
            let before = &mut self.earliest[before.node as usize];
            *before = (*before).min(earliest);
        }
        if earliest == step.seen {
            while let Some(node) = self.open.pop() {
                self.component[node as usize] = self.components;
                if node == step.node {
                    break;
                }
            }
            self.components += 1;
        }
    }
}
