//! CSV: a header, then one record a row; quotes, doubled quotes and line breaks in quotes.

use crate::alarm::Sure;
use memchr::memchr_iter;
use rayon::prelude::*;

mod cells;
mod dialect;

use super::chunks::{NotUtf8, chunk_size, join, text};
use super::rows::{Locate, ReadRows, RowFile};
use crate::diagnostic::Diagnostic;
use crate::record::error::Problem;
use crate::record::header;
use crate::record::mapping::plan::Plan;
use crate::record::mapping::{Header, letters};
use crate::record::nothing::is_blank;
use crate::record::part::{Keep, Part};
use crate::record::problems::grouped;
use crate::record::raw::Raw;
use crate::record::rows::Block;
use crate::ty::{FieldId, RecordId};
use cells::Scanner;
use dialect::{Dialect, row_end};

/// What the first lines of a file tell.
#[derive(Clone, Debug, Default)]
pub(in crate::record) struct Shape {
    dialect: Dialect,
    header: Vec<String>,
}

/// Reads a whole file; the result does not depend on how many threads there are.
pub(super) fn read<'s>(file: RowFile<'s, '_>) -> Result<ReadRows<'s>, NotUtf8> {
    let (part, shape) = rows_of(&file)?;
    Ok(ReadRows { part, locate: Box::new(shape) })
}

fn rows_of<'s>(file: &RowFile<'s, '_>) -> Result<(Part<'s>, Shape), NotUtf8> {
    let (bytes, record) = (file.source.bytes(), file.record);
    let mut whole = file.part(0);
    let Some((dialect, start)) = Dialect::find(bytes, &file.source.name, file.layout) else {
        if !is_blank(bytes) {
            let what = "nothing stands behind the lines that are passed over".to_owned();
            whole.problem(Problem::Malformed { format: "CSV", what }, 0, 1);
        }
        return Ok((whole, Shape::default()));
    };
    let head = text(bytes, (0, row_end(bytes, start, false, dialect)))?;
    let mut scanner = Scanner::new(head, start, dialect);
    let mut names = Vec::new();
    if let Err((problem, start, end)) = scanner.row(|_, cell| names.push(cell)) {
        whole.problem(problem, start, end);
        return text(bytes, (0, bytes.len())).map(|_| (whole, Shape::default()));
    }
    if file.layout.header == Some(Header::None) {
        // What was read is a record, and the columns have no names.
        scanner.at = start;
        let named =
            |(i, cell): (usize, Raw<'_>)| Raw::scalar(letters(i).into(), cell.start, cell.end);
        names = names.into_iter().enumerate().map(named).collect();
    }
    let columns = header::columns(&mut whole, record, &file.source.name, &names);
    let header = names.iter().map(|c| c.text().unwrap_or_default().to_owned()).collect();
    let shape = Shape { dialect, header };
    if whole.problems.broken_off {
        return text(bytes, (0, bytes.len())).map(|_| (whole, shape));
    }
    let renamed = whole.renamed.clone();
    let read = |chunk: &(usize, usize)| {
        let scanner = Scanner::new(text(bytes, *chunk)?, 0, dialect);
        let mut part = file.part(chunk.0);
        part.renamed = renamed.clone();
        Ok(rows(part, scanner, (record, dialect), &columns))
    };
    let cut = chunks(bytes, scanner.at, dialect);
    let mut parts: Vec<_> = cut.par_iter().map(read).collect();
    let mut strays: Vec<_> = parts.iter().flatten().filter_map(|(_, strays)| *strays).collect();
    if !strays.is_empty() && cut.len() > 1 {
        // A quote that opens nothing misleads as to where rows end: only from the start on is it
        // certain.
        parts = vec![read(&(scanner.at, bytes.len()))];
        strays = parts.iter().flatten().filter_map(|(_, strays)| *strays).collect();
    }
    let parts = parts.into_iter().map(|part| part.map(|(part, _)| part)).collect();
    let mut whole = join(whole, parts)?;
    if let Some((count, at)) = strays.first() {
        tell_strays(&mut whole, *count, *at);
    }
    Ok((whole, shape))
}

/// Tells of quotes that open no cell: they are text, and most likely meant so.
fn tell_strays(part: &mut Part, count: u64, at: usize) {
    let message = match count {
        1 => "a cell has a quote in its text, which is read as it stands".to_owned(),
        _ => format!("{} cells have quotes in their text, read as they stand", grouped(count)),
    };
    let note = Diagnostic::error("RW440", message, part.place(at, at + 1), "").warning();
    part.problems.note(note.help("write such a cell in quotes, and its own quotes doubled"));
}

/// Reads the rows of one chunk; how many cells have quotes in their text, and where the first is.
fn rows<'s>(
    mut part: Part<'s>,
    mut scanner: Scanner<'_>,
    (record, dialect): (RecordId, Dialect),
    columns: &[Option<usize>],
) -> (Part<'s>, Option<(u64, usize)>) {
    let base = part.base();
    let short = part.plan(record).selection.as_ref().is_some_and(|s| s.rules.short);
    let mut block = Block::new(part.plan(record).slots.len());
    while scanner.at < scanner.text.len() {
        let start = scanner.at;
        block.open();
        let slots = block.next();
        let (mut cells, mut beyond) = (0, false);
        let read = scanner.row(|i, cell| {
            cells = i + 1;
            match columns.get(i) {
                Some(Some(slot)) => {
                    if let Some(slot) = slots.get_mut(*slot) {
                        *slot = Some(cell);
                    }
                }
                Some(None) => {}
                None => beyond |= !cell.is_empty(),
            }
        });
        if let Err((problem, start, end)) = read {
            part.problem(problem, start, end);
            scanner.skip_line();
            continue;
        }
        let end = scanner.at;
        let row = scanner.text.as_bytes().get(start..end).sure();
        if dialect.is_blank(row) {
            // A line without a cell is no row.
            let written = cells > 1 || !row.trim_ascii().is_empty();
            part.met.left.blank += u64::from(written);
            continue;
        }
        let is_short = cells < columns.len();
        if is_short && short {
            part.met.left.short += 1;
        } else if is_short || beyond {
            let problem = Problem::Ragged { found: cells, expected: columns.len() };
            part.problem(problem, start, end);
            continue;
        }
        if block.keep((start, end)) {
            part.push(record, block.rows(), None, Keep::Start);
            block.clear();
        }
    }
    part.push(record, block.rows(), None, Keep::Start);
    (part, scanner.strays.map(|(count, at)| (count, base + at)))
}

