//! The stress report for programs: one JSON document.

use std::io::{self, Write};

use serde::Serialize;

use super::{Stress, Stressed, StressedRule};
use crate::report::writers::json::Tool;
use crate::report::{GateResult, Input, Limit, Out, Reason, Skipped, Style};

/// The version of the format; it changes only when a reader of the old one would break.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    tool: Tool,
    as_of: &'a str,
    currency: &'a str,
    inputs: &'a [Input],
    scenarios: &'a [Stressed],
    rules: &'a [StressedRule],
    notes: &'a [String],
    limits: &'a [Limit],
    skipped: &'a [Skipped],
    summary: Summary<'a>,
}

#[derive(Serialize)]
struct Summary<'a> {
    fail_on: &'a str,
    gate: GateResult,
    gate_reasons: &'a [Reason],
}

/// Writes the whole report.
pub(in crate::report) fn write(stress: &Stress, _: &Style, out: Out<'_>) -> io::Result<()> {
    let document = Document {
        version: VERSION,
        tool: Tool::THIS,
        as_of: &stress.as_of,
        currency: &stress.currency,
        inputs: &stress.inputs,
        scenarios: &stress.scenarios,
        rules: &stress.rules,
        notes: &stress.notes,
        limits: &stress.limits,
        skipped: &stress.skipped,
        summary: Summary {
            fail_on: &stress.fail_on,
            gate: stress.gate,
            gate_reasons: &stress.gate_reasons,
        },
    };
    let mut out = io::BufWriter::new(out);
    serde_json::to_writer_pretty(&mut out, &document).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    out.flush()
}
