//! What colours, marks, dashes and bands mean, below a picture.

use super::geometry::{Curve, Point};
use super::model::{Fate, Picture, opened};
use super::palette::{BANDS, Palette, band, edged, shade};
use super::paper::Paper;
use super::scene::{Setting, Words};

/// The least width of a picture, so that the legend's entries have room.
pub(super) const NARROWEST: f64 = 420.0;

/// How entries are set.
const ENTRY: Setting = Setting { leading: 15.0, column: 6.8, columns: 120, most: 1 };

/// How high a row is, how long the sample before an entry, and the space behind an entry.
const ROW: f64 = 24.0;
const SAMPLE: f64 = 44.0;
const BEHIND: f64 = 24.0;

/// What stands before an entry.
enum Sample<'a> {
    Kind(&'a str),
    Dashed,
    Wide,
    Band(usize),
    Hull,
    Grade(&'static str),
    Box(Fate),
}

/// Draws the legend from the origin, at most so wide. Gives its height.
pub(super) fn draw(paper: &mut Paper, picture: &Picture, palette: &Palette, width: f64) -> f64 {
    let mut at = Point::new(0.0, ROW / 2.0);
    let mut drawn = false;
    for (sample, text) in entries(picture, palette) {
        let columns = ((width - SAMPLE) / ENTRY.column) as usize;
        let words = Words::set(&text, Setting { columns, ..ENTRY });
        let own = SAMPLE + words.size.x + BEHIND;
        if at.x > 0.0 && at.x + own - BEHIND > width {
            at = Point::new(0.0, at.y + ROW);
        }
        sampled(paper, &sample, at, palette);
        let ink = "fill=\"#374151\" font-size=\"11.5\"";
        paper.words(&words, ENTRY, at + Point::new(SAMPLE, 0.0), ink);
        at.x += own;
        drawn = true;
    }
    if drawn { at.y + ROW / 2.0 } else { 0.0 }
}

/// What there is to tell of a picture.
fn entries<'a>(picture: &Picture, palette: &Palette<'a>) -> Vec<(Sample<'a>, String)> {
    let mut entries: Vec<(Sample, String)> = palette
        .kinds()
        .filter(|(kind, _)| !kind.is_empty())
        .map(|(kind, _)| (Sample::Kind(kind), kind.to_owned()))
        .collect();
    if picture.edges.iter().any(|edge| !edge.certain) {
        entries.push((Sample::Dashed, "not certain".to_owned()));
    }
    let widths = picture.edges.iter().map(|edge| edge.share());
    if widths.clone().fold(0.0, f64::max) - widths.fold(1.0, f64::min) > 0.05 {
        entries.push((Sample::Wide, "wider: larger".to_owned()));
    }
    for fate in Fate::ALL.into_iter().filter(|fate| picture.has(*fate)) {
        entries.push((Sample::Box(fate), fate.told(&picture.failing)));
    }
    if picture.clusters.iter().any(|cluster| cluster.len() > 1) {
        entries.push((Sample::Hull, "cluster".to_owned()));
    }
    for (at, grade) in picture.grades.iter().enumerate() {
        entries.push((Sample::Grade(shade(at, picture.grades.len())), grade.clone()));
    }
    for (at, ring) in picture.rings.iter().enumerate().take(BANDS.len()) {
        let nodes = opened(ring).iter().filter_map(|node| picture.nodes.get(*node));
        let mut names: Vec<&str> = nodes.map(|node| node.label.as_str()).collect();
        names.extend(names.first().copied());
        entries.push((Sample::Band(at), format!("ring: {}", names.join(" → "))));
    }
    match picture.rings.len().saturating_sub(BANDS.len()) {
        0 => {}
        1 => entries.push((Sample::Band(BANDS.len()), "one more ring".to_owned())),
        more => entries.push((Sample::Band(BANDS.len()), format!("{more} more rings"))),
    }
    entries
}

/// Draws the sample of an entry, its left end at a place.
fn sampled(paper: &mut Paper, sample: &Sample, at: Point, palette: &Palette) {
    let (from, to) = (at, at + Point::new(SAMPLE - 10.0, 0.0));
    let line = Curve::bowed(from, to, Point::default(), 0.0);
    let stroke = |paper: &mut Paper, color: &str, width: f64, more: &str| {
        paper.line(format_args!(
            "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"{color}\" \
             stroke-width=\"{width:.1}\"{more}/>",
            from.x, from.y, to.x, to.y
        ));
    };
    match sample {
        Sample::Kind(kind) => paper.arrow(&line, 1.8, palette.look(kind), true),
        Sample::Dashed => stroke(paper, "#374151", 1.8, " stroke-dasharray=\"6.8 4.8\""),
        Sample::Wide => paper.line(format_args!(
            "<path d=\"M{:.1},{:.1} L{:.1},{:.1} L{:.1},{:.1} Z\" fill=\"#374151\"/>",
            from.x,
            from.y,
            to.x,
            to.y - 3.5,
            to.x,
            to.y + 3.5
        )),
        Sample::Band(ring) => stroke(paper, band(*ring), 11.0, " stroke-linecap=\"round\""),
        Sample::Hull => patch(paper, from, "#f1f4f8", "#d5dce6"),
        Sample::Grade(shade) => patch(paper, from, shade, "#334155"),
        Sample::Box(fate) => paper.line(format_args!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"34\" height=\"15\" rx=\"5\" {}/>",
            from.x,
            from.y - 7.5,
            edged(Some(*fate), None)
        )),
    }
}

/// A patch of colour, its left end at a place.
fn patch(paper: &mut Paper, from: Point, fill: &str, stroke: &str) {
    paper.line(format_args!(
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"34\" height=\"15\" rx=\"7\" fill=\"{fill}\" \
         stroke=\"{stroke}\" stroke-width=\"1.5\"/>",
        from.x,
        from.y - 7.5
    ));
}
