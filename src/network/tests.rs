//! Small networks by hand, random ones against enumerations without any cleverness, long ones
//! and exploding ones.

mod naive;

use std::collections::BTreeMap;

use super::*;

/// Numbers that look random and are the same in every run (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) as usize % end
    }

    fn edges(&mut self, nodes: u32, count: usize) -> Vec<(u32, u32)> {
        let mut node = || self.below(nodes as usize) as u32;
        (0..count).map(|_| (node(), node())).collect()
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

/// Random networks of up to nine nodes, from hardly linked to dense, with the numbers that made
/// them.
fn small_networks() -> impl Iterator<Item = (u64, Network)> {
    (0..600).map(|seed| {
        let mut chance = Chance(seed);
        let nodes = 1 + chance.below(9) as u32;
        let count = chance.below(1 + (nodes * nodes / 2) as usize);
        let edges = chance.edges(nodes, count);
        (seed, Network::new(nodes, edges))
    })
}

/// The edges that can be walked, if all are certain.
fn reach(network: &Network, from: u32, steps: usize) -> Vec<u32> {
    let certain = vec![true; network.edges().len()];
    let found = Reach::new(network, &certain).from(from, steps);
    assert!(found.edges.iter().all(|walked| walked.via.is_none()));
    found.edges.iter().map(|walked| walked.edge).collect()
}

fn complete(nodes: u32) -> Network {
    Network::new(nodes, (0..nodes).flat_map(|from| (0..nodes).map(move |to| (from, to))))
}

fn chain(nodes: u32) -> Network {
    Network::new(nodes, (1..nodes).map(|node| (node - 1, node)))
}

/// The walks as the nodes that they leave.
fn left(network: &Network, walks: &Walks) -> Vec<Vec<u32>> {
    let from = |edge: &u32| network.ends(*edge).unwrap().0;
    walks.iter().map(|edges| edges.iter().map(from).collect()).collect()
}

/// The walks as their nodes, the last one too.
fn visited(network: &Network, walks: &Walks) -> Vec<Vec<u32>> {
    let mut visited = left(network, walks);
    for (nodes, edges) in visited.iter_mut().zip(walks.iter()) {
        nodes.push(network.ends(*edges.last().unwrap()).unwrap().1);
    }
    visited
}

fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
}

#[test]
fn edges_are_numbered_by_their_ends() {
    let network = Network::new(3, [(2, 0), (0, 1), (0, 1), (1, 1), (3, 0), (0, 3)]);
    assert_eq!(network.edges(), [(0, 1), (1, 1), (2, 0)]);
    assert_eq!(network.edge(2, 0), Some(2));
    assert_eq!(network.edge(0, 2), None);
    assert_eq!(network.ends(1), Some((1, 1)));
    assert_eq!(network.ends(3), None);
    assert_eq!(Network::new(0, [(0, 0)]).nodes(), 0);
}

#[test]
fn rings_of_known_networks() {
    let two = Network::new(4, [(0, 1), (1, 0), (1, 2), (2, 0), (2, 3), (3, 3)]);
    let lone = Network::new(1, [(0, 0)]);
    let cases: &[(&Network, usize, &[&[u32]])] = &[
        (&two, 1, &[]),
        (&two, 2, &[&[0, 1]]),
        (&two, 9, &[&[0, 1], &[0, 1, 2]]),
        (&two, usize::MAX, &[&[0, 1], &[0, 1, 2]]),
        (&lone, 5, &[]),
        (&complete(3), 3, &[&[0, 1], &[0, 1, 2], &[0, 2], &[0, 2, 1], &[1, 2]]),
        (&Network::new(0, []), 5, &[]),
    ];
    for (network, longest, expected) in cases {
        let found = rings(network, *longest, 100);
        assert_eq!(left(network, &found), *expected, "{network:?} to {longest}");
        assert!(found.complete);
    }
}

#[test]
fn rings_agree_with_trying_everything() {
    for (seed, network) in small_networks() {
        for longest in 0..=9 {
            let expected = naive::rings(&network, longest);
            let found = rings(&network, longest, usize::MAX);
            assert_eq!(left(&network, &found), expected, "network {seed} to {longest}");
            assert!(found.complete);
            let limit = expected.len() / 2;
            let first = rings(&network, longest, limit);
            assert_eq!(left(&network, &first), expected[..limit], "network {seed} to {longest}");
            assert_eq!(first.complete, limit == expected.len());
        }
    }
}

