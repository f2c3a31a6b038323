//! YAML that holds settings, not records: a manifest's values with their places.

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::record::error::did_you_mean;
use crate::record::raw::{Form, Member, Raw};
use crate::record::readers::yaml;
use crate::source::{FileId, Span};
use crate::value::text::composed;

/// The code of what is wrong with a manifest.
const CODE: &str = "RW005";

/// A text and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    /// The text.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// The one document of a YAML file.
pub struct Tree<'a> {
    root: Option<Raw<'a>>,
    file: FileId,
}

/// A value of a [`Tree`].
#[derive(Clone, Copy)]
pub struct Node<'t> {
    raw: &'t Raw<'t>,
    file: FileId,
}

/// What a value is, as far as YAML tells.
pub enum Shape<'t> {
    /// Nothing is told.
    Nothing,
    /// A scalar, whatever it looks like.
    Text(&'t str),
    /// A list.
    List(Vec<Node<'t>>),
    /// A map; its keys may stand more than once.
    Map(Vec<(Node<'t>, Node<'t>)>),
}

impl<'a> Tree<'a> {
    /// Reads a text; nesting is bounded, and aliases are not followed, as in record files.
    pub fn parse(text: &'a str, file: FileId) -> Result<Tree<'a>, Diagnostic> {
        let (mut documents, wrong) = yaml::documents(text);
        if let Some((problem, start, end)) = wrong.into_iter().next() {
            let message = format!("the manifest cannot be understood: {problem}");
            let wrong = Diagnostic::error(CODE, message, Span::new(file, start, end), "");
            // To YAML `>= 30` begins a folded text.
            let sign = text.get(start..).is_some_and(|text| text.starts_with('>'));
            return Err(if sign { wrong.help("put it in quotes: `\">= 30\"`") } else { wrong });
        }
        if let Some(second) = documents.get(1) {
            let span = Span::new(file, second.start, second.end);
            let message = "the manifest cannot be understood: it is a second document";
            return Err(Diagnostic::error(CODE, message, span, "").help("keep one of them"));
        }
        Ok(Tree { root: documents.pop(), file })
    }

    /// The whole; `None` where nothing is written.
    pub fn root(&self) -> Option<Node<'_>> {
        let raw = self.root.as_ref().filter(|raw| !raw.is_empty())?;
        Some(Node { raw, file: self.file })
    }
}

impl<'t> Node<'t> {
    /// Where it stands.
    pub fn span(self) -> Span {
        Span::new(self.file, self.raw.start, self.raw.end)
    }

    /// What it is.
    pub fn shape(self) -> Shape<'t> {
        let node = |raw| Node { raw, file: self.file };
        match &self.raw.form {
            Form::Null => Shape::Nothing,
            Form::Scalar(_) | Form::Quoted(_) | Form::Typed(..) => {
                Shape::Text(self.raw.text().unwrap_or_default())
            }
            Form::List(values) => Shape::List(values.iter().map(node).collect()),
            Form::Map(members) => {
                Shape::Map(members.iter().map(|m| (node(&m.key), node(&m.value))).collect())
            }
        }
    }

    /// The text of a scalar, whatever it looks like: `yes`, `1` and `2025-01-01` are what they say.
    pub fn text(self) -> Option<&'t str> {
        self.raw.text()
    }

    /// Whether nothing is told.
    pub fn is_empty(self) -> bool {
        self.raw.is_empty()
    }

    /// The values of a list; what is no list is one value.
    pub fn values(self) -> impl Iterator<Item = Node<'t>> {
        let values = match &self.raw.form {
            Form::List(values) => values.as_slice(),
            _ => std::slice::from_ref(self.raw),
        };
        values.iter().map(move |raw| Node { raw, file: self.file })
    }

    /// The text of a scalar with its place, or what is wrong.
    pub fn placed(self, expected: &str) -> Result<Placed, Diagnostic> {
        match self.text() {
            Some(text) if !text.is_empty() => {
                Ok(Placed { text: text.to_owned(), span: self.span() })
            }
            _ => Err(self.wrong(format!("expected {expected} here"))),
        }
    }

    /// The pairs of a map, each key once.
    pub fn pairs(self, expected: &str) -> Result<Vec<(Placed, Node<'t>)>, Diagnostic> {
        let Form::Map(members) = &self.raw.form else {
            return Err(self.wrong(format!("expected {expected} here")));
        };
        let mut pairs: Vec<(Placed, Node)> = Vec::new();
        for Member { key, value } in members {
            let [key, value] = [key, value].map(|raw| Node { raw, file: self.file });
            let Some(text) = key.text() else {
                return Err(key.wrong("expected a name here".to_owned()));
            };
            if let Some((first, _)) = pairs.iter().find(|(known, _)| known.text == text) {
                let wrong = key.wrong(format!("`{text}` is given twice"));
                return Err(wrong.label(first.span, "the first one").help("keep one of the two"));
            }
            pairs.push((Placed { text: text.to_owned(), span: key.span() }, value));
        }
        Ok(pairs)
    }

    /// The pairs of a map that may have these keys and no others.
    pub fn settings(
        self,
        expected: &str,
        known: &[&str],
    ) -> Result<Vec<(Placed, Node<'t>)>, Vec<Diagnostic>> {
        let pairs = self.pairs(expected).map_err(|wrong| vec![wrong])?;
        let others = pairs.iter().filter(|(key, _)| !known.contains(&key.text.as_str()));
        let wrong: Vec<_> = others.map(|(key, _)| unknown(key, known)).collect();
        if wrong.is_empty() { Ok(pairs) } else { Err(wrong) }
    }

    /// That a value is not what it should be.
    pub fn wrong(self, message: String) -> Diagnostic {
        Node::wrong_at(self.span(), &message)
    }

    /// That something at a place is not what it should be.
    pub fn wrong_at(span: Span, message: &str) -> Diagnostic {
        Diagnostic::error(CODE, format!("the manifest cannot be understood: {message}"), span, "")
    }
}

/// That a key is none of those there are.
fn unknown(key: &Placed, known: &[&str]) -> Diagnostic {
    let all = known.join("`, `");
    let help = did_you_mean(&key.text, known.iter().copied())
        .unwrap_or_else(|| format!("the keys are `{all}`"));
    let message = format!("the manifest cannot be understood: there is no key `{}` here", key.text);
    Diagnostic::error(CODE, message, key.span, "").help(help)
}

/// What a manifest says, as records are read.
pub(in crate::record) fn nfc(text: &str) -> String {
    composed(Cow::Borrowed(text)).into_owned()
}
