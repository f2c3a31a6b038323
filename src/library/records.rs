//! Record files by name.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::refused::Refused;
use crate::diagnostic;
use crate::ir::Program;
use crate::record::{Format, Input, Mapping, Opening};
use crate::source::{Bytes, Sources};
use crate::ty::RecordId;

/// Record files by name, each of which can be replaced.
///
/// ```
/// use riskwright::{Document, RecordFormat, Records};
///
/// let mut records = Records::new().with("deals.yaml", "deals: [{id: atlas}]\n");
/// let export = Document::new("export-17", "id,name\nvega,Vega\n");
/// records.put(export.format(RecordFormat::Csv).kind("Party"));
/// // An editor replaces what is being written.
/// records.set("deals.yaml", "deals: [{id: atlas, stage: signed}]\n");
/// assert_eq!(records.names().collect::<Vec<_>>(), ["deals.yaml", "export-17"]);
/// # assert!(records.remove("export-17"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Records {
    documents: BTreeMap<Arc<str>, Document>,
}

/// A record file, and what is to be said of it where its name and its text do not.
#[derive(Clone)]
pub struct Document {
    name: Arc<str>,
    bytes: Bytes,
    format: Option<Format>,
    kind: Option<String>,
    mapping: Option<(Arc<str>, Bytes)>,
}

impl Document {
    /// A file. Its name is what diagnostics and reports call it; its ending says the format.
    pub fn new(
        name: impl Into<Arc<str>>,
        bytes: impl AsRef<[u8]> + Send + Sync + 'static,
    ) -> Document {
        let (name, bytes) = (name.into(), Arc::new(bytes));
        Document { name, bytes, format: None, kind: None, mapping: None }
    }

    /// Says the format, where the name's ending does not.
    #[must_use]
    pub fn format(mut self, format: Format) -> Document {
        self.format = Some(format);
        self
    }

    /// Says the kind of its records. Otherwise its sections do, or its name: `deals.csv`.
    #[must_use]
    pub fn kind(mut self, kind: impl Into<String>) -> Document {
        self.kind = Some(kind.into());
        self
    }

    /// Says where the fields stand in a foreign file: a YAML text with the keys `each`, `fields`,
    /// `others` and `numbers`, as an entry of a manifest's `data:` has them, and a name for it.
    #[must_use]
    pub fn mapping(
        mut self,
        name: impl Into<Arc<str>>,
        text: impl AsRef<[u8]> + Send + Sync + 'static,
    ) -> Document {
        self.mapping = Some((name.into(), Arc::new(text)));
        self
    }

    /// The file among the sources of a run, with its format, kind and mapping.
    fn input(
        &self,
        program: &Program,
        sources: &mut Sources,
        wrong: &mut Vec<diagnostic::Diagnostic>,
    ) -> Result<Input, Refused> {
        let document = self.name.to_string();
        let format = self.format.or_else(|| Format::of(&self.name));
        let format = format.ok_or_else(|| Refused::NoFormat { document: document.clone() })?;
        let record = self.kind.as_deref().map(|kind| record(program, kind, &document));
        let record = record.transpose()?;
        let mapping = self.mapping.as_ref().and_then(|(name, bytes)| {
            let file = sources.add(name.clone(), bytes.clone());
            let read = Mapping::parse(sources.file(file).text(), file);
            read.unwrap_or_else(|found| {
                wrong.extend(found);
                None
            })
        });
        let file = sources.add(self.name.clone(), self.bytes.clone());
        Ok(Input { file, format, opening: Opening::default(), record, mapping })
    }
}

/// The kind of records of that name.
fn record(program: &Program, kind: &str, document: &str) -> Result<RecordId, Refused> {
    let kinds = || program.schema.record_ids().filter(|id| program.schema.record(*id).is_section());
    let found = kinds().find(|id| program.schema.record(*id).name == kind);
    found.ok_or_else(|| Refused::NoKind {
        document: document.to_owned(),
        kind: kind.to_owned(),
        known: kinds().map(|id| program.schema.record(id).name.clone()).collect(),
    })
}

impl Records {
    /// No records yet.
    pub fn new() -> Records {
        Records::default()
    }

    /// The same with a file, or with another text for the file of that name.
    #[must_use]
    pub fn with(
        mut self,
        name: impl Into<Arc<str>>,
        text: impl AsRef<[u8]> + Send + Sync + 'static,
    ) -> Records {
        self.set(name, text);
        self
    }

    /// Adds a file, or replaces the text of the file of that name; what was said of the file
    /// beside its text still holds.
    pub fn set(
        &mut self,
        name: impl Into<Arc<str>>,
        text: impl AsRef<[u8]> + Send + Sync + 'static,
    ) {
        let name = name.into();
        match self.documents.get_mut(&name) {
            Some(known) => known.bytes = Arc::new(text),
            None => self.put(Document::new(name, text)),
        }
    }

    /// Adds a file of which more is to be said, in place of that of the same name.
    pub fn put(&mut self, document: Document) {
        self.documents.insert(document.name.clone(), document);
    }

    /// Takes a file away; whether there was one.
    pub fn remove(&mut self, name: &str) -> bool {
        self.documents.remove(name).is_some()
    }

    /// The names of the files, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.documents.keys().map(AsRef::as_ref)
    }

    /// The files among the sources of a run.
    pub(super) fn inputs(
        &self,
        program: &Program,
        sources: &mut Sources,
        wrong: &mut Vec<diagnostic::Diagnostic>,
    ) -> Result<Vec<Input>, Refused> {
        self.documents.values().map(|one| one.input(program, sources, wrong)).collect()
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut document = f.debug_struct("Document");
        document.field("name", &self.name).field("format", &self.format).field("kind", &self.kind);
        document.finish_non_exhaustive()
    }
}
