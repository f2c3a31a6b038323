//! Points, boxes and curves, with the operations that round alike on every machine: sums,
//! products, quotients and square roots.

use std::ops::{Add, Mul, Sub};

/// A place or a way, in pixels; y grows downwards.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Point {
    pub(super) const fn new(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    pub(super) fn length(self) -> f64 {
        self.dot(self).sqrt()
    }

    pub(super) fn dot(self, other: Point) -> f64 {
        self.x * other.x + self.y * other.y
    }

    /// Twice the area between the two: its sign tells on which side the other is.
    pub(super) fn cross(self, other: Point) -> f64 {
        self.x * other.y - self.y * other.x
    }

    /// A quarter turn.
    pub(super) fn turned(self) -> Point {
        Point::new(-self.y, self.x)
    }

    /// The same way, one pixel long; rightwards where there is no way.
    pub(super) fn unit(self) -> Point {
        let length = self.length();
        if length > 1e-9 { self * (1.0 / length) } else { Point::new(1.0, 0.0) }
    }

    /// The place between two, at a share of the way.
    pub(super) fn towards(self, other: Point, share: f64) -> Point {
        self + (other - self) * share
    }
}

impl Add for Point {
    type Output = Point;
    fn add(self, other: Point) -> Point {
        Point::new(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Point;
    fn sub(self, other: Point) -> Point {
        Point::new(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Point;
    fn mul(self, by: f64) -> Point {
        Point::new(self.x * by, self.y * by)
    }
}

/// An upright rectangle by its centre and half its width and height.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Rect {
    pub(super) at: Point,
    pub(super) half: Point,
}

impl Rect {
    pub(super) fn new(at: Point, width: f64, height: f64) -> Rect {
        Rect { at, half: Point::new(width / 2.0, height / 2.0) }
    }

    /// The rectangle with a margin around it.
    pub(super) fn grown(self, by: f64) -> Rect {
        Rect { at: self.at, half: self.half + Point::new(by, by) }
    }

    pub(super) fn left(self) -> f64 {
        self.at.x - self.half.x
    }

    pub(super) fn right(self) -> f64 {
        self.at.x + self.half.x
    }

    pub(super) fn top(self) -> f64 {
        self.at.y - self.half.y
    }

    pub(super) fn bottom(self) -> f64 {
        self.at.y + self.half.y
    }

    pub(super) fn contains(self, point: Point) -> bool {
        (point.x - self.at.x).abs() < self.half.x && (point.y - self.at.y).abs() < self.half.y
    }

    pub(super) fn corners(self) -> [Point; 4] {
        [
            Point::new(self.left(), self.top()),
            Point::new(self.right(), self.top()),
            Point::new(self.right(), self.bottom()),
            Point::new(self.left(), self.bottom()),
        ]
    }

    /// The upright rectangle with two opposite corners.
    pub(super) fn spanned(a: Point, b: Point) -> Rect {
        let half = (b - a) * 0.5;
        Rect { at: a + half, half: Point::new(half.x.abs(), half.y.abs()) }
    }

    /// Whether two touch or overlap; also where one has no area.
    pub(super) fn meets(self, other: Rect) -> bool {
        (self.at.x - other.at.x).abs() <= self.half.x + other.half.x
            && (self.at.y - other.at.y).abs() <= self.half.y + other.half.y
    }

    /// The share of the smaller of two that both cover, from 0 to 1.
    pub(super) fn overlap(self, other: Rect) -> f64 {
        if !self.meets(other) {
            return 0.0;
        }
        let wide = self.right().min(other.right()) - self.left().max(other.left());
        let high = self.bottom().min(other.bottom()) - self.top().max(other.top());
        let smaller = (self.half.x * self.half.y).min(other.half.x * other.half.y) * 4.0;
        if smaller > 0.0 { wide.max(0.0) * high.max(0.0) / smaller } else { 0.0 }
    }

    /// The length of the part of a line that lies inside, as a share of the line.
    pub(super) fn covers(self, from: Point, to: Point) -> f64 {
        let way = to - from;
        let (mut first, mut last) = (0.0_f64, 1.0_f64);
        let sides =
            [(from.x - self.left(), way.x, self.half.x), (from.y - self.top(), way.y, self.half.y)];
        for (start, step, half) in sides {
            if step.abs() < 1e-9 {
                if start < 0.0 || start > 2.0 * half {
                    return 0.0;
                }
                continue;
            }
            let (one, two) = (-start / step, (2.0 * half - start) / step);
            first = first.max(one.min(two));
            last = last.min(one.max(two));
        }
        (last - first).max(0.0)
    }
}

/// Whether two lines cross between their ends.
pub(super) fn crosses(a: Point, b: Point, c: Point, d: Point) -> bool {
    let (ab, cd) = (b - a, d - c);
    ab.cross(c - a) * ab.cross(d - a) < 0.0 && cd.cross(a - c) * cd.cross(b - c) < 0.0
}

/// A curve from one place to another, drawn towards two more on its way.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Curve {
    pub(super) from: Point,
    pub(super) first: Point,
    pub(super) second: Point,
    pub(super) to: Point,
}

impl Curve {
    /// A curve that leaves the straight line by `bow` in its middle, to the right of its way.
    pub(super) fn bowed(from: Point, to: Point, side: Point, bow: f64) -> Curve {
        let pull = side * (bow * 4.0 / 3.0);
        Curve {
            from,
            first: from.towards(to, 0.3) + pull,
            second: from.towards(to, 0.7) + pull,
            to,
        }
    }

    /// The curve from its end to its beginning.
    pub(super) fn reversed(self) -> Curve {
        Curve { from: self.to, first: self.second, second: self.first, to: self.from }
    }

    /// The place at a share of the curve.
    pub(super) fn at(&self, share: f64) -> Point {
        self.split(share).0.to
    }

    /// The part before and the part after a share of the curve.
    pub(super) fn split(&self, share: f64) -> (Curve, Curve) {
        let (a, b) = (self.from.towards(self.first, share), self.first.towards(self.second, share));
        let c = self.second.towards(self.to, share);
        let (ab, bc) = (a.towards(b, share), b.towards(c, share));
        let middle = ab.towards(bc, share);
        (
            Curve { from: self.from, first: a, second: ab, to: middle },
            Curve { from: middle, first: bc, second: c, to: self.to },
        )
    }

    /// The part of the curve between the boxes at its ends.
    pub(super) fn between(&self, start: Rect, end: Rect) -> Curve {
        let tail = self.split(boundary(|share| start.contains(self.at(share)))).1;
        tail.split(1.0 - boundary(|share| end.contains(tail.at(1.0 - share)))).0
    }
}

/// The share at which a curve leaves a box, looking at its first half. 0 when it is never inside.
fn boundary(inside: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, 0.75);
    if !inside(low) {
        return 0.0;
    }
    for _ in 0..24 {
        let middle = (low + high) / 2.0;
        if inside(middle) { low = middle } else { high = middle }
    }
    high
}

/// The corners of the smallest convex shape around some points, in their order around it.
pub(super) fn hull(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let mut around = half_hull(points.iter().copied());
    around.extend(half_hull(points.iter().rev().copied()));
    around
}

/// One side of a hull, without its last point, with which the other side begins.
fn half_hull(points: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut side: Vec<Point> = Vec::new();
    for point in points {
        while let [.., before, last] = side.as_slice() {
            if (*last - *before).cross(point - *last) > 0.0 {
                break;
            }
            side.pop();
        }
        side.push(point);
    }
    side.pop();
    side
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn p(x: f64, y: f64) -> Point {
        Point::new(x, y)
    }

    #[test]
    fn lines_cross_between_their_ends_only() {
        assert!(crosses(p(0.0, 0.0), p(2.0, 2.0), p(0.0, 2.0), p(2.0, 0.0)));
        assert!(!crosses(p(0.0, 0.0), p(2.0, 2.0), p(0.0, 0.0), p(2.0, 0.0)));
    }

    #[test]
    fn boxes_cover_the_part_of_a_line_inside_of_them() {
        let rect = Rect::new(p(5.0, 0.0), 4.0, 2.0);
        assert!((rect.covers(p(0.0, 0.0), p(10.0, 0.0)) - 0.4).abs() < 1e-9);
        assert_eq!(rect.covers(p(0.0, 3.0), p(10.0, 3.0)), 0.0);
    }

    #[test]
    fn curves_are_cut_at_the_boxes() {
        let (start, end) =
            (Rect::new(p(0.0, 0.0), 20.0, 10.0), Rect::new(p(100.0, 0.0), 20.0, 10.0));
        let cut = Curve::bowed(start.at, end.at, p(0.0, 1.0), 0.0).between(start, end);
        assert!((cut.from.x - 10.0).abs() < 0.01 && (cut.to.x - 90.0).abs() < 0.01);
    }

    #[test]
    fn a_hull_leaves_out_what_is_inside() {
        let square = vec![p(0.0, 0.0), p(2.0, 0.0), p(1.0, 1.0), p(2.0, 2.0), p(0.0, 2.0)];
        assert_eq!(hull(square).len(), 4);
    }
}
