//! Quantities as people write them: `up to 100 bn USD`, `12.5..13.5 bn`, `$100bn`, `at least 10 GW`.

use super::error::{Problem, did_you_mean};
use super::number;
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
    /// What its units measure; its currency comes on top.
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
        let amount = amount(rest, text, schema)?;
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
        return Ok(Told { lo, hi, dim: amount.measure(), currency: amount.currency });
    };
    if hedge.is_some_and(|h| h != Hedge::About) {
        return Err(None);
    }
    let (mut low, mut high) = (amount(left, text, schema)?, amount(right, text, schema)?);
    low.share(&mut high);
    let (lo, hi) = (low.value(text)?, high.value(text)?);
    if low.dim != high.dim || low.currency != high.currency {
        return Err(None);
    }
    if lo > hi {
        return Err(Some(Problem::Reversed { text: text.to_owned() }));
    }
    Ok(Told { lo: Some(lo), hi: Some(hi), dim: high.measure(), currency: high.currency })
}

impl Amount {
    /// `300–350 bn USD`, `$300–350bn`: what stands at one end only holds for both.
    fn share(&mut self, high: &mut Amount) {
        if !self.scaled && !self.measured {
            self.exponent = high.exponent;
        }
        if !self.measured {
            (self.factor, self.dim) = (high.factor, high.dim);
        }
        self.currency = self.currency.or(high.currency);
        high.currency = high.currency.or(self.currency);
    }

    /// What it is an amount of.
    fn measure(&self) -> Dim {
        self.currency.map_or(self.dim, |_| self.dim.times(Dim::MONEY))
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

/// Reads `[currency] number [scale] [unit]`, words in any place, units joined by `/` or `per`.
/// `whole` is the text that it is a part of.
fn amount(text: &str, whole: &str, schema: &Schema) -> Result<Amount, Option<Problem>> {
    let no_number = || Some(Problem::Number { text: whole.to_owned() });
    let mut result = Amount::default();
    let (mut number, mut per) = (None, false);
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let stuck = !rest.starts_with(char::is_whitespace);
        if first.is_ascii_digit() || (number.is_none() && matches!(first, '-' | '+' | '.' | '−'))
        {
            let (value, len) = number::at_start(rest).map_err(|e| e.or_else(no_number))?;
            if number.replace(value).is_some() {
                return Err(no_number());
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
            // `1.000,50` and `0x10` go on as no number does.
            let goes_on = tail.starts_with(|c: char| c.is_ascii_digit());
            if number.is_some() && goes_on || first.is_ascii_punctuation() && !is_sign(word) {
                return Err(no_number());
            } else if word == "per" {
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
        Ok(())
    }
}

/// Whether a word that is no letter means something.
fn is_sign(word: &str) -> bool {
    word == "%" || currency(word).is_some()
}

fn unknown_word(word: &str, schema: &Schema) -> Problem {
    let code = word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    let lower = Currency::from_code(&word.to_ascii_uppercase()).is_some();
    if code || lower || !word.starts_with(char::is_alphabetic) {
        return unknown_currency(word);
    }
    let help = did_you_mean(word, schema.units.iter().map(|u| u.name.as_str()));
    Problem::UnknownUnit { text: word.to_owned(), help }
}

/// What to say of a currency that does not exist. One in small letters is most likely meant.
pub(super) fn unknown_currency(text: &str) -> Problem {
    let upper = text.to_ascii_uppercase();
    let known = Currency::from_code(&upper).is_some().then_some(upper.as_str());
    let usual = ["USD", "EUR", "GBP", "JPY", "CNY", "CHF", "CAD", "AUD"];
    let help = did_you_mean(text, known.into_iter().chain(usual));
    let help = help.or_else(|| Some("write an ISO 4217 code such as `USD`".to_owned()));
    Problem::UnknownCurrency { text: text.to_owned(), help }
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
