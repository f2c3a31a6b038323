//! The door: files in, tables and diagnostics out.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::document::{self, Kind, no_kind};
use super::each::Path;
use super::error::Problem;
use super::format::Format;
use super::growing::TableBuilder;
use super::json::At;
use super::jsonl::NotUtf8;
use super::mapping::Mapping;
use super::met::Met;
use super::part::Part;
use super::place::{self, Kept, Origin, RowForm, Trace};
use super::plan::Plan;
use super::plans::Shapes;
use super::problems::{Column, Problems};
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
    plans: Arc<[Plan]>,
    form: RowForm,
    /// By record kind.
    tables: Vec<FileRows>,
}

/// The rows that a file gave to one table.
struct FileRows {
    rows: usize,
    /// Those that somebody wrote: not the ones that stand for lists that are not given.
    written: usize,
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
    let mut met: BTreeMap<Span, (Met, usize)> = BTreeMap::new();
    let mut shapes = Shapes::default();
    for (at, input) in inputs.iter().enumerate() {
        let told = Told::of(sources, input, schema);
        let known = problems.total;
        let plans = shapes.plans(input, told.record, schema, needs, &mut problems);
        let (mut part, form) = match problems.total > known {
            // What a mapping says wrong is told once, not again for every row.
            true => {
                problems.broken_off = true;
                (Part::new(schema, Origin { file: input.file, base: 0 }, &plans), RowForm::Json)
            }
            false => read_file(sources, input, &told, schema, &plans),
        };
        problems.append(std::mem::take(&mut part.problems));
        if input.format != Format::Json && is_blank(sources.file(input.file).bytes()) {
            let (message, at) = ("nothing is written in this file", Span::new(input.file, 0, 0));
            problems.note(Diagnostic::error("RW441", message, at, "").warning());
        }
        let uniform = matches!(input.format, Format::JsonLines | Format::Csv);
        problems.settle(input.file, uniform, |column| about(column, &plans, &part));
        if let Some(mapping) = &input.mapping {
            let (all, last) = met.entry(mapping.span).or_default();
            all.append(std::mem::take(&mut part.met));
            *last = at;
        }
        let rows = |table: &mut TableBuilder| FileRows {
            rows: table.rows,
            written: table.written(),
            trace: table.take_trace(),
        };
        let tables = part.tables.iter_mut().map(rows).collect();
        let builders = part.tables;
        merged = Some(match merged {
            None => builders,
            Some(before) => Part::concat(schema, before, builders),
        });
        files.push(ReadFile { file: input.file, plans, form, tables });
    }
    let builders = merged.unwrap_or_else(|| {
        let plans: Vec<Plan> =
            schema.record_ids().map(|r| Plan::own(schema, r, needs, false)).collect();
        Part::new(schema, Origin { file: FileId(0), base: 0 }, &plans).tables
    });
    for (met, last) in met.into_values() {
        tell(sources, inputs, last, &met, &files, schema, &mut problems);
    }
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

/// What is known of a file before it is read.
struct Told<'i> {
    /// The kind of its records: as it was said, else as the file's name tells.
    record: Option<RecordId>,
    mapping: Option<&'i Mapping>,
    each: Option<Path<'i>>,
}

impl Told<'_> {
    fn of<'i>(sources: &Sources, input: &'i Input, schema: &Schema) -> Told<'i> {
        let mapping = input.mapping.as_ref();
        Told {
            record: input.record.or_else(|| kind_by_name(schema, &sources.file(input.file).name)),
            mapping,
            each: mapping.and_then(|m| m.each.as_ref()).map(|each| Path::new(&each.text)),
        }
    }
}

/// A column's name in a file that was read, and the number of its values.
fn about((record, field): Column, plans: &[Plan], part: &Part) -> Option<(String, u64)> {
    let plan = plans.get(record.0 as usize)?;
    let from = &plan.fields.get(field.0 as usize)?.as_ref()?.from;
    let head = &plan.slots.get(from.slot)?.name;
    let name = if from.below.is_empty() { head.clone() } else { format!("{head}.{}", from.below) };
    Some((name, part.tables.get(record.0 as usize)?.rows as u64))
}

