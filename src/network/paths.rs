//! Paths: ways from one node to others that visit no node twice.

use super::search::{Route, Search};
use super::{Network, Walks};

/// Every simple path of one to `longest` edges from one node to another, or to any when `to` is
/// not given, in lexicographic order of their nodes. When there are more than `limit`, the first
/// `limit` of them. None if a node does not exist, and none from a node to itself.
pub fn paths(network: &Network, from: u32, to: Option<u32>, longest: usize, limit: usize) -> Walks {
    let mut found = Walks::none();
    if from.max(to.unwrap_or(0)) >= network.nodes() || to == Some(from) {
        return found;
    }
    // A path has fewer edges than there are nodes. One more than the limit tells of more.
    let longest = u32::try_from(longest).unwrap_or(u32::MAX).min(network.nodes() - 1);
    let most = limit.saturating_add(1);
    match to {
        Some(to) => {
            let mut search = Search::new(&network.out, &network.into, longest);
            search.run(Route { from, to, lowest: 0 }, most, &mut found);
        }
        None => anywhere(network, from, longest as usize, most, &mut found),
    }
    found.limit(limit);
    found
}

/// Paths to any node: each is found on the way to those that go on from it.
fn anywhere(network: &Network, from: u32, longest: usize, most: usize, found: &mut Walks) {
    let mut on_path = vec![false; network.nodes() as usize];
    // INVARIANT: `on_path` has a place for each node, here and below.
    on_path[from as usize] = true;
    let mut steps = vec![(from, network.out.places(from))];
    let mut path = Vec::new();
    while let Some((node, places)) = steps.last_mut() {
        let open = if path.len() < longest { places.next() } else { None };
        let Some(place) = open else {
            on_path[*node as usize] = false;
            steps.pop();
            path.pop();
            continue;
        };
        let (next, edge) = network.out.at(place);
        if on_path[next as usize] {
            continue;
        }
        found.push(&path, edge);
        if found.len() >= most {
            return;
        }
        on_path[next as usize] = true;
        path.push(edge);
        steps.push((next, network.out.places(next)));
    }
}
