//! How a file writes its days: in which order, or as a number that counts them.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::elsewhere::Part;
use super::{Date, Decimal, Rounding};

/// How days are written: `ymd`, `dmy`, `mdy`, `dmy from 1950`, `excel`, `epoch`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Dates {
    /// As records write them where nothing is said: `2025-09-22`, and no other way.
    #[default]
    Usual,
    /// In parts that stand in an order.
    Parts {
        /// The order.
        order: Order,
        /// The first of the hundred years that years of two digits are of; `None`: nobody says.
        from: Option<i32>,
    },
    /// Days that Excel counts from 1900, in which it takes 1900 for a leap year.
    Excel,
    /// Seconds or milliseconds since 1970, of which the size tells which.
    Epoch,
}

/// The order of the parts of a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// Year, month, day.
    Ymd,
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
}

/// A setting that says nothing of how days are written.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error(
    "`{0}` does not say how days are written: say `ymd`, `dmy`, `mdy`, `excel` (a number of days) \
     or `epoch` (seconds or milliseconds since 1970), and of years with two digits from which year \
     on they count: `dmy from 1950`"
)]
pub struct NoDates(String);

/// What a text is that is written as a file writes its days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Written {
    /// A day.
    Day(Date),
    /// Seconds since 1970, within that day.
    Seconds(Date),
    /// Milliseconds since 1970, within that day.
    Millis(Date),
    /// Written so, but no such day is in the calendar.
    NoDay,
    /// A day of a year of two digits, as two centuries have it.
    ShortYear(Date, Date),
    /// A number that may count seconds or milliseconds since 1970.
    Either(Date, Date),
    /// Nothing of the kind.
    No,
}

/// The last day that Excel counts, the last of the year 9999.
const LAST_SERIAL: i64 = 2_958_465;

/// How many days Excel counts to the first of 1970.
const DAYS_TO_1970: i64 = 25_569;

/// The day that Excel counts and no calendar has: the 29th of February 1900.
const FALSE_LEAP_DAY: i64 = 60;

/// A count of seconds from here on is beyond the year 3000.
const LAST_SECOND: i64 = 32_503_680_000;

/// A count of milliseconds from here on is behind March 1973, and one of seconds in the year 5138.
const FIRST_MILLI: i64 = 100_000_000_000;

impl Dates {
    /// Reads a text without a time; `clock` stands behind a day.
    pub(crate) fn read(self, text: &str) -> Written {
        match self {
            Dates::Usual => Written::No,
            Dates::Excel => serial(text),
            Dates::Epoch => epoch(text),
            Dates::Parts { order, from } => parts(text, order, from)
                .or_else(|| parts(before_clock(text)?, order, from))
                .unwrap_or(Written::No),
        }
    }
}

/// The day before a time: `31/01/2012 9:30`, `31.01.2012 09:30:00`, `1/31/2012 9:30 AM`.
fn before_clock(text: &str) -> Option<&str> {
    let half = |word: &&str| ["AM", "PM", "am", "pm", "Z", "UTC"].contains(word);
    let is_time = |behind: &str| match behind.rsplit_once(' ').filter(|(_, word)| half(word)) {
        Some((clock, _)) => is_clock(clock.trim_end()),
        None => is_clock(behind.trim_end_matches('Z')),
    };
    let marks = text.match_indices([' ', 'T']);
    let at = marks.map(|(at, _)| at).find(|at| is_time(text[at + 1..].trim_start()))?;
    Some(text[..at].trim_end())
}

fn is_clock(text: &str) -> bool {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let numbers: Option<Vec<u32>> = whole
        .split(':')
        .map(|part| part.parse().ok().filter(|_| (1..=2).contains(&part.len())))
        .collect();
    let well = match numbers.as_deref() {
        Some([24, 0] | [24, 0, 0]) => true,
        Some([hour, minute]) => *hour < 24 && *minute < 60,
        Some([hour, minute, second]) => *hour < 24 && *minute < 60 && *second <= 60,
        _ => false,
    };
    well && !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit())
}

