//! How a file writes its numbers: which mark groups digits, and which stands before a fraction.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// How figures are written, said by an example: `1,234.56`, `1.234,56`, `1 234,56`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Notation {
    /// What parts thousands; `None`: nothing does.
    group: Option<char>,
    /// What stands before a fraction.
    point: char,
    /// Whether thousands are parted once, and what is above them by twos: `1,23,456.78`.
    lakh: bool,
    /// Whether somebody said so. Where nobody did, a figure may read as two.
    said: bool,
}

/// An example that shows no way to write numbers.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error(
    "`{0}` does not show how numbers are written: show one of more than a thousand, with a \
     fraction, such as `1,234.56`, `1.234,56` or `1 234,56`"
)]
pub struct NoExample(String);

impl Notation {
    /// As records write numbers where nothing else is said.
    pub(crate) const USUAL: Notation =
        Notation { group: Some(','), point: '.', lakh: false, said: false };

    /// As rules write numbers: the grammar lets no mark but `_` part their digits.
    pub(crate) const RULES: Notation =
        Notation { group: None, point: '.', lakh: false, said: false };

    /// As JSON's grammar has its numbers.
    pub(crate) const JSON: Notation = Notation { group: None, point: '.', lakh: false, said: true };

    /// Whether somebody said how figures are written.
    pub(crate) fn is_said(self) -> bool {
        self.said
    }

    /// Whether a text of digits with one point at most is what it is everywhere else.
    pub(crate) fn has_point(self) -> bool {
        self.point == '.'
    }

    /// Whether groups above the thousands have two digits.
    pub(crate) fn is_lakh(self) -> bool {
        self.lakh
    }

    /// Whether a mark stands before a fraction.
    pub(crate) fn is_point(self, mark: char) -> bool {
        self.point == mark
    }

    /// Whether a mark parts thousands. Blanks of every kind are one, and so are apostrophes.
    pub(crate) fn is_group(self, mark: char) -> bool {
        self.group.is_some_and(|group| one_of_its_kind(group) == one_of_its_kind(mark))
    }
}

fn one_of_its_kind(mark: char) -> char {
    match mark {
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' => ' ',
        '’' => '\'',
        _ => mark,
    }
}

impl FromStr for Notation {
    type Err = NoExample;

    fn from_str(example: &str) -> Result<Notation, NoExample> {
        read(example.trim()).ok_or_else(|| NoExample(example.to_owned()))
    }
}

fn read(example: &str) -> Option<Notation> {
    let is_digit = |c: char| c.is_ascii_digit();
    let (whole, fraction) = example.rsplit_once(['.', ','])?;
    let point = example.get(whole.len()..)?.chars().next()?;
    let group = whole.chars().find(|c| !is_digit(*c));
    let is_lakh = |mark: char| {
        let groups: Vec<&str> = whole.split(mark).collect();
        let [first, middle @ .., last] = groups.as_slice() else { return false };
        let digits = groups.iter().all(|group| group.chars().all(is_digit));
        let twos = !middle.is_empty() && middle.iter().all(|group| group.len() == 2);
        digits && twos && (1..=2).contains(&first.len()) && last.len() == 3
    };
    let lakh = group.is_some_and(is_lakh);
    let grouped = |mark: char| {
        let mut groups = whole.split(mark);
        let first = groups.next().unwrap_or_default();
        (1..=3).contains(&first.len())
            && first.chars().all(is_digit)
            && groups.all(|g| g.len() == 3 && g.chars().all(is_digit))
    };
    let well = match group {
        Some(mark) => {
            mark != point && " '.,_".contains(one_of_its_kind(mark)) && (lakh || grouped(mark))
        }
        None => whole.len() > 3,
    };
    let shown = well && !fraction.is_empty() && fraction.chars().all(is_digit);
    shown.then_some(Notation { group, point, lakh, said: true })
}

impl TryFrom<String> for Notation {
    type Error = NoExample;

    fn try_from(example: String) -> Result<Notation, NoExample> {
        example.parse()
    }
}

/// The example that says it.
impl fmt::Display for Notation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let group = self.group.map(String::from).unwrap_or_default();
        match self.lakh {
            true => write!(f, "1{group}23{group}456{}78", self.point),
            false => write!(f, "1{group}234{}56", self.point),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_says_how_numbers_are_written() {
        for example in
            ["1,234.56", "1.234,56", "1 234,56", "1'234.56", "1234,56", "1_234.56", "1,23,456.78"]
        {
            let notation: Notation = example.parse().expect(example);
            assert_eq!(notation.to_string(), example);
            assert!(notation.is_said());
        }
        let long: Notation = "12.345.678,9".parse().expect("a long example");
        assert_eq!(long.to_string(), "1.234,56");
        let blank: Notation = "1 234,56".parse().expect("an example");
        assert!([' ', '\u{a0}', '\u{202f}'].into_iter().all(|mark| blank.is_group(mark)));
    }

    #[test]
    fn what_shows_nothing_is_refused() {
        for example in ["", "1", "1.234", "1,234", "1,2,345.67", "1.234.56", "1x234,5", "EU"] {
            assert!(example.parse::<Notation>().is_err(), "{example}");
        }
    }
}
