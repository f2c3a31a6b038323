//! What must be there for a run to count: a gate that is green because something is missing is none.

use thiserror::Error;

use crate::ty::RecordId;

/// What a run must have.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Required {
    /// How many records of a kind.
    pub records: Vec<(RecordId, Many)>,
    /// How many values that could not be read, or lead nowhere.
    pub unreadable: Option<Many>,
    /// Exchange rates that are younger than so many days.
    pub rates_younger_than: Option<u32>,
    /// Rules that looked at something, as the run calls them.
    pub rules: Vec<String>,
}

/// How many there must be of something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Many {
    least: u64,
    most: u64,
    /// As it was written.
    pub(super) text: String,
}

/// Why a text does not say how many there must be.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
pub enum NotMany {
    /// A number alone, which may be the least or all.
    #[error("`{0}` may mean at least so many or exactly so many: write `>= {0}` or `= {0}`")]
    Bare(u64),
    /// Whatever there is, it is met.
    #[error("`{0}` is met by any number of records")]
    Anything(String),
    /// Whatever there is, it is not met.
    #[error("`{0}` is met by no number of records")]
    Nothing(String),
    /// Something else.
    #[error("`{0}` is no number of records such as `>= 30`, `= 30` or `30..50`")]
    Other(String),
}

impl Many {
    /// Reads `>= 30`, `> 29`, `<= 50`, `< 51`, `= 30` or `30..50`.
    pub fn parse(text: &str) -> Result<Many, NotMany> {
        let text = text.trim();
        let other = || NotMany::Other(text.to_owned());
        let nothing = || NotMany::Nothing(text.to_owned());
        if let Some((least, most)) = text.split_once("..") {
            return match (number(least), number(most)) {
                (Some(least), Some(most)) => Many::within(least, most, text),
                _ => Err(other()),
            };
        }
        if let Some(n) = number(text) {
            return Err(NotMany::Bare(n));
        }
        let signs = [">=", "<=", ">", "<", "="];
        let told = signs.iter().find_map(|sign| Some((*sign, text.strip_prefix(*sign)?)));
        let (sign, n) = told.and_then(|(sign, n)| Some((sign, number(n)?))).ok_or_else(other)?;
        let (least, most) = match sign {
            ">=" => (n, u64::MAX),
            ">" => (n.checked_add(1).ok_or_else(nothing)?, u64::MAX),
            "<=" => (0, n),
            "<" => (0, n.checked_sub(1).ok_or_else(nothing)?),
            _ => (n, n),
        };
        Many::within(least, most, text)
    }

    fn within(least: u64, most: u64, text: &str) -> Result<Many, NotMany> {
        match (least, most) {
            (0, u64::MAX) => Err(NotMany::Anything(text.to_owned())),
            _ if least > most => Err(NotMany::Nothing(text.to_owned())),
            _ => Ok(Many { least, most, text: text.to_owned() }),
        }
    }

    /// Whether whatever meets it meets the other, too.
    pub(super) fn is_within(&self, other: &Many) -> bool {
        self.least >= other.least && self.most <= other.most
    }

    pub(super) fn is_met_by(&self, found: u64) -> bool {
        (self.least..=self.most).contains(&found)
    }
}

/// A number of records, with `_` between its digits where somebody likes that.
fn number(text: &str) -> Option<u64> {
    let text = text.trim();
    let plain = text.starts_with(|c: char| c.is_ascii_digit()) && !text.ends_with('_');
    text.replace('_', "").parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    //! How many there must be, in all its forms.

    use super::{Many, NotMany};

    #[test]
    fn how_many() {
        for (text, least, most) in [
            (">= 30", 30, u64::MAX),
            (">29", 30, u64::MAX),
            ("<= 50", 0, 50),
            ("< 51", 0, 50),
            ("= 1_000", 1000, 1000),
            (" 30 .. 50 ", 30, 50),
            ("30..30", 30, 30),
        ] {
            let many = Many::parse(text).unwrap();
            assert_eq!((many.least, many.most), (least, most), "{text}");
            assert!(many.is_met_by(least) && many.is_met_by(most));
        }
        assert!(!Many::parse(">= 30").unwrap().is_met_by(29));
        assert_eq!(Many::parse("30"), Err(NotMany::Bare(30)));
        for text in [">= 0", "0..18446744073709551615"] {
            assert_eq!(Many::parse(text), Err(NotMany::Anything(text.into())));
        }
        for text in ["< 0", "50..30", "> 18446744073709551615"] {
            assert_eq!(Many::parse(text), Err(NotMany::Nothing(text.into())));
        }
        for text in ["", "many", ">= -1", ">= 1.5", ">= 30 deals", "==30", "30..", "!= 30", "1_"] {
            assert_eq!(Many::parse(text), Err(NotMany::Other(text.into())));
        }
    }
}
