//! Quantities for people: the scale and unit that make a number short, and ranges in words.

use super::UNKNOWN;
use crate::ty::{BASES, Dim, Schema};
use crate::value::{Currency, Decimal, Range, Rounding};

/// How many digits to write.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Precision {
    /// All of them, in a scale that makes them few.
    Exact,
    /// All of them, numbers and money without a scale.
    Full,
    /// So many behind the point; `None`: as many as give a good impression.
    Rounded(Option<u8>),
}

/// One unit or scale a number can be written in: 10^`exponent` stored units.
struct Step {
    exponent: i32,
    /// As it follows the number.
    name: &'static str,
}

const fn step(exponent: i32, name: &'static str) -> Step {
    Step { exponent, name }
}

const COUNT: &[Step] = &[step(0, ""), step(6, " m"), step(9, " bn"), step(12, " tn")];
const PERCENT: &[Step] = &[step(-2, "%")];
const POWER: &[Step] =
    &[step(-6, " W"), step(-3, " kW"), step(0, " MW"), step(3, " GW"), step(6, " TW")];
const ENERGY: &[Step] =
    &[step(-6, " Wh"), step(-3, " kWh"), step(0, " MWh"), step(3, " GWh"), step(6, " TWh")];

/// Digits behind the point beyond which an exact number is better written in a finer step.
const SHORT: i32 = 3;

/// Significant digits of a rounded number.
const SIGNIFICANT: i32 = 4;

/// Digits before the point of an end too small to be written in the step of the other: below this
/// it is less than a hundredth.
const WIDE: i32 = -1;

/// The ends of a range, lower first.
pub(super) type Ends = [Option<Decimal>; 2];

/// How the quantities of one dimension are written.
pub(super) struct Measure {
    /// From fine to coarse.
    ladder: &'static [Step],
    /// What follows the step's name: ` USD per GW`.
    suffix: String,
    /// The number is written 10^`shift` times as large as stored, as its divisor's unit is larger.
    shift: i32,
}

impl Measure {
    pub(super) fn new(
        dim: Dim,
        percent: bool,
        currency: Option<Currency>,
        schema: &Schema,
    ) -> Measure {
        let plain = |ladder| Measure { ladder, suffix: String::new(), shift: 0 };
        match dim {
            Dim::NUMBER if percent => return plain(PERCENT),
            Dim::POWER => return plain(POWER),
            Dim::ENERGY => return plain(ENERGY),
            _ => {}
        }
        let money = currency.map_or("", Currency::code);
        let mut suffix = String::new();
        let mut shift = 0;
        for Factor { base, exponent } in factors(dim) {
            // What one divides by has a customary size of its own.
            let (name, size) = match base {
                Base::Money => (money, 0),
                Base::Power if exponent < 0 => ("GW", 3),
                Base::Power => ("MW", 0),
                Base::Energy => ("MWh", 0),
                Base::Time if exponent < 0 => ("hour", 0),
                Base::Time => ("hours", 0),
                Base::User(index) => (schema.bases.get(index).map_or("", String::as_str), 0),
            };
            shift -= exponent * size;
            if !name.is_empty() {
                suffix += if exponent < 0 { " per " } else { " " };
                suffix += &power_name(name, exponent);
            }
        }
        Measure { ladder: COUNT, suffix, shift }
    }

    /// The ends as they are, and the unit that they are in.
    pub(super) fn ends(&self, range: Range) -> (Ends, Option<String>) {
        let ends = [range.lo, range.hi].map(|end| end.and_then(|d| scaled(d, self.shift)));
        let stored = self.ladder.iter().find(|step| step.exponent == 0);
        let unit = format!("{}{}", stored.map_or("", |step| step.name), self.suffix);
        let unit = unit.trim_start();
        (ends, (!unit.is_empty()).then(|| unit.to_owned()))
    }

