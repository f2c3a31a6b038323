//! Diagnostics in sentences: no drawing, columns in characters, one thought a line.

use std::io::{self, Write};

use super::words::{harmless, told};
use crate::diagnostic::{Diagnostic, Label, Level};
use crate::source::Sources;

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
    let name = &sources.file(label.span.file).name;
    let at = sources.position(label.span);
    let name = told(name);
    write!(out, "At {name}, line {}, column {}", at.line, at.column)?;
    if !label.text.is_empty() {
        write!(out, ": {}", told(&label.text))?;
    }
    writeln!(out)?;
    let marked = sources.text(label.span).lines().next().unwrap_or_default();
    let marked: String = marked.chars().take(MOST).collect();
    match marked.trim() {
        "" => Ok(()),
        marked => writeln!(out, "It reads: {}", harmless(marked.as_bytes())),
    }
}

/// How many characters of a marked text are read out.
const MOST: usize = 120;
