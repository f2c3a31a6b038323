//! Interval arithmetic on exact decimals, outward-safe.

mod power;

pub use power::NoPower;

use super::{Date, Decimal, Rounding};

/// A closed interval; `None` at an end is no bound. `lo == hi` is a known number.
///
/// Every operation's result contains each value that its operands allow.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Range {
    /// Lower end.
    pub lo: Option<Decimal>,
    /// Upper end.
    pub hi: Option<Decimal>,
}

#[expect(clippy::should_implement_trait, reason = "one way to write arithmetic, as on decimals")]
impl Range {
    /// Nothing is known.
    pub const ANY: Range = Range { lo: None, hi: None };

    /// A known number.
    pub fn point(d: Decimal) -> Range {
        Range { lo: Some(d), hi: Some(d) }
    }

    /// Both ends.
    pub fn new(lo: Option<Decimal>, hi: Option<Decimal>) -> Range {
        Range { lo, hi }
    }

    /// The number, where it is known.
    pub fn known(self) -> Option<Decimal> {
        match (self.lo, self.hi) {
            (Some(a), Some(b)) if a == b => Some(a),
            _ => None,
        }
    }

    /// The first and the last day, of a range of dates.
    pub fn dates(self) -> (Option<Date>, Option<Date>) {
        (self.lo.and_then(Date::of_number), self.hi.and_then(Date::of_number))
    }

    /// Whether nothing at all is known.
    pub fn is_any(self) -> bool {
        self.lo.is_none() && self.hi.is_none()
    }

    /// What is left of it where nothing says how to measure it: the side of zero that it lies on.
    #[must_use]
    pub fn side(self) -> Range {
        let zero = |end: Option<Decimal>, beyond: fn(&Decimal) -> bool| {
            end.filter(beyond).map(|_| Decimal::ZERO)
        };
        Range { lo: zero(self.lo, |d| d.signum() >= 0), hi: zero(self.hi, |d| d.signum() <= 0) }
    }

    /// Sum. Overflow gives [`Range::ANY`].
    #[must_use]
    pub fn add(self, o: Range) -> Range {
        if let (Some(a), Some(b)) = (self.known(), o.known()) {
            return a.add(b, Rounding::HalfEven).map_or(Range::ANY, Range::point);
        }
        let end = |a: Option<Decimal>, b: Option<Decimal>, r| match a.zip(b) {
            Some((a, b)) => a.add(b, r).map(End::At),
            None => Some(End::absent(r)),
        };
        between(end(self.lo, o.lo, Rounding::Down), end(self.hi, o.hi, Rounding::Up))
    }

    /// Difference.
    #[must_use]
    pub fn sub(self, o: Range) -> Range {
        self.add(o.neg())
    }

    /// The other sign.
    #[must_use]
    pub fn neg(self) -> Range {
        Range { lo: self.hi.map(Decimal::neg), hi: self.lo.map(Decimal::neg) }
    }

    /// Product. Overflow gives [`Range::ANY`].
    #[must_use]
    pub fn mul(self, o: Range) -> Range {
        if let (Some(a), Some(b)) = (self.known(), o.known()) {
            return a.mul(b, Rounding::HalfEven).map_or(Range::ANY, Range::point);
        }
        self.corners(o, End::times)
    }

    /// Quotient; [`Range::ANY`] where the divisor may be zero, and for overflow.
    #[must_use]
    pub fn div(self, o: Range) -> Range {
        if o.contains(Decimal::ZERO) {
            return Range::ANY;
        }
        if let (Some(a), Some(b)) = (self.known(), o.known()) {
            return a.div(b, Rounding::HalfEven).map_or(Range::ANY, Range::point);
        }
        self.corners(o, End::over)
    }

    /// Quotient by a divisor that is never zero, although its range may end there.
    #[must_use]
    pub fn div_nonzero(self, o: Range) -> Range {
        let zero = Some(Decimal::ZERO);
        if o.hi == zero && o.lo != zero {
            return self.neg().div_nonzero(o.neg());
        }
        if o.lo != zero || o.hi == zero {
            return self.div(o);
        }
        // The smaller the divisor, the farther from zero: the end nearer to zero remains.
        let nearest = |end: Option<Decimal>, r: Rounding, sign: i32| {
            let end = end.filter(|d| d.signum() * sign >= 0)?;
            o.hi.map_or(Some(Decimal::ZERO), |hi| end.div(hi, r))
        };
        Range { lo: nearest(self.lo, Rounding::Down, 1), hi: nearest(self.hi, Rounding::Up, -1) }
    }

