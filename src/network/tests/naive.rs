//! The same answers by trying everything.

use super::super::{CutPoint, Network};

/// Goes on from the last node in every way and shows each walk to `see` with the next node.
fn walk(
    network: &Network,
    nodes: &mut Vec<u32>,
    longest: usize,
    see: &mut impl FnMut(&[u32], u32),
) {
    let last = *nodes.last().unwrap();
    if nodes.len() > longest {
        return;
    }
    for next in (0..network.nodes()).filter(|&next| network.edge(last, next).is_some()) {
        see(nodes, next);
        if !nodes.contains(&next) {
            nodes.push(next);
            walk(network, nodes, longest, see);
            nodes.pop();
        }
    }
}

pub(super) fn rings(network: &Network, longest: usize) -> Vec<Vec<u32>> {
    let mut found = Vec::new();
    for start in 0..network.nodes() {
        walk(network, &mut vec![start], longest, &mut |nodes, next| {
            let smallest = nodes.iter().all(|&node| node >= start);
            if next == start && nodes.len() >= 2 && smallest {
                found.push(nodes.to_vec());
            }
        });
    }
    found.sort();
    found
}

pub(super) fn paths(
    network: &Network,
    from: u32,
    to: Option<u32>,
    longest: usize,
) -> Vec<Vec<u32>> {
    let mut found = Vec::new();
    walk(network, &mut vec![from], longest, &mut |nodes, next| {
        if !nodes.contains(&next) && to.is_none_or(|to| to == next) {
            found.push([nodes, &[next]].concat());
        }
    });
    found.retain(|path| to.is_none_or(|to| !path[..path.len() - 1].contains(&to)));
    found.sort();
    found
}

/// The nodes that are reached from a node over links that `linked` knows, the node among them.
fn reached(nodes: u32, from: u32, linked: impl Fn(u32, u32) -> bool) -> Vec<u32> {
    let mut reached = vec![from];
    let mut at = 0;
    while at < reached.len() {
        for next in 0..nodes {
            if linked(reached[at], next) && !reached.contains(&next) {
                reached.push(next);
            }
        }
        at += 1;
    }
    reached.sort();
    reached
}

/// Whether two nodes hang together, whichever way edges lead, once a node is gone.
pub(super) fn joined_without(network: &Network, node: u32, a: u32, b: u32) -> bool {
    let linked = |a, b| network.edge(a, b).is_some() || network.edge(b, a).is_some();
    let without = |a, b| a != node && b != node && linked(a, b);
    reached(network.nodes(), a, without).contains(&b)
}

pub(super) fn reach(network: &Network, from: u32, steps: usize) -> Vec<u32> {
    let mut near = vec![from];
    let mut edges = Vec::new();
    for _ in 0..steps {
        for (number, &(start, end)) in (0..).zip(network.edges()) {
            if near.contains(&start) {
                edges.push((number, end));
            }
        }
        near.extend(edges.iter().map(|&(_, end)| end));
        near.sort();
        near.dedup();
    }
    let mut numbers: Vec<u32> = edges.into_iter().map(|(number, _)| number).collect();
    numbers.sort();
    numbers.dedup();
    numbers
}

pub(super) fn clusters(network: &Network) -> Vec<Vec<u32>> {
    let linked = |from, to| network.edge(from, to).is_some();
    let onward: Vec<Vec<u32>> =
        (0..network.nodes()).map(|node| reached(network.nodes(), node, linked)).collect();
    let mutual = |a: u32| {
        let both = |&b: &u32| onward[a as usize].contains(&b) && onward[b as usize].contains(&a);
        (0..network.nodes()).filter(both).collect::<Vec<u32>>()
    };
    let mut clusters: Vec<Vec<u32>> = (0..network.nodes()).map(mutual).collect();
    clusters.retain(|nodes| nodes.len() >= 2);
    clusters.sort();
    clusters.dedup();
    clusters
}

pub(super) fn components(network: &Network) -> Vec<Vec<u32>> {
    let linked = |a, b| network.edge(a, b).is_some() || network.edge(b, a).is_some();
    let of = |node| reached(network.nodes(), node, linked);
    let mut components: Vec<Vec<u32>> = (0..network.nodes()).map(of).collect();
    components.retain(|nodes| nodes.len() >= 2);
    components.sort();
    components.dedup();
    components
}

pub(super) fn cut_points(network: &Network) -> Vec<CutPoint> {
    let linked = |a, b| network.edge(a, b).is_some() || network.edge(b, a).is_some();
    let mut found = Vec::new();
    for node in 0..network.nodes() {
        let without = |a, b| a != node && b != node && linked(a, b);
        let whole = reached(network.nodes(), node, linked);
        let others = whole.iter().filter(|&&other| other != node);
        let mut pieces: Vec<Vec<u32>> =
            others.map(|&other| reached(network.nodes(), other, without)).collect();
        pieces.sort();
        pieces.dedup();
        let largest = pieces.iter().map(Vec::len).max().unwrap_or(0);
        if let Some(kept) = pieces.iter().position(|piece| piece.len() == largest) {
            pieces.remove(kept);
        }
        if !pieces.is_empty() {
            found.push(CutPoint { node, stranded: pieces });
        }
    }
    found
}
