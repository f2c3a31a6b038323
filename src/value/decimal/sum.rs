//! Many numbers added up at once.

use super::{Decimal, LIMIT, pow10};

impl Decimal {
    /// The sum of all of them, where no partial sum can need more digits than a number has: then
    /// it does not depend on their order. `None` where one might.
    pub fn sum(numbers: impl Iterator<Item = Decimal> + Clone) -> Option<Decimal> {
        let scale = numbers.clone().map(Decimal::scale).max().unwrap_or_default();
        let (mut sum, mut size) = (0i128, 0u128);
        for number in numbers {
            let up = pow10(u32::try_from(scale - number.scale()).ok()?)?;
            let coef = number.coef().checked_mul(i128::try_from(up).ok()?)?;
            size = size.checked_add(coef.unsigned_abs()).filter(|size| *size < LIMIT)?;
            sum += coef;
        }
        Decimal::new(sum, scale)
    }
}
