//! What is otherwise, for programs; `schema/diff.schema.json` describes it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::{Apart, Changed, Compared, Diff, Turn, Unchanged, Verified};
use crate::report::writers::json::Tool;
use crate::report::{Out, Style};

/// The version of the format; it changes only when a reader of the old one would break.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'d> {
    version: u32,
    tool: Tool,
    old: &'d Compared,
    new: &'d Compared,
    differs: &'d Apart,
    changes: &'d [Changed],
    summary: Summary<'d>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verified: &'d Option<Verified>,
}

#[derive(Serialize)]
struct Summary<'d> {
    #[serde(flatten)]
    changes: BTreeMap<&'static str, u64>,
    unchanged: &'d Unchanged,
}

/// Writes it as one document.
pub(in crate::report) fn write(diff: &Diff, _: &Style, out: Out<'_>) -> io::Result<()> {
    let Diff { old, new, apart, changes, unchanged, verified } = diff;
    let counts = Turn::ALL.into_iter().map(|turn| (turn.code(), diff.count(turn))).collect();
    let document = Document {
        version: VERSION,
        tool: Tool::THIS,
        old,
        new,
        differs: apart,
        changes,
        summary: Summary { changes: counts, unchanged },
        verified,
    };
    let mut out = io::BufWriter::new(out);
    serde_json::to_writer_pretty(&mut out, &document).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    out.flush()
}
