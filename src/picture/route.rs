//! The curves of flows between their boxes, and the places of their words.

use super::geometry::{Curve, Point, Rect, crosses};
use super::model::Picture;
use super::scene::{Pair, Scene};

/// The way of an edge and the place of its words.
#[derive(Clone, Debug)]
pub(super) struct Route {
    /// From the border of one box to the border of the other.
    pub(super) curve: Curve,
    /// Where the words are; no size when there are none.
    pub(super) words: Rect,
    /// Places on the curve, from its beginning to its end.
    line: [Point; PIECES + 1],
    /// The upright rectangle around the curve.
    reach: Rect,
}

/// How far a pair's flows may bow as a whole, as shares of the way; those that look best first.
const BOWS: [f64; 12] =
    [0.05, -0.05, 0.11, -0.11, 0.18, -0.18, 0.27, -0.27, 0.36, -0.36, 0.45, -0.45];

/// Where on their line words may be, the middle first.
const SPOTS: [f64; 13] =
    [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8, 0.14, 0.86];

/// The corners that a loop may go around, as ways from the centre of the box.
const CORNERS: [Point; 4] =
    [Point::new(1.0, -1.0), Point::new(-1.0, -1.0), Point::new(1.0, 1.0), Point::new(-1.0, 1.0)];

/// In how many pieces a curve is looked at.
const PIECES: usize = 14;

/// How often all pairs are looked at anew, in view of all others.
const ROUNDS: usize = 3;

/// How far flows may bow above the room of the boxes and below it.
const ABOVE: f64 = 80.0;

/// Pictures of more edges than this are crowded: fewer bows and places are tried.
const CROWDED: usize = 250;

/// Words that cover a box; more than anything else can cost.
const ON_BOX: f64 = 4000.0;
const ON_WORDS: f64 = 900.0;
const ON_LINE: f64 = 60.0;
const BEHIND: f64 = 500.0;
const CROSSING: f64 = 40.0;
const TOUCHING: f64 = 25.0;

/// The routes of all edges, in their order.
pub(super) fn routes(picture: &Picture, scene: &Scene, boxes: &[Rect]) -> Vec<Route> {
    let mut router = Router { picture, scene, boxes, routes: Vec::new() };
    router.start();
    for _ in 0..ROUNDS {
        for pair in &scene.pairs {
            router.improve(pair);
        }
        router.improve_loops();
    }
    router.routes
}

impl Route {
    /// The curve as short straight lines.
    fn pieces(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        self.line.iter().copied().zip(self.line.iter().copied().skip(1))
    }

    /// The curve as half as many lines, which is enough to see whether it crosses another.
    fn strides(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        let stops = self.line.iter().copied().step_by(2);
        stops.clone().zip(stops.skip(1))
    }
}

struct Router<'a> {
    picture: &'a Picture,
    scene: &'a Scene,
    boxes: &'a [Rect],
    routes: Vec<Route>,
}