    pub(super) fn write(&self, range: Range, precision: Precision) -> String {
        let ends = [range.lo, range.hi].map(|end| end.and_then(|d| scaled(d, self.shift)));
        self.write_ends(ends, range.known().is_some(), precision)
    }

    fn write_ends(&self, ends: Ends, point: bool, precision: Precision) -> String {
        let rounded_in = |step| ends.map(|end| end.map(|d| self.round(d, step, precision)));
        let rounded = rounded_in(self.step(ends, precision));
        // 999.99 m has become 1000 m, which is 1 bn.
        let step = self.step(rounded, precision);
        let rounded = rounded_in(step);
        match precision {
            _ if self.is_wide(rounded, step) => self.wide(ends, precision),
            Precision::Exact | Precision::Full => self.words(rounded, point, step, None),
            // Rounding must not make a range look like a known number.
            Precision::Rounded(_) if !point && rounded[0].is_some() && rounded[0] == rounded[1] => {
                self.write_ends(ends, point, Precision::Exact)
            }
            Precision::Rounded(places) => self.words(rounded, point, step, places.map(usize::from)),
        }
    }

    /// Whether the lower end is too small to be written in the step that fits the greater one.
    fn is_wide(&self, [lo, hi]: Ends, step: Option<&Step>) -> bool {
        let exponent = step.map_or(0, |step| step.exponent);
        let small = |d: Decimal| d != Decimal::ZERO && d.exponent() - exponent < WIDE;
        self.ladder.len() > 1 && lo.zip(hi).is_some_and(|(lo, hi)| small(lo) != small(hi))
    }

    /// Ends of different size, each written whole; without a unit to tell where an end stops,
    /// without a scale.
    fn wide(&self, [lo, hi]: Ends, precision: Precision) -> String {
        let plain = Measure { ladder: &COUNT[..1], suffix: self.suffix.clone(), shift: 0 };
        let bare =
            self.ladder.first().is_some_and(|step| step.name.is_empty()) && self.suffix.is_empty();
        let measure = if bare { &plain } else { self };
        let end = |end: Option<Decimal>| measure.write_ends([end, end], true, precision);
        format!("{}..{}", end(lo), end(hi))
    }

    /// The coarsest step in which the greater end is at least one (and no end takes many digits,
    /// where all of them are written).
    fn step(&self, ends: Ends, precision: Precision) -> Option<&'static Step> {
        let ends = || ends.into_iter().flatten().filter(|end| *end != Decimal::ZERO);
        let Some(high) = ends().map(Decimal::exponent).max() else {
            return self.ladder.iter().find(|step| step.exponent == 0).or(self.ladder.first());
        };
        let mut fitting = self.ladder.iter().rev().filter(|step| high > step.exponent);
        let short = |step: &Step| ends().all(|end| end.scale() + step.exponent <= SHORT);
        match precision {
            Precision::Full if self.ladder[0].name.is_empty() => None,
            Precision::Exact | Precision::Full => fitting.find(|step| short(step)),
            Precision::Rounded(_) => fitting.next(),
        }
        .or(self.ladder.first())
    }

    /// The number rounded as it will be written in that step.
    fn round(&self, d: Decimal, step: Option<&Step>, precision: Precision) -> Decimal {
        let exponent = step.map_or(0, |step| step.exponent);
        let before_point = d.exponent() - exponent;
        let places = match precision {
            Precision::Exact | Precision::Full => return d,
            Precision::Rounded(Some(places)) => i32::from(places),
            Precision::Rounded(None) if step.is_some_and(|step| step.name == "%") => {
                (1 - before_point).max(1)
            }
            Precision::Rounded(None) => (SIGNIFICANT - before_point).max(0),
        };
        d.round(places - exponent, Rounding::HalfEven)
    }

    fn words(
        &self,
        [lo, hi]: Ends,
        point: bool,
        step: Option<&Step>,
        places: Option<usize>,
    ) -> String {
        let (exponent, name) = step.map_or((0, ""), |step| (step.exponent, step.name));
        let unit = format!("{name}{}", self.suffix);
        // A bare number of four digits may be a year.
        let least = if unit.is_empty() { 5 } else { 4 };
        let number = |d: Decimal| grouped(scaled(d, -exponent).unwrap_or(d), places, least);
        match (lo, hi) {
            (Some(lo), Some(_)) if point => format!("{}{unit}", number(lo)),
            (Some(Decimal::ZERO), Some(hi)) => format!("up to {}{unit}", number(hi)),
            (Some(lo), Some(hi)) => format!("{}..{}{unit}", number(lo), number(hi)),
            (Some(lo), None) => format!("at least {}{unit}", number(lo)),
            (None, Some(hi)) => format!("at most {}{unit}", number(hi)),
            (None, None) => UNKNOWN.into(),
        }
    }
}

