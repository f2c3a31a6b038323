//! Amounts that fall due evenly, of whole columns.

use super::{Operand, View, either, patch};
use crate::eval::batch::{Batch, map_rows};
use crate::eval::frame::Frame;
use crate::meaning::{self, Stretch};
use crate::value::{Bits, Column, Decimal, Nums, Quantities, Scalar};

/// The part of an amount that falls into a window: first and last day of the amount, first and last day
/// of the window.
pub(crate) fn spread(f: &Frame<'_>, amount: &Batch, dates: [&Batch; 4]) -> Batch {
    let one = |amount: &Scalar, [from, to, first, last]: [&Scalar; 4]| {
        meaning::spread(amount, Stretch { from, to, first, last })
            .unwrap_or(Scalar::UNKNOWN_QUANTITY)
    };
    let [from, to, first, last] = dates;
    plain(f, amount, dates, &one).unwrap_or_else(|| {
        map_rows(f.len(), &[amount, from, to, first, last], |v| {
            one(&v[0], [&v[1], &v[2], &v[3], &v[4]])
        })
    })
}

fn plain(
    f: &Frame<'_>,
    amount: &Batch,
    dates: [&Batch; 4],
    one: &dyn Fn(&Scalar, [&Scalar; 4]) -> Scalar,
) -> Option<Batch> {
    let len = f.len();
    let value @ Operand::Each(_) = Operand::of(amount)? else { return None };
    let mut odd = value.inexact(len);
    let mut days = Vec::with_capacity(4);
    for date in dates {
        let date = Operand::of(date)?;
        odd = either(odd, date.inexact(len));
        days.push(date.view());
    }
    let mut failed = Bits::filled(len, false);
    let number = |row: usize| {
        let days = [days.first()?, days.get(1)?, days.get(2)?, days.get(3)?];
        let [from, to, first, last] = days.map(|view| day(*view, row));
        meaning::due(value.view().get(row), [from?, to?, first?, last?])
    };
    let mut numbers = Vec::with_capacity(len);
    for row in 0..len {
        let number = number(row);
        if number.is_none() {
            failed.set(row, true);
        }
        numbers.push(number.unwrap_or(Decimal::ZERO));
    }
    let currency = value.currency();
    let result = Quantities { currency, ..Quantities::exact(Nums::Wide(numbers.into())) };
    let result = match either(odd, Some(failed).filter(Bits::any)) {
        Some(odd) => patch(result, &odd, |row| {
            let [from, to, first, last] = dates.map(|date| date.get(row));
            one(&amount.get(row), [&from, &to, &first, &last])
        }),
        None => result,
    };
    Some(Batch::each(Column::Quantity(result)))
}

/// A date as a number of days.
#[inline]
fn day(view: View<'_>, row: usize) -> Option<i64> {
    match view {
        View::Fixed(0, coefs) => coefs.get(row).copied(),
        view => view.get(row).fixed(0),
    }
}
