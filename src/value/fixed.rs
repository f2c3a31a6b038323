//! Unsigned numbers with 320 bits behind the point: what powers of decimals are computed in. Every
//! operation that rounds rounds down, by less than a unit of the last bit.

use std::sync::LazyLock;

/// 64-bit digits, lowest first; the last is the whole part.
const LIMBS: usize = POINT + 1;

/// How many of them stand behind the point.
const POINT: usize = 5;

/// A number below 2^64.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Fixed([u64; LIMBS]);

impl Fixed {
    const ZERO: Fixed = Fixed([0; LIMBS]);
    const ONE: Fixed = Fixed([0, 0, 0, 0, 0, 1]);

    /// So many units of the last bit.
    pub(super) const fn units(count: u64) -> Fixed {
        Fixed([count, 0, 0, 0, 0, 0])
    }

    /// `over / under`, where that is below 2^64 and `under` below 2^127.
    pub(super) fn ratio(over: u128, under: u128) -> Fixed {
        let mut limbs = [0; LIMBS];
        let mut rest = over % under;
        for (i, limb) in limbs.iter_mut().enumerate().rev() {
            if i == POINT {
                *limb = (over / under) as u64;
                continue;
            }
            for _ in 0..64 {
                rest <<= 1;
                *limb = *limb << 1 | u64::from(rest >= under);
                rest -= if rest >= under { under } else { 0 };
            }
        }
        Fixed(limbs)
    }

    /// The sum; the caller knows that it is below 2^64.
    pub(super) fn plus(self, other: Fixed) -> Fixed {
        let mut carry = 0;
        Fixed(std::array::from_fn(|i| {
            let sum = u128::from(self.0[i]) + u128::from(other.0[i]) + carry;
            carry = sum >> 64;
            sum as u64
        }))
    }

    /// The difference; nothing where `other` is greater.
    pub(super) fn minus(self, other: Fixed) -> Fixed {
        if self < other {
            return Fixed::ZERO;
        }
        let mut borrow = false;
        Fixed(std::array::from_fn(|i| {
            let (once, first) = self.0[i].overflowing_sub(other.0[i]);
            let (twice, second) = once.overflowing_sub(u64::from(borrow));
            borrow = first || second;
            twice
        }))
    }

    /// The product; the caller knows that it is below 2^64.
    fn times(self, other: Fixed) -> Fixed {
        let mut product = [0u64; 2 * LIMBS];
        for i in 0..LIMBS {
            let mut carry = 0;
            for j in 0..LIMBS {
                let sum = u128::from(self.0[i]) * u128::from(other.0[j])
                    + u128::from(product[i + j])
                    + carry;
                product[i + j] = sum as u64;
                carry = sum >> 64;
            }
            product[i + LIMBS] = carry as u64;
        }
        Fixed(std::array::from_fn(|i| product[i + POINT]))
    }

    /// The number times `coef` × 10^-`scale`; `None` where that is 2^64 or more.
    pub(super) fn scaled(self, coef: u128, scale: u32) -> Option<Fixed> {
        let mut product = [0u64; LIMBS + 2];
        for (i, half) in [coef as u64, (coef >> 64) as u64].into_iter().enumerate() {
            let mut carry = 0;
            for (j, limb) in self.0.iter().enumerate() {
                let sum = u128::from(*limb) * u128::from(half) + u128::from(product[i + j]) + carry;
                product[i + j] = sum as u64;
                carry = sum >> 64;
            }
            product[i + LIMBS] = carry as u64;
        }
        let mut left = scale;
        while left > 0 && product.iter().any(|limb| *limb != 0) {
            let step = left.min(19);
            divide(&mut product, 10u64.pow(step));
            left -= step;
        }
        let (kept, above) = product.split_at(LIMBS);
        let fits = above.iter().all(|limb| *limb == 0);
        fits.then(|| Fixed(std::array::from_fn(|i| kept[i])))
    }

    /// The quotient.
    pub(super) fn over(self, n: u64) -> Fixed {
        let mut limbs = self.0;
        divide(&mut limbs, n);
        Fixed(limbs)
    }

    fn times_whole(self, n: u64) -> Fixed {
        let mut carry = 0;
        Fixed(self.0.map(|limb| {
            let sum = u128::from(limb) * u128::from(n) + carry;
            carry = sum >> 64;
            sum as u64
        }))
    }

    /// The whole part.
    pub(super) fn whole(self) -> u64 {
        self.0[POINT]
    }

    /// Whether nothing stands behind the point.
    pub(super) fn is_whole(self) -> bool {
        self.0.iter().take(POINT).all(|limb| *limb == 0)
    }

    /// The whole part of the product with a whole number; the caller knows that it fits.
    pub(super) fn whole_times(self, n: u128) -> u128 {
        let mut low = [0; LIMBS];
        low[..POINT].copy_from_slice(&self.0[..POINT]);
        let (first, second) = (n as u64, (n >> 64) as u64);
        // The fraction's share, in two steps that each keep all that is behind the point.
        let mut share = [0u64; LIMBS + 1];
        for (i, half) in [first, second].into_iter().enumerate() {
            let mut carry = 0;
            for (j, limb) in low.iter().enumerate().take(LIMBS + 1 - i) {
                let sum = u128::from(*limb) * u128::from(half) + u128::from(share[i + j]) + carry;
                share[i + j] = sum as u64;
                carry = sum >> 64;
            }
        }
        u128::from(self.whole()) * n
            + (u128::from(share[POINT + 1]) << 64 | u128::from(share[POINT]))
    }
}

