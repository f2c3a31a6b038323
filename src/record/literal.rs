//! Quantities as people write them: `up to 100 bn USD`, `12.5..13.5 bn`, `$100bn`, `at least 10 GW`.

use super::error::{Problem, did_you_mean};
use crate::ty::{Dim, Schema};
use crate::value::{Currency, Decimal, Rounding};

/// What a text tells of a quantity, in base units. An absent end is not bounded.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Told {
    pub(super) lo: Option<Decimal>,
    pub(super) hi: Option<Decimal>,
    pub(super) dim: Dim,
    pub(super) currency: Option<Currency>,
}

/// What a word before a quantity makes of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hedge {
    UpTo,
    AtLeast,
    About,
}

const HEDGES: [(&str, Hedge); 16] = [
    ("up to", Hedge::UpTo),
    ("at most", Hedge::UpTo),
    ("under", Hedge::UpTo),
    ("less than", Hedge::UpTo),
    ("<=", Hedge::UpTo),
    ("≤", Hedge::UpTo),
    ("at least", Hedge::AtLeast),
    ("more than", Hedge::AtLeast),
    ("over", Hedge::AtLeast),
    (">=", Hedge::AtLeast),
    ("≥", Hedge::AtLeast),
    ("about", Hedge::About),
    ("around", Hedge::About),
    ("approximately", Hedge::About),
    ("ca.", Hedge::About),
    ("~", Hedge::About),
];

/// One number with everything that stands around it.
#[derive(Clone, Copy, Default)]
struct Amount {
    number: Decimal,
    scaled: bool,
    /// A unit, percent sign or scale by which a bare left end of a range is measured too.
    measured: bool,
    exponent: i32,
    factor: Option<Decimal>,
    dim: Dim,
    currency: Option<Currency>,
}

/// Reads a quantity. `Err(None)`: it is none; the caller knows what it expected.
pub(super) fn quantity(text: &str, schema: &Schema) -> Result<Told, Option<Problem>> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Err(None);
    }
    let (hedge, rest) = hedge(text.trim());
    let Some((left, right)) = split_range(rest) else {
        let amount = amount(rest, schema)?;
        let value = amount.value(text)?;
        let (lo, hi) = match hedge {
            None => (Some(value), Some(value)),
            Some(Hedge::AtLeast) => (Some(value), None),
            Some(Hedge::UpTo) if value.signum() > 0 => (Some(Decimal::ZERO), Some(value)),
            Some(Hedge::UpTo) => (None, Some(value)),
            Some(Hedge::About) => {
                let [a, b] = [9, 11]
                    .map(|n| Decimal::new(value.coef().saturating_mul(n), value.scale() + 1));
                let too_precise = || Some(Problem::TooPrecise { text: text.to_owned() });
                let (a, b) = (a.ok_or_else(too_precise)?, b.ok_or_else(too_precise)?);
                if value.signum() < 0 { (Some(b), Some(a)) } else { (Some(a), Some(b)) }
            }
        };
        return Ok(Told { lo, hi, dim: amount.dim, currency: amount.currency });
    };
    if hedge.is_some_and(|h| h != Hedge::About) {
        return Err(None);
    }
    let (mut low, mut high) = (amount(left, schema)?, amount(right, schema)?);
    low.share(&mut high);
    let (lo, hi) = (low.value(text)?, high.value(text)?);
    if low.dim != high.dim || low.currency != high.currency || lo > hi {
        return Err(None);
    }
    Ok(Told { lo: Some(lo), hi: Some(hi), dim: high.dim, currency: high.currency })
}

impl Amount {
    /// `300–350 bn USD`: what stands at one end only holds for both.
    fn share(&mut self, high: &mut Amount) {
        if !self.scaled && !self.measured {
            self.exponent = high.exponent;
        }
        if !self.measured {
            (self.factor, self.dim) = (high.factor, high.dim);
        }
        match (self.currency, high.currency) {
            (None, c) => self.currency = c,
            (c, None) => (high.currency, high.dim) = (c, self.dim.times(high.dim)),
            (Some(_), Some(_)) => {}
        }
        if self.currency.is_some() && self.dim.money() == 0 {
            self.dim = high.dim;
        }
    }

