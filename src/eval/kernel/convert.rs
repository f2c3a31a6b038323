//! Whole columns of money in one currency.

use super::{Operand, pow10};
use crate::eval::batch::{Batch, map_rows};
use crate::eval::frame::Frame;
use crate::value::{Bits, Buffer, Column, Currencies, Currency, Nums, Quantities};

/// The money of a batch in `to` at the as-of date.
pub(crate) fn convert(f: &Frame<'_>, money: &Batch, to: Option<Currency>) -> Batch {
    let rates = &f.engine.rates;
    let target = to.unwrap_or(rates.reporting);
    plain(f, money, target).unwrap_or_else(|| {
        map_rows(f.len(), &[money], |v| rates.converted_or_unknown(&v[0], to, None))
    })
}

/// Plain columns whose currencies all have a known rate with few digits.
fn plain(f: &Frame<'_>, money: &Batch, to: Currency) -> Option<Batch> {
    let Operand::Each(q) = Operand::of(money)? else {
        return None;
    };
    let (Nums::Fixed { scale, coefs }, None, None) = (&q.lo, &q.hi, &q.lo_open) else {
        return None;
    };
    // Zero with no upper end stays what it is in every currency.
    let open = q.hi_open.as_ref();
    let is_zero_where_open = |bits: &Bits| bits.ones().all(|i| coefs.get(i) == Some(&0));
    if !open.is_none_or(is_zero_where_open) {
        return None;
    }
    let (factors, more) = factors(f, &q.currency, to)?;
    let scale = scale.checked_add(more).filter(|s| *s <= 18)?;
    let factor = |i: usize| match &factors {
        Factors::One(k) => Some(*k),
        Factors::Each(currencies, table) => {
            table[currencies.get(i)?.number() as usize % Currency::NUMBERS]
        }
    };
    let converted: Option<Buffer<i64>> =
        coefs.iter().enumerate().map(|(i, c)| c.checked_mul(factor(i)?)).collect();
    Some(Batch::each(Column::Quantity(Quantities {
        lo: Nums::Fixed { scale, coefs: converted? },
        currency: Currencies::One(to),
        ..q.clone()
    })))
}

enum Factors<'a> {
    One(i64),
    Each(&'a [Currency], Box<[Option<i64>; Currency::NUMBERS]>),
}

/// The rate of each currency as a coefficient, and their common scale.
fn factors<'a>(
    f: &Frame<'_>,
    currencies: &'a Currencies,
    to: Currency,
) -> Option<(Factors<'a>, u8)> {
    let rates = &f.engine.rates;
    let rate = |from: Currency| rates.rate(from, to, rates.as_of).ok()?.known();
    let scale_of = |from| u8::try_from(rate(from)?.scale().max(0)).ok();
    match currencies {
        Currencies::None => None,
        Currencies::One(from) => {
            let scale = scale_of(*from)?;
            Some((Factors::One(rate(*from)?.fixed(scale)?), scale))
        }
        Currencies::Each(each) => {
            let mut seen: Vec<Currency> = Vec::new();
            for c in each {
                if !seen.contains(c) {
                    seen.push(*c);
                }
            }
            let scale = seen.iter().map(|c| scale_of(*c)).collect::<Option<Vec<u8>>>()?;
            let scale = scale.into_iter().max()?;
            pow10(scale)?;
            let mut table = Box::new([None; Currency::NUMBERS]);
            for c in seen {
                table[c.number() as usize % Currency::NUMBERS] = Some(rate(c)?.fixed(scale)?);
            }
            Some((Factors::Each(each, table), scale))
        }
    }
}
