//! What a mapping says of one field: where its value stands, or of what it is made.

use super::node::{Node, Placed, Shape};
use super::{Mapping, Spelling};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Where the value of one field stands, and how to read it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::record) struct Source {
    /// The field's name.
    pub(in crate::record) field: Placed,
    /// Where its value stands.
    pub(in crate::record) from: From,
    /// A currency code for all rows, or the column that holds it.
    pub(in crate::record) currency: Option<Placed>,
    /// A unit for all rows, or the column that holds it.
    pub(in crate::record) unit: Option<Placed>,
    /// The column that says whether the figure is only about that.
    pub(in crate::record) about: Option<Placed>,
    /// What foreign values stand for.
    pub(in crate::record) map: Vec<(Placed, Placed)>,
    /// What all others stand for.
    pub(in crate::record) otherwise: Option<Placed>,
    /// How its values are written, where that is not as in the rest of the file.
    pub(in crate::record) spelling: Spelling,
    /// Of a list, where its members' facts stand.
    pub(in crate::record) members: Option<Box<Mapping>>,
}

/// Of which columns or paths a value is made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::record) enum From {
    /// It stands in one.
    Column(Placed),
    /// In the first of these that is there and says something.
    First(Vec<Placed>, Placed),
    /// It is the same for all records.
    Always(Placed),
    /// It lies between two, of which one may be absent.
    Between(Option<Placed>, Option<Placed>),
    /// Of several with a text between them.
    Joined(Vec<Placed>, Placed),
    /// A list in one text, whose members a text parts.
    Split(Placed, Placed),
}

impl From {
    /// Where the mapping says it.
    pub(in crate::record) fn span(&self) -> Option<Span> {
        match self {
            From::Column(name) | From::First(_, name) | From::Always(name) => Some(name.span),
            From::Between(min, max) => min.as_ref().or(max.as_ref()).map(|end| end.span),
            From::Joined(parts, _) => parts.first().map(|part| part.span),
            From::Split(name, _) => Some(name.span),
        }
    }
}

/// What may be said of a field, beside that it stands in a column.
pub const FIELD_KEYS: [&str; 19] = [
    "from", "amount", "always", "min", "max", "join", "with", "split", "currency", "unit", "about",
    "map", "else", "fields", "others", "numbers", "dates", "scale", "empty",
];

/// The settings that say where a value stands: one of them, but for the two ends of a range.
const PLACES: [&str; 6] = ["from", "amount", "always", "min", "max", "join"];

/// The settings of a field, as far as they are told.
struct Told<'p, 't>(&'p [(Placed, Node<'t>)]);

impl<'p, 't> Told<'p, 't> {
    fn get(&self, name: &str) -> Option<&'p (Placed, Node<'t>)> {
        self.0.iter().find(|(key, node)| key.text == name && !node.is_empty())
    }

    fn placed(&self, name: &str, expected: &str) -> Result<Option<Placed>, Vec<Diagnostic>> {
        self.get(name).map(|(_, node)| node.placed(expected)).transpose().map_err(one)
    }

    fn node(&self, name: &str) -> Option<Node<'t>> {
        self.get(name).map(|(_, node)| *node)
    }
}

fn one(wrong: Diagnostic) -> Vec<Diagnostic> {
    vec![wrong]
}

impl Source {
    /// What is said of one field.
    pub(super) fn read(field: Placed, node: Node) -> Result<Source, Vec<Diagnostic>> {
        let (currency, unit, about) = (None, None, None);
        let (map, otherwise, spelling, members) = (Vec::new(), None, Spelling::default(), None);
        let plain =
            |from| Source { field, from, currency, unit, about, map, otherwise, spelling, members };
        match node.shape() {
            Shape::Text(_) => {
                let from = node.placed("the name of a column").map_err(one)?;
                return Ok(plain(From::Column(from)));
            }
            Shape::List(_) => return Ok(plain(several(node)?)),
            Shape::Nothing | Shape::Map(_) => {}
        }
        let expected = "the name of a column, several in a list, or `from` (or `amount`) with \
                        `currency`, `unit` or `map`,";
        let pairs = node.settings(expected, &FIELD_KEYS)?;
        let told = Told(&pairs);
        let source = plain(From::Always(Placed { text: String::new(), span: node.span() }));
        let (map, otherwise) = labels_of(&told)?;
        let mut spelling = Spelling::default();
        for (key, node) in pairs.iter().filter(|(_, node)| !node.is_empty()) {
            spelling.set(&key.text, *node).map_err(one)?;
        }
        Ok(Source {
            from: from(&source.field, node, &told)?,
            currency: told.placed("currency", "a currency, or the name of a column,")?,
            unit: told.placed("unit", "a unit, or the name of a column,")?,
            about: told.placed("about", "the column that says whether the figure is only about")?,
            map,
            otherwise,
            spelling,
            members: members_of(node, &told)?,
            ..source
        })
    }
}

