//! Dates and periods as people write them: `2025-09-22`, `H2 2026`, `2026-07`, `18 months`.

use super::error::Problem;
use crate::value::{Date, Period};

/// The bytes of a day such as `2025-09-22`.
const DAY: usize = 10;

/// The first and the last day that a text may mean. `Err(None)`: it is no date at all.
pub(super) fn date(text: &str) -> Result<(Date, Date), Option<Problem>> {
    let text = text.trim();
    // Most dates are days, which need no search for a range.
    if text.len() == DAY
        && let Some(day) = day(text)?
    {
        return Ok((day, day));
    }
    let Some((a, b)) = text.split_once("..") else { return moment(text) };
    let (from, to) = (moment(a.trim())?.0, moment(b.trim())?.1);
    let reversed = || Some(Problem::Reversed { text: text.to_owned() });
    if from <= to { Ok((from, to)) } else { Err(reversed()) }
}

/// The days that a text without a range may mean.
fn moment(text: &str) -> Result<(Date, Date), Option<Problem>> {
    if let Some(day) = day(text)? {
        return Ok((day, day));
    }
    let (year, first, last) = span_of_months(text).ok_or(None)?;
    let missing = || Some(Problem::NoSuchDate { text: text.to_owned() });
    let from = Date::new(year, first, 1).ok_or_else(missing)?;
    let (y, m) = if last == 12 { (year + 1, 1) } else { (year, last + 1) };
    let to = if y > 9999 { Date::MAX } else { Date(Date::new(y, m, 1).ok_or_else(missing)?.0 - 1) };
    Ok((from, to))
}

/// `2025-09-22`, also as the head of an RFC 3339 timestamp.
fn day(text: &str) -> Result<Option<Date>, Option<Problem>> {
    let bytes = text.as_bytes();
    let (Some(b'-'), Some(b'-')) = (bytes.get(4), bytes.get(7)) else { return Ok(None) };
    let number = |range: std::ops::Range<usize>| -> Option<u32> {
        bytes
            .get(range)?
            .iter()
            .try_fold(0u32, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
    };
    let (Some(y), Some(m), Some(d)) = (number(0..4), number(5..7), number(8..10)) else {
        return Ok(None);
    };
    let timestamp = bytes.len() == DAY
        || (matches!(bytes[10], b'T' | b't' | b' ') && number(11..13).is_some_and(|h| h < 24));
    if !timestamp {
        return Ok(None);
    }
    let date = Date::new(y as i32, m, d);
    date.map(Some).ok_or_else(|| Some(Problem::NoSuchDate { text: text.to_owned() }))
}

/// Year, first and last month of `2026`, `2026-07`, `Q3 2026`, `2026 H2`.
fn span_of_months(text: &str) -> Option<(i32, u32, u32)> {
    let year = |s: &str| -> Option<i32> {
        let digits = s.len() == 4 && s.bytes().all(|b| b.is_ascii_digit());
        if digits { s.parse().ok() } else { None }
    };
    if let Some(y) = year(text) {
        return Some((y, 1, 12));
    }
    let (a, b) = text.split_once([' ', '-'])?;
    let (y, part) = match (year(a), year(b)) {
        (Some(y), None) => (y, b.trim()),
        (None, Some(y)) => (y, a.trim()),
        _ => return None,
    };
    let ordinal = |n: &str, max: u32| n.parse().ok().filter(|n| (1..=max).contains(n));
    match part.as_bytes().first()?.to_ascii_uppercase() {
        b'H' => ordinal(&part[1..], 2).map(|h| (y, h * 6 - 5, h * 6)),
        b'Q' => ordinal(&part[1..], 4).map(|q| (y, q * 3 - 2, q * 3)),
        b'0'..=b'9' if part.len() == 2 => Some((y, part.parse().ok()?, part.parse().ok()?)),
        _ => None,
    }
}

/// `18 months`, `180 days`, `5 years`, `2 weeks`, `1 quarter`, and sums of them: `1 year 6 months`.
pub(super) fn period(text: &str) -> Option<Period> {
    let mut total = Period::default();
    let mut words = text.split_whitespace().peekable();
    words.peek()?;
    while let Some(number) = words.next() {
        let n: i32 = number.parse().ok()?;
        let unit = words.next()?;
        let (months, days) = match unit.strip_suffix('s').unwrap_or(unit) {
            "day" => (0, 1),
            "week" => (0, 7),
            "month" => (1, 0),
            "quarter" => (3, 0),
            "year" => (12, 0),
            _ => return None,
        };
        total.months = total.months.checked_add(n.checked_mul(months)?)?;
        total.days = total.days.checked_add(n.checked_mul(days)?)?;
    }
    Some(total)
}
