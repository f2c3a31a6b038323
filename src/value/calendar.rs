//! Dates as days since 1970-01-01, and how long periods last.

use crate::alarm::Sure;
use std::fmt;
use std::sync::LazyLock;

use super::{Decimal, Period};

/// A calendar date (proleptic Gregorian, years 0001 to 9999) as days since 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Date(#[doc(hidden)] pub i32);

impl Date {
    /// The first date that can be held, 0001-01-01.
    pub const MIN: Date = Date(-719_162);
    /// The last date that can be held, 9999-12-31.
    pub const MAX: Date = Date(2_932_896);

    /// The date of that year, month and day, if there is one.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Date> {
        let real = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        real.then(|| Date(days_before_month(year, month) + day as i32 - 1))
    }

    /// Year, month, day; those of the nearest date that can be held, for one that cannot.
    pub fn ymd(self) -> (i32, u32, u32) {
        let days = self.0.clamp(Date::MIN.0, Date::MAX.0);
        // A guess by the mean length of a year is at most one year off.
        let since_first = i64::from(days) - i64::from(Date::MIN.0);
        let guess = (since_first * 400).div_euclid(DAYS_IN_CYCLE) as i32 + 1;
        let year = (guess - 1..=guess + 1)
            .rfind(|year| days_before_month(*year, 1) <= days)
            .unwrap_or(guess);
        let day_of_year = days - days_before_month(year, 1);
        let month = (1..=12)
            .rfind(|month| {
                days_before_month(year, *month) - days_before_month(year, 1) <= day_of_year
            })
            .unwrap_or(1);
        (year, month, (days - days_before_month(year, month)) as u32 + 1)
    }

    /// The date that a number of days since 1970-01-01 stands for, if there is one.
    pub fn of_number(days: Decimal) -> Option<Date> {
        let days = i32::try_from(days.fixed(0)?).ok()?;
        (Date::MIN.0..=Date::MAX.0).contains(&days).then_some(Date(days))
    }

    /// Reads `2025-09-22`.
    pub fn parse(text: &str) -> Option<Date> {
        let (year, month, day) = Date::written(text)?;
        Date::new(year, month, day)
    }

    /// Year, month and day of a text such as `2025-09-22`, whether there is such a day or not.
    pub fn written(text: &str) -> Option<(i32, u32, u32)> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else { return None };
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0u32, |n, digit| {
                digit.is_ascii_digit().then(|| n * 10 + u32::from(digit - b'0'))
            })
        };
        Some((number(&[y1, y2, y3, y4])? as i32, number(&[m1, m2])?, number(&[d1, d2])?))
    }

    /// The date that lies the period later: months first, keeping the day or taking the month's
    /// last, then days. `None` outside the calendar.
    #[doc(hidden)]
    pub fn plus(self, period: Period) -> Option<Date> {
        let moved = if period.months == 0 { self } else { self.plus_months(period.months)? };
        let days = moved.0.checked_add(period.days)?;
        (Date::MIN.0..=Date::MAX.0).contains(&days).then_some(Date(days))
    }

    fn plus_months(self, months: i32) -> Option<Date> {
        let (year, month, day) = self.ymd();
        let month = (year * 12 + month as i32 - 1).checked_add(months)?;
        let (year, month) = (month.div_euclid(12), month.rem_euclid(12) as u32 + 1);
        Date::new(year, month, day.min(days_in_month(year, month)))
    }
}

