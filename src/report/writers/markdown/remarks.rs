//! What a reader must know beside the findings: told as far as there is room, and counted in any case.

use std::io;

use super::escape::inline;
use super::page::Page;
use crate::report::words::Remarks;
use crate::report::words::voice::some;

/// The most bytes that it takes to count those of a kind.
pub(in crate::report) const LEAST: usize = 120;

/// How many bytes all of a kind take.
pub(in crate::report) fn bytes(remarks: &Remarks) -> usize {
    let lines: usize = remarks.lines.iter().map(|line| entry(line).len()).sum();
    if lines == 0 { 0 } else { lines + LEAST }
}

/// Writes those for which there is room, with so many bytes behind them, and counts the others.
pub(in crate::report) fn write(
    remarks: &Remarks,
    page: &mut Page<'_>,
    spare: usize,
) -> io::Result<()> {
    if remarks.lines.is_empty() {
        return Ok(());
    }
    page.must(&format!("**{}**\n\n", remarks.heading()))?;
    for (told, line) in remarks.lines.iter().enumerate() {
        if !page.put(&entry(line), spare + LEAST / 2)? {
            let left = remarks.lines.len() - told;
            page.must(&format!("- {}\n", some("text-and-more", left as u64)))?;
            break;
        }
    }
    page.must("\n")
}

fn entry(line: &str) -> String {
    format!("- {}\n", inline(line))
}
