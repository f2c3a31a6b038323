//! One quick pass over the bytes before parsing: it collects the comments, and finds what is so
//! long that reading it would take more time and memory than any rule is worth.

use super::words::{self, Start};
use crate::alarm::Sure;
use std::borrow::Cow;
use std::ops::Range;

/// How long an item may be, comments and blanks not counted. No person writes a tenth of it; the
/// parser takes half a second and a hundred megabytes for it where nothing is optimised.
const LENGTH_LIMIT: usize = 1_000_000;

/// What the sweep found.
#[derive(Default)]
pub(super) struct Swept {
    /// Every plain comment: its place, and the text behind its marks.
    pub(super) comments: Vec<(Range<usize>, String)>,
    /// Every item that is too long.
    pub(super) passed_over: Vec<PassedOver>,
}

/// An item that is not to be read.
pub(super) struct PassedOver {
    /// The end of the item's keyword, where it has one.
    pub(super) name: Option<usize>,
    /// The item.
    pub(super) item: Range<usize>,
}

impl Swept {
    /// The text with blanks in the place of items that are passed over.
    pub(super) fn readable<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.passed_over.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut readable = String::with_capacity(text.len());
        for stretch in &self.passed_over {
            readable.push_str(text.get(readable.len()..stretch.item.start).sure());
            readable.extend(std::iter::repeat_n(' ', stretch.item.end - readable.len()));
        }
        readable.push_str(text.get(readable.len()..).sure());
        Cow::Owned(readable)
    }
}

/// Sweeps a text.
pub(super) fn sweep(text: &str) -> Swept {
    let mut sweep = Sweep { text, bytes: text.as_bytes(), ..Sweep::default() };
    while let Some(byte) = sweep.byte(0) {
        sweep.step(byte);
        if sweep.length > LENGTH_LIMIT {
            sweep.skip_item();
        }
    }
    sweep.swept
}

#[derive(Default)]
struct Sweep<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    line: usize,
    item: usize,
    /// The end of the item's keyword.
    name: Option<usize>,
    /// How long the item is so far, comments and blanks not counted.
    length: usize,
    doc: Option<usize>,
    /// For each bracket that is open, whether it is a template's `{`, behind whose `}` the
    /// template's text goes on.
    open: Vec<bool>,
    /// The word just passed, blanks and comments not counted, where it may be a keyword.
    word: &'t str,
    /// That word names the language of a template, which may begin behind it.
    in_language: bool,
    swept: Swept,
}

impl<'t> Sweep<'t> {
    fn byte(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn step(&mut self, byte: u8) {
        let start = self.at;
        match byte {
            b'\n' => {
                self.at += 1;
                self.line = self.at;
                return;
            }
            b' ' | b'\t' | b'\r' => {
                self.at += 1;
                return;
            }
            b'/' if self.word == "matches" => self.pass_pattern(),
            b'/' if self.byte(1) == Some(b'/') => return self.pass_comment(),
            b'"' if self.in_language || begins_text(self.word) => self.pass_template_text(),
            b'"' => self.pass_text(),
            b'(' | b'{' | b'[' => self.open(false),
            b')' | b'}' | b']' => self.close(),
            b if b.is_ascii_alphabetic() || b == b'_' || b >= 0x80 => return self.pass_word(),
            _ => self.at += 1,
        }
        self.length += self.at - start;
        (self.word, self.in_language) = ("", false);
    }

    fn open(&mut self, hole: bool) {
        self.open.push(hole);
        self.at += 1;
    }

    fn close(&mut self) {
        match self.open.pop() {
            // The text goes on as if the brace were its opening quote.
            Some(true) => self.pass_template_text(),
            _ => self.at += 1,
        }
    }

    fn pass_word(&mut self) {
        let start = self.at;
        let is_word = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_' || *b >= 0x80;
        let rest = self.bytes.get(start..).sure();
        self.at += rest.iter().take_while(|b| is_word(b)).count();
        let word = self.text.get(start..self.at).sure();
        if start == self.line && starts_item(word) {
            self.item = self.doc.unwrap_or(start);
            self.name = Some(self.at);
            self.length = 0;
            self.open.clear();
        }
        self.length += word.len();
        self.doc = None;
        // A field may go by any word.
        let field = start.checked_sub(1).and_then(|i| self.bytes.get(i)) == Some(&b'.');
        let word = if field { "" } else { word };
        self.in_language = begins_text(self.word) && !field && !words::is_reserved(word);
        self.word = word;
    }

    /// `// …`, `/// …`, `//! …`
    fn pass_comment(&mut self) {
        let start = self.at;
        let end = self.line_end();
        let is_doc = match self.byte(2) {
            Some(b'!') => true,
            Some(b'/') => self.byte(3) != Some(b'/'),
            _ => false,
        };
        if !is_doc {
            let text = self.text.get(start..end).sure().trim_end();
            let comment = text.get(2..).sure().to_owned();
            self.swept.comments.push((start..start + text.len(), comment));
        } else if start == self.line {
            self.doc.get_or_insert(start);
        }
        self.at = end;
    }

    fn pass_pattern(&mut self) {
        self.pass_until(b'/');
    }

    fn pass_text(&mut self) {
        self.pass_until(b'"');
    }

    /// From an opening mark to the closing one, or to the end of the line.
    fn pass_until(&mut self, close: u8) {
        self.at += 1;
        while let Some(byte) = self.byte(0).filter(|b| *b != b'\n') {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == close {
                return;
            }
        }
    }

    /// From a template's quote, or the brace that closes a hole, to the closing quote, the next
    /// hole, or the end of the line.
    fn pass_template_text(&mut self) {
        self.at += 1;
        while let Some(byte) = self.byte(0).filter(|b| *b != b'\n') {
            match byte {
                b'\\' if self.bytes.get(self.at + 1..self.at + 3) == Some(b"u{") => self.at += 3,
                b'\\' => self.at += 2,
                b'{' if self.byte(1) == Some(b'{') => self.at += 2,
                b'{' => return self.open(true),
                b'"' => {
                    self.at += 1;
                    return;
                }
                _ => self.at += 1,
            }
        }
    }

    fn line_end(&self) -> usize {
        let rest = self.bytes.get(self.at..).sure();
        memchr::memchr(b'\n', rest).map_or(self.bytes.len(), |found| self.at + found)
    }

    /// Leaves the item for the next one.
    fn skip_item(&mut self) {
        loop {
            self.at = (self.line_end() + 1).min(self.bytes.len());
            if self.at == self.bytes.len() || self.starts_item() {
                break;
            }
        }
        let (name, item) = (self.name.take(), self.item..self.at);
        self.swept.passed_over.push(PassedOver { name, item });
        self.line = self.at;
        self.item = self.at;
        self.length = 0;
        self.open.clear();
        self.doc = None;
        (self.word, self.in_language) = ("", false);
    }

    fn starts_item(&self) -> bool {
        let rest = self.text.get(self.at..).sure();
        let word = rest.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default();
        rest.starts_with("///") || starts_item(word)
    }
}

/// Whether a template stands behind a word.
fn begins_text(word: &str) -> bool {
    matches!(word, "message" | "remedy")
}

/// Whether a word starts an item, of this version or a later one.
fn starts_item(word: &str) -> bool {
    words::begins(word, Start::Item) || words::begins(word, Start::Later)
}
