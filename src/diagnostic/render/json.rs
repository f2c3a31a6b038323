//! Diagnostics for tools: one JSON object a line.

use std::io::{self, Write};

use serde::Serialize;

use super::words::brief;
use crate::diagnostic::{Diagnostic, Label, Level};
use crate::source::{Position, SourceFile, Sources, Spot};

#[derive(Serialize)]
struct Message<'a> {
    code: &'a str,
    level: &'a str,
    message: String,
    help: Option<String>,
    labels: Vec<Said<'a>>,
}

#[derive(Serialize)]
struct Said<'a> {
    path: &'a str,
    #[serde(flatten)]
    at: At,
    text: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum At {
    Text {
        /// From 1.
        line: u32,
        /// In characters, from 1.
        column: u32,
        /// In UTF-16 code units, from 1: what editors count in.
        utf16_column: u32,
        /// In bytes, from 0.
        offset: u64,
        /// In bytes.
        length: u32,
    },
    Cell {
        sheet: String,
        /// Such as `B7`.
        cell: String,
    },
    Row {
        /// From 1.
        row: u64,
        #[serde(skip_serializing_if = "Option::is_none")]
        column_name: Option<String>,
    },
}

/// Writes one diagnostic.
pub(super) fn write(
    sources: &Sources,
    diagnostic: &Diagnostic,
    out: &mut dyn Write,
) -> io::Result<()> {
    let message = Message {
        code: diagnostic.code,
        level: match diagnostic.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        },
        message: brief(&diagnostic.message),
        help: diagnostic.help.as_deref().map(brief),
        labels: diagnostic.labels.iter().map(|label| said(sources, label)).collect(),
    };
    serde_json::to_writer(&mut *out, &message)?;
    writeln!(out)
}

fn said<'a>(sources: &'a Sources, label: &'a Label) -> Said<'a> {
    let file = sources.file(label.place.file());
    let at = match sources.spot(label.place) {
        Spot::Text(Position { line, column }) => {
            let bytes = label.place.span().map(|span| (span.start, span.len));
            let (offset, length) = bytes.unwrap_or_default();
            let utf16_column = column + astral(file, offset as usize);
            At::Text { line, column, utf16_column, offset, length }
        }
        Spot::Cell { sheet, cell } => At::Cell { sheet: sheet.to_string(), cell },
        Spot::Row { row, column } => {
            At::Row { row, column_name: column.map(|name| name.to_string()) }
        }
    };
    Said { path: &file.name, at, text: brief(&label.text) }
}

/// How many characters of the line in front of an offset take two UTF-16 code units.
fn astral(file: &SourceFile, offset: usize) -> u32 {
    let before = file.bytes().get(..offset).unwrap_or_default();
    let line = memchr::memrchr(b'\n', before).map_or(0, |line_feed| line_feed + 1);
    before.iter().skip(line).filter(|byte| **byte >= 0xF0).count() as u32
}
