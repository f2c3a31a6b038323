//! Columns: many values of one type, laid out for whole-batch work.

use super::{Bits, Buffer, Currency, Decimal, PeriodRange, TextColumn, Truths};
use crate::alarm::Sure;

/// Numbers side by side.
#[derive(Clone, PartialEq, Debug)]
pub enum Nums {
    /// Fixed point: each is its coefficient × 10^-`scale`. `scale` is at most 18.
    Fixed {
        /// Digits behind the point, the same for all rows.
        scale: u8,
        /// Coefficients.
        coefs: Buffer<i64>,
    },
    /// Anything that does not fit fixed point.
    Wide(Buffer<Decimal>),
}

/// The currency of each row of a money column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Currencies {
    /// No money.
    None,
    /// All rows alike.
    One(Currency),
    /// Row by row; a row without a value may say anything.
    Each(Buffer<Currency>),
}

/// Quantities and dates. Where nothing is ranged or unknown all options are `None` and the
/// column is a plain vector.
#[derive(Clone, PartialEq, Debug)]
pub struct Quantities {
    /// Lower ends; a row without one (see `lo_open`) stores zero.
    pub lo: Nums,
    /// Upper ends; `None`: the same as `lo` in every row.
    pub hi: Option<Nums>,
    /// Rows without a lower bound.
    pub lo_open: Option<Bits>,
    /// Rows without an upper bound.
    pub hi_open: Option<Bits>,
    /// Rows of which nothing was told (their ends, if any, are declared bounds).
    pub unknown: Option<Bits>,
    /// Currencies, for money.
    pub currency: Currencies,
}

/// Choices, currencies (their ISO numbers), references (row numbers of the target table).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Codes(pub Buffer<u32>);

impl Codes {
    /// What an unknown row stores.
    pub const UNKNOWN: u32 = u32::MAX;

    /// What a row stores that is known to be none: a reference that leads to nobody, a member that is
    /// in no window. No record stands in such a row, nor in an unknown one: all that do are below.
    pub const NONE: u32 = Codes::UNKNOWN - 1;
}

impl From<Vec<u32>> for Codes {
    fn from(codes: Vec<u32>) -> Self {
        Codes(codes.into())
    }
}

/// Periods: what each may be.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Periods(pub Buffer<PeriodRange>);

/// One column. Slices of it share its values, but for bits: those of four thousand rows are copied
/// sooner than shared.
#[derive(Clone, PartialEq, Debug)]
pub enum Column {
    /// `bool`.
    Truth(Truths),
    /// Quantities, and dates as days since 1970-01-01.
    Quantity(Quantities),
    /// `period`.
    Period(Periods),
    /// Choices, currencies, references.
    Code(Codes),
    /// `text`.
    Text(TextColumn),
}

impl Nums {
    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Nums::Fixed { coefs, .. } => coefs.len(),
            Nums::Wide(v) => v.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number in a row, which must be one of the column's.
    pub fn get(&self, row: usize) -> Decimal {
        match self {
            Nums::Fixed { scale, coefs } => {
                let coef = coefs.get(row).copied().sure();
                Decimal::new(i128::from(coef), i32::from(*scale)).sure()
            }
            Nums::Wide(v) => v.get(row).copied().sure(),
        }
    }
}
