//! Unsigned 256-bit numbers: just what decimals need between two roundings.

/// `hi` × 2^128 + `lo`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Wide {
    hi: u128,
    lo: u128,
}

impl From<u128> for Wide {
    fn from(lo: u128) -> Wide {
        Wide { hi: 0, lo }
    }
}

impl Wide {
    /// The full product.
    pub(super) fn product(a: u128, b: u128) -> Wide {
        let ((a1, a0), (b1, b0)) = (halves(a), halves(b));
        let low = a0 * b0;
        // Neither sum can overflow: a product of halves is at most (2^64 - 1)^2, which leaves
        // room for two more halves.
        let mid = a1 * b0 + (low >> 64);
        let mid2 = a0 * b1 + (mid & HALF);
        Wide { hi: a1 * b1 + (mid >> 64) + (mid2 >> 64), lo: mid2 << 64 | low & HALF }
    }

    /// The number times `by`; the caller knows that it fits 256 bits.
    pub(super) fn times(self, by: u128) -> Wide {
        let low = Wide::product(self.lo, by);
        Wide { hi: self.hi.wrapping_mul(by).wrapping_add(low.hi), lo: low.lo }
    }

    /// The sum; the caller knows that it fits 256 bits.
    pub(super) fn plus(self, other: Wide) -> Wide {
        let (lo, carry) = self.lo.overflowing_add(other.lo);
        Wide { hi: self.hi.wrapping_add(other.hi).wrapping_add(u128::from(carry)), lo }
    }

    /// The difference; the caller knows that `other` is not greater.
    pub(super) fn minus(self, other: Wide) -> Wide {
        let (lo, borrow) = self.lo.overflowing_sub(other.lo);
        Wide { hi: self.hi.wrapping_sub(other.hi).wrapping_sub(u128::from(borrow)), lo }
    }

    /// Quotient and remainder; `divisor` is not zero.
    pub(super) fn div_rem(self, divisor: u128) -> (Wide, u128) {
        if self.hi == 0 {
            return (Wide::from(self.lo / divisor), self.lo % divisor);
        }
        let (hi, rest) = (self.hi / divisor, self.hi % divisor);
        let (lo, rest) = div_two_by_one(rest, self.lo, divisor);
        (Wide { hi, lo }, rest)
    }

    /// The whole part of the square root, and whether there is a rest: Newton's steps from above. The
    /// caller knows that the root fits 127 bits.
    pub(super) fn root(self) -> (u128, bool) {
        let bits = match self.hi {
            0 if self.lo == 0 => return (0, false),
            0 => 128 - self.lo.leading_zeros(),
            hi => 256 - hi.leading_zeros(),
        };
        let mut root = 1u128 << bits.div_ceil(2).min(127);
        loop {
            // No quotient by a number that is not below the root is above it.
            let (quotient, _) = self.div_rem(root);
            let next = quotient.narrow().map_or(root, |quotient| (root + quotient) / 2);
            if next >= root {
                return (root, self != Wide::product(root, root));
            }
            root = next;
        }
    }

    /// The number, where 128 bits hold it.
    pub(super) fn narrow(self) -> Option<u128> {
        (self.hi == 0).then_some(self.lo)
    }
}

const HALF: u128 = u64::MAX as u128;

fn halves(n: u128) -> (u128, u128) {
    (n >> 64, n & HALF)
}

/// (`hi` × 2^128 + `lo`) / `divisor` where `hi < divisor`, so that the quotient fits: schoolbook
/// long division with digits of 64 bits (Knuth, The Art of Computer Programming 4.3.1, D).
fn div_two_by_one(hi: u128, lo: u128, divisor: u128) -> (u128, u128) {
    if hi == 0 {
        return (lo / divisor, lo % divisor);
    }
    // With the divisor's top bit set an estimated digit is at most two too large.
    let shift = divisor.leading_zeros();
    let divisor = divisor << shift;
    let hi = if shift == 0 { hi } else { hi << shift | lo >> (128 - shift) };
    let (next1, next0) = halves(lo << shift);
    let (digit1, rest) = digit(hi, next1, divisor);
    let (digit0, rest) = digit(rest, next0, divisor);
    (digit1 << 64 | digit0, rest >> shift)
}

/// One digit of the quotient: (`rest` × 2^64 + `next`) / `divisor` where `rest < divisor`.
fn digit(rest: u128, next: u128, divisor: u128) -> (u128, u128) {
    let (d1, d0) = halves(divisor);
    let mut digit = rest / d1;
    let mut left = rest % d1;
    while digit > HALF || digit * d0 > (left << 64 | next) {
        digit -= 1;
        left += d1;
        if left > HALF {
            break;
        }
    }
    let rest = (rest << 64 | next).wrapping_sub(digit.wrapping_mul(divisor));
    (digit, rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigUint;
    use proptest::prelude::*;

    fn big(w: Wide) -> BigUint {
        (BigUint::from(w.hi) << 128) + w.lo
    }

    /// Numbers of every length: uniform ones would nearly all be long.
    fn any_length() -> impl Strategy<Value = u128> {
        (any::<u128>(), 0u32..128).prop_map(|(n, shift)| n >> shift)
    }

    proptest! {
        #[test]
        fn agrees_with_big_integers(a in any_length(), b in any_length(), d in any_length()) {
            let product = Wide::product(a, b);
            prop_assert_eq!(big(product), BigUint::from(a) * b);
            let d = d.max(1);
            let (quotient, rest) = product.div_rem(d);
            prop_assert_eq!(big(quotient), big(product) / d);
            prop_assert_eq!(BigUint::from(rest), big(product) % d);
            let narrow = Wide::product(a >> 3, b >> 3);
            let (root, rest) = narrow.root();
            prop_assert_eq!(BigUint::from(root), big(narrow).sqrt());
            prop_assert_eq!(rest, big(narrow).sqrt().pow(2) != big(narrow));
            let sum = product.plus(Wide::from(d));
            prop_assert_eq!(sum.minus(Wide::from(d)), product);
            prop_assert_eq!(big(sum), big(product) + d);
        }
    }
}
