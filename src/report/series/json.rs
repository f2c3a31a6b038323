//! How findings moved, for programs; `schema/series.schema.json` describes it.

use std::io::{self, Write};

use serde::Serialize;

use super::Series;
use crate::report::writers::json::Tool;
use crate::report::{Out, Style};

/// The version of the format; it changes only when a reader of the old one would break.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'s> {
    version: u32,
    tool: Tool,
    #[serde(flatten)]
    series: &'s Series,
}

/// Writes it as one document.
pub(in crate::report) fn write(series: &Series, _: &Style, out: Out<'_>) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    let document = Document { version: VERSION, tool: Tool::THIS, series };
    serde_json::to_writer_pretty(&mut out, &document).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    out.flush()
}
