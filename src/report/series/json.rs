//! How findings moved, for programs; `schema/series.schema.json` describes it.

use std::io;

use super::Series;
use crate::report::writers::json::document;
use crate::report::{Out, Style};

/// The version of the format; it changes only when a reader of the old one would break.
const VERSION: u32 = 1;

/// Writes it as one document.
pub(in crate::report) fn write(series: &Series, _: &Style, out: Out<'_>) -> io::Result<()> {
    document(VERSION, series, out)
}
