//! The few lines around labels, however large the file and however long its lines.

use super::words::{harmless, told};
use crate::diagnostic::Label;
use crate::source::{FileId, Position, Sources};

/// How many bytes a line may have to either side of a label to be shown whole.
const LONG: usize = 160;

/// How many bytes of a longer line are shown to either side of a label.
const SIDE: usize = 60;

/// A few lines of a file with marks in them.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The file's name.
    pub(super) name: String,
    /// The lines, clipped where they are long, and safe to print.
    pub(super) text: String,
    /// Where the text starts.
    pub(super) start: Position,
    /// Where the first mark stands.
    pub(super) position: Position,
    /// What is marked, the most important first.
    pub(super) marks: Vec<Mark>,
}

/// A marked part of an excerpt.
#[derive(Debug)]
pub(super) struct Mark {
    /// Offset in the excerpt's text.
    pub(super) start: usize,
    /// How many bytes are marked.
    pub(super) len: usize,
    /// What is said there.
    pub(super) text: String,
}

impl Mark {
    /// Offset and length in the excerpt's text.
    pub(super) fn range(&self) -> (usize, usize) {
        (self.start, self.len)
    }
}

/// A label with what is to be shown around it, as offsets in the file.
struct Window<'a> {
    label: &'a Label,
    file: FileId,
    from: usize,
    start: usize,
    end: usize,
    to: usize,
}

/// The excerpts that show all labels that stand in texts, the first label's first.
pub(super) fn of(sources: &Sources, labels: &[Label]) -> Vec<Excerpt> {
    let mut left: Vec<Window<'_>> =
        labels.iter().filter_map(|label| window(sources, label)).collect();
    let mut excerpts = Vec::new();
    while !left.is_empty() {
        let (mut from, mut to) = (left[0].from, left[0].to);
        let file = left[0].file;
        let near = |w: &Window<'_>, from, to| w.file == file && w.from <= to && w.to >= from;
        let (mut together, mut apart) = (Vec::new(), Vec::new());
        for window in left {
            if near(&window, from, to) {
                (from, to) = (from.min(window.from), to.max(window.to));
                together.push(window);
            } else {
                apart.push(window);
            }
        }
        excerpts.push(excerpt(sources, file, (from, to), &together));
        left = apart;
    }
    excerpts
}

/// The label's first line and its neighbours, as far as they are short.
fn window<'a>(sources: &Sources, label: &'a Label) -> Option<Window<'a>> {
    let span = label.place.span()?;
    let bytes = sources.file(span.file).bytes();
    let start = (span.start as usize).min(bytes.len());
    let marked = (span.end() as usize).clamp(start, bytes.len());
    let end = forward(bytes, start).offset().min(marked);
    let from = match back(bytes, start) {
        // In front of a line's start stands the line feed of the line above.
        Edge::Line(first) if first > 0 => back(bytes, first - 1).line_or(first),
        edge => edge.offset(),
    };
    let to = match forward(bytes, end) {
        Edge::Line(last) if last + 1 < bytes.len() => forward(bytes, last + 1).line_or(last),
        edge => edge.offset(),
    };
    Some(Window { label, file: span.file, from, start, end, to })
}

/// Where the text around a label is cut.
#[derive(Clone, Copy)]
enum Edge {
    /// At the start or end of a line.
    Line(usize),
    /// Within a line that is too long to show.
    Clip(usize),
}

impl Edge {
    fn offset(self) -> usize {
        match self {
            Edge::Line(offset) | Edge::Clip(offset) => offset,
        }
    }

    fn line_or(self, other: usize) -> usize {
        match self {
            Edge::Line(offset) => offset,
            Edge::Clip(_) => other,
        }
    }
}

/// The start of the line that holds an offset.
fn back(bytes: &[u8], offset: usize) -> Edge {
    let least = offset.saturating_sub(LONG);
    // INVARIANT: both offsets lie within the file, the least one first.
    match memchr::memrchr(b'\n', &bytes[least..offset]) {
        Some(line_feed) => Edge::Line(least + line_feed + 1),
        None if least == 0 => Edge::Line(0),
        None => Edge::Clip(boundary(bytes, offset.saturating_sub(SIDE))),
    }
}

/// The end of the line that holds an offset, without its line feed.
fn forward(bytes: &[u8], offset: usize) -> Edge {
    let most = offset.saturating_add(LONG).min(bytes.len());
    // INVARIANT: both offsets lie within the file, the most distant one last.
    match memchr::memchr(b'\n', &bytes[offset..most]) {
        Some(line_feed) => Edge::Line(offset + line_feed),
        None if most == bytes.len() => Edge::Line(most),
        None => Edge::Clip(boundary(bytes, offset + SIDE)),
    }
}

/// The first character that starts at the offset or behind it.
fn boundary(bytes: &[u8], offset: usize) -> usize {
    let within = |byte: &&u8| (**byte & 0xC0) == 0x80;
    offset + bytes.iter().skip(offset).take(3).take_while(within).count()
}

/// The text between two offsets of a file, with the labels of those windows marked.
fn excerpt(
    sources: &Sources,
    file: FileId,
    (from, to): (usize, usize),
    windows: &[Window<'_>],
) -> Excerpt {
    let source = sources.file(file);
    let bytes = source.bytes();
    let mut cuts: Vec<usize> = windows.iter().flat_map(|w| [w.start, w.end]).collect();
    cuts.extend([from, to]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut text = String::new();
    if from > 0 && bytes.get(from - 1) != Some(&b'\n') {
        text.push('…');
    }
    // Where each cut stands in the text: what is unsafe to print may change its length.
    let mut places = Vec::with_capacity(cuts.len());
    for (i, cut) in cuts.iter().enumerate() {
        places.push((*cut, text.len()));
        let next = cuts.get(i + 1).copied().unwrap_or(*cut);
        text.push_str(&harmless(bytes.get(*cut..next).unwrap_or_default()));
    }
    let place = |offset: usize| {
        places.iter().find(|(cut, _)| *cut == offset).map_or(0, |(_, place)| *place)
    };
    let mark = |w: &Window<'_>| Mark {
        start: place(w.start),
        len: place(w.end).saturating_sub(place(w.start)),
        text: told(&w.label.text),
    };
    let marks: Vec<Mark> = windows.iter().map(mark).collect();
    if bytes.get(to).is_some_and(|byte| *byte != b'\n') {
        text.push('…');
    } else if marks.iter().any(|mark| mark.start == text.len()) {
        // Something to stand under for a mark at the very end.
        text.push(' ');
    }
    let position = windows.first().map_or(from, |w| w.start);
    Excerpt {
        name: source.name.to_string(),
        text,
        start: source.position(from),
        position: source.position(position),
        marks,
    }
}
