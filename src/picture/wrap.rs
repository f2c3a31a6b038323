//! Names and amounts broken into short lines, by the room that they take and not by their bytes.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Breaks a text into at most `most` lines of at most `columns` columns; CJK characters are two
/// columns wide. Breaks at spaces, after hyphens and dashes, and where nothing else helps inside
/// of words. What does not fit ends in `…`.
pub(super) fn wrap(text: &str, columns: usize, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text, columns) {
        if line.width() + piece.trim_end().width() > columns && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(piece);
    }
    lines.push(line);
    let mut lines: Vec<String> =
        lines.iter().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect();
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            shorten(last, columns);
        }
    }
    lines
}

/// The columns of the widest line.
pub(super) fn widest(lines: &[String]) -> usize {
    lines.iter().map(|l| l.width()).max().unwrap_or(0)
}

/// The parts that may stand on different lines, none wider than a line.
fn pieces(text: &str, columns: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut width) = (0, 0);
    let mut breakable = false;
    for (at, c) in text.char_indices() {
        let wide = c.width().unwrap_or(0);
        // A wide character may begin a line; punctuation stays with what is before it.
        let begins = wide == 2 && c.is_alphanumeric();
        let full = width + wide > columns;
        if at > start && !c.is_whitespace() && (breakable || begins || full) {
            pieces.push(&text[start..at]);
            (start, width) = (at, 0);
        }
        width += wide;
        breakable = c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/');
    }
    pieces.push(&text[start..]);
    pieces
}

/// Cuts a line so that `…` fits behind it.
fn shorten(line: &mut String, columns: usize) {
    while line.width() + 1 > columns && line.pop().is_some() {}
    let kept = line.trim_end().len();
    line.truncate(kept);
    line.push('…');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_where_words_end() {
        assert_eq!(wrap("up to 100 bn USD", 10, 3), ["up to 100", "bn USD"]);
        assert_eq!(wrap("Мета – Хиперион", 10, 3), ["Мета –", "Хиперион"]);
        assert_eq!(wrap("", 10, 3), Vec::<String>::new());
    }

    #[test]
    fn breaks_wide_characters_and_long_words() {
        assert_eq!(wrap("株式会社日立製作所", 10, 3), ["株式会社日", "立製作所"]);
        assert_eq!(wrap("abcdefghijkl", 5, 3), ["abcde", "fghij", "kl"]);
    }

    #[test]
    fn ends_what_does_not_fit() {
        assert_eq!(wrap("one two three four", 5, 2), ["one", "two…"]);
        assert_eq!(wrap("株式会社日立製作所", 5, 1), ["株式…"]);
    }
}
