//! Words before a figure that say how sure it is: `up to`, `at least`, `less than`, `about`.

use crate::record::error::Problem;
use crate::value::{Decimal, Period, PeriodRange, Rounding};

/// What a word says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::record) enum Hedge {
    /// From zero to the figure.
    UpTo,
    /// The figure or less; `strict`: less.
    Below { strict: bool },
    /// The figure or more; `strict`: more.
    Above { strict: bool },
    /// The figure, a share more or less.
    About,
}

const AT_MOST: Hedge = Hedge::Below { strict: false };
const LESS: Hedge = Hedge::Below { strict: true };
const AT_LEAST: Hedge = Hedge::Above { strict: false };
const MORE: Hedge = Hedge::Above { strict: true };

/// Every spelling; one that another starts with stands behind it.
const SPELLINGS: [(&str, Hedge); 38] = [
    ("up to", Hedge::UpTo),
    ("at most", AT_MOST),
    ("no more than", AT_MOST),
    ("not more than", AT_MOST),
    ("maximum", AT_MOST),
    ("max.", AT_MOST),
    ("max", AT_MOST),
    ("<=", AT_MOST),
    ("≤", AT_MOST),
    ("less than", LESS),
    ("fewer than", LESS),
    ("under", LESS),
    ("below", LESS),
    ("<", LESS),
    ("at least", AT_LEAST),
    ("no less than", AT_LEAST),
    ("not less than", AT_LEAST),
    ("minimum", AT_LEAST),
    ("min.", AT_LEAST),
    ("min", AT_LEAST),
    (">=", AT_LEAST),
    ("≥", AT_LEAST),
    ("more than", MORE),
    ("greater than", MORE),
    ("over", MORE),
    ("above", MORE),
    (">", MORE),
    ("about", Hedge::About),
    ("around", Hedge::About),
    ("approximately", Hedge::About),
    ("approx.", Hedge::About),
    ("approx", Hedge::About),
    ("roughly", Hedge::About),
    ("circa", Hedge::About),
    ("ca.", Hedge::About),
    ("ca", Hedge::About),
    ("~", Hedge::About),
    ("≈", Hedge::About),
];

/// What stands behind a figure and an `or`.
const BEHIND: [(&str, Hedge); 9] = [
    ("more", AT_LEAST),
    ("longer", AT_LEAST),
    ("higher", AT_LEAST),
    ("above", AT_LEAST),
    ("less", AT_MOST),
    ("fewer", AT_MOST),
    ("shorter", AT_MOST),
    ("lower", AT_MOST),
    ("below", AT_MOST),
];

/// Both ends of what a text tells; `None` is no bound.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(in crate::record) struct Ends {
    pub(in crate::record) lo: Option<Decimal>,
    pub(in crate::record) hi: Option<Decimal>,
    /// Whether the lower end itself is not meant (`more than`). The range holds it all the same:
    /// this only shows that a value outside of a field's bounds is.
    pub(in crate::record) above_lo: bool,
    /// The same of the upper end (`less than`).
    pub(in crate::record) below_hi: bool,
}

impl Ends {
    /// Whether an end is so much or more, either way from zero: as a share, so many times the whole.
    pub(in crate::record) fn reach(self, times: i64) -> bool {
        self.sizes().any(|size| size >= Decimal::from(times))
    }

    /// Whether an end is more than one, either way from zero: as a share, more than the whole.
    pub(in crate::record) fn exceed_one(self) -> bool {
        self.sizes().any(|size| size > Decimal::ONE)
    }

    fn sizes(self) -> impl Iterator<Item = Decimal> {
        let size = |end: Decimal| if end.signum() < 0 { end.neg() } else { end };
        self.lo.into_iter().chain(self.hi).map(size)
    }

