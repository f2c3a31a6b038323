//! CSV: a header, then one record a row; quotes, doubled quotes and line breaks in quotes.

use memchr::{memchr_iter, memrchr};
use rayon::prelude::*;

use super::cells::Scanner;
use super::error::{Problem, did_you_mean};
use super::jsonl::{NotUtf8, chunk_size, join, text};
use super::part::{Keep, Part};
use super::place::Origin;
use super::plan::Plan;
use super::raw::Raw;
use super::rows::Block;
use crate::source::FileId;
use crate::ty::{RecordId, Schema};

/// What the first line of a file tells.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    delimiter: u8,
    header: Vec<String>,
}

/// Reads a whole file; the result does not depend on how many threads there are.
pub(super) fn read<'s>(
    schema: &'s Schema,
    file: FileId,
    plans: &'s [Plan],
    bytes: &[u8],
    record: RecordId,
) -> Result<(Part<'s>, Shape), NotUtf8> {
    let mut whole = Part::new(schema, Origin { file, base: 0 }, plans);
    let Some(start) = header_start(bytes) else { return Ok((whole, Shape::default())) };
    let head = text(bytes, (0, row_end(bytes, start, false)))?;
    let mut scanner = Scanner { text: head, at: start, delimiter: b',' };
    scanner.delimiter = delimiter(head.get(start..).unwrap_or_default());
    let mut header = Vec::new();
    if let Err((problem, start, end)) = scanner.row(|_, cell| header.push(cell)) {
        whole.problem(problem, start, end);
        return text(bytes, (0, bytes.len())).map(|_| (whole, Shape::default()));
    }
    let columns = columns(schema, &mut whole, record, &header);
    let names = header.iter().map(|c| c.text().unwrap_or_default().to_owned()).collect();
    let shape = Shape { delimiter: scanner.delimiter, header: names };
    let parts: Vec<_> = chunks(bytes, scanner.at)
        .into_par_iter()
        .map(|chunk| {
            let scanner = Scanner { text: text(bytes, chunk)?, at: 0, delimiter: shape.delimiter };
            let part = Part::new(schema, Origin { file, base: chunk.0 }, plans);
            Ok(rows(part, scanner, record, &columns))
        })
        .collect();
    Ok((join(whole, parts)?, shape))
}

/// Where the header starts, behind a mark and blank lines; `None` where nothing is written.
fn header_start(bytes: &[u8]) -> Option<usize> {
    let mark = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let body = bytes.get(mark..)?;
    let blank = body.get(..body.iter().position(|b| !b.is_ascii_whitespace())?)?;
    Some(mark + memrchr(b'\n', blank).map_or(0, |n| n + 1))
}

/// The mark that parts the cells of the first line.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default().as_bytes();
    let marks = [b',', b';', b'\t'].into_iter();
    marks.max_by_key(|m| (memchr_iter(*m, first).count(), *m == b',')).unwrap_or(b',')
}

/// The slot of each column that is read.
fn columns(
    schema: &Schema,
    part: &mut Part,
    record: RecordId,
    header: &[Raw],
) -> Vec<Option<usize>> {
    let plan = part.plan(record);
    let mut columns: Vec<Option<usize>> = Vec::new();
    for cell in header {
        let name = cell.text().unwrap_or_default();
        let slot = plan.slot(name);
        if slot.is_none() && !plan.foreign {
            part.problem(plan.unknown_field(schema, name), cell.start, cell.end);
        }
        let earlier = columns.iter().position(|earlier| slot.is_some() && *earlier == slot);
        if let Some(first) = earlier.and_then(|at| header.get(at)) {
            let first = Some(part.span(first.start, first.end));
            let problem = Problem::DuplicateField { name: name.to_owned(), first };
            part.problem(problem, cell.start, cell.end);
        }
        columns.push(slot);
    }
    if plan.foreign {
        unmet(part, plan, &columns, header);
    }
    let wanted = |s: &usize| plan.slots.get(*s).is_some_and(|slot| slot.wanted);
    columns.iter().map(|slot| slot.filter(wanted)).collect()
}

/// Reports the columns that a mapping names and the file does not have: read as not given, they
/// would leave every fact of theirs out without a word.
fn unmet(part: &mut Part, plan: &Plan, columns: &[Option<usize>], header: &[Raw]) {
    let (Some(first), Some(last)) = (header.first(), header.last()) else { return };
    for (at, slot) in plan.slots.iter().enumerate() {
        if !columns.contains(&Some(at)) {
            let names = header.iter().filter_map(Raw::text);
            let (name, help) = (slot.name.clone(), did_you_mean(&slot.name, names));
            part.problem(Problem::NoColumn { name, help }, first.start, last.end);
        }
    }
}

/// Reads the rows of one chunk.
fn rows<'s>(
    mut part: Part<'s>,
    mut scanner: Scanner<'_>,
    record: RecordId,
    columns: &[Option<usize>],
) -> Part<'s> {
    let mut block = Block::new(part.plan(record).slots.len());
    while scanner.at < scanner.text.len() {
        let start = scanner.at;
        block.open();
        let slots = block.next();
        let mut cells = 0;
        let read = scanner.row(|i, cell| {
            cells = i + 1;
            if let Some(Some(slot)) = columns.get(i)
                && let Some(slot) = slots.get_mut(*slot)
            {
                *slot = Some(cell);
            }
        });
        if let Err((problem, start, end)) = read {
            part.problem(problem, start, end);
            scanner.skip_line();
            continue;
        }
        let end = scanner.at;
        let blank = cells == 1 && scanner.text.get(start..end).is_some_and(|t| t.trim().is_empty());
        if blank {
            continue;
        }
        if cells != columns.len() {
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
    part
}

/// Runs of whole rows: a line break ends a row where the number of quotes before it is even.
fn chunks(bytes: &[u8], start: usize) -> Vec<(usize, usize)> {
    let body = bytes.get(start..).unwrap_or_default();
    let size = chunk_size(body.len());
    // Quotes behind the last boundary tell of no other.
    let counted = body.get(..body.len().saturating_sub(1) / size * size).unwrap_or_default();
    let quotes: Vec<usize> =
        counted.par_chunks(size).map(|c| memchr_iter(b'"', c).count()).collect();
    let (mut chunks, mut from, mut quoted) = (Vec::new(), start, false);
    for (i, count) in quotes.iter().enumerate() {
        quoted ^= count % 2 == 1;
        let least = start + (i + 1) * size;
        if least >= bytes.len() || least < from {
            continue;
        }
        let end = row_end(bytes, least, quoted);
        chunks.push((from, end));
        from = end;
    }
    if from < bytes.len() {
        chunks.push((from, bytes.len()));
    }
    chunks
}

/// The byte behind the first line break from `at` on that is not in quotes.
fn row_end(bytes: &[u8], mut at: usize, mut quoted: bool) -> usize {
    while let Some(b) = bytes.get(at) {
        at += 1;
        match b {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => return at,
            _ => {}
        }
    }
    bytes.len()
}

/// Reads the row that the bytes start with again and finds the cell of a column.
pub(super) fn cell(bytes: &[u8], shape: &Shape, name: &str) -> Option<(usize, usize)> {
    let text = std::str::from_utf8(bytes.get(..row_end(bytes, 0, false))?).ok()?;
    let column = shape.header.iter().position(|h| h == name)?;
    let mut scanner = Scanner { text, at: 0, delimiter: shape.delimiter };
    let mut found = None;
    let _ = scanner.row(|i, cell| {
        if i == column {
            found = Some((cell.start, cell.end));
        }
    });
    found
}
