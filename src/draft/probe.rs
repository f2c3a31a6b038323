//! A file read by a vocabulary that is made for the purpose.

use std::sync::Arc;

use crate::assess::{Beside, inventory};
use crate::diagnostic::Diagnostic;
use crate::pipeline;
use crate::record::{Format, Input, Mapping, Opening};
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

/// The mapping of a probe: where records stand, how values are spelled, and where fields are read from.
pub(super) fn mapping(each: Option<&str>, spelling: &str, fields: &str) -> String {
    let each = each.map(|each| format!("each: {}\n", quoted(each))).unwrap_or_default();
    format!("{each}{spelling}others: ignore\nfields:\n  {fields}\n")
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

/// Reads a file by a record kind of those fields and that mapping.
pub(super) fn read(
    sources: &mut Sources,
    file: FileId,
    format: Format,
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
    let record = program.schema.record_ids().find(|id| program.schema.record(*id).name == "Probe");
    let input = Input {
        file: sample(sources, file, format),
        format,
        opening: Opening::default(),
        record,
        mapping,
    };
    let inputs = [input];
    let (records, wrong) = pipeline::read_whole(sources, &program, &inputs);
    let inventory = inventory(sources, &program, &records, &inputs, Beside::default());
    Ok(Probed { inventory, wrong, flat: format.is_flat() })
}

/// The first rows of a file that is larger than it takes to see what they are.
fn sample(sources: &mut Sources, file: FileId, format: Format) -> FileId {
    let source = sources.file(file);
    let first = source.bytes().get(..SAMPLE).filter(|_| format.is_text_by_row());
    let Some(end) = first.and_then(|bytes| bytes.iter().rposition(|byte| *byte == b'\n')) else {
        return file;
    };
    let name = source.name.to_string();
    if let Some(known) = sources.iter().find(|(id, one)| *id != file && *one.name == *name) {
        return known.0;
    }
    let bytes = sources.file(file).bytes().get(..=end).unwrap_or_default().to_vec();
    sources.add(name, Arc::new(bytes))
}