/// In networks of some size a search begins where many others have left their traces.
#[test]
fn rings_of_larger_networks_agree_with_trying_everything() {
    for seed in 0..10 {
        let mut chance = Chance(seed);
        let nodes = 20 + chance.below(40) as u32;
        let count = 3 * nodes as usize;
        let network = Network::new(nodes, chance.edges(nodes, count));
        for longest in [3, 4, 6] {
            let found = on_threads(1, || rings(&network, longest, usize::MAX));
            let expected = naive::rings(&network, longest);
            assert_eq!(left(&network, &found), expected, "network {seed} to {longest}");
        }
    }
}

#[test]
fn the_limit_itself_is_complete() {
    let network = complete(4);
    for (limit, complete) in [(19, false), (20, true), (21, true), (0, false)] {
        let found = rings(&network, 4, limit);
        assert_eq!((found.len(), found.complete), (limit.min(20), complete));
        let found = paths(&network, 0, Some(3), 3, limit.min(5));
        assert_eq!((found.len(), found.complete), (limit.min(5), limit >= 5));
    }
}

#[test]
fn paths_agree_with_trying_everything() {
    for (seed, network) in small_networks() {
        let mut chance = Chance(seed);
        let from = chance.below(network.nodes() as usize) as u32;
        let to = chance.below(network.nodes() as usize) as u32;
        for (longest, to) in (0..=9).flat_map(|longest| [(longest, None), (longest, Some(to))]) {
            let expected = naive::paths(&network, from, to, longest);
            let found = paths(&network, from, to, longest, usize::MAX);
            let context = format!("network {seed} from {from} to {to:?} in {longest}");
            assert_eq!(visited(&network, &found), expected, "{context}");
            assert!(found.complete);
            let first = paths(&network, from, to, longest, expected.len() / 3);
            let kept = &expected[..expected.len() / 3];
            assert_eq!(visited(&network, &first), kept, "{context}");
            assert_eq!(first.complete, expected.is_empty(), "{context}");
        }
    }
}

#[test]
fn nodes_that_do_not_exist_lead_nowhere() {
    let network = complete(3);
    assert!(paths(&network, 3, None, 5, 5).is_empty());
    assert!(paths(&network, 0, Some(3), 5, 5).is_empty());
    assert!(paths(&Network::new(0, []), 0, None, 5, 5).is_empty());
    assert!(reach(&network, 3, 5).is_empty());
}

#[test]
fn reach_agrees_with_relaxing_every_edge() {
    for (seed, network) in small_networks() {
        let from = Chance(seed).below(network.nodes() as usize) as u32;
        for steps in 0..=9 {
            let expected = naive::reach(&network, from, steps);
            assert_eq!(reach(&network, from, steps), expected, "network {seed} from {from}");
        }
    }
}

/// A search that was used before finds the same; what no certain way leads to names the last edge
/// that is in doubt on a way that does.
#[test]
fn what_is_reached_perhaps_tells_the_way() {
    for (seed, network) in small_networks() {
        let mut chance = Chance(seed);
        let certain: Vec<bool> = network.edges().iter().map(|_| chance.below(3) > 0).collect();
        let ends = network.edges().iter().zip(&certain).filter(|(_, certain)| **certain);
        let surely = Network::new(network.nodes(), ends.map(|(ends, _)| *ends));
        let mut search = Reach::new(&network, &certain);
        for (from, steps) in (0..network.nodes()).flat_map(|from| (0..6).map(move |n| (from, n))) {
            let found = search.from(from, steps);
            let edges: Vec<u32> = found.edges.iter().map(|walked| walked.edge).collect();
            assert_eq!(edges, naive::reach(&network, from, steps), "network {seed} from {from}");
            let sure = naive::reach(&surely, from, steps.saturating_sub(1));
            let sure_nodes: Vec<u32> = sure.iter().map(|e| surely.edges()[*e as usize].1).collect();
            for walked in &found.edges {
                let start = network.edges()[walked.edge as usize].0;
                let is_sure = start == from || sure_nodes.contains(&start);
                assert_eq!(walked.via.is_none(), is_sure, "network {seed} from {from} in {steps}");
                let doubtful = walked.via.is_none_or(|via| !certain[via as usize]);
                assert!(doubtful && walked.via.is_none_or(|via| edges.contains(&via)));
            }
        }
    }
}

#[test]
fn parts_agree_with_taking_the_node_away() {
    for (seed, network) in small_networks() {
        let cuts = cut_points(&network);
        let nodes = || 0..network.nodes();
        for (node, a, b) in
            nodes().flat_map(|n| nodes().flat_map(move |a| nodes().map(move |b| (n, a, b))))
        {
            if a == node || b == node {
                continue;
            }
            let parted = !naive::joined_without(&network, node, a, b);
            assert_eq!(cuts.parts(node, [a, b]), parted, "network {seed}: {node} from {a} to {b}");
        }
    }
}

