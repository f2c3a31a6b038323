//! What values that cannot be read look like: the settings of a manifest by which they could be.

use super::decode::literal;
use super::decode::measure::{Measure, Reading};
use super::decode::{Written, moment};
use super::error::Problem;
use super::problems::grouped;
use crate::ty::{Schema, Ty};
use crate::value::{Dates, Notation, Order};

/// How one value that cannot be read looks.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Looks {
    pub(super) kind: Kind,
    /// The settings by which it could be read, by their places in the list of its kind, and what it
    /// would be.
    readings: Vec<(usize, String)>,
    /// What is said of such values.
    said: Option<String>,
}

/// What a value should be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Kind {
    /// A day, and it is written as one elsewhere.
    Day,
    /// A number or an amount, and it is written as one elsewhere.
    Number,
    /// True or false.
    Truth,
    /// A day or a number, and it is a word.
    Word,
}

/// How many values of a column look how.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    first: Looks,
    /// By setting: how many values it would read.
    read: [u64; MOST],
}

/// How numbers may be written, those first that most files have.
const NUMBERS: [&str; 5] = ["1.234,56", "1,234.56", "1 234,56", "1'234.56", "1,23,456.78"];

/// How days may be written, and what that is called.
const DAYS: [(Dates, &str); 8] = [
    (parts(Order::Dmy, None), "day/month/year"),
    (parts(Order::Mdy, None), "month/day/year"),
    (parts(Order::Ymd, None), "year/month/day"),
    (parts(Order::Dmy, Some(1950)), "day/month/year"),
    (parts(Order::Mdy, Some(1950)), "month/day/year"),
    (parts(Order::Ymd, Some(1950)), "year/month/day"),
    (Dates::Excel, "numbers of days as Excel counts them"),
    (Dates::Epoch, "seconds or milliseconds since 1970"),
];

/// The most settings of a kind.
const MOST: usize = DAYS.len();

const fn parts(order: Order, from: Option<i32>) -> Dates {
    Dates::Parts { order, from }
}

impl Looks {
    /// How a text looks that a field of that type cannot read; `None` where that says nothing of
    /// the file.
    pub(super) fn of(text: &str, ty: Ty, schema: &Schema, written: Written) -> Option<Looks> {
        let digits = text.bytes().any(|b| b.is_ascii_digit());
        let (kind, readings, said) = match ty {
            Ty::Bool => (Kind::Truth, Vec::new(), None),
            Ty::Date | Ty::Quantity { .. } if !digits => (Kind::Word, Vec::new(), None),
            Ty::Date => (Kind::Day, days(text), said_days(written.dates)),
            Ty::Quantity { .. } => {
                let said = written.notation.is_said().then(|| numbers_as(written.notation));
                (Kind::Number, numbers(text, schema), said)
            }
            _ => return None,
        };
        let told = !readings.is_empty() || matches!(kind, Kind::Truth | Kind::Word);
        told.then_some(Looks { kind, readings, said })
    }
}

/// The settings by which a text is a day.
fn days(text: &str) -> Vec<(usize, String)> {
    let by = |(i, (dates, _)): (usize, &(Dates, &str))| {
        let plausible = match dates {
            // Any number counts some day: it is one only where it looks like today.
            Dates::Excel => is_number_between(text, (20_000, 80_000)),
            Dates::Epoch => is_number_between(text, (300_000_000, 5_000_000_000_000)),
            _ => true,
        };
        let (from, to) = moment::date(text, *dates).ok().filter(|_| plausible)?;
        Some((i, from.or(to)?.to_string()))
    };
    DAYS.iter().enumerate().filter_map(by).collect()
}

fn is_number_between(text: &str, (low, high): (i64, i64)) -> bool {
    let whole = text.split(['.', ',']).next().and_then(|whole| whole.parse().ok());
    whole.is_some_and(|n: i64| low <= n && n <= high)
}

/// The settings by which a text is a number or an amount.
fn numbers(text: &str, schema: &Schema) -> Vec<(usize, String)> {
    let by = |(i, example): (usize, &&str)| {
        let reading = Reading { schema, notation: example.parse().ok()? };
        let told = literal::quantity(text, &Measure::default(), reading).ok()??;
        Some((i, told.ends.lo.or(told.ends.hi)?.to_string()))
    };
    NUMBERS.iter().enumerate().filter_map(by).collect()
}

fn said_days(dates: Dates) -> Option<String> {
    (dates != Dates::Usual).then(|| format!("`dates: {dates}`"))
}

fn numbers_as(notation: Notation) -> String {
    format!("`numbers: \"{notation}\"`")
}

impl Tally {
    /// The tally of one value, and of so many that are the same.
    pub(super) fn of(first: Looks, count: u64) -> Tally {
        let mut read = [0; MOST];
        for (setting, _) in &first.readings {
            if let Some(read) = read.get_mut(*setting) {
                *read += count;
            }
        }
        Tally { first, read }
    }

