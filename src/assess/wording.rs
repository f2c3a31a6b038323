//! Reasons, margins and ways out in words.

use super::places::Places;
use crate::outcome::{self, Margin, Needs, Reason, Verdict};
use crate::report::ClearsWhen;
use crate::ty::{Format, Ty, count, rounded};
use crate::value::{Decimal, Range, Rounding, Scalar};

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
        Reason::DivisionByZero => "division by zero".to_owned(),
        Reason::Overflow => "too large to compute".to_owned(),
        Reason::Nothing => "there is no record to take it of".to_owned(),
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
    ClearsWhen { path: way.path.clone(), is: text(&outward(&way.value)), needs, words }
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

/// How far past the line, in words: `2.5 times the line of 4`. Money is compared in its own
/// currency only.
pub(super) fn margin(places: &Places<'_>, margin: &Margin) -> Option<String> {
    let ends = |s: &Scalar| match s {
        Scalar::Quantity { range, currency, .. } => Some((*range, *currency)),
        Scalar::Truth(_) | Scalar::Period(_) | Scalar::Code(_) | Scalar::Text(_) => None,
    };
    let ((value, from), (line, to)) = (ends(&margin.value)?, ends(&margin.line)?);
    let line_at = line.known()?;
    let measure = &margin.expression;
    if from == to && value.known() == Some(line_at) {
        let shown = places.rounded(&margin.line, margin.ty);
        return Some(format!("{measure} is at the line of {shown}"));
    }
    let beside = || {
        let [value, shown] = places.apart(&margin.value, &margin.line, margin.ty);
        let side = if margin.below { "below" } else { "above" };
        format!("{measure} is {value}, {side} the line of {shown}")
    };
    if margin.below || line_at.signum() <= 0 || from != to {
        return Some(beside());
    }
    let shown = places.rounded(&margin.line, margin.ty);
    let times = |end: Option<Decimal>| Some(ratio(end?, line_at));
    Some(match (times(value.lo), times(value.hi)) {
        // What is past the line by a hair is told by the figures, and no multiple of it.
        (_, Some(hi)) if hi == "1" => beside(),
        (Some(lo), None) if lo == "1" => format!("{measure} is at least the line of {shown}"),
        (Some(lo), Some(hi)) if lo == hi => format!("{measure} is {lo} times the line of {shown}"),
        (Some(_), Some(_)) if value.lo.is_some_and(|lo| lo >= line_at) => {
            let ends = [value.lo, value.hi].map(|end| end.and_then(|end| over(end, line_at)));
            let ends = told(Range::new(ends[0], ends[1]));
            format!("{measure} is {ends} times the line of {shown}")
        }
        (_, Some(hi)) => format!("{measure} is up to {hi} times the line of {shown}"),
        (Some(lo), None) => format!("{measure} is at least {lo} times the line of {shown}"),
        (None, None) => return None,
    })
}

fn over(value: Decimal, line: Decimal) -> Option<Decimal> {
    value.div(line, Rounding::HalfEven)
}

fn ratio(value: Decimal, line: Decimal) -> String {
    told(over(value, line).map_or(Range::ANY, Range::point))
}

fn told(times: Range) -> String {
    let scalar = Scalar::Quantity { range: times, currency: None, unknown: times.is_any() };
    let schema = crate::ty::Schema::default();
    rounded(&scalar, Ty::NUMBER, &schema, Format::default(), &|_, _| String::new())
}
