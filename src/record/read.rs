//! The door: files in, tables and diagnostics out.

use super::decode::Numbers;
use super::document::{self, no_kind};
use super::error::{Problem, Problems};
use super::format::Format;
use super::growing::TableBuilder;
use super::json::At;
use super::jsonl::NotUtf8;
use super::mapping::Mapping;
use super::notation::Notation;
use super::part::Part;
use super::place::{self, Kept, Origin, RowForm, Trace};
use super::plan::Plan;
use super::table::{Needs, Tables};
use super::{csv, json, jsonl, resolve, yaml};
use crate::diagnostic::Diagnostic;
use crate::outcome::Cell;
use crate::source::{FileId, Sources, Span};
use crate::ty::{FieldId, RecordId, Schema};

/// One record file.
#[derive(Clone, Debug)]
pub struct Input {
    /// The file.
    pub file: FileId,
    /// How to read it.
    pub format: Format,
    /// The kind of its records, where the user said it.
    pub record: Option<RecordId>,
    /// How its columns map onto fields, where they are not the fields themselves.
    pub mapping: Option<Mapping>,
}

/// What was read, and where each value stands.
pub struct Records {
    /// The records as columns.
    pub tables: Tables,
    /// How many problems there were, those beyond the diagnostics given included.
    pub problems: u64,
    files: Vec<ReadFile>,
}

/// One file after reading.
struct ReadFile {
    file: FileId,
    plans: Vec<Plan>,
    form: RowForm,
    /// By record kind.
    tables: Vec<FileRows>,
}

/// The rows that a file gave to one table.
struct FileRows {
    rows: usize,
    trace: Trace,
}

/// Reads all files into one set of tables; rows keep the order of files and of their text.
/// Everything that is wrong comes back, up to [`super::LIMIT`] in full.
pub fn read(
    sources: &Sources,
    inputs: &[Input],
    schema: &Schema,
    needs: &Needs,
) -> (Records, Vec<Diagnostic>) {
    let mut problems = Problems::default();
    let mut files = Vec::new();
    let mut merged: Option<Vec<TableBuilder>> = None;
    for input in inputs {
        let plans = plans(input, schema, needs, &mut problems);
        let (mut part, form) = read_file(sources, input, schema, &plans);
        problems.append(std::mem::take(&mut part.problems));
        let tables = part.tables.iter_mut().map(TableBuilder::take_trace);
        let tables = tables.map(|(rows, trace)| FileRows { rows, trace }).collect();
        let builders = part.tables;
        merged = Some(match merged {
            None => builders,
            Some(before) => Part::concat(schema, before, builders),
        });
        files.push(ReadFile { file: input.file, plans, form, tables });
    }
    let builders = merged.unwrap_or_else(|| {
        let plans: Vec<Plan> =
            schema.record_ids().map(|r| Plan::new(schema, r, needs, None, false).0).collect();
        Part::new(schema, Origin { file: FileId(0), base: 0 }, &plans).tables
    });
    let mut records = Records { tables: Tables::default(), problems: 0, files };
    let place = |record, row| records.place(sources, schema, Cell { record, row, field: None });
    let tables =
        resolve::finish(schema, builders, &mut problems, |record, first, row, key, all| {
            let kind = schema.record(record).name.clone();
            let first = place(record, first);
            let problem = Problem::DuplicateKey { kind, key: key.to_owned(), first };
            if let Some(span) = place(record, row) {
                all.add_at(problem, span);
            }
        });
    records.tables = tables;
    records.problems = problems.total;
    (records, problems.into_diagnostics())
}

fn plans(input: &Input, schema: &Schema, needs: &Needs, problems: &mut Problems) -> Vec<Plan> {
    let flat = input.format == Format::Csv;
    let notation = input.mapping.as_ref().and_then(|m| m.numbers).unwrap_or(Notation::USUAL);
    let json = matches!(input.format, Format::Json | Format::JsonLines);
    let numbers = Numbers { notation, json };
    let plan = |record| {
        let mapping = input.mapping.as_ref().filter(|_| input.record == Some(record));
        let (mut plan, wrong) = Plan::new(schema, record, needs, mapping, flat);
        plan.numbers = numbers;
        wrong.into_iter().for_each(|p| problems.add(p, input.file, 0, 1));
        plan
    };
    schema.record_ids().map(plan).collect()
}

