//! How bad places are: what a node and its flows cost where they stand.

use super::geometry::{Point, Rect, crosses};
use super::scene::{Pair, Scene};

/// Two lines that cross.
const CROSSING: f64 = 70.0;
/// A line behind a box that it does not belong to.
const BEHIND: f64 = 320.0;
/// Words on words, or on a box, when all of the smaller is covered.
const COVERED: f64 = 260.0;
/// A line through the words of another.
const STRUCK: f64 = 45.0;
/// Two lines that leave a node in one direction.
const NARROW: f64 = 160.0;
/// The cosine above which two directions count as one: about 30 degrees.
const NARROWER: f64 = 0.87;
/// A box among the members of a cluster that it is not in.
const INTRUDER: f64 = 240.0;

/// Where boxes, lines and words are while they are moved.
pub(super) struct Energy<'a> {
    scene: &'a Scene,
    pub(super) boxes: Vec<Rect>,
    /// The words of each pair, in the middle of its line.
    words: Vec<Rect>,
    /// The rectangle around the line and the words of each pair, beyond which it meets nothing.
    reach: Vec<Rect>,
    /// The nodes of each cluster.
    members: Vec<Vec<usize>>,
}

impl<'a> Energy<'a> {
    pub(super) fn new(scene: &'a Scene, places: &[Point]) -> Energy<'a> {
        let clusters = scene.cluster_of.iter().flatten().max().map_or(0, |last| last + 1);
        let mut members = vec![Vec::new(); clusters];
        for (node, cluster) in scene.cluster_of.iter().enumerate() {
            if let Some(list) = cluster.and_then(|c| members.get_mut(c)) {
                list.push(node);
            }
        }
        let words = scene.pairs.iter().map(|p| Rect::new(Point::default(), p.words.x, p.words.y));
        let words: Vec<Rect> = words.collect();
        let reach = words.clone();
        let mut energy = Energy { scene, boxes: scene.boxes(places), words, reach, members };
        for node in 0..energy.boxes.len() {
            energy.carry(node);
        }
        energy
    }

    // INVARIANT: nodes, pairs and clusters are named by the scene, whose lists these mirror.

    /// Puts a node at a place, and the words of its flows between the ends.
    pub(super) fn put(&mut self, node: usize, at: Point) {
        self.boxes[node].at = at;
        self.carry(node);
    }

    fn carry(&mut self, node: usize) {
        for pair in &self.scene.pairs_of[node] {
            let (a, b) = self.ends(&self.scene.pairs[*pair]);
            self.words[*pair].at = middle(a, b);
            let (line, words) = (Rect::spanned(a.at, b.at), self.words[*pair]);
            let half = Point::new(line.half.x.max(words.half.x), line.half.y.max(words.half.y));
            // The words are near the middle of the line.
            self.reach[*pair] =
                Rect { at: line.at, half }.grown((words.at - line.at).length() + 9.0);
        }
    }

    fn ends(&self, pair: &Pair) -> (Rect, Rect) {
        (self.boxes[pair.ends.0], self.boxes[pair.ends.1])
    }

    /// What a node and the flows at it cost.
    pub(super) fn of(&self, node: usize) -> f64 {
        let flows: f64 = self.scene.pairs_of[node].iter().map(|pair| self.of_pair(*pair)).sum();
        flows + self.in_the_way(node) + self.astray(node)
    }

    /// What the flows of a pair cost.
    fn of_pair(&self, at: usize) -> f64 {
        let pair = &self.scene.pairs[at];
        let (a, b) = self.ends(pair);
        let words = self.words[at];
        let mut cost = length(a, b, pair.words);
        for (node, rect) in self.boxes.iter().enumerate() {
            if node == pair.ends.0 || node == pair.ends.1 || !self.reach[at].meets(*rect) {
                continue;
            }
            cost += behind(*rect, a.at, b.at) + COVERED * words.overlap(rect.grown(4.0));
        }
        for (other, (pair_2, words_2)) in self.scene.pairs.iter().zip(&self.words).enumerate() {
            if other == at || !self.reach[at].meets(self.reach[other]) {
                continue;
            }
            let (c, d) = self.ends(pair_2);
            cost += COVERED * words.overlap(*words_2);
            cost += match shared(pair, pair_2) {
                Some(hub) => narrow(self.boxes[hub].at, a.at, b.at, c.at, d.at),
                None if crosses(a.at, b.at, c.at, d.at) => CROSSING,
                None => 0.0,
            };
            if words.covers(c.at, d.at) > 0.0 || words_2.covers(a.at, b.at) > 0.0 {
                cost += STRUCK;
            }
        }
        cost
    }

    /// What the box of a node costs the flows of others.
    fn in_the_way(&self, node: usize) -> f64 {
        let rect = self.boxes[node];
        let others = self.scene.pairs.iter().zip(&self.words).zip(&self.reach);
        others
            .filter(|(_, reach)| reach.meets(rect))
            .filter(|((pair, _), _)| pair.ends.0 != node && pair.ends.1 != node)
            .map(|((pair, words), _)| {
                let (a, b) = self.ends(pair);
                behind(rect, a.at, b.at) + COVERED * words.overlap(rect.grown(4.0))
            })
            .sum()
    }

    /// What it costs to be far from the middle, from one's cluster, or within another's.
    fn astray(&self, node: usize) -> f64 {
        let rect = self.boxes[node];
        let room = self.scene.room;
        let outside = (rect.bottom() - room.y).max(0.0);
        let mut cost = outside * 3.0 + (rect.at - room * 0.5).length() * 0.12;
        for (cluster, members) in self.members.iter().enumerate().filter(|(_, m)| m.len() > 1) {
            let around = self.around(members);
            if self.scene.cluster_of[node] == Some(cluster) {
                cost += (rect.at - around.at).length() * 0.4;
                let strange =
                    (0..self.boxes.len()).filter(|n| self.scene.cluster_of[*n] != Some(cluster));
                cost += INTRUDER
                    * strange
                        .map(|n| around.overlap(self.boxes[n]))
                        .filter(|o| *o > 0.0)
                        .sum::<f64>();
            } else {
                cost += INTRUDER * around.overlap(rect);
            }
        }
        cost
    }

    /// The upright rectangle around the boxes of some nodes.
    fn around(&self, nodes: &[usize]) -> Rect {
        let boxes = nodes.iter().map(|node| self.boxes[*node]);
        let far = f64::INFINITY;
        let (left, right, top, bottom) =
            boxes.fold((far, -far, far, -far), |(left, right, top, bottom), b| {
                (left.min(b.left()), right.max(b.right()), top.min(b.top()), bottom.max(b.bottom()))
            });
        let at = Point::new((left + right) / 2.0, (top + bottom) / 2.0);
        Rect::new(at, right - left, bottom - top).grown(14.0)
    }
}

/// The middle of the part of a line between two boxes.
fn middle(a: Rect, b: Rect) -> Point {
    let (first, last) = (a.covers(a.at, b.at), b.covers(a.at, b.at));
    a.at.towards(b.at, (first + 1.0 - last) / 2.0)
}

/// A line should be short, but leave room for its words.
fn length(a: Rect, b: Rect, words: Point) -> f64 {
    let way = b.at - a.at;
    let visible = way.length() * (1.0 - a.covers(a.at, b.at) - b.covers(a.at, b.at));
    let unit = way.unit();
    let needed = unit.x.abs() * words.x + unit.y.abs() * words.y + 56.0;
    visible * 0.5 + (needed - visible).max(0.0) * 4.0
}

/// A line behind a box.
fn behind(rect: Rect, from: Point, to: Point) -> f64 {
    if rect.grown(9.0).covers(from, to) > 0.0 { BEHIND } else { 0.0 }
}

/// The node that two pairs share.
fn shared(one: &Pair, two: &Pair) -> Option<usize> {
    let ((a, b), (c, d)) = (one.ends, two.ends);
    [a, b].into_iter().find(|end| *end == c || *end == d)
}

/// Two lines from a hub, of which one runs from `a` to `b` and one from `c` to `d`.
fn narrow(hub: Point, a: Point, b: Point, c: Point, d: Point) -> f64 {
    let far = |one: Point, two: Point| (if one == hub { two } else { one } - hub).unit();
    let cosine = far(a, b).dot(far(c, d));
    (cosine - NARROWER).max(0.0) / (1.0 - NARROWER) * NARROW
}
