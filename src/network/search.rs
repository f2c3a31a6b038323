//! Simple walks from one node to another, in order, without losing time in dead ends.
//!
//! A depth-first search that knows for each node a number of steps below which the goal cannot be
//! reached from it, and does not enter a node from which too few steps are left. The numbers
//! start as distances to the goal. A node left without success has its number raised: while the
//! nodes before it stay on the walk, it is not tried again with as few steps. When a node of a
//! successful walk is left, the numbers that may have been raised on its account are lowered
//! again. So the work between one walk and the next is at most a small multiple of
//! `longest` × edges, however many dead ends there are.

use super::links::Links;
use super::walks::Walks;

/// In place of a number of steps: the node is on the walk.
const ON_WALK: u32 = u32::MAX;

/// The buffers of a search, used again from one search to the next.
pub(super) struct Search<'a> {
    out: &'a Links,
    into: &'a Links,
    longest: u32,
    /// For each node off the walk a number of steps that any walk from it to the goal needs, at
    /// most one more than that of each of its neighbours off the walk.
    least: Vec<u32>,
    /// The nodes whose number is not `far`; where it is as long as `least`, any may be.
    touched: Vec<u32>,
    steps: Vec<Step>,
    walk: Vec<u32>,
    lowered: Vec<u32>,
    /// How many times a number was raised.
    raised: usize,
}

/// A node on the walk.
struct Step {
    node: u32,
    /// The places of the links not tried yet.
    next: usize,
    end: usize,
    /// What `least` was for the node, and `raised`, when it was entered.
    least: u32,
    raised: usize,
    /// Whether the goal was reached through it.
    found: bool,
}

/// From where to where to search.
#[derive(Clone, Copy)]
pub(super) struct Route {
    /// The first node.
    pub(super) from: u32,
    /// The last node; the same as `from` for rings.
    pub(super) to: u32,
    /// Nodes below this are not entered.
    pub(super) lowest: u32,
}

impl<'a> Search<'a> {
    /// A search for walks of at most `longest` steps along links that are given in both directions.
    pub(super) fn new(out: &'a Links, into: &'a Links, longest: u32) -> Search<'a> {
        Search {
            out,
            into,
            longest,
            least: vec![far(longest); out.nodes() as usize],
            touched: Vec::new(),
            steps: Vec::new(),
            walk: Vec::new(),
            lowered: Vec::new(),
            raised: 0,
        }
    }

    /// Adds the walks of a route to `found`, in lexicographic order of their nodes, until it
    /// holds `most`. The route names nodes of the network.
    pub(super) fn run(&mut self, route: Route, most: usize, found: &mut Walks) {
        if self.longest > 0 && found.len() < most {
            self.measure(route);
            self.descend(route, most, found);
            self.forget();
        }
    }

    /// Distances to the goal, as far as half of the longest walk: to go further back would cost
    /// more than the forward half of the search, which meets them there.
    fn measure(&mut self, route: Route) {
        let far = far(self.longest);
        // INVARIANT: `least` has a place for each node, here and below.
        self.least[route.to as usize] = 0;
        self.touched.push(route.to);
        let mut level = 0..1;
        for steps in 1..far {
            if level.is_empty() {
                break;
            }
            for at in level.clone() {
                for &node in self.into.of_from(self.touched[at], route.lowest) {
                    let least = &mut self.least[node as usize];
                    if *least == far {
                        *least = steps;
                        self.touched.push(node);
                    }
                }
            }
            level = level.end..self.touched.len();
        }
    }

    fn descend(&mut self, route: Route, most: usize, found: &mut Walks) {
        self.enter(route.from, route);
        while let Some(step) = self.steps.last_mut() {
            if step.next == step.end {
                self.leave(route);
                continue;
            }
            let (node, edge) = self.out.at(step.next);
            step.next += 1;
            if node == route.to {
                step.found = true;
                found.push(&self.walk, edge);
                if found.len() >= most {
                    self.abandon();
                }
                continue;
            }
            // INVARIANT: a node is entered only while steps are left, so there are at most
            // `longest` nodes on the walk.
            let left = self.longest - self.steps.len() as u32;
            if self.least[node as usize] <= left {
                self.walk.push(edge);
                self.enter(node, route);
            }
        }
    }

    fn enter(&mut self, node: u32, route: Route) {
        // The last step can only be to the goal.
        let last = self.steps.len() + 1 >= self.longest as usize;
        let places = match last {
            true => self.out.places_to(node, route.to),
            false => self.out.places_from(node, route.lowest),
        };
        let least = std::mem::replace(&mut self.least[node as usize], ON_WALK);
        let (next, end) = (places.start, places.end);
        self.steps.push(Step { node, next, end, least, raised: self.raised, found: false });
    }

    /// Takes the last node off the walk and learns from what was found through it.
    fn leave(&mut self, route: Route) {
        let Some(step) = self.steps.pop() else {
            return;
        };
        self.walk.pop();
        if !step.found {
            self.least[step.node as usize] = self.longest - self.steps.len() as u32 + 1;
            self.raised += 1;
            self.touch(step.node);
            return;
        }
        self.least[step.node as usize] = step.least;
        if let Some(before) = self.steps.last_mut() {
            before.found = true;
        }
        if step.raised != self.raised {
            self.lower(step.node, route);
        }
    }

    /// Lowers the numbers that were raised because `node` was on the walk.
    fn lower(&mut self, node: u32, route: Route) {
        let steps = |&next: &u32| match self.least[next as usize] {
            _ if next == route.to => Some(1),
            ON_WALK => None,
            least => Some(least + 1),
        };
        let ahead = self.out.of_from(node, route.lowest).iter().filter_map(steps).min();
        if let Some(least) = ahead {
            self.least[node as usize] = least;
            self.touch(node);
        }
        self.lowered.push(node);
        let mut at = 0;
        while let Some(&node) = self.lowered.get(at) {
            at += 1;
            let steps = self.least[node as usize].saturating_add(1);
            for &before in self.into.of_from(node, route.lowest) {
                let least = &mut self.least[before as usize];
                if *least != ON_WALK && *least > steps {
                    *least = steps;
                    self.lowered.push(before);
                }
            }
        }
        self.lowered.clear();
    }

    /// Notes that a number was changed. Beyond as many notes as nodes all numbers are reset.
    fn touch(&mut self, node: u32) {
        if self.touched.len() < self.least.len() {
            self.touched.push(node);
        }
    }

    /// Gives up the walk.
    fn abandon(&mut self) {
        while let Some(step) = self.steps.pop() {
            self.touch(step.node);
        }
        self.walk.clear();
    }

    /// Makes the numbers what they were before the search.
    fn forget(&mut self) {
        let far = far(self.longest);
        if self.touched.len() < self.least.len() {
            for &node in &self.touched {
                self.least[node as usize] = far;
            }
        } else {
            self.least.fill(far);
        }
        self.touched.clear();
    }
}

/// What `least` is for nodes whose distance was not measured.
fn far(longest: u32) -> u32 {
    longest / 2 + 1
}