    /// Whether it allows that value.
    pub fn contains(self, d: Decimal) -> bool {
        self.lo.is_none_or(|lo| lo <= d) && self.hi.is_none_or(|hi| d <= hi)
    }

    /// The values that both allow; `None` if there are none.
    pub fn intersect(self, o: Range) -> Option<Range> {
        let lo = self.lo.max(o.lo);
        let hi = match (self.hi, o.hi) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let empty = lo.zip(hi).is_some_and(|(lo, hi)| lo > hi);
        (!empty).then_some(Range { lo, hi })
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn hull(self, o: Range) -> Range {
        Range {
            lo: self.lo.zip(o.lo).map(|(a, b)| a.min(b)),
            hi: self.hi.zip(o.hi).map(|(a, b)| a.max(b)),
        }
    }

    /// The range between the least and the greatest of an operation's four results at the ends:
    /// there lie the extremes of products and quotients.
    fn corners(self, o: Range, op: impl Fn(End, End, Rounding) -> Option<End>) -> Range {
        let ends = |range: Range| {
            [range.lo.map_or(End::Minus, End::At), range.hi.map_or(End::Plus, End::At)]
        };
        let [a, b] = ends(self);
        let [c, d] = ends(o);
        let results = |r| Some([op(a, c, r)?, op(a, d, r)?, op(b, c, r)?, op(b, d, r)?]);
        between(
            results(Rounding::Down).and_then(|ends| ends.into_iter().min()),
            results(Rounding::Up).and_then(|ends| ends.into_iter().max()),
        )
    }
}

/// The range between two computed ends; a missing one is overflow.
fn between(lo: Option<End>, hi: Option<End>) -> Range {
    match lo.zip(hi) {
        Some((lo, hi)) => Range { lo: lo.at(), hi: hi.at() },
        None => Range::ANY,
    }
}

/// An end of a range on the number line with its infinities.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Minus,
    At(Decimal),
    Plus,
}

impl End {
    /// The end that a range without a bound has on the side towards which `r` rounds.
    fn absent(r: Rounding) -> End {
        if r == Rounding::Down { End::Minus } else { End::Plus }
    }

    fn at(self) -> Option<Decimal> {
        match self {
            End::At(d) => Some(d),
            End::Minus | End::Plus => None,
        }
    }

    fn signum(self) -> i32 {
        match self {
            End::Minus => -1,
            End::At(d) => d.signum(),
            End::Plus => 1,
        }
    }

    fn infinite(sign: i32) -> End {
        match sign {
            0 => End::At(Decimal::ZERO),
            1 => End::Plus,
            _ => End::Minus,
        }
    }

    /// The product; an absent bound times zero is zero, for every number it stands for is finite.
    fn times(self, o: End, r: Rounding) -> Option<End> {
        match (self, o) {
            (End::At(a), End::At(b)) => a.mul(b, r).map(End::At),
            _ => Some(End::infinite(self.signum() * o.signum())),
        }
    }

