//! A picture measured: how large boxes and words are, and which flows run side by side.

use super::geometry::{Point, Rect};
use super::model::Picture;
use super::wrap::{widest, wrap};

/// A text broken into lines, and the room it takes.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub(super) lines: Vec<String>,
    pub(super) size: Point,
}

/// How a text is set: pixels from line to line, pixels a column, columns a line, lines at most.
/// Fonts differ; a column is as wide as in the wide ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    pub(super) leading: f64,
    pub(super) column: f64,
    pub(super) columns: usize,
    pub(super) most: usize,
}

/// Names of parties, at 13 pixels and semibold.
pub(super) const NAME: Setting = Setting { leading: 16.0, column: 8.4, columns: 16, most: 3 };
/// Remarks below them, at 10.5 pixels.
pub(super) const NOTE: Setting = Setting { leading: 13.0, column: 6.4, columns: 22, most: 3 };
/// Words on flows, at 11 pixels.
pub(super) const FLOW: Setting = Setting { leading: 13.0, column: 6.6, columns: 18, most: 2 };

impl Words {
    pub(super) fn set(text: &str, setting: Setting) -> Words {
        let lines = wrap(text, setting.columns, setting.most);
        let size = Point::new(
            widest(&lines) as f64 * setting.column,
            lines.len() as f64 * setting.leading,
        );
        Words { lines, size }
    }
}

/// A node's words and the size of its box.
#[derive(Clone, Debug)]
pub(super) struct Sign {
    pub(super) name: Words,
    pub(super) note: Words,
    pub(super) size: Point,
}

/// Two different nodes, and the flows between them in the order of their lanes: those from the
/// second to the first, then those from the first to the second.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) ends: (usize, usize),
    pub(super) flows: Vec<usize>,
    /// The room that the words of all flows take, one above the other.
    pub(super) words: Point,
}

/// A picture measured.
#[derive(Debug)]
pub(super) struct Scene {
    pub(super) signs: Vec<Sign>,
    /// The words on each edge.
    pub(super) words: Vec<Words>,
    pub(super) pairs: Vec<Pair>,
    /// The pairs that each node is an end of.
    pub(super) pairs_of: Vec<Vec<usize>>,
    /// The cluster that each node is in.
    pub(super) cluster_of: Vec<Option<usize>>,
    /// Where boxes should be: a width that fits, and a height for the rest. Begins at the origin.
    pub(super) room: Point,
}

impl Scene {
    pub(super) fn of(picture: &Picture) -> Scene {
        let signs: Vec<Sign> = picture.nodes.iter().map(|n| sign(&n.label, &n.note)).collect();
        let words: Vec<Words> = picture.edges.iter().map(|e| Words::set(&e.label, FLOW)).collect();
        let pairs = pairs(picture, &words);
        let mut pairs_of = vec![Vec::new(); signs.len()];
        for (at, pair) in pairs.iter().enumerate() {
            for end in [pair.ends.0, pair.ends.1] {
                pairs_of[end].push(at); // INVARIANT: a drawable picture names nodes that exist.
            }
        }
        let mut cluster_of = vec![None; signs.len()];
        for (at, cluster) in picture.clusters.iter().enumerate() {
            for node in cluster {
                cluster_of[*node].get_or_insert(at); // INVARIANT: as above.
            }
        }
        let room = room(&signs, &words);
        Scene { signs, words, pairs, pairs_of, cluster_of, room }
    }

    /// The boxes of the nodes at some places.
    pub(super) fn boxes(&self, places: &[Point]) -> Vec<Rect> {
        let sized = self.signs.iter().zip(places);
        sized.map(|(sign, at)| Rect::new(*at, sign.size.x, sign.size.y)).collect()
    }
}

/// The box around a name and its remark.
fn sign(label: &str, note: &Option<String>) -> Sign {
    let name = Words::set(label, NAME);
    let note = note.as_deref().map(|note| Words::set(note, NOTE)).unwrap_or_default();
    let width = name.size.x.max(note.size.x).max(40.0) + 22.0;
    let height = (name.size.y + note.size.y).max(NAME.leading) + 16.0;
    Sign { name, note, size: Point::new(width, height) }
}

/// The pairs of different nodes that flows join, in the order of the first flow of each.
fn pairs(picture: &Picture, words: &[Words]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    for (at, edge) in picture.edges.iter().enumerate().filter(|(_, e)| e.from != e.to) {
        let ends = (edge.from.min(edge.to), edge.from.max(edge.to));
        let found = match pairs.iter().position(|pair| pair.ends == ends) {
            Some(found) => found,
            None => {
                pairs.push(Pair { ends, flows: Vec::new(), words: Point::default() });
                pairs.len() - 1
            }
        };
        let pair = &mut pairs[found]; // INVARIANT: found, or just pushed.
        pair.flows.push(at);
        let size = words[at].size; // INVARIANT: every edge has words.
        pair.words = Point::new(pair.words.x.max(size.x), pair.words.y + size.y + 4.0);
    }
    for pair in &mut pairs {
        let forward = |at: &usize| picture.edges[*at].from == pair.ends.0; // INVARIANT: its edges.
        pair.flows.sort_by_key(forward);
    }
    pairs
}

/// Room for boxes with gaps around them and for words on flows, about three to two.
fn room(signs: &[Sign], words: &[Words]) -> Point {
    let boxes: f64 = signs.iter().map(|s| (s.size.x + 60.0) * (s.size.y + 56.0)).sum();
    let words: f64 = words.iter().map(|w| (w.size.x + 16.0) * (w.size.y + 16.0)).sum();
    let area = boxes * 1.15 + words * 1.7;
    let widest = signs.iter().map(|s| s.size.x).fold(0.0, f64::max);
    let width = (area * 1.5).sqrt().max(widest + 40.0);
    Point::new(width, area / width)
}
