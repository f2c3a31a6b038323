//! Where each row stands: every value of it in documents and members of lists, its start in files
//! that are read row by row.

use crate::ty::FieldId;

/// The places of a table's rows.
#[derive(Clone, Debug)]
pub(in crate::record) struct Trace {
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
pub(in crate::record) enum Kept {
    /// The row starts here.
    Start(usize),
    /// The bytes of the record and of the field asked for.
    Spans { record: (usize, usize), field: Option<(usize, usize)> },
}

impl Trace {
    pub(in crate::record) fn new(fields: usize) -> Trace {
        Trace { width: fields + 1, runs: Vec::new() }
    }

    pub(in crate::record) fn push_start(&mut self, start: usize) {
        match self.runs.last_mut() {
            Some(Run::Starts(starts)) => starts.push(start as u64),
            _ => self.runs.push(Run::Starts(vec![start as u64])),
        }
    }

    pub(in crate::record) fn push_spans(
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

    pub(in crate::record) fn append(&mut self, other: Trace) {
        for run in other.runs {
            match (self.runs.last_mut(), run) {
                (Some(Run::Starts(a)), Run::Starts(b)) => a.extend(b),
                (Some(Run::Spans(a)), Run::Spans(b)) => a.extend(b),
                (_, run) => self.runs.push(run),
            }
        }
    }

    /// What is kept of a row.
    pub(in crate::record) fn get(&self, row: usize, field: Option<FieldId>) -> Option<Kept> {
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