    /// Adds what stands further on in the text.
    pub(super) fn add(&mut self, other: &Tally) {
        for (read, more) in self.read.iter_mut().zip(other.read) {
            *read += more;
        }
    }

    /// Whether a setting of the manifest would read its values.
    pub(super) fn names_a_setting(&self) -> bool {
        matches!(self.kind(), Kind::Day | Kind::Number) && self.read.iter().any(|read| *read > 0)
    }

    /// What its values should be.
    pub(super) fn kind(&self) -> Kind {
        self.first.kind
    }

    /// What so many of a column's values are not, the first of which is `text`, and what to say of
    /// them in the manifest.
    pub(super) fn told(
        &self,
        text: &str,
        (count, rows): (u64, u64),
        column: &str,
        words: &[(String, u64)],
    ) -> (String, String) {
        let no = match (self.first.kind, count) {
            (Kind::Day, 1) => "cell is no date",
            (Kind::Day, _) => "cells are no dates",
            (Kind::Number, 1) => "cell is no number",
            (Kind::Number, _) => "cells are no numbers",
            (Kind::Truth, 1) => "cell is neither true nor false",
            (Kind::Truth, _) => "cells are neither true nor false",
            (Kind::Word, 1) => "cell is a word",
            (Kind::Word, _) => "cells are words",
        };
        let told = format!("column `{column}`: {} of {} {no}", grouped(count), grouped(rows));
        if matches!(self.first.kind, Kind::Truth | Kind::Word) {
            let each = |(word, n): &(String, u64)| format!("`{word}` ({})", grouped(*n));
            let words_told: Vec<String> = words.iter().take(5).map(each).collect();
            return (format!("{told}: {}", words_told.join(", ")), self.map(words));
        }
        let most = self.read.iter().max().copied().unwrap_or_default();
        let mut best: Vec<(String, String, &str)> = Vec::new();
        for (setting, value) in &self.first.readings {
            let reads_most = self.read.get(*setting) == Some(&most);
            let (says, looks) = self.setting(*setting);
            // The first of the days may be the same either way, and those below it not.
            let alike = |(_, other, read): &(String, String, &str)| match self.first.kind {
                Kind::Day => *other == looks,
                _ => read == value,
            };
            if reads_most && !best.iter().any(alike) {
                best.push((says, looks, value));
            }
        }
        let whose = if most == count { "they" } else { "most of them" };
        let (looks, help) = match best.as_slice() {
            [] => ("are written in several ways".to_owned(), String::new()),
            [(says, looks, _)] => (format!("look like {looks}"), format!("say {says}")),
            [(one, a, first), (other, b, second), ..] => {
                (format!("may be {a} ({first}) or {b} ({second})"), format!("say {one} or {other}"))
            }
        };
        let said = self.first.said.as_ref().map(|said| format!(", in place of {said}"));
        let help = match help.is_empty() {
            true => "write them in one way, or say of each file how it writes them".to_owned(),
            false => format!("{help} in the manifest{}", said.unwrap_or_default()),
        };
        (format!("{told}, for instance `{text}`; {whose} {looks}"), help)
    }

    /// What a manifest says, and how values look by that.
    fn setting(&self, place: usize) -> (String, String) {
        match self.first.kind {
            Kind::Day => match DAYS.get(place) {
                Some((dates, looks)) => (format!("`dates: {dates}`"), (*looks).to_owned()),
                None => Default::default(),
            },
            _ => {
                let example = NUMBERS.get(place).copied().unwrap_or_default();
                (format!("`numbers: \"{example}\"`"), format!("`{example}`"))
            }
        }
    }

    /// The map that says what words stand for.
    fn map(&self, words: &[(String, u64)]) -> String {
        let stands_for = |word: &str| match (self.first.kind, word.to_lowercase().as_str()) {
            (Kind::Truth, "y" | "ja" | "j" | "oui" | "si" | "sí" | "да" | "1" | "x" | "wahr") => {
                "true"
            }
            (Kind::Truth, "n" | "nein" | "non" | "не" | "0" | "falsch") => "false",
            (Kind::Truth, _) => "…",
            _ => "null",
        };
        let pair = |(word, _): &(String, u64)| format!("\"{word}\": {}", stands_for(word));
        let pairs: Vec<String> = words.iter().take(5).map(pair).collect();
        format!("say what they stand for in the manifest: `map: {{{}}}`", pairs.join(", "))
    }
}

/// Whether a problem is that a text cannot be read as what it should be.
pub(super) fn is_unread(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::WrongValue { .. }
            | Problem::Number { .. }
            | Problem::TwoReadings { .. }
            | Problem::NoDay { .. }
            | Problem::TwoDays { .. }
            | Problem::UnknownUnit { .. }
            | Problem::UnknownCurrency { .. }
    )
}