    fn value(&self, text: &str) -> Result<Decimal, Option<Problem>> {
        let exact = Decimal::new(self.number.coef(), self.number.scale() - self.exponent);
        let scaled = match self.factor {
            Some(f) => exact.and_then(|d| d.mul(f, Rounding::HalfEven)),
            None => exact,
        };
        scaled.ok_or_else(|| Some(Problem::TooPrecise { text: text.to_owned() }))
    }
}

fn hedge(text: &str) -> (Option<Hedge>, &str) {
    for (word, hedge) in HEDGES {
        let Some(head) = text.get(..word.len()) else { continue };
        if head.eq_ignore_ascii_case(word) {
            let rest = &text[word.len()..];
            let apart = !word.ends_with(|c: char| c.is_ascii_alphabetic())
                || rest.starts_with(|c: char| !c.is_alphabetic());
            if apart {
                return (Some(hedge), rest.trim_start());
            }
        }
    }
    (None, text)
}

/// Splits `a..b`, `a–b`, `a-b`, `a to b`: the mark must stand between an amount and an amount.
fn split_range(text: &str) -> Option<(&str, &str)> {
    if let Some((a, b)) = text.split_once("..").or_else(|| text.split_once(" to ")) {
        return Some((a.trim(), b.trim_start_matches('.').trim()));
    }
    let has_digit = |s: &str| s.bytes().any(|b| b.is_ascii_digit());
    text.char_indices().filter(|(_, c)| matches!(c, '–' | '—' | '-')).find_map(|(i, c)| {
        let (a, b) = (text[..i].trim(), text[i + c.len_utf8()..].trim());
        // `1e-6` holds no range.
        let exponent = a.ends_with(['e', 'E']) && !b.contains(' ') && c == '-';
        (has_digit(a) && has_digit(b) && !exponent).then_some((a, b))
    })
}

/// Reads `[currency] number [scale] [unit]`, words in any place, units joined by `/` or `per`.
fn amount(text: &str, schema: &Schema) -> Result<Amount, Option<Problem>> {
    let mut result = Amount::default();
    let (mut number, mut per) = (None, false);
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let stuck = !rest.starts_with(char::is_whitespace);
        if first.is_ascii_digit() || (number.is_none() && matches!(first, '-' | '+' | '.' | '−'))
        {
            let (value, len) = number_at(rest)?;
            if number.replace(value).is_some() {
                return Err(None);
            }
            rest = &rest[len..];
        } else if first == '/' {
            (per, rest) = (true, &rest[1..]);
        } else {
            let len = rest
                .find(|c: char| !c.is_alphabetic() && c != '_')
                .filter(|n| *n > 0)
                .unwrap_or_else(
                    || if first.is_alphabetic() { rest.len() } else { first.len_utf8() },
                );
            let (word, tail) = rest.split_at(len);
            if word == "per" {
                per = true;
            } else {
                result.word(word, per, number.is_some() && stuck, schema)?;
                per = false;
            }
            rest = tail;
        }
        rest = rest.trim_start();
    }
    result.number = number.ok_or(None)?;
    if per { Err(None) } else { Ok(result) }
}

