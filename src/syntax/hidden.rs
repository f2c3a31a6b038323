//! What a text hides from those who read it: characters that show nothing or turn the direction
//! of writing, and line ends that only some programs show as such. A rule that stands behind a
//! comment for the engine and on a line of its own for an auditor would be no rule that was seen.

use super::builder::Builder;
use super::error::SyntaxError;
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
            && (character == '\r' || is_unseen(character))
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
        shown.push_str(text.get(shown.len()..*at).unwrap_or_default());
        let in_its_place = if *character == '\r' { '\n' } else { ' ' };
        shown.extend(std::iter::repeat_n(in_its_place, character.len_utf8()));
    }
    shown.push_str(text.get(shown.len()..).unwrap_or_default());
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

fn is_unseen(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n') || name(c).is_some()
}

/// What Unicode calls a character that is not seen.
pub(super) fn name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{AD}' => "SOFT HYPHEN",
        '\u{34F}' => "COMBINING GRAPHEME JOINER",
        '\u{61C}' => "ARABIC LETTER MARK",
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => "HANGUL FILLER",
        '\u{180B}'..='\u{180F}' => "MONGOLIAN SELECTOR",
        '\u{200B}' => "ZERO WIDTH SPACE",
        '\u{200C}' => "ZERO WIDTH NON-JOINER",
        '\u{200D}' => "ZERO WIDTH JOINER",
        '\u{200E}' => "LEFT-TO-RIGHT MARK",
        '\u{200F}' => "RIGHT-TO-LEFT MARK",
        '\u{2028}' => "LINE SEPARATOR",
        '\u{2029}' => "PARAGRAPH SEPARATOR",
        '\u{202A}' => "LEFT-TO-RIGHT EMBEDDING",
        '\u{202B}' => "RIGHT-TO-LEFT EMBEDDING",
        '\u{202C}' => "POP DIRECTIONAL FORMATTING",
        '\u{202D}' => "LEFT-TO-RIGHT OVERRIDE",
        '\u{202E}' => "RIGHT-TO-LEFT OVERRIDE",
        '\u{2060}' => "WORD JOINER",
        '\u{2061}'..='\u{2064}' => "INVISIBLE OPERATOR",
        '\u{2066}' => "LEFT-TO-RIGHT ISOLATE",
        '\u{2067}' => "RIGHT-TO-LEFT ISOLATE",
        '\u{2068}' => "FIRST STRONG ISOLATE",
        '\u{2069}' => "POP DIRECTIONAL ISOLATE",
        '\u{206A}'..='\u{206F}' => "DEPRECATED FORMAT CHARACTER",
        '\u{2800}' => "BRAILLE PATTERN BLANK",
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => "VARIATION SELECTOR",
        '\u{FEFF}' => "ZERO WIDTH NO-BREAK SPACE",
        '\u{FFF9}'..='\u{FFFB}' => "INTERLINEAR ANNOTATION",
        '\u{E0000}'..='\u{E007F}' => "TAG CHARACTER",
        _ => return None,
    })
}
