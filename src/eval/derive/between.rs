//! Whom steps may tie that do not tell both their ends: each may lead on from where it starts to
//! anybody, or from anybody to where it leads.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::ground::Ground;
use super::untold::Untold;
use crate::network::Reach;

/// How many parties at which such steps start, or end, are told apart for one party.
const APART: usize = 8;

/// Parties between whom such a step may lead a way.
#[derive(Debug, Default)]
pub(super) struct Between {
    /// Where the way starts and leads; none: anywhere.
    pub(super) from: Option<u32>,
    pub(super) to: Option<u32>,
    /// Where such a step on it starts, or leads, as far as it is one of a few.
    pub(super) out: Option<u32>,
    pub(super) into: Option<u32>,
    /// The steps, the first few.
    pub(super) open: Vec<u32>,
}

/// All of them: some party and anybody, anybody and some party, and where several such steps may
/// lead to each other, anybody and anybody.
pub(super) fn find(ground: &Ground<'_>, untold: &Untold, longest: usize) -> Vec<Between> {
    if untold.loose.is_empty() {
        return Vec::new();
    }
    let mut all = leading_out(ground, untold, longest);
    let mut entering: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let (mut adrift, mut places) = (Vec::new(), 0..);
    for (step, place) in untold.loose.iter().zip(&mut places) {
        match (step.from, step.to) {
            (None, Some(to)) => entering.entry(to).or_default().push(place),
            (None, None) => adrift.push(place),
            (Some(_), _) => {}
        }
    }
    let mut search = Reach::new(&ground.network, &ground.certain);
    let mut behind: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut leads_on = false;
    for party in entering.keys() {
        for (reached, away) in near(ground, &mut search, *party, longest) {
            behind.entry(reached).or_default().push(*party);
            leads_on |= away + 1 < longest && untold.starting.contains_key(&reached);
        }
    }
    for (to, mut entries) in behind {
        entries.dedup();
        let steps = |party: &u32| entering.get(party).into_iter().flatten().copied();
        if entries.len() > APART {
            let open = untold.rows(entries.iter().flat_map(steps).collect());
            all.push(Between { to: Some(to), open, ..Between::default() });
            continue;
        }
        for party in &entries {
            let open = untold.rows(steps(party).collect());
            all.push(Between { to: Some(to), into: Some(*party), open, ..Between::default() });
        }
    }
    if leads_on || !adrift.is_empty() {
        adrift.extend(entering.values().flatten());
        all.push(Between { open: untold.rows(adrift), ..Between::default() });
    }
    all
}

/// Each party that may reach where such a step starts, with where that is.
fn leading_out(ground: &Ground<'_>, untold: &Untold, longest: usize) -> Vec<Between> {
    if untold.starting.is_empty() {
        return Vec::new();
    }
    let of = |search: &mut Reach<'_>, party: u32| -> Vec<Between> {
        let steps = |party: &u32| untold.starting.get(party).into_iter().flatten().copied();
        let mut starts: Vec<u32> = near(ground, search, party, longest)
            .into_iter()
            .map(|(reached, _)| reached)
            .filter(|reached| untold.starting.contains_key(reached))
            .collect();
        starts.sort_unstable();
        let apart = starts.len() <= APART;
        let outs: Vec<Option<u32>> = match apart {
            true => starts.iter().copied().map(Some).collect(),
            false => vec![None],
        };
        let between = |out: Option<u32>| {
            let from_here: Vec<u32> = match &out {
                Some(out) => steps(out).collect(),
                None => starts.iter().flat_map(steps).collect(),
            };
            let open = untold.rows(from_here);
            Between { from: Some(party), out, open, ..Between::default() }
        };
        outs.into_iter().map(between).collect()
    };
    let new = || Reach::new(&ground.network, &ground.certain);
    let parties: Vec<u32> = ground.everybody().map(|(party, _)| party).collect();
    let all: Vec<Vec<Between>> = parties.into_par_iter().map_init(new, of).collect();
    all.into_iter().flatten().collect()
}

/// The parties from whom at least one more leg can be walked within so many, with the fewest to
/// each; the party itself among them.
fn near(
    ground: &Ground<'_>,
    search: &mut Reach<'_>,
    party: u32,
    longest: usize,
) -> Vec<(u32, usize)> {
    match ground.node(party) {
        None => vec![(party, 0)],
        Some(node) => {
            let reached = search.from(node, longest).nodes.into_iter();
            reached.map(|(node, away)| (ground.party(node), away)).collect()
        }
    }
}