    /// The quotient, where the divisor's range does not hold zero. It comes as close to zero as
    /// one likes where the divisor has no bound.
    fn over(self, o: End, r: Rounding) -> Option<End> {
        match (self, o) {
            (End::At(a), End::At(b)) => a.div(b, r).map(End::At),
            (_, End::Minus | End::Plus) => Some(End::At(Decimal::ZERO)),
            (_, End::At(_)) => Some(End::infinite(self.signum() * o.signum())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dec(text: &str) -> Decimal {
        Decimal::parse(text).expect("a decimal")
    }

    /// `1..2`, `1..`, `..2`, `..`, `3`.
    pub(super) fn range(text: &str) -> Range {
        let end = |text: &str| (!text.is_empty()).then(|| dec(text));
        match text.split_once("..") {
            Some((lo, hi)) => Range::new(end(lo), end(hi)),
            None => Range::point(dec(text)),
        }
    }

    #[test]
    fn absent_ends() {
        assert_eq!(range("1..").add(range("2..3")), range("3.."));
        assert_eq!(range("1..").sub(range("2..")), Range::ANY);
        assert_eq!(range("1..").mul(range("-2..3")), Range::ANY);
        assert_eq!(range("1..").mul(range("2..3")), range("2.."));
        assert_eq!(range("..-1").mul(range("2..")), range("..-2"));
        assert_eq!(Range::ANY.mul(range("0")), range("0"));
        assert_eq!(range("1..").div(range("2..")), range("0.."));
        assert_eq!(range("1..4").div(range("2..")), range("0..2"));
        assert_eq!(range("-4..4").div(range("..-2")), range("-2..2"));
    }

    #[test]
    fn divisors_that_may_be_zero() {
        for divisor in ["0", "0..2", "-1..1", "..0", ".."] {
            assert_eq!(range("1").div(range(divisor)), Range::ANY, "{divisor}");
        }
    }

    #[test]
    fn divisors_that_end_at_zero() {
        assert_eq!(range("1").div_nonzero(range("0..2")), range("0.5.."));
        assert_eq!(range("1..3").div_nonzero(range("0..")), range("0.."));
        assert_eq!(range("-3..-1").div_nonzero(range("0..2")), range("..-0.5"));
        assert_eq!(range("-1..1").div_nonzero(range("0..2")), Range::ANY);
        assert_eq!(range("1").div_nonzero(range("-2..0")), range("..-0.5"));
        assert_eq!(range("0").div_nonzero(range("0..2")), range("0"));
        assert_eq!(range("6").div_nonzero(range("2..3")), range("2..3"));
        assert_eq!(range("6").div_nonzero(range("0")), Range::ANY);
    }

    #[test]
    fn points_round_to_nearest_and_ranges_outward() {
        let third = range("1").div(range("3"));
        assert!(third.known().is_some());
        let outward = range("1..2").div(range("3"));
        assert_eq!(outward.lo, third.lo);
        assert_eq!(outward.hi.expect("an end").coef() % 10, 7);
        let huge = range("1e6000");
        assert_eq!(huge.mul(huge), Range::ANY);
    }

    #[test]
    fn common_values() {
        assert_eq!(range("1..5").intersect(range("3..")), Some(range("3..5")));
        assert_eq!(range("..5").intersect(range("3..")), Some(range("3..5")));
        assert_eq!(range("..2").intersect(range("3..")), None);
        assert_eq!(Range::ANY.intersect(range("3")), Some(range("3")));
    }

    fn decimals() -> impl Strategy<Value = Decimal> {
        (-10i128.pow(30)..10i128.pow(30), 0u32..31, -5i32..30).prop_map(|(coef, cut, scale)| {
            Decimal::new(coef / 10i128.pow(cut), scale).expect("in limits")
        })
    }

    /// A range and a number in it.
    pub(super) fn ranges() -> impl Strategy<Value = (Range, Decimal)> {
        ([decimals(), decimals(), decimals()], 0u8..8).prop_map(|(mut ends, kind)| {
            ends.sort();
            let [lo, inner, hi] = ends;
            match kind {
                0 => (Range::point(inner), inner),
                1 => (Range::new(None, Some(hi)), inner),
                2 => (Range::new(Some(lo), None), inner),
                3 => (Range::new(Some(lo), Some(hi)), lo),
                4 => (Range::new(Some(lo), Some(hi)), hi),
                _ => (Range::new(Some(lo), Some(hi)), inner),
            }
        })
    }

    proptest! {
        #[test]
        fn results_hold_what_operands_allow((a, x) in ranges(), (b, y) in ranges()) {
            for r in [Rounding::HalfEven, Rounding::Down, Rounding::Up] {
                // Where both are points the result is one: the nearest, as numbers round.
                let points = a.known().is_some() && b.known().is_some();
                let r = if points { Rounding::HalfEven } else { r };
                prop_assert!(a.add(b).contains(x.add(y, r).expect("in limits")));
                prop_assert!(a.sub(b).contains(x.sub(y, r).expect("in limits")));
                prop_assert!(a.mul(b).contains(x.mul(y, r).expect("in limits")));
                if let Some(quotient) = x.div(y, r) {
                    prop_assert!(a.div(b).contains(quotient));
                }
            }
            prop_assert!(a.hull(b).contains(x) && a.hull(b).contains(y));
        }
    }
}
