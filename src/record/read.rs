//! The door: files in, tables and diagnostics out.

use std::collections::{BTreeMap, BTreeSet};

use super::columns;
use super::document::{self, Kind, no_kind};
use super::error::{Flaw, Problem};
use super::growing::TableBuilder;
use super::input::Input;
use super::likely;
use super::mapping::each::Path;
use super::mapping::met::{Met, found_some};
use super::mapping::plan::Plan;
use super::mapping::plans::Shapes;
use super::mapping::{Layout, Mapping};
use super::nothing::is_blank;
use super::opened;
use super::origin::Origin;
use super::part::Part;
use super::problems::{Column, Problems};
use super::ranked;
use super::readers::chunks::{NotUtf8, text};
use super::readers::rows::{Locate, RowFile};
use super::readers::{By, Format};
use super::records::{FileRows, ReadFile, Records};
use super::repeated;
use super::resolve;
use super::sheets;
use super::table::Needs;
use crate::diagnostic::Diagnostic;
use crate::outcome::Cell;
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::ty::{RecordId, Schema};

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
    let mut strict = Strict::default();
    one_encoding(inputs, &mut problems);
    let mut left = repeated::left_out(sources, inputs, schema, needs);
    for (at, input) in inputs.iter().enumerate() {
        let told = Told::of(sources, input, schema);
        let known = problems.total;
        let plans = shapes.plans(input, told.record, schema, needs, &mut problems);
        let plans = repeated::without(plans, told.record, left.remove(&at));
        let (mut part, locate) = match problems.total > known {
            // What a mapping says wrong is told once, not again for every row.
            true => {
                problems.broken_off = true;
                (Part::new(schema, Origin::text(input.file), &plans), None)
            }
            false => read_file(sources, input, &told, schema, &plans),
        };
        repeated::identify(&mut part, &plans, told.record, sources.file(input.file), input.format);
        problems.append(std::mem::take(&mut part.problems));
        problems.settle(input.file, by_machine(input), |column| about(column, &plans, &part));
        let unread = told.record.and_then(|kind| plans.get(kind.0 as usize));
        let unread = unread.map(|plan| part.met.unread(plan)).unwrap_or_default();
        tell_blank(sources, input, &part.met, &mut problems);
        if let Some(mapping) = &input.mapping {
            let (all, last) = met.entry(mapping.span).or_default();
            all.append(std::mem::take(&mut part.met));
            *last = at;
        }
        strict.note(&part, input);
        let tables = part.tables.iter_mut().map(FileRows::take).collect();
        let (origin, builders) = (part.origin, part.tables);
        merged = Some(match merged {
            None => builders,
            Some(before) => Part::concat(schema, before, builders),
        });
        files.push(ReadFile { file: input.file, origin, plans, locate, tables, unread });
    }
    let builders = merged.unwrap_or_else(|| {
        let plans: Vec<Plan> =
            schema.record_ids().map(|r| Plan::own(schema, r, needs, false)).collect();
        Part::new(schema, Origin::text(FileId(0)), &plans).tables
    });
    for (met, last) in met.into_values() {
        tell(sources, inputs, last, &met, &files, schema, &mut problems);
    }
    let mut records = Records::new(files);
    let place = |record, row| records.place(sources, schema, Cell { record, row, field: None });
    let lenient = |record: RecordId| !strict.0.contains(&record);
    let (mut tables, formerly) = resolve::finish(schema, builders, &mut problems, lenient, place);
    ranked::rank(schema, &mut tables);
    records.tables = tables;
    records.formerly = formerly;
    records.problems = problems.total;
    records.tolerated = problems.tolerated;
    (records, problems.into_diagnostics())
}

/// The kinds of which some file is read whose references must all lead somewhere.
#[derive(Default)]
struct Strict(BTreeSet<RecordId>);