impl Router<'_> {
    // INVARIANT: edges and nodes are named by a drawable picture and its scene, whose lists
    // these mirror.

    /// First routes, without any bow.
    fn start(&mut self) {
        for (at, edge) in self.picture.edges.iter().enumerate() {
            let (from, to) = (self.boxes[edge.from], self.boxes[edge.to]);
            let curve = if edge.from == edge.to {
                looped(from, CORNERS[0], 1)
            } else {
                Curve::bowed(from.at, to.at, Point::default(), 0.0).between(from, to)
            };
            self.routes.push(self.with_words(at, curve, 0.5));
        }
    }

    /// The best corner for every flow of a node to itself; several at one corner grow outwards.
    fn improve_loops(&mut self) {
        let mut taken = vec![[0; CORNERS.len()]; self.boxes.len()];
        for (at, edge) in self.picture.edges.iter().enumerate().filter(|(_, e)| e.from == e.to) {
            let taken = &mut taken[edge.from];
            let mut best = (f64::INFINITY, 0, self.routes[at].clone());
            for (corner, outwards) in CORNERS.into_iter().enumerate() {
                let curve = looped(self.boxes[edge.from], outwards, taken[corner] + 1);
                let (words, route) = self.best_words(&[], at, curve);
                let cost = words + self.in_the_way(at, &route) + 120.0 * f64::from(taken[corner]);
                if cost < best.0 {
                    best = (cost, corner, route);
                }
            }
            taken[best.1] += 1;
            self.routes[at] = best.2;
        }
    }

    /// The best bow for the flows of a pair, and on each of them the best place for its words.
    fn improve(&mut self, pair: &Pair) {
        let mut best: Option<(f64, Vec<Route>)> = None;
        for (rank, bow) in BOWS.iter().take(self.tried(BOWS.len())).enumerate() {
            let mut cost = 6.0 * rank as f64 + 160.0 * bow.abs();
            for (lane, edge) in pair.flows.iter().enumerate() {
                let curve = self.lane(pair, lane, *bow);
                let (words, route) = self.best_words(&pair.flows, *edge, curve);
                cost +=
                    words + self.in_the_way(*edge, &route) + self.entangled(&pair.flows, &route);
                // The later lanes see where the words of this one are.
                self.routes[*edge] = route;
            }
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, pair.flows.iter().map(|e| self.routes[*e].clone()).collect()));
            }
        }
        for (edge, route) in pair.flows.iter().zip(best.into_iter().flat_map(|(_, routes)| routes))
        {
            self.routes[*edge] = route;
        }
    }

    /// The curve of one of the flows that run side by side.
    fn lane(&self, pair: &Pair, lane: usize, bow: f64) -> Curve {
        let (a, b) = (self.boxes[pair.ends.0], self.boxes[pair.ends.1]);
        let way = b.at - a.at;
        let (side, lanes) = (way.unit().turned(), pair.flows.len());
        // Words stand side by side on steep lines, one above the other on flat ones.
        let beside = pair.words.y / lanes as f64 + 4.0 + 16.0 * way.unit().y.abs();
        let most = way.length() * 0.7 / lanes as f64;
        let place = lane as f64 - (lanes - 1) as f64 / 2.0;
        let bow = if lanes > 1 && bow.abs() < 0.1 { 0.0 } else { bow * way.length() };
        // Their ends are apart too, as far as the boxes allow.
        let apart = |rect: Rect| rect.half.y.min(rect.half.x) * 1.5 / lanes as f64;
        let shift = side * (place * apart(a).min(apart(b)).min(11.0));
        let (from, to) = (aim(a, way.unit()) + shift, aim(b, way.unit() * -1.0) + shift);
        let curve = Curve::bowed(from, to, side, bow + place * beside.min(most));
        let curve = curve.between(a.grown(1.0), b.grown(1.0));
        let forward = pair.flows.get(lane).map(|e| self.picture.edges[*e].from == pair.ends.0);
        if forward == Some(false) { curve.reversed() } else { curve }
    }

    /// What it costs that a curve runs behind boxes or out of the picture.
    fn in_the_way(&self, edge: usize, route: &Route) -> f64 {
        let ends = [self.picture.edges[edge].from, self.picture.edges[edge].to];
        let reach = route.reach.grown(8.0);
        let near = self.boxes.iter().enumerate();
        let behind = near
            .filter(|(at, rect)| !ends.contains(at) && reach.meets(**rect))
            .filter(|(_, rect)| route.pieces().any(|(a, b)| rect.grown(7.0).covers(a, b) > 0.0))
            .count();
        let room = self.scene.room;
        let beside = (-reach.left()).max(reach.right() - room.x) - 10.0;
        let beyond = (-reach.top()).max(reach.bottom() - room.y) - ABOVE;
        behind as f64 * BEHIND + (beside.max(0.0) + beyond.max(0.0)) * 6.0
    }

    /// What it costs that a curve crosses those of other pairs, or begins or ends where they do.
    fn entangled(&self, beside: &[usize], route: &Route) -> f64 {
        let ends = |curve: &Curve| [curve.from, curve.to];
        let others = self.routes.iter().enumerate().filter(|(at, _)| !beside.contains(at));
        let mut cost = 0.0;
        for (_, other) in others.filter(|(_, other)| other.reach.meets(route.reach)) {
            let pairs =
                ends(&other.curve).into_iter().flat_map(|a| ends(&route.curve).map(|b| a - b));
            cost += pairs.filter(|way| way.length() < 16.0).count() as f64 * TOUCHING;
            if other.strides().any(|(a, b)| route.strides().any(|(c, d)| crosses(a, b, c, d))) {
                cost += CROSSING;
            }
        }
        cost
    }

    /// The best place for the words on a curve, and what it costs.
    fn best_words(&self, beside: &[usize], edge: usize, curve: Curve) -> (f64, Route) {
        let mut best = (f64::INFINITY, self.with_words(edge, curve, 0.5));
        if self.scene.words[edge].lines.is_empty() {
            return (0.0, best.1);
        }
        for (rank, spot) in SPOTS.iter().take(self.tried(SPOTS.len())).enumerate() {
            let words = Rect { at: curve.at(*spot), ..best.1.words };
            let own = 5.0 * rank as f64;
            if own < best.0 {
                let cost = own + self.covered(beside, edge, words, best.0 - own);
                if cost < best.0 {
                    best.0 = cost;
                    best.1.words = words;
                }
            }
        }
        best
    }

    /// How many of the ways to draw an edge are tried.
    fn tried(&self, all: usize) -> usize {
        if self.picture.edges.len() > CROWDED { all / 2 } else { all }
    }

    /// What it costs that words cover boxes, the words of others, and lines; counted up to a
    /// limit, beyond which it does not matter.
    fn covered(&self, beside: &[usize], edge: usize, words: Rect, limit: f64) -> f64 {
        let room = words.grown(2.0);
        let boxes = self.boxes.iter().map(|b| b.grown(2.0).overlap(words));
        let mut cost: f64 = boxes.filter(|o| *o > 0.0).map(|o| ON_BOX * (0.2 + o)).sum();
        for (at, other) in self.routes.iter().enumerate().filter(|(at, _)| *at != edge) {
            if cost >= limit {
                return cost;
            }
            let both = room.overlap(other.words);
            if both > 0.0 {
                cost += ON_WORDS * (0.2 + both);
            }
            if other.reach.meets(words) {
                let own = if beside.contains(&at) { 0.5 } else { 1.0 };
                let struck = other.pieces().any(|(a, b)| words.covers(a, b) > 0.0);
                cost += if struck { ON_LINE * own } else { 0.0 };
            }
        }
        let outside = (-words.left()).max(words.right() - self.scene.room.x);
        cost + (outside - 30.0).max(0.0) * 20.0
    }

    fn with_words(&self, edge: usize, curve: Curve, spot: f64) -> Route {
        let size = self.scene.words[edge].size;
        let line = std::array::from_fn(|piece| curve.at(piece as f64 / PIECES as f64));
        let words = Rect::new(curve.at(spot), size.x, size.y);
        Route { curve, words, line, reach: reach(&curve) }
    }
}

