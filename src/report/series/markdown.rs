//! How findings moved, in Markdown: a row a report.

use std::io;

use super::Series;
use crate::report::words::series as words;
use crate::report::words::voice::some;
use crate::report::writers::markdown::BYTES;
use crate::report::writers::markdown::escape::inline;
use crate::report::writers::markdown::page::Page;
use crate::report::{Out, Style};

/// How many bytes are kept for what stands below the table.
const BELOW: usize = 1000;

/// Writes all of it, as far as there is room.
pub(in crate::report) fn write(series: &Series, style: &Style, out: Out<'_>) -> io::Result<()> {
    let mut page = Page::new(out, style.bytes.unwrap_or(BYTES));
    page.must(&format!("<!-- riskwright series -->\n### {}\n\n", inline(&words::title(series))))?;
    let (found, moved) = (words::found(series), words::moved(series));
    let all = found.len();
    for (at, (found, moved)) in found.iter().zip(&moved).enumerate() {
        let cells = found.iter().chain(moved.iter().skip(1)).map(|cell| inline(cell));
        let row = format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "));
        if !page.put(&row, BELOW)? {
            page.must(&format!("\n{}\n", some("diff-more-reports", (all - at) as u64)))?;
            break;
        }
        if at == 0 {
            page.must(&format!("|{}\n", "---|".repeat(found.len() + moved.len() - 1)))?;
        }
    }
    for line in words::remarks(series) {
        page.put(&format!("\n{}\n", inline(&line)), 0)?;
    }
    page.flush()
}
