//! Square roots.

use super::{Decimal, PRECISION, Rounding, Wide, digits, pow10, settle};

impl Decimal {
    /// The square root; `None` of a negative number.
    pub fn sqrt(self, r: Rounding) -> Option<Decimal> {
        let coef = u128::try_from(self.coef()).ok()?;
        if coef == 0 {
            return Some(Decimal::ZERO);
        }
        // So many zeros that the root has a digit more than can be kept, and a whole scale.
        let zeros = 2 * (PRECISION + 1) - digits(coef);
        let odd = (self.scale() + zeros as i32).rem_euclid(2) as u32;
        let zeros = zeros - odd;
        let (first, second) = (zeros.min(34), zeros - zeros.min(34));
        let widened = Wide::product(coef, pow10(first)?).times(pow10(second)?);
        let (root, rest) = widened.root();
        settle(false, Wide::from(root), rest, (self.scale() + zeros as i32) / 2, r)
    }
}
