//! Numbers of records: in the middle of a text, and quickly where they are all of it.

use crate::record::error::Problem;
use crate::value::{Figure, NoFigure, Notation};

/// Reads a number at the start of a text.
pub(in crate::record) fn at_start(
    text: &str,
    notation: Notation,
) -> Result<Figure, Option<Problem>> {
    Figure::at_start(text, notation).map_err(|error| match error {
        NoFigure::NotOne => None,
        NoFigure::TooPrecise => Some(Problem::TooPrecise { text: text.to_owned() }),
    })
}

/// The quick way for plain decimals of at most 16 signs: coefficient and scale. Numbers of all
/// lengths go the same way without a branch on any digit, which no processor could foresee.
pub(in crate::record) fn plain(text: &str) -> Option<(i64, u8)> {
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
