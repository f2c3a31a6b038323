//! A whole document (YAML, JSON) into rows: sections, plain lists, maps by key, mapped paths.

use std::collections::HashMap;

use super::error::{Problem, did_you_mean};
use super::part::{Keep, Part};
use super::raw::{Form, Raw};
use crate::ty::{RecordId, Schema};

/// Reads the records of one document. `record` is the kind of a document without sections.
pub(super) fn read(
    schema: &Schema,
    part: &mut Part,
    document: &Raw,
    record: Option<RecordId>,
    each: Option<&str>,
) {
    if document.is_empty() {
        return;
    }
    match (&document.form, record, each) {
        (_, Some(record), Some(path)) => {
            walk(document, path, &mut |found| {
                part.push_map(record, found, None, None, Keep::Spans)
            });
        }
        (Form::List(_), Some(record), None) => section(part, record, document),
        (Form::Map(members), _, _) if record.is_none() || has_sections(schema, members) => {
            let mut met: HashMap<&str, &Raw> = HashMap::new();
            for member in members {
                let name = member.key.text().unwrap_or_default();
                if let Some(first) = met.insert(name, &member.key) {
                    let first = Some(part.span(first.start, first.end));
                    let problem = Problem::DuplicateField { name: name.to_owned(), first };
                    part.problem(problem, member.key.start, member.key.end);
                }
                match schema.records.iter().position(|r| r.is_section() && r.section == name) {
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
        _ if raw.is_empty() => {}
        Form::List(rows) => {
            rows.iter().for_each(|row| part.push_map(record, row, None, None, Keep::Spans));
        }
        Form::Map(rows) => {
            for row in rows {
                part.push_map(record, &row.value, Some(&row.key), None, Keep::Spans);
            }
        }
        Form::Scalar(_) | Form::Quoted(_) | Form::Null => {
            let expected = "a list of records, or records by key".to_owned();
            part.problem(Problem::Shape { expected }, raw.start, raw.end);
        }
    }
}

/// Calls `found` with every value at a path such as `releases[].awards[]`.
pub(super) fn walk<'r, 'a>(raw: &'r Raw<'a>, path: &str, found: &mut dyn FnMut(&'r Raw<'a>)) {
    let (step, rest) = path.split_once('.').unwrap_or((path, ""));
    let (name, many) = step.strip_suffix("[]").map_or((step, false), |name| (name, true));
    let here = if name.is_empty() { Some(raw) } else { raw.member(name) };
    let next = |value: &'r Raw<'a>, found: &mut dyn FnMut(&'r Raw<'a>)| {
        if rest.is_empty() { found(value) } else { walk(value, rest, found) }
    };
    match here.map(|raw| (raw, &raw.form)) {
        Some((_, Form::List(values))) if many => values.iter().for_each(|v| next(v, found)),
        Some((raw, Form::Map(_))) if !many => next(raw, found),
        _ => {}
    }
}

fn has_sections(schema: &Schema, members: &[super::raw::Member]) -> bool {
    let is_section =
        |name: &str| schema.records.iter().any(|r| r.is_section() && r.section == name);
    members.iter().any(|m| m.key.text().is_some_and(is_section))
}

fn sections(schema: &Schema) -> impl Iterator<Item = &str> {
    schema.records.iter().filter(|r| r.is_section()).map(|r| r.section.as_str())
}

fn unknown_section(schema: &Schema, name: &str) -> Problem {
    let help = did_you_mean(name, sections(schema)).or_else(|| {
        let all: Vec<_> = sections(schema).map(|s| format!("`{s}`")).collect();
        Some(format!("the sections are {}", all.join(", ")))
    });
    Problem::UnknownSection { name: name.to_owned(), help }
}

/// What to say of records whose kind nothing tells.
pub(super) fn no_kind(schema: &Schema) -> Problem {
    let sections: Vec<_> = sections(schema).map(|s| format!("`{s}`")).collect();
    Problem::NoKind { sections: sections.join(", ") }
}
