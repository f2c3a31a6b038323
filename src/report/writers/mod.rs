//! The formats that reports are written in: a file and a row for each. Those for people speak the
//! reader's language, those for programs English.

pub(super) mod csv;
mod entry;
mod github;
mod gitlab;
pub(super) mod html;
pub(super) mod json;
pub(super) mod jsonl;
mod junit;
mod letter;
pub(super) mod markdown;
mod sarif;
pub(super) mod text;
mod xlsx;

use std::fmt;
use std::io;

use super::answer::{self, Answer};
use super::diff::{self, Diff};
use super::inventory::{self, Inventory};
use super::series::{self, Series};
use super::spoken::Spoken;
use super::stress::{self, Stress};
use super::words::voice::speaking;
use super::{Out, Style, Writer};

/// A format that reports are written in.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// The endings of file names that mean the format, or whole names of files; the usual one first. A
    /// format that no file is usually kept in has none.
    pub endings: &'static [&'static str],
    /// Whether it tells how verdicts came about, and the digests of what was read.
    pub explains: bool,
    /// A writer of reports.
    pub writer: for<'w> fn(Out<'w>, &Style) -> Box<dyn Writer + 'w>,
    /// Writes a stress report, where it can: what has a place for the verdicts of one run alone has
    /// none for what scenarios make of them.
    pub stress: Option<StressWriter>,
    /// Writes what `explain` answers, where it has a place for that.
    pub answer: Option<AnswerWriter>,
    /// Writes what is otherwise in one report than in another, where it has a place for that.
    pub diff: Option<DiffWriter>,
    /// Writes how findings moved over several reports, where it has a place for that.
    pub series: Option<SeriesWriter>,
    /// Writes what record files say before any rule looks at them, where it has a place for that.
    pub inventory: Option<InventoryWriter>,
}

