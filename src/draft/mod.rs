//! A vocabulary and a manifest for a file that nobody has described yet: what its columns seem to be,
//! found by reading it as each of the types and in each of the spellings that the reader knows, so that
//! what is drafted is what can be read.

mod column;
mod names;
mod probe;
mod shape;
mod write;

use probe::Probe;

use crate::diagnostic::Diagnostic;
use crate::record::Format;
use crate::source::{FileId, Sources};

/// What is drafted for a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// The name of the rule file, behind the folder of rules.
    pub name: String,
    /// The vocabulary, and a first rule.
    pub rules: String,
    /// The manifest.
    pub manifest: String,
    /// What it is not sure of; it stands in the texts, too.
    pub doubts: Vec<String>,
}

/// Drafts a vocabulary and a manifest, by which the file goes by that path. What is `said` of it are
/// keys and values of its entry there.
///
/// # Errors
///
/// What is wrong with the file, where it has no columns that could be read.
pub fn draft(
    sources: &mut Sources,
    (file, format): (FileId, Format),
    path: &str,
    said: &[(&str, String)],
) -> Result<Draft, Vec<Diagnostic>> {
    let probe = Probe { file, format, said };
    let shape = shape::of(sources, probe)?;
    let mut columns = column::of(sources, probe, &shape);
    columns.sort_by_key(|column| !column.key);
    Ok(write::write(path, said, &shape, &columns))
}
