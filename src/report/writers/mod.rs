//! The formats that reports are written in: a file and a row for each.

pub(super) mod json;
pub(super) mod jsonl;
pub(super) mod markdown;
pub(super) mod text;

use std::fmt;
use std::io;

use super::stress::{self, Stress};
use super::{Out, Style, Writer};

/// A format that reports are written in.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// The endings of file names that mean the format.
    pub endings: &'static [&'static str],
    /// Whether it tells how verdicts came about, and the digests of what was read.
    pub explains: bool,
    /// A writer of reports.
    pub writer: for<'w> fn(Out<'w>, &Style) -> Box<dyn Writer + 'w>,
    /// Writes a stress report.
    pub stress: fn(&Stress, &Style, Out<'_>) -> io::Result<()>,
}

/// Every format.
pub static FORMATS: &[&Format] = &[&TEXT, &JSON, &JSON_LINES, &MARKDOWN];

/// For people.
pub static TEXT: Format = Format {
    name: "text",
    endings: &["txt", "text"],
    explains: false,
    writer: |out, style| Box::new(text::Text::new(out, *style)),
    stress: stress::text::write,
};

/// For programs; `schema/report.schema.json` describes it.
pub static JSON: Format = Format {
    name: "json",
    endings: &["json"],
    explains: true,
    writer: |out, _| Box::new(json::Json::new(out)),
    stress: stress::json::write,
};

/// For programs that read line by line: what the JSON document holds, an object a line.
pub static JSON_LINES: Format = Format {
    name: "jsonl",
    endings: &["jsonl", "ndjson"],
    explains: true,
    writer: |out, _| Box::new(jsonl::JsonLines::new(out)),
    stress: stress::json::write_lines,
};

/// For the summaries of jobs and for comments on merge requests, within so many bytes.
pub static MARKDOWN: Format = Format {
    name: "markdown",
    endings: &["md", "markdown"],
    explains: false,
    writer: |out, style| Box::new(markdown::Markdown::new(out, style)),
    stress: stress::text::write,
};

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Format").field(&self.name).finish()
    }
}

impl Format {
    /// The format of that name.
    pub fn named(name: &str) -> Option<&'static Format> {
        FORMATS.iter().copied().find(|format| format.name == name)
    }

    /// The format of a report file, by the ending of its name.
    pub fn of(path: &str) -> Option<&'static Format> {
        let (_, ending) = path.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        FORMATS.iter().copied().find(|format| format.endings.contains(&ending.as_str()))
    }
}