/// A day in parts, or of digits in a row.
fn parts(text: &str, order: Order, from: Option<i32>) -> Option<Written> {
    let [first, second, third] = match compact(text, order) {
        Some(parts) => parts,
        None => Part::three(text)?,
    };
    use Part::{Month, Small, Year};
    let (year, month, day) = match (first, second, third, order) {
        (Small(d), Month(m), y, _) | (Month(m), Small(d), y, _) => (y, m, d),
        (y @ Year(_), Month(m), Small(d), _) => (y, m, d),
        // A year in front is followed by its month wherever it is written.
        (y @ Year(_), Small(m), Small(d), _) | (y, Small(m), Small(d), Order::Ymd) => (y, m, d),
        (Small(d), Small(m), y, Order::Dmy) | (Small(m), Small(d), y, Order::Mdy) => (y, m, d),
        _ => return None,
    };
    let at = |year: i32| Date::new(year, month, day);
    Some(match (year, from) {
        (Year(year), _) => at(year).map_or(Written::NoDay, Written::Day),
        (Small(short), Some(from)) => {
            let year = from + (short as i32 - from).rem_euclid(100);
            at(year).map_or(Written::NoDay, Written::Day)
        }
        (Small(short), None) => match (at(1900 + short as i32), at(2000 + short as i32)) {
            (Some(then), Some(now)) => Written::ShortYear(then, now),
            // One of the two has no such day: the 29th of February 1900.
            (Some(sole), None) | (None, Some(sole)) => Written::Day(sole),
            (None, None) => Written::NoDay,
        },
        (Month(_), _) => return None,
    })
}

/// The parts of eight digits in a row.
fn compact(text: &str, order: Order) -> Option<[Part; 3]> {
    let digits = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    let number = |from, to| text.get(from..to)?.parse::<u32>().ok();
    let year = |from, to| number(from, to).map(|year| Part::Year(year as i32));
    let small = |from, to| number(from, to).map(Part::Small);
    match order {
        _ if !digits => None,
        Order::Ymd => Some([year(0, 4)?, small(4, 6)?, small(6, 8)?]),
        Order::Dmy | Order::Mdy => Some([small(0, 2)?, small(2, 4)?, year(4, 8)?]),
    }
}

/// A count of days, with a time as its fraction.
fn serial(text: &str) -> Written {
    let Some(days) = whole(text) else { return Written::No };
    // Before the day that never was, the count is one less.
    let since = if days > FALSE_LEAP_DAY { DAYS_TO_1970 } else { DAYS_TO_1970 - 1 };
    let counts = (1..=LAST_SERIAL).contains(&days) && days != FALSE_LEAP_DAY;
    let day = Date::of_number(Decimal::from(days - since)).filter(|_| counts);
    day.map_or(Written::NoDay, Written::Day)
}

/// A count of seconds or milliseconds.
fn epoch(text: &str) -> Written {
    let Some(count) = whole(text) else { return Written::No };
    let day = |second: i64| Date::of_number(Decimal::from(second.div_euclid(86_400)));
    let (seconds, millis) = (|| day(count), || day(count.div_euclid(1000)));
    match count.unsigned_abs() as i64 {
        0..LAST_SECOND => seconds().map_or(Written::NoDay, Written::Seconds),
        LAST_SECOND..FIRST_MILLI => match (seconds(), millis()) {
            (Some(one), Some(other)) => Written::Either(one, other),
            _ => Written::NoDay,
        },
        FIRST_MILLI..=253_402_300_799_999 => millis().map_or(Written::NoDay, Written::Millis),
        _ => Written::NoDay,
    }
}

/// The whole of a number, rounded down.
fn whole(text: &str) -> Option<i64> {
    let text = text.replacen(',', ".", 1);
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let number = Decimal::parse(&text).filter(|_| plain && !digits.is_empty())?;
    number.round(0, Rounding::Down).fixed(0)
}

impl FromStr for Dates {
    type Err = NoDates;

    fn from_str(text: &str) -> Result<Dates, NoDates> {
        let none = || NoDates(text.to_owned());
        let words: Vec<&str> = text.split_whitespace().collect();
        let (name, from) = match words.as_slice() {
            [name] => (*name, None),
            [name, "from", year] => {
                let year: i32 = year.parse().map_err(|_| none())?;
                (*name, Some(year).filter(|year| (1000..=9900).contains(year)))
            }
            _ => return Err(none()),
        };
        let order = match name {
            "ymd" => Order::Ymd,
            "dmy" => Order::Dmy,
            "mdy" => Order::Mdy,
            "excel" if words.len() == 1 => return Ok(Dates::Excel),
            "epoch" if words.len() == 1 => return Ok(Dates::Epoch),
            _ => return Err(none()),
        };
        match (words.len(), from) {
            (3, None) => Err(none()),
            _ => Ok(Dates::Parts { order, from }),
        }
    }
}

