//! Quantities as people write them: `up to 100 bn USD`, `12.5..13.5 bn`, `$100bn`, `at least 10 GW`.

use std::borrow::Cow;

use super::hedge::{self, Ends};
use super::measure::{self, Measure, Reading};
use crate::record::error::Problem;
use crate::ty::Dim;
use crate::value::{Currency, Decimal, Figure};

/// What a text tells of a quantity, in base units.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(in crate::record) struct Told {
    pub(in crate::record) ends: Ends,
    pub(in crate::record) dim: Dim,
    pub(in crate::record) currency: Option<Currency>,
    /// Whether it is told without a percent sign or basis points.
    pub(in crate::record) bare: bool,
}

/// Reads a quantity; `column` is what stands beside the text and measures it. `Ok(None)`: it says
/// that nothing is known. `Err(None)`: it is none; the caller knows what it expected.
pub(in crate::record) fn quantity(
    text: &str,
    column: &Measure,
    reading: Reading,
) -> Result<Option<Told>, Option<Problem>> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Err(None);
    }
    let whole = text;
    let (ledger, negative) = ledger(text, reading);
    let text = ledger.as_ref();
    let (hedges, rest) = hedge::strip(text)?;
    let (low, mut high) = match split_range(rest) {
        None => {
            let (figure, measure) = measure::amount(rest, whole, reading)?;
            // What is negative by its sign and by its parentheses is neither.
            if negative && figure.value.signum() < 0 {
                return Err(Some(measure::unreadable(whole, reading)));
            }
            (None, (if negative { figure.negative() } else { figure }, measure))
        }
        Some(_) if negative => return Err(Some(measure::unreadable(whole, reading))),
        Some((left, right)) => {
            let mut low = measure::amount(left, text, reading)?;
            let mut high = measure::amount(right, text, reading)?;
            low.1.share(&mut high.1);
            (Some(low), high)
        }
    };
    let hi = value(&mut high, text, column, reading)?;
    let (lo, measure) = match low {
        None => (hi, high.1),
        Some(mut low) => {
            let lo = value(&mut low, text, column, reading)?;
            if low.1.dim() != high.1.dim() || low.1.currency() != high.1.currency() {
                return Err(None);
            }
            if lo > hi {
                return Err(Some(Problem::Reversed { text: text.to_owned() }));
            }
            (lo, low.1)
        }
    };
    if measure.nothing || high.1.nothing {
        return Ok(None);
    }
    let (ends, dim) = (hedges.of(lo, hi, text)?, measure.dim().ok_or(None)?);
    let bare = !measure.is_share();
    Ok(Some(Told { ends, dim, currency: measure.currency(), bare }))
}

/// A figure as ledgers write it, where somebody says how figures are written, in its plain form, and
/// whether it is negative: `(1.234,56)`, `1.234,56-`; `5.-` and `5,--` have no fraction.
fn ledger<'t>(text: &'t str, reading: Reading) -> (Cow<'t, str>, bool) {
    let plain = (Cow::Borrowed(text), false);
    let dash = |c: char| matches!(c, '-' | '–' | '—' | '−');
    if !reading.notation.is_said() || !text.contains(|c: char| c == '(' || dash(c)) {
        return plain;
    }
    let (opened, closed) = (text.matches('(').count(), text.matches(')').count());
    if (opened, closed) == (1, 1) && text.find('(') < text.find(')') {
        return (Cow::Owned(text.replace(['(', ')'], " ")), true);
    }
    let Some(last) = text.rfind(|c: char| c.is_ascii_digit()) else { return plain };
    let (figure, behind) = text.split_at(last + 1);
    let fraction = behind.trim_start_matches(['.', ',']);
    let rest = fraction.trim_start().trim_start_matches(dash);
    if rest.len() == fraction.trim_start().len() {
        return plain;
    }
    let negative = fraction.len() == behind.len();
    (Cow::Owned(format!("{figure} {rest}")), negative)
}

/// The value of one end, which takes from its column what it does not say itself.
fn value(
    (figure, measure): &mut (Figure, Measure),
    text: &str,
    column: &Measure,
    reading: Reading,
) -> Result<Decimal, Option<Problem>> {
    if measure.clashes(column) {
        let [own, beside] = [&*measure, column].map(|m| m.told(reading.schema));
        let what = format!("`{text}` is in {own}, but what stands beside it says {beside}");
        return Err(Some(Problem::Contradiction { what }));
    }
    measure.complete(column);
    if measure.lacks_unit() {
        return Err(Some(Problem::NoUnit { text: text.to_owned() }));
    }
    if let Some(figure) = measure.leaves_open(*figure) {
        return Err(Some(Problem::TwoReadings { text: text.to_owned(), figure }));
    }
    measure.value(figure.value, text)
}

/// Splits `a..b`, `a–b`, `a-b`, `a to b`, `between a and b`: the mark must stand between an amount and an amount.
pub(in crate::record) fn split_range(text: &str) -> Option<(&str, &str)> {
    if let Some(ends) = hedge::between(text) {
        return Some(ends);
    }
    if let Some((a, b)) = text.split_once("..").or_else(|| text.split_once(" to ")) {
        return Some((a.trim(), b.trim_start_matches('.').trim()));
    }
    let digit = |c: char| c.is_ascii_digit();
    let (first, last) = (text.find(digit)?, text.rfind(digit)?);
    text.char_indices().filter(|(_, c)| matches!(c, '–' | '—' | '-')).find_map(|(i, c)| {
        let (a, b) = (&text[..i], &text[i + c.len_utf8()..]);
        // `1e-6 USD` holds no range.
        let exponent = c == '-'
            && a.strip_suffix(['e', 'E']).is_some_and(|a| a.ends_with(digit))
            && b.starts_with(digit);
        (first < i && i < last && !exponent).then_some((a.trim(), b.trim()))
    })
}