#[test]
fn the_widest_ways_agree_with_trying_everything() {
    for (seed, network) in small_networks() {
        let mut chance = Chance(seed);
        let width = |_| (chance.below(5) > 0).then(|| chance.below(6));
        let widths: Vec<Option<usize>> = network.edges().iter().map(width).collect();
        let width_of = |way: &[u32]| -> Option<usize> {
            way.iter()
                .map(|edge| widths[*edge as usize])
                .collect::<Option<Vec<_>>>()?
                .into_iter()
                .min()
        };
        let mut search = Bottlenecks::new(&network, &widths, Sought::Widest);
        for (from, longest) in (0..network.nodes()).flat_map(|from| (0..6).map(move |n| (from, n)))
        {
            let (found, _) = search.from(from, longest);
            let mut reached = Vec::new();
            for way in found.iter() {
                let to = network.edges()[*way.last().unwrap() as usize].1;
                let nodes = visited(&network, &found)[reached.len()].clone();
                assert!(way.len() <= longest && nodes[0] == from);
                assert!((1..nodes.len()).all(|at| !nodes[..at].contains(&nodes[at])));
                reached.push((to, width_of(way).unwrap()));
            }
            let best = |to| {
                let ways = paths(&network, from, Some(to), longest, usize::MAX);
                ways.iter().filter_map(width_of).max()
            };
            let expected = (0..network.nodes()).filter_map(|to| Some((to, best(to)?)));
            reached.sort();
            assert_eq!(reached, expected.collect::<Vec<_>>(), "network {seed}: {from}, {longest}");
        }
    }
}

#[test]
fn the_narrowest_ways_agree_with_trying_every_walk() {
    for (seed, network) in small_networks() {
        let mut chance = Chance(seed);
        let width = |_| (chance.below(5) > 0).then(|| chance.below(6));
        let widths: Vec<Option<usize>> = network.edges().iter().map(width).collect();
        let mut search = Bottlenecks::new(&network, &widths, Sought::Narrowest);
        for (from, longest) in (0..network.nodes()).flat_map(|from| (0..5).map(move |n| (from, n)))
        {
            // Walks of so many edges that do not come back to where they start.
            let (mut narrowest, mut walks) = (BTreeMap::new(), vec![(from, usize::MAX)]);
            for _ in 0..longest {
                let on = |(node, so_far): (u32, usize)| {
                    let wide = |(far, edge): (u32, u32)| {
                        Some((far, widths[edge as usize]?.min(so_far))).filter(|_| far != from)
                    };
                    network.out(node).filter_map(wide).collect::<Vec<_>>()
                };
                walks = walks.into_iter().flat_map(on).collect();
                walks.sort_unstable();
                walks.dedup();
                for (node, width) in &walks {
                    let best = narrowest.entry(*node).or_insert(*width);
                    *best = (*best).min(*width);
                }
            }
            let (found, _) = search.from(from, longest);
            let told = |way: &[u32]| {
                assert!(way.len() <= longest && network.edges()[way[0] as usize].0 == from);
                let end = network.edges()[*way.last().unwrap() as usize].1;
                (end, way.iter().map(|edge| widths[*edge as usize].unwrap()).min().unwrap())
            };
            let found: BTreeMap<u32, usize> = found.iter().map(told).collect();
            assert_eq!(found, narrowest, "network {seed}: {from}, {longest}");
        }
    }
}

#[test]
fn the_widest_ways_do_not_explode() {
    let network = complete(300);
    let widths: Vec<Option<usize>> =
        (0..network.edges().len()).map(|e| Some(e * 31 % 977)).collect();
    let (found, looked) = Bottlenecks::new(&network, &widths, Sought::Widest).from(0, 12);
    assert_eq!(found.len(), 299);
    assert!(looked < 12 * network.edges().len());
}

#[test]
fn clusters_agree_with_mutual_reach() {
    for (seed, network) in small_networks() {
        assert_eq!(clusters(&network), naive::clusters(&network), "network {seed}");
    }
}

#[test]
fn components_agree_with_reach_either_way() {
    for (seed, network) in small_networks() {
        assert_eq!(components(&network), naive::components(&network), "network {seed}");
    }
    assert_eq!(components(&Network::new(4, [(0, 1), (2, 1), (3, 3)])), [[0, 1, 2]]);
}

