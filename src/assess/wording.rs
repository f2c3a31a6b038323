//! Reasons, margins and ways out in words.

use super::places::Places;
use crate::outcome::{self, Margin, Needs, Reason, Verdict};
use crate::report::ClearsWhen;
use crate::ty::{Format, Ty, count, rounded};
use crate::value::{Currency, Decimal, Range, Rounding, Scalar};

/// How many digits behind the point are told of what is computed.
const DIGITS: i32 = 6;

/// How many of many names a line tells.
const NAMED: usize = 3;

/// The first few names, and how many more there are.
pub(super) fn listed(names: &[impl AsRef<str>]) -> String {
    let first: Vec<&str> = names.iter().take(NAMED).map(AsRef::as_ref).collect();
    match names.len().saturating_sub(NAMED) {
        0 => first.join(", "),
        more => format!("{} and {} more", first.join(", "), count(more as u64)),
    }
}

/// A verdict in words.
pub(super) fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::NotApplicable => "not applicable".to_owned(),
        Verdict::Clear => "clear".to_owned(),
        Verdict::Flagged { severity, possibly: None } => format!("flagged {}", severity.name()),
        Verdict::Flagged { severity, possibly: Some(worse) } => {
            format!("flagged {}, possibly {}", severity.name(), worse.name())
        }
        Verdict::Undetermined { possibly } => format!("undetermined, possibly {}", possibly.name()),
    }
}

/// Why a value is not known well enough.
pub(super) fn reason(reason: &Reason) -> String {
    match reason {
        Reason::NotGiven => "not given".to_owned(),
        Reason::Imprecise => "too imprecise".to_owned(),
        Reason::Disputed => "its sources disagree".to_owned(),
        Reason::NoSource => "no source is named".to_owned(),
        Reason::LaterSource => "its sources are later than the as-of date".to_owned(),
        Reason::NoRate { from, to, date } => {
            let (year, month, day) = date.ymd();
            format!(
                "no exchange rate from {} to {} at {year:04}-{month:02}-{day:02}",
                from.code(),
                to.code()
            )
        }
        Reason::BeforeRates => "exchange rates are not read yet".to_owned(),
        Reason::DivisionByZero => "division by zero".to_owned(),
        Reason::PerhapsByZero => "the divisor may be zero".to_owned(),
        Reason::Overflow => "too large to compute".to_owned(),
        Reason::Nothing => "there are no members to take it of".to_owned(),
        Reason::Sample { found, needed } => {
            format!("a sample of {found}, and the rule asks for {needed}")
        }
        Reason::CutShort => "the flow was too large to be followed".to_owned(),
        Reason::NotInForce => "no value is in force on that day".to_owned(),
        Reason::OutsideCalendar => "outside the calendar".to_owned(),
        Reason::CalendarLength => "months have no fixed number of days".to_owned(),
    }
}

/// What a fact would have to be.
pub(super) fn way_out(places: &Places<'_>, way: &outcome::WayOut) -> ClearsWhen {
    let ty = way.ty;
    let text = |s: &Scalar| places.value(s, ty);
    let (needs, words) = match &way.needs {
        Needs::AtLeast { value, strict: false } => {
            (format!(">= {}", text(value)), format!("reaches {}", text(value)))
        }
        Needs::AtLeast { value, strict: true } => {
            (format!("> {}", text(value)), format!("exceeds {}", text(value)))
        }
        Needs::AtMost { value, strict: false } => {
            (format!("<= {}", text(value)), format!("is at most {}", text(value)))
        }
        Needs::AtMost { value, strict: true } => {
            (format!("< {}", text(value)), format!("falls below {}", text(value)))
        }
        Needs::OneOf(values) => {
            let list: Vec<String> = values.iter().map(text).collect();
            match list.as_slice() {
                [one] => (format!("= {one}"), format!("is {one}")),
                _ => (
                    format!("in {{{}}}", list.join(", ")),
                    format!("is one of {}", list.join(", ")),
                ),
            }
        }
        Needs::Given => ("is known".to_owned(), "is given".to_owned()),
    };
    // A hair past the line, it would read as if it were on it.
    let is = Some(text(&outward(&way.value)))
        .filter(|is| !needed(&way.needs).map(text).any(|it| it == *is));
    let is = is.unwrap_or_else(|| text(&way.value));
    ClearsWhen { path: way.path.clone(), is, needs, words }
}

