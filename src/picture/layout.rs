//! Where the boxes stand: from a first shape to legal places, and on to better ones.

use super::energy::Energy;
use super::geometry::{Point, Rect};
use super::scene::Scene;
use super::stress;

/// How many comparisons of two things the search for places may cost, each time.
const WORK: usize = 80_000_000;

/// How often the search begins anew with other dice; the best end counts.
const ATTEMPTS: u64 = 3;

/// The least space between two boxes.
const GAP: f64 = 34.0;

/// Boxes stand on a lattice, so that some of them are in line.
const STEP: f64 = 10.0;

/// How far below the room a box may be moved.
const BELOW: f64 = 120.0;

/// How much worse a move may make things at the beginning of the search; nothing at its end.
const LENIENCE: f64 = 250.0;

/// The boxes of a scene. No two overlap.
pub(super) fn boxes(scene: &Scene) -> Vec<Rect> {
    let ends: Vec<(usize, usize)> = scene.pairs.iter().map(|pair| pair.ends).collect();
    let wishes = fitted(&stress::shape(scene.signs.len(), &ends), scene.room);
    let start = legal(scene, &wishes);
    let mut best: Option<(f64, Vec<Rect>)> = None;
    for seed in 0..ATTEMPTS {
        let mut energy = Energy::new(scene, &start);
        improve(scene, &mut energy, Dice::new(seed));
        let total = (0..energy.boxes.len()).map(|node| energy.of(node)).sum();
        if best.as_ref().is_none_or(|(least, _)| total < *least) {
            best = Some((total, energy.boxes));
        }
    }
    best.map_or_else(Vec::new, |(_, boxes)| boxes)
}

/// A shape stretched to fill a room.
fn fitted(shape: &[Point], room: Point) -> Vec<Point> {
    let far = f64::INFINITY;
    let low =
        shape.iter().fold(Point::new(far, far), |l, p| Point::new(l.x.min(p.x), l.y.min(p.y)));
    let high =
        shape.iter().fold(Point::new(-far, -far), |h, p| Point::new(h.x.max(p.x), h.y.max(p.y)));
    let stretch = |value: f64, low: f64, high: f64, room: f64| {
        let share = if high - low > 1e-6 { (value - low) / (high - low) } else { 0.5 };
        room * (0.08 + 0.84 * share)
    };
    shape
        .iter()
        .map(|p| {
            Point::new(stretch(p.x, low.x, high.x, room.x), stretch(p.y, low.y, high.y, room.y))
        })
        .collect()
}

/// The legal places next to those wished for, one node after the other.
fn legal(scene: &Scene, wishes: &[Point]) -> Vec<Point> {
    let mut placed: Vec<Rect> = Vec::new();
    for (sign, wish) in scene.signs.iter().zip(wishes) {
        let wish = Rect::new(snapped(*wish), sign.size.x, sign.size.y);
        let mut free = None;
        // The room is open downwards, so a wide enough ring has a free place.
        for ring in 0.. {
            free = around(wish.at, ring)
                .map(|at| Rect { at, ..wish })
                .find(|rect| inside(*rect, scene.room) && clear(*rect, &placed, None));
            if free.is_some() {
                break;
            }
        }
        placed.extend(free);
    }
    placed.iter().map(|rect| rect.at).collect()
}

/// The lattice points on a square ring around a place, upper ones first.
fn around(at: Point, ring: i32) -> impl Iterator<Item = Point> {
    (-ring..=ring).flat_map(move |y| {
        let step = if y.abs() == ring { 1 } else { (2 * ring).max(1) };
        (-ring..=ring)
            .step_by(step as usize)
            .map(move |x| at + Point::new(f64::from(x), f64::from(y)) * (2.0 * STEP))
    })
}

fn snapped(at: Point) -> Point {
    Point::new((at.x / STEP).round() * STEP, (at.y / STEP).round() * STEP)
}

/// Whether a box is within the room, which is open downwards. One wider than the room may stand
/// anywhere near.
fn inside(rect: Rect, room: Point) -> bool {
    rect.left() >= -STEP && rect.right() <= room.x + STEP && rect.top() >= 0.0
}

/// Whether a box keeps its distance from all others but those left out.
fn clear(rect: Rect, others: &[Rect], except: Option<(usize, usize)>) -> bool {
    let own = rect.grown(GAP);
    others.iter().enumerate().all(|(at, other)| {
        except.is_some_and(|(a, b)| at == a || at == b) || own.overlap(*other) <= 0.0
    })
}

/// Moves nodes and exchanges them while that helps; at first also where it harms a little, so
/// that the search gets out of dead ends.
fn improve(scene: &Scene, energy: &mut Energy, mut dice: Dice) {
    let nodes = scene.signs.len();
    if nodes < 2 {
        return;
    }
    let pairs = scene.pairs.len();
    let each = (2 * pairs / nodes + 1) * (nodes + 3 * pairs) + nodes;
    let moves = (WORK / (4 * each)).min(2000 * nodes);
    for turn in 0..moves {
        let left = (moves - turn) as f64 / moves as f64;
        let lenience = LENIENCE * ((left - 0.2).max(0.0) / 0.8) * left;
        let node = dice.below(nodes);
        if dice.below(5) == 0 {
            let other = dice.below(nodes);
            exchange(scene, energy, node, other, lenience);
        } else {
            let reach = 30.0 + 0.5 * scene.room.x * left * left;
            let way = Point::new(dice.around_zero(), dice.around_zero()) * reach;
            step(scene, energy, node, way, lenience);
        }
    }
}

/// Moves a node unless that makes things worse than allowed.
fn step(scene: &Scene, energy: &mut Energy, node: usize, way: Point, lenience: f64) {
    let old = energy.boxes[node]; // INVARIANT: dice fall below the number of nodes.
    let new = Rect { at: snapped(old.at + way), ..old };
    // Further down boxes may only rise, so that none strays far from all others.
    let sinks = new.bottom() > old.bottom().max(scene.room.y + BELOW);
    if new == old || sinks || !inside(new, scene.room) {
        return;
    }
    if !clear(new, &energy.boxes, Some((node, node))) {
        return;
    }
    let before = energy.of(node);
    energy.put(node, new.at);
    if energy.of(node) > before + lenience {
        energy.put(node, old.at);
    }
}

/// Exchanges two nodes unless that makes things worse than allowed.
fn exchange(scene: &Scene, energy: &mut Energy, one: usize, two: usize, lenience: f64) {
    let (a, b) = (energy.boxes[one], energy.boxes[two]); // INVARIANT: as above.
    let (new_a, new_b) = (Rect { at: b.at, ..a }, Rect { at: a.at, ..b });
    let fits =
        |rect: Rect| inside(rect, scene.room) && clear(rect, &energy.boxes, Some((one, two)));
    if one == two || !fits(new_a) || !fits(new_b) || new_a.grown(GAP).overlap(new_b) > 0.0 {
        return;
    }
    let before = energy.of(one) + energy.of(two);
    energy.put(one, new_a.at);
    energy.put(two, new_b.at);
    if energy.of(one) + energy.of(two) > before + lenience {
        energy.put(one, a.at);
        energy.put(two, b.at);
    }
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// A number of 31 bits: a linear congruential generator's upper half.
    fn next(&mut self) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32
    }

    fn below(&mut self, bound: usize) -> usize {
        self.next() as usize % bound.max(1)
    }

    /// From -1 to 1.
    fn around_zero(&mut self) -> f64 {
        f64::from(self.next()) / f64::from(1u32 << 30) - 1.0
    }
}
