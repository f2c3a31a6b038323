//! Periods as people write them: `18 months`, `1 year 6 months`, `18..24 months`, `at least 18
//! months`, `5 years or more`.

use super::hedge;
use super::literal::split_range;
use crate::record::error::Problem;
use crate::value::{Period, PeriodRange};

/// Reads a period, or what it lies between; `unit` stands beside the text and measures a bare
/// number. `Err(None)`: it is none at all.
pub(in crate::record) fn period(
    text: &str,
    unit: Option<&str>,
) -> Result<PeriodRange, Option<Problem>> {
    let (hedges, rest) = hedge::strip(text)?;
    let unit = match unit {
        Some(word) => Some(agreed(rest, word, text)?),
        None => None,
    };
    let Some((left, right)) = split_range(rest) else {
        let period = told(rest, unit)?;
        return Ok(hedges.of_periods(period, period, text)?);
    };
    // What stands at one end only holds for both.
    let hi = told(right, unit)?;
    let lo = told(left, unit.or_else(|| last_unit(right)))?;
    if hi.is_below(lo) {
        return Err(Some(Problem::Reversed { text: text.to_owned() }));
    }
    Ok(hedges.of_periods(lo, hi, text)?)
}

/// The unit that stands beside a text, which must not be in another.
fn agreed(rest: &str, beside: &str, text: &str) -> Result<Period, Option<Problem>> {
    let unit = named(beside).ok_or(None)?;
    let mut words = rest.split(|c: char| !c.is_alphabetic());
    match words.find(|word| named(word).is_some_and(|own| own != unit)) {
        Some(own) => {
            let what = format!("`{text}` is in {own}, but what stands beside it says {beside}");
            Err(Some(Problem::Contradiction { what }))
        }
        None => Ok(unit),
    }
}

/// `18 months`, `180 days`, and sums of them: `1 year 6 months`; a number alone with the unit
/// beside it.
fn told(text: &str, beside: Option<Period>) -> Result<Period, Option<Problem>> {
    let mut total = Period::ZERO;
    let mut words = text.split_whitespace().peekable();
    words.peek().ok_or(None)?;
    while let Some(number) = words.next() {
        let n: i32 = number.parse().map_err(|_| None)?;
        let unit = match words.next() {
            Some(word) => named(word).ok_or(None)?,
            None if number == text.trim() => beside.ok_or(None)?,
            None => return Err(None),
        };
        total = repeated(unit, n).and_then(|part| total.add(part)).ok_or(None)?;
    }
    Ok(total)
}

fn repeated(unit: Period, n: i32) -> Option<Period> {
    Some(Period::new(unit.months.checked_mul(n)?, unit.days.checked_mul(n)?))
}

/// The unit of a period that has one.
fn last_unit(text: &str) -> Option<Period> {
    match text.split_whitespace().collect::<Vec<_>>()[..] {
        [_, unit] => named(unit),
        _ => None,
    }
}

/// Whether a word measures periods.
pub(in crate::record) fn is_unit(word: &str) -> bool {
    named(word).is_some()
}

/// One of a unit.
fn named(unit: &str) -> Option<Period> {
    match unit.strip_suffix('s').unwrap_or(unit) {
        "day" => Some(Period::new(0, 1)),
        "week" => Some(Period::new(0, 7)),
        "month" => Some(Period::new(1, 0)),
        "quarter" => Some(Period::new(3, 0)),
        "year" => Some(Period::new(12, 0)),
        _ => None,
    }
}