/// The values that a way out names.
fn needed(needs: &Needs) -> impl Iterator<Item = &Scalar> {
    let (one, several) = match needs {
        Needs::AtLeast { value, .. } | Needs::AtMost { value, .. } => (Some(value), &[][..]),
        Needs::OneOf(values) => (None, &values[..]),
        Needs::Given => (None, &[][..]),
    };
    one.into_iter().chain(several)
}

/// A computed quotient has more digits than anybody reads: each end goes outward a little.
fn outward(value: &Scalar) -> Scalar {
    let Scalar::Quantity { range, currency, unknown } = value else {
        return value.clone();
    };
    let known = range.known().is_some();
    let end = |end: Option<Decimal>, way| {
        end.map(|end| end.round(DIGITS, if known { Rounding::HalfEven } else { way }))
    };
    let range = Range { lo: end(range.lo, Rounding::Down), hi: end(range.hi, Rounding::Up) };
    Scalar::Quantity { range, currency: *currency, unknown: *unknown }
}

/// How far past the line, in words: `2.5 times the line of 4`. What is in another currency than its
/// line is told in the reporting currency, too.
pub(super) fn margin(places: &Places<'_>, margin: &Margin) -> Option<String> {
    let [(value, from), (line, to)] = match &margin.converted {
        Some([value, line]) => [parts(value)?, parts(line)?],
        None => [parts(&margin.value)?, parts(&margin.line)?],
    };
    let measure = &margin.expression;
    let shown = || places.rounded(&margin.line, margin.ty);
    let comparable = from == to;
    if comparable && line.known().is_some() && value == line {
        return Some(format!("{measure} is at the line of {}", shown()));
    }
    let positive = line.lo.is_some_and(|lo| lo.signum() >= 0) && line.hi != Some(Decimal::ZERO);
    if margin.below || !positive || !comparable {
        return beside(places, margin);
    }
    let times = |end: Option<Decimal>, line: Option<Decimal>| over(end?, line?);
    let times = Range::new(times(value.lo, line.hi), times(value.hi, line.lo));
    let ends = [times.lo, times.hi].map(|end| end.map(|end| told(Range::point(end))));
    let times = match ends {
        // What is past the line by a hair is told by the figures, and no multiple of it.
        [_, Some(hi)] if hi == "1" => return beside(places, margin),
        [Some(lo), None] if lo == "1" => "at least".to_owned(),
        [Some(lo), Some(hi)] if lo == hi => format!("{lo} times"),
        [Some(_), Some(_)] => format!("{} times", told(times)),
        [Some(lo), None] => format!("at least {lo} times"),
        [None, _] => return beside(places, margin),
    };
    Some(format!("{measure} is {times} the line of {}", shown()))
}

/// The figure and its line, in words: `3 EUR (3.3 USD), below the line of 4 USD`.
fn beside(places: &Places<'_>, margin: &Margin) -> Option<String> {
    let own = [&margin.value, &margin.line];
    let told = places.apart(own[0], own[1], margin.ty);
    let [value, line] = match &margin.converted {
        None => told,
        Some(converted) => {
            let common = places.apart(&converted[0], &converted[1], margin.ty);
            let mut sides = told.into_iter().zip(common).zip(own.into_iter().zip(converted));
            let mut side = || {
                let ((told, common), (own, converted)) = sides.next()?;
                let same = own == converted;
                Some(if same { common } else { format!("{told} ({common})") })
            };
            [side()?, side()?]
        }
    };
    let (measure, side) = (&margin.expression, if margin.below { "below" } else { "above" });
    Some(format!("{measure} is {value}, {side} the line of {line}"))
}

fn parts(value: &Scalar) -> Option<(Range, Option<Currency>)> {
    match value {
        Scalar::Quantity { range, currency, .. } => Some((*range, *currency)),
        Scalar::Truth(_) | Scalar::Period(_) | Scalar::Code(_) | Scalar::Text(_) => None,
    }
}

fn over(value: Decimal, line: Decimal) -> Option<Decimal> {
    value.div(line, Rounding::HalfEven)
}

fn told(times: Range) -> String {
    let scalar = Scalar::Quantity { range: times, currency: None, unknown: times.is_any() };
    let schema = crate::ty::Schema::default();
    rounded(&scalar, Ty::NUMBER, &schema, Format::default(), &|_, _| String::new())
}
