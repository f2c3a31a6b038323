//! Cut points: parties without whom others lose touch with the rest, for certain or perhaps.

use super::ground::Ground;
use super::untold::{TOLD, Untold};
use super::walk::{Found, Walk};
use crate::network::{CutPoint, CutPoints, cut_points};

/// Every party that is a cut point if the right ones exist of the steps of which that is not
/// certain. It is one for certain if two that certain legs tie to it fall apart without it, even
/// if every other step exists, and leads wherever it may.
///
/// Whom it strands is known where that is the same with all such steps as without any.
pub(super) fn find(ground: &Ground<'_>, untold: &Untold, most: usize) -> Found {
    let network = &ground.network;
    let possible = cut_points(network);
    let certain = match ground.certain.iter().all(|certain| *certain) {
        true => possible.clone(),
        false => cut_points(&ground.certainly()),
    };
    let incident = incident(ground);
    let (mut walks, mut room) = (Vec::new(), most);
    let mut with_all = possible.counts().peekable();
    let mut with_none = certain.counts().peekable();
    for node in 0..network.nodes() {
        let with_all = with_all.next_if(|(cut, _)| *cut == node).map(|(_, size)| size);
        let with_none = with_none.next_if(|(cut, _)| *cut == node).map(|(_, size)| size);
        let beside = |surely: bool| {
            let holds = move |edge: &u32| !surely || ground.is_certain(*edge);
            network.beside(node).filter(move |(_, edge)| holds(edge)).map(|(far, _)| far)
        };
        if !certain.parts(node, beside(false)) {
            continue;
        }
        let mut walk = Walk { start: Some(node), ..Walk::default() };
        walk.perhaps = !possible.parts(node, beside(true))
            || !untold.loose.iter().all(|s| ground.touches(s, node));
        let alike = with_all.is_some() && with_all == with_none;
        let exact = alike && untold.loose.is_empty();
        let exact = exact.then(|| same(&possible, &certain, node)).flatten();
        let size = exact.as_ref().map_or(1, |cut| cut.stranded.iter().map(Vec::len).sum());
        if size > room {
            return Found { walks, cut_at: Some(node) };
        }
        room -= size;
        match exact {
            Some(cut) => {
                walk.nodes = cut.stranded.concat();
                walk.nodes.sort_unstable();
                let lost = walk.nodes.iter().filter_map(|n| incident.get(*n as usize));
                walk.edges = lost.flatten().copied().collect();
                walk.edges.sort_unstable();
                walk.edges.dedup();
            }
            None => {
                let all = match untold.loose.is_empty() {
                    true => possible.whole_of(node),
                    false => ground.everybody().count(),
                };
                walk.size = Some((1, all.saturating_sub(2).max(1)));
                walk.more_legs = true;
                walk.edges = Vec::new();
            }
        }
        if walk.perhaps || walk.size.is_some() {
            walk.open = hanging(ground, untold, &possible, node);
        }
        walks.push(walk);
    }
    Found { walks, cut_at: None }
}

/// What a node strands, where that is the same in both.
fn same(possible: &CutPoints, certain: &CutPoints, node: u32) -> Option<CutPoint> {
    let (all, none) = (possible.cut(node)?, certain.cut(node)?);
    (all == none && possible.whole_of(node) == certain.whole_of(node)).then_some(all)
}

/// The steps that decide whether a node is a cut point, and of whom: those at the node before
/// those elsewhere in what hangs together with it, and those that may lead there.
fn hanging(ground: &Ground<'_>, untold: &Untold, possible: &CutPoints, node: u32) -> Vec<u32> {
    let ends = |leg: u32| ground.edge(leg).and_then(|edge| ground.network.ends(edge));
    let at = |leg: u32| ends(leg).is_some_and(|(a, b)| a == node || b == node);
    let near = |leg: u32| ends(leg).is_some_and(|(a, _)| possible.together(node, a));
    let here = untold.doubtful.iter().filter(|(_, leg)| at(*leg));
    let there = untold.doubtful.iter().filter(|(_, leg)| near(*leg) && !at(*leg));
    let loose = untold.loose.iter().map(|step| step.row);
    here.chain(there).map(|(row, _)| *row).chain(loose).take(TOLD).collect()
}

/// The edges that start or end at each node.
fn incident(ground: &Ground<'_>) -> Vec<Vec<u32>> {
    let mut incident = vec![Vec::new(); ground.network.nodes() as usize];
    for (edge, (a, b)) in ground.network.edges().iter().enumerate() {
        for node in [*a, *b] {
            if let Some(edges) = incident.get_mut(node as usize) {
                edges.push(edge as u32);
            }
        }
    }
    incident
}