#[test]
fn cut_points_of_known_networks() {
    let star = Network::new(4, [(0, 3), (1, 3), (3, 2)]);
    let bow = Network::new(5, [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 2)]);
    let cases: &[(&Network, &str)] = &[
        (&chain(2), ""),
        (&chain(3), "1 strands [[2]]"),
        (&chain(4), "1 strands [[0]], 2 strands [[3]]"),
        (&star, "3 strands [[1], [2]]"),
        (&bow, "2 strands [[3, 4]]"),
        (&complete(4), ""),
    ];
    for (network, expected) in cases {
        let told = |cut: CutPoint| format!("{} strands {:?}", cut.node, cut.stranded);
        let found: Vec<String> = cut_points(network).iter().map(told).collect();
        assert_eq!(found.join(", "), *expected);
    }
}

#[test]
fn cut_points_agree_with_taking_each_node_away() {
    for (seed, network) in small_networks() {
        let found = cut_points(&network);
        let listed: Vec<CutPoint> = found.iter().collect();
        assert_eq!(listed, naive::cut_points(&network), "network {seed}");
        let counts = listed.iter().map(|cut| (cut.node, cut.stranded.concat().len()));
        assert!(found.counts().eq(counts), "network {seed}");
    }
}

#[test]
fn the_order_of_edges_does_not_matter() {
    let mut chance = Chance(7);
    let mut edges = chance.edges(60, 240);
    let first = Network::new(60, edges.iter().copied());
    chance.shuffle(&mut edges);
    let second = Network::new(60, edges.iter().copied().chain(edges.iter().copied()));
    assert_eq!(first.edges(), second.edges());
    assert_eq!(rings(&first, 6, 500), rings(&second, 6, 500));
    assert_eq!(paths(&first, 3, None, 4, 900), paths(&second, 3, None, 4, 900));
    assert_eq!(clusters(&first), clusters(&second));
    assert!(cut_points(&first).iter().eq(cut_points(&second).iter()));
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let network = Network::new(1_000, Chance(11).edges(1_000, 6_000));
    let all = on_threads(1, || rings(&network, 5, usize::MAX));
    assert!(all.len() > 1_000 && all.complete);
    for limit in [0, 1, 500, all.len() - 1, all.len(), usize::MAX] {
        let one = on_threads(1, || rings(&network, 5, limit));
        for threads in [2, 3] {
            assert!(on_threads(threads, || rings(&network, 5, limit)) == one, "{threads}, {limit}");
        }
        assert!(one.iter().eq(all.iter().take(limit)));
        assert_eq!(one.complete, limit >= all.len());
    }
}

#[test]
fn a_long_chain_is_no_deep_stack() {
    let network = chain(100_000);
    assert!(rings(&network, usize::MAX, 10).complete);
    assert!(clusters(&network).is_empty());
    assert_eq!(components(&network).len(), 1);
    let whole = paths(&network, 0, Some(99_999), usize::MAX, 10);
    assert_eq!((whole.len(), whole.get(0).map(<[u32]>::len)), (1, Some(99_999)));
    assert_eq!(reach(&network, 99_000, usize::MAX).len(), 999);
    let cuts = cut_points(&network);
    assert_eq!(cuts.len(), 99_998);
    assert_eq!(cuts.iter().next().map(|cut| cut.stranded), Some(vec![vec![0]]));
    assert_eq!(cuts.counts().nth(50_000), Some((50_001, 49_998)));
}

#[test]
fn a_long_ring_is_found_whole() {
    let edges = (0..100_000).map(|node| (node, (node + 1) % 100_000));
    let network = Network::new(100_000, edges);
    assert_eq!(clusters(&network).len(), 1);
    assert!(cut_points(&network).is_empty());
    assert!(rings(&network, 8, 10).is_empty());
    assert_eq!(rings(&network, usize::MAX, 10).get(0).map(<[u32]>::len), Some(100_000));
}

#[test]
fn what_explodes_ends_at_the_limit() {
    let network = complete(500);
    let found = rings(&network, 8, 10_000);
    assert_eq!((found.len(), found.complete), (10_000, false));
    assert_eq!(visited(&network, &found)[..2], [vec![0, 1, 0], vec![0, 1, 2, 0]]);
    for to in [None, Some(499)] {
        let found = paths(&network, 0, to, 400, 10_000);
        assert_eq!((found.len(), found.complete), (10_000, false));
    }
}

/// Rings through 0 must leave the crowd by the hub by which they entered it: the distances alone
/// would let the search wander through some 10^15 walks of the crowd.
#[test]
fn dead_ends_are_tried_once() {
    let crowd = (2..200).flat_map(|from| (1..200).map(move |to| (from, to)));
    let hub = (2..200).map(|node| (1, node));
    let network = Network::new(200, crowd.chain(hub).chain([(0, 1), (1, 0)]));
    let found = rings(&network, 9, 5);
    assert_eq!(left(&network, &found)[..2], [vec![0, 1], vec![1, 2]]);
    assert_eq!(paths(&network, 2, Some(0), 3, 1_000).len(), 198);
}
