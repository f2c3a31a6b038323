//! Conditions solved for a fact by undoing step by step what is made of it: powers have more of it in
//! them than polynomials of a low degree.

use super::polynomial::{Unknown, constant, reads};
use crate::eval::frame::Frame;
use crate::ir::{ExprId, Op};
use crate::operator::ArithOp;
use crate::value::{Decimal, Rounding};

const NEAREST: Rounding = Rounding::HalfEven;

/// Where the two sides of a comparison meet, of which one alone reads the fact, and only once: what
/// comes out is tried before it is told, so that rounding does no harm.
pub(super) fn meet(f: &Frame<'_>, x: Unknown<'_>, a: ExprId, b: ExprId) -> Vec<Decimal> {
    let x = x.beside(f, [a, b]);
    let (side, other) = if reads(f, x, a) { (a, b) } else { (b, a) };
    let aim = Some(other).filter(|other| !reads(f, x, *other));
    let aim = aim.and_then(|other| constant(f, x, other));
    aim.map_or_else(Vec::new, |aim| undone(f, x, side, aim))
}

/// What the fact is where an expression that reads it comes to `aim`.
fn undone(f: &Frame<'_>, x: Unknown<'_>, e: ExprId, aim: Decimal) -> Vec<Decimal> {
    if x.leaves.contains(&e) {
        return vec![aim];
    }
    match &f.engine.program.arena.get(e).op {
        Op::Named(_, inner) | Op::End(_, inner) => undone(f, x, *inner, aim),
        Op::Neg(inner) => undone(f, x, *inner, aim.neg()),
        Op::Arith(op, a, b) => {
            let (side, other, left) =
                if reads(f, x, *a) { (*a, *b, true) } else { (*b, *a, false) };
            let other = Some(other).filter(|other| !reads(f, x, *other));
            let Some(other) = other.and_then(|other| constant(f, x, other)) else {
                return Vec::new();
            };
            let aims = without(*op, aim, other, left);
            aims.into_iter().flatten().flat_map(|aim| undone(f, x, side, aim)).collect()
        }
        _ => Vec::new(),
    }
}

/// What one operand is where an operation comes to `aim` and the other operand is told.
fn without(op: ArithOp, aim: Decimal, other: Decimal, left: bool) -> [Option<Decimal>; 2] {
    let one = match (op, left) {
        (ArithOp::Add, _) => aim.sub(other, NEAREST),
        (ArithOp::Sub, true) => aim.add(other, NEAREST),
        (ArithOp::Sub, false) => other.sub(aim, NEAREST),
        (ArithOp::Mul | ArithOp::Of, _) => aim.div(other, NEAREST),
        (ArithOp::Div | ArithOp::Per, true) => aim.mul(other, NEAREST),
        (ArithOp::Div | ArithOp::Per, false) => other.div(aim, NEAREST),
        (ArithOp::Root, true) => aim.pow(other, NEAREST),
        (ArithOp::Pow, true) => root(aim, other),
        (ArithOp::Root | ArithOp::Pow, false) => None,
    };
    let minus = one.filter(|_| op == ArithOp::Pow && other.is_even()).map(Decimal::neg);
    [one, minus]
}

/// The number whose power it is.
fn root(aim: Decimal, exponent: Decimal) -> Option<Decimal> {
    let whole = exponent.fixed(0).map(i64::unsigned_abs).filter(|n| *n > 0);
    let Some(n) = whole else {
        return aim.pow(Decimal::ONE.div(exponent, NEAREST)?, NEAREST);
    };
    let root = aim.root(n, NEAREST)?;
    if exponent.signum() < 0 { Decimal::ONE.div(root, NEAREST) } else { Some(root) }
}
