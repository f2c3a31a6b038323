//! An expression as a fraction of polynomials in one fact, so that conditions can be solved
//! for it instead of guessed at.

use super::super::frame::Frame;
use crate::ir::{ExprId, Op};
use crate::meaning::{self, Stretch};
use crate::operator::{ArithOp, End};
use crate::ty::Ty;
use crate::value::{Currency, Decimal, Rounding, Scalar};

/// Coefficients, constant term first.
type Polynomial = Vec<Decimal>;

/// The highest power that is carried along; the solver wants a linear remainder.
const DEGREE: usize = 4;

/// `over / under`, both polynomials in the fact.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Fraction {
    over: Polynomial,
    under: Polynomial,
}

/// The fact that is solved for.
#[derive(Clone, Copy)]
pub(super) struct Unknown<'a> {
    /// The field expressions that read it.
    pub(super) leaves: &'a [ExprId],
    /// The currency that its amount is counted in.
    pub(super) currency: Option<Currency>,
    /// Which end of the other facts is taken, where they are ranged: what comes out is tried
    /// before it is told, so a wrong end does no harm.
    pub(super) end: End,
}

impl Unknown<'_> {
    /// The same beside amounts in several currencies: where the fact is no amount itself, these are
    /// counted in the one that they are compared in.
    pub(super) fn beside(self, f: &Frame<'_>, sides: [ExprId; 2]) -> Self {
        let mut met = self.currencies(f, sides);
        let first = met.next();
        let several = self.currency.is_none() && met.any(|other| Some(other) != first);
        let common = several.then_some(f.engine.rates.reporting);
        Unknown { currency: self.currency.or(common), ..self }
    }

    /// The currencies of the amounts that stand beside the fact.
    fn currencies(self, f: &Frame<'_>, sides: [ExprId; 2]) -> impl Iterator<Item = Currency> {
        let arena = &f.engine.program.arena;
        let parts = arena.parts(sides, move |e, _| reads(f, self, e) && !self.leaves.contains(&e));
        let amounts = parts.filter(move |e| {
            matches!(arena.get(*e).ty, Ty::Quantity { .. }) && !reads(f, self, *e)
        });
        amounts.filter_map(|e| f.eval(e).get(0).parts().1)
    }
}

/// Where the two sides of a comparison meet, as a value of the fact.
pub(super) fn meet(f: &Frame<'_>, x: Unknown<'_>, a: ExprId, b: ExprId) -> Option<Decimal> {
    let x = x.beside(f, [a, b]);
    let (a, b) = (fraction(f, x, a)?, fraction(f, x, b)?);
    // a/b = c/d where a·d − c·b = 0.
    let difference = sub(&mul(&a.over, &b.under)?, &mul(&b.over, &a.under)?)?;
    match difference.as_slice() {
        [constant, slope] if *slope != Decimal::ZERO => {
            constant.neg().div(*slope, Rounding::HalfEven)
        }
        // No constant term: the fact divides out, and zero itself is no answer of interest.
        [zero, constant, slope] if *zero == Decimal::ZERO && *slope != Decimal::ZERO => {
            constant.neg().div(*slope, Rounding::HalfEven)
        }
        _ => None,
    }
}

/// Where a comparison may change sides as the fact changes; `None` where that is not known, or not
/// known exactly.
pub(super) fn sides(f: &Frame<'_>, x: Unknown<'_>, a: ExprId, b: ExprId) -> Option<Vec<Decimal>> {
    let x = x.beside(f, [a, b]);
    // Amounts in several currencies are compared in one: counted in another, they meet elsewhere.
    let one = f.engine.rates.reporting;
    let own = x.currency.filter(|own| *own != one);
    if own.is_some_and(|own| x.currencies(f, [a, b]).any(|other| other != own)) {
        return None;
    }
    let exactly = |e| {
        let [lowest, highest] =
            [End::Lowest, End::Highest].map(|end| fraction(f, Unknown { end, ..x }, e));
        lowest.filter(|lowest| highest.as_ref() == Some(lowest))
    };
    let (a, b) = (exactly(a)?, exactly(b)?);
    let difference = sub(&mul(&a.over, &b.under)?, &mul(&b.over, &a.under)?)?;
    let mut lines = Vec::new();
    for polynomial in [difference, a.under, b.under] {
        lines.extend(roots(&polynomial)?);
    }
    Some(lines)
}

/// Where a polynomial may change its sign, if it is of the first degree but for factors of the fact.
fn roots(polynomial: &Polynomial) -> Option<Vec<Decimal>> {
    let factors = polynomial.iter().take_while(|c| **c == Decimal::ZERO).count();
    let nothing = (factors > 0).then_some(Decimal::ZERO);
    let other = match polynomial.get(factors..)? {
        [] | [_] => None,
        [constant, slope] => Some(constant.neg().div(*slope, Rounding::HalfEven)?),
        _ => return None,
    };
    Some(nothing.into_iter().chain(other).collect())
}

/// Whether an expression reads the fact (aggregates are no part of the search).
pub(super) fn reads(f: &Frame<'_>, x: Unknown<'_>, e: ExprId) -> bool {
    if x.leaves.contains(&e) {
        return true;
    }
    let arena = &f.engine.program.arena;
    if matches!(arena.get(e).op, Op::Aggregate(_)) {
        return false;
    }
    let mut found = false;
    arena.operands(e, |o| found = found || reads(f, x, o));
    found
}

