//! What a text hides from those who read it: characters that show nothing or turn the direction
//! of writing, and line ends that only some programs show as such. A rule that stands behind a
//! comment for the engine and on a line of its own for an auditor would be no rule that was seen.

use super::builder::Builder;
use super::error::SyntaxError;
use crate::alarm::Sure;
use crate::value::text::is_invisible;
use std::borrow::Cow;

/// The characters that a text hides, with their places.
pub(super) type Hidden = Vec<(usize, char)>;

/// The text as the parser reads it, place for place the same: a lone carriage return ends a line,
/// and what is not seen is a blank. And what it hides, all of which is wrong.
pub(super) fn reveal(text: &str) -> (Cow<'_, str>, Hidden) {
    let mut hidden = Hidden::new();
    let (mut before, mut characters) = (None, text.char_indices().peekable());
    while let Some((at, character)) = characters.next() {
        let behind = characters.peek().map(|(_, next)| *next);
        let marks_the_file = at == 0 && character == '\u{FEFF}';
        let ends_a_line = character == '\r' && behind == Some('\n');
        if !marks_the_file
            && !ends_a_line
            && (character == '\r' || is_invisible(character))
            && !is_joined(before, character, behind)
        {
            hidden.push((at, character));
        }
        before = Some(character);
    }
    if hidden.is_empty() {
        return (Cow::Borrowed(text), hidden);
    }
    let mut shown = String::with_capacity(text.len());
    for (at, character) in &hidden {
        shown.push_str(text.get(shown.len()..*at).sure());
        let in_its_place = if *character == '\r' { '\n' } else { ' ' };
        shown.extend(std::iter::repeat_n(in_its_place, character.len_utf8()));
    }
    shown.push_str(text.get(shown.len()..).sure());
    (Cow::Owned(shown), hidden)
}

/// Says what is hidden; line ends of one kind are one mistake.
pub(super) fn report(builder: &mut Builder<'_>, hidden: &[(usize, char)]) {
    let is_line_end = |(_, character): &&(usize, char)| *character == '\r';
    let lines = hidden.iter().filter(is_line_end).count();
    let first = hidden.iter().find(is_line_end);
    let others = hidden.iter().filter(|hidden| !is_line_end(hidden));
    for (at, character) in first.into_iter().chain(others) {
        let span = builder.span(*at, at + character.len_utf8());
        builder.report(
            span,
            match character {
                '\r' => SyntaxError::CarriageReturn { times: lines },
                character => SyntaxError::Hidden { character: *character },
            },
        );
    }
}

/// Joiners and the selectors of a picture's form are a part of letters and pictures around them.
fn is_joined(before: Option<char>, character: char, behind: Option<char>) -> bool {
    let is_foreign = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
    match character {
        '\u{200C}' | '\u{200D}' => is_foreign(before) && is_foreign(behind),
        '\u{FE00}'..='\u{FE0F}' => is_foreign(before),
        _ => false,
    }
}
