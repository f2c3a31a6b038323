//! Texts as they are compared: composed letters, and what cannot be seen or told apart.

mod letters;

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A text in NFC, in which a letter is written in one way only. All texts, names and keys are held
/// so from the moment they are read.
pub fn composed(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc(&text) { text } else { Cow::Owned(text.nfc().collect()) }
}

/// Whether a character shows nothing and yet tells two texts apart.
pub fn is_invisible(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r') || letters::unseen(c).is_some()
}

/// Whether a character turns the direction of those around it, so that a text reads otherwise than
/// it stands. The marks that letters of right-to-left scripts stand beside do not.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A character as it may be printed: what could move the cursor, recolour the terminal or turn the
/// direction of writing gives way to a sign that something stood there. Rules and records come from
/// outside, so all that is printed, written to a report or drawn goes through this.
pub fn harmless(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        c if c.is_control() || turns_direction(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// The same where a text stands on one line: whatever ends a line is a blank.
pub fn on_one_line(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
        c => harmless(c),
    }
}

/// The first invisible character of a key. Joiners are none between letters that are written with
/// them.
pub fn invisible(key: &str) -> Option<char> {
    if key.is_ascii() {
        let is_one = |b: &u8| b.is_ascii_control() && !matches!(b, b'\t' | b'\n' | b'\r');
        return key.bytes().find(is_one).map(char::from);
    }
    let mut before = None;
    let mut chars = key.chars().peekable();
    while let Some(c) = chars.next() {
        let joins = matches!(c, '\u{200C}' | '\u{200D}')
            && before.is_some_and(is_joined)
            && chars.peek().is_some_and(|next| is_joined(*next));
        if is_invisible(c) && !joins {
            return Some(c);
        }
        before = Some(c);
    }
    None
}

/// Letters of the Arabic, Syriac and Indic scripts, of Tibetan, Burmese and Khmer.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{FFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// What a key looks like: keys that look alike have one skeleton.
pub fn skeleton(key: &str) -> String {
    if key.is_ascii() {
        return key.to_owned();
    }
    let seen = key.nfkd().filter(|c| !is_invisible(*c));
    seen.map(|c| letters::alike(c).map_or(c, |(latin, _)| latin)).nfc().collect()
}

/// A character by its number and, where it is one that misleads, its name.
pub fn name(c: char) -> String {
    let number = c as u32;
    let name = letters::unseen(c).or_else(|| letters::alike(c).map(|(_, name)| name));
    match name {
        Some(name) => format!("U+{number:04X} {name}"),
        None if c.is_control() => format!("U+{number:04X} CONTROL CHARACTER"),
        None => format!("U+{number:04X}"),
    }
}

/// The character by which a key differs from one that looks like it: the first that is not ASCII
/// where they part.
pub fn odd(one: &str, two: &str) -> Option<char> {
    let (mut a, mut b) = (one.chars(), two.chars());
    loop {
        match (a.next(), b.next()) {
            (None, None) => return None,
            (x, y) if x == y => {}
            (x, y) => {
                return y.filter(|c| !c.is_ascii()).or(x.filter(|c| !c.is_ascii())).or(y).or(x);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_has_one_skeleton() {
        for (one, two) in [
            ("acme", "\u{430}cme"),
            ("acme", "ac\u{200B}me"),
            ("Å", "A\u{30A}"),
            ("a b", "a\u{A0}b"),
            ("a-b", "a\u{2011}b"),
            ("AB", "\u{FF21}\u{392}"),
            ("ë", "\u{435}\u{308}"),
        ] {
            assert_eq!(skeleton(one), skeleton(two), "{two}");
        }
        assert_ne!(skeleton("acme"), skeleton("acne"));
    }

    #[test]
    fn what_is_printed_is_harmless() {
        let printed = |text: &str| text.chars().map(harmless).collect::<String>();
        assert_eq!(
            printed("a\x1b[31m\tb\n\u{202E}c\u{200F}"),
            "a\u{FFFD}[31m\tb\n\u{FFFD}c\u{200F}"
        );
        let line: String = "a\r\nb\u{2028}c\x07".chars().map(on_one_line).collect();
        assert_eq!(line, "a  b c\u{FFFD}");
    }

    #[test]
    fn joiners_belong_between_letters_that_join() {
        assert_eq!(invisible("می\u{200C}خواهم"), None);
        assert_eq!(invisible("a\u{200C}b"), Some('\u{200C}'));
        assert_eq!(invisible("a\u{1b}b"), Some('\u{1b}'));
    }

    #[test]
    fn characters_go_by_their_names() {
        assert_eq!(name('\u{200B}'), "U+200B ZERO WIDTH SPACE");
        assert_eq!(name('\u{430}'), "U+0430 CYRILLIC SMALL LETTER A");
        assert_eq!(odd("acme", "\u{430}cme"), Some('\u{430}'));
    }
}