impl PartialOrd for Fixed {
    fn partial_cmp(&self, other: &Fixed) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fixed {
    fn cmp(&self, other: &Fixed) -> std::cmp::Ordering {
        self.0.iter().rev().cmp(other.0.iter().rev())
    }
}

fn divide(limbs: &mut [u64], by: u64) {
    let mut rest = 0u128;
    for limb in limbs.iter_mut().rev() {
        let part = rest << 64 | u128::from(*limb);
        *limb = (part / u128::from(by)) as u64;
        rest = part % u128::from(by);
    }
}

/// By how much a logarithm may be wrong, in units of the last bit: its series has fewer than 100
/// terms, each of which is off by less than four, and it counts ten's logarithm up to 6200 times.
const LN_OFF: u64 = 1 << 24;

/// By how much e to the power of a number between 0 and 2.4 may be wrong besides what its exponent
/// is off: its series is off by less than 100 units, which eight squarings make 2^8 times as much
/// and the size of the result ten times.
const EXP_OFF: u64 = 1 << 24;

/// A natural logarithm, or another number that may be negative, and by how much it may be off.
#[derive(Clone, Copy)]
pub(super) struct Exponent {
    /// Whether it is below zero.
    pub(super) negative: bool,
    /// Its size.
    pub(super) size: Fixed,
    /// By how much that may be wrong, either way.
    pub(super) off: Fixed,
}

/// The natural logarithm of `coef` / `unit` × 10^`tens`, where `coef` is `unit` or more, less than ten
/// times as much, and not above 10^34.
pub(super) fn ln(coef: u128, unit: u128, tens: i32) -> Exponent {
    // A power of two brings it near to one, where the series runs fast.
    let twos = match coef * 5 {
        five if five < unit * 7 => 0,
        five if five < unit * 14 => 1,
        five if five < unit * 28 => 2,
        _ => 3,
    };
    let unit = unit << twos;
    let near = atanh(Fixed::ratio(coef.abs_diff(unit), coef + unit)).times_whole(2);
    let tens_share = TEN.times_whole(u64::from(tens.unsigned_abs()));
    let mut sums = [TWO.times_whole(twos), Fixed::ZERO];
    for (share, negative) in [(near, coef < unit), (tens_share, tens < 0)] {
        let sum = &mut sums[usize::from(negative)];
        *sum = sum.plus(share);
    }
    let [above, below] = sums;
    let negative = above < below;
    let size = if negative { below.minus(above) } else { above.minus(below) };
    Exponent { negative, size, off: Fixed::units(LN_OFF) }
}

/// e to the power of that, as a number between 0.9 and 10.1, by how much it may be wrong, and the
/// power of ten that it stands before; `None` where that is above 10^9999 or below its inverse.
pub(super) fn exp(exponent: Exponent) -> Option<(Fixed, Fixed, i32)> {
    if exponent.size.whole() > 23_000 {
        return None;
    }
    let mut tens = exponent.size.whole() * 1000 / 2303;
    while TEN.times_whole(tens + 1) <= exponent.size {
        tens += 1;
    }
    let rest = exponent.size.minus(TEN.times_whole(tens));
    let (rest, tens) = match exponent.negative {
        true => (TEN.minus(rest), -(tens as i32) - 1),
        false => (rest, tens as i32),
    };
    let off = exponent.off.plus(Fixed::units(LN_OFF)).times_whole(16).plus(Fixed::units(EXP_OFF));
    Some((exp_small(rest), off, tens))
}

/// Ten's logarithm: three times that of two, and what 10 is more than 8.
static TEN: LazyLock<Fixed> =
    LazyLock::new(|| TWO.times_whole(3).plus(atanh(Fixed::ratio(1, 9)).times_whole(2)));

/// The logarithm of two.
static TWO: LazyLock<Fixed> = LazyLock::new(|| atanh(Fixed::ratio(1, 3)).times_whole(2));

/// x + x³/3 + x⁵/5 + …
fn atanh(x: Fixed) -> Fixed {
    let square = x.times(x);
    let (mut power, mut sum, mut n) = (x, Fixed::ZERO, 1);
    while power != Fixed::ZERO {
        sum = sum.plus(power.over(n));
        power = power.times(square);
        n += 2;
    }
    sum
}

/// 1 + x + x²/2 + x³/6 + …, of a number so small that it takes few steps, squared again and again.
fn exp_small(x: Fixed) -> Fixed {
    const SQUARINGS: u32 = 8;
    let x = x.over(1 << SQUARINGS);
    let (mut term, mut sum, mut n) = (Fixed::ONE, Fixed::ZERO, 0);
    while term != Fixed::ZERO {
        sum = sum.plus(term);
        n += 1;
        term = term.times(x).over(n);
    }
    (0..SQUARINGS).fold(sum, |sum, _| sum.times(sum))
}
