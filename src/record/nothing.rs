//! Words that say that nothing is known.

use crate::ty::{Schema, Ty};
use crate::value::Currency;

/// Whether a word says that this is not known.
pub fn says_nothing(text: &str) -> bool {
    !text.starts_with(|c: char| c.is_ascii_digit())
        && ["unknown", "undisclosed", "not disclosed", "n/a", "tbd", "null", "~"]
            .iter()
            .any(|w| text.eq_ignore_ascii_case(w))
}

/// Whether a file holds no more than a mark and space.
pub(super) fn is_blank(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).iter().all(u8::is_ascii_whitespace)
}

/// What a reference says that leads to nobody.
pub(super) const NONE: &str = "none";

/// Whether a word in place of a key names no record.
pub(super) fn names_nobody(text: &str) -> bool {
    text == NONE || says_nothing(text)
}

/// Whether a word in the place of a currency says that it is not known, and so the amount is not.
pub(super) fn names_no_currency(text: &str) -> bool {
    Currency::is_code_for_none(text) || says_nothing(text)
}

/// Whether a word that says nothing is a label of the type all the same, or any text.
pub(super) fn takes_word(schema: &Schema, ty: Ty, text: &str) -> bool {
    match ty {
        Ty::Text => true,
        Ty::Choice(id) => schema.choice(id).labels.iter().any(|l| l == text),
        _ => false,
    }
}
