//! A whole document (YAML, JSON) into rows: sections, plain lists, maps by key, mapped paths.

use std::collections::HashMap;

use super::error::{Problem, did_you_mean};
use super::mapping::each::{Found, Path};
use super::nothing::says_nothing;
use super::part::{Keep, Part};
use super::raw::{Form, Raw};
use crate::ty::{RecordId, RecordKind, Schema};

/// The kind of a document's records, where it has no sections.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    pub(super) record: Option<RecordId>,
    /// Whether the run says so, so that sections of other kinds contradict it; else the file's name.
    pub(super) said: bool,
}

/// Reads the records of one document.
pub(super) fn read(
    schema: &Schema,
    part: &mut Part,
    document: &Raw,
    Kind { record, said }: Kind,
    each: Option<&Path>,
) {
    // A file in which nothing is written is told as such.
    if document.is_empty() && document.start == document.end {
        return;
    }
    match (&document.form, record, each) {
        (Form::Null, Some(record), _) => untold(part, &schema.record(record).section, document),
        (_, Some(record), Some(path)) => {
            walk(part, record, document, path, Keep::Spans);
        }
        (Form::List(_), Some(record), None) => section(part, record, document),
        (Form::Map(members), _, _) if record.is_none() || has_sections(schema, members) => {
            let mut met: HashMap<&str, &Raw> = HashMap::new();
            for member in members {
                let name = member.key.text().unwrap_or_default();
                if let Some(first) = met.insert(name, &member.key) {
                    part.twice(first, &member.key);
                }
                match schema.records.iter().position(|r| r.is_section() && r.section == name) {
                    Some(i) if said && record != Some(RecordId(i as u32)) => {
                        let problem = other_kind(schema, name, i, record);
                        part.problem(problem, member.key.start, member.key.end);
                    }
                    Some(_) if says_nothing_of(&member.value) => untold(part, name, &member.key),
                    Some(i) => section(part, RecordId(i as u32), &member.value),
                    None => {
                        let problem = unknown_section(schema, name);
                        part.problem(problem, member.key.start, member.key.end);
                    }
                }
            }
        }
        (Form::Map(_), Some(record), None) => section(part, record, document),
        (Form::List(_), None, _) => {
            part.problem(no_kind(schema), document.start, document.start + 1);
        }
        _ => {
            let expected = "sections such as `deals:`, or a list of records".to_owned();
            part.problem(Problem::Shape { expected }, document.start, document.end);
        }
    }
}

/// One section: a list of records, or records by key.
fn section(part: &mut Part, record: RecordId, raw: &Raw) {
    match &raw.form {
        Form::List(rows) => {
            rows.iter().for_each(|row| part.push_map(record, row, None, None, Keep::Spans));
        }
        Form::Map(rows) => {
            for row in rows {
                part.push_map(record, &row.value, Some(&row.key), None, Keep::Spans);
            }
        }
        Form::Scalar(_) | Form::Quoted(_) | Form::Typed(..) | Form::Null => {
            let expected = "a list of records, or records by key".to_owned();
            part.problem(Problem::Shape { expected }, raw.start, raw.end);
        }
    }
}

/// Whether it tells nothing, which is not to say that there is nothing.
fn says_nothing_of(raw: &Raw) -> bool {
    raw.is_empty() || raw.text().is_some_and(says_nothing)
}

fn untold(part: &mut Part, section: &str, at: &Raw) {
    let section = section.to_owned();
    part.problem(Problem::Untold { section }, at.start, at.end);
}

/// Appends every record at a path such as `releases[].awards[]`.
pub(super) fn walk(part: &mut Part, record: RecordId, raw: &Raw, path: &Path, keep: Keep) {
    let mut passed = std::mem::take(&mut part.met.each);
    path.walk(raw, &mut passed, &mut |found, above| match found {
        Found::Record(found) => part.push_below(record, found, (None, None, keep), above),
        Found::Blocked(raw, name) => {
            let expected = format!("a map with `{name}`, or a list of such,");
            part.problem(Problem::Shape { expected }, raw.start, raw.end);
        }
        Found::Twice(first, again) => part.twice(first, again),
    });
    part.met.each = passed;
}

fn has_sections(schema: &Schema, members: &[super::raw::Member]) -> bool {
    let is_section =
        |name: &str| schema.records.iter().any(|r| r.is_section() && r.section == name);
    members.iter().any(|m| m.key.text().is_some_and(is_section))
}

/// The sections that are worth a mention: records without a key belong into lists of others, but for
/// rates, which need none.
fn sections(schema: &Schema) -> impl Iterator<Item = &str> {
    let told = |kind: &&RecordKind| !kind.key.is_empty() || kind.name == "ExchangeRate";
    schema.records.iter().filter(|kind| kind.is_section()).filter(told).map(|kind| &*kind.section)
}

fn unknown_section(schema: &Schema, name: &str) -> Problem {
    let help = did_you_mean(name, sections(schema)).or_else(|| {
        let all: Vec<_> = sections(schema).map(|s| format!("`{s}`")).collect();
        Some(format!("the sections are {}", all.join(", ")))
    });
    Problem::UnknownSection { name: name.to_owned(), help }
}

/// What to say of a section in a file of which the run says that it holds another kind.
fn other_kind(schema: &Schema, name: &str, of: usize, said: Option<RecordId>) -> Problem {
    let kind =
        |i: usize| schema.records.get(i).map_or("", |record| record.name.as_str()).to_owned();
    let (holds, said) = (kind(of), said.map_or(String::new(), |record| kind(record.0 as usize)));
    Problem::OtherKind { name: name.to_owned(), holds, said }
}

/// What to say of records whose kind nothing tells.
pub(super) fn no_kind(schema: &Schema) -> Problem {
    let sections: Vec<_> = sections(schema).map(|s| format!("`{s}`")).collect();
    Problem::NoKind { sections: sections.join(", ") }
}