/// Tells what a mapping met in its files, the last of which is at that place among all.
fn tell(
    sources: &Sources,
    inputs: &[Input],
    last: usize,
    met: &Met,
    files: &[ReadFile],
    schema: &Schema,
    problems: &mut Problems,
) {
    let Some((input, file)) = inputs.get(last).zip(files.get(last)) else { return };
    let told = Told::of(sources, input, schema);
    let plan = told.record.and_then(|record| file.plans.get(record.0 as usize));
    if let (Some(mapping), Some(plan)) = (told.mapping, plan) {
        let of_mapping =
            |input: &&Input| input.mapping.as_ref().is_some_and(|other| other.span == mapping.span);
        let mapped: Vec<FileId> =
            inputs.iter().filter(of_mapping).map(|input| input.file).collect();
        let name = &sources.file(input.file).name;
        met.tell(schema, mapping, plan, (name, &mapped), problems);
    }
}

/// Reads one file by its format.
fn read_file<'s>(
    sources: &Sources,
    input: &Input,
    told: &Told,
    schema: &'s Schema,
    plans: &'s [Plan],
) -> (Part<'s>, RowForm) {
    read_text(sources, input, told, schema, plans).unwrap_or_else(|NotUtf8(byte)| {
        let mut part = Part::new(schema, Origin { file: input.file, base: 0 }, plans);
        part.problem(Problem::NotUtf8 { byte }, byte, byte + 1);
        (part, RowForm::Json)
    })
}

fn read_text<'s>(
    sources: &Sources,
    input: &Input,
    told: &Told,
    schema: &'s Schema,
    plans: &'s [Plan],
) -> Result<(Part<'s>, RowForm), NotUtf8> {
    let file = sources.file(input.file);
    let bytes = file.bytes();
    let text = || jsonl::text(bytes, (0, bytes.len()));
    let mut part = Part::new(schema, Origin { file: input.file, base: 0 }, plans);
    let (record, each) = (told.record, told.each.as_ref());
    let kind = Kind { record, said: input.record.is_some() };
    if let Some(mapping) = told.mapping {
        if record.is_none() {
            part.problems.add_at(no_kind(schema), mapping.span);
            return Ok((part, RowForm::Json));
        }
        if let Some(each) = mapping.each.as_ref().filter(|_| input.format == Format::Csv) {
            part.problems.add_at(Problem::EachOfRows, each.span);
        }
    }
    let documents = |part: &mut Part, found: Vec<_>, wrong: Vec<At>| {
        wrong.into_iter().for_each(|(p, start, end)| part.problem(p, start, end));
        found.iter().for_each(|d| document::read(schema, part, d, kind, each));
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
            let (mut rows, shape) = csv::read(schema, file, input.file, plans, record)?;
            rows.problems.append(part.problems);
            return Ok((rows, RowForm::Csv(shape)));
        }
    }
    Ok((part, RowForm::Json))
}

/// Whether a file holds no more than a mark and space.
fn is_blank(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).iter().all(u8::is_ascii_whitespace)
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

    /// The files that hold records of a kind, in the order in which they were read.
    pub fn files_of(&self, kind: RecordId) -> impl Iterator<Item = FileId> {
        let holds = move |file: &&ReadFile| {
            file.tables.get(kind.0 as usize).is_some_and(|table| table.written > 0)
        };
        self.files.iter().filter(holds).map(|file| file.file)
    }

    /// For each input: the number of records of each kind that it holds, by record id. A list that
    /// is not given has no members to count.
    pub fn counts(&self) -> Vec<Vec<usize>> {
        self.files.iter().map(|f| f.tables.iter().map(|t| t.written).collect()).collect()
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
