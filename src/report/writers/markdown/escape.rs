//! Text of records and rules inside Markdown, where it shows and does nothing: no markup, no link,
//! nobody who is notified, no issue that is linked, no command of a code host.

use crate::report::writers::text::page::clean;

/// How many characters of one text are told.
const LONGEST: usize = 600;

/// What keeps a sign from acting on what follows it, and is not seen. Code hosts look for mentions
/// and references in the finished page, where a backslash is gone.
const APART: &str = "&#8203;";

/// A text within a line: a cell of a table, an entry of a list, a paragraph.
pub(in crate::report) fn inline(text: &str) -> String {
    let text = shortened(text);
    let mut to = String::with_capacity(text.len() + text.len() / 8);
    let numbered = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let chars: Vec<char> = text.chars().collect();
    let digits = chars.len() - numbered.chars().count();
    for (at, c) in chars.iter().copied().enumerate() {
        let next = chars.get(at + 1).copied();
        match c {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            // Within a word it is a letter.
            '_' if at > 0 && is_letter(chars.get(at - 1)) && is_letter(chars.get(at + 1)) => {
                to.push(c);
            }
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => to.extend(['\\', c]),
            // What begins a list or a heading, were it to begin a line.
            '+' | '-' | '=' | '#' if at == 0 => to.extend(['\\', c]),
            '.' | ')' if at == digits && at > 0 && next.is_none_or(|next| next == ' ') => {
                to.extend(['\\', c]);
            }
            c => to.push(c),
        }
        if acts(c, next) || ends_prefix(&chars[..=at], next) {
            to.push_str(APART);
        }
    }
    to
}

fn is_letter(c: Option<&char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || *c == '_')
}

/// Whether a sign would make a reference of what follows: people, issues, merge requests, labels,
/// milestones, snippets, epics.
fn acts(c: char, next: Option<char>) -> bool {
    let begins = |c: char| c.is_alphanumeric() || "\"_{".contains(c);
    match c {
        '@' => true,
        '#' | '!' | '~' | '%' | '$' | '&' => next.is_some_and(begins),
        ':' => next.is_some_and(|next| next.is_ascii_alphabetic() || next == '/'),
        _ => false,
    }
}

/// Whether what stands so far ends in a word that makes a link or a reference with what follows.
fn ends_prefix(so_far: &[char], next: Option<char>) -> bool {
    let ends = |word: &str| {
        let tail = so_far.len().checked_sub(word.len()).map(|from| &so_far[from..]);
        tail.is_some_and(|tail| {
            tail.iter().copied().zip(word.chars()).all(|(a, b)| a.eq_ignore_ascii_case(&b))
        })
    };
    (ends("www") && next == Some('.'))
        || (ends("gh-") && next.is_some_and(|next| next.is_ascii_digit()))
}

/// A text as code, which nothing acts in: a place, an expression, a name of a rule.
pub(in crate::report) fn code(text: &str) -> String {
    let text = shortened(text);
    if text.is_empty() {
        return text;
    }
    let runs = text.split(|c| c != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or(0) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The same within a table, which is parted before code is looked at.
pub(in crate::report) fn code_cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// A text inside a comment, which it cannot end.
pub(in crate::report) fn comment(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || " ._".contains(c);
    let mut to = String::new();
    for c in shortened(text).chars() {
        match c {
            '-' if !to.is_empty() && !to.ends_with('-') => to.push('-'),
            c if plain(c) => to.push(c),
            c => to.push_str(&format!("%{:X}", u32::from(c))),
        }
    }
    to.trim_end_matches('-').to_owned()
}

/// The text on one line; of a long one the beginning.
fn shortened(text: &str) -> String {
    let text = clean(text);
    let text = text.trim();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_acts() {
        for (text, told) in [
            ("a|b", "a\\|b"),
            ("`x` *y* _z_", "\\`x\\` \\*y\\* \\_z\\_"),
            ("@octocat and #123", "@&#8203;octocat and #&#8203;123"),
            ("!12 ~bug %9 $4 &7", "!&#8203;12 \\~&#8203;bug %&#8203;9 \\$&#8203;4 &amp;&#8203;7"),
            ("GH-12, see www.example.org", "GH-&#8203;12, see www&#8203;.example.org"),
            ("https://example.org", "https:&#8203;//example.org"),
            ("<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;"),
            ("[x](javascript:y)", "\\[x\\](javascript:&#8203;y)"),
            ("# head", "\\# head"),
            ("- item", "\\- item"),
            ("12. item", "12\\. item"),
            ("12.5 bn", "12.5 bn"),
            ("a\nb\r\n\nc", "a b   c"),
            ("\u{202e}gnp\u{202c}\x1b[31m", "\u{fffd}gnp\u{fffd}\u{fffd}\\[31m"),
            ("25%, take_or_pay", "25%, take_or_pay"),
        ] {
            assert_eq!(inline(text), told);
        }
    }

    #[test]
    fn code_keeps_its_fence() {
        assert_eq!(code("a.yaml:1:2"), "`a.yaml:1:2`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code_cell("`a|"), "`` `a\\| ``");
        assert_eq!(code(""), "");
    }

    #[test]
    fn a_comment_does_not_end() {
        assert_eq!(comment("ai-deals"), "ai-deals");
        assert_eq!(comment("a--><b>-"), "a-%2D%3E%3Cb%3E");
    }

    #[test]
    fn what_is_long_is_cut_in_sight() {
        assert!(inline(&"x".repeat(700)).ends_with("x…"));
    }
}
