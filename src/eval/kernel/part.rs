//! Functions of days, as the year of one: columns hold few days, however many rows they have, so each
//! day is looked at once.

use rustc_hash::FxHashMap;

use crate::eval::batch::Batch;
use crate::value::{Column, Currencies, Decimal, Nums, Quantities, Scalar};

/// Fewer rows than this are not worth it.
const FEW: usize = 64;

/// What a function makes of a column of whole numbers, as days are; `None` where some row is no such
/// number, or comes to none.
pub(crate) fn part(of: &Batch, apply: impl Fn(&[Scalar]) -> Scalar) -> Option<Batch> {
    let Batch::Each(column) = of else {
        return None;
    };
    let Column::Quantity(Quantities {
        lo: Nums::Fixed { scale: 0, coefs },
        hi: None,
        lo_open: None,
        hi_open: None,
        unknown: None,
        currency: Currencies::None,
    }) = column.as_ref()
    else {
        return None;
    };
    let mut known: FxHashMap<i64, i64> = FxHashMap::default();
    let mut parts = Vec::with_capacity(coefs.len());
    for day in coefs.iter().filter(|_| coefs.len() > FEW) {
        let part = match known.get(day) {
            Some(part) => *part,
            None => {
                let (range, currency) = apply(&[Scalar::number(Decimal::from(*day))]).parts();
                let part = range.known().filter(|_| currency.is_none())?.fixed(0)?;
                known.insert(*day, part);
                part
            }
        };
        parts.push(part);
    }
    (parts.len() == coefs.len()).then(|| {
        Batch::each(Column::Quantity(Quantities {
            lo: Nums::Fixed { scale: 0, coefs: parts.into() },
            hi: None,
            lo_open: None,
            hi_open: None,
            unknown: None,
            currency: Currencies::None,
        }))
    })
}