/// Where in a box a flow that leaves it a way begins: beside the centre, so that flows from many
/// sides do not all meet in the middle of the long edges.
fn aim(rect: Rect, way: Point) -> Point {
    rect.at + Point::new(way.x * (rect.half.x - 16.0).max(0.0) * 0.5, 0.0)
}

/// A flow of a node to itself: a loop around a corner of its box.
fn looped(rect: Rect, outwards: Point, turn: i32) -> Curve {
    let out = 44.0 + 16.0 * f64::from(turn);
    let place = |x: f64, y: f64| {
        let from_centre =
            Point::new((rect.half.x + x) * outwards.x, (rect.half.y + y) * outwards.y);
        rect.at + from_centre
    };
    Curve {
        from: place(-24.0, 0.0),
        first: place(-24.0, out),
        second: place(out, 2.0 - rect.half.y),
        to: place(0.0, 2.0 - rect.half.y),
    }
}

/// The upright rectangle around the points that a curve is drawn by, which it does not leave.
fn reach(curve: &Curve) -> Rect {
    let Curve { from, first, second, to } = *curve;
    let points = [first, second, to];
    let low = points.iter().fold(from, |l, p| Point::new(l.x.min(p.x), l.y.min(p.y)));
    let high = points.iter().fold(from, |h, p| Point::new(h.x.max(p.x), h.y.max(p.y)));
    Rect::new(low.towards(high, 0.5), (high.x - low.x).max(1.0), (high.y - low.y).max(1.0))
}
