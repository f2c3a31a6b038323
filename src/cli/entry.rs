//! What is to be read: an argument of the command line, or an entry of the manifest's `data:`.

use std::path::PathBuf;

use super::door::By;
use super::ended::Stop;
use crate::record::{MAPPING_KEYS, Mapping, Node, OPENING_KEYS, Opening};
use crate::source::Span;

/// A file or folder, and what is said of it.
#[derive(Clone)]
pub(super) struct Entry {
    /// The file or folder.
    pub(super) path: PathBuf,
    /// Who names it.
    pub(super) by: By,
    /// Where the path stands, where that is a manifest.
    pub(super) place: Option<Span>,
    /// The kind of its records.
    pub(super) record: Option<String>,
    /// Where the kind stands, where that is a manifest.
    pub(super) record_place: Option<Span>,
    /// How its bytes are opened.
    pub(super) opening: Opening,
    /// How it maps onto its record kind, where it is foreign.
    pub(super) mapping: Option<Mapping>,
}

impl Entry {
    /// A file or folder whose kind of records may be said.
    pub(super) fn new(path: impl Into<PathBuf>, by: By, record: Option<&str>) -> Entry {
        let (path, record) = (path.into(), record.map(str::to_owned));
        let opening = Opening::default();
        Entry { path, by, place: None, record, record_place: None, opening, mapping: None }
    }

    /// An entry of `data:`: a path, or `path` with what else there is to say.
    pub(super) fn read(node: Node) -> Result<Entry, Stop> {
        let one = |wrong| vec![wrong];
        if node.text().is_some() {
            let path = node.placed("a path").map_err(one)?;
            return Ok(Entry {
                place: Some(path.span),
                ..Entry::new(path.text, By::Project, None)
            });
        }
        let keys = ["path", "record"].into_iter().chain(OPENING_KEYS).chain(MAPPING_KEYS);
        let keys: Vec<&str> = keys.collect();
        let pairs = node.settings("a path, or an entry with `path`,", &keys)?;
        let told = |name: &str, expected: &str| {
            let told = pairs.iter().find(|(key, node)| key.text == name && !node.is_empty());
            told.map(|(_, node)| node.placed(expected)).transpose().map_err(one)
        };
        let Some(path) = told("path", "a path")? else {
            return Err(vec![node.wrong("an entry of `data:` needs `path`".to_owned())]);
        };
        let record = told("record", "a kind of records")?;
        Ok(Entry {
            path: path.text.into(),
            by: By::Project,
            place: Some(path.span),
            record_place: record.as_ref().map(|record| record.span),
            record: record.map(|record| record.text),
            opening: Opening::read(&pairs)?,
            mapping: Mapping::read(node, &pairs)?,
        })
    }
}
