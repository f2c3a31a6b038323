//! Decimals as text.

use std::fmt;

use super::{Decimal, PRECISION, digits, pow10};

/// More zeros than this at either end of a number and it prints with an exponent.
const MAX_ZEROS: i32 = 60;

impl Decimal {
    /// Reads plain decimal text: a sign, digits with one optional point, an optional exponent
    /// (`-12.50`, `1e6`). `None` for anything else, and for a number that cannot be held exactly.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (negative, text) = match text.as_bytes() {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            rest => (false, rest),
        };
        let end = text.iter().position(|b| matches!(b, b'e' | b'E')).unwrap_or(text.len());
        let (mantissa, exponent) = text.split_at(end);
        let exponent = match exponent {
            [] => 0,
            [_, exponent @ ..] => parse_exponent(exponent)?,
        };
        let (magnitude, scale) = parse_mantissa(mantissa)?;
        Decimal::canonical(negative, magnitude, scale.saturating_sub(exponent))
    }
}

/// Digits with one optional point, as a magnitude without trailing zeros and a scale.
fn parse_mantissa(text: &[u8]) -> Option<(u128, i64)> {
    let mut magnitude = 0u128;
    let mut scale = 0i64;
    let (mut seen_digit, mut seen_point) = (false, false);
    // Zeros count only once another digit follows them, so that any number of them may end it.
    let mut zeros = 0u32;
    for byte in text {
        match byte {
            b'0' => zeros += u32::from(magnitude != 0),
            b'1'..=b'9' => {
                let factor = pow10(zeros + 1)?;
                magnitude = magnitude.checked_mul(factor)?.checked_add(u128::from(byte - b'0'))?;
                zeros = 0;
            }
            b'.' if !seen_point => {
                seen_point = true;
                continue;
            }
            _ => return None,
        }
        seen_digit = true;
        scale += i64::from(seen_point);
    }
    (seen_digit && digits(magnitude) <= PRECISION).then_some((magnitude, scale - i64::from(zeros)))
}

fn parse_exponent(text: &[u8]) -> Option<i64> {
    let (sign, digits) = match text {
        [b'-', rest @ ..] => (-1, rest),
        [b'+', rest @ ..] => (1, rest),
        rest => (1, rest),
    };
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0i64, |n, byte| {
        let digit = byte.is_ascii_digit().then(|| i64::from(byte - b'0'))?;
        Some(n.saturating_mul(10).saturating_add(sign * digit))
    })
}

impl fmt::Display for Decimal {
    /// Plain notation; with an exponent only where that would take a great many zeros.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.coef().unsigned_abs().to_string();
        let scale = self.scale();
        let plain = if scale.abs() > MAX_ZEROS {
            format!("{digits}e{}", -scale)
        } else if scale <= 0 {
            digits + &"0".repeat(scale.unsigned_abs() as usize)
        } else {
            let padded = format!("{digits:0>width$}", width = scale as usize + 1);
            let (whole, fraction) = padded.split_at(padded.len() - scale as usize);
            format!("{whole}.{fraction}")
        };
        f.pad_integral(self.coef() >= 0, "", &plain)
    }
}