impl Amount {
    fn word(
        &mut self,
        word: &str,
        per: bool,
        after_number: bool,
        schema: &Schema,
    ) -> Result<(), Option<Problem>> {
        if let Some(unit) = schema.units.iter().find(|u| u.name == word) {
            let factor = if per {
                Decimal::ONE.div(unit.factor, Rounding::HalfEven)
            } else {
                Some(unit.factor)
            };
            self.factor = match (self.factor, factor) {
                (None, f) if f == Some(Decimal::ONE) => None,
                (None, f) => f,
                (Some(a), Some(b)) => a.mul(b, Rounding::HalfEven),
                (Some(_), None) => return Err(None),
            };
            self.dim = if per { self.dim.per(unit.dim) } else { self.dim.times(unit.dim) };
            self.measured = true;
            return Ok(());
        }
        let shift = match word {
            "%" => Some(-2),
            "bps" | "bp" => Some(-4),
            _ => None,
        };
        if let Some(shift) = shift {
            self.exponent += shift;
            self.measured = true;
            return Ok(());
        }
        if let (Some(exponent), false, true) = (scale(word), self.scaled, after_number) {
            (self.exponent, self.scaled) = (self.exponent + exponent, true);
            return Ok(());
        }
        let Some(currency) = currency(word) else { return Err(Some(unknown_word(word, schema))) };
        if per || self.currency.replace(currency).is_some() {
            return Err(None);
        }
        self.dim = self.dim.times(Dim::MONEY);
        Ok(())
    }
}

fn unknown_word(word: &str, schema: &Schema) -> Problem {
    let text = word.to_owned();
    if word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase()) {
        let help = did_you_mean(word, ["USD", "EUR", "GBP", "JPY", "CNY", "CHF", "CAD", "AUD"]);
        return Problem::UnknownCurrency { text, help };
    }
    let help = did_you_mean(word, schema.units.iter().map(|u| u.name.as_str()));
    Problem::UnknownUnit { text, help }
}

fn scale(word: &str) -> Option<i32> {
    Some(match word.to_ascii_lowercase().as_str() {
        "k" | "thousand" => 3,
        "m" | "mn" | "mln" | "million" => 6,
        "b" | "bn" | "bln" | "billion" => 9,
        "t" | "tn" | "trn" | "trillion" => 12,
        _ => return None,
    })
}

/// A currency by code (any case is a slip worth catching, so upper case only) or symbol.
pub(super) fn currency(word: &str) -> Option<Currency> {
    let code = match word {
        "$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        "¥" => "JPY",
        "₹" => "INR",
        "₩" => "KRW",
        code if code.len() == 3 => code,
        _ => return None,
    };
    Currency::from_code(code)
}

/// Reads a number at the start of a text; gives its length too. Never through a float.
fn number_at(text: &str) -> Result<(Decimal, usize), Option<Problem>> {
    let bytes = text.as_bytes();
    let (mut at, mut negative) = (0, false);
    if let Some(sign) = text.chars().next().filter(|c| matches!(c, '-' | '+' | '−')) {
        negative = sign != '+';
        at = sign.len_utf8();
    }
    let start = at;
    let (mut coef, mut scale, mut digits, mut point) = (0i128, 0i32, 0usize, false);
    let (mut seen, mut group) = (false, None);
    while let Some(b) = bytes.get(at) {
        let next_digit = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        match b {
            b'0'..=b'9' => {
                seen = true;
                digits += usize::from(digits > 0 || *b != b'0');
                coef = coef
                    .checked_mul(10)
                    .and_then(|c| c.checked_add(i128::from(b - b'0')))
                    .ok_or_else(|| Some(Problem::TooPrecise { text: text.to_owned() }))?;
                scale += i32::from(point);
            }
            b'.' if !point && next_digit => point = true,
            b'_' if next_digit => {}
            // `1,000,000`: only where it can be nothing but a thousands separator.
            b',' if !point && next_digit && (1..=3).contains(&(at - group.unwrap_or(start))) => {
                if group.is_some_and(|g| at - g != 3) {
                    return Err(None);
                }
                group = Some(at + 1);
            }
            _ => break,
        }
        if group.is_some_and(|g| *b == b'.' && at - g != 3) {
            return Err(None);
        }
        at += 1;
    }
    if !seen || (group.is_some_and(|g| !point && at - g != 3)) {
        return Err(None);
    }
    let (exponent, len) = exponent_at(&bytes[at..])?;
    if digits > 34 {
        return Err(Some(Problem::TooPrecise { text: text.to_owned() }));
    }
    let coef = if negative { -coef } else { coef };
    let value = Decimal::new(coef, scale - exponent)
        .ok_or_else(|| Some(Problem::TooPrecise { text: text.to_owned() }))?;
    Ok((value, at + len))
}

