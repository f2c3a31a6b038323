//! Verdicts, why they are not reached, how far past the line they are and what would clear them.

use super::list::{listed, path};
use super::severity::{open, or_worse};
use super::value::figure;
use super::voice::{say, told};
use crate::outcome::{Needs, Reason, Verdict};
use crate::report::{ClearsWhen, LineBasis, LinePolicy, Margin, Past, Why};
use crate::ty::{Format, Schema, Ty, rounded};
use crate::value::{Decimal, Range, Scalar};

/// A verdict: `flagged high, possibly critical`.
pub(in crate::report) fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::NotApplicable => say("said-not-applicable"),
        Verdict::Clear => say("said-clear"),
        Verdict::Flagged { severity, possibly } => {
            told!("said-flagged", severity = or_worse(severity, possibly))
        }
        Verdict::Undetermined { possibly } => open(possibly),
    }
}

/// Why a fact does not decide.
pub(in crate::report) fn why(why: &Why) -> String {
    match why {
        Why::Unknown(unknown) => reason(unknown),
        Why::Undecided => say("why-undecided"),
        Why::ToldNoMore => say("why-told-no-more"),
        Why::SilentNow(sources) => told!("why-silent", sources = listed(sources)),
    }
}

/// Why a value is not known well enough.
pub(in crate::report) fn reason(reason: &Reason) -> String {
    say(match reason {
        Reason::NotGiven => "why-not-given",
        Reason::Imprecise => "why-imprecise",
        Reason::Disputed => "why-disputed",
        Reason::NoSource => "why-no-source",
        Reason::LaterSource => "why-later-source",
        Reason::NoRate { from, to, date } => {
            let (from, to) = (from.code(), to.code());
            return told!("why-no-rate", from = from, to = to, date = date);
        }
        Reason::BeforeRates => "why-before-rates",
        Reason::DivisionByZero => "why-by-zero",
        Reason::PerhapsByZero => "why-perhaps-by-zero",
        Reason::Backwards => "why-backwards",
        Reason::OfNegative => "why-of-negative",
        Reason::PerhapsOfNegative => "why-perhaps-of-negative",
        Reason::Overflow => "why-overflow",
        Reason::Nothing => "why-nothing",
        Reason::Sample { found, needed } => {
            return told!("why-sample", found = found, needed = needed);
        }
        Reason::SharedKey => "why-shared-key",
        Reason::CutShort => "why-cut-short",
        Reason::NotInForce => "why-not-in-force",
        Reason::OutsideCalendar => "why-outside-calendar",
        Reason::Nobody => "why-nobody",
        Reason::CalendarLength => "why-calendar-length",
    })
}

/// What a fact needs to be, for people: `reaches 25 bn USD`.
pub(in crate::report) fn needs(needs: &Needs<String>) -> String {
    match needs {
        Needs::AtLeast { value, strict: false } => told!("said-reaches", value = figure(value)),
        Needs::AtLeast { value, strict: true } => told!("said-exceeds", value = figure(value)),
        Needs::AtMost { value, strict: false } => told!("said-at-most", value = figure(value)),
        Needs::AtMost { value, strict: true } => told!("said-below", value = figure(value)),
        Needs::OneOf(values) => match values.as_slice() {
            [one] => told!("said-is", value = one),
            several => told!("said-one-of", values = several.join(", ")),
        },
        Needs::Given => say("said-given"),
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

/// How far past its line something is: `leverage is 2.5 times the line of 4 (house policy)`.
pub(in crate::report) fn margin(margin: &Margin) -> String {
    let (measure, line) = (margin.said(), figure(&margin.line));
    let line = match policy(margin) {
        policy if policy.is_empty() => line,
        policy => told!("said-line", line = line, policy = policy),
    };
    match &margin.past {
        Past::At => told!("said-margin-at", measure = measure, line = line),
        past @ Past::Times { .. } => {
            told!("said-margin-times", measure = measure, times = times(past), line = line)
        }
        Past::Above(value) => {
            told!("said-margin-above", measure = measure, value = figure(value), line = line)
        }
        Past::Below(value) => {
            told!("said-margin-below", measure = measure, value = figure(value), line = line)
        }
    }
}

/// Whose line it is: what its params cite, or what the house's own policy and what the run sets are
/// called; nothing where no param says.
pub(in crate::report) fn policy(margin: &Margin) -> String {
    let [house, run] = [say("said-house-policy"), say("said-set-by-run")];
    let mut told: Vec<&str> = Vec::new();
    for LinePolicy { basis, .. } in &margin.policy {
        let texts = match basis {
            LineBasis::HousePolicy => vec![house.as_str()],
            LineBasis::SetByRun => vec![run.as_str()],
            LineBasis::Cited(texts) => texts.iter().map(String::as_str).collect(),
        };
        for text in texts {
            if !told.contains(&text) {
                told.push(text);
            }
        }
    }
    told.join("; ")
}

/// How many times the line something is.
pub(in crate::report) fn times(past: &Past) -> String {
    match past {
        Past::Times { least, most } => multiple(Range::new(Some(*least), *most)),
        Past::At => multiple(Range::point(Decimal::ONE)),
        Past::Above(value) | Past::Below(value) => figure(value),
    }
}

/// `2 times`, `2..3 times`, `at least 2 times`; what is past the line by a hair at least is `at
/// least` the line.
fn multiple(times: Range) -> String {
    match [times.lo, times.hi].map(|end| end.map(|end| number(Range::point(end)))) {
        [Some(lo), None] if lo == "1" => say("said-at-least"),
        [Some(lo), None] => told!("said-times-least", times = figure(&lo)),
        [Some(lo), Some(hi)] if lo == hi => told!("said-times", times = figure(&lo)),
        [_, _] => told!("said-times", times = figure(&number(times))),
    }
}

/// What would clear a finding: `value of atlas reaches 25 bn USD (now 6 bn USD)`.
pub(in crate::report) fn way(way: &ClearsWhen) -> String {
    let what = way.called.clone().unwrap_or_else(|| path(&way.path));
    let told = format!("{what} {}", needs(&way.needs));
    told!("said-now", way = told, is = now(way))
}

/// What it is now that would clear a finding: `up to 6 bn USD`, or a name that rules declare.
pub(in crate::report) fn now(way: &ClearsWhen) -> String {
    match &way.needs {
        Needs::AtLeast { .. } | Needs::AtMost { .. } => figure(&way.is),
        Needs::OneOf(_) | Needs::Given => way.is.clone(),
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
