//! Powers and roots by definition: the number of 34 digits next to the true value is looked for by
//! halving, and tried in whole numbers of any length.

use num_bigint::BigUint;
use riskwright::operator::ArithOp;
use riskwright::value::{Decimal, Range, Scalar};

use super::interpreter::{amount, quantity};
use super::sign::Signs;

/// A number on the line with its infinities.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Minus,
    At(Decimal),
    Plus,
}

/// A power as a whole number and the root that is taken of it.
type Degree = (i64, u32);

/// Which of the two neighbours is meant.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Below,
    Nearest,
    Above,
}

/// `a ^ b` or `root(a, b)`; `signs` is on which side of zero `a` lies whatever it is.
pub(crate) fn raised(op: ArithOp, a: &Scalar, b: &Scalar, signs: Signs) -> Scalar {
    let (x, n) = (amount(a), amount(b).range);
    let range = match (op, n.known()) {
        (ArithOp::Root, Some(n)) => {
            let n = n.fixed(0).expect("a whole number") as u32;
            let refused = n.is_multiple_of(2) && x.range.lo.is_none_or(|lo| lo < Decimal::ZERO);
            if refused { Range::ANY } else { over(x.range, &[(1, n)], &[]) }
        }
        _ => power(x.range, n, signs.is_above() || signs.is_below()),
    };
    quantity(range, x.currency)
}

fn power(x: Range, n: Range, nonzero: bool) -> Range {
    let below = |end: Option<Decimal>| end.is_none_or(|end| end < Decimal::ZERO);
    let mut degrees: Vec<Degree> = [n.lo, n.hi].into_iter().flatten().map(degree).collect();
    degrees.dedup();
    let whole = n.known().is_some() && degrees.iter().all(|(_, under)| *under == 1);
    let zero_at_end = x.lo == Some(Decimal::ZERO) || x.hi == Some(Decimal::ZERO);
    let by_zero =
        x.contains(Decimal::ZERO) && below(n.lo) && !(nonzero && zero_at_end && x.lo != x.hi);
    if n != Range::point(Decimal::ZERO) && (by_zero || !whole && below(x.lo)) {
        return Range::ANY;
    }
    let open: Vec<End> = [(n.lo, End::Minus), (n.hi, End::Plus)]
        .into_iter()
        .filter_map(|(end, open)| end.is_none().then_some(open))
        .collect();
    over(x, &degrees, &open)
}

/// Between the least and the most that the ends make, and what zero makes between them.
fn over(x: Range, degrees: &[Degree], open: &[End]) -> Range {
    let ends = [x.lo.map_or(End::Minus, End::At), x.hi.map_or(End::Plus, End::At)];
    let inside = Some(End::At(Decimal::ZERO)).filter(|_| x.contains(Decimal::ZERO));
    let from_above = x.lo.is_some_and(|lo| lo >= Decimal::ZERO);
    let all = |side| -> Option<Vec<End>> {
        let mut made = Vec::new();
        for x in ends.into_iter().chain(inside) {
            for degree in degrees {
                made.push(one(x, *degree, from_above, side)?);
            }
            made.extend(open.iter().map(|n| limit(x, *n)));
        }
        Some(made)
    };
    if let (Some(_), [_], []) = (x.known(), degrees, open) {
        let nearest = all(Side::Nearest).map(|made| made[0]);
        return match nearest {
            Some(End::At(d)) => Range::point(d),
            _ => Range::ANY,
        };
    }
    let at = |end: End| match end {
        End::At(d) => Some(d),
        End::Minus | End::Plus => None,
    };
    match (all(Side::Below), all(Side::Above)) {
        (Some(least), Some(most)) => {
            let lo = least.into_iter().min().expect("some");
            Range::new(at(lo), at(most.into_iter().max().expect("some")))
        }
        _ => Range::ANY,
    }
}

