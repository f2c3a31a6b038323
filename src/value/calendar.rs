//! Dates as days since 1970-01-01, and periods of days and months.

/// A calendar date (proleptic Gregorian, years 0001 to 9999) as days since 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Date(pub i32);

/// A calendar period: months and days, each kept apart because a month has no fixed length.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Period {
    /// Months (a year is 12).
    pub months: i32,
    /// Days (a week is 7).
    pub days: i32,
}

impl Date {
    /// The first date that can be held, 0001-01-01.
    pub const MIN: Date = Date(-719_162);
    /// The last date that can be held, 9999-12-31.
    pub const MAX: Date = Date(2_932_896);

    /// The date of that year, month and day, if there is one.
    pub fn new(_year: i32, _month: u32, _day: u32) -> Option<Date> {
        None // being written
    }

    /// Year, month, day.
    pub fn ymd(self) -> (i32, u32, u32) {
        (0, 0, 0) // being written
    }

    /// Reads `2025-09-22`.
    pub fn parse(_text: &str) -> Option<Date> {
        None // being written
    }

    /// The date that lies the period later: months first, keeping the day or taking the month's
    /// last, then days. `None` outside the calendar.
    pub fn plus(self, _period: Period) -> Option<Date> {
        None // being written
    }
}

impl Period {
    /// The fewest and the most days it can last: exact without months; a run of months lasts
    /// between its shortest and its longest run in the calendar (1 month: 28 to 31).
    pub fn day_range(self) -> (i32, i32) {
        (0, 0) // being written
    }
}