/// Reads one file by its format.
fn read_file<'s>(
    sources: &Sources,
    input: &Input,
    schema: &'s Schema,
    plans: &'s [Plan],
) -> (Part<'s>, RowForm) {
    read_text(sources, input, schema, plans).unwrap_or_else(|NotUtf8(byte)| {
        let mut part = Part::new(schema, Origin { file: input.file, base: 0 }, plans);
        part.problem(Problem::NotUtf8 { byte }, byte, byte + 1);
        (part, RowForm::Json)
    })
}

fn read_text<'s>(
    sources: &Sources,
    input: &Input,
    schema: &'s Schema,
    plans: &'s [Plan],
) -> Result<(Part<'s>, RowForm), NotUtf8> {
    let file = sources.file(input.file);
    let bytes = file.bytes();
    let text = || jsonl::text(bytes, (0, bytes.len()));
    let mut part = Part::new(schema, Origin { file: input.file, base: 0 }, plans);
    let record = input.record.or_else(|| kind_by_name(schema, &file.name));
    let each = input.mapping.as_ref().and_then(|m| m.each.as_deref());
    let documents = |part: &mut Part, found: Vec<_>, wrong: Vec<At>| {
        wrong.into_iter().for_each(|(p, start, end)| part.problem(p, start, end));
        found.iter().for_each(|d| document::read(schema, part, d, record, each));
    };
    match (input.format, record) {
        (Format::Yaml, _) => {
            let (found, wrong) = yaml::documents(text()?);
            documents(&mut part, found, wrong);
        }
        (Format::Json, _) => match json::document(text()?) {
            Ok(found) => documents(&mut part, vec![found], Vec::new()),
            Err(wrong) => documents(&mut part, Vec::new(), vec![wrong]),
        },
        (Format::JsonLines | Format::Csv, None) => {
            if !text()?.trim_start_matches('\u{feff}').trim().is_empty() {
                part.problem(no_kind(schema), 0, 1);
            }
        }
        (Format::JsonLines, Some(record)) => {
            part = jsonl::read(schema, input.file, plans, bytes, record, each)?;
        }
        (Format::Csv, Some(record)) => {
            let (part, shape) = csv::read(schema, input.file, plans, bytes, record)?;
            return Ok((part, RowForm::Csv(shape)));
        }
    }
    Ok((part, RowForm::Json))
}

/// The kind whose section the file is named after: `deals.csv`, `deals-2025.jsonl`.
fn kind_by_name(schema: &Schema, path: &str) -> Option<RecordId> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let end = name.find(|c: char| !c.is_alphabetic() && c != '_').unwrap_or(name.len());
    let stem = name.get(..end).unwrap_or_default().trim_end_matches('_');
    let found = schema.records.iter().position(|r| r.is_section() && r.section == stem)?;
    Some(RecordId(found as u32))
}

impl Records {
    /// Where a value stands; for a field that is not given, and for the record as a whole, where
    /// its key stands, or else its first byte.
    pub fn place(&self, sources: &Sources, schema: &Schema, cell: Cell) -> Option<Span> {
        let mut row = cell.row as usize;
        for file in &self.files {
            let table = file.tables.get(cell.record.0 as usize)?;
            if row < table.rows {
                return file.place(sources, schema, cell, row);
            }
            row -= table.rows;
        }
        None
    }

    /// For each input: the number of records of each kind, by record id. A list that is not given
    /// counts as one member.
    pub fn counts(&self) -> Vec<Vec<usize>> {
        self.files.iter().map(|f| f.tables.iter().map(|t| t.rows).collect()).collect()
    }
}

impl ReadFile {
    fn place(&self, sources: &Sources, schema: &Schema, cell: Cell, row: usize) -> Option<Span> {
        let trace = &self.tables.get(cell.record.0 as usize)?.trace;
        let plan = self.plans.get(cell.record.0 as usize)?;
        let find = |field: FieldId| match trace.get(row, Some(field))? {
            Kept::Spans { field, .. } => field,
            Kept::Start(start) => {
                place::find(sources.file(self.file).bytes(), &self.form, plan, start, field)
            }
        };
        let key = || schema.record(cell.record).key.first().copied().and_then(find);
        let first = || match trace.get(row, None)? {
            Kept::Spans { record: (start, _), .. } | Kept::Start(start) => Some((start, start + 1)),
        };
        let (start, end) = cell.field.and_then(find).or_else(key).or_else(first)?;
        Some(Span::new(self.file, start, end))
    }
}
