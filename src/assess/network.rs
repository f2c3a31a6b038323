//! The network of a run, drawn for a page: the flow that is declared first and that records tell of,
//! with the rings that rules found.

use super::Assessment;
use super::picture::drawn;
use crate::ir::Flow;
use crate::outcome::Severity;
use crate::picture::{LARGEST, MOST_EDGES, Picture, on_page};
use crate::report::{Network, NetworkFlow, NetworkRing};

/// Rings of up to so many parties are brought out.
const LONGEST: usize = 5;

impl Assessment<'_> {
    /// The network; `None` where there is no flow. One that is too large has no drawing.
    pub(super) fn network(&self) -> Option<Network> {
        let legs = |flow: &&Flow| self.tables.of(flow.legs).subjects();
        let flow = self.program.flows.iter().find(|flow| legs(flow) > 0)?;
        let parties = self.tables.of(flow.party).subjects();
        // Counted before anything is laid out: there may be a million.
        if legs(&flow) > MOST_EDGES || parties > LARGEST * 16 {
            let parties = parties as u64;
            return Some(Network {
                parties,
                ..Network::new(flow.title.to_string(), String::new())
            });
        }
        let what = (flow, LONGEST);
        let picture = drawn(self.places(), &self.evaluation, self.settings, what, None, None);
        let drawing = on_page(&picture).unwrap_or_default();
        let mut network = Network::new(flow.title.to_string(), drawing);
        network.left_out = picture.left_out.clone();
        network.parties = picture.nodes.len() as u64;
        network.flows = flows(&picture);
        network.rings = picture.rings.iter().map(|ring| self.ring(flow, &picture, ring)).collect();
        Some(network)
    }

    /// A ring with what rules say of it, the worst of it.
    fn ring(&self, flow: &Flow, picture: &Picture, ring: &[usize]) -> NetworkRing {
        let node = |at: &usize| picture.nodes.get(*at);
        let keys: Vec<&str> = ring.iter().filter_map(node).map(|n| n.key.as_str()).collect();
        let parties = ring.iter().filter_map(node).map(|n| n.label.clone()).collect();
        NetworkRing::new(parties, self.found_on(flow, &keys))
    }

    /// The worst finding on a ring of those parties, wherever it begins.
    fn found_on(&self, flow: &Flow, keys: &[&str]) -> Option<(Severity, Option<Severity>, String)> {
        let is_cycle = |kind| {
            let legs = self.program.schema.record(kind).kind.legs();
            legs == Some(flow.legs)
        };
        let rules =
            self.program.rules.iter().enumerate().filter(|(_, rule)| is_cycle(rule.subject));
        let found = rules.flat_map(|(at, rule)| {
            let flagged = self.outcomes[at].flagged.iter();
            flagged.map(move |(row, severity, possibly)| {
                (at, rule.subject, *row, *severity, *possibly)
            })
        });
        let on_ring = found.filter(|(_, kind, row, ..)| {
            let parts = self.places().key_parts(*kind, *row);
            parts.len() == keys.len()
                && (0..keys.len()).any(|turn| {
                    let turned = keys.iter().cycle().skip(turn).take(keys.len());
                    turned.zip(&parts).all(|(a, b)| a == b)
                })
        });
        let worst = on_ring.max_by_key(|(_, _, _, severity, possibly)| (*severity, *possibly))?;
        let (rule, _, row, severity, possibly) = worst;
        Some((severity, possibly, self.fingerprint(rule, row).now))
    }
}

fn flows(picture: &Picture) -> Vec<NetworkFlow> {
    let name = |at: usize| picture.nodes.get(at).map(|n| n.label.clone()).unwrap_or_default();
    let flow = |edge: &crate::picture::Edge| NetworkFlow {
        from: name(edge.from),
        to: name(edge.to),
        kind: edge.kind.clone(),
        amount: edge.label.clone(),
        certain: edge.certain,
    };
    picture.edges.iter().map(flow).collect()
}
