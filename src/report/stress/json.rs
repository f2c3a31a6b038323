//! The stress report for programs: one JSON document, or an object a line.

use std::io::{self, Write};

use serde::Serialize;

use super::{Stress, Stressed, StressedRule};
use crate::report::writers::json::Tool;
use crate::report::writers::jsonl::JsonLines;
use crate::report::{AtStake, GateResult, Input, Limit, Note, Out, Reason, Skipped, Style};

/// The version of the format; it changes only when a reader of the old one would break.
const VERSION: u32 = 1;

/// What the report begins with.
#[derive(Serialize)]
struct Opening<'a> {
    version: u32,
    tool: Tool,
    as_of: &'a str,
    currency: &'a str,
    inputs: &'a [Input],
    /// How much is at stake without a scenario.
    #[serde(skip_serializing_if = "Option::is_none")]
    at_stake: Option<&'a AtStake>,
}

/// What it ends with.
#[derive(Serialize)]
struct Closing<'a> {
    notes: &'a [Note],
    limits: &'a [Limit],
    skipped: &'a [Skipped],
    summary: Summary<'a>,
}

#[derive(Serialize)]
struct Summary<'a> {
    fail_on: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    fail_on_grade: &'a [String],
    gate: GateResult,
    gate_reasons: &'a [Reason],
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    opening: Opening<'a>,
    scenarios: &'a [Stressed],
    rules: &'a [StressedRule],
    #[serde(flatten)]
    closing: Closing<'a>,
}

impl<'a> Document<'a> {
    fn of(stress: &'a Stress) -> Self {
        let Stress { as_of, currency, inputs, rules, scenarios, at_stake, .. } = stress;
        let at_stake = at_stake.as_ref();
        let Stress { limits, notes, skipped, fail_on, fail_on_grade, .. } = stress;
        let Stress { gate, gate_reasons, .. } = stress;
        Document {
            opening: Opening {
                version: VERSION,
                tool: Tool::THIS,
                as_of,
                currency,
                inputs,
                at_stake,
            },
            scenarios,
            rules,
            closing: Closing {
                notes,
                limits,
                skipped,
                summary: Summary { fail_on, fail_on_grade, gate: *gate, gate_reasons },
            },
        }
    }
}

/// Writes the whole report as one document.
pub(in crate::report) fn write(stress: &Stress, _: &Style, out: Out<'_>) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    serde_json::to_writer_pretty(&mut out, &Document::of(stress)).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Writes the whole report line by line.
pub(in crate::report) fn write_lines(stress: &Stress, _: &Style, out: Out<'_>) -> io::Result<()> {
    let Document { opening, scenarios, rules, closing } = Document::of(stress);
    let mut lines = JsonLines::new(out);
    lines.line("run", opening)?;
    scenarios.iter().try_for_each(|scenario| lines.line("scenario", scenario))?;
    rules.iter().try_for_each(|rule| lines.line("rule", rule))?;
    lines.line("end", closing)?;
    lines.flush()
}
