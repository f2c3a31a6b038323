//! How foreign files map onto records: what a manifest's `data:` entry says.

mod compile;
mod dialect;
pub(super) mod each;
mod layout;
pub(super) mod left;
pub(super) mod met;
pub(super) mod node;
pub(super) mod plan;
pub(super) mod plans;
mod rows;
pub(super) mod selection;
mod tolerance;

use super::decode::Written;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
pub use dialect::Spelling;
pub(super) use layout::letters;
pub use layout::{Header, Layout, Quote};
use node::{Node, Placed, Tree};
pub use rows::{Bound, Comparison, Condition, Repeated, RowRules, Test};
pub use tolerance::Tolerance;

/// How the records of one foreign file map onto a record kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping {
    /// The entry as a whole.
    pub span: Span,
    /// Where the records stand in the file: `releases[].awards[]`; absent: at the top.
    pub each: Option<Placed>,
    /// Where the fields' values stand; empty: in members with the fields' own names.
    pub fields: Vec<Source>,
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

/// Where the value of one field stands, and how to read it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// The field's name.
    pub field: Placed,
    /// The column (or dotted path) of the value.
    pub from: Placed,
    /// A currency code for all rows, or the column that holds it.
    pub currency: Option<Placed>,
    /// A unit for all rows, or the column that holds it.
    pub unit: Option<Placed>,
    /// What foreign values stand for.
    pub map: Vec<(Placed, Placed)>,
    /// How its values are written, where that is not as in the rest of the file.
    pub spelling: Spelling,
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
        for (key, node) in pairs.iter().filter(|(_, node)| !node.is_empty()) {
            told |= KEYS.contains(&key.text.as_str());
            let read = match key.text.as_str() {
                "each" => node
                    .placed("where the records stand, such as `releases[].awards[]`,")
                    .map(|each| mapping.each = Some(each)),
                "others" => others(*node).map(|others| mapping.others = Some(others)),
                "fields" => node.pairs("fields and where their values stand").map(|pairs| {
                    for (field, node) in pairs {
                        match source(field, node) {
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

/// What is said of one field.
fn source(field: Placed, node: Node) -> Result<Source, Vec<Diagnostic>> {
    let one = |wrong| vec![wrong];
    if node.text().is_some() {
        let from = node.placed("the name of a column").map_err(one)?;
        let (map, spelling) = (Vec::new(), Spelling::default());
        return Ok(Source { field, from, currency: None, unit: None, map, spelling });
    }
    let expected =
        "the name of a column, or `from` (or `amount`) with `currency`, `unit` or `map`,";
    let keys = ["from", "amount", "currency", "unit", "map"];
    let keys: Vec<&str> = keys.into_iter().chain(dialect::KEYS).collect();
    let pairs = node.settings(expected, &keys)?;
    let mut spelling = Spelling::default();
    for (key, node) in pairs.iter().filter(|(_, node)| !node.is_empty()) {
        spelling.set(&key.text, *node).map_err(one)?;
    }
    let told = |name: &str| pairs.iter().find(|(key, node)| key.text == name && !node.is_empty());
    let placed = |name: &str, expected: &str| {
        told(name).map(|(_, node)| node.placed(expected)).transpose().map_err(one)
    };
    if let (Some(_), Some((again, _))) = (told("from"), told("amount")) {
        let wrong = Node::wrong_at(again.span, "`from` and `amount` are the same");
        return Err(one(wrong.help("keep one of the two")));
    }
    let column = "the name of a column";
    let Some(from) = placed("from", column)?.or(placed("amount", column)?) else {
        let what = format!("`{}` needs `from`, the name of a column", field.text);
        return Err(one(node.wrong(what)));
    };
    Ok(Source {
        field,
        from,
        currency: placed("currency", "a currency, or the name of a column,")?,
        unit: placed("unit", "a unit, or the name of a column,")?,
        map: told("map").map_or(Ok(Vec::new()), |(_, node)| labels(*node)).map_err(one)?,
        spelling,
    })
}

/// What foreign values stand for; `null`: for nothing that is known.
fn labels(node: Node) -> Result<Vec<(Placed, Placed)>, Diagnostic> {
    let pairs = node.pairs("foreign values and what they stand for")?;
    let label = |(foreign, node): (Placed, Node)| {
        let text = match node.is_empty() {
            true => String::new(),
            false => node.placed("what the value stands for")?.text,
        };
        Ok((foreign, Placed { text, span: node.span() }))
    };
    pairs.into_iter().map(label).collect()
}
