//! JSON Lines: one record a line, read in parallel chunks.

use crate::alarm::Sure;
use rayon::prelude::*;

use super::chunks::{NotUtf8, chunk_size, join, text};
use super::json::{self, Scanner, is_control};
use super::rows::{Locate, ReadRows, RowFile};
use crate::record::document;
use crate::record::error::{Flaw, Problem};
use crate::record::mapping::each::Path;
use crate::record::mapping::plan::Plan;
use crate::record::part::{Keep, Part};
use crate::record::raw::{Form, Raw};
use crate::record::rows::Block;
use crate::ty::{FieldId, RecordId};

/// Reads all lines; the result does not depend on how many threads there are.
pub(super) fn read<'s>(file: RowFile<'s, '_>) -> Result<ReadRows<'s>, NotUtf8> {
    let bytes = file.source.bytes();
    let parts: Vec<_> = chunks(bytes)
        .into_par_iter()
        .map(|at| {
            let mut chunk = Chunk::new(file.part(at.0), file.record);
            chunk.read(text(bytes, at)?, file.each);
            Ok(chunk.part)
        })
        .collect();
    Ok(ReadRows { part: join(file.part(0), parts)?, locate: Box::new(Lines) })
}

/// Finds values by reading their line again.
#[derive(Debug)]
struct Lines;

impl Locate for Lines {
    fn find(
        &self,
        bytes: &[u8],
        start: usize,
        plan: &Plan,
        field: FieldId,
    ) -> Option<(usize, usize)> {
        let row = bytes.get(start..)?;
        let from = &plan.fields.get(field.0 as usize)?.as_ref()?.from;
        let slot = plan.slots.get(from.slot)?;
        let end = memchr::memchr(b'\n', row).unwrap_or(row.len());
        let line = std::str::from_utf8(row.get(..end)?).ok()?;
        let row = json::first_value(line).ok()?;
        let whole = from.whole.and_then(|whole| plan.slots.get(whole));
        let raw: &Raw = match whole.and_then(|whole| row.member(&whole.name)) {
            Some(raw) => raw,
            None if from.below.is_empty() => row.member(&slot.name)?,
            None => row.member(&slot.name)?.descend(&from.below)?,
        };
        Some((start + raw.start, start + raw.end))
    }
}

/// Runs of whole lines.
fn chunks(bytes: &[u8]) -> Vec<(usize, usize)> {
    let size = chunk_size(bytes.len());
    let mut start = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let mut chunks = Vec::new();
    while start < bytes.len() {
        let least = (start + size).min(bytes.len());
        let rest = bytes.get(least..).sure();
        let end = memchr::memchr(b'\n', rest).map_or(bytes.len(), |n| least + n + 1);
        chunks.push((start, end));
        start = end;
    }
    chunks
}

/// One chunk while it is read.
struct Chunk<'s, 'a> {
    part: Part<'s>,
    plan: &'s Plan,
    /// The rows that are found and not yet read.
    block: Block<'a>,
    /// Slots that are not read, but were met in this row.
    met: Vec<bool>,
    /// The keys of the row before, in order: the next row most likely has the same.
    guesses: Vec<Guess>,
    /// The keys of the row that are no fields.
    strange: Vec<Raw<'a>>,
}

/// A key with its quotes and colon, and the slot it fills.
struct Guess {
    key: Box<[u8]>,
    slot: Option<usize>,
}

impl<'s, 'a> Chunk<'s, 'a> {
    fn new(part: Part<'s>, record: RecordId) -> Chunk<'s, 'a> {
        let plan = part.plan(record);
        let block = Block::new(plan.slots.len());
        let met = vec![false; plan.slots.len()];
        Chunk { part, plan, block, met, guesses: Vec::new(), strange: Vec::new() }
    }

    /// Reads all lines of the text.
    fn read(&mut self, text: &'a str, each: Option<&Path>) {
        let mut at = 0;
        let strict = has_controls(text);
        while at < text.len() {
            let rest = text.as_bytes().get(at..).sure();
            let end = memchr::memchr(b'\n', rest).map_or(text.len(), |n| at + n);
            let line = text.get(..end).sure();
            let mut scanner = Scanner::new(line, at, strict);
            scanner.skip_space();
            at = end + 1;
            if scanner.peek().is_none() {
                continue;
            }
            if self.part.wants_names(self.plan) && each.is_none() {
                // What is wrong with the line is told when it is read.
                let line = line.get(scanner.at..).sure();
                if let Ok(record) = json::first_value(line) {
                    self.part.met.keep_names(&record);
                }
            }
            let read = match each {
                None => self.row(&mut scanner),
                Some(path) => self.nested(&mut scanner, path),
            };
            if let Err((problem, start, end)) = read.and_then(|()| only(&mut scanner)) {
                self.part.problem(problem, start, end);
            }
        }
        self.flush();
    }

