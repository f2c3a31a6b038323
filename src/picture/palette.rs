//! Colours and marks that can be told apart by everyone, and in black and white.

use std::collections::BTreeSet;

use super::model::{Fate, Picture};

/// How a kind of flow looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Look {
    /// The colour of lines and words, `#rrggbb`: dark enough to be read on white.
    pub(super) ink: &'static str,
    /// The mark where its lines begin.
    pub(super) mark: Mark,
}

/// A mark at the beginning of a line, which tells kinds apart where colours do not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mark {
    Disc,
    Square,
    Diamond,
    Bar,
    HollowDisc,
    HollowSquare,
    HollowDiamond,
    TwoBars,
}

/// Okabe and Ito's colours, the light ones darkened so that words in them can be read.
pub(super) const INKS: [&str; 8] = [
    "#0068a8", // blue
    "#c04a00", // vermilion
    "#00775a", // bluish green
    "#a8487f", // reddish purple
    "#8a6a00", // ochre, for yellow
    "#2b2b2b", // black
    "#3a86b7", // sky blue
    "#6a4fb3", // violet
];

const MARKS: [Mark; 8] = [
    Mark::Disc,
    Mark::Square,
    Mark::Diamond,
    Mark::HollowDisc,
    Mark::Bar,
    Mark::HollowSquare,
    Mark::TwoBars,
    Mark::HollowDiamond,
];

/// Bands behind the edges of rings; pale, so that lines and words on them stay clear.
/// No two rings share a colour.
pub(super) const BANDS: [&str; 8] =
    ["#ffd968", "#f7b7d2", "#a9e0c8", "#b9d3f5", "#ffc59e", "#d5c3f5", "#d7e89a", "#dfcfb8"];

/// The band behind all rings beyond those that have a colour of their own.
const BEYOND: &str = "#e2e5ea";

/// Behind the names of parties by their grades, from the worst to the best: pale, so that the names
/// stay clear, and told apart by those who see no red or green, too.
const GRADES: [&str; 5] = ["#f3a58c", "#f8cfa0", "#fbf0c0", "#d5e6f0", "#a9cde4"];

/// The colour of a grade, by its place among so many.
pub(super) fn shade(grade: usize, of: usize) -> &'static str {
    let last = GRADES.len() - 1;
    let place = (grade * last + of.saturating_sub(1) / 2).checked_div(of.saturating_sub(1));
    GRADES.get(place.unwrap_or(last)).copied().unwrap_or("#ffffff")
}

/// How the box of a party looks: its paper, its edge, how wide that is, and how it is dashed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Framed {
    pub(super) fill: &'static str,
    pub(super) edge: &'static str,
    pub(super) width: f64,
    pub(super) dashes: &'static str,
}

/// The look of a box by what becomes of its party, which edges tell in black and white, too, and by
/// the colour of its grade.
pub(super) fn boxed(fate: Option<Fate>, shade: Option<&'static str>) -> Framed {
    let (fill, edge, width, dashes) = match fate {
        None => ("#ffffff", "#334155", 1.4, ""),
        Some(Fate::Joined) => ("#f6c9bd", "#8f2d0b", 3.2, ""),
        Some(Fate::Perhaps) => ("#fdeadb", "#a8520f", 2.2, "6 4"),
        Some(Fate::Bears) => ("#e3edf7", "#0068a8", 2.2, ""),
    };
    Framed { fill: shade.unwrap_or(fill), edge, width, dashes }
}

/// How the edge and the paper of a box are drawn.
pub(super) fn edged(fate: Option<Fate>, shade: Option<&'static str>) -> String {
    let look = boxed(fate, shade);
    let mut drawn = format!(
        "fill=\"{}\" stroke=\"{}\" stroke-width=\"{:.1}\"",
        look.fill, look.edge, look.width
    );
    if !look.dashes.is_empty() {
        drawn.push_str(&format!(" stroke-dasharray=\"{}\"", look.dashes));
    }
    drawn
}

/// Kinds and how they look.
pub(super) struct Palette<'a> {
    kinds: Vec<&'a str>,
}

impl<'a> Palette<'a> {
    /// Looks for all kinds of a picture, in the order of their names.
    pub(super) fn of(picture: &'a Picture) -> Palette<'a> {
        let kinds: BTreeSet<&str> = picture.edges.iter().map(|e| e.kind.as_str()).collect();
        Palette { kinds: kinds.into_iter().collect() }
    }

    /// The kinds, each with its look.
    pub(super) fn kinds(&self) -> impl Iterator<Item = (&'a str, Look)> + '_ {
        self.kinds.iter().enumerate().map(|(at, kind)| (*kind, look(at)))
    }

    /// How a kind looks.
    pub(super) fn look(&self, kind: &str) -> Look {
        look(self.kinds.binary_search(&kind).unwrap_or(0))
    }
}

/// The look of the kind at a place. After the eighth, colours come again with other marks.
fn look(at: usize) -> Look {
    let ink = INKS[at % INKS.len()]; // INVARIANT: a remainder is below the length.
    let mark = MARKS[(at + at / INKS.len()) % MARKS.len()]; // INVARIANT: as above.
    Look { ink, mark }
}

/// The colour of the band behind a ring.
pub(super) fn band(ring: usize) -> &'static str {
    BANDS.get(ring).copied().unwrap_or(BEYOND)
}