fn fraction(f: &Frame<'_>, x: Unknown<'_>, e: ExprId) -> Option<Fraction> {
    let one = || vec![Decimal::ONE];
    if x.leaves.contains(&e) {
        return Some(Fraction { over: vec![Decimal::ZERO, Decimal::ONE], under: one() });
    }
    if !reads(f, x, e) {
        return Some(Fraction { over: vec![constant(f, x, e)?], under: one() });
    }
    match &f.engine.program.arena.get(e).op {
        // What is tried for the fact is one value, both of its ends.
        Op::Named(_, inner) | Op::End(_, inner) => fraction(f, x, *inner),
        Op::Neg(a) => {
            let a = fraction(f, x, *a)?;
            Some(Fraction { over: a.over.into_iter().map(Decimal::neg).collect(), ..a })
        }
        // What the fact is supposed to be is told.
        Op::OrElse(a, b) => {
            let counts = reads(f, x, *a) || !f.eval(*a).get(0).is_unknown();
            fraction(f, x, if counts { *a } else { *b })
        }
        Op::Arith(ArithOp::Pow, a, b) if !reads(f, x, *b) => {
            raised(&fraction(f, x, *a)?, constant(f, x, *b)?)
        }
        Op::Spread(s) if ![s.from, s.to, s.first, s.last].iter().any(|e| reads(f, x, *e)) => {
            let [from, to, first, last] = [s.from, s.to, s.first, s.last].map(|e| f.eval(e).get(0));
            let (from, to, first, last) = (&from, &to, &first, &last);
            let share =
                meaning::spread(&Scalar::number(Decimal::ONE), Stretch { from, to, first, last })
                    .ok()?;
            let share = Fraction { over: vec![share.parts().0.known()?], under: one() };
            arith(ArithOp::Mul, &fraction(f, x, s.value)?, &share)
        }
        Op::Arith(op, a, b) => arith(*op, &fraction(f, x, *a)?, &fraction(f, x, *b)?),
        _ => None,
    }
}

fn arith(op: ArithOp, a: &Fraction, b: &Fraction) -> Option<Fraction> {
    Some(match op {
        ArithOp::Mul | ArithOp::Of => {
            Fraction { over: mul(&a.over, &b.over)?, under: mul(&a.under, &b.under)? }
        }
        ArithOp::Div | ArithOp::Per => {
            Fraction { over: mul(&a.over, &b.under)?, under: mul(&a.under, &b.over)? }
        }
        ArithOp::Add | ArithOp::Sub if a.under == b.under => {
            let join = if op == ArithOp::Add { add } else { sub };
            Fraction { over: join(&a.over, &b.over)?, under: a.under.clone() }
        }
        ArithOp::Add | ArithOp::Sub => {
            let (left, right) = (mul(&a.over, &b.under)?, mul(&b.over, &a.under)?);
            let join = if op == ArithOp::Add { add } else { sub };
            Fraction { over: join(&left, &right)?, under: mul(&a.under, &b.under)? }
        }
        ArithOp::Pow | ArithOp::Root => return None,
    })
}

/// A low power, written out.
fn raised(a: &Fraction, n: Decimal) -> Option<Fraction> {
    let n = n.fixed(0).filter(|n| n.unsigned_abs() <= DEGREE as u64)?;
    let power = |p: &Polynomial| {
        (0..n.unsigned_abs()).try_fold(vec![Decimal::ONE], |power, _| mul(&power, p))
    };
    let (over, under) = (power(&a.over)?, power(&a.under)?);
    Some(if n < 0 { Fraction { over: under, under: over } } else { Fraction { over, under } })
}

/// The value of what does not read the fact, in the fact's currency.
pub(super) fn constant(f: &Frame<'_>, x: Unknown<'_>, e: ExprId) -> Option<Decimal> {
    let (range, currency) = f.eval(e).get(0).parts();
    let rates = &f.engine.rates;
    let range = match (currency, x.currency) {
        (Some(from), Some(to)) if from != to => {
            rates.of(f.engine.program.arena.get(e).ty).into(range, Some(from), to).ok()?
        }
        _ => range,
    };
    match x.end {
        End::Lowest => range.lo,
        End::Highest => range.hi,
    }
}

fn add(a: &Polynomial, b: &Polynomial) -> Option<Polynomial> {
    join(a, b, Decimal::add)
}

fn sub(a: &Polynomial, b: &Polynomial) -> Option<Polynomial> {
    join(a, b, Decimal::sub)
}

fn join(
    a: &Polynomial,
    b: &Polynomial,
    f: fn(Decimal, Decimal, Rounding) -> Option<Decimal>,
) -> Option<Polynomial> {
    let at = |p: &Polynomial, i: usize| p.get(i).copied().unwrap_or_default();
    let sum: Option<Polynomial> =
        (0..a.len().max(b.len())).map(|i| f(at(a, i), at(b, i), Rounding::HalfEven)).collect();
    sum.map(trimmed)
}

fn mul(a: &Polynomial, b: &Polynomial) -> Option<Polynomial> {
    let mut product = vec![Decimal::ZERO; a.len() + b.len() - 1];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            let term = x.mul(*y, Rounding::HalfEven)?;
            if let Some(slot) = product.get_mut(i + j) {
                *slot = slot.add(term, Rounding::HalfEven)?;
            }
        }
    }
    let product = trimmed(product);
    (product.len() <= DEGREE + 1).then_some(product)
}

fn trimmed(mut p: Polynomial) -> Polynomial {
    while p.len() > 1 && p.last() == Some(&Decimal::ZERO) {
        p.pop();
    }
    p
}