/// Writes a stress report.
pub type StressWriter = fn(&Stress, &Style, Out<'_>) -> io::Result<()>;

/// Writes an answer of `explain`.
pub type AnswerWriter = fn(&Answer<'_>, &Style, Out<'_>) -> io::Result<()>;

/// Writes what is otherwise in one report than in another.
pub type DiffWriter = fn(&Diff, &Style, Out<'_>) -> io::Result<()>;

/// Writes how findings moved over several reports.
pub type SeriesWriter = fn(&Series, &Style, Out<'_>) -> io::Result<()>;

/// Writes what record files say.
pub type InventoryWriter = fn(&Inventory, &Style, Out<'_>) -> io::Result<()>;

/// Every format.
pub static FORMATS: &[&Format] = &[
    &TEXT,
    &JSON,
    &JSON_LINES,
    &MARKDOWN,
    &LETTER,
    &HTML,
    &CSV,
    &XLSX,
    &SARIF,
    &JUNIT,
    &GITLAB,
    &GITHUB,
];

/// For people.
pub static TEXT: Format = Format {
    name: "text",
    endings: &["txt", "text"],
    explains: false,
    writer: |out, style| Box::new(Spoken::new(style.lang, text::Text::new(out, *style))),
    stress: Some(|stress, style, out| {
        speaking(style.lang, || stress::text::write(stress, style, out))
    }),
    answer: Some(|answer, style, out| {
        speaking(style.lang, || answer::text::write(answer, style, out))
    }),
    diff: Some(|diff, style, out| speaking(style.lang, || diff::text::write(diff, style, out))),
    series: Some(|series, style, out| {
        speaking(style.lang, || series::text::write(series, style, out))
    }),
    inventory: Some(|inventory, style, out| {
        speaking(style.lang, || inventory::text::write(inventory, style, out))
    }),
};

/// For programs; `schema/report.schema.json` describes it.
pub static JSON: Format = Format {
    name: "json",
    endings: &["json"],
    explains: true,
    writer: |out, _| Box::new(json::Json::new(out)),
    stress: Some(stress::json::write),
    answer: Some(answer::json::write),
    diff: Some(diff::json::write),
    series: Some(series::json::write),
    inventory: Some(inventory::json::write),
};

/// For programs that read line by line: what the JSON document holds, an object a line.
pub static JSON_LINES: Format = Format {
    name: "jsonl",
    endings: &["jsonl", "ndjson"],
    explains: true,
    writer: |out, _| Box::new(jsonl::JsonLines::new(out)),
    stress: Some(stress::json::write_lines),
    answer: None,
    diff: None,
    series: None,
    inventory: None,
};

/// For spreadsheets and stores: a table, a row a verdict.
pub static CSV: Format = Format {
    name: "csv",
    endings: &["csv"],
    explains: false,
    writer: |out, style| Box::new(csv::Csv::new(out, style)),
    stress: Some(stress::csv::write),
    answer: None,
    diff: None,
    series: None,
    inventory: None,
};

/// For code hosts and editors that show results where they stand.
pub static SARIF: Format = Format {
    name: "sarif",
    endings: &["sarif", "sarif.json"],
    explains: false,
    writer: |out, style| Box::new(sarif::Sarif::new(out, style)),
    stress: None,
    answer: None,
    diff: None,
    series: None,
    inventory: None,
};

/// For build servers that draw test results.
pub static JUNIT: Format = Format {
    name: "junit",
    endings: &["junit.xml", "xml"],
    explains: false,
    writer: |out, style| Box::new(junit::JUnit::new(out, style)),
    stress: None,
    answer: None,
    diff: None,
    series: None,
    inventory: None,
};

/// For the code quality widget of GitLab.
pub static GITLAB: Format = Format {
    name: "gitlab",
    endings: &["gitlab.json", "gl-code-quality.json", "gl-code-quality-report.json"],
    explains: false,
    writer: |out, style| Box::new(gitlab::GitLab::new(out, style)),
    stress: None,
    answer: None,
    diff: None,
    series: None,
    inventory: None,
};

/// For the log of a GitHub workflow, whose runner makes annotations of it.
pub static GITHUB: Format = Format {
    name: "github",
    endings: &[],
    explains: false,
    writer: |out, style| Box::new(github::GitHub::new(out, style)),
    stress: None,
    answer: None,
    diff: None,
    series: None,
    inventory: None,
};

/// For the summaries of jobs and for comments on merge requests, within so many bytes.
pub static MARKDOWN: Format = Format {
    name: "markdown",
    endings: &["md", "markdown"],
    explains: false,
    writer: |out, style| Box::new(Spoken::new(style.lang, markdown::Markdown::new(out, style))),
    stress: Some(|stress, style, out| {
        speaking(style.lang, || stress::markdown::write(stress, style, out))
    }),
    answer: Some(|answer, style, out| {
        speaking(style.lang, || answer::markdown::write(answer, style, out))
    }),
    diff: Some(|diff, style, out| speaking(style.lang, || diff::markdown::write(diff, style, out))),
    series: Some(|series, style, out| {
        speaking(style.lang, || series::markdown::write(series, style, out))
    }),
    inventory: None,
};

/// For people to be sent: a page in one file.
pub static HTML: Format = Format {
    name: "html",
    endings: &["html", "htm"],
    explains: true,
    writer: |out, style| Box::new(Spoken::new(style.lang, html::Html::new(out))),
    stress: Some(|stress, style, out| {
        speaking(style.lang, || stress::html::write(stress, style, out))
    }),
    answer: Some(|answer, style, out| {
        speaking(style.lang, || answer::html::write(answer, style, out))
    }),
    diff: None,
    series: None,
    inventory: Some(|inventory, style, out| {
        speaking(style.lang, || inventory::html::write(inventory, style, out))
    }),
};

/// What to ask whom for, ready to be sent.
pub static LETTER: Format = Format {
    name: "letter",
    endings: &["letter.md"],
    explains: false,
    writer: |out, style| Box::new(Spoken::new(style.lang, letter::Letters::new(out, style))),
    stress: None,
    answer: None,
    diff: None,
    series: None,
    inventory: None,
};

/// A workbook.
pub static XLSX: Format = Format {
    name: "xlsx",
    endings: &["xlsx"],
    explains: true,
    writer: |out, style| Box::new(xlsx::Xlsx::new(out, style)),
    stress: None,
    answer: None,
    diff: None,
    series: None,
    inventory: None,
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

    /// The format of a report file, by its name: of endings that fit the longest says it, so that
    /// `report.gitlab.json` is no JSON report.
    pub fn of(path: &str) -> Option<&'static Format> {
        let name = path.rsplit(['/', std::path::MAIN_SEPARATOR]).next()?.to_ascii_lowercase();
        let fits = |ending: &&&str| {
            let before = name.strip_suffix(**ending);
            let whole = |before: &str| before.is_empty() && ending.contains('.');
            before.is_some_and(|before| before.ends_with('.') || whole(before))
        };
        let ends = |format: &&Format| format.endings.iter().filter(fits).map(|e| e.len()).max();
        let known = FORMATS.iter().copied().filter(|format| ends(format).is_some());
        known.max_by_key(ends)
    }
}
