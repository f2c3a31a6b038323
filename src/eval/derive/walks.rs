//! Walks of a flow: cycles, paths, clusters, cut points.

use super::ground::Ground;
use super::{list, table};
use crate::ir::{Program, Walked};
use crate::network::{Network, clusters, cut_points, paths, rings};
use crate::operator::WalkKind;
use crate::record::{Table, Tables};
use crate::ty::RecordId;
use crate::value::{Codes, Column, Currencies, Nums, Quantities, TextColumn};

/// How many parties the key of a cluster or cut point names.
const NAMED: usize = 8;

/// One walk: the nodes that it is about and the edges that it uses.
struct Walk {
    nodes: Vec<u32>,
    edges: Vec<u32>,
    /// The cut point, or where a path starts.
    start: Option<u32>,
}

/// The walks of a flow, with the lists of their parties and legs.
pub(super) fn make(
    program: &Program,
    tables: &Tables,
    record: RecordId,
    walked: &Walked,
    most: usize,
) -> Vec<Table> {
    let Some(ground) = Ground::new(program, tables, walked.legs) else {
        return Vec::new();
    };
    let (walks, complete) = find(&ground, walked, most);
    let mut rows = Rows::default();
    for walk in &walks {
        rows.push(&ground, walked.kind, walk);
    }
    let mut origins: Vec<(RecordId, u32)> = walks.iter().map(|w| origin(&ground, w)).collect();
    if walked.open && !complete {
        let first = walks.last().and_then(|walk| walk.start).unwrap_or_default();
        let leads_on = |node| Some((node, ground.origin(ground.first_edge(node)?)?));
        for (start, origin) in (first..ground.network.nodes()).filter_map(leads_on) {
            rows.push_open(&ground, start);
            origins.push(origin);
        }
    }
    let (parties, legs) = (rows.members(&rows.party_rows), rows.members(&rows.leg_rows));
    let mut columns = vec![Column::Text(rows.paths), numbers(rows.lengths)];
    columns.push(Column::Code(Codes(parties)));
    columns.push(Column::Code(Codes(legs)));
    match walked.kind {
        WalkKind::Paths => {
            columns.push(Column::Code(Codes(rows.from)));
            columns.push(Column::Code(Codes(rows.to)));
        }
        WalkKind::CutPoints => columns.push(Column::Code(Codes(rows.from))),
        WalkKind::Cycles | WalkKind::Clusters => {}
    }
    let mut made = table(&program.schema, record, columns, rows.keys, origins);
    made.complete = complete;
    let (party_rows, party_walks) = rows.party_rows.into_iter().unzip();
    let (leg_rows, leg_walks) = rows.leg_rows.into_iter().unzip();
    vec![
        made,
        list(walked.parties, ground.keys, party_rows, party_walks),
        list(walked.used, &tables.of(walked.legs).keys, leg_rows, leg_walks),
    ]
}

fn find(ground: &Ground<'_>, walked: &Walked, most: usize) -> (Vec<Walk>, bool) {
    let network = &ground.network;
    let longest = walked.longest as usize;
    let ends = |edge: &u32| network.ends(*edge).unwrap_or_default();
    match walked.kind {
        WalkKind::Cycles => {
            let found = rings(network, longest, most);
            let walk = |edges: &[u32]| {
                let nodes = edges.iter().map(|e| ends(e).0).collect();
                Walk { nodes, edges: edges.to_vec(), start: None }
            };
            (found.iter().map(walk).collect(), found.complete)
        }
        WalkKind::Paths => {
            let mut all = Vec::new();
            let mut complete = true;
            for from in 0..network.nodes() {
                let found = paths(network, from, None, longest, most - all.len());
                complete &= found.complete;
                all.extend(found.iter().map(|edges| {
                    let first = edges.first().map(|e| ends(e).0);
                    let nodes = first.into_iter().chain(edges.iter().map(|e| ends(e).1));
                    Walk { nodes: nodes.collect(), edges: edges.to_vec(), start: first }
                }));
                if !complete {
                    break;
                }
            }
            (all, complete)
        }
        WalkKind::Clusters => {
            let found = clusters(network);
            let mut cluster = vec![u32::MAX; network.nodes() as usize];
            for (i, nodes) in found.iter().enumerate() {
                for node in nodes {
                    if let Some(slot) = cluster.get_mut(*node as usize) {
                        *slot = i as u32;
                    }
                }
            }
            let mut walks: Vec<Walk> = found
                .into_iter()
                .map(|nodes| Walk { nodes, edges: Vec::new(), start: None })
                .collect();
            let of = |node: u32| cluster.get(node as usize).copied().unwrap_or(u32::MAX);
            for (edge, (a, b)) in network.edges().iter().enumerate() {
                if of(*a) == of(*b)
                    && let Some(walk) = walks.get_mut(of(*a) as usize)
                {
                    walk.edges.push(edge as u32);
                }
            }
            (walks, true)
        }
        WalkKind::CutPoints => {
            let found = cut_points(network);
            let incident = incident(network);
            let mut room = most;
            let mut walks = Vec::new();
            for (cut, (_, size)) in found.iter().zip(found.counts()) {
                if size > room {
                    return (walks, false);
                }
                room -= size;
                let mut nodes: Vec<u32> = cut.stranded.concat();
                nodes.sort_unstable();
                let lost = nodes.iter().filter_map(|n| incident.get(*n as usize));
                let mut edges: Vec<u32> = lost.flatten().copied().collect();
                edges.sort_unstable();
                edges.dedup();
                walks.push(Walk { nodes, edges, start: Some(cut.node) });
            }
            (walks, true)
        }
    }
}