/// The dimension as types name it: `money per power`.
pub(super) fn dimension_name(dim: Dim, schema: &Schema) -> String {
    let mut name = String::new();
    for Factor { base, exponent } in factors(dim) {
        let base = match base {
            Base::Money => "money",
            Base::Power => "power",
            Base::Energy => "energy",
            Base::Time => "time",
            Base::User(index) => schema.bases.get(index).map_or("unit", String::as_str),
        };
        match (name.is_empty(), exponent < 0) {
            (true, true) => name += "number per ",
            (true, false) => {}
            (false, true) => name += " per ",
            (false, false) => name += " times ",
        }
        name += &power_name(base, exponent);
    }
    if name.is_empty() { "number".into() } else { name }
}

/// What people measure in, as against the bases that dimensions are stored in.
#[derive(Clone, Copy)]
enum Base {
    Money,
    Power,
    Energy,
    Time,
    /// Its place in [`Schema::bases`].
    User(usize),
}

struct Factor {
    base: Base,
    exponent: i32,
}

/// The factors of a dimension, the divisors last; energy per time is power.
fn factors(dim: Dim) -> Vec<Factor> {
    let [money, energy, time, ..] = dim.0.map(i32::from);
    let power = match (energy.signum(), time.signum()) {
        (1, -1) => energy.min(-time),
        (-1, 1) => energy.max(-time),
        _ => 0,
    };
    let known = [
        (Base::Money, money),
        (Base::Power, power),
        (Base::Energy, energy - power),
        (Base::Time, time + power),
    ];
    let user = (3..BASES).map(|i| (Base::User(i - 3), i32::from(dim.0[i])));
    let mut factors: Vec<Factor> = known
        .into_iter()
        .chain(user)
        .filter(|(_, exponent)| *exponent != 0)
        .map(|(base, exponent)| Factor { base, exponent })
        .collect();
    factors.sort_by_key(|factor| factor.exponent < 0);
    factors
}

fn power_name(name: &str, exponent: i32) -> String {
    match exponent.abs() {
        1 => name.into(),
        n => format!("{name}^{n}"),
    }
}

/// The number times 10^`by`.
fn scaled(d: Decimal, by: i32) -> Option<Decimal> {
    Decimal::new(d.coef(), d.scale() - by)
}

/// A count with commas between thousands: `4,912`.
pub fn count(count: u64) -> String {
    i64::try_from(count).map_or(count.to_string(), |count| grouped(Decimal::from(count), None, 4))
}

/// The number with commas between thousands where it has at least `least` digits before the point,
/// and zeros up to `places` digits behind it.
fn grouped(d: Decimal, places: Option<usize>, least: usize) -> String {
    let text = d.to_string();
    if text.contains('e') {
        return text;
    }
    let (sign, digits) = text.strip_prefix('-').map_or(("", &*text), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = String::from(sign);
    for (i, digit) in whole.char_indices() {
        if i > 0 && whole.len() >= least && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    let places = places.unwrap_or(fraction.len());
    if places > 0 {
        out += &format!(".{fraction:0<places$}");
    }
    out
}
