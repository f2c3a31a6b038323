//! What was read, for programs; `schema/data.schema.json` describes it.

use std::io::{self, Write};

use serde::Serialize;

use super::Inventory;
use crate::report::writers::json::Tool;
use crate::report::{Out, Style};

/// The version of the format; it changes only when a reader of the old one would break.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'s> {
    version: u32,
    tool: Tool,
    #[serde(flatten)]
    inventory: &'s Inventory,
}

/// Writes it as one document.
pub(in crate::report) fn write(inventory: &Inventory, _: &Style, out: Out<'_>) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    let document = Document { version: VERSION, tool: Tool::THIS, inventory };
    serde_json::to_writer_pretty(&mut out, &document).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    out.flush()
}
