//! The marks that a merge leaves where both sides have changed something: they are no rules, and what
//! stands between them is that of both sides.

use super::builder::Builder;
use super::error::SyntaxError;
use std::borrow::Cow;
use std::ops::Range;

/// How lines begin that only a merge writes.
const MARKS: [&str; 3] = ["<<<<<<< ", "||||||| ", ">>>>>>> "];

/// The line between both sides.
const BETWEEN: &str = "=======";

/// The text with blanks in the place of marks, and where these stand.
pub(super) fn blank(text: Cow<'_, str>) -> (Cow<'_, str>, Vec<Range<usize>>) {
    let mut at = 0;
    let mut marks: Vec<Range<usize>> = Vec::new();
    let mut is_merge = false;
    for line in text.split_inclusive('\n') {
        let own = line.trim_end();
        let is_mark = MARKS.iter().any(|mark| line.starts_with(mark));
        is_merge |= is_mark;
        if is_mark || own == BETWEEN {
            marks.push(at..at + own.len());
        }
        at += line.len();
    }
    // A line of nothing but `=` is a mark beside others alone.
    if !is_merge {
        return (text, Vec::new());
    }
    let mut blanked = text.into_owned();
    for mark in &marks {
        blanked.replace_range(mark.clone(), &" ".repeat(mark.len()));
    }
    (Cow::Owned(blanked), marks)
}

/// Says that a merge is not finished, once for all of its marks.
pub(super) fn report(builder: &mut Builder<'_>, marks: &[Range<usize>]) {
    if let Some(first) = marks.first() {
        let span = builder.span(first.start, first.end);
        builder.report(span, SyntaxError::Merge { marks: marks.len() });
    }
}
