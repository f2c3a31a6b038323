//! Components: nodes that hang together, whichever way edges lead.

use super::Network;

/// Groups of two or more nodes that hang together, whichever way edges lead (the weakly connected
/// components). The nodes of a component ascend, and components go by their smallest node.
pub fn components(network: &Network) -> Vec<Vec<u32>> {
    let nodes = network.nodes();
    let mut seen = vec![false; nodes as usize];
    let mut found = Vec::new();
    for node in 0..nodes {
        let mut members = Vec::new();
        enter(node, &mut seen, &mut members);
        let mut at = 0;
        while let Some(next) = members.get(at).copied() {
            for (far, _) in network.beside(next) {
                enter(far, &mut seen, &mut members);
            }
            at += 1;
        }
        if members.len() >= 2 {
            members.sort_unstable();
            found.push(members);
        }
    }
    found
}

/// Adds a node that was not seen yet.
fn enter(node: u32, seen: &mut [bool], members: &mut Vec<u32>) {
    // INVARIANT: the edges of a network name its nodes.
    if !std::mem::replace(&mut seen[node as usize], true) {
        members.push(node);
    }
}
