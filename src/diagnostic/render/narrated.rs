//! Diagnostics in sentences: no drawing, columns in characters, one thought a line.

use std::io::{self, Write};

use super::words::{harmless, told};
use crate::diagnostic::{Diagnostic, Label, Level};
use crate::source::{Sources, Spot};

/// Writes one diagnostic.
pub(super) fn write(
    sources: &Sources,
    diagnostic: &Diagnostic,
    out: &mut dyn Write,
) -> io::Result<()> {
    let level = match diagnostic.level {
        Level::Error => "Error",
        Level::Warning => "Warning",
        Level::Note => "Note",
    };
    let message = told(&diagnostic.message);
    writeln!(out, "{level} {}: {message}", diagnostic.code)?;
    for label in &diagnostic.labels {
        place(sources, label, out)?;
    }
    if let Some(help) = &diagnostic.help {
        writeln!(out, "Help: {}", told(help))?;
    }
    Ok(())
}

fn place(sources: &Sources, label: &Label, out: &mut dyn Write) -> io::Result<()> {
    let name = told(&sources.file(label.place.file()).name);
    match sources.spot(label.place) {
        Spot::Text(at) => write!(out, "At {name}, line {}, column {}", at.line, at.column)?,
        spot => write!(out, "At {name}, {}", told(&spot.to_string()))?,
    }
    if !label.text.is_empty() {
        write!(out, ": {}", told(&label.text))?;
    }
    writeln!(out)?;
    let marked =
        label.place.span().map_or("", |span| sources.text(span)).lines().next().unwrap_or_default();
    let marked: String = marked.chars().take(MOST).collect();
    match marked.trim() {
        "" => Ok(()),
        marked => writeln!(out, "It reads: {}", harmless(marked.as_bytes())),
    }
}

/// How many characters of a marked text are read out.
const MOST: usize = 120;