impl Strict {
    fn note(&mut self, part: &Part, input: &Input) {
        let lenient = input.mapping.as_ref().is_some_and(|mapping| mapping.tolerance.dangling);
        if !lenient {
            let held = part.schema.record_ids().zip(&part.tables).filter(|(_, t)| t.rows > 0);
            self.0.extend(held.map(|(record, _)| record));
        }
    }
}

/// Tells a file in which nothing is written, and the blank rows of one of which no mapping tells
/// what it met.
fn tell_blank(sources: &Sources, input: &Input, met: &Met, problems: &mut Problems) {
    if input.format.reader().blank && is_blank(sources.file(input.file).bytes()) {
        let (message, at) = ("nothing is written in this file", Span::new(input.file, 0, 0));
        problems.note(Diagnostic::error("RW441", message, at, "").warning());
    }
    if input.mapping.is_none() && met.left.blank > 0 {
        let told = met.left.told(None, Span::new(input.file, 0, 1), true);
        problems.note(found_some(&sources.file(input.file).called, &told));
    }
}

/// Whether a program wrote a file, as far as one can tell: what it holds is mapped or in rows.
fn by_machine(input: &Input) -> bool {
    input.format.is_by_row() || input.mapping.as_ref().is_some_and(Mapping::is_foreign)
}

/// What is known of a file before it is read.
pub(super) struct Told<'i> {
    /// The kind of its records: as it was said, else as the file's name tells.
    pub(super) record: Option<RecordId>,
    mapping: Option<&'i Mapping>,
    each: Option<Path<'i>>,
}

impl Told<'_> {
    pub(super) fn of<'i>(sources: &Sources, input: &'i Input, schema: &Schema) -> Told<'i> {
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
    Some((plan.path(from)?, part.tables.get(record.0 as usize)?.rows as u64))
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
        let name = &sources.file(input.file).called;
        met.tell(schema, mapping, plan, (name, &mapped), problems);
        for (list, met) in &met.inner {
            let said = mapping.of_list(schema, plan.record, *list);
            if let Some((mapping, plan)) = said.zip(file.plans.get(list.0 as usize)) {
                met.tell(schema, mapping, plan, (name, &mapped), problems);
            }
        }
    }
}

/// Reads one file by its format.
pub(super) fn read_file<'s>(
    sources: &Sources,
    input: &Input,
    told: &Told,
    schema: &'s Schema,
    plans: &'s [Plan],
) -> (Part<'s>, Option<Box<dyn Locate>>) {
    read_by(sources, input, told, schema, plans).unwrap_or_else(|NotUtf8(byte)| {
        let mut part = Part::new(schema, Origin::text(input.file), plans);
        let help = likely::help(sources.file(input.file).bytes(), byte);
        part.problem(Problem::NotUtf8 { byte, help }, byte, byte + 1);
        (part, None)
    })
}

