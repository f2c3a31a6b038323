//! The formats that records can be read from: one file a format, and a row of the table here.

pub(in crate::record) mod area;
pub(in crate::record) mod chunks;
mod compound;
mod csv;
mod double;
mod json;
mod jsonl;
pub(in crate::record) mod rows;
pub(in crate::record) mod unpacked;
pub(in crate::record) mod workbook;
pub(in crate::record) mod yaml;

use std::fmt;

use super::columns::Columns;
use super::error::Flaw;
use super::raw::Raw;
use crate::source::SourceFile;
use chunks::NotUtf8;
use rows::{ReadRows, RowFile};

/// How one format is read.
pub(super) struct Reader {
    /// As a run calls it.
    pub(super) name: &'static str,
    /// The endings of file names that mean it, the usual one first.
    pub(super) endings: &'static [&'static str],
    /// Whether the names of its columns are names alone, in which a dot means nothing.
    pub(super) flat: bool,
    /// Whether a file in which nothing is written is one of the format.
    pub(super) blank: bool,
    pub(super) by: By,
}

/// How columns are read: told the names of all, the second says which of them are; the others have
/// no cells.
pub(super) type ReadColumns =
    fn(&SourceFile, &mut dyn FnMut(&[String]) -> Vec<bool>) -> Result<Vec<Columns>, Flaw>;

/// What a reader gives.
pub(super) enum By {
    /// Documents, each as a whole, and what is wrong with the text behind them.
    Document(fn(&str) -> (Vec<Raw<'_>>, Vec<Flaw>)),
    /// Rows of one kind as it finds them, so that a file may be larger than memory likes.
    Row(for<'s> fn(RowFile<'s, '_>) -> Result<ReadRows<'s>, NotUtf8>),
    /// Runs of rows of one kind as whole columns, of which the names are told first: of a file that
    /// is no text.
    #[cfg_attr(not(test), expect(dead_code, reason = "no format of this kind is built in yet"))]
    Columns(ReadColumns),
    /// Sheets of cells, each with rows of one kind.
    Sheets,
}

static YAML: Reader = Reader {
    name: "yaml",
    endings: &["yaml", "yml"],
    flat: false,
    blank: true,
    by: By::Document(yaml::documents),
};

static JSON: Reader = Reader {
    name: "json",
    endings: &["json"],
    flat: false,
    blank: false,
    by: By::Document(json::documents),
};

static JSON_LINES: Reader = Reader {
    name: "jsonl",
    endings: &["jsonl", "ndjson"],
    flat: false,
    blank: true,
    by: By::Row(jsonl::read),
};

static CSV: Reader = Reader {
    name: "csv",
    endings: &["csv", "tsv"],
    flat: true,
    blank: true,
    by: By::Row(csv::read),
};

static WORKBOOK: Reader = Reader {
    name: "workbook",
    endings: &["xlsx", "xlsm", "xlsb", "xls", "ods"],
    flat: true,
    blank: false,
    by: By::Sheets,
};

/// A record file format.
#[derive(Clone, Copy)]
pub struct Format(&'static Reader);

#[allow(non_upper_case_globals, reason = "they are told apart like variants, and written so")]
impl Format {
    /// YAML, of one or several documents.
    pub const Yaml: Format = Format(&YAML);

    /// One JSON document.
    pub const Json: Format = Format(&JSON);

    /// One JSON object a line.
    pub const JsonLines: Format = Format(&JSON_LINES);

    /// Comma, semicolon or tab separated, with a header.
    pub const Csv: Format = Format(&CSV);

    /// A workbook of a spreadsheet program.
    pub const Workbook: Format = Format(&WORKBOOK);

    /// Every format.
    #[doc(hidden)]
    pub const ALL: [Format; 5] =
        [Format::Yaml, Format::Json, Format::JsonLines, Format::Csv, Format::Workbook];
}

impl Format {
    /// The format of that name: as runs call it, or one of its endings.
    pub fn named(name: &str) -> Option<Format> {
        let name = name.to_ascii_lowercase();
        let is_it = |f: &Format| f.name() == name || f.endings().contains(&name.as_str());
        Format::ALL.into_iter().find(is_it)
    }

    /// The format of a file, by the ending of its name.
    pub fn of(path: &str) -> Option<Format> {
        let (_, ending) = unpacked::name(path).rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        Format::ALL.into_iter().find(|f| f.endings().contains(&ending.as_str()))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// The endings of file names that mean the format.
    pub fn endings(self) -> &'static [&'static str] {
        self.0.endings
    }

    /// Whether it is read row by row, so that columns that nobody needs cost nothing.
    #[doc(hidden)]
    pub fn is_by_row(self) -> bool {
        matches!(self.0.by, By::Row(_) | By::Columns(_) | By::Sheets)
    }

    /// Whether the names of its columns are names alone, in which a dot means nothing.
    #[doc(hidden)]
    pub fn is_flat(self) -> bool {
        self.0.flat
    }

    /// Whether it is a text of a record a line, or nearly so.
    #[doc(hidden)]
    pub fn is_text_by_row(self) -> bool {
        matches!(self.0.by, By::Row(_))
    }

    /// Whether its files are texts, which may be packed and in other encodings.
    pub(super) fn is_text(self) -> bool {
        matches!(self.0.by, By::Document(_) | By::Row(_))
    }

    /// A format that is not among [`Format::ALL`].
    #[cfg(test)]
    pub(super) fn by(reader: &'static Reader) -> Format {
        Format(reader)
    }

    pub(super) fn reader(self) -> &'static Reader {
        self.0
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Format) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Format {}

impl std::hash::Hash for Format {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Format").field(&self.name()).finish()
    }
}
