//! Parties who belong together, for certain or perhaps: clusters, who all reach each other, and
//! components, who hang together whichever way steps lead. Of both holds that with more steps no
//! two fall apart.

use super::ground::Ground;
use super::untold::{TOLD, Untold};
use super::walk::Walk;
use crate::alarm::Sure;
use crate::network::Network;

/// Who belongs together in a network: clusters or components.
type Together = fn(&Network) -> Vec<Vec<u32>>;

/// The clusters that there are if every step exists, and those that there are if none does of
/// which that is not certain. One that is among both, and that no step without a known end could
/// make larger, is there for certain, whatever the rest turns out to be. So with components.
pub(super) fn find(ground: &Ground<'_>, untold: &Untold, together: Together) -> Vec<Walk> {
    let network = &ground.network;
    let possible = together(network);
    let certain = match ground.certain.iter().all(|certain| *certain) {
        true => possible.clone(),
        false => together(&ground.certainly()),
    };
    let widest = match untold.loose.is_empty() {
        true => possible.clone(),
        false => widest(ground, untold, together),
    };
    let mut walks = inside(network, &possible);
    for walk in &mut walks {
        let is_in = |all: &[Vec<u32>]| all.binary_search(&walk.nodes).is_ok();
        walk.perhaps = !is_in(&certain) || !is_in(&widest);
    }
    let smaller: Vec<Vec<u32>> =
        certain.into_iter().filter(|nodes| possible.binary_search(nodes).is_err()).collect();
    for walk in inside(network, &smaller) {
        walks.push(Walk { perhaps: true, ..walk });
    }
    let around = Numbers::of(network, &possible);
    let outermost = Numbers::of(network, &widest);
    for walk in &mut walks {
        let first = walk.nodes.first().copied().sure();
        let member = |party: Option<u32>| {
            let node = party.and_then(|party| ground.node(party));
            node.is_some_and(|node| walk.nodes.binary_search(&node).is_ok())
        };
        let either = |a: Option<u32>, b: Option<u32>| a.is_none() && b.is_none();
        walk.more_legs = untold
            .loose
            .iter()
            .any(|step| member(step.from) || member(step.to) || either(step.from, step.to));
        walk.open = hanging(ground, untold, (&around, &outermost), first, walk.perhaps);
        if !walk.perhaps && !walk.more_legs {
            walk.open.clear();
        }
    }
    walks.sort_by(|a, b| a.nodes.cmp(&b.nodes));
    walks
}

/// The steps that decide about the cluster of a node: those inside the largest that it may be, of
/// which it is not certain that they exist, and those that may lead there.
fn hanging(
    ground: &Ground<'_>,
    untold: &Untold,
    (around, outermost): (&Numbers, &Numbers),
    node: u32,
    perhaps: bool,
) -> Vec<u32> {
    let inside = |leg: u32| {
        let edge = ground.edge(leg).and_then(|edge| ground.network.ends(edge));
        edge.is_some_and(|(a, b)| around.same(node, a) && around.same(node, b))
    };
    let doubtful = untold.doubtful.iter().filter(|(_, leg)| perhaps && inside(*leg));
    let near = |party: Option<u32>| {
        party.is_none_or(|party| ground.node(party).is_none_or(|other| outermost.same(node, other)))
    };
    let loose = untold.loose.iter().filter(|step| near(step.from) && near(step.to));
    doubtful.map(|(row, _)| *row).chain(loose.map(|step| step.row)).take(TOLD).collect()
}

/// The clusters with the edges inside them.
fn inside(network: &Network, found: &[Vec<u32>]) -> Vec<Walk> {
    let numbers = Numbers::of(network, found);
    let mut walks: Vec<Walk> =
        found.iter().map(|nodes| Walk { nodes: nodes.clone(), ..Walk::default() }).collect();
    for (edge, (a, b)) in network.edges().iter().enumerate() {
        if let Some(number) = numbers.both(*a, *b)
            && let Some(walk) = walks.get_mut(number as usize)
        {
            walk.edges.push(edge as u32);
        }
    }
    walks
}

/// Which cluster each node is in.
struct Numbers(Vec<u32>);

impl Numbers {
    fn of(network: &Network, found: &[Vec<u32>]) -> Numbers {
        let mut numbers = vec![u32::MAX; network.nodes() as usize];
        for (number, nodes) in (0..).zip(found) {
            for node in nodes {
                if let Some(slot) = numbers.get_mut(*node as usize) {
                    *slot = number;
                }
            }
        }
        Numbers(numbers)
    }

    fn of_node(&self, node: u32) -> Option<u32> {
        self.0.get(node as usize).copied().filter(|number| *number != u32::MAX)
    }

    /// The cluster that both are in.
    fn both(&self, a: u32, b: u32) -> Option<u32> {
        self.of_node(a).filter(|number| Some(*number) == self.of_node(b))
    }

    fn same(&self, a: u32, b: u32) -> bool {
        self.both(a, b).is_some()
    }
}

/// The clusters that there may be if steps lead, or start, wherever they may. Behind the parties
/// there is a node for all who have no leg, one for what any step may lead to, and one for where
/// any may start: a cluster that holds one of them, or more parties than it is told to, is none of
/// those that are told.
fn widest(ground: &Ground<'_>, untold: &Untold, together: Together) -> Vec<Vec<u32>> {
    let parties = ground.network.nodes();
    let (others, anywhere, anyone) = (parties, parties + 1, parties + 2);
    let node = |party: u32| ground.node(party).unwrap_or(others);
    let end = |step: Option<u32>, unknown: u32| step.map_or(unknown, node);
    let loose = untold.loose.iter().map(|step| (end(step.from, anyone), end(step.to, anywhere)));
    let some_have_none = ground.everybody().any(|(_, node)| node.is_none());
    let nodes = parties + u32::from(some_have_none);
    let hubs = (0..nodes).flat_map(|node| [(anywhere, node), (node, anyone)]);
    let edges = ground.network.edges().iter().copied().chain(loose).chain(hubs);
    let found = together(&Network::new(parties + 3, edges));
    // Who is in one with all others has them among his own.
    let mut found: Vec<Vec<u32>> = found
        .into_iter()
        .map(|nodes| nodes.into_iter().filter(|node| *node <= others).collect())
        .filter(|nodes: &Vec<u32>| nodes.len() > 1)
        .collect();
    found.sort_unstable();
    found
}