    /// The percentages that they are as shares.
    pub(in crate::record) fn as_share(self) -> String {
        let hundredfold = |end: Decimal| Decimal::new(end.coef(), end.scale() - 2).unwrap_or(end);
        match (self.lo.map(hundredfold), self.hi.map(hundredfold)) {
            (Some(lo), Some(hi)) if lo == hi => format!("{lo}%"),
            (Some(lo), Some(hi)) => format!("{lo}..{hi}%"),
            (Some(lo), None) => format!("at least {lo}%"),
            (None, Some(hi)) => format!("at most {hi}%"),
            (None, None) => "any percentage".to_owned(),
        }
    }
}

/// The hedges in front of one quantity.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::record) struct Hedges {
    about: bool,
    bound: Option<Hedge>,
}

const TWICE: &str = "has two hedges of one kind";

/// Takes the hedges off a text.
pub(in crate::record) fn strip(text: &str) -> Result<(Hedges, &str), Problem> {
    let (mut hedges, mut rest) = (Hedges::default(), text.trim_start());
    while let Some((hedge, behind)) = spelling(rest, &SPELLINGS) {
        let twice = match hedge {
            Hedge::About => std::mem::replace(&mut hedges.about, true),
            bound => hedges.bound.replace(bound).is_some(),
        };
        if twice {
            return Err(wrong(text, TWICE, "keep one of them, or write a range"));
        }
        rest = behind;
    }
    let Some((hedge, figure)) = behind(rest, &BEHIND) else { return Ok((hedges, rest)) };
    match hedges.bound.replace(hedge) {
        None => Ok((hedges, figure)),
        Some(_) => Err(wrong(text, TWICE, "keep one of them, or write a range")),
    }
}

/// The spelling that a text starts with, in any case and with any blanks between its words.
pub(in crate::record) fn spelling<'t, H: Copy>(
    text: &'t str,
    spellings: &[(&str, H)],
) -> Option<(H, &'t str)> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    spellings.iter().find_map(|(spelling, hedge)| {
        let mut rest = text;
        for word in spelling.split(' ') {
            let head = rest.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word))?;
            let behind = rest.get(head.len()..)?;
            let ends = !word.ends_with(|c: char| c.is_ascii_alphabetic())
                || !behind.starts_with(char::is_alphabetic);
            rest = ends.then(|| behind.trim_start())?;
        }
        Some((*hedge, rest))
    })
}

/// What stands in front of `or more` and the like, in any case.
pub(in crate::record) fn behind<'t, H: Copy>(
    text: &'t str,
    spellings: &[(&str, H)],
) -> Option<(H, &'t str)> {
    let at = text.len().checked_sub(text.split_whitespace().next_back()?.len() + 1)?;
    let (figure, word) = (text.get(..at)?.trim_end(), text.get(at..)?.trim());
    let (_, hedge) = spellings.iter().find(|(known, _)| word.eq_ignore_ascii_case(known))?;
    let at = figure.len().checked_sub(" or".len())?;
    let figure = figure.get(..at).filter(|_| figure[at..].eq_ignore_ascii_case(" or"))?;
    Some((*hedge, figure.trim_end()))
}

/// The ends of `between a and b` and `from a to b`.
pub(in crate::record) fn between(text: &str) -> Option<(&str, &str)> {
    let (mark, rest) = spelling(text, &[("between", " and "), ("from", " to ")])?;
    let (from, to) = rest.split_once(mark)?;
    Some((from.trim(), to.trim()))
}

/// What a bound leaves of a figure.
enum Left {
    /// The figure, or the range.
    Both,
    /// From zero to it.
    FromZero,
    /// It or more; `strict`: more.
    Upwards { strict: bool },
    /// It or less; `strict`: less.
    Downwards { strict: bool },
}

