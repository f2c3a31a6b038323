//! Whether the usual decoder of YAML reads a manifest as the reader of records does: one that is
//! read in two ways gates by neither.

use std::cell::Cell;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};

use crate::diagnostic::Diagnostic;
use crate::record::{Node, Shape, Tree};
use crate::source::Span;
use crate::value::text::composed;

/// What is wrong where the decoder finds something else than the tree has, at the first such
/// place. The tree's reader has bounded the nesting before, and follows no aliases.
pub(super) fn disagreement(text: &str, tree: &Tree<'_>) -> Option<Diagnostic> {
    let root = tree.root()?;
    let apart = Cell::new(None);
    let decoder = serde_yaml::Deserializer::from_str(text.trim_start_matches('\u{feff}'));
    let wrong = Same { node: root, apart: &apart }.deserialize(decoder).err()?;
    let place = apart.get().unwrap_or(root.span());
    // The decoder's own words end with a place that counts otherwise than ours.
    let words = wrong.to_string();
    let words = words.rsplit_once(" at line ").map_or(words.as_str(), |(words, _)| words);
    let message = "two readers of YAML do not agree on what this manifest says".to_owned();
    let diagnostic = Diagnostic::error("RW005", message, place, words);
    Some(diagnostic.help("write it more plainly: on lines of their own, in quotes"))
}

/// Sees to it that the decoder finds what a node holds.
#[derive(Clone, Copy)]
struct Same<'n> {
    node: Node<'n>,
    /// The innermost place where it does not.
    apart: &'n Cell<Option<Span>>,
}

impl<'n> Same<'n> {
    fn at(self, node: Node<'n>) -> Same<'n> {
        Same { node, ..self }
    }
}

impl<'de> DeserializeSeed<'de> for Same<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, decoder: D) -> Result<(), D::Error> {
        let found = match self.node.shape() {
            Shape::Nothing => decoder.deserialize_option(self),
            Shape::Text(_) => decoder.deserialize_str(self),
            Shape::List(_) => decoder.deserialize_seq(self),
            Shape::Map(_) => decoder.deserialize_map(self),
        };
        if found.is_err() && self.apart.get().is_none() {
            self.apart.set(Some(self.node.span()));
        }
        found
    }
}

impl<'de> Visitor<'de> for Same<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.node.shape() {
            Shape::Nothing => "nothing",
            Shape::Text(_) => "a text that reads the same",
            Shape::List(_) => "a list of as many values",
            Shape::Map(_) => "a map of as many keys",
        })
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, found: &str) -> Result<(), E> {
        let text = composed(found.into());
        match self.node.text().is_some_and(|known| known.trim() == text.trim()) {
            true => Ok(()),
            false => Err(E::invalid_value(Unexpected::Str(found), &self)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut found: A) -> Result<(), A::Error> {
        let Shape::List(values) = self.node.shape() else {
            return Err(A::Error::invalid_type(Unexpected::Seq, &self));
        };
        for (i, value) in values.iter().enumerate() {
            let next = found.next_element_seed(self.at(*value))?;
            next.ok_or_else(|| A::Error::invalid_length(i, &self))?;
        }
        match found.next_element::<IgnoredAny>()? {
            None => Ok(()),
            Some(_) => Err(A::Error::invalid_length(values.len() + 1, &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut found: A) -> Result<(), A::Error> {
        let Shape::Map(pairs) = self.node.shape() else {
            return Err(A::Error::invalid_type(Unexpected::Map, &self));
        };
        for (i, (key, value)) in pairs.iter().enumerate() {
            let next = found.next_key_seed(self.at(*key))?;
            next.ok_or_else(|| A::Error::invalid_length(i, &self))?;
            found.next_value_seed(self.at(*value))?;
        }
        match found.next_key::<IgnoredAny>()? {
            None => Ok(()),
            Some(_) => Err(A::Error::invalid_length(pairs.len() + 1, &self)),
        }
    }
}
