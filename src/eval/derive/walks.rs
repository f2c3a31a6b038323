//! Walks of a flow: cycles, paths, clusters, components, cut points.

use super::between::{self, Between};
use super::ground::Ground;
use super::rows::{list, table};
use super::untold::Untold;
use super::walk::{Found, Walk};
use super::{cuts, together, ways};
use crate::alarm::Sure;
use crate::eval::Settings;
use crate::ir::Program;
use crate::network;
use crate::operator::WalkKind;
use crate::record::{Made, Table, Tables};
use crate::ty::{self, RecordId, Shape};
use crate::value::{
    Bits, Codes, Column, Currencies, Nums, Quantities, TextBuilder, Tri, Truths, key,
};

/// How many parties the key of a cluster, component or cut point names.
const NAMED: usize = 8;

/// The walks of a flow, with the lists of their parties and legs.
pub(super) fn make(
    program: &Program,
    tables: &Tables,
    record: RecordId,
    walked: &ty::Walk,
    settings: &Settings,
) -> Vec<Table> {
    let Some(ground) = Ground::new(program, tables, walked.legs) else {
        return Vec::new();
    };
    let untold = Untold::new(program, tables, walked.legs);
    let Found { walks, cut_at } = match walked.way().and_then(|way| way.amount) {
        Some(amount) => {
            let legs = (walked.legs, amount);
            let widths = ways::widths(program, tables, settings, &ground, legs);
            ways::find(&ground, &widths, walked.longest as usize, settings)
        }
        None => find(&ground, walked, &untold, settings.limits.walks),
    };
    let mut rows = Rows::default();
    for walk in &walks {
        rows.push(&ground, walked.kind(), walk);
    }
    let mut origins: Vec<(RecordId, u32)> = walks.iter().map(|w| origin(&ground, w)).collect();
    let complete = cut_at.is_none();
    let cut_at =
        cut_at.filter(|_| walked.way().is_some()).map(|first| first..ground.network.nodes());
    if let Some(nodes) = cut_at {
        let leads_on = |node| Some((node, ground.origin(ground.first_edge(node)?)?));
        for (start, origin) in nodes.filter_map(leads_on) {
            rows.push_open(&ground, start);
            origins.push(origin);
        }
    }
    let mut open = hanging(&walks);
    if walked.way().is_some() {
        for between in between::find(&ground, &untold, walked.longest as usize) {
            origins.push(ground.origins.first().copied().unwrap_or((walked.legs, 0)));
            open.push((rows.push_between(&ground, &between), between.open));
        }
    }
    let parties = rows.members(&rows.party_rows, &rows.no_parties);
    let legs = rows.members(&rows.leg_rows, &rows.no_legs);
    let code = |rows: Vec<u32>| Column::Code(rows.into());
    let mut columns = vec![
        (walked.path, Column::Text(rows.paths.finish())),
        (walked.length, numbers(&rows.lengths)),
        (walked.parties.field, code(parties)),
        (walked.used.field, code(legs)),
    ];
    if let Some(field) = walked.sure() {
        columns.push((field, sure(&walks, rows.lengths.len())));
    }
    match &walked.shape {
        Shape::Cycle | Shape::Cluster { .. } | Shape::Component { .. } => {}
        Shape::CutPoint { party, .. } => columns.push((*party, code(rows.from))),
        Shape::Path(ends) | Shape::Way(ends, _) => {
            columns.extend([(ends.from, code(rows.from)), (ends.to, code(rows.to))]);
        }
    }
    if let Some(way) = walked.way() {
        let rest = rows.between;
        let told = rows.lengths.len() - rest.len();
        let none = std::iter::repeat_n((Codes::UNKNOWN, Codes::UNKNOWN), told);
        let (out, into) = none.chain(rest).unzip();
        let untold = Bits::from_fn(rows.lengths.len(), |row| row >= told);
        columns.extend([(way.out, code(out)), (way.into, code(into))]);
        columns.push((way.untold, Column::Truth(Truths::known(untold))));
    }
    let (table, made) = table(&program.schema, record, columns, rows.keys.finish(), origins);
    let made = table.with(Made { complete, open, ..made });
    let (party_rows, party_walks) = rows.party_rows.into_iter().unzip();
    let (leg_rows, leg_walks) = rows.leg_rows.into_iter().unzip();
    vec![
        made,
        list(walked.parties.members, ground.keys, party_rows, party_walks),
        list(walked.used.members, &tables.of(walked.legs).keys, leg_rows, leg_walks),
    ]
}