impl Hedges {
    /// What is left of a quantity's ends behind its hedges: `about` makes of each end a tenth
    /// more or less, and the others take the end that they speak of.
    pub(in crate::record) fn of(
        self,
        lo: Decimal,
        hi: Decimal,
        text: &str,
    ) -> Result<Ends, Problem> {
        let left = self.left(lo != hi, hi.signum(), text)?;
        let (lo, hi) = if self.about { widened(lo, hi, text)? } else { (lo, hi) };
        let ends = Ends { lo: Some(lo), hi: Some(hi), ..Ends::default() };
        Ok(match left {
            Left::Both => ends,
            Left::FromZero => Ends { lo: Some(Decimal::ZERO), ..ends },
            Left::Upwards { strict } => Ends { hi: None, above_lo: strict, ..ends },
            Left::Downwards { strict } => Ends { lo: None, below_hi: strict, ..ends },
        })
    }

    /// The same of a period; what is about so many months is told in days.
    pub(in crate::record) fn of_periods(
        self,
        lo: Period,
        hi: Period,
        text: &str,
    ) -> Result<PeriodRange, Problem> {
        let sign = i32::from(Period::ZERO.is_below(hi)) - i32::from(hi.is_below(Period::ZERO));
        let left = self.left(lo != hi, sign, text)?;
        let (lo, hi) = if self.about { widened_days(lo, hi, text)? } else { (lo, hi) };
        Ok(match left {
            Left::Both => PeriodRange::new(Some(lo), Some(hi)),
            Left::FromZero => PeriodRange::new(Some(Period::ZERO), Some(hi)),
            Left::Upwards { .. } => PeriodRange::new(Some(lo), None),
            Left::Downwards { .. } => PeriodRange::new(None, Some(hi)),
        })
    }

    fn left(self, range: bool, sign: i32, text: &str) -> Result<Left, Problem> {
        let Some(bound) = self.bound else { return Ok(Left::Both) };
        if range {
            let what = "sets a bound to a range, which has two";
            return Err(wrong(text, what, "write the range alone, or one figure behind the hedge"));
        }
        match bound {
            Hedge::Above { strict } => Ok(Left::Upwards { strict }),
            Hedge::Below { strict } => Ok(Left::Downwards { strict }),
            Hedge::UpTo | Hedge::About => match sign {
                1 => Ok(Left::FromZero),
                -1 => Ok(Left::Downwards { strict: false }),
                _ => {
                    let what = "may be exactly 0, or anything below";
                    let help = "write the 0 alone, or `at most 0` for what may be negative";
                    Err(wrong(text, what, help))
                }
            },
        }
    }
}

/// A tenth more and less at each end.
fn widened(lo: Decimal, hi: Decimal, text: &str) -> Result<(Decimal, Decimal), Problem> {
    if lo.signum() == 0 || hi.signum() == 0 {
        let what = "does not say how far from 0 it may be";
        return Err(wrong(text, what, "write the range that it may be in"));
    }
    let times = |end: Decimal, tenths: i128| {
        let coef = end.coef().checked_mul(tenths);
        let scaled = coef.and_then(|coef| Decimal::new(coef, end.scale() + 1));
        scaled.ok_or_else(|| Problem::TooPrecise { text: text.to_owned() })
    };
    let (down, up) = (if lo.signum() < 0 { 11 } else { 9 }, if hi.signum() < 0 { 9 } else { 11 });
    Ok((times(lo, down)?, times(hi, up)?))
}

/// The same in days, rounded outwards.
fn widened_days(lo: Period, hi: Period, text: &str) -> Result<(Period, Period), Problem> {
    let [least, most] = [lo.day_range().0, hi.day_range().1].map(Decimal::from);
    let (least, most) = widened(least, most, text)?;
    let day = |end: Decimal, rounding| Period::of_days(end.round(0, rounding).fixed(0)?);
    let days = day(least, Rounding::Down).zip(day(most, Rounding::Up));
    days.ok_or_else(|| Problem::TooPrecise { text: text.to_owned() })
}

fn wrong(text: &str, what: &'static str, help: &'static str) -> Problem {
    Problem::Hedge { text: text.to_owned(), what, help }
}
