//! The share of those that pass in all.

use riskwright::value::{Decimal, Range, Rounding, Tri};

use super::aggregate::{Member, NOTHING, part, total};

pub(super) fn share(members: &[Member]) -> Option<Range> {
    let sum = |t: Tri| total(members.iter().filter(|m| m.passes == t).map(part));
    let (yes, no, open) = (sum(Tri::True), sum(Tri::False), sum(Tri::Unknown));
    let settled = members.iter().all(Member::is_settled);
    let whole = yes.add(no).add(open);
    let negative = members.iter().any(|m| part(m).lo.is_none_or(|lo| lo < Decimal::ZERO));
    if !negative && whole.lo.is_none_or(|lo| lo <= Decimal::ZERO) {
        return None;
    }
    if settled {
        let quotient = yes.div(whole);
        return (quotient != Range::ANY).then_some(quotient);
    }
    if negative {
        let open = members.iter().filter(|m| m.passes == Tri::Unknown);
        let passing = total(open.map(|m| part(m).hull(NOTHING)));
        return Some(yes.add(passing).div(whole));
    }
    let fraction = |part: Option<Decimal>, rest: Option<Decimal>, r: Rounding| match (part, rest) {
        (Some(p), Some(rest)) => {
            let opposite = if r == Rounding::Up { Rounding::Down } else { Rounding::Up };
            let whole = p.add(rest, opposite).expect("small");
            let nothing = if r == Rounding::Up { Decimal::ONE } else { Decimal::ZERO };
            p.div(whole, r).unwrap_or(nothing)
        }
        (None, Some(_)) => Decimal::ONE,
        (Some(_), None) => Decimal::ZERO,
        (None, None) => {
            if r == Rounding::Up {
                Decimal::ONE
            } else {
                Decimal::ZERO
            }
        }
    };
    let both =
        |a: Option<Decimal>, b: Option<Decimal>| a.zip(b).and_then(|(a, b)| a.add(b, Rounding::Up));
    let lo = fraction(yes.lo, both(no.hi, open.hi), Rounding::Down);
    let hi = fraction(both(yes.hi, open.hi), no.lo, Rounding::Up);
    Some(Range::new(Some(lo), Some(hi)))
}
