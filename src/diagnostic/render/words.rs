//! Words of a diagnostic, made fit to print: rules and records come from outside.

use crate::value::text;

/// How many characters of a user's word are repeated.
const WORD: usize = 80;

/// How many characters stand between two such words.
const PROSE: usize = 600;

/// How many bytes a text has at most, give or take a word.
const TEXT: usize = 4000;

/// The text with what is quoted in backticks shortened: a value may be as long as its file, and
/// what follows it says what is wrong.
pub(super) fn brief(text: &str) -> String {
    let mut brief = String::with_capacity(text.len().min(TEXT));
    for (i, part) in text.split('`').enumerate() {
        if brief.len() > TEXT {
            brief.push('…');
            break;
        }
        if i > 0 {
            brief.push('`');
        }
        let most = if i % 2 == 1 { WORD } else { PROSE };
        let mut rest = part.chars();
        brief.extend(rest.by_ref().take(most));
        if rest.next().is_some() {
            brief.push('…');
        }
    }
    brief
}

/// A message, help or label for people: one line, of which no word begins as the commands do
/// that build servers obey at the start of a line.
pub(super) fn told(text: &str) -> String {
    let text: String = harmless(brief(text).as_bytes()).chars().map(text::on_one_line).collect();
    if !text.contains("::") {
        return text;
    }
    let mut told = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        told.push_str(if word.starts_with("::") { "\\" } else { "" });
        told.push_str(word);
    }
    told
}

/// A text of one line for people, such as a file's name.
pub fn line(text: &str) -> String {
    told(text)
}

/// Text that cannot move the cursor, recolour the terminal or turn the direction of writing.
pub(super) fn harmless(bytes: &[u8]) -> String {
    let mut shown = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid().chars().filter(|c| *c != '\r' && *c != '\u{FEFF}');
        shown.extend(valid.map(text::harmless));
        shown.extend(chunk.invalid().first().map(|_| char::REPLACEMENT_CHARACTER));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_one_line_and_no_command() {
        assert_eq!(told("`x\nCRITICAL  forged`"), "`x CRITICAL  forged`");
        assert_eq!(told("::stop-commands::x a::b ::c"), "\\::stop-commands::x a::b \\::c");
    }

    #[test]
    fn long_words_are_shortened_and_the_rest_is_said() {
        let text = format!("`{}` is not a date, did you mean `{}`?", "ж".repeat(999), "x");
        let short = format!("`{}…` is not a date, did you mean `x`?", "ж".repeat(WORD));
        assert_eq!(brief(&text), short);
        assert_eq!(brief("`a` is not `b`"), "`a` is not `b`");
        assert!(brief(&"`".repeat(1_000_000)).len() < 2 * TEXT);
        assert!(brief(&"word ".repeat(1_000_000)).len() < TEXT);
    }
}