/// Reads `e6`, `E-3`; nothing is exponent zero.
fn exponent_at(bytes: &[u8]) -> Result<(i32, usize), Option<Problem>> {
    let Some(b'e' | b'E') = bytes.first() else { return Ok((0, 0)) };
    let sign = usize::from(matches!(bytes.get(1), Some(b'+' | b'-')));
    let digits = bytes[1 + sign..].iter().take_while(|b| b.is_ascii_digit()).count();
    if digits == 0 {
        return Ok((0, 0));
    }
    let text = std::str::from_utf8(&bytes[1..1 + sign + digits]).unwrap_or_default();
    let exponent: i32 = text.parse().ok().filter(|e: &i32| e.abs() <= 6000).ok_or(None)?;
    Ok((exponent, 1 + sign + digits))
}

/// The quick way for plain decimals of at most 16 signs: coefficient and scale. Numbers of all
/// lengths go the same way without a branch on any digit, which no processor could foresee.
pub(super) fn plain(text: &str) -> Option<(i64, u8)> {
    let bytes = text.as_bytes();
    let (negative, bytes) = match bytes.split_first()? {
        (b'-', rest) => (true, rest),
        _ => (false, bytes),
    };
    let signs = packed(bytes)?;
    let point = first_of(b'.', signs).min(bytes.len());
    let behind = bytes.len() - point;
    if point == 0 || behind == 1 {
        return None;
    }
    // The digits without the point, moved to the end with zeros before them.
    let whole = signs & !(u128::MAX << (8 * point - 1) << 1);
    let fraction = (signs >> (8 * point - 8) >> 16) << (8 * point - 8) << 8;
    let scale = behind.saturating_sub(1);
    let count = point + scale;
    let digits =
        (whole | fraction) << (8 * (16 - count)) | ZEROS & !(u128::MAX << (128 - 8 * count));
    let (first, last) = (eight_digits(digits as u64)?, eight_digits((digits >> 64) as u64)?);
    let coef = first * 100_000_000 + last;
    Some((if negative { -coef } else { coef }, scale as u8))
}

/// Sixteen times the digit zero.
const ZEROS: u128 = u128::from_ne_bytes([b'0'; 16]);

/// One to sixteen bytes as a number, the first one lowest.
#[inline]
fn packed(bytes: &[u8]) -> Option<u128> {
    let ends = |first: u64, last: u64, width: usize| {
        u128::from(first) | u128::from(last) << (8 * (bytes.len() - width))
    };
    match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(first), Some(last)) if bytes.len() <= 16 => {
            return Some(ends(u64::from_le_bytes(*first), u64::from_le_bytes(*last), 8));
        }
        (Some(_), _) => return None,
        _ => {}
    }
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            let [first, last] = [*first, *last].map(|end| u64::from(u32::from_le_bytes(end)));
            Some(ends(first, last, 4))
        }
        _ if bytes.is_empty() => None,
        _ => Some(bytes.iter().rev().fold(0, |all, byte| all << 8 | u128::from(*byte))),
    }
}

/// Where a byte first stands in a packed text; beyond its end where it does not.
#[inline]
fn first_of(byte: u8, packed: u128) -> usize {
    const ONES: u128 = u128::from_ne_bytes([1; 16]);
    let differs = packed ^ (ONES * u128::from(byte));
    let found = differs.wrapping_sub(ONES) & !differs & (ONES << 7);
    found.trailing_zeros() as usize / 8
}

/// The number that eight digits make, all at once: neighbours join to pairs, fours and the whole.
#[inline]
fn eight_digits(text: u64) -> Option<i64> {
    let digits = text ^ ZEROS as u64;
    // A digit leaves nothing in the upper half of its byte, with or without six more.
    if (digits.wrapping_add(0x0606_0606_0606_0606) | digits) & 0xF0F0_F0F0_F0F0_F0F0 != 0 {
        return None;
    }
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00FF_00FF_00FF_00FF;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_FFFF_0000_FFFF;
    Some((fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xFFFF_FFFF) as i64)
}
