//! `share`: the part that passes a test, in the whole.

use super::member::{Member, in_one_currency};
use super::reduction::{Beyond, Few, Reduction};
use super::sum::{addend, total};
use crate::eval::rates::Exchange;
use crate::value::{Decimal, Range, Rounding, Scalar, Tri};

pub(super) struct Share;

impl Reduction for Share {
    fn reduce(&self, members: &[Member], rates: Exchange<'_>) -> Scalar {
        match in_one_currency(members, rates, fraction_of) {
            Scalar::Quantity { range, unknown, .. } => {
                Scalar::Quantity { range, currency: None, unknown }
            }
            other => other,
        }
    }

    fn few(&self, _: &[Member]) -> Few {
        Few::All
    }

    fn beyond(&self) -> Beyond {
        Beyond::AllCount
    }
}

/// Of members that may pass and may be members each end takes the worst.
fn fraction_of(members: &[Member]) -> Option<Range> {
    let part = |m: &&Member| m.has == Tri::True;
    let rest = |m: &&Member| m.has == Tri::False;
    let open = |m: &&Member| m.has == Tri::Unknown;
    let sum = |pick: &dyn Fn(&&Member) -> bool| total(members.iter().filter(pick).map(addend));
    let (p, r, o) = (sum(&part), sum(&rest), sum(&open));
    let negative = |m: &Member| addend(m).lo.is_none_or(|lo| lo.signum() < 0);
    let whole = p.add(r).add(o);
    if members.iter().all(is_settled) {
        return Some(p.div(whole));
    }
    if members.iter().any(negative) {
        // Of those that may pass, some alone can come to more than all of them.
        let zero = Range::point(Decimal::ZERO);
        let passing = members.iter().filter(open).map(|m| addend(m).hull(zero));
        return Some(p.add(total(passing)).div(whole));
    }
    if whole.lo.is_none_or(|lo| lo.signum() <= 0) {
        return None;
    }
    // Everything is at least zero: the share grows with the part and falls with the rest.
    let add = |a: Option<Decimal>, b: Option<Decimal>, r| a.zip(b).and_then(|(a, b)| a.add(b, r));
    let rest_hi = add(r.hi, o.hi, Rounding::Up);
    let part_hi = add(p.hi, o.hi, Rounding::Up);
    Some(Range {
        lo: fraction(p.lo, rest_hi, Rounding::Down),
        hi: fraction(part_hi, r.lo, Rounding::Up),
    })
}

/// Known in every respect: then the share is a quotient, rounded as any.
fn is_settled(m: &Member) -> bool {
    m.is_settled() && m.has != Tri::Unknown
}

/// `part / (part + rest)` rounded outward; the ends that infinity leads to where one is open.
fn fraction(part: Option<Decimal>, rest: Option<Decimal>, r: Rounding) -> Option<Decimal> {
    // A larger whole makes a smaller fraction.
    let opposite = if r == Rounding::Up { Rounding::Down } else { Rounding::Up };
    match (part, rest) {
        (Some(p), Some(rest)) => p.div(p.add(rest, opposite)?, r).or(Some(match r {
            Rounding::Up => Decimal::ONE,
            Rounding::Down | Rounding::HalfEven => Decimal::ZERO,
        })),
        (None, Some(_)) => Some(Decimal::ONE),
        (Some(_), None) => Some(Decimal::ZERO),
        (None, None) => Some(if r == Rounding::Up { Decimal::ONE } else { Decimal::ZERO }),
    }
}
