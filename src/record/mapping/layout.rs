//! How a text of rows is laid out: where its header stands, and what parts its cells.

use super::node::Node;
use crate::diagnostic::Diagnostic;

/// How the rows of a file are laid out, as far as it is said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Layout {
    /// What stands between cells.
    pub delimiter: Option<u8>,
    /// What stands around cells.
    pub quote: Option<Quote>,
    /// Where the names of the columns stand.
    pub header: Option<Header>,
    /// How many rows stand before all others and are passed over.
    pub skip: usize,
}

/// What may stand around cells.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Quote {
    /// A character.
    Mark(u8),
    /// Nothing: every quote is text.
    None,
}

/// Where the names of the columns stand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Header {
    /// In a row of the file, the first of which is 1.
    Row(usize),
    /// Nowhere: columns go by letters, as spreadsheets show them.
    None,
}

impl Layout {
    /// Whether what stands between cells stands around them as well.
    pub(super) fn is_parted_by_quotes(&self) -> bool {
        let quote = match self.quote {
            None => Some(b'"'),
            Some(Quote::Mark(mark)) => Some(mark),
            Some(Quote::None) => None,
        };
        self.delimiter.is_some() && self.delimiter == quote
    }

    /// Takes what stands under one of its keys; tells whether it is one.
    pub(super) fn set(&mut self, key: &str, node: Node) -> Result<bool, Diagnostic> {
        match key {
            "delimiter" => {
                let mark = mark(node, "the character between cells, such as `;`, or `tab`,")?;
                self.delimiter = Some(mark);
            }
            "quote" => {
                self.quote = Some(match node.text() {
                    Some("none") => Quote::None,
                    _ => Quote::Mark(mark(node, "the character around cells, or `none`,")?),
                });
            }
            "header" => {
                self.header = Some(match node.text() {
                    Some("none") => Header::None,
                    _ => Header::Row(number(node, "the row of the header, or `none`,", 1)?),
                });
            }
            "skip" => self.skip = number(node, "how many rows stand before the header", 0)?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// One character that no file has in the middle of another.
fn mark(node: Node, expected: &str) -> Result<u8, Diagnostic> {
    match node.text().map(str::as_bytes) {
        Some(b"tab" | b"\\t" | b"\t") => Ok(b'\t'),
        Some([mark]) if mark.is_ascii_punctuation() || *mark == b' ' => Ok(*mark),
        _ => Err(node.wrong(format!("expected {expected} here"))),
    }
}

fn number(node: Node, expected: &str, least: usize) -> Result<usize, Diagnostic> {
    let number = node.text().and_then(|text| text.parse().ok());
    number.filter(|n| *n >= least).ok_or_else(|| node.wrong(format!("expected {expected} here")))
}

/// The name of a column by its place, as spreadsheets show it: A, B, …, Z, AA.
pub(in crate::record) fn letters(place: usize) -> String {
    let mut name = Vec::new();
    let mut rest = place + 1;
    while rest > 0 {
        rest -= 1;
        name.push(b'A' + (rest % 26) as u8);
        rest /= 26;
    }
    name.reverse();
    String::from_utf8(name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_go_by_letters() {
        let names = [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")];
        for (place, name) in names {
            assert_eq!(letters(place), name);
        }
    }
}
