//! Dates that are written as elsewhere, or that the calendar does not have.

use super::SyntaxError;
use crate::value::Elsewhere;
use std::ops::Range;

/// How far around a failure a date is looked for.
const NEAR: usize = 24;

/// How many words a date has.
const WORDS: usize = 3;

/// A date around the place where reading failed: `31.12.2027` fails at its second dot,
/// `31 Dec 2027` at its year.
pub(super) fn elsewhere(text: &str, at: usize) -> Option<(Range<usize>, SyntaxError)> {
    let words = words_near(text, at);
    words.windows(WORDS).find_map(|words| {
        let [first, .., last] = words else { return None };
        let place = first.start..last.end;
        let written =
            text.get(place.clone()).filter(|_| (place.start..=place.end).contains(&at))?;
        // Year, month and day with dashes are read as a date wherever one may stand.
        let is_own = written.split('-').next().is_some_and(|year| year.len() == 4);
        let date = Elsewhere::of(written).filter(|date| date.is_day() && !is_own)?;
        let error = SyntaxError::BadDate { written: written.to_owned(), help: date.help() };
        Some((place, error))
    })
}

/// The words and numbers of one line that stand near an offset.
fn words_near(text: &str, at: usize) -> Vec<Range<usize>> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let near = |offset: usize| text.get(..offset).filter(|_| text.is_char_boundary(offset));
    let line = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |line| line + 1);
    let start = (line.max(at.saturating_sub(NEAR))..=at).find(|offset| near(*offset).is_some());
    let mut words: Vec<Range<usize>> = Vec::new();
    let Some(start) = start else { return words };
    for (offset, c) in text[start..].char_indices().map(|(offset, c)| (start + offset, c)) {
        if c == '\n' || offset > at + NEAR {
            break;
        }
        match words.last_mut().filter(|word| word.end == offset) {
            Some(word) if is_part(c) => word.end = offset + 1,
            _ if is_part(c) => words.push(offset..offset + 1),
            _ => {}
        }
    }
    // What begins before the stretch is no word of it.
    let cut = text[line..start].chars().next_back().is_some_and(is_part);
    if cut && words.first().is_some_and(|word| word.start == start) {
        words.remove(0);
    }
    words
}

/// What is wrong with a date.
pub(crate) fn help(written: &str) -> String {
    if let Some(date) = Elsewhere::of(written).filter(|date| *date != Elsewhere::NoDay) {
        return date.help();
    }
    let parts: Vec<&str> = written.split('-').collect();
    match parts.as_slice() {
        [year, ..] if year.len() != 4 || *year == "0000" => {
            "years run from 0001 to 9999".to_owned()
        }
        [_, month, _] if !("01"..="12").contains(month) => "months run from 01 to 12".to_owned(),
        _ => "that month has no such day".to_owned(),
    }
}
