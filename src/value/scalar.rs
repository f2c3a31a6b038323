//! One value: a row of a column, a constant of a rule, a leaf of an explanation.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{Currency, Date, Decimal, PeriodRange, Range, Tri};

/// One value. Its [`crate::ty::Ty`] travels beside it and says how to read it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Scalar {
    /// `bool`.
    Truth(Tri),
    /// Numbers, money, power, … in base units, and dates as days since 1970-01-01.
    Quantity {
        /// What it may be.
        range: Range,
        /// The currency, where the dimension has money and anything is known of the value.
        currency: Option<Currency>,
        /// Nothing was told: the range, if any, comes from a declared bound alone.
        unknown: bool,
    },
    /// `period`, between two ends; without any it is unknown.
    Period(PeriodRange),
    /// A choice's label index, a currency's number, or a record's row, [`super::Codes::NONE`] where a
    /// reference leads to nobody; `None` is unknown.
    Code(Option<u32>),
    /// `text`; `None` is unknown.
    Text(Option<Arc<str>>),
}

impl Scalar {
    /// A quantity or date of which nothing is known, not even by a bound.
    pub const UNKNOWN_QUANTITY: Scalar =
        Scalar::Quantity { range: Range::ANY, currency: None, unknown: true };

    /// A known number, or any quantity but money, in base units.
    pub fn number(n: Decimal) -> Scalar {
        Scalar::Quantity { range: Range::point(n), currency: None, unknown: false }
    }

    /// A known amount of money.
    pub fn money(amount: Decimal, currency: Currency) -> Scalar {
        Scalar::Quantity { range: Range::point(amount), currency: Some(currency), unknown: false }
    }

    /// A known date.
    pub fn date(date: Date) -> Scalar {
        Scalar::number(Decimal::from(date))
    }

    /// A computed quantity; nothing is told of it where it has no end at all.
    pub fn quantity(range: Range, currency: Option<Currency>) -> Scalar {
        let unknown = range.is_any();
        Scalar::Quantity { range, currency: if unknown { None } else { currency }, unknown }
    }

    /// A reference that leads to nobody.
    pub const NOBODY: Scalar = Scalar::Code(Some(super::Codes::NONE));

    /// A text.
    pub fn text(text: impl Into<Arc<str>>) -> Scalar {
        Scalar::Text(Some(text.into()))
    }

    /// The range and the currency of a quantity or date.
    pub fn parts(&self) -> (Range, Option<Currency>) {
        match self {
            Scalar::Quantity { range, currency, .. } => (*range, *currency),
            Scalar::Truth(_) | Scalar::Period(_) | Scalar::Code(_) | Scalar::Text(_) => {
                (Range::ANY, None)
            }
        }
    }

    /// The same, if it is not known, as a value of which nothing was told: what it may be all the
    /// same is as with a fact that is not given.
    #[must_use]
    pub fn untold(self) -> Scalar {
        match self {
            Scalar::Quantity { range, currency, .. } if range.known().is_none() => {
                // Without a currency an end in it would be one in any.
                let range = if currency.is_some() { range.side() } else { range };
                Scalar::Quantity { range, currency: None, unknown: true }
            }
            value => value,
        }
    }

    /// Whether it is one certain value.
    pub fn is_known(&self) -> bool {
        match self {
            Scalar::Truth(truth) => *truth != Tri::Unknown,
            Scalar::Quantity { range, .. } => range.known().is_some(),
            Scalar::Period(period) => period.known().is_some(),
            Scalar::Code(code) => code.is_some(),
            Scalar::Text(text) => text.is_some(),
        }
    }

    /// Whether nothing was told of it.
    pub fn is_unknown(&self) -> bool {
        match self {
            Scalar::Quantity { unknown, .. } => *unknown,
            Scalar::Period(period) => period.is_any(),
            Scalar::Truth(_) | Scalar::Code(_) | Scalar::Text(_) => !self.is_known(),
        }
    }

    /// An order of values of one type, for lists that must have one whatever order they are
    /// written in.
    pub fn order(&self, other: &Scalar) -> Ordering {
        let truth = |t: &Tri| match t {
            Tri::False => 0,
            Tri::Unknown => 1,
            Tri::True => 2,
        };
        match (self, other) {
            (Scalar::Truth(a), Scalar::Truth(b)) => truth(a).cmp(&truth(b)),
            (
                Scalar::Quantity { range: a, currency: c, unknown: u },
                Scalar::Quantity { range: b, currency: d, unknown: v },
            ) => (u, c, a.lo, a.hi.is_none(), a.hi).cmp(&(v, d, b.lo, b.hi.is_none(), b.hi)),
            (Scalar::Period(a), Scalar::Period(b)) => {
                (a.lo, a.hi.is_none(), a.hi).cmp(&(b.lo, b.hi.is_none(), b.hi))
            }
            (Scalar::Code(a), Scalar::Code(b)) => a.cmp(b),
            (Scalar::Text(a), Scalar::Text(b)) => a.cmp(b),
            _ => Ordering::Equal,
        }
    }
}

impl From<bool> for Scalar {
    fn from(b: bool) -> Scalar {
        Scalar::Truth(b.into())
    }
}
