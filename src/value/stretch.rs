//! Stretches of the calendar that follow each other: years, quarters, months.

use super::Date;

/// Into what a calendar is parted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Stretch {
    /// Calendar years.
    Year,
    /// Their quarters.
    Quarter,
    /// Their months.
    Month,
}

impl Stretch {
    /// All of them.
    pub const ALL: [Stretch; 3] = [Stretch::Year, Stretch::Quarter, Stretch::Month];

    /// What one is called: `year`.
    pub fn word(self) -> &'static str {
        match self {
            Stretch::Year => "year",
            Stretch::Quarter => "quarter",
            Stretch::Month => "month",
        }
    }

    /// What several are called, which begins a calendar: `years`.
    pub fn words(self) -> &'static str {
        match self {
            Stretch::Year => "years",
            Stretch::Quarter => "quarters",
            Stretch::Month => "months",
        }
    }

    /// How one is written.
    pub fn example(self) -> &'static str {
        match self {
            Stretch::Year => "2026",
            Stretch::Quarter => "2026-Q1",
            Stretch::Month => "2026-01",
        }
    }

    /// How many a year has.
    pub fn in_year(self) -> i32 {
        match self {
            Stretch::Year => 1,
            Stretch::Quarter => 4,
            Stretch::Month => 12,
        }
    }

    /// The number, counted from the year 0 on, of the one that a day lies in.
    pub fn number(self, day: Date) -> i32 {
        let (year, month, _) = day.ymd();
        year * self.in_year() + (month as i32 - 1) * self.in_year() / 12
    }

    /// The number of the one that a text names, if there is one: `2026`, `2026-Q1`, `2026-01`.
    pub fn parse(self, text: &str) -> Option<i32> {
        let (year, part) = match self {
            Stretch::Year => (text, "1"),
            Stretch::Quarter => {
                let (year, part) = text.split_once('-')?;
                (year, part.strip_prefix(['Q', 'q'])?)
            }
            Stretch::Month => text.split_once('-')?,
        };
        let (year, part): (i32, i32) = (year.parse().ok()?, part.parse().ok()?);
        let real = (1..=9999).contains(&year) && (1..=self.in_year()).contains(&part);
        real.then(|| year * self.in_year() + part - 1)
    }

    /// The year of the one of that number, and which of that year's it is, from 1 on.
    pub fn parts(self, number: i32) -> (i32, i32) {
        (number.div_euclid(self.in_year()), number.rem_euclid(self.in_year()) + 1)
    }

    /// Its first day, if it is of the calendar.
    pub fn starts(self, number: i32) -> Option<Date> {
        let (year, part) = self.parts(number);
        Date::new(year, ((part - 1) * 12 / self.in_year() + 1) as u32, 1)
    }

    /// Its last day.
    pub fn ends(self, number: i32) -> Option<Date> {
        let next = self.starts(number.checked_add(1)?);
        let last = next.map_or(Date::MAX, |next| Date(next.0 - 1));
        self.starts(number).map(|_| last)
    }

    /// As it is written.
    pub fn told(self, number: i32) -> String {
        let (year, part) = self.parts(number);
        match self {
            Stretch::Year => year.to_string(),
            Stretch::Quarter => format!("{year:04}-Q{part}"),
            Stretch::Month => format!("{year:04}-{part:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_ends_where_the_next_starts() {
        for stretch in Stretch::ALL {
            let number = stretch.parse(stretch.example()).unwrap();
            assert_eq!(stretch.told(number), stretch.example());
            assert_eq!(stretch.starts(number), Date::new(2026, 1, 1));
            for number in number..number + 30 {
                let (starts, ends) =
                    (stretch.starts(number).unwrap(), stretch.ends(number).unwrap());
                assert_eq!((stretch.number(starts), stretch.number(ends)), (number, number));
                assert_eq!(stretch.starts(number + 1), Some(Date(ends.0 + 1)));
                assert_eq!(stretch.parse(&stretch.told(number)), Some(number));
            }
        }
        assert_eq!(Stretch::Quarter.ends(Stretch::Quarter.number(Date::MAX)), Some(Date::MAX));
    }

    #[test]
    fn what_is_of_no_year_is_none() {
        for text in ["0", "10000", "2026-Q1", "x"] {
            assert_eq!(Stretch::Year.parse(text), None, "{text}");
        }
        for text in ["2026", "2026-Q0", "2026-Q5", "2026-13", "2026-1"] {
            assert_eq!(Stretch::Quarter.parse(text), None, "{text}");
        }
        assert_eq!(Stretch::Month.parse("2026-13"), None);
    }
}