/// What a power without end comes near to.
fn limit(x: End, n: End) -> End {
    let grows = x > End::At(Decimal::ONE);
    match n {
        _ if x == End::At(Decimal::ONE) => x,
        End::Plus if grows => End::Plus,
        End::Minus if !grows => End::Plus,
        _ => End::At(Decimal::ZERO),
    }
}

/// A single power, of what may be without end or near to zero; nothing where it is too large.
fn one(x: End, (p, q): Degree, from_above: bool, side: Side) -> Option<End> {
    let odd = p % 2 != 0;
    let turned = |end: End| match end {
        End::Minus => End::Plus,
        End::Plus => End::Minus,
        End::At(d) => End::At(d.neg()),
    };
    let other = match side {
        Side::Below => Side::Above,
        Side::Above => Side::Below,
        Side::Nearest => Side::Nearest,
    };
    Some(match x {
        _ if p == 0 => End::At(Decimal::ONE),
        End::Plus if p > 0 => End::Plus,
        End::Plus => End::At(Decimal::ZERO),
        End::At(d) if d == Decimal::ZERO && p > 0 => x,
        End::At(d) if d == Decimal::ZERO && (from_above || !odd) => End::Plus,
        End::At(d) if d == Decimal::ZERO => End::Minus,
        End::At(d) if d > Decimal::ZERO => End::At(positive(d, (p, q), side)?),
        _ if odd => turned(one(turned(x), (p, q), true, other)?),
        _ => one(turned(x), (p, q), true, side)?,
    })
}

/// The neighbour of the q-th root of x^p that has 34 digits.
fn positive(x: Decimal, (p, q): Degree, side: Side) -> Option<Decimal> {
    let ten = |n: i64| BigUint::from(10u8).pow(u32::try_from(n.max(0)).expect("small"));
    let (coef, scale) = (BigUint::from(x.coef().unsigned_abs()), i64::from(x.scale()));
    let size = u32::try_from(p.unsigned_abs()).expect("small");
    let over = (coef * ten(-scale)).pow(size);
    let under = ten(scale).pow(size);
    let (over, under) = if p < 0 { (under, over) } else { (over, under) };
    // How (c / half × 10^e)^q compares with over / under.
    let compare = |c: &BigUint, half: u32, e: i64| {
        let made = (c * ten(e)).pow(q) * &under;
        made.cmp(&((ten(-e) * half).pow(q) * &over))
    };
    let first = ten(33);
    let digits = |n: &BigUint| n.to_string().len() as i64;
    let mut e = (digits(&over) - digits(&under)) / i64::from(q) - 36;
    while compare(&(&first * 10u8), 1, e).is_le() {
        e += 1;
    }
    let (mut low, mut high) = (first.clone(), &first * 10u8);
    if compare(&low, 1, e).is_gt() {
        return None;
    }
    while &high - &low > 1u8.into() {
        let middle: BigUint = (&low + &high) / 2u8;
        if compare(&middle, 1, e).is_le() { low = middle } else { high = middle }
    }
    let exact = compare(&low, 1, e).is_eq();
    let up = match side {
        _ if exact => false,
        Side::Below => false,
        Side::Above => true,
        Side::Nearest => match compare(&(&low + &high), 2, e) {
            std::cmp::Ordering::Less => true,
            std::cmp::Ordering::Greater => false,
            std::cmp::Ordering::Equal => low.bit(0),
        },
    };
    let coef = if up { high } else { low };
    Decimal::new(i128::try_from(coef).expect("34 digits"), i32::try_from(-e).ok()?)
}

/// An exponent as a fraction in lowest terms.
fn degree(n: Decimal) -> Degree {
    let coef = i64::try_from(n.coef()).expect("short");
    if n.scale() <= 0 {
        return (coef * 10i64.pow(n.scale().unsigned_abs()), 1);
    }
    let under = 10i64.pow(n.scale() as u32);
    let common = (1..=under).rev().find(|d| coef % d == 0 && under % d == 0).expect("one");
    (coef / common, (under / common) as u32)
}
