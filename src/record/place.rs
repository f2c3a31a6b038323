//! Where each value stands: kept for small files, found again by reading one row for large ones.

use super::plan::Plan;
use super::raw::Raw;
use super::{csv, json};
use crate::source::{FileId, Span};
use crate::ty::FieldId;

/// The text that offsets count from: a file, or a chunk of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    pub(super) file: FileId,
    /// Where in the file the text starts.
    pub(super) base: usize,
}

impl Origin {
    /// The bytes `start..end` of the text, as the file counts them.
    pub(super) fn span(self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.base + start, self.base + end)
    }
}

/// The places of a table's rows.
#[derive(Clone, Debug)]
pub(super) struct Trace {
    width: usize,
    runs: Vec<Run>,
}

/// Rows one after the other whose places are kept in one way.
#[derive(Clone, Debug)]
enum Run {
    /// Offsets of the rows' first bytes.
    Starts(Vec<u64>),
    /// For each row: the record, then every field (length 0: not given).
    Spans(Vec<(u64, u32)>),
}

/// What is known of one row's place.
pub(super) enum Kept {
    /// The row starts here.
    Start(usize),
    /// The bytes of the record and of the field asked for.
    Spans { record: (usize, usize), field: Option<(usize, usize)> },
}

/// The form of a file whose rows are read again to find a place.
#[derive(Clone, Debug)]
pub(super) enum RowForm {
    Json,
    Csv(csv::Shape),
}

impl Trace {
    pub(super) fn new(fields: usize) -> Trace {
        Trace { width: fields + 1, runs: Vec::new() }
    }

    pub(super) fn push_start(&mut self, start: usize) {
        match self.runs.last_mut() {
            Some(Run::Starts(starts)) => starts.push(start as u64),
            _ => self.runs.push(Run::Starts(vec![start as u64])),
        }
    }

    pub(super) fn push_spans(
        &mut self,
        record: (usize, usize),
        fields: impl Iterator<Item = Option<(usize, usize)>>,
    ) {
        if !matches!(self.runs.last(), Some(Run::Spans(_))) {
            self.runs.push(Run::Spans(Vec::new()));
        }
        if let Some(Run::Spans(spans)) = self.runs.last_mut() {
            let span = |(a, b): (usize, usize)| {
                (a as u64, u32::try_from((b - a).max(1)).unwrap_or(u32::MAX))
            };
            spans.push(span(record));
            spans.extend(fields.map(|f| f.map_or((0, 0), span)));
        }
    }

    pub(super) fn append(&mut self, other: Trace) {
        for run in other.runs {
            match (self.runs.last_mut(), run) {
                (Some(Run::Starts(a)), Run::Starts(b)) => a.extend(b),
                (Some(Run::Spans(a)), Run::Spans(b)) => a.extend(b),
                (_, run) => self.runs.push(run),
            }
        }
    }

    /// What is kept of a row.
    pub(super) fn get(&self, row: usize, field: Option<FieldId>) -> Option<Kept> {
        let mut row = row;
        for run in &self.runs {
            let rows = match run {
                Run::Starts(starts) => starts.len(),
                Run::Spans(spans) => spans.len() / self.width,
            };
            if row >= rows {
                row -= rows;
                continue;
            }
            return match run {
                Run::Starts(starts) => Some(Kept::Start(*starts.get(row)? as usize)),
                Run::Spans(spans) => {
                    let bytes = |i: usize| {
                        let (start, len) = *spans.get(row * self.width + i)?;
                        (len > 0).then_some((start as usize, start as usize + len as usize))
                    };
                    let field = field.and_then(|f| bytes(f.0 as usize + 1));
                    Some(Kept::Spans { record: bytes(0)?, field })
                }
            };
        }
        None
    }
}

/// Reads the row at `start` again and finds the value of a field in it.
pub(super) fn find(
    bytes: &[u8],
    form: &RowForm,
    plan: &Plan,
    start: usize,
    field: FieldId,
) -> Option<(usize, usize)> {
    let from = &plan.fields.get(field.0 as usize)?.as_ref()?.from;
    let slot = plan.slots.get(from.slot)?;
    let rest = bytes.get(start..)?;
    let (from, to) = match form {
        RowForm::Csv(shape) => csv::cell(rest, shape, &slot.name)?,
        RowForm::Json => {
            let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            let line = std::str::from_utf8(rest.get(..end)?).ok()?;
            let row = json::first_value(line).ok()?;
            let whole = from.whole.and_then(|whole| plan.slots.get(whole));
            let raw: &Raw = match whole.and_then(|whole| row.member(&whole.name)) {
                Some(raw) => raw,
                None if from.below.is_empty() => row.member(&slot.name)?,
                None => row.member(&slot.name)?.descend(&from.below)?,
            };
            (raw.start, raw.end)
        }
    };
    Some((start + from, start + to))
}
