//! Whole-batch arithmetic and comparison on plain columns.
//!
//! A kernel works on all rows as if they were known numbers in one currency; the rows that are
//! not (ranged, unknown, another currency, overflow) are marked and computed one by one with
//! the functions of [`crate::meaning`]. Where every fact is known, ranges cost nothing.

mod arith;
mod choose;
mod compare;
mod convert;
mod part;
mod quotient;
mod spread;

pub(crate) use arith::{arith, or_else, patch};
pub(crate) use choose::choose;
pub(crate) use compare::compare;
pub(crate) use convert::convert;
pub(crate) use part::part;
pub(crate) use quotient::compare_quotient;
pub(crate) use spread::spread;

use super::batch::Batch;
use crate::alarm::Sure;
use crate::value::{Bits, Column, Currencies, Currency, Decimal, Nums, Quantities, Scalar};

/// A quantity operand: one known number for all rows, or a column.
#[derive(Clone, Copy)]
enum Operand<'a> {
    One(Decimal, Option<Currency>),
    Each(&'a Quantities),
}

/// The lower ends of an operand as numbers.
#[derive(Clone, Copy)]
enum View<'a> {
    One(Decimal),
    Fixed(u8, &'a [i64]),
    Wide(&'a [Decimal]),
}

impl<'a> Operand<'a> {
    /// `None` for a constant that is no known number: those go row by row.
    fn of(batch: &'a Batch) -> Option<Operand<'a>> {
        match batch {
            Batch::One(Scalar::Quantity { range, currency, .. }) => {
                range.known().map(|d| Operand::One(d, *currency))
            }
            Batch::Each(column) => match column.as_ref() {
                Column::Quantity(q) => Some(Operand::Each(q)),
                Column::Truth(_) | Column::Period(_) | Column::Code(_) | Column::Text(_) => None,
            },
            Batch::One(_) => None,
        }
    }

    fn view(self) -> View<'a> {
        match self {
            Operand::One(d, _) => View::One(d),
            Operand::Each(q) => View::of(&q.lo),
        }
    }

    /// The upper ends.
    fn high(self) -> View<'a> {
        match self {
            Operand::One(d, _) => View::One(d),
            Operand::Each(q) => View::of(q.hi.as_ref().unwrap_or(&q.lo)),
        }
    }

    /// Whether some row's ends differ.
    fn is_ranged(self) -> bool {
        matches!(self, Operand::Each(Quantities { hi: Some(_), .. }))
    }

    /// Rows without a lower end.
    fn open_below(self) -> Option<&'a Bits> {
        match self {
            Operand::One(..) => None,
            Operand::Each(q) => q.lo_open.as_ref(),
        }
    }

    /// Rows without an upper end.
    fn open_above(self) -> Option<&'a Bits> {
        match self {
            Operand::One(..) => None,
            Operand::Each(q) => q.hi_open.as_ref(),
        }
    }

    fn currency(self) -> Currencies {
        match self {
            Operand::One(_, c) => c.map_or(Currencies::None, Currencies::One),
            Operand::Each(q) => q.currency.clone(),
        }
    }

    /// Rows that are not one known number.
    fn inexact(self, len: usize) -> Option<Bits> {
        let Operand::Each(q) = self else {
            return None;
        };
        let mut mask: Option<Bits> = None;
        for bits in [&q.lo_open, &q.hi_open].into_iter().flatten() {
            mask = Some(mask.map_or_else(|| bits.clone(), |m| m.or(bits)));
        }
        if let Some(hi) = &q.hi {
            let ranged = Bits::from_fn(len, |i| hi.get(i) != q.lo.get(i));
            mask = Some(mask.map_or_else(|| ranged.clone(), |m| m.or(&ranged)));
        }
        mask
    }
}

impl<'a> View<'a> {
    fn of(nums: &'a Nums) -> View<'a> {
        match nums {
            Nums::Fixed { scale, coefs } => View::Fixed(*scale, coefs),
            Nums::Wide(v) => View::Wide(v),
        }
    }

    fn get(self, row: usize) -> Decimal {
        match self {
            View::One(d) => d,
            View::Fixed(scale, coefs) => {
                let coef = coefs.get(row).copied().sure();
                Decimal::new(i128::from(coef), i32::from(scale)).sure()
            }
            View::Wide(v) => v.get(row).copied().sure(),
        }
    }

    /// As fixed point; a constant joins where it fits.
    fn fixed(self) -> Option<Fixed<'a>> {
        match self {
            View::One(d) => {
                let scale = u8::try_from(d.scale().max(0)).ok().filter(|s| *s <= 18)?;
                Some(Fixed { scale, coefs: Coefs::One(d.fixed(scale)?) })
            }
            View::Fixed(scale, coefs) => Some(Fixed { scale, coefs: Coefs::Each(coefs) }),
            View::Wide(_) => None,
        }
    }
}

/// Fixed-point numbers: one for all rows, or one each.
#[derive(Clone, Copy)]
struct Fixed<'a> {
    scale: u8,
    coefs: Coefs<'a>,
}

#[derive(Clone, Copy)]
enum Coefs<'a> {
    One(i64),
    Each(&'a [i64]),
}

impl Coefs<'_> {
    #[inline]
    fn get(self, row: usize) -> i64 {
        match self {
            Coefs::One(c) => c,
            Coefs::Each(v) => v.get(row).copied().sure(),
        }
    }
}

/// 10^`n` where it fits 64 bits.
fn pow10(n: u8) -> Option<i64> {
    10i64.checked_pow(u32::from(n))
}

/// Rows whose amounts are in different currencies.
fn foreign(a: &Currencies, b: &Currencies, len: usize) -> Option<Bits> {
    match (a, b) {
        (Currencies::None, _) | (_, Currencies::None) => None,
        (Currencies::One(x), Currencies::One(y)) if x == y => None,
        (Currencies::Each(x), Currencies::Each(y)) if x == y => None,
        _ => Some(Bits::from_fn(len, |i| a.get(i) != b.get(i))).filter(Bits::any),
    }
}

fn either(a: Option<Bits>, b: Option<Bits>) -> Option<Bits> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.or(&b)),
        (a, b) => a.or(b),
    }
}
