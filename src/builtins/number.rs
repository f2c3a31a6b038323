//! Builtins on quantities.

use super::Builtin;
use crate::meaning::degree;
use crate::ty::{Dim, Ty};
use crate::value::{Decimal, Range, Rounding, Scalar};

pub(super) const ABS: Builtin = Builtin {
    name: "abs",
    signature: "abs(quantity)",
    doc: "The size of a quantity without its sign.",
    example: ("abs(-3)", "3"),
    check: |types| match types {
        [ty @ Ty::Quantity { .. }] => Some(*ty),
        _ => None,
    },
    apply: |args| match args {
        [Scalar::Quantity { range, currency, .. }] => Scalar::quantity(absolute(*range), *currency),
        _ => Scalar::UNKNOWN_QUANTITY,
    },
};

pub(super) const ROUND: Builtin = Builtin {
    name: "round",
    signature: "round(quantity, places)",
    doc: "Rounded to that many digits behind the point, ties to even; money counts in its whole \
          units. A negative number of places rounds before the point.",
    example: ("round(2.345, 2)", "2.34"),
    check: |types| match types {
        [ty @ Ty::Quantity { .. }, Ty::Quantity { dim: Dim::NUMBER, .. }] => Some(*ty),
        _ => None,
    },
    apply: |args| match args {
        [Scalar::Quantity { range, currency, .. }, Scalar::Quantity { range: places, .. }] => {
            let places = places.known().and_then(|p| p.fixed(0)).filter(|p| p.abs() <= 100);
            let Some(places) = places else {
                return Scalar::UNKNOWN_QUANTITY;
            };
            let round = |d: Decimal| d.round(places as i32, Rounding::HalfEven);
            Scalar::quantity(Range::new(range.lo.map(round), range.hi.map(round)), *currency)
        }
        _ => Scalar::UNKNOWN_QUANTITY,
    },
};

pub(super) const LEAST: Builtin = Builtin {
    name: "least",
    signature: "least(a, b)",
    doc: "The smaller of two numbers (or powers, energies, dates; for money of several records \
          use `min of`).",
    example: ("least(2, 3)", "2"),
    check: extreme,
    apply: |args| pick(args, Ord::min),
};

pub(super) const GREATEST: Builtin = Builtin {
    name: "greatest",
    signature: "greatest(a, b)",
    doc: "The larger of two numbers (or powers, energies, dates; for money of several records \
          use `max of`).",
    example: ("greatest(2, 3)", "3"),
    check: extreme,
    apply: |args| pick(args, Ord::max),
};

/// The checker makes an operator of it, for what a root is counted in depends on which one it is.
pub(super) const ROOT: Builtin = Builtin {
    name: "root",
    signature: "root(quantity, n)",
    doc: "The number whose `n`-th power it is: `root(x, 2)` is the square root. `n` is a whole number \
          from 2 on; an even root of a negative number is unknown, and says so.",
    example: ("root(27, 3)", "3"),
    check: |types| match types {
        [ty @ Ty::Quantity { .. }, Ty::NUMBER] => Some(*ty),
        _ => None,
    },
    apply: |args| match args {
        [Scalar::Quantity { range, .. }, Scalar::Quantity { range: n, .. }] => {
            let degree = n.known().and_then(degree);
            let root = degree.and_then(|n| range.root(n).ok());
            Scalar::quantity(root.unwrap_or(Range::ANY), None)
        }
        _ => Scalar::UNKNOWN_QUANTITY,
    },
};

/// Two of one kind; money is left out because its currencies would need rates.
fn extreme(types: &[Ty]) -> Option<Ty> {
    match types {
        [Ty::Date, Ty::Date] => Some(Ty::Date),
        [Ty::Quantity { dim: a, percent: p }, Ty::Quantity { dim: b, percent: q }]
            if a == b && a.money() == 0 =>
        {
            Some(Ty::Quantity { dim: *a, percent: *p && *q })
        }
        _ => None,
    }
}

/// Both ends of the smaller lie at the smaller of the ends, and so for the larger. An end that
/// is open on one side is open unless the other side bounds it.
fn pick(args: &[Scalar], choose: fn(Decimal, Decimal) -> Decimal) -> Scalar {
    let [Scalar::Quantity { range: a, .. }, Scalar::Quantity { range: b, .. }] = args else {
        return Scalar::UNKNOWN_QUANTITY;
    };
    let smaller = choose(Decimal::ZERO, Decimal::ONE) == Decimal::ZERO;
    let end = |x: Option<Decimal>, y: Option<Decimal>, absorbs: bool| match (x, y) {
        (Some(x), Some(y)) => Some(choose(x, y)),
        (Some(one), None) | (None, Some(one)) if absorbs => Some(one),
        _ => None,
    };
    let range = Range::new(end(a.lo, b.lo, !smaller), end(a.hi, b.hi, smaller));
    Scalar::quantity(range, None)
}

fn absolute(r: Range) -> Range {
    let negative = |d: Option<Decimal>| d.is_some_and(|d| d.signum() < 0);
    match (r.lo, r.hi) {
        (Some(lo), _) if lo.signum() >= 0 => r,
        (_, hi) if negative(hi) => r.neg(),
        (lo, hi) => {
            let farthest = lo.zip(hi).map(|(lo, hi)| lo.neg().max(hi));
            Range::new(Some(Decimal::ZERO), farthest)
        }
    }
}
