//! Sums, differences, products and quotients of whole columns.

use super::{Fixed, Operand, View, either, foreign, pow10};
use crate::alarm::Sure;
use crate::eval::batch::{Batch, map_rows};
use crate::eval::frame::Frame;
use crate::meaning;
use crate::operator::ArithOp;
use crate::ty::{Dim, Ty};
use crate::value::{
    Bits, Buffer, Column, Currencies, Currency, Decimal, Nums, Quantities, Rounding, Scalar,
};

/// `a op b` over a batch, as a value of a type.
pub(crate) fn arith(f: &Frame<'_>, op: ArithOp, a: (&Batch, Ty), b: (&Batch, Ty), ty: Ty) -> Batch {
    let one = |x: &Scalar, y: &Scalar| {
        let value = meaning::arith(op, (x, a.1), (y, b.1), &f.engine.rates);
        value.unwrap_or_else(|_| ty.unknown())
    };
    quantities(f, op, a, b, ty, one)
        .unwrap_or_else(|| map_rows(f.len(), &[a.0, b.0], |v| one(&v[0], &v[1])))
}

fn quantities(
    f: &Frame<'_>,
    op: ArithOp,
    a: (&Batch, Ty),
    b: (&Batch, Ty),
    ty: Ty,
    one: impl Fn(&Scalar, &Scalar) -> Scalar,
) -> Option<Batch> {
    let (dim_a, dim_b) = (a.1.dim()?, b.1.dim()?);
    let (x, y) = (Operand::of(a.0)?, Operand::of(b.0)?);
    if let (Operand::One(..), Operand::One(..)) = (x, y) {
        return None;
    }
    let len = f.len();
    let (cx, cy) = (x.currency(), y.currency());
    let (nums, failed) = combine(op, x.view(), y.view(), len);
    // Whole coefficients add up exactly; what rounds must round outward where it is an end.
    let exact = matches!(nums, Nums::Fixed { .. }) && !x.is_ranged() && !y.is_ranged();
    let additive = exact && matches!(op, ArithOp::Add | ArithOp::Sub);
    let inexact = if additive { None } else { either(x.inexact(len), y.inexact(len)) };
    let odd = either(inexact, foreign(&cx, &cy, len));
    let odd = either(odd, failed);
    let dim = match op {
        ArithOp::Add | ArithOp::Sub => dim_a,
        ArithOp::Mul | ArithOp::Of => dim_a.times(dim_b),
        ArithOp::Div | ArithOp::Per => dim_a.per(dim_b),
        ArithOp::Pow | ArithOp::Root => ty.dim()?,
    };
    let currency = result_currency(dim, cx, cy);
    let mut result = Quantities { currency, ..Quantities::exact(nums) };
    if additive {
        open_ends(&mut result, op, x, y);
    }
    if let Some(odd) = odd {
        result = patch(result, &odd, |i| one(&a.0.get(i), &b.0.get(i)));
    }
    Some(Batch::each(Column::Quantity(result)))
}

/// An end of a sum is open where one of the ends that it is made of is; where the other ends
/// are known, the sum of what the rows store is the end that is left.
fn open_ends(sum: &mut Quantities, op: ArithOp, x: Operand<'_>, y: Operand<'_>) {
    let (below, above) = match op {
        ArithOp::Sub => (y.open_above(), y.open_below()),
        _ => (y.open_below(), y.open_above()),
    };
    sum.lo_open = either(x.open_below().cloned(), below.cloned());
    sum.hi_open = either(x.open_above().cloned(), above.cloned());
    sum.unknown =
        sum.lo_open.as_ref().zip(sum.hi_open.as_ref()).map(|(lo, hi)| lo.and(hi)).filter(Bits::any);
}

fn result_currency(dim: Dim, a: Currencies, b: Currencies) -> Currencies {
    match (dim.money(), a) {
        (0, _) => Currencies::None,
        (_, Currencies::None) => b,
        (_, a) => a,
    }
}

/// The numbers of all rows, and the rows where they do not exist (overflow, division by zero).
fn combine(op: ArithOp, a: View<'_>, b: View<'_>, len: usize) -> (Nums, Option<Bits>) {
    if let (Some(x), Some(y)) = (a.fixed(), b.fixed()) {
        let fixed = match op {
            ArithOp::Add => add(x, y, 1, len),
            ArithOp::Sub => add(x, y, -1, len),
            ArithOp::Mul | ArithOp::Of => mul(x, y, len),
            ArithOp::Div | ArithOp::Per | ArithOp::Pow | ArithOp::Root => None,
        };
        if let Some(nums) = fixed {
            return (nums, None);
        }
    }
    let one = |i: usize| {
        let (x, y) = (a.get(i), b.get(i));
        match op {
            ArithOp::Add => x.add(y, Rounding::HalfEven),
            ArithOp::Sub => x.sub(y, Rounding::HalfEven),
            ArithOp::Mul | ArithOp::Of => x.mul(y, Rounding::HalfEven),
            ArithOp::Div | ArithOp::Per => x.div(y, Rounding::HalfEven),
            ArithOp::Pow => x.pow(y, Rounding::HalfEven),
            ArithOp::Root => x.root(meaning::degree(y)?, Rounding::HalfEven),
        }
    };
    let results: Vec<Option<Decimal>> = (0..len).map(one).collect();
    let failed = Bits::from_fn(len, |i| results.get(i) == Some(&None));
    let numbers = results.into_iter().map(Option::unwrap_or_default).collect();
    (Nums::Wide(numbers), Some(failed).filter(Bits::any))
}

