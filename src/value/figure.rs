//! Numbers as rules and records write them: `1_000.5`, `1,000,000.50`, `-1.5e3`. Never through a
//! float.

use super::{Decimal, Notation, TwoReadings};
use crate::alarm::Sure;

/// A number as it stands in a text.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(crate) struct Figure {
    /// Its value.
    pub(crate) value: Decimal,
    /// How many bytes it takes.
    pub(crate) len: usize,
    /// Whether its point may part thousands as well, as in `75.000`.
    two_ways: bool,
}

/// Why a text does not start with a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NoFigure {
    /// It starts with something else.
    NotOne,
    /// The number has more digits than are held, or is beyond all of them.
    TooPrecise,
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
    fn may_end_group(&self, lakh: bool) -> bool {
        match self.group {
            Some(digits) => digits == if lakh { 2 } else { 3 },
            None if lakh => (1..=2).contains(&self.digits),
            None => (1..=3).contains(&self.digits),
        }
    }
}

impl Figure {
    /// Reads a number at the start of a text.
    pub(crate) fn at_start(text: &str, notation: Notation) -> Result<Figure, NoFigure> {
        let sign = text.chars().next().filter(|c| matches!(c, '-' | '+' | '−'));
        let start = sign.map_or(0, char::len_utf8);
        let (mut coef, mut digits, mut fraction) = (0i128, 0usize, None);
        let (mut whole, mut plain, mut len) = (Whole::default(), true, start);
        let mut behind_digit = false;
        let mut rest = text.get(start..).sure().chars();
        while let Some(c) = rest.next() {
            let before_digit = rest.as_str().starts_with(|c: char| c.is_ascii_digit());
            if let Some(digit) = c.to_digit(10) {
                digits += usize::from(digits > 0 || digit != 0);
                coef = coef
                    .checked_mul(10)
                    .and_then(|coef| coef.checked_add(i128::from(digit)))
                    .ok_or(NoFigure::TooPrecise)?;
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
            } else if before_digit && behind_digit && c == '_' {
                plain = false;
            } else if before_digit && fraction.is_none() && notation.is_group(c) {
                if !whole.may_end_group(notation.is_lakh()) {
                    return Err(NoFigure::NotOne);
                }
                whole.group = Some(0);
            } else {
                break;
            }
            len += c.len_utf8();
            behind_digit = c.is_ascii_digit();
        }
        if whole.digits == 0 && fraction.is_none() || !whole.is_well() {
            return Err(NoFigure::NotOne);
        }
        let (exponent, more) = exponent_at(text.as_bytes().get(len..).sure())?;
        if digits > Decimal::DIGITS {
            return Err(NoFigure::TooPrecise);
        }
        let coef = if matches!(sign, Some('-' | '−')) { -coef } else { coef };
        let value =
            Decimal::new(coef, fraction.unwrap_or(0) - exponent).ok_or(NoFigure::TooPrecise)?;
        let thousands = (1..=3).contains(&whole.digits) && !whole.starts_with_zero;
        let two_ways = !notation.is_said()
            && plain
            && more == 0
            && whole.group.is_none()
            && thousands
            && fraction == Some(3);
        Ok(Figure { value, len: len + more, two_ways })
    }

    /// The same below zero.
    pub(crate) fn negative(self) -> Figure {
        Figure { value: self.value.neg(), ..self }
    }

    /// The figure, where it is written so that it reads two ways.
    pub(crate) fn two_readings(self) -> Option<TwoReadings> {
        self.two_ways.then_some(TwoReadings(self.value))
    }
}

/// Reads `e6`, `E-3`; nothing is exponent zero.
fn exponent_at(bytes: &[u8]) -> Result<(i32, usize), NoFigure> {
    let Some(b'e' | b'E') = bytes.first() else { return Ok((0, 0)) };
    let sign = usize::from(matches!(bytes.get(1), Some(b'+' | b'-')));
    let digits = bytes[1 + sign..].iter().take_while(|b| b.is_ascii_digit()).count();
    if digits == 0 {
        return Ok((0, 0));
    }
    let text = std::str::from_utf8(&bytes[1..1 + sign + digits]).unwrap_or_default();
    let exponent: i32 =
        text.parse().ok().filter(|e: &i32| e.abs() <= 6000).ok_or(NoFigure::NotOne)?;
    Ok((exponent, 1 + sign + digits))
}