/// Where a value stands.
fn from(field: &Placed, node: Node, told: &Told) -> Result<From, Vec<Diagnostic>> {
    let said: Vec<&Placed> =
        PLACES.iter().filter_map(|n| told.get(n)).map(|(key, _)| key).collect();
    let is_end = |key: &Placed| key.text == "min" || key.text == "max";
    if let [first, again, ..] = said.as_slice()
        && !said.iter().all(|key| is_end(key))
    {
        let wrong = Node::wrong_at(
            again.span,
            &format!("`{}` and `{}` both say where the value stands", first.text, again.text),
        );
        return Err(one(wrong.help("keep one of the two")));
    }
    let column = "the name of a column";
    for (of, with) in [("with", "join"), ("join", "with")] {
        if let (Some((key, _)), None) = (told.get(of), told.get(with)) {
            let what = format!("`{of}` needs `{with}`");
            let help = "columns are joined with a text between: `{join: [ocid, id], with: \"-\"}`";
            return Err(one(Node::wrong_at(key.span, &what).help(help)));
        }
    }
    let nothing = told.0.iter().find(|(key, node)| key.text == "split" && node.is_empty());
    if let Some((_, node)) = nothing {
        return Err(one(node.wrong("`split` needs the text that parts the members".to_owned())));
    }
    let split = told.placed("split", "the text that parts the members, such as `\";\"`,")?;
    if let (Some(parting), Some(key)) = (&split, said.iter().find(|key| key.text != "from")) {
        let what = format!("`split` goes with `from`, not with `{}`", key.text);
        return Err(one(Node::wrong_at(parting.span, &what)));
    }
    if let Some(node) = told.node("join") {
        let parts = several(node)?;
        let with = told.placed("with", "the text between the parts")?;
        return match (parts, with) {
            (From::First(parts, _), Some(with)) => Ok(From::Joined(parts, with)),
            (other, _) => Ok(other),
        };
    }
    if let Some(always) = told.placed("always", "the value that all records have")? {
        return Ok(From::Always(always));
    }
    let (min, max) = (told.placed("min", column)?, told.placed("max", column)?);
    if min.is_some() || max.is_some() {
        return Ok(From::Between(min, max));
    }
    let Some(node) = told.node("from").or(told.node("amount")) else {
        let name = &field.text;
        let what = format!("`{name}` needs `from`, the name of a column, `always` or `join`");
        return Err(one(node.wrong(what)));
    };
    match (node.shape(), split) {
        (Shape::List(_), None) => several(node),
        (_, Some(parting)) => Ok(From::Split(node.placed(column).map_err(one)?, parting)),
        (_, None) => Ok(From::Column(node.placed(column).map_err(one)?)),
    }
}

/// Several columns in their order.
fn several(node: Node) -> Result<From, Vec<Diagnostic>> {
    let names: Result<Vec<Placed>, Diagnostic> =
        node.values().map(|value| value.placed("the name of a column")).collect();
    let names = names.map_err(one)?;
    if names.is_empty() {
        return Err(one(node.wrong("expected names of columns here".to_owned())));
    }
    let all: Vec<String> = names.iter().map(|name| format!("`{}`", name.text)).collect();
    let text = all.join(", ");
    let text = text.trim_matches('`').to_owned();
    Ok(From::First(names, Placed { text, span: node.span() }))
}

/// What foreign values stand for, and what the others do.
#[expect(clippy::type_complexity, reason = "the two settings that go together")]
fn labels_of(told: &Told) -> Result<(Vec<(Placed, Placed)>, Option<Placed>), Vec<Diagnostic>> {
    let map = told.node("map").map_or(Ok(Vec::new()), labels).map_err(one)?;
    let otherwise = told.placed("else", "what all other values stand for")?;
    match otherwise {
        Some(otherwise) if map.is_empty() => {
            let wrong = Node::wrong_at(otherwise.span, "`else` goes with `map`");
            Err(one(wrong.help("say `always` for what all records have")))
        }
        otherwise => Ok((map, otherwise)),
    }
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

/// Where the facts of a list's members stand.
fn members_of(node: Node, told: &Told) -> Result<Option<Box<Mapping>>, Vec<Diagnostic>> {
    if let (Some((key, _)), None) = (told.get("others"), told.get("fields")) {
        return Err(one(Node::wrong_at(key.span, "`others` goes with `fields` here")));
    }
    let own = |(key, _): &&(Placed, Node)| ["fields", "others"].contains(&key.text.as_str());
    let pairs: Vec<(Placed, Node)> = told.0.iter().filter(own).cloned().collect();
    Ok(Mapping::read(node, &pairs)?.map(Box::new))
}