fn find(ground: &Ground<'_>, walked: &ty::Walk, untold: &Untold, most: usize) -> Found {
    let network = &ground.network;
    let longest = walked.longest as usize;
    let ends = |edge: &u32| network.ends(*edge).sure();
    match walked.kind() {
        WalkKind::Cycles => {
            let found = network::rings(network, longest, most);
            let walk = |edges: &[u32]| {
                let nodes = edges.iter().map(|e| ends(e).0).collect();
                Walk { nodes, edges: edges.to_vec(), ..Walk::default() }
            };
            let cut_at = (!found.complete).then_some(0);
            Found { walks: found.iter().map(walk).collect(), cut_at }
        }
        WalkKind::Paths => {
            let (mut walks, mut cut_at) = (Vec::new(), None);
            for from in 0..network.nodes() {
                let found = network::paths(network, from, None, longest, most - walks.len());
                walks.extend(found.iter().map(|edges| Walk::along(ground, edges.to_vec())));
                if !found.complete {
                    cut_at = Some(from);
                    break;
                }
            }
            Found { walks, cut_at }
        }
        WalkKind::Clusters => {
            Found { walks: together::find(ground, untold, network::clusters), cut_at: None }
        }
        WalkKind::Components => {
            Found { walks: together::find(ground, untold, network::components), cut_at: None }
        }
        WalkKind::CutPoints => cuts::find(ground, untold, most),
    }
}

/// The record that stands for a walk: that of its first leg, or of one at the cut point.
fn origin(ground: &Ground<'_>, walk: &Walk) -> (RecordId, u32) {
    let beside = || ground.network.beside(walk.start?).map(|(_, edge)| edge).min();
    let edge = walk.edges.first().copied().or_else(beside);
    edge.and_then(|edge| ground.origin(edge)).unwrap_or((RecordId(0), u32::MAX))
}

/// The rows of walks as they grow.
#[derive(Default)]
struct Rows {
    keys: TextBuilder,
    paths: TextBuilder,
    /// The fewest and the most.
    lengths: Vec<(i64, i64)>,
    from: Vec<u32>,
    to: Vec<u32>,
    /// Each party of each walk with the walk's row.
    party_rows: Vec<(u32, u32)>,
    leg_rows: Vec<(u32, u32)>,
    /// The walks whose parties, or legs, are not all known.
    no_parties: Vec<u32>,
    no_legs: Vec<u32>,
    /// Of the last rows: where a step without a known end starts, or leads.
    between: Vec<(u32, u32)>,
}

impl Rows {
    fn push(&mut self, ground: &Ground<'_>, kind: WalkKind, walk: &Walk) {
        let row = self.lengths.len() as u32;
        let names: Vec<&str> = walk.nodes.iter().map(|n| ground.name(*n)).collect();
        let start = walk.start.map(|n| ground.name(n));
        let (key, path) = match kind {
            WalkKind::Cycles => {
                let first = names.first().copied().sure();
                (key::join(names.iter().copied()), format!("{} → {first}", names.join(" → ")))
            }
            WalkKind::Paths => (key::join(names.iter().copied()), names.join(" → ")),
            WalkKind::Clusters | WalkKind::Components => {
                (together_key(&names), brief(&names, ", "))
            }
            WalkKind::CutPoints => {
                let start = start.sure();
                let stranded = match walk.size {
                    Some(_) => "…".to_owned(),
                    None => brief(&names, ", "),
                };
                (start.to_owned(), format!("{start} | {stranded}"))
            }
        };
        self.keys.push(Some(&key));
        self.paths.push(Some(&path));
        let (fewest, most) = match kind {
            WalkKind::Cycles | WalkKind::Paths => (walk.edges.len(), walk.edges.len()),
            WalkKind::Clusters | WalkKind::Components | WalkKind::CutPoints => {
                walk.size.unwrap_or((walk.nodes.len(), walk.nodes.len()))
            }
        };
        self.lengths.push((fewest as i64, most as i64));
        self.no_parties.extend(walk.size.map(|_| row));
        self.no_legs.extend(walk.more_legs.then_some(row));
        let party = |node: Option<u32>| node.map_or(Codes::UNKNOWN, |n| ground.party(n));
        self.from.push(party(walk.start));
        self.to.push(party(walk.nodes.last().copied()));
        self.party_rows.extend(walk.nodes.iter().map(|n| (ground.party(*n), row)));
        self.leg_rows.extend(walk.edges.iter().map(|e| (ground.leg(*e), row)));
    }

