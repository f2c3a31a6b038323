//! Rings, paths, clusters and cut points of large networks.

#![allow(missing_docs, reason = "a benchmark")]

use divan::Bencher;
use divan::counter::ItemsCount;
use riskwright::network::{Network, clusters, cut_points, paths, rings};

fn main() {
    divan::main();
}

/// A network whose edges look random and are the same in every run (SplitMix64).
fn random(nodes: u32, edges: usize) -> Network {
    let mut state = 42u64;
    let mut node = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % u64::from(nodes)) as u32
    };
    let ends: Vec<(u32, u32)> = (0..edges).map(|_| (node(), node())).collect();
    Network::new(nodes, ends)
}

fn complete(nodes: u32) -> Network {
    Network::new(nodes, (0..nodes).flat_map(|from| (0..nodes).map(move |to| (from, to))))
}

/// All rings of up to five nodes: some 700,000 with 200,000 edges.
#[divan::bench(args = [50_000, 100_000, 200_000], sample_count = 5, sample_size = 1)]
fn rings_of_10_000_nodes(bencher: Bencher<'_, '_>, edges: usize) {
    let network = random(10_000, edges);
    let found = rings(&network, 5, usize::MAX).len();
    bencher.counter(ItemsCount::new(found)).bench(|| rings(&network, 5, usize::MAX));
}

/// The first rings of a network that has some 10^25 of them.
#[divan::bench(args = [10_000, 1_000_000], sample_count = 5, sample_size = 1)]
fn rings_of_2_000_nodes_all_linked(bencher: Bencher<'_, '_>, limit: usize) {
    let network = complete(2_000);
    bencher.counter(ItemsCount::new(limit)).bench(|| rings(&network, 8, limit));
}

#[divan::bench(sample_count = 5)]
fn paths_from_one_node(bencher: Bencher<'_, '_>) {
    let network = random(10_000, 200_000);
    bencher.bench(|| paths(&network, 0, None, 4, 1_000_000));
}

#[divan::bench(sample_count = 5)]
fn paths_between_two_nodes(bencher: Bencher<'_, '_>) {
    let network = random(10_000, 200_000);
    bencher.bench(|| paths(&network, 0, Some(9_999), 5, 1_000_000));
}

#[divan::bench(sample_count = 5)]
fn clusters_of_100_000_nodes(bencher: Bencher<'_, '_>) {
    let network = random(100_000, 200_000);
    bencher.bench(|| clusters(&network));
}

#[divan::bench(sample_count = 5)]
fn cut_points_of_100_000_nodes(bencher: Bencher<'_, '_>) {
    let network = random(100_000, 200_000);
    bencher.bench(|| cut_points(&network));
}
