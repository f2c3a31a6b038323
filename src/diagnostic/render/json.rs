//! Diagnostics for tools: one JSON object a line.

use std::io::{self, Write};

use serde::Serialize;

use super::words::brief;
use crate::diagnostic::{Diagnostic, Label, Level};
use crate::source::{SourceFile, Sources};

#[derive(Serialize)]
struct Message<'a> {
    code: &'a str,
    level: &'a str,
    message: String,
    help: Option<String>,
    labels: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
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
    text: String,
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
        labels: diagnostic.labels.iter().map(|label| place(sources, label)).collect(),
    };
    serde_json::to_writer(&mut *out, &message)?;
    writeln!(out)
}

fn place<'a>(sources: &'a Sources, label: &'a Label) -> Place<'a> {
    let file = sources.file(label.span.file);
    let position = sources.position(label.span);
    Place {
        path: &file.name,
        line: position.line,
        column: position.column,
        utf16_column: position.column + astral(file, label.span.start as usize),
        offset: label.span.start,
        length: label.span.len,
        text: brief(&label.text),
    }
}

/// How many characters of the line in front of an offset take two UTF-16 code units.
fn astral(file: &SourceFile, offset: usize) -> u32 {
    let before = file.bytes().get(..offset).unwrap_or_default();
    let line = memchr::memrchr(b'\n', before).map_or(0, |line_feed| line_feed + 1);
    before.iter().skip(line).filter(|byte| **byte >= 0xF0).count() as u32
}
