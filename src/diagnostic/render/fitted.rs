//! Lines wider than the output, cut around what is marked in them.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::excerpt::{Excerpt, Mark};

/// Columns that a tab takes at most.
const TAB: usize = 4;

/// Columns between a mark and the text below it.
const POINTER: usize = 4;

/// No line is cut to fewer columns.
const NARROWEST: usize = 20;

/// The excerpt for an output of so many columns. Of a line that is wider, the part around its
/// marks is left, with `…` where it was cut.
pub(super) fn fitted(excerpt: Excerpt, width: usize) -> Excerpt {
    let lines = excerpt.text.split_inclusive('\n').count() as u32;
    let numbers = (excerpt.start.line + lines).to_string().len();
    let columns = width.saturating_sub(numbers + POINTER).max(NARROWEST);
    let mut text = String::new();
    let mut marks: Vec<(usize, Mark)> = Vec::new();
    let mut at = 0;
    for line in excerpt.text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        let whole = at..at + bare.len();
        let ends = at + line.len();
        let last = ends == excerpt.text.len();
        let own = |(_, mark): &(usize, &Mark)| {
            mark.start >= at && (mark.start < ends || last && mark.start == ends)
        };
        let own: Vec<(usize, &Mark)> = excerpt.marks.iter().enumerate().filter(own).collect();
        let kept = kept(bare, whole.start, &own, columns);
        let cut_before = kept.start > 0;
        text.push_str(if cut_before { "…" } else { "" });
        let moved = text.len();
        let place =
            |offset: usize| moved + (offset - whole.start).clamp(kept.start, kept.end) - kept.start;
        marks.extend(own.iter().map(|(rank, mark)| {
            let (start, end) = (place(mark.start), place(mark.start + mark.len));
            (*rank, Mark { start, len: end - start, text: mark.text.clone() })
        }));
        text.push_str(bare.get(kept.clone()).unwrap_or(bare));
        text.push_str(if kept.end < bare.len() { "…" } else { "" });
        text.push_str(&line[bare.len()..]);
        at += line.len();
    }
    // The most important first, as they were.
    marks.sort_by_key(|(rank, _)| *rank);
    let marks = marks.into_iter().map(|(_, mark)| mark).collect();
    Excerpt { text, marks, ..excerpt }
}

/// The bytes of a line that are shown: all of one that fits, else those around its marks, with
/// room for what is said below them.
fn kept(line: &str, start: usize, marks: &[(usize, &Mark)], columns: usize) -> Range<usize> {
    // Where each character begins and ends, in columns.
    let mut ends = Vec::with_capacity(line.len());
    let mut column = 0;
    for (at, c) in line.char_indices() {
        column += if c == '\t' { TAB } else { c.width().unwrap_or(0) };
        ends.push((at, at + c.len_utf8(), column));
    }
    if column <= columns {
        return 0..line.len();
    }
    let column_of = |offset: usize| {
        let before = ends.iter().take_while(|(_, end, _)| *end <= offset);
        before.last().map_or(0, |(_, _, column)| *column)
    };
    let room = columns - 2;
    let first = marks.iter().map(|(_, mark)| column_of(mark.start - start)).min().unwrap_or(0);
    let last = marks.iter().map(|(_, mark)| {
        let told = column_of(mark.start - start) + POINTER + mark.text.width();
        told.max(column_of(mark.start - start + mark.len))
    });
    let last = last.max().unwrap_or(0);
    let context = room.saturating_sub(last - first) / 2;
    let left = if last < columns { 0 } else { first.saturating_sub(context) };
    // A line is not cut for less than what the cut takes itself.
    let left = if left > 1 { left } else { 0 };
    let shown = |(_, _, end): &&(usize, usize, usize)| *end > left && *end <= left + room;
    let mut shown = ends.iter().filter(shown);
    let from = shown.next().map_or(0, |(at, _, _)| *at);
    let to = shown.next_back().map_or(line.len(), |(_, end, _)| *end);
    from..to
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Position;

    fn cut(line: &str, marked: &str, width: usize) -> String {
        let start = line.find(marked).expect("the mark");
        let place = Position { line: 1, column: 1 };
        let mark = Mark { start, len: marked.len(), text: "here".to_owned() };
        let excerpt = Excerpt {
            name: "a.risk".to_owned(),
            text: format!("above\n{line}\n"),
            start: place,
            position: place,
            marks: vec![Mark { start: start + 6, ..mark }],
        };
        let fitted = fitted(excerpt, width);
        let (at, len) = fitted.marks[0].range();
        assert_eq!(&fitted.text[at..at + len], marked);
        fitted.text.lines().nth(1).unwrap_or_default().to_owned()
    }

    #[test]
    fn what_fits_is_left_alone() {
        assert_eq!(cut("flag low when true", "true", 40), "flag low when true");
    }

    #[test]
    fn a_wide_line_is_cut_around_its_mark() {
        let line = "flag low when дълго_име > 1 and other > 2 and wrong > 3 and more > 4 and so on";
        for marked in ["flag", "дълго_име", "wrong", "so on"] {
            let shown = cut(line, marked, 40);
            assert!(shown.width() <= 36, "{shown}");
            assert!(shown.contains('…') && shown.contains(marked), "{shown}");
        }
        assert!(cut(line, "flag", 40).starts_with("flag low"));
        assert!(cut(line, "so on", 40).ends_with("so on"));
    }
}
