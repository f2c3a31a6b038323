//! How a CSV file parts cells and rows, found by looking at its first rows.

use crate::alarm::Sure;
use memchr::{memchr, memrchr};

use super::cells::Scanner;
use crate::record::mapping::{Header, Layout, Quote};
use crate::record::readers::unpacked;

/// The marks of one file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::record) struct Dialect {
    /// Between cells.
    pub(in crate::record) delimiter: u8,
    /// Behind rows: `\n`, with or without `\r` before it, or `\r` alone.
    pub(in crate::record) line_end: u8,
    /// Around cells; [`NO_QUOTE`] where nothing is.
    pub(in crate::record) quote: u8,
}

/// A byte that no text holds.
const NO_QUOTE: u8 = 0xFF;

impl Default for Dialect {
    fn default() -> Dialect {
        Dialect { delimiter: b',', line_end: b'\n', quote: b'"' }
    }
}

/// How many rows are looked at, and how many bytes.
const ROWS: usize = 8;
const BYTES: usize = 1 << 16;

impl Dialect {
    /// The marks of a file, and where its first row starts: its header, where it has one. `None`
    /// where nothing is written.
    pub(in crate::record) fn find(
        bytes: &[u8],
        name: &str,
        layout: Layout,
    ) -> Option<(Dialect, usize)> {
        let mut start = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let quote = match layout.quote {
            None => b'"',
            Some(Quote::Mark(mark)) => mark,
            Some(Quote::None) => NO_QUOTE,
        };
        // Lines that are passed over are no rows: a quote in them opens nothing.
        let passes = layout.skip > 0 || matches!(layout.header, Some(Header::Row(2..)));
        let line_end = line_end(bytes.get(start..)?, if passes { NO_QUOTE } else { quote });
        let named = separator(bytes.get(start..)?, line_end);
        if let Some((_, len)) = named {
            start += len;
        }
        let passed = match layout.header {
            Some(Header::Row(row)) => row.saturating_sub(1 + usize::from(named.is_some())),
            Some(Header::None) | None => layout.skip,
        };
        for _ in 0..passed {
            start += memchr(line_end, bytes.get(start..)?)? + 1;
        }
        let body = bytes.get(start..)?;
        let blank = body.get(..body.iter().position(|b| !b.is_ascii_whitespace())?)?;
        start += memrchr(line_end, blank).map_or(0, |n| n + 1);
        let rest = bytes.get(start..)?;
        let sample = rest.get(..rest.len().min(BYTES)).sure();
        let delimiter = match (layout.delimiter, named) {
            (Some(said), _) => said,
            (None, Some((named, _))) => named,
            (None, None) if unpacked::name(name).to_ascii_lowercase().ends_with(".tsv") => b'\t',
            (None, None) => delimiter(sample, line_end, quote),
        };
        Some((Dialect { delimiter, line_end, quote }, start))
    }

    /// Whether no cell of a row has a text.
    #[inline]
    pub(in crate::record) fn is_blank(self, row: &[u8]) -> bool {
        let says_nothing =
            |b: &u8| *b == self.delimiter || *b == self.quote || b.is_ascii_whitespace();
        row.first().is_none_or(says_nothing)
            && row.iter().all(says_nothing)
            && (!row.contains(&self.quote) || self.has_empty_cells(row))
    }

    /// Whether all cells of a row of marks and blanks are empty: in quotes a mark is a text.
    #[cold]
    fn has_empty_cells(self, row: &[u8]) -> bool {
        let empty = |cell: &[u8]| {
            let cell = cell.trim_ascii();
            cell.is_empty() || *cell == [self.quote; 2]
        };
        row.split(|byte| *byte == self.delimiter).all(empty)
    }
}

/// The delimiter that a first line such as `sep=;` names for spreadsheets, and the line's length.
fn separator(body: &[u8], line_end: u8) -> Option<(u8, usize)> {
    let end = memchr(line_end, body)?;
    let line = body.get(..end)?.trim_ascii_end();
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    // The mark itself may be a tab, which is space as well.
    match *line {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', mark] => Some((mark, end + 1)),
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'='] => Some((b'\t', end + 1)),
        _ => None,
    }
}

/// `\r` where the first row that is not blank ends with it alone, with no line feed behind.
fn line_end(body: &[u8], quote: u8) -> u8 {
    let mut quoted = false;
    let mut blank = true;
    for (at, byte) in body.iter().enumerate() {
        match byte {
            mark if *mark == quote => (quoted, blank) = (!quoted, false),
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
fn delimiter(sample: &[u8], line_end: u8, quote: u8) -> u8 {
    let valid = match std::str::from_utf8(sample) {
        Ok(text) => text,
        Err(error) => {
            std::str::from_utf8(sample.get(..error.valid_up_to()).sure()).unwrap_or_default()
        }
    };
    let fit = |delimiter: u8| {
        let mut scanner = Scanner::new(valid, 0, Dialect { delimiter, line_end, quote });
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
    Dialect { line_end, quote, .. }: Dialect,
) -> usize {
    while let Some(b) = bytes.get(at) {
        at += 1;
        match b {
            b if *b == quote => quoted = !quoted,
            b if *b == line_end && !quoted => return at,
            _ => {}
        }
    }
    bytes.len()
}