/// Runs of whole rows: a line break ends a row where the number of quotes before it is even.
fn chunks(bytes: &[u8], start: usize, dialect: Dialect) -> Vec<(usize, usize)> {
    let body = bytes.get(start..).sure();
    let size = chunk_size(body.len());
    // Quotes behind the last boundary tell of no other.
    let counted = body.get(..body.len().saturating_sub(1) / size * size).sure();
    let quotes: Vec<usize> =
        counted.par_chunks(size).map(|c| memchr_iter(dialect.quote, c).count()).collect();
    let (mut chunks, mut from, mut quoted) = (Vec::new(), start, false);
    for (i, count) in quotes.iter().enumerate() {
        quoted ^= count % 2 == 1;
        let least = start + (i + 1) * size;
        if least >= bytes.len() || least < from {
            continue;
        }
        let end = row_end(bytes, least, quoted, dialect);
        chunks.push((from, end));
        from = end;
    }
    if from < bytes.len() {
        chunks.push((from, bytes.len()));
    }
    chunks
}

impl Locate for Shape {
    fn find(
        &self,
        bytes: &[u8],
        start: usize,
        plan: &Plan,
        field: FieldId,
    ) -> Option<(usize, usize)> {
        let row = bytes.get(start..)?;
        let from = &plan.fields.get(field.0 as usize)?.as_ref()?.from;
        let name = &plan.slots.get(from.slot)?.name;
        let end = row_end(row, 0, false, self.dialect);
        let text = std::str::from_utf8(row.get(..end)?).ok()?;
        let column = self.header.iter().position(|h| h == name)?;
        let mut scanner = Scanner::new(text, 0, self.dialect);
        let mut found = None;
        // What is wrong with the row was told when it was read.
        let _ = scanner.row(|i, cell| {
            if i == column {
                found = Some((start + cell.start, start + cell.end));
            }
        });
        found
    }
}
