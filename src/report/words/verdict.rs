//! Verdicts, why they are not reached, how far past the line they are and what would clear them.

use super::list::listed;
use crate::outcome::{Needs, Reason, Verdict};
use crate::report::{Margin, Past, Why};
use crate::ty::{Format, Schema, Ty, rounded};
use crate::value::{Decimal, Range, Scalar};

/// A verdict: `flagged high, possibly critical`.
pub(in crate::report) fn verdict(verdict: Verdict) -> String {
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

/// Why a fact does not decide.
pub(in crate::report) fn why(why: &Why) -> String {
    match why {
        Why::Unknown(unknown) => reason(unknown),
        Why::Undecided => "undecided".to_owned(),
        Why::ToldNoMore => "told no more".to_owned(),
        Why::SilentNow(sources) => format!("told no more by {}", listed(sources)),
    }
}

/// Why a value is not known well enough.
pub(in crate::report) fn reason(reason: &Reason) -> String {
    match reason {
        Reason::NotGiven => "not given".to_owned(),
        Reason::Imprecise => "too imprecise".to_owned(),
        Reason::Disputed => "its sources disagree".to_owned(),
        Reason::NoSource => "no source is named".to_owned(),
        Reason::LaterSource => "its sources are later than the as-of date".to_owned(),
        Reason::NoRate { from, to, date } => {
            format!("no exchange rate from {} to {} at {date}", from.code(), to.code())
        }
        Reason::BeforeRates => "exchange rates are not read yet".to_owned(),
        Reason::DivisionByZero => "division by zero".to_owned(),
        Reason::PerhapsByZero => "the divisor may be zero".to_owned(),
        Reason::Backwards => "it ends before it begins".to_owned(),
        Reason::OfNegative => "a root of a negative number".to_owned(),
        Reason::PerhapsOfNegative => "it may be a root of a negative number".to_owned(),
        Reason::Overflow => "too large to compute".to_owned(),
        Reason::Nothing => "there are no members to take it of".to_owned(),
        Reason::Sample { found, needed } => {
            format!("a sample of {found}, and the rule asks for {needed}")
        }
        Reason::SharedKey => "several share the key that tells which counts".to_owned(),
        Reason::CutShort => "the flow was too large to be followed".to_owned(),
        Reason::NotInForce => "no value is in force on that day".to_owned(),
        Reason::OutsideCalendar => "outside the calendar".to_owned(),
        Reason::CalendarLength => "months have no fixed number of days".to_owned(),
    }
}

/// What a fact needs to be, for people: `reaches 25 bn USD`.
pub(in crate::report) fn needs(needs: &Needs<String>) -> String {
    match needs {
        Needs::AtLeast { value, strict: false } => format!("reaches {value}"),
        Needs::AtLeast { value, strict: true } => format!("exceeds {value}"),
        Needs::AtMost { value, strict: false } => format!("is at most {value}"),
        Needs::AtMost { value, strict: true } => format!("falls below {value}"),
        Needs::OneOf(values) => match values.as_slice() {
            [one] => format!("is {one}"),
            several => format!("is one of {}", several.join(", ")),
        },
        Needs::Given => "is given".to_owned(),
    }
}

/// The same for programs: `>= 25 bn USD`.
pub(in crate::report) fn sign(needs: &Needs<String>) -> String {
    match needs {
        Needs::AtLeast { value, strict: false } => format!(">= {value}"),
        Needs::AtLeast { value, strict: true } => format!("> {value}"),
        Needs::AtMost { value, strict: false } => format!("<= {value}"),
        Needs::AtMost { value, strict: true } => format!("< {value}"),
        Needs::OneOf(values) => match values.as_slice() {
            [one] => format!("= {one}"),
            several => format!("in {{{}}}", several.join(", ")),
        },
        Needs::Given => "is known".to_owned(),
    }
}

/// How far past its line something is: `leverage is 2.5 times the line of 4`.
pub(in crate::report) fn margin(Margin { measure, past, line, .. }: &Margin) -> String {
    match past {
        Past::At => format!("{measure} is at the line of {line}"),
        Past::Times { least, most } => {
            let times = multiple(Range::new(Some(*least), *most));
            format!("{measure} is {times} the line of {line}")
        }
        Past::Above(value) => format!("{measure} is {value}, above the line of {line}"),
        Past::Below(value) => format!("{measure} is {value}, below the line of {line}"),
    }
}

/// How many times the line something is.
pub(in crate::report) fn times(past: &Past) -> String {
    match past {
        Past::Times { least, most } => multiple(Range::new(Some(*least), *most)),
        Past::At => multiple(Range::point(Decimal::ONE)),
        Past::Above(value) | Past::Below(value) => value.clone(),
    }
}

/// `2 times`, `2..3 times`, `at least 2 times`; what is past the line by a hair at least is `at
/// least` the line.
fn multiple(times: Range) -> String {
    match [times.lo, times.hi].map(|end| end.map(|end| number(Range::point(end)))) {
        [Some(lo), None] if lo == "1" => "at least".to_owned(),
        [Some(lo), None] => format!("at least {lo} times"),
        [Some(lo), Some(hi)] if lo == hi => format!("{lo} times"),
        [_, _] => format!("{} times", number(times)),
    }
}

impl Past {
    /// So many times the line, unless a multiple would say nothing: where there is no least, or what
    /// is past the line by no more than a hair, so that it reads as once the line.
    pub fn times(times: Range) -> Option<Past> {
        let once = times.hi.is_some_and(|hi| number(Range::point(hi)) == "1");
        let least = times.lo.filter(|_| !once)?;
        Some(Past::Times { least, most: times.hi })
    }
}

fn number(range: Range) -> String {
    let value = Scalar::Quantity { range, currency: None, unknown: range.is_any() };
    rounded(&value, Ty::NUMBER, &Schema::default(), Format::default(), &|_, _| String::new())
}
