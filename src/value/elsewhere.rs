//! Dates as they are written elsewhere: `31.12.2025`, `12/31/2025`, `31 Dec 2025`.

use super::Date;

/// What a text means that is a date elsewhere, and is not written as one here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Elsewhere {
    /// A day: two where the day and the month may change places.
    Day(Date, Option<Date>),
    /// A whole month: its year and number.
    Month(i32, u32),
    /// A day of a year without its century.
    ShortYear,
    /// A day that is in no calendar.
    NoDay,
}

/// No date is longer: `Wednesday` is not read, and `30th of September, 2025` has 23 letters.
const LONGEST: usize = 32;

/// The months, each known by its first three letters or more of them.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// One part of a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// Four digits.
    Year(i32),
    /// One or two.
    Small(u32),
    /// The name of a month.
    Month(u32),
}

impl Elsewhere {
    /// What the text means, if it is a date elsewhere. One that is a date here, too, is one.
    pub(crate) fn of(text: &str) -> Option<Elsewhere> {
        let text = text.trim();
        if text.len() > LONGEST || text.contains("..") {
            return None;
        }
        if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
            let spaced = [text.get(..4)?, text.get(4..6)?, text.get(6..)?].join("-");
            return Date::parse(&spaced).map(|day| Elsewhere::Day(day, None));
        }
        match *Part::all(text)?.as_slice() {
            [Part::Month(m) | Part::Small(m), Part::Year(y)] if (1..=12).contains(&m) => {
                Some(Elsewhere::Month(y, m))
            }
            [first, second, third] => {
                let years = [first, second, third].into_iter().filter(Part::is_year).count();
                let none = (years == 1 && !second.is_year()).then_some(Elsewhere::NoDay);
                Elsewhere::day(first, second, third).or(none)
            }
            _ => None,
        }
    }

    fn day(first: Part, second: Part, third: Part) -> Option<Elsewhere> {
        use Part::{Month, Small, Year};
        let either = |year, day, month| {
            let (one, other) = (Date::new(year, month, day), Date::new(year, day, month));
            Some(Elsewhere::Day(one.or(other)?, one.and(other).filter(|_| day != month)))
        };
        let sole = |year, month, day| Some(Elsewhere::Day(Date::new(year, month, day)?, None));
        match (first, second, third) {
            (Small(d), Small(m), Year(y)) => either(y, d, m),
            // The month stands behind the year, unless it cannot.
            (Year(y), Small(m), Small(d)) => sole(y, m, d).or_else(|| sole(y, d, m)),
            (Small(d), Month(m), Year(y))
            | (Month(m), Small(d), Year(y))
            | (Year(y), Month(m), Small(d)) => sole(y, m, d),
            (Small(d), Small(m), Small(_))
            | (Small(d), Month(m), Small(_))
            | (Month(m), Small(d), Small(_)) => {
                either(2000, d, m).is_some().then_some(Elsewhere::ShortYear)
            }
            _ => None,
        }
    }

    /// How it is written here.
    pub(crate) fn help(&self) -> String {
        match self {
            Elsewhere::Day(day, None) => format!("write it as year, month and day: `{day}`"),
            Elsewhere::Day(day, Some(other)) => {
                format!("it may be read in two ways: write `{day}` or `{other}`")
            }
            Elsewhere::Month(year, month) => {
                format!("write it as year and month: `{year:04}-{month:02}`")
            }
            Elsewhere::ShortYear => {
                "write it as year, month and day, the year with four digits: `2025-09-22`"
                    .to_owned()
            }
            Elsewhere::NoDay => {
                "the calendar has no such day; a date is written as year, month and day: \
                 `2025-09-22`"
                    .to_owned()
            }
        }
    }

    /// Whether a day is meant, of a year that is told.
    pub(crate) fn is_day(&self) -> bool {
        matches!(self, Elsewhere::Day(..) | Elsewhere::NoDay)
    }
}

impl Part {
    /// The parts of a date that has three.
    pub(super) fn three(text: &str) -> Option<[Part; 3]> {
        let text = text.trim();
        let parts = (text.len() <= LONGEST && !text.contains("..")).then(|| Part::all(text));
        parts.flatten()?.try_into().ok()
    }

    fn all(text: &str) -> Option<Vec<Part>> {
        let words = text.split(['.', '/', '-', ',', ' ']).filter(|word| !word.is_empty());
        words.filter(|word| !word.eq_ignore_ascii_case("of")).map(Part::of).collect()
    }

    fn is_year(&self) -> bool {
        matches!(self, Part::Year(_))
    }

    fn of(word: &str) -> Option<Part> {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let (number, behind) = word.split_at(digits);
        match (digits, behind) {
            (0, name) => Part::month(name),
            (4, "") => number.parse().ok().map(Part::Year),
            (1 | 2, "" | "st" | "nd" | "rd" | "th") => number.parse().ok().map(Part::Small),
            _ => None,
        }
    }

    /// `Dec`, `december`, `Sept`
    fn month(name: &str) -> Option<Part> {
        let small = name.to_ascii_lowercase();
        let found = MONTHS.iter().position(|month| small.len() >= 3 && month.starts_with(&small));
        found.map(|place| Part::Month(place as u32 + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_other_countries_write_is_told_as_it_is_written_here() {
        for (text, help) in [
            ("31.12.2025", "write it as year, month and day: `2025-12-31`"),
            ("12/31/2025", "write it as year, month and day: `2025-12-31`"),
            ("31-12-2025", "write it as year, month and day: `2025-12-31`"),
            ("2025/12/31", "write it as year, month and day: `2025-12-31`"),
            ("2025.31.12", "write it as year, month and day: `2025-12-31`"),
            ("2025-1-5", "write it as year, month and day: `2025-01-05`"),
            ("20251231", "write it as year, month and day: `2025-12-31`"),
            ("31 Dec 2025", "write it as year, month and day: `2025-12-31`"),
            ("31-dec-2025", "write it as year, month and day: `2025-12-31`"),
            ("December 31st, 2025", "write it as year, month and day: `2025-12-31`"),
            ("30th of Sept 2025", "write it as year, month and day: `2025-09-30`"),
            ("05.05.2025", "write it as year, month and day: `2025-05-05`"),
            ("05.06.2025", "it may be read in two ways: write `2025-06-05` or `2025-05-06`"),
            ("5/6/2025", "it may be read in two ways: write `2025-06-05` or `2025-05-06`"),
            ("Dec 2025", "write it as year and month: `2025-12`"),
            ("12/2025", "write it as year and month: `2025-12`"),
            (
                "31.12.25",
                "write it as year, month and day, the year with four digits: `2025-09-22`",
            ),
            (
                "31.11.2025",
                "the calendar has no such day; a date is written as year, month and day: \
                 `2025-09-22`",
            ),
        ] {
            let told = Elsewhere::of(text).map(|date| date.help());
            assert_eq!(told.as_deref(), Some(help), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_anywhere_is_none() {
        for text in [
            "",
            "20251331",
            "13/2025",
            "99.99.99",
            "ma 2025",
            "31.12.2025..2026",
            "31 Dec 2025 or so",
            "1 2 3 4",
            "2025",
        ] {
            assert_eq!(Elsewhere::of(text), None, "{text}");
        }
    }
}
