//! What an expression gives over a batch of rows.

use std::borrow::Cow;
use std::sync::Arc;

use crate::value::{Bits, Codes, Column, Scalar, Tri, Truths, column};

/// The values of one expression over the rows of a frame.
#[derive(Clone, Debug)]
pub(crate) enum Batch {
    /// The same for every row.
    One(Scalar),
    /// One for each row.
    Each(Arc<Column>),
}

impl Batch {
    pub(crate) fn each(column: Column) -> Batch {
        Batch::Each(Arc::new(column))
    }

    pub(crate) fn get(&self, row: usize) -> Scalar {
        match self {
            Batch::One(s) => s.clone(),
            Batch::Each(c) => c.get(row),
        }
    }

    /// Whether a row is one value for certain.
    pub(crate) fn is_known(&self, row: usize) -> bool {
        match self {
            Batch::One(s) => s.is_known(),
            Batch::Each(column) => match column.as_ref() {
                Column::Quantity(q) if q.hi.is_none() => {
                    let open = |bits: &Option<Bits>| bits.as_ref().is_some_and(|b| b.get(row));
                    !open(&q.lo_open) && !open(&q.hi_open)
                }
                Column::Code(codes) => codes.get(row).is_some(),
                column => column.get(row).is_known(),
            },
        }
    }

    /// The values of those rows of this batch.
    pub(crate) fn gather(&self, rows: &[u32]) -> Batch {
        match self {
            Batch::One(s) => Batch::One(s.clone()),
            Batch::Each(c) => Batch::of_rows(c, rows),
        }
    }

    /// The same value for every row. Money of which nothing was told has no currency.
    pub(crate) fn one(value: Scalar) -> Batch {
        match value {
            Scalar::Quantity { range, unknown, .. } if unknown || range.is_any() => {
                Batch::One(Scalar::Quantity { range, currency: None, unknown })
            }
            value => Batch::One(value),
        }
    }

    /// Codes, one for each row.
    pub(crate) fn of_codes(codes: Vec<u32>) -> Batch {
        let codes = Codes::from(codes);
        match codes.0.len() {
            1 => Batch::One(Scalar::Code(codes.get(0))),
            _ => Batch::each(Column::Code(codes)),
        }
    }

    /// Those rows of a column. One row has a value rather than a column: the many small batches of
    /// explanations are computed without making any.
    pub(crate) fn of_rows(column: &Column, rows: &[u32]) -> Batch {
        match rows {
            [row] => Batch::One(column.pick(*row)),
            rows => Batch::each(column.gather(rows)),
        }
    }

    /// As truths of `len` rows; anything else is a bug of the checker and reads as unknown.
    pub(crate) fn truths(&self, len: usize) -> Truths {
        match self {
            Batch::One(Scalar::Truth(t)) => Truths::filled(len, *t),
            Batch::Each(c) => match c.as_ref() {
                Column::Truth(t) => t.clone(),
                Column::Quantity(_) | Column::Period(_) | Column::Code(_) | Column::Text(_) => {
                    Truths::filled(len, Tri::Unknown)
                }
            },
            Batch::One(_) => Truths::filled(len, Tri::Unknown),
        }
    }

    /// As the codes of `len` rows.
    pub(crate) fn codes(&self, len: usize) -> Cow<'_, [u32]> {
        match self {
            Batch::Each(c) => match c.as_ref() {
                Column::Code(c) => Cow::Borrowed(&c.0),
                Column::Quantity(_) | Column::Period(_) | Column::Truth(_) | Column::Text(_) => {
                    Cow::Owned(vec![Codes::UNKNOWN; len])
                }
            },
            Batch::One(_) => Cow::Owned(vec![self.code(0).unwrap_or(Codes::UNKNOWN); len]),
        }
    }

    /// The row of the record that the reference of a row leads to, where it is known to lead to one.
    pub(crate) fn leads(&self, row: usize) -> Option<u32> {
        self.code(row).filter(|code| *code != Codes::NONE)
    }

    /// Whether the reference of a row is known to lead to nobody.
    pub(crate) fn is_nobody(&self, row: usize) -> bool {
        self.code(row) == Some(Codes::NONE)
    }

    /// The code of a row, where it is known.
    pub(crate) fn code(&self, row: usize) -> Option<u32> {
        match self {
            Batch::One(Scalar::Code(code)) => *code,
            Batch::One(_) => None,
            Batch::Each(column) => match column.as_ref() {
                Column::Code(codes) => codes.get(row),
                _ => None,
            },
        }
    }
}

/// Applies a function row by row; one call where all operands are the same for every row.
pub(crate) fn map_rows(len: usize, operands: &[&Batch], f: impl Fn(&[Scalar]) -> Scalar) -> Batch {
    let row = |i: usize| -> Vec<Scalar> { operands.iter().map(|b| b.get(i)).collect() };
    if operands.iter().all(|b| matches!(b, Batch::One(_))) {
        return Batch::one(f(&row(0)));
    }
    let results: Vec<Scalar> = (0..len).map(|i| f(&row(i))).collect();
    collect(results)
}

/// A column of scalars of one type.
pub(crate) fn collect(mut scalars: Vec<Scalar>) -> Batch {
    match scalars.first().cloned() {
        Some(_) if scalars.len() == 1 => Batch::one(scalars.swap_remove(0)),
        Some(first) => Batch::each(column(&first, scalars.into_iter())),
        None => Batch::each(Column::Truth(Truths::filled(0, Tri::Unknown))),
    }
}

/// Truths as a batch.
pub(crate) fn truth_batch(truths: Truths) -> Batch {
    match truths.len() {
        1 => Batch::One(Scalar::Truth(truths.get(0))),
        _ => Batch::each(Column::Truth(truths)),
    }
}
