//! Numbers while they grow: fixed point at a common scale as long as every row fits.

use crate::alarm::Sure;
use crate::value::{Decimal, Nums};

/// The most digits behind the point that a fixed-point column keeps.
const MAX_SCALE: u8 = 18;

/// A growing [`Nums`].
#[derive(Clone)]
pub(in crate::record) enum NumsBuilder {
    Fixed { scale: u8, coefs: Vec<i64> },
    Wide(Vec<Decimal>),
}

impl Default for NumsBuilder {
    fn default() -> Self {
        NumsBuilder::Fixed { scale: 0, coefs: Vec::new() }
    }
}

impl NumsBuilder {
    /// Appends `coef` × 10^-`scale`.
    pub(in crate::record) fn push_fixed(&mut self, coef: i64, scale: u8) {
        if let NumsBuilder::Fixed { scale: common, coefs } = self
            && *common >= scale
            && let Some(scaled) = rescaled(coef, *common - scale)
        {
            coefs.push(scaled);
            return;
        }
        if self.widen_to(scale)
            && let NumsBuilder::Fixed { coefs, scale: common } = self
            && let Some(scaled) = rescaled(coef, *common - scale)
        {
            coefs.push(scaled);
        } else {
            let value = Decimal::new(i128::from(coef), i32::from(scale)).sure();
            self.push_wide([value]);
        }
    }

    /// Appends any number.
    pub(in crate::record) fn push(&mut self, value: Decimal) {
        let scale = u8::try_from(value.scale().max(0)).unwrap_or(u8::MAX);
        match value.fixed(scale).filter(|_| scale <= MAX_SCALE) {
            Some(coef) => self.push_fixed(coef, scale),
            None => self.push_wide([value]),
        }
    }

    /// Appends the rows of another.
    pub(in crate::record) fn append(&mut self, other: NumsBuilder) {
        match other {
            NumsBuilder::Wide(rows) => self.push_wide(rows),
            NumsBuilder::Fixed { scale, coefs: rows } => {
                self.widen_to(scale);
                match self {
                    NumsBuilder::Fixed { scale: common, coefs } if *common == scale => {
                        coefs.extend(rows);
                    }
                    _ => rows.into_iter().for_each(|coef| self.push_fixed(coef, scale)),
                }
            }
        }
    }

    pub(in crate::record) fn finish(self) -> Nums {
        match self {
            NumsBuilder::Fixed { scale, coefs } => Nums::Fixed { scale, coefs: coefs.into() },
            NumsBuilder::Wide(rows) => Nums::Wide(rows.into()),
        }
    }

    /// Brings all rows to at least that scale; false where some row does not fit.
    fn widen_to(&mut self, scale: u8) -> bool {
        let NumsBuilder::Fixed { scale: common, coefs } = self else { return false };
        if scale <= *common {
            return true;
        }
        let up = scale - *common;
        if scale > MAX_SCALE || !coefs.iter().all(|c| rescaled(*c, up).is_some()) {
            return false;
        }
        coefs.iter_mut().for_each(|c| *c = rescaled(*c, up).sure());
        *common = scale;
        true
    }

    /// Gives up fixed point and appends those rows.
    fn push_wide(&mut self, rows: impl IntoIterator<Item = Decimal>) {
        if let NumsBuilder::Fixed { scale, coefs } = self {
            let scale = i32::from(*scale);
            let narrow = |c: &i64| Decimal::new(i128::from(*c), scale).sure();
            *self = NumsBuilder::Wide(coefs.iter().map(narrow).collect());
        }
        if let NumsBuilder::Wide(all) = self {
            all.extend(rows);
        }
    }
}

/// `coef` with `up` more digits behind the point.
fn rescaled(coef: i64, up: u8) -> Option<i64> {
    match up {
        0 => Some(coef),
        _ => coef.checked_mul(10i64.checked_pow(u32::from(up))?),
    }
}
