//! Diagnostics for eyes, ears and programs.

use std::io::{self, Write};

use super::Diagnostic;
use crate::source::Sources;

/// How diagnostics are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// With lines and arrows, for a terminal.
    Graphical,
    /// The same in ASCII, for logs.
    Plain,
    /// In sentences, for screen readers.
    Narrated,
    /// One JSON object a line, for tools.
    Json,
}

/// How diagnostics look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    /// How they are written.
    pub form: Form,
    /// Whether in colours.
    pub color: bool,
    /// How many columns a line may have.
    pub width: usize,
}

/// Writes diagnostics.
pub fn write(
    sources: &Sources,
    diagnostics: &[Diagnostic],
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    for d in diagnostics {
        write!(out, "{} {}", d.code, d.message)?;
        for l in &d.labels {
            let p = sources.position(l.span);
            write!(
                out,
                "\n  {}:{}:{} {}",
                sources.file(l.span.file).name,
                p.line,
                p.column,
                l.text
            )?;
        }
        writeln!(out)?;
    }
    let _ = look;
    Ok(())
}
