//! Dates as people write them: `2025-09-22`, `H2 2026`, `2026-07`, `before 2027`.

use super::hedge;
use crate::record::error::{Problem, expected};
use crate::ty::Ty;
use crate::value::{Date, Dates, Elsewhere, Period, Written};

/// The bytes of a day such as `2025-09-22`.
const DAY: usize = 10;

/// The first and the last day that a text may mean; `None` where it does not say.
pub(in crate::record) type Days = (Option<Date>, Option<Date>);

/// What a word before a time makes of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hedge {
    /// Any day before its first.
    Before,
    /// Any day up to its last.
    By,
    /// Any day from its first.
    From,
    /// Any day after its last.
    After,
    /// Nobody can say how many days that is.
    Vague,
}

/// Every spelling; one that another starts with stands behind it.
const SPELLINGS: [(&str, Hedge); 33] = [
    ("before", Hedge::Before),
    ("earlier than", Hedge::Before),
    ("<=", Hedge::By),
    ("≤", Hedge::By),
    ("<", Hedge::Before),
    ("by", Hedge::By),
    ("until", Hedge::By),
    ("up to", Hedge::By),
    ("at most", Hedge::By),
    ("at the latest", Hedge::By),
    ("no later than", Hedge::By),
    ("not later than", Hedge::By),
    ("not after", Hedge::By),
    ("from", Hedge::From),
    ("since", Hedge::From),
    ("at least", Hedge::From),
    ("at the earliest", Hedge::From),
    ("no earlier than", Hedge::From),
    ("not earlier than", Hedge::From),
    ("not before", Hedge::From),
    (">=", Hedge::From),
    ("≥", Hedge::From),
    ("after", Hedge::After),
    ("later than", Hedge::After),
    (">", Hedge::After),
    ("about", Hedge::Vague),
    ("around", Hedge::Vague),
    ("approximately", Hedge::Vague),
    ("circa", Hedge::Vague),
    ("ca.", Hedge::Vague),
    ("ca", Hedge::Vague),
    ("~", Hedge::Vague),
    ("≈", Hedge::Vague),
];

/// The same behind a time.
const BEHIND: [(&str, Hedge); 4] =
    [("later", Hedge::From), ("after", Hedge::From), ("earlier", Hedge::By), ("before", Hedge::By)];

/// What a day is counted in, where its size tells.
pub(in crate::record) fn counted(text: &str, dates: Dates) -> Option<Problem> {
    let (unit, day) = match dates.read(text.trim()) {
        Written::Seconds(day) => ("seconds", day),
        Written::Millis(day) => ("milliseconds", day),
        _ => return None,
    };
    Some(Problem::Counted { text: text.to_owned(), unit, day })
}

/// Reads a date or a time that it lies in, its days written as it is said. `Err(None)`: it is no
/// date at all.
pub(in crate::record) fn date(text: &str, dates: Dates) -> Result<Days, Option<Problem>> {
    let text = text.trim();
    // Most dates are days, which need no search for a range.
    if text.len() == DAY
        && let Some(day) = day(text)?
    {
        return Ok((Some(day), Some(day)));
    }
    if let Some(ends) = hedge::between(text) {
        return days_between(text, ends, dates);
    }
    let hedged = hedge::spelling(text, &SPELLINGS).or_else(|| hedge::behind(text, &BEHIND));
    let Some((hedge, rest)) = hedged else { return range(text, dates) };
    let (first, last) = moment(rest, dates)?;
    let missing = || Some(Problem::NoSuchDate { text: text.to_owned() });
    let beside = |day: Date, days| day.plus(Period::new(0, days)).ok_or_else(missing);
    Ok(match hedge {
        Hedge::Before => (None, Some(beside(first, -1)?)),
        Hedge::By => (None, Some(last)),
        Hedge::From => (Some(first), None),
        Hedge::After => (Some(beside(last, 1)?), None),
        Hedge::Vague => {
            let (what, help) =
                ("does not say how many days it means", "write the first and last day");
            return Err(Some(Problem::Hedge { text: text.to_owned(), what, help }));
        }
    })
}

/// The days of a text without hedges.
fn range(text: &str, dates: Dates) -> Result<Days, Option<Problem>> {
    let mark = ["..", " to ", "–", "—"].into_iter().find_map(|mark| text.split_once(mark));
    let Some(ends) = mark else {
        let (first, last) = moment(text, dates)?;
        return Ok((Some(first), Some(last)));
    };
    days_between(text, ends, dates)
}

fn days_between(
    text: &str,
    (from, to): (&str, &str),
    dates: Dates,
) -> Result<Days, Option<Problem>> {
    let (from, to) = (moment(from.trim(), dates)?.0, moment(to.trim(), dates)?.1);
    if from > to {
        return Err(Some(Problem::Reversed { text: text.to_owned() }));
    }
    Ok((Some(from), Some(to)))
}

