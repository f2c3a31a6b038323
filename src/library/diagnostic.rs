//! Diagnostics with the places that people and editors count.

use std::fmt;
use std::ops::Range;

use crate::diagnostic::{self, Level};
use crate::source::{Place, SourceFile, Sources};

/// What is wrong or doubtful, where, and what to do.
///
/// Its text says the first place, the code and the message: `house.risk:4:27: error RW211: …`.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Its stable code, such as `RW301`.
    pub code: &'static str,
    /// How bad it is.
    pub level: Level,
    /// One line, in lower case and without a full stop, with what was written in backticks.
    pub message: String,
    /// The places, the first of which is where it is wrong; none where it is about the whole.
    pub labels: Vec<Label>,
    /// The way out.
    pub help: Option<String>,
}

/// A place, and what is to be said there.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Label {
    /// The name of the rule or record file.
    pub document: String,
    /// The bytes of it.
    pub bytes: Range<usize>,
    /// Where it begins.
    pub start: Position,
    /// Just behind its end.
    pub end: Position,
    /// In a document that is no text: the cell or the row, as people name it. Its bytes and
    /// positions are then the document's start.
    pub spot: Option<String>,
    /// A few words; may be empty.
    pub text: String,
}

/// A position in a text. A byte-order mark is none of its characters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// The UTF-16 code units before it in its line, from 0: the `character` of the Language Server
    /// Protocol, whose `line` is one less than [`line`](Position::line).
    pub utf16: u32,
}

impl Diagnostic {
    pub(super) fn of(told: &diagnostic::Diagnostic, sources: &Sources) -> Diagnostic {
        let label = |label: &diagnostic::Label| Label::of(label.place, &label.text, sources);
        Diagnostic {
            code: told.code,
            level: told.level,
            message: told.message.clone(),
            labels: told.labels.iter().map(label).collect(),
            help: told.help.clone(),
        }
    }

    pub(super) fn all(told: &[diagnostic::Diagnostic], sources: &Sources) -> Vec<Diagnostic> {
        told.iter().map(|one| Diagnostic::of(one, sources)).collect()
    }

    /// Whether it stops a run.
    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }

    /// What the code means, with an example and the way out, in Markdown.
    pub fn page(&self) -> Option<&'static str> {
        diagnostic::codes::find(self.code).map(|info| info.page)
    }
}

impl Label {
    fn of(place: Place, text: &str, sources: &Sources) -> Label {
        let file = sources.file(place.file());
        let span = place.span();
        let (start, end) = span.map_or((0, 0), |s| (s.start as usize, s.end() as usize));
        Label {
            document: file.name.to_string(),
            bytes: start..end,
            start: Position::of(file, start),
            end: Position::of(file, end),
            spot: span.is_none().then(|| sources.spot(place).to_string()),
            text: text.to_owned(),
        }
    }
}

impl Position {
    fn of(file: &SourceFile, offset: usize) -> Position {
        let at = file.position(offset);
        Position { line: at.line, column: at.column, utf16: utf16_before(file.bytes(), offset) }
    }
}

/// The UTF-16 code units between the start of a line and a byte of it. What is no UTF-8 counts by
/// the characters that stand for it.
fn utf16_before(bytes: &[u8], offset: usize) -> u32 {
    let before = bytes.get(..offset).unwrap_or(bytes);
    let line = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
    let text = String::from_utf8_lossy(before.get(line..).unwrap_or_default());
    text.trim_start_matches('\u{feff}').encode_utf16().count() as u32
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.labels.first() {
            Some(Label { document, spot: Some(spot), .. }) => write!(f, "{document}: {spot}: ")?,
            Some(Label { document, start, .. }) => {
                write!(f, "{document}:{}:{}: ", start.line, start.column)?;
            }
            None => {}
        }
        let level = match self.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        };
        write!(f, "{level} {}: {}", self.code, self.message)
    }
}