/// The edges that start or end at each node.
fn incident(network: &Network) -> Vec<Vec<u32>> {
    let mut incident = vec![Vec::new(); network.nodes() as usize];
    for (edge, (a, b)) in network.edges().iter().enumerate() {
        for node in [*a, *b] {
            if let Some(edges) = incident.get_mut(node as usize) {
                edges.push(edge as u32);
            }
        }
    }
    incident
}

/// The record that stands for a walk: that of its first leg.
fn origin(ground: &Ground<'_>, walk: &Walk) -> (RecordId, u32) {
    walk.edges.first().and_then(|edge| ground.origin(*edge)).unwrap_or((RecordId(0), u32::MAX))
}

/// The rows of walks as they grow.
#[derive(Default)]
struct Rows {
    keys: TextColumn,
    paths: TextColumn,
    lengths: Vec<i64>,
    from: Vec<u32>,
    to: Vec<u32>,
    /// Each party of each walk with the walk's row.
    party_rows: Vec<(u32, u32)>,
    leg_rows: Vec<(u32, u32)>,
    /// How many of the last walks are open.
    open: usize,
}

impl Rows {
    fn push(&mut self, ground: &Ground<'_>, kind: WalkKind, walk: &Walk) {
        let row = self.lengths.len() as u32;
        let names: Vec<&str> = walk.nodes.iter().map(|n| ground.name(*n)).collect();
        let start = walk.start.map(|n| ground.name(n));
        let (key, path) = match kind {
            WalkKind::Cycles => {
                let first = names.first().copied().unwrap_or_default();
                (names.join("/"), format!("{} → {first}", names.join(" → ")))
            }
            WalkKind::Paths => (names.join("/"), names.join(" → ")),
            WalkKind::Clusters => (brief(&names, "/"), brief(&names, ", ")),
            WalkKind::CutPoints => {
                let start = start.unwrap_or_default();
                (start.to_owned(), format!("{start} | {}", brief(&names, ", ")))
            }
        };
        self.keys.push(Some(&key));
        self.paths.push(Some(&path));
        self.lengths.push(match kind {
            WalkKind::Cycles | WalkKind::Paths => walk.edges.len() as i64,
            WalkKind::Clusters | WalkKind::CutPoints => walk.nodes.len() as i64,
        });
        let party = |node: Option<u32>| node.map_or(Codes::UNKNOWN, |n| ground.party(n));
        self.from.push(party(walk.start));
        self.to.push(party(walk.nodes.last().copied()));
        self.party_rows.extend(walk.nodes.iter().map(|n| (ground.party(*n), row)));
        self.leg_rows.extend(walk.edges.iter().map(|e| (ground.leg(*e), row)));
    }

    /// A walk that starts at a node, of which nothing else is known.
    fn push_open(&mut self, ground: &Ground<'_>, start: u32) {
        let name = ground.name(start);
        self.keys.push(Some(&format!("{name}/…")));
        self.paths.push(Some(&format!("{name} → …")));
        self.lengths.push(0);
        self.from.push(ground.party(start));
        self.to.push(Codes::UNKNOWN);
        self.open += 1;
    }

    /// How many members each walk's list has, as far as they are known.
    fn members(&self, members: &[(u32, u32)]) -> Vec<u32> {
        let mut counts = vec![0u32; self.lengths.len()];
        for (_, walk) in members {
            if let Some(count) = counts.get_mut(*walk as usize) {
                *count += 1;
            }
        }
        let known = counts.len() - self.open;
        counts.iter_mut().skip(known).for_each(|count| *count = Codes::UNKNOWN);
        counts
    }
}

/// Names side by side, the first few of many.
fn brief(names: &[&str], between: &str) -> String {
    match names.get(..NAMED) {
        Some(first) if names.len() > NAMED => {
            format!("{}{between}{} more", first.join(between), names.len() - NAMED)
        }
        _ => names.join(between),
    }
}

fn numbers(coefs: Vec<i64>) -> Column {
    Column::Quantity(Quantities {
        lo: Nums::Fixed { scale: 0, coefs },
        hi: None,
        lo_open: None,
        hi_open: None,
        unknown: None,
        currency: Currencies::None,
    })
}