fn add(x: Fixed<'_>, y: Fixed<'_>, sign: i64, len: usize) -> Option<Nums> {
    let scale = x.scale.max(y.scale);
    let (fx, fy) = (pow10(scale - x.scale)?, pow10(scale - y.scale)?);
    let one = |i: usize| {
        let (a, b) = (x.coefs.get(i).checked_mul(fx)?, y.coefs.get(i).checked_mul(fy)?);
        if sign > 0 { a.checked_add(b) } else { a.checked_sub(b) }
    };
    let coefs: Option<Buffer<i64>> = (0..len).map(one).collect();
    coefs.map(|coefs| Nums::Fixed { scale, coefs })
}

fn mul(x: Fixed<'_>, y: Fixed<'_>, len: usize) -> Option<Nums> {
    let scale = x.scale.checked_add(y.scale).filter(|s| *s <= 18)?;
    let one = |i: usize| x.coefs.get(i).checked_mul(y.coefs.get(i));
    let coefs: Option<Buffer<i64>> = (0..len).map(one).collect();
    coefs.map(|coefs| Nums::Fixed { scale, coefs })
}

/// The second where nothing is told of the first, of quantities that vary from row to row.
pub(crate) fn or_else(a: &Batch, b: &Batch) -> Option<Batch> {
    let (Batch::Each(column), Operand::Each(q)) = (a, Operand::of(a)?) else {
        return None;
    };
    Some(match &q.unknown {
        None => Batch::Each(column.clone()),
        Some(unknown) => Batch::each(Column::Quantity(patch(q.clone(), unknown, |row| b.get(row)))),
    })
}

/// Puts the marked rows' own values in their places.
pub(crate) fn patch(plain: Quantities, odd: &Bits, one: impl Fn(usize) -> Scalar) -> Quantities {
    let len = plain.lo.len();
    let mut lo = Slots::new(plain.lo);
    let mut hi = plain.hi.map(Slots::new);
    let none = || Bits::filled(len, false);
    let mut lo_open = plain.lo_open.unwrap_or_else(none);
    let mut hi_open = plain.hi_open.unwrap_or_else(none);
    let mut unknown = plain.unknown.unwrap_or_else(none);
    let mut currencies: Vec<(usize, Currency)> = Vec::new();
    for i in odd.ones() {
        let Scalar::Quantity { range, currency, unknown: none } = one(i) else {
            continue;
        };
        lo_open.set(i, range.lo.is_none());
        hi_open.set(i, range.hi.is_none());
        unknown.set(i, none);
        currencies.extend(currency.map(|c| (i, c)));
        let (low, high) = (range.lo.or(range.hi), range.hi.or(range.lo));
        let (low, high) = (low.unwrap_or_default(), high.unwrap_or_default());
        if low != high && hi.is_none() {
            hi = Some(lo.clone());
        }
        lo.set(i, low);
        if let Some(hi) = &mut hi {
            hi.set(i, high);
        }
    }
    Quantities {
        lo: lo.finish(),
        hi: hi.map(Slots::finish),
        lo_open: Some(lo_open).filter(Bits::any),
        hi_open: Some(hi_open).filter(Bits::any),
        unknown: Some(unknown).filter(Bits::any),
        currency: patch_currency(plain.currency, &currencies, odd, len),
    }
}

fn patch_currency(
    plain: Currencies,
    odd: &[(usize, Currency)],
    mask: &Bits,
    len: usize,
) -> Currencies {
    match (&plain, odd.first()) {
        (_, None) => plain,
        (Currencies::One(c), Some(_)) if odd.iter().all(|(_, o)| o == c) => plain,
        (Currencies::None, Some((_, c))) if mask.all() && odd.iter().all(|(_, o)| o == c) => {
            Currencies::One(*c)
        }
        (_, Some((_, first))) => {
            let mut each: Vec<Currency> =
                (0..len).map(|i| plain.get(i).unwrap_or(*first)).collect();
            for (i, c) in odd {
                if let Some(slot) = each.get_mut(*i) {
                    *slot = *c;
                }
            }
            Currencies::Each(each.into())
        }
    }
}

/// Numbers that stay fixed point while what is set fits.
#[derive(Clone)]
enum Slots {
    Fixed(u8, Vec<i64>),
    Wide(Vec<Decimal>),
}

impl Slots {
    fn new(nums: Nums) -> Slots {
        match nums {
            Nums::Fixed { scale, coefs } => Slots::Fixed(scale, coefs.into_vec()),
            Nums::Wide(numbers) => Slots::Wide(numbers.into_vec()),
        }
    }

    fn set(&mut self, row: usize, d: Decimal) {
        if let Slots::Fixed(scale, coefs) = self {
            if let (Some(coef), Some(slot)) = (d.fixed(*scale), coefs.get_mut(row)) {
                *slot = coef;
                return;
            }
            let wide = |coef: &i64| Decimal::new(i128::from(*coef), i32::from(*scale)).sure();
            *self = Slots::Wide(coefs.iter().map(wide).collect());
        }
        if let Slots::Wide(numbers) = self {
            numbers.get_mut(row).map(|slot| *slot = d).sure();
        }
    }

    fn finish(self) -> Nums {
        match self {
            Slots::Fixed(scale, coefs) => Nums::Fixed { scale, coefs: coefs.into() },
            Slots::Wide(numbers) => Nums::Wide(numbers.into()),
        }
    }
}