impl From<Date> for Decimal {
    fn from(date: Date) -> Decimal {
        Decimal::from(i64::from(date.0))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Period {
    /// The fewest and the most days it can last: exact without months; a run of months lasts
    /// between its shortest and its longest run in the calendar (1 month: 28 to 31).
    pub fn day_range(self) -> (i64, i64) {
        let (short, long) = match self.months {
            0 => (0, 0),
            n if n > 0 => days_in_months(n),
            n => {
                let (short, long) = days_in_months(n.saturating_neg());
                (-long, -short)
            }
        };
        (short + i64::from(self.days), long + i64::from(self.days))
    }
}

/// Days in the 400 years after which the calendar repeats itself.
const DAYS_IN_CYCLE: i64 = 146_097;

/// Days of an ordinary year before each month.
const DAYS_BEFORE: [i32; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Leap years from year 1 up to and including this one.
fn leaps_until(year: i32) -> i32 {
    year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400)
}

/// The first of that month as days since 1970-01-01; `month` is 1 to 12.
fn days_before_month(year: i32, month: u32) -> i32 {
    let leap_day = i32::from(month > 2 && is_leap(year));
    // INVARIANT: the remainder is below the table's length.
    let before_year = 365 * (year - 1) + leaps_until(year - 1);
    Date::MIN.0 + before_year + DAYS_BEFORE[(month as usize - 1) % 12] + leap_day
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The fewest and the most leap years among so many years in a row (0 to 400 of them).
static LEAPS: LazyLock<Vec<(i64, i64)>> = LazyLock::new(|| {
    let range = |count| {
        let leaps = (0..400).map(|first| leaps_until(first + count) - leaps_until(first));
        let (few, many) = leaps.fold((i32::MAX, 0), |(few, many), n| (n.min(few), n.max(many)));
        (i64::from(few), i64::from(many))
    };
    (0..=400).map(range).collect()
});

/// The fewest and the most days in so many calendar months in a row.
///
/// A date at a month's end may be moved back to a shorter month's last day; that lasts as long as
/// the run which starts a month later, so whole months show every length.
fn days_in_months(months: i32) -> (i64, i64) {
    let (cycles, months) = (i64::from(months / 4800), months % 4800);
    let run = |start: i32| {
        let end = start + months;
        // INVARIANT: both indices are months of a year, below the table's length.
        let ordinary = i64::from(end / 12) * 365 + i64::from(DAYS_BEFORE[(end % 12) as usize])
            - i64::from(DAYS_BEFORE[start as usize]);
        // Februaries (month 1) in start..end.
        let februaries = (end + 10) / 12 - (start + 10) / 12;
        let (few, many) = LEAPS.get(februaries as usize).copied().sure();
        (ordinary + few, ordinary + many)
    };
    let (short, long) = (0..12)
        .map(run)
        .reduce(|(short, long), (a, b)| (short.min(a), long.max(b)))
        .unwrap_or_default();
    (short + cycles * DAYS_IN_CYCLE, long + cycles * DAYS_IN_CYCLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    #[test]
    fn every_day_has_its_date() {
        assert_eq!(date("1970-01-01"), Date(0));
        assert_eq!(date("0001-01-01"), Date::MIN);
        assert_eq!(date("9999-12-31"), Date::MAX);
        let mut day = Date::MIN;
        for year in 1..=9999 {
            for month in 1..=12 {
                let last = days_in_month(year, month);
                for d in 1..=last {
                    // Far from today the ends of months are enough.
                    if (1800..2200).contains(&year) || d == 1 || d == last {
                        assert_eq!(day.ymd(), (year, month, d));
                        assert_eq!(Date::new(year, month, d), Some(day));
                    }
                    day.0 += 1;
                }
            }
        }
        assert_eq!(day.0, Date::MAX.0 + 1);
        assert_eq!(Date(i32::MAX).ymd(), (9999, 12, 31));
        assert_eq!(Date(i32::MIN).ymd(), (1, 1, 1));
    }

    #[test]
    fn reads_only_whole_real_dates() {
        assert_eq!(date("2024-02-29").to_string(), "2024-02-29");
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2025-13-01",
            "2025-00-10",
            "2025-01-00",
            "0000-01-01",
            "10000-01-01",
            "2025-1-01",
            "2025/01/01",
            "2025-01-01 ",
            "+025-01-01",
            "",
            "2025-01-\u{661}",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn months_keep_the_day_or_take_the_last() {
        let plus =
            |text, months, days| date(text).plus(Period::new(months, days)).map(|d| d.to_string());
        assert_eq!(plus("2024-01-31", 1, 0).as_deref(), Some("2024-02-29"));
        assert_eq!(plus("2024-01-31", 1, 1).as_deref(), Some("2024-03-01"));
        assert_eq!(plus("2024-02-29", 12, 0).as_deref(), Some("2025-02-28"));
        assert_eq!(plus("2024-03-31", -1, 0).as_deref(), Some("2024-02-29"));
        assert_eq!(plus("2024-01-15", -13, 0).as_deref(), Some("2022-12-15"));
        assert_eq!(plus("9999-12-31", 0, 1), None);
        assert_eq!(plus("0001-01-31", -1, 0), None);
        assert_eq!(plus("2024-01-31", i32::MAX, 0), None);
        assert_eq!(plus("2024-01-31", i32::MIN, 0), None);
        assert_eq!(plus("2024-01-31", 0, i32::MAX), None);
    }

    #[test]
    fn periods_last_as_long_as_the_calendar_shows() {
        for months in [1, 2, 11, 13, 48, 1201] {
            let lasts = |start: i32| {
                let start = Date(start);
                start.plus(Period::new(months, 0)).map(|end| i64::from(end.0 - start.0))
            };
            // One whole cycle of starting days.
            let first = date("2000-01-01").0;
            let days = (first..first + DAYS_IN_CYCLE as i32).filter_map(lasts);
            let expected = days.fold((i64::MAX, i64::MIN), |(a, b), d| (a.min(d), b.max(d)));
            assert_eq!(Period::new(months, 0).day_range(), expected, "{months}");
        }
        assert_eq!(Period::new(1, 3).day_range(), (31, 34));
        assert_eq!(Period::new(-1, 0).day_range(), (-31, -28));
        assert_eq!(Period::new(0, -5).day_range(), (-5, -5));
        assert_eq!(Period::new(4800, 0).day_range(), (146_097, 146_097));
        let (short, long) = Period::new(i32::MIN, i32::MIN).day_range();
        assert!(short < long && long < i64::from(i32::MIN));
    }
}
