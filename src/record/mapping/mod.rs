//! How foreign files map onto records: what a manifest's `data:` entry says.

mod compile;
mod dialect;
pub(super) mod each;
mod layout;
pub(super) mod left;
pub(super) mod made;
pub(super) mod met;
pub(super) mod node;
pub(super) mod path;
pub(super) mod plan;
pub(super) mod plans;
mod rows;
pub(super) mod selection;
mod source;
mod tolerance;

use super::decode::Written;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use crate::ty::{RecordId, Schema};
pub use dialect::Spelling;
pub(super) use layout::letters;
pub use layout::{Header, Layout, Quote};
use node::{Node, Placed, Tree};
pub use rows::{Bound, Comparison, Condition, Repeated, RowRules, Test};
pub use source::FIELD_KEYS;
use source::{From, Source};
pub use tolerance::Tolerance;

/// How the records of one foreign file map onto a record kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping {
    /// The entry as a whole.
    pub span: Span,
    /// Where the records stand in the file: `releases[].awards[]`; absent: at the top.
    pub each: Option<Placed>,
    /// Where the fields' values stand; empty: in members with the fields' own names.
    pub(super) fields: Vec<Source>,
    /// What becomes of columns that no field is said to be read from.
    pub others: Option<Others>,
    /// How the file writes its values.
    pub spelling: Spelling,
    /// How its rows are laid out, where it is a text of rows.
    pub layout: Layout,
    /// Which of its rows are records.
    pub rows: Option<RowRules>,
    /// What of it may be wrong.
    pub tolerance: Tolerance,
}

/// What becomes of columns that a mapping does not name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Others {
    /// Those with a field's own name are read as that field.
    #[default]
    Read,
    /// None is read.
    Ignore,
}

/// The keys that an entry of `data:` may have for its mapping.
pub const KEYS: [&str; 14] = [
    "each",
    "fields",
    "others",
    "rows",
    "numbers",
    "dates",
    "scale",
    "empty",
    "delimiter",
    "quote",
    "header",
    "skip",
    "unreadable",
    "dangling",
];

impl Mapping {
    /// The mapping that the keys of an entry tell; `None` where they tell none.
    pub fn read(entry: Node, pairs: &[(Placed, Node)]) -> Result<Option<Mapping>, Vec<Diagnostic>> {
        let span = entry.span();
        let mut mapping = Mapping {
            span,
            each: None,
            fields: Vec::new(),
            others: None,
            spelling: Spelling::default(),
            layout: Layout::default(),
            rows: None,
            tolerance: Tolerance::default(),
        };
        let mut wrong = Vec::new();
        let mut told = false;
        // A blank stands between the cells of some files.
        let is_told = |(key, node): &&(Placed, Node)| {
            !node.is_empty() || key.text == "delimiter" && node.text().is_some()
        };
        for (key, node) in pairs.iter().filter(is_told) {
            told |= KEYS.contains(&key.text.as_str());
            let read = match key.text.as_str() {
                "each" => node
                    .placed("where the records stand, such as `releases[].awards[]`,")
                    .map(|each| mapping.each = Some(each)),
                "others" => others(*node).map(|others| mapping.others = Some(others)),
                "fields" => node.pairs("fields and where their values stand").map(|pairs| {
                    for (field, node) in pairs {
                        match Source::read(field, node) {
                            Ok(source) => mapping.fields.push(source),
                            Err(problems) => wrong.extend(problems),
                        }
                    }
                }),
                "rows" => {
                    match RowRules::read(*node) {
                        Ok(rules) => mapping.rows = Some(rules),
                        Err(problems) => wrong.extend(problems),
                    }
                    Ok(())
                }
                key => mapping.set(key, *node),
            };
            wrong.extend(read.err());
        }
        if mapping.layout.is_parted_by_quotes() {
            let what = "`delimiter` and `quote` are the same character".to_owned();
            wrong.push(entry.wrong(what));
        }
        if matches!(mapping.layout.header, Some(Header::Row(_))) && mapping.layout.skip > 0 {
            let what = "`header` and `skip` both say where the header stands: keep one of the two";
            wrong.push(entry.wrong(what.to_owned()));
        }
        if wrong.is_empty() { Ok(told.then_some(mapping)) } else { Err(wrong) }
    }

    /// Takes what stands under a key that says how the file is written.
    fn set(&mut self, key: &str, node: Node) -> Result<(), Diagnostic> {
        let _taken = self.layout.set(key, node)?
            || self.tolerance.set(key, node)?
            || self.spelling.set(key, node)?;
        Ok(())
    }

    /// How its values are written, and whether those that are not may be unknown.
    pub(super) fn written(&self) -> Written {
        let written = Written { lenient: self.tolerance.unreadable, ..Written::USUAL };
        self.spelling.beside(written).unwrap_or(written)
    }

    /// The mapping that stands in a file of its own.
    pub fn parse(text: &str, file: FileId) -> Result<Option<Mapping>, Vec<Diagnostic>> {
        let tree = Tree::parse(text, file).map_err(|problem| vec![problem])?;
        let Some(root) = tree.root() else { return Ok(None) };
        let pairs = root.settings("a mapping", &KEYS)?;
        Mapping::read(root, &pairs)
    }

    /// What it says of a list's members, or of those of a list in these.
    pub(super) fn of_list(
        &self,
        schema: &Schema,
        mapped: RecordId,
        list: RecordId,
    ) -> Option<&Mapping> {
        if list == mapped {
            return Some(self);
        }
        let (owner, field) = schema.record(list).parent?;
        let name = &schema.field(owner, field).name;
        let fields = &self.of_list(schema, mapped, owner)?.fields;
        fields.iter().find(|source| source.field.text == *name)?.members.as_deref()
    }

    /// Whether fields are read from where it says.
    pub fn is_foreign(&self) -> bool {
        !self.fields.is_empty() || self.others.is_some()
    }
}

fn others(node: Node) -> Result<Others, Diagnostic> {
    match node.text() {
        Some("read") => Ok(Others::Read),
        Some("ignore") => Ok(Others::Ignore),
        _ => Err(node.wrong("expected `read` or `ignore` here".to_owned())),
    }
}