/// As a manifest says it.
impl fmt::Display for Dates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (order, from) = match self {
            Dates::Usual => return f.write_str("ymd"),
            Dates::Excel => return f.write_str("excel"),
            Dates::Epoch => return f.write_str("epoch"),
            Dates::Parts { order, from } => (order, from),
        };
        f.write_str(match order {
            Order::Ymd => "ymd",
            Order::Dmy => "dmy",
            Order::Mdy => "mdy",
        })?;
        from.map_or(Ok(()), |year| write!(f, " from {year}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(dates: &str, text: &str) -> String {
        let dates: Dates = dates.parse().expect(dates);
        match dates.read(text) {
            Written::Day(day) => day.to_string(),
            Written::Seconds(day) => format!("{day} s"),
            Written::Millis(day) => format!("{day} ms"),
            Written::NoDay => "no day".to_owned(),
            Written::ShortYear(a, b) | Written::Either(a, b) => format!("{a} or {b}"),
            Written::No => "no".to_owned(),
        }
    }

    #[test]
    fn days_are_read_as_it_is_said() {
        for (dates, text, read) in [
            ("dmy", "31/01/2012", "2012-01-31"),
            ("dmy", "31.1.2012", "2012-01-31"),
            ("dmy", "1. 2. 2012", "2012-02-01"),
            ("dmy", "01-02-2012 9:30", "2012-02-01"),
            ("mdy", "1/31/2012 9:30:05 PM", "2012-01-31"),
            ("mdy", "01/02/2012", "2012-01-02"),
            ("mdy", "31/01/2012", "no day"),
            ("dmy", "31-Jan-2012", "2012-01-31"),
            ("mdy", "31 January 2012 09:30", "2012-01-31"),
            ("ymd", "January 31st, 2012", "2012-01-31"),
            ("ymd", "20271231", "2027-12-31"),
            ("dmy", "31122027", "2027-12-31"),
            ("ymd", "2012/1/31", "2012-01-31"),
            ("dmy", "2012/1/31", "2012-01-31"),
            ("dmy", "31.12.25", "1925-12-31 or 2025-12-31"),
            ("dmy from 1950", "31.12.49", "2049-12-31"),
            ("dmy from 1950", "31-Dec-50", "1950-12-31"),
            ("ymd from 2000", "25-12-31", "2025-12-31"),
            ("dmy from 2000", "29.02.25", "no day"),
            ("dmy", "31.12", "no"),
            ("dmy", "soon", "no"),
            ("excel", "41275", "2013-01-01"),
            ("excel", "41275.75", "2013-01-01"),
            ("excel", "1", "1900-01-01"),
            ("excel", "59", "1900-02-28"),
            ("excel", "60", "no day"),
            ("excel", "61", "1900-03-01"),
            ("excel", "2958465", "9999-12-31"),
            ("excel", "2958466", "no day"),
            ("excel", "0", "no day"),
            ("excel", "31.12.2025", "no"),
            ("epoch", "1700000000", "2023-11-14 s"),
            ("epoch", "1700000000000", "2023-11-14 ms"),
            ("epoch", "-1", "1969-12-31 s"),
            ("epoch", "90000000000", "4821-12-26 or 1972-11-07"),
        ] {
            assert_eq!(day(dates, text), read, "{text} as {dates}");
        }
    }

    #[test]
    fn what_says_nothing_of_days_is_refused() {
        for text in ["", "dym", "dmy from", "dmy from 50", "excel from 1904", "DMY", "31.12.2025"] {
            assert!(text.parse::<Dates>().is_err(), "{text}");
        }
        for text in ["ymd", "dmy", "mdy", "dmy from 1950", "excel", "epoch"] {
            assert_eq!(text.parse::<Dates>().expect(text).to_string(), text);
        }
    }
}