    /// Reads the rows that were found.
    fn flush(&mut self) {
        self.part.push(self.plan.record, self.block.rows(), None, Keep::Start);
        self.block.clear();
    }

    /// A line whose records stand deeper.
    fn nested(&mut self, scanner: &mut Scanner<'a>, path: &Path) -> Result<(), Flaw> {
        let line = scanner.value(0)?;
        document::walk(&mut self.part, self.plan.record, &line, path, Keep::Start);
        Ok(())
    }

    /// A line that is a record.
    fn row(&mut self, scanner: &mut Scanner<'a>) -> Result<(), Flaw> {
        let start = scanner.at;
        if !scanner.take(b'{') {
            return Err(scanner.expected("a record in `{…}`"));
        }
        self.block.open();
        self.strange.clear();
        self.met.iter_mut().for_each(|m| *m = false);
        let mut member = 0;
        scanner.skip_space();
        while scanner.peek() != Some(b'}') {
            if member > 0 {
                if !scanner.take(b',') {
                    return Err(scanner.expected("`,` or `}`"));
                }
                scanner.skip_space();
            }
            let slot = self.key(scanner, member)?;
            match slot {
                Some(slot) => self.value(scanner, slot)?,
                None => scanner.skip_value()?,
            }
            scanner.skip_space();
            member += 1;
        }
        scanner.at += 1;
        if !self.strange.is_empty() {
            let given = |slot: usize| self.met.get(slot).is_some_and(|met| *met);
            self.part.tell_strange(self.plan, &self.strange, given, Some(start));
        }
        if self.block.keep((start, scanner.at)) {
            self.flush();
        }
        Ok(())
    }

    /// Reads a key and its colon; the slot it fills, if any.
    fn key(&mut self, scanner: &mut Scanner<'a>, member: usize) -> Result<Option<usize>, Flaw> {
        if let Some(guess) = self.guesses.get(member)
            && starts_with(scanner.rest(), &guess.key)
        {
            scanner.at += guess.key.len();
            scanner.skip_space();
            return Ok(guess.slot);
        }
        let from = scanner.at;
        let key = scanner.string()?;
        scanner.colon()?;
        let name = key.text().unwrap_or_default();
        let slot = self.plan.slot(name);
        if slot.is_none() && !self.plan.foreign {
            self.strange.push(key);
            return Ok(None);
        }
        let guess = Guess { key: format!("\"{name}\":").into_bytes().into(), slot };
        // A key that is spelled in another way (escapes, space) is not guessed.
        if from + guess.key.len() <= scanner.at {
            match self.guesses.get_mut(member) {
                Some(old) => *old = guess,
                None => self.guesses.push(guess),
            }
        }
        Ok(slot)
    }

    fn value(&mut self, scanner: &mut Scanner<'a>, slot: usize) -> Result<(), Flaw> {
        // INVARIANT: slots come from the plan that `block` and `met` were sized by.
        let start = scanner.at;
        let twice = std::mem::replace(&mut self.met[slot], true);
        if twice {
            let name = self.plan.slots[slot].name.clone();
            let first = self.block.next().get(slot).and_then(Option::as_ref);
            let first = first.map(|first| self.part.place(first.start, first.end));
            self.part.problem(Problem::DuplicateField { name, first }, start, start + 1);
        }
        if twice || !self.plan.slots[slot].wanted {
            scanner.skip_value()?;
            if self.plan.foreign && !twice {
                self.block.next()[slot] = Some(Raw { start, end: scanner.at, form: Form::Null });
            }
            return Ok(());
        }
        self.block.next()[slot] = Some(match scanner.simple() {
            Some(simple) => simple,
            None => scanner.value(0)?,
        });
        Ok(())
    }
}

/// Whether a text has control characters beside line feeds: most have none, which a look at many
/// bytes at once shows.
fn has_controls(text: &str) -> bool {
    let one = |b: &u8| is_control(b) && *b != b'\n';
    text.as_bytes().chunks(4096).any(|some| some.iter().fold(false, |any, b| any | one(b)))
}

/// Whether a text starts with a key, eight bytes at a time: keys are too short for a call.
#[inline]
fn starts_with(text: &[u8], key: &[u8]) -> bool {
    let Some(text) = text.get(..key.len()) else { return false };
    match (text.last_chunk::<8>(), key.last_chunk::<8>()) {
        (Some(a), Some(b)) => a == b && text.as_chunks::<8>().0 == key.as_chunks::<8>().0,
        _ => text.iter().zip(key).all(|(a, b)| a == b),
    }
}

/// Nothing may stand behind a record in its line.
fn only(scanner: &mut Scanner) -> Result<(), Flaw> {
    scanner.skip_space();
    match scanner.peek() {
        None => Ok(()),
        Some(_) => Err(scanner.expected("the end of the line")),
    }
}
