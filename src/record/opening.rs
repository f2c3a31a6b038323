//! How the bytes of a record file are opened: what a manifest's `data:` entry says of it.

use encoding_rs::Encoding;

use super::mapping::node::{Node, Placed};
use super::readers::Format;
use crate::diagnostic::{Diagnostic, nearest};

/// What is said of a file's bytes, where the file does not tell itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Opening {
    /// Its format, where the ending of its name is not to tell.
    pub format: Option<Format>,
    /// The encoding of its texts.
    pub encoding: Option<Placed>,
    /// The sheet of a workbook.
    pub sheet: Option<Placed>,
    /// The cells of a sheet (`B4:N200`), or the name that a workbook has for them.
    pub range: Option<Placed>,
}

/// The keys that an entry of `data:` may have for it.
pub const KEYS: [&str; 4] = ["format", "encoding", "sheet", "range"];

impl Opening {
    /// What the keys of an entry tell.
    pub fn read(pairs: &[(Placed, Node)]) -> Result<Opening, Vec<Diagnostic>> {
        let told = |name: &str| {
            let told = pairs.iter().find(|(key, node)| key.text == name && !node.is_empty());
            told.map(|(_, node)| *node)
        };
        let placed =
            |name, expected: &str| told(name).map(|node| node.placed(expected)).transpose();
        let mut wrong = Vec::new();
        let mut keep = |read: Result<Option<Placed>, Diagnostic>| {
            read.unwrap_or_else(|problem| {
                wrong.push(problem);
                None
            })
        };
        let sheet = keep(placed("sheet", "the name of a sheet"));
        let range =
            keep(placed("range", "cells such as `B4:N200`, or a name that the workbook has,"));
        let encoding = keep(placed("encoding", "an encoding"));
        let format = keep(placed("format", "a format"));
        let format = format.and_then(|named| {
            let format = Format::named(&named.text);
            if format.is_none() {
                wrong.push(no_format(&named));
            }
            format
        });
        if let Some(named) = encoding.as_ref().filter(|named| !is_encoding(&named.text)) {
            wrong.push(no_encoding(named));
        }
        if wrong.is_empty() { Ok(Opening { format, encoding, sheet, range }) } else { Err(wrong) }
    }
}

impl Opening {
    /// What is said that only a workbook can have.
    pub(super) fn of_sheets(&self) -> Option<&Placed> {
        self.range.as_ref().or(self.sheet.as_ref())
    }
}

/// The encodings that are most often meant, by their usual names.
const ENCODINGS: [&str; 16] = [
    "utf-8",
    "utf-16",
    "utf-16le",
    "utf-16be",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-15",
    "koi8-r",
    "macintosh",
    "shift_jis",
    "gb18030",
];

fn is_encoding(name: &str) -> bool {
    Encoding::for_label_no_replacement(name.as_bytes()).is_some()
}

/// That no encoding goes by a name.
fn no_encoding(named: &Placed) -> Diagnostic {
    let near = nearest(&named.text, ENCODINGS).map(|near| format!("did you mean `{near}`?"));
    let all = || ENCODINGS.map(|name| format!("`{name}`")).join(", ");
    Node::wrong_at(named.span, &format!("there is no encoding `{}`", named.text))
        .help(near.unwrap_or_else(|| format!("for instance {}", all())))
}

/// That no format goes by a name.
fn no_format(named: &Placed) -> Diagnostic {
    let names = || Format::ALL.into_iter().flat_map(Format::endings).copied();
    let near = nearest(&named.text, names()).map(|near| format!("did you mean `{near}`?"));
    let all = || names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    Node::wrong_at(named.span, &format!("there is no format `{}`", named.text))
        .help(near.unwrap_or_else(|| format!("the formats are {}", all())))
}
