//! What can be walked from a node.

use super::Network;

/// The numbers of the edges that can be walked within `steps` steps from a node, ascending, each
/// once. None if the node does not exist.
pub fn reach(network: &Network, from: u32, steps: usize) -> Vec<u32> {
    if from >= network.nodes() {
        return Vec::new();
    }
    let mut seen = vec![false; network.nodes() as usize];
    // INVARIANT: `seen` has a place for each node, here and below.
    seen[from as usize] = true;
    let (mut level, mut edges) = (vec![from], Vec::new());
    for _ in 0..steps {
        let mut next = Vec::new();
        for &node in &level {
            edges.extend_from_slice(network.out.edges_of(node));
            for &far in network.out.of(node) {
                if !std::mem::replace(&mut seen[far as usize], true) {
                    next.push(far);
                }
            }
        }
        if next.is_empty() {
            break;
        }
        level = next;
    }
    edges.sort_unstable();
    edges
}
