//! One quick pass over the bytes before parsing: it collects the comments, and finds what is
//! nested so deep that reading it by recursion would exhaust the stack, or so long that reading
//! it would take more time and memory than any rule is worth.

use super::error::SyntaxError;
use std::borrow::Cow;
use std::ops::Range;

/// How deep brackets and words that open a new expression may be nested. The parser takes up to
/// ten kilobytes of stack a level where nothing is optimised, and a worker thread has two megabytes.
const NESTING_LIMIT: usize = 100;

/// How long an item may be, comments and blanks not counted. No person writes a tenth of it; the
/// parser takes half a second and a hundred megabytes for it where nothing is optimised.
const LENGTH_LIMIT: usize = 1_000_000;

/// Words behind which an expression starts anew.
const OPENING_WORDS: [&str; 19] = [
    "age",
    "average",
    "product",
    "count",
    "every",
    "exists",
    "highest",
    "if",
    "lowest",
    "max",
    "median",
    "min",
    "no",
    "of",
    "percentile",
    "share",
    "spread",
    "sum",
    "top",
];
const CLAUSE_WORDS: [&str; 7] = ["cites", "flag", "let", "message", "remedy", "tags", "unless"];
const ITEM_WORDS: [&str; 13] = [
    "amend",
    "define",
    "disable",
    "flow",
    "param",
    "record",
    "rule",
    "scenario",
    "scorecard",
    "test",
    "unit",
    "use",
    "waive",
];

/// What the sweep found.
#[derive(Default)]
pub(super) struct Swept {
    /// Every plain comment: its place, and the text behind its marks.
    pub(super) comments: Vec<(Range<usize>, String)>,
    /// Every item that is nested too deep or is too long.
    pub(super) passed_over: Vec<PassedOver>,
}

/// An item that is not to be read.
pub(super) struct PassedOver {
    /// Where to say so.
    pub(super) at: usize,
    /// Too deep or too long.
    pub(super) why: SyntaxError,
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
            readable.push_str(text.get(readable.len()..stretch.item.start).unwrap_or_default());
            readable.extend(std::iter::repeat_n(' ', stretch.item.end - readable.len()));
        }
        readable.push_str(text.get(readable.len()..).unwrap_or_default());
        Cow::Owned(readable)
    }
}

/// Sweeps a text.
pub(super) fn sweep(text: &str) -> Swept {
    let mut sweep = Sweep { text, bytes: text.as_bytes(), ..Sweep::default() };
    while let Some(byte) = sweep.byte(0) {
        sweep.step(byte);
        if sweep.depth > NESTING_LIMIT {
            sweep.skip_item(SyntaxError::TooDeep);
        } else if sweep.length > LENGTH_LIMIT {
            sweep.skip_item(SyntaxError::TooLong);
        }
    }
    sweep.swept
}

/// A bracket that is open.
struct Bracket {
    /// The depth outside of it.
    outside: usize,
    /// It is a template's `{`, behind whose `}` the template's text goes on.
    hole: bool,
}

#[derive(Default)]
struct Sweep<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    line: usize,
    first_on_line: bool,
    item: usize,
    /// The end of the item's keyword.
    name: Option<usize>,
    /// How long the item is so far, comments and blanks not counted.
    length: usize,
    doc: Option<usize>,
    depth: usize,
    open: Vec<Bracket>,
    word: &'t str,
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
                self.first_on_line = true;
                return;
            }
            b' ' | b'\t' | b'\r' => {
                self.at += 1;
                return;
            }
            b'/' if self.word == "matches" => self.pass_pattern(),
            b'/' if self.byte(1) == Some(b'/') => {
                self.pass_comment();
                (self.word, self.first_on_line) = ("", false);
                return;
            }
            b'"' if matches!(self.word, "message" | "remedy") => self.pass_template_text(),
            b'"' => self.pass_text(),
            b'(' | b'{' | b'[' => self.open(false),
            b')' | b'}' | b']' => self.close(),
            b if b.is_ascii_alphabetic() || b == b'_' || b >= 0x80 => return self.pass_word(),
            _ => self.at += 1,
        }
        self.length += self.at - start;
        self.word = "";
        self.first_on_line = false;
    }

    fn open(&mut self, hole: bool) {
        self.open.push(Bracket { outside: self.depth, hole });
        self.depth += 1;
        self.at += 1;
    }

    fn close(&mut self) {
        self.at += 1;
        if let Some(bracket) = self.open.pop() {
            self.depth = bracket.outside;
            if bracket.hole {
                // Step back: the text goes on as if the brace were its opening quote.
                self.at -= 1;
                self.pass_template_text();
            }
        }
    }

    fn pass_word(&mut self) {
        let start = self.at;
        let is_word = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_' || *b >= 0x80;
        let rest = self.bytes.get(start..).unwrap_or_default();
        self.at += rest.iter().take_while(|b| is_word(b)).count();
        let word = self.text.get(start..self.at).unwrap_or_default();
        if start == self.line && ITEM_WORDS.contains(&word) {
            self.item = self.doc.unwrap_or(start);
            self.name = Some(self.at);
            self.length = 0;
            self.depth = 0;
            self.open.clear();
        } else if self.first_on_line && (CLAUSE_WORDS.contains(&word) || self.starts_step(word)) {
            self.open.truncate(1);
            self.depth = self.open.len();
        } else if OPENING_WORDS.contains(&word)
            && start.checked_sub(1).and_then(|i| self.bytes.get(i)) != Some(&b'.')
        {
            self.depth += 1;
        }
        self.length += word.len();
        self.doc = None;
        self.word = word;
        self.first_on_line = false;
    }

    /// Whether a word that was just passed starts a step of a scenario: in front of what no
    /// expression goes on with, because there it is a name like any other.
    fn starts_step(&self, word: &str) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        match word {
            "until" => rest.starts_with("stable"),
            "set" => {
                let behind = rest.trim_start_matches(is_word);
                behind.len() < rest.len() && behind.starts_with('.')
            }
            _ => false,
        }
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
            let text = self.text.get(start..end).unwrap_or_default().trim_end();
            let comment = text.get(2..).unwrap_or_default().to_owned();
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
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        memchr::memchr(b'\n', rest).map_or(self.bytes.len(), |found| self.at + found)
    }

    /// Leaves the item for the next one.
    fn skip_item(&mut self, why: SyntaxError) {
        let at = match why {
            SyntaxError::TooLong => self.item,
            _ => self.at.saturating_sub(1),
        };
        let at = (0..=at).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or_default();
        loop {
            self.at = (self.line_end() + 1).min(self.bytes.len());
            if self.at == self.bytes.len() || self.starts_item() {
                break;
            }
        }
        let (name, item) = (self.name.take(), self.item..self.at);
        self.swept.passed_over.push(PassedOver { at, why, name, item });
        self.line = self.at;
        self.item = self.at;
        self.length = 0;
        self.depth = 0;
        self.open.clear();
        self.doc = None;
        self.word = "";
    }

    fn starts_item(&self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let word = rest.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default();
        rest.starts_with("///") || ITEM_WORDS.contains(&word)
    }
}
