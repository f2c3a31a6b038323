//! Amounts that are written as records may write them, and rules do not: `EUR 5`, `5 €`, `5 mln EUR`,
//! `1 000 000 EUR`, `1.234,56 EUR`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::LINE;
use crate::syntax::error::SyntaxError;
use crate::value::{Currency, Figure, Notation, loose_scale, loose_scale_words, scale_word};

/// A figure with a currency in front of it or behind it, and a scale. Blanks may be of any width.
static AMOUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let blank = r"[ \u{a0}\u{2009}\u{202f}]";
    let currency = r"\b[A-Z]{3}\b|[$€£¥₹₩₽₺₪₫₴₦₱฿]";
    let scales = loose_scale_words().collect::<Vec<_>>().join("|");
    let pattern = format!(
        "(?:(?P<front>{currency}){blank}?)?(?P<figure>[0-9](?:[0-9.,'’]|{blank}[0-9])*)\
         (?:{blank}?(?P<scale>(?i:{scales}))\\b\\.?)?(?:{blank}?(?P<behind>{currency}))?"
    );
    Regex::new(&pattern).ok()
});

/// How figures are written elsewhere.
const NOTATIONS: [&str; 3] = ["1.234,56", "1 234,56", "1'234.56"];

/// An amount around the place where reading failed.
pub(super) fn elsewhere(text: &str, at: usize) -> Option<(Range<usize>, SyntaxError)> {
    let before = text.get(..at)?;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text.get(start..)?.lines().next().filter(|line| line.len() <= LINE)?;
    let found = AMOUNT.as_ref()?.captures_iter(line).find_map(|amount| {
        let whole = amount.get(0)?;
        let place = start + whole.start()..start + whole.end();
        let written = meant(&amount).filter(|meant| meant != whole.as_str())?;
        (place.start..=place.end).contains(&at).then_some((place, written))
    });
    let (place, meant) = found?;
    let written = text.get(place.clone())?.to_owned();
    Some((place, SyntaxError::Foreign { written, help: format!("write `{meant}`") }))
}

/// The same as rules write it; `None` where it is no amount for certain.
fn meant(amount: &Captures<'_>) -> Option<String> {
    let part = |name| amount.name(name).map(|part| part.as_str());
    let scale = part("scale").and_then(loose_scale).and_then(scale_word);
    let code = |told: &str| match told.chars().next().and_then(Currency::from_symbol) {
        Some(currency) => Some(currency),
        None => Currency::from_code(told),
    };
    let currency = match (part("front"), part("behind")) {
        (Some(told), None) | (None, Some(told)) => Some(code(told)?),
        (Some(_), Some(_)) => return None,
        (None, None) => None,
    };
    // A bare comma may part two values of a list.
    if scale.is_none() && currency.is_none() {
        return None;
    }
    let figure = figure(part("figure")?)?;
    let words = [Some(figure.as_str()), scale, currency.map(Currency::code)];
    Some(words.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// A figure as rules write it, its thousands parted by `_` where they were parted.
fn figure(written: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_digit() || c == '.';
    if written.chars().all(plain) && written.matches('.').count() < 2 {
        return Some(written.to_owned());
    }
    let read = |notation: Notation| {
        let figure = Figure::at_start(written, notation).ok()?;
        (figure.len == written.len()).then_some(figure.value)
    };
    let mut notations = NOTATIONS.iter().filter_map(|example| example.parse().ok());
    let value = read(Notation::USUAL).or_else(|| notations.find_map(read))?.to_string();
    let (whole, fraction) = match value.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (value.as_str(), None),
    };
    let mut digits = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            digits.push('_');
        }
        digits.push(digit);
    }
    Some(fraction.map_or(digits.clone(), |fraction| format!("{digits}.{fraction}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of an amount, wherever in it reading failed.
    fn told(written: &str) -> Option<String> {
        let text = format!("flag high when a > {written} and b");
        let last = written.chars().next_back().map_or(0, char::len_utf8);
        let at = text.find(written).expect("it is there") + written.len() - last;
        let (place, error) = elsewhere(&text, at)?;
        assert_eq!(text.get(place), Some(written));
        match error {
            SyntaxError::Foreign { help, .. } => Some(help),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn amounts_as_records_write_them_are_told_as_rules_do() {
        let cases = [
            ("EUR 5", "5 EUR"),
            ("5 €", "5 EUR"),
            ("5€", "5 EUR"),
            ("5 mln EUR", "5 m EUR"),
            ("EUR 5 bln", "5 bn EUR"),
            ("1 000 000 EUR", "1_000_000 EUR"),
            ("1\u{a0}000 EUR", "1_000 EUR"),
            ("1.234,56 EUR", "1_234.56 EUR"),
            ("1.000.000 USD", "1_000_000 USD"),
            ("0,5 m USD", "0.5 m USD"),
        ];
        for (written, meant) in cases {
            assert_eq!(told(written), Some(format!("write `{meant}`")), "{written}");
        }
    }

    #[test]
    fn what_is_no_amount_or_is_right_is_left_alone() {
        for written in ["5 EUR", "5 m EUR", "5 days", "1,5", "2025 100", "5 EURO", "1.5 bn USD"] {
            assert_eq!(told(written), None, "{written}");
        }
    }
}
