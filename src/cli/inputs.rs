//! The record files of a run.

use std::path::{Path, PathBuf};

use super::manifest::{self, Entry};
use super::problem::Problem;
use super::{Stop, files};
use crate::record::{Format, Input};
use crate::source::Sources;
use crate::ty::{RecordId, Schema};

impl Entry {
    /// `FILE`, or `KIND=FILE` where what stands before the sign can be a record's name.
    pub(super) fn from_argument(argument: &str) -> Entry {
        let kind = argument.split_once('=').filter(|(kind, _)| {
            kind.starts_with(char::is_uppercase) && kind.chars().all(|c| c.is_alphanumeric())
        });
        match kind {
            Some((kind, path)) => Entry::new(path, Some(kind)),
            None => Entry::new(argument, None),
        }
    }
}

/// The record files with their formats and kinds.
pub(super) fn find(
    format: Option<&str>,
    entries: &[Entry],
    schema: &Schema,
    sources: &mut Sources,
) -> Result<Vec<Input>, Stop> {
    let fallback = format.map(format_named).transpose()?;
    let mut inputs = Vec::new();
    let mut wrong: Stop = Vec::new();
    for entry in entries {
        match inputs_of(entry, fallback, schema, sources) {
            Ok(found) => inputs.extend(found),
            Err(stop) => wrong.extend(stop),
        }
    }
    if wrong.is_empty() { Ok(inputs) } else { Err(wrong) }
}

fn inputs_of(
    entry: &Entry,
    fallback: Option<Format>,
    schema: &Schema,
    sources: &mut Sources,
) -> Result<Vec<Input>, Stop> {
    let record = entry.record.as_deref().map(|name| kind(name, schema)).transpose()?;
    let is_record_file = |path: &Path| {
        let manifest = path.file_name().is_some_and(|name| name == manifest::NAME);
        !manifest && Format::of(&path.to_string_lossy()).is_some()
    };
    let paths = files::expand(Path::new(&entry.path), &is_record_file)?;
    if paths.is_empty() {
        return Err(Problem::EmptyFolder { path: entry.path.clone() }.into());
    }
    let input = |path: PathBuf| {
        let name = path.display().to_string();
        let format = Format::of(&name).or(fallback).ok_or_else(|| no_format(&name))?;
        let bytes = files::read(&path)?;
        let name = if name == "-" { "standard input".to_owned() } else { name };
        let file = sources.add(name, bytes);
        Ok(Input { file, format, record, mapping: entry.mapping() })
    };
    paths.into_iter().map(input).collect()
}

fn kind(name: &str, schema: &Schema) -> Result<RecordId, Problem> {
    let kinds = || schema.records.iter().enumerate().filter(|(_, kind)| kind.parent.is_none());
    let found = kinds().find(|(_, kind)| kind.name == name);
    found.map(|(id, _)| RecordId(id as u32)).ok_or_else(|| Problem::NoKind {
        name: name.to_owned(),
        kinds: kinds().map(|(_, kind)| kind.name.clone()).collect(),
    })
}

fn format_named(name: &str) -> Result<Format, Problem> {
    Format::of(&format!(".{name}")).ok_or_else(|| Problem::Value {
        value: name.to_owned(),
        expected: "a format: yaml, json, jsonl or csv",
        place: "`--input-format`",
    })
}

fn no_format(path: &str) -> Problem {
    let expected = "record files end in .yaml, .yml, .json, .jsonl, .ndjson, .csv or .tsv; for \
                    others say `--input-format`";
    Problem::NoFormat { path: path.to_owned(), expected: expected.to_owned() }
}
