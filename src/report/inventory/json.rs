//! What was read, for programs; `schema/data.schema.json` describes it.

use std::io;

use super::Inventory;
use crate::report::writers::json::document;
use crate::report::{Out, Style};

/// The version of the format; it changes only when a reader of the old one would break.
const VERSION: u32 = 1;

/// Writes it as one document.
pub(in crate::report) fn write(inventory: &Inventory, _: &Style, out: Out<'_>) -> io::Result<()> {
    document(VERSION, inventory, out)
}
