//! A file read by a vocabulary that is made for the purpose.

use std::sync::Arc;

use crate::assess::{Beside, inventory};
use crate::diagnostic::Diagnostic;
use crate::pipeline;
use crate::record::{Format, Input, MAPPING_KEYS, Mapping, OPENING_KEYS, Opening, Tree, is_packed};
use crate::report::inventory::{FieldRead, Inventory};
use crate::source::{FileId, Sources};
use crate::value::Date;

/// How much of a file of rows is looked at, in bytes.
const SAMPLE: usize = 4 << 20;

/// What was read.
pub(super) struct Probed {
    pub(super) inventory: Inventory,
    pub(super) wrong: Vec<Diagnostic>,
    /// Whether the file has columns, in whose names a dot means nothing.
    pub(super) flat: bool,
}

impl Probed {
    /// What was read of each field.
    pub(super) fn fields(&self) -> &[FieldRead] {
        self.inventory.kinds.first().map_or(&[], |kind| &kind.fields)
    }

    /// How many records there are.
    pub(super) fn rows(&self) -> u64 {
        self.inventory.kinds.first().map_or(0, |kind| kind.records)
    }
}

/// A text of YAML.
pub(super) fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_alphabetic() || c == '_';
    let more = |c: char| c.is_alphanumeric() || "_-./[] ".contains(c);
    let word = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    let is_plain = text.starts_with(plain) && text.chars().all(more) && text.trim() == text;
    match is_plain && !word.contains(&text.to_lowercase().as_str()) {
        true => text.to_owned(),
        false => serde_json::Value::from(text).to_string(),
    }
}

/// A file that is looked at, and what is said of it by keys of a manifest's entry.
#[derive(Clone, Copy)]
pub(super) struct Probe<'p> {
    pub(super) file: FileId,
    pub(super) format: Format,
    pub(super) said: &'p [(&'p str, String)],
}

impl Probe<'_> {
    /// The mapping of a probe: where records stand, how values are spelled, and where fields are read
    /// from.
    pub(super) fn mapping(&self, each: Option<&str>, spelling: &str, fields: &str) -> String {
        let each = each.map(|each| format!("each: {}\n", quoted(each))).unwrap_or_default();
        let said = self.lines(|key| MAPPING_KEYS.contains(&key));
        format!("{each}{said}{spelling}others: ignore\nfields:\n  {fields}\n")
    }

    /// What is said, as far as it is under those keys, as lines of YAML.
    fn lines(&self, keys: impl Fn(&str) -> bool) -> String {
        let said = self.said.iter().filter(|(key, _)| keys(key));
        said.map(|(key, value)| format!("{key}: {}\n", quoted(value))).collect()
    }

    /// How the file is opened.
    fn opening(&self, sources: &mut Sources) -> Result<Opening, Vec<Diagnostic>> {
        let text = self.lines(|key| OPENING_KEYS.contains(&key));
        let file = sources.add_text("draft.yaml", text.clone());
        let tree = Tree::parse(&text, file).map_err(|wrong| vec![wrong])?;
        match tree.root() {
            None => Ok(Opening::default()),
            Some(root) => Opening::read(&root.settings("an entry", &OPENING_KEYS)?),
        }
    }

    /// Reads the file by a record kind of those fields and that mapping.
    pub(super) fn read(
        &self,
        sources: &mut Sources,
        fields: &str,
        mapping: &str,
    ) -> Result<Probed, Vec<Diagnostic>> {
        let vocabulary = sources.add_text("draft.risk", format!("record Probe {{\n{fields}\n}}\n"));
        let (program, wrong) = pipeline::load(sources, &[vocabulary], &|_, _| None, Date(0), &[]);
        if pipeline::has_errors(&wrong) {
            return Err(wrong);
        }
        let manifest = sources.add_text("draft.yaml", mapping);
        let mapping = Mapping::parse(mapping, manifest)?;
        let opening = self.opening(sources)?;
        let kinds = &program.schema;
        let record = kinds.record_ids().find(|id| kinds.record(*id).name == "Probe");
        let (file, format) = (self.sample(sources), self.format);
        let inputs = [Input { file, format, record, mapping, opening }];
        let (records, wrong) = pipeline::read_whole(sources, &program, &inputs);
        let inventory = inventory(sources, &program, &records, &inputs, Beside::default());
        Ok(Probed { inventory, wrong, flat: format.is_flat() })
    }

    /// The first rows of a file that is larger than it takes to see what they are; of a packed one
    /// there is no such part.
    fn sample(&self, sources: &mut Sources) -> FileId {
        let source = sources.file(self.file);
        let is_plain = self.format.is_text_by_row() && !is_packed(source.bytes());
        let first = source.bytes().get(..SAMPLE).filter(|_| is_plain);
        let Some(end) = first.and_then(|bytes| bytes.iter().rposition(|byte| *byte == b'\n'))
        else {
            return self.file;
        };
        let name = source.name.to_string();
        let other = |(id, _): &(FileId, _)| *id != self.file;
        let same = sources.iter().filter(other).find(|(_, one)| *one.name == *name);
        if let Some(known) = same.map(|(known, _)| known) {
            return known;
        }
        let bytes = source.bytes().get(..=end).unwrap_or_default().to_vec();
        sources.add(name, Arc::new(bytes))
    }
}
