//! Numbers as records write them: `1,000,000.50`, `-1.5e3`, `1_000`. Never through a float.

use super::error::Problem;
use super::notation::Notation;
use crate::value::Decimal;

/// A number as it stands in a text.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Figure {
    pub(super) value: Decimal,
    /// How many bytes it takes.
    pub(super) len: usize,
    /// Whether its point may part thousands as well, as in `75.000`.
    pub(super) two_ways: bool,
}

/// What stands before a fraction, while it is read.
#[derive(Default)]
struct Whole {
    /// Its digits so far.
    digits: usize,
    starts_with_zero: bool,
    /// The digits since the last mark that parts thousands.
    group: Option<usize>,
}

impl Whole {
    /// Whether its groups are thousands: a first one of one to three digits, which is not zero,
    /// and then threes.
    fn is_well(&self) -> bool {
        self.group.is_none_or(|digits| digits == 3 && !self.starts_with_zero)
    }

    /// Whether a mark that parts thousands may follow.
    fn may_end_group(&self) -> bool {
        match self.group {
            Some(digits) => digits == 3,
            None => (1..=3).contains(&self.digits),
        }
    }
}

/// Reads a number at the start of a text.
pub(super) fn at_start(text: &str, notation: Notation) -> Result<Figure, Option<Problem>> {
    let too_precise = || Some(Problem::TooPrecise { text: text.to_owned() });
    let sign = text.chars().next().filter(|c| matches!(c, '-' | '+' | '−'));
    let start = sign.map_or(0, char::len_utf8);
    let (mut coef, mut digits, mut fraction) = (0i128, 0usize, None);
    let (mut whole, mut plain, mut len) = (Whole::default(), true, start);
    let mut rest = text.get(start..).unwrap_or_default().chars();
    while let Some(c) = rest.next() {
        let before_digit = rest.as_str().starts_with(|c: char| c.is_ascii_digit());
        if let Some(digit) = c.to_digit(10) {
            digits += usize::from(digits > 0 || digit != 0);
            coef = coef
                .checked_mul(10)
                .and_then(|coef| coef.checked_add(i128::from(digit)))
                .ok_or_else(too_precise)?;
            match &mut fraction {
                Some(count) => *count += 1,
                None => {
                    whole.starts_with_zero |= whole.digits == 0 && digit == 0;
                    whole.digits += 1;
                    whole.group = whole.group.map(|digits| digits + 1);
                }
            }
        } else if before_digit && fraction.is_none() && notation.is_point(c) {
            fraction = Some(0i32);
        } else if before_digit && c == '_' {
            plain = false;
        } else if before_digit && fraction.is_none() && notation.is_group(c) {
            if !whole.may_end_group() {
                return Err(None);
            }
            whole.group = Some(0);
        } else {
            break;
        }
        len += c.len_utf8();
    }
    if whole.digits == 0 && fraction.is_none() || !whole.is_well() {
        return Err(None);
    }
    let (exponent, more) = exponent_at(text.as_bytes().get(len..).unwrap_or_default())?;
    if digits > Decimal::DIGITS {
        return Err(too_precise());
    }
    let coef = if matches!(sign, Some('-' | '−')) { -coef } else { coef };
    let value = Decimal::new(coef, fraction.unwrap_or(0) - exponent).ok_or_else(too_precise)?;
    let thousands = (1..=3).contains(&whole.digits) && !whole.starts_with_zero;
    let two_ways = !notation.is_said()
        && plain
        && more == 0
        && whole.group.is_none()
        && thousands
        && fraction == Some(3);
    Ok(Figure { value, len: len + more, two_ways })
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
