//! How a CSV file parts cells and rows, found by looking at its first rows.

use crate::alarm::Sure;
use memchr::memrchr;

use super::cells::Scanner;
use crate::record::readers::unpacked;

/// The marks of one file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::record) struct Dialect {
    /// Between cells.
    pub(in crate::record) delimiter: u8,
    /// Behind rows: `\n`, with or without `\r` before it, or `\r` alone.
    pub(in crate::record) line_end: u8,
}

impl Default for Dialect {
    fn default() -> Dialect {
        Dialect { delimiter: b',', line_end: b'\n' }
    }
}

/// How many rows are looked at, and how many bytes.
const ROWS: usize = 8;
const BYTES: usize = 1 << 16;

impl Dialect {
    /// The marks of a file, and where its header starts, behind a mark and blank lines; `None`
    /// where nothing is written.
    pub(in crate::record) fn find(bytes: &[u8], name: &str) -> Option<(Dialect, usize)> {
        let mark = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let body = bytes.get(mark..)?;
        let blank = body.get(..body.iter().position(|b| !b.is_ascii_whitespace())?)?;
        let line_end = line_end(body);
        let start = mark + memrchr(line_end, blank).map_or(0, |n| n + 1);
        let rest = bytes.get(start..)?;
        let sample = rest.get(..rest.len().min(BYTES)).sure();
        let delimiter = match unpacked::name(name).to_ascii_lowercase().ends_with(".tsv") {
            true => b'\t',
            false => delimiter(sample, line_end),
        };
        Some((Dialect { delimiter, line_end }, start))
    }
}

/// `\r` where the first row that is not blank ends with it alone, with no line feed behind.
fn line_end(body: &[u8]) -> u8 {
    let mut quoted = false;
    let mut blank = true;
    for (at, byte) in body.iter().enumerate() {
        match byte {
            b'"' => (quoted, blank) = (!quoted, false),
            b'\n' if !quoted && !blank => return b'\n',
            b'\r' if !quoted && !blank => {
                let next = body.get(at..).and_then(|rest| rest.iter().find(|b| **b != b'\r'));
                return if next == Some(&b'\n') { b'\n' } else { b'\r' };
            }
            byte => blank &= byte.is_ascii_whitespace(),
        }
    }
    b'\n'
}

/// The mark that parts the header into the most cells, of those that part the next rows into as
/// many. Marks in quotes part nothing.
fn delimiter(sample: &[u8], line_end: u8) -> u8 {
    let valid = match std::str::from_utf8(sample) {
        Ok(text) => text,
        Err(error) => {
            std::str::from_utf8(sample.get(..error.valid_up_to()).sure()).unwrap_or_default()
        }
    };
    let fit = |delimiter: u8| {
        let mut scanner = Scanner::new(valid, 0, Dialect { delimiter, line_end });
        let mut widths: Vec<usize> = Vec::new();
        while scanner.at < valid.len() && widths.len() < ROWS {
            let (start, mut cells) = (scanner.at, 0);
            if scanner.row(|i, _| cells = i + 1).is_err() {
                break;
            }
            let blank = valid.get(start..scanner.at).is_some_and(|row| row.trim().is_empty());
            // The sample may end within its last row.
            if !blank && (scanner.at < valid.len() || widths.len() < 2) {
                widths.push(cells);
            }
        }
        let header = widths.first().copied().unwrap_or_default();
        // A header of one cell says nothing of the mark: rows are not to fit it by another.
        let agrees = |width: &&usize| header > 1 && **width == header;
        let agree = widths.iter().filter(agrees).count();
        (header > 1, agree, header, delimiter == b',')
    };
    [b',', b';', b'\t'].into_iter().max_by_key(|delimiter| fit(*delimiter)).unwrap_or(b',')
}

/// The byte behind the first line break from `at` on that is not in quotes.
pub(in crate::record) fn row_end(
    bytes: &[u8],
    mut at: usize,
    mut quoted: bool,
    line_end: u8,
) -> usize {
    while let Some(b) = bytes.get(at) {
        at += 1;
        match b {
            b'"' => quoted = !quoted,
            b if *b == line_end && !quoted => return at,
            _ => {}
        }
    }
    bytes.len()
}