    /// A walk that starts at a node, of which nothing else is known.
    fn push_open(&mut self, ground: &Ground<'_>, start: u32) {
        let name = ground.name(start);
        self.keys.push(Some(&format!("{}/…", key::escape(name))));
        self.paths.push(Some(&format!("{name} → …")));
        let row = self.lengths.len() as u32;
        self.no_parties.push(row);
        self.no_legs.push(row);
        self.lengths.push((0, 0));
        self.from.push(ground.party(start));
        self.to.push(Codes::UNKNOWN);
    }

    /// A way between parties, one of whom may be any, on which a step does not tell its ends.
    fn push_between(&mut self, ground: &Ground<'_>, between: &Between) -> u32 {
        let row = self.lengths.len() as u32;
        let name = |party: Option<u32>| {
            party.and_then(|party| ground.keys.get(party as usize)).unwrap_or("…")
        };
        let (from, to) = (name(between.from), name(between.to));
        self.keys.push(Some(&format!("{from}/…/{to}")));
        self.paths.push(Some(&format!("{from} → … → {to}")));
        self.no_parties.push(row);
        self.no_legs.push(row);
        self.lengths.push((0, 0));
        let code = |party: Option<u32>| party.unwrap_or(Codes::UNKNOWN);
        self.from.push(code(between.from));
        self.to.push(code(between.to));
        self.between.push((code(between.out), code(between.into)));
        row
    }

    /// How many members each walk's list has, as far as they are known.
    fn members(&self, members: &[(u32, u32)], unknown: &[u32]) -> Vec<u32> {
        let mut counts = vec![0u32; self.lengths.len()];
        for (_, walk) in members {
            if let Some(count) = counts.get_mut(*walk as usize) {
                *count += 1;
            }
        }
        for walk in unknown {
            if let Some(count) = counts.get_mut(*walk as usize) {
                *count = Codes::UNKNOWN;
            }
        }
        counts
    }
}

/// Whether each walk is one for certain.
fn sure(walks: &[Walk], rows: usize) -> Column {
    let perhaps = |row: usize| walks.get(row).is_some_and(|walk| walk.perhaps);
    let sure = Truths::filled(rows, Tri::True);
    Column::Truth(sure.doubted(&Bits::from_fn(rows, perhaps)))
}

/// The steps that walks hang on, by the walks' rows.
fn hanging(walks: &[Walk]) -> Vec<(u32, Vec<u32>)> {
    let rows = (0..).zip(walks).map(|(row, walk)| (row, walk.open.clone()));
    rows.filter(|(_, steps)| !steps.is_empty()).collect()
}

/// By what parties go who belong together, in the order of their keys.
pub(crate) fn together_key(names: &[&str]) -> String {
    let parts: Vec<_> = names.iter().map(|name| key::escape(name)).collect();
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    brief(&parts, "/")
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

fn numbers(ends: &[(i64, i64)]) -> Column {
    let end =
        |of: fn(&(i64, i64)) -> i64| Nums::Fixed { scale: 0, coefs: ends.iter().map(of).collect() };
    Column::Quantity(Quantities {
        lo: end(|(fewest, _)| *fewest),
        hi: ends.iter().any(|(fewest, most)| fewest != most).then(|| end(|(_, most)| *most)),
        lo_open: None,
        hi_open: None,
        unknown: None,
        currency: Currencies::None,
    })
}
