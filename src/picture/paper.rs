//! Strokes and words as SVG elements: what is drawn more than once.

use std::fmt::{Arguments, Write};

use super::geometry::{Curve, Point};
use super::palette::{Look, Mark};
use super::scene::{Setting, Words};
use crate::value::text::on_one_line;

/// What is written so far.
#[derive(Default)]
pub(super) struct Paper(pub(super) String);

impl Paper {
    /// Writes a line of the document. Writing to a string does not fail.
    pub(super) fn line(&mut self, text: Arguments) {
        let _ = writeln!(self.0, "{text}");
    }

    /// Writes words beginning at a place, or around it where the ink anchors their middle.
    pub(super) fn words(&mut self, words: &Words, setting: Setting, at: Point, ink: &str) {
        for (nth, text) in words.lines.iter().enumerate() {
            // Letters stand on their baseline, about seven tenths below the top of the line.
            let y = at.y - words.size.y / 2.0 + (nth as f64 + 0.74) * setting.leading;
            let text = escaped(text);
            self.line(format_args!("<text x=\"{:.1}\" y=\"{y:.1}\" {ink}>{text}</text>", at.x));
        }
    }

    /// Draws a flow: the mark of its kind, the line, the head.
    pub(super) fn arrow(&mut self, curve: &Curve, width: f64, look: Look, certain: bool) {
        let ink = look.ink;
        let head = 7.5 + 1.7 * width;
        let far = (curve.to - curve.from).length().max(1.0);
        let line = curve.split((1.0 - 0.8 * head / far).max(0.1)).0;
        let dashes = if certain {
            String::new()
        } else {
            format!(" stroke-dasharray=\"{:.1} {:.1}\"", 5.0 + width, 3.0 + width)
        };
        self.line(format_args!(
            "<path d=\"{}\" fill=\"none\" stroke=\"{ink}\" stroke-width=\"{width:.1}\"{dashes}/>",
            path(&line)
        ));
        let back = (line.to - curve.to).unit() * head;
        let side = back.turned() * 0.42;
        let (left, right) = (curve.to + back + side, curve.to + back - side);
        self.line(format_args!(
            "<path d=\"M{} L{} L{} Z\" fill=\"{ink}\"/>",
            pair(curve.to),
            pair(left),
            pair(right)
        ));
        self.mark(curve.from, (curve.first - curve.from).unit(), 3.4 + width * 0.45, look);
    }

    /// Draws the mark of a kind at the beginning of a line that goes a way.
    fn mark(&mut self, at: Point, way: Point, size: f64, look: Look) {
        let ink = look.ink;
        let at = at + way * (size + 0.5);
        let (along, across) = (way * size, way.turned() * size);
        let bar = |at: Point| four(at, along * 0.3, across * 1.5);
        let square = || four(at, along * 0.9, across * 0.9);
        let diamond = || four(at, (along + across) * 0.62, (along - across) * 0.62);
        let disc = || format!("<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{size:.1}\"", at.x, at.y);
        let shapes = match look.mark {
            Mark::Disc | Mark::HollowDisc => vec![disc()],
            Mark::Square | Mark::HollowSquare => vec![square()],
            Mark::Diamond | Mark::HollowDiamond => vec![diamond()],
            Mark::Bar => vec![bar(at)],
            Mark::TwoBars => vec![bar(at), bar(at + way * 6.0)],
        };
        let hollow =
            matches!(look.mark, Mark::HollowDisc | Mark::HollowSquare | Mark::HollowDiamond);
        let fill = if hollow { "#ffffff" } else { ink };
        for shape in shapes {
            self.line(format_args!(
                "{shape} fill=\"{fill}\" stroke=\"{ink}\" stroke-width=\"1.2\"/>"
            ));
        }
    }
}

/// The beginning of a polygon with four corners around a place.
fn four(at: Point, along: Point, across: Point) -> String {
    let corners =
        [at + along + across, at + along - across, at - along - across, at - along + across];
    format!("<polygon points=\"{}\"", corners.map(pair).join(" "))
}

/// A curve as path data.
pub(super) fn path(curve: &Curve) -> String {
    let Curve { from, first, second, to } = *curve;
    format!("M{} C{} {} {}", pair(from), pair(first), pair(second), pair(to))
}

fn pair(at: Point) -> String {
    format!("{:.1},{:.1}", at.x, at.y)
}

/// A text as XML, without the characters that XML does not know and those that do harm.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => out.push(' '),
            c => out.push(on_one_line(c)),
        }
    }
    out
}
