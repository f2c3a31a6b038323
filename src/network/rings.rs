//! Rings: ways that lead back to where they began.

use rayon::prelude::*;

use super::clusters::strong_components;
use super::links::Links;
use super::search::{Route, Search};
use super::{Network, Walks};

/// How many starts a thread takes before the threads compare what they found.
const STARTS: usize = 64;

/// Every ring of two to `longest` nodes once, beginning at its smallest node; a ring visits no
/// node twice. Rings are in lexicographic order of their nodes, and the last edge of each leads
/// back to its first node. When there are more than `limit`, the first `limit` of them.
pub fn rings(network: &Network, longest: usize, limit: usize) -> Walks {
    let mut found = Walks::none();
    let longest = u32::try_from(longest).unwrap_or(u32::MAX).min(network.nodes());
    if longest < 2 {
        return found;
    }
    let (out, into) = inside_clusters(network);
    let starts: Vec<u32> = (0..network.nodes()).filter(|&n| begins(&out, &into, n)).collect();
    // Each thread stops at the limit of its own accord, so no more is held than the limit for
    // each of them.
    let new = || Search::new(&out, &into, longest);
    let mut searches: Vec<Search<'_>> =
        std::iter::repeat_with(new).take(rayon::current_num_threads()).collect();
    for round in starts.chunks(STARTS * searches.len()) {
        // One more than the limit tells that there are more.
        let most = (limit - found.len()).saturating_add(1);
        let parts: Vec<Walks> = round
            .par_chunks(STARTS)
            .zip(&mut searches)
            .map(|(starts, search)| from_each(starts, search, most))
            .collect();
        parts.iter().for_each(|part| found.append(part));
        found.limit(limit);
        if !found.complete {
            break;
        }
    }
    found
}

/// The first `most` rings that begin at the given nodes.
fn from_each(starts: &[u32], search: &mut Search<'_>, most: usize) -> Walks {
    let mut found = Walks::none();
    for &node in starts {
        search.run(Route { from: node, to: node, lowest: node }, most, &mut found);
    }
    found
}

/// The links between different nodes of one cluster: no ring uses any other.
fn inside_clusters(network: &Network) -> (Links, Links) {
    let component = strong_components(network);
    // INVARIANT: every node has a component.
    let inside = |&(from, to, _): &(u32, u32, u32)| {
        from != to && component[from as usize] == component[to as usize]
    };
    Links::both(network.nodes(), network.numbered().filter(inside))
}

/// Whether a node can be the smallest of a ring.
fn begins(out: &Links, into: &Links, node: u32) -> bool {
    let larger = |links: &Links| links.of(node).last().is_some_and(|&far| far > node);
    larger(out) && larger(into)
}
