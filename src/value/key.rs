//! Keys of several parts as one text: joined with `/`, with a `\` before what a part has of either
//! sign itself, so that no two keys share a text. A key of one part is that part, as it stands.

use std::borrow::Cow;

/// The text of a key of several parts.
pub fn join<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    let mut key = String::new();
    for (i, part) in parts.into_iter().enumerate() {
        if i > 0 {
            key.push('/');
        }
        key.push_str(&escape(part));
    }
    key
}

/// A part as it stands in the text of a key of several.
pub fn escape(part: &str) -> Cow<'_, str> {
    if !part.contains(['/', '\\']) {
        return Cow::Borrowed(part);
    }
    let mut escaped = String::with_capacity(part.len() + 2);
    for c in part.chars() {
        if matches!(c, '/' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    Cow::Owned(escaped)
}

/// The parts of a key of several.
pub fn parts(key: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = key.chars().peekable();
    while let Some(c) = chars.next() {
        let next = match c {
            '/' => {
                parts.push(String::new());
                continue;
            }
            '\\' => chars.next_if(|next| matches!(next, '/' | '\\')).unwrap_or(c),
            c => c,
        };
        if let Some(part) = parts.last_mut() {
            part.push(next);
        }
    }
    parts
}

/// A key of several parts as somebody wrote it: blanks around its slashes mean nothing.
pub fn written(key: &str) -> Cow<'_, str> {
    if !key.contains('\\') && !key.contains(" /") && !key.contains("/ ") {
        return Cow::Borrowed(key);
    }
    let parts = parts(key);
    Cow::Owned(join(parts.iter().map(|part| part.trim())))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{join, parts, written};

    proptest! {
        #[test]
        fn the_text_of_a_key_tells_its_parts(key in prop::collection::vec("[a/\\\\é]{0,4}", 1..4)) {
            let text = join(key.iter().map(String::as_str));
            prop_assert_eq!(parts(&text), key);
        }
    }

    #[test]
    fn a_key_is_read_as_it_is_written() {
        assert_eq!(join(["novo-a/s", "x"]), r"novo-a\/s/x");
        assert_eq!(written(r"novo-a\/s / x"), r"novo-a\/s/x");
        assert_eq!(written("a/b"), "a/b");
        assert_eq!(written(r"a\b/c"), r"a\\b/c");
    }
}
