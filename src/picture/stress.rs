//! A first shape: nodes as far from one another as there are steps between them.

use std::collections::VecDeque;

use super::geometry::Point;

/// How often every node is moved to where the others want it.
const ROUNDS: usize = 60;

/// Places for nodes joined by pairs, one unit a step; deterministic.
///
/// Stress majorisation: each node in turn goes to the weighted mean of the places at the wanted
/// distance from each other node, near ones weighing most.
pub(super) fn shape(nodes: usize, pairs: &[(usize, usize)]) -> Vec<Point> {
    let steps = steps(nodes, pairs);
    let mut places = spiral(nodes);
    for _ in 0..ROUNDS {
        for (node, wanted) in steps.iter().enumerate() {
            let Some(own) = places.get(node).copied() else { continue };
            let (mut sum, mut weights) = (Point::default(), 0.0);
            for (other, (place, steps)) in places.iter().zip(wanted).enumerate() {
                if other == node {
                    continue;
                }
                let weight = 1.0 / (steps * steps);
                sum = sum + (*place + (own - *place).unit() * *steps) * weight;
                weights += weight;
            }
            if let (Some(place), true) = (places.get_mut(node), weights > 0.0) {
                *place = sum * (1.0 / weights);
            }
        }
    }
    places
}

/// A square spiral around the origin: nowhere two at one place, and no line through all.
fn spiral(nodes: usize) -> Vec<Point> {
    let (mut at, mut way) = (Point::default(), Point::new(1.0, 0.15));
    let (mut run, mut left, mut turns) = (1, 1, 0);
    let mut places = Vec::with_capacity(nodes);
    for _ in 0..nodes {
        places.push(at);
        at = at + way;
        left -= 1;
        if left == 0 {
            way = way.turned();
            turns += 1;
            run += turns % 2;
            left = run;
        }
    }
    places
}

/// The steps from every node to every other; a little more than the longest way where there is no way.
fn steps(nodes: usize, pairs: &[(usize, usize)]) -> Vec<Vec<f64>> {
    let mut near = vec![Vec::new(); nodes];
    for (a, b) in pairs {
        for (one, other) in [(*a, *b), (*b, *a)] {
            if let Some(list) = near.get_mut(one) {
                list.push(other);
            }
        }
    }
    let mut all: Vec<Vec<f64>> = (0..nodes).map(|from| ways(from, &near)).collect();
    let longest = all.iter().flatten().copied().filter(|d| d.is_finite()).fold(1.0, f64::max);
    for steps in all.iter_mut().flatten().filter(|d| d.is_infinite()) {
        *steps = longest.min(3.0) + 0.5;
    }
    all
}

/// The steps from one node to all others; infinite where there is no way.
fn ways(from: usize, near: &[Vec<usize>]) -> Vec<f64> {
    let mut steps = vec![f64::INFINITY; near.len()];
    let mut queue = VecDeque::from([(from, 0.0)]);
    while let Some((node, distance)) = queue.pop_front() {
        let Some(known) = steps.get_mut(node).filter(|s| s.is_infinite()) else { continue };
        *known = distance;
        queue.extend(near.get(node).into_iter().flatten().map(|next| (*next, distance + 1.0)));
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_becomes_a_line() {
        let places = shape(4, &[(0, 1), (1, 2), (2, 3)]);
        let ends = (places[3] - places[0]).length();
        assert!((2.5..3.2).contains(&ends), "{ends}");
    }
}
