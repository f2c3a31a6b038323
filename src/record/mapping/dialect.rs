//! How a foreign file, or a column of it, writes its values: what a manifest says of it.

use super::node::Node;
use crate::diagnostic::Diagnostic;
use crate::record::decode::Written;
use crate::value::{Dates, NoDates, NoExample, Notation};

/// The keys of it, in an entry of `data:` and in what is said of one field.
pub(super) const KEYS: [&str; 2] = ["numbers", "dates"];

/// How values are written, as far as it is said.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Spelling {
    /// Numbers, by an example.
    pub numbers: Option<Notation>,
    /// Days.
    pub dates: Option<Dates>,
}

impl Spelling {
    /// Takes what stands under one of its keys; tells whether it is one.
    pub(super) fn set(&mut self, key: &str, node: Node) -> Result<bool, Diagnostic> {
        match key {
            "numbers" => {
                let example = node.placed("a number that shows how the file writes them")?;
                let read = example.text.parse();
                self.numbers =
                    Some(read.map_err(|wrong: NoExample| node.wrong(wrong.to_string()))?);
            }
            "dates" => {
                let order = node.placed("how days are written, such as `dmy`,")?;
                let read = order.text.parse();
                self.dates = Some(read.map_err(|wrong: NoDates| node.wrong(wrong.to_string()))?);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// How values are written where this is said, and beside it what is said of the file; `None`
    /// where this says nothing.
    pub(in crate::record) fn beside(&self, file: Written) -> Option<Written> {
        let told = self.numbers.is_some() || self.dates.is_some();
        told.then(|| Written {
            notation: self.numbers.unwrap_or(file.notation),
            dates: self.dates.unwrap_or(file.dates),
        })
    }
}