fn read_by<'s>(
    sources: &Sources,
    input: &Input,
    told: &Told,
    schema: &'s Schema,
    plans: &'s [Plan],
) -> Result<(Part<'s>, Option<Box<dyn Locate>>), NotUtf8> {
    let (source, reader) = (sources.file(input.file), input.format.reader());
    let text = || text(source.bytes(), (0, source.bytes().len()));
    if let Err((problem, start, end)) = open(source, input) {
        let mut part = Part::new(schema, Origin::text(input.file), plans);
        let place = match (&problem, &input.opening.encoding) {
            (Problem::Unopened { .. }, _) => Origin::Book(input.file).place(0, 0),
            (Problem::NoEncoding { .. }, Some(said)) => said.span.into(),
            _ => part.place(start, end),
        };
        part.problems.add_at(problem, place);
        return Ok((part, None));
    }
    let origin = match reader.by {
        By::Document(_) | By::Row(_) => Origin::text(input.file),
        By::Columns(_) => Origin::Table(input.file),
        By::Sheets => Origin::Book(input.file),
    };
    let mut part = Part::new(schema, origin, plans);
    let (record, each) = (told.record, told.each.as_ref());
    if let (Some(said), false) = (input.opening.of_sheets(), matches!(reader.by, By::Sheets)) {
        let what = format!("a {} file has no sheets", reader.name);
        part.problems.add_at(Problem::NoSheet { what, help: None }, said.span);
        return Ok((part, None));
    }
    if let Some(mapping) = told.mapping {
        if record.is_none() {
            part.problems.add_at(no_kind(schema), mapping.span);
            return Ok((part, None));
        }
        if mapping.layout != Layout::default() && input.format != Format::Csv {
            part.problems.add_at(Problem::LaidOut { format: reader.name }, mapping.span);
        }
        if let Some(each) = mapping.each.as_ref().filter(|_| reader.flat) {
            part.problems.add_at(Problem::EachOfRows, each.span);
        }
    }
    match (&reader.by, record) {
        (By::Document(documents), _) => {
            let (found, wrong) = documents(text()?);
            wrong.into_iter().for_each(|(p, start, end)| part.problem(p, start, end));
            let kind = Kind { record, said: input.record.is_some() };
            found.iter().for_each(|d| document::read(schema, &mut part, d, kind, each));
        }
        (By::Row(_), None) => {
            if !text()?.trim_start_matches('\u{feff}').trim().is_empty() {
                part.problem(no_kind(schema), 0, 1);
            }
        }
        (By::Sheets, _) => {
            let kind = Kind { record, said: input.record.is_some() };
            let names = sheets::read(&mut part, source, kind, &input.opening);
            return Ok((part, Some(Box::new(names))));
        }
        (By::Columns(_), None) => {
            part.problems.add_at(no_kind(schema), origin.record(0));
        }
        (By::Columns(by), Some(record)) => {
            let names = columns::read(&mut part, record, source, *by);
            return Ok((part, Some(Box::new(names))));
        }
        (By::Row(rows), Some(record)) => {
            let layout = told.mapping.map(|m| m.layout).unwrap_or_default();
            let file = RowFile { schema, plans, record, id: input.file, source, each, layout };
            let mut read = rows(file)?;
            read.part.problems.append(part.problems);
            return Ok((read.part, Some(read.locate)));
        }
    }
    Ok((part, None))
}

/// Reports a file that two entries say is encoded in two ways: it is opened once.
fn one_encoding(inputs: &[Input], problems: &mut Problems) {
    for (at, input) in inputs.iter().enumerate() {
        let Some(said) = &input.opening.encoding else { continue };
        let same = inputs.iter().take(at).filter(|other| other.file == input.file);
        let mut others = same.filter_map(|other| other.opening.encoding.as_ref());
        if let Some(other) = others.find(|other| !other.text.eq_ignore_ascii_case(&said.text)) {
            let (one, two) = (&other.text, &said.text);
            let what = format!("this file is said to be encoded in `{one}` and in `{two}`");
            problems.add_at(Problem::Contradiction { what }, said.span);
        }
    }
}

/// Opens a file of text; others are opened by their readers.
fn open(source: &SourceFile, input: &Input) -> Result<(), Flaw> {
    let reader = input.format.reader();
    match reader.by {
        By::Document(_) | By::Row(_) => opened::open(source, &input.opening),
        _ if input.opening.encoding.is_some() => {
            Err((Problem::NoEncoding { format: reader.name }, 0, 0))
        }
        _ => Ok(()),
    }
}

/// The kind whose section the file is named after: `deals.csv`, `deals-2025.jsonl`.
pub(super) fn kind_by_name(schema: &Schema, path: &str) -> Option<RecordId> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let end = name.find(|c: char| !c.is_alphabetic() && c != '_').unwrap_or(name.len());
    let stem = name.get(..end).unwrap_or_default().trim_end_matches('_');
    let found = schema.records.iter().position(|r| r.is_section() && r.section == stem)?;
    Some(RecordId(found as u32))
}