/// The days that a text without a range may mean.
fn moment(text: &str, dates: Dates) -> Result<(Date, Date), Option<Problem>> {
    match dates.read(text) {
        Written::Day(day) | Written::Seconds(day) | Written::Millis(day) => return Ok((day, day)),
        Written::NoDay => return Err(Some(no_day(text, dates))),
        Written::ShortYear(one, other) => {
            let help =
                format!("say in the manifest from which year on they count: `{dates} from 1950`");
            return Err(Some(Problem::TwoDays { text: text.to_owned(), one, other, help }));
        }
        Written::Either(one, other) => {
            let help = format!("it counts seconds or milliseconds: write `{one}` or `{other}`");
            return Err(Some(Problem::TwoDays { text: text.to_owned(), one, other, help }));
        }
        Written::No => {}
    }
    if let Some(day) = day(text)? {
        return Ok((day, day));
    }
    let (year, first, last) = span_of_months(text).ok_or_else(|| elsewhere(text))?;
    let missing = || Some(Problem::NoSuchDate { text: text.to_owned() });
    let from = Date::new(year, first, 1).ok_or_else(missing)?;
    let (y, m) = if last == 12 { (year + 1, 1) } else { (year, last + 1) };
    let to = if y > 9999 { Date::MAX } else { Date(Date::new(y, m, 1).ok_or_else(missing)?.0 - 1) };
    Ok((from, to))
}

/// A text that is written as days are said to be, and is none of the calendar.
fn no_day(text: &str, dates: Dates) -> Problem {
    Problem::NoDay { text: text.to_owned(), said: dates.to_string() }
}

/// What is wrong with a text that is a date elsewhere, with a time behind it or not.
fn elsewhere(text: &str) -> Option<Problem> {
    let day = text.match_indices([' ', 'T']).find(|(at, _)| is_time(&text[*at..]));
    let date = Elsewhere::of(day.map_or(text, |(at, _)| &text[..at]))?;
    let (text, expected) = (text.to_owned(), expected(Ty::Date).to_owned());
    Some(Problem::WrongValue { text, expected, help: Some(date.help()) })
}

/// `2025-09-22`, also as the head of a time stamp: its day counts as it is written there, in
/// whatever zone, and `24:00` is the end of it.
fn day(text: &str) -> Result<Option<Date>, Option<Problem>> {
    let Some((y, m, d)) = text.get(..DAY).and_then(Date::written) else { return Ok(None) };
    let behind = text.get(DAY..).unwrap_or_default();
    if !behind.is_empty() && !is_time(behind) {
        let help = "what follows a day is a time, and from one day to another is written `a..b`";
        return Err(Some(Problem::WrongValue {
            text: text.to_owned(),
            expected: expected(Ty::Date).to_owned(),
            help: Some(help.to_owned()),
        }));
    }
    let date = Date::new(y, m, d);
    date.map(Some).ok_or_else(|| Some(Problem::NoSuchDate { text: text.to_owned() }))
}

fn number(digits: &[u8]) -> Option<u32> {
    let add = |n, b: &u8| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0'));
    digits.iter().try_fold(0, add)
}

/// Whether what stands behind a day is a time, a zone or both: `T09:30:00.5+02:00`, ` 09:30 UTC`,
/// `T09`, `Z`.
fn is_time(text: &str) -> bool {
    let (clock, is_stamp) = match text.strip_prefix(['T', 't']) {
        Some(clock) => (clock, true),
        None => match text.strip_prefix(' ') {
            Some(clock) => (clock.trim_start(), false),
            // An offset without a colon would look like one more part of the day.
            None => {
                return is_zone(text) && (text.contains(':') || !text.contains(['+', '-', '−']));
            }
        },
    };
    let end = clock.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ','));
    let (clock, zone) = clock.split_at(end.unwrap_or(clock.len()));
    let zone = zone.trim_start();
    (zone.is_empty() || is_zone(zone)) && is_clock(clock, is_stamp)
}

/// `09:30`, `09:30:00.123`, `24:00`; in a stamp the hour alone will do.
fn is_clock(text: &str, is_stamp: bool) -> bool {
    let (whole, fraction) = match text.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let parts: Vec<&str> = whole.split(':').collect();
    let two = |part: &&str| number(part.as_bytes()).filter(|_| part.len() == 2);
    let Some(numbers) = parts.iter().map(two).collect::<Option<Vec<u32>>>() else { return false };
    let digits = |f: &str| !f.is_empty() && f.bytes().all(|b| b.is_ascii_digit());
    let well = match *numbers.as_slice() {
        [hour] => is_stamp && hour < 24,
        [24, 0] | [24, 0, 0] => true,
        [hour, minute] => hour < 24 && minute < 60,
        // A leap second is the sixtieth.
        [hour, minute, second] => hour < 24 && minute < 60 && second <= 60,
        _ => false,
    };
    well && fraction.is_none_or(|f| numbers.len() == 3 && digits(f))
}

/// `Z`, `UTC`, `+02:00`, `-0530`, `+02`.
fn is_zone(text: &str) -> bool {
    if ["Z", "UTC", "GMT"].iter().any(|zone| text.eq_ignore_ascii_case(zone)) {
        return true;
    }
    let Some(offset) = text.strip_prefix(['+', '-', '−']) else { return false };
    let digits: String = offset.replacen(':', "", 1);
    let colon = offset.len() != digits.len();
    let well = if colon { offset.as_bytes().get(2) == Some(&b':') } else { true };
    match number(digits.as_bytes()) {
        Some(n) if digits.len() == 4 => well && n / 100 < 24 && n % 100 < 60,
        Some(n) if digits.len() == 2 => !colon && n < 24,
        _ => false,
    }
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
