//! JSON: a small, fast, strict scanner that knows where everything stands.

use crate::alarm::Sure;
use std::borrow::Cow;

use memchr::memchr2;

use crate::record::error::{Flaw, Problem};
mod escape;

use crate::record::raw::{Form, MAX_DEPTH, Member, Raw, Typed};
use escape::unescape;

/// Reads a text value by value.
pub(in crate::record) struct Scanner<'a> {
    text: &'a str,
    pub(in crate::record) at: usize,
    /// Whether strings are searched for control characters, which may not stand in them.
    strict: bool,
}

impl<'a> Scanner<'a> {
    /// A scanner that starts at a byte of the text; it need not be `strict` where the text is
    /// known to have no control characters but line ends.
    pub(in crate::record) fn new(text: &'a str, at: usize, strict: bool) -> Scanner<'a> {
        Scanner { text, at, strict }
    }

    pub(in crate::record) fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    pub(in crate::record) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// What is left.
    pub(in crate::record) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Takes that byte if it comes next.
    pub(in crate::record) fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// The error that something else was expected here.
    pub(in crate::record) fn expected(&self, what: &str) -> Flaw {
        let found = match self.text.get(self.at..).and_then(|t| t.chars().next()) {
            Some(c) => format!("found `{}`", c.escape_debug()),
            None => "the text ends".to_owned(),
        };
        let problem =
            Problem::Malformed { format: "JSON", what: format!("expected {what}, {found}") };
        (problem, self.at, self.at + 1)
    }

    /// Reads a string; its escapes are decoded only if there are any.
    pub(in crate::record) fn string(&mut self) -> Result<Raw<'a>, Flaw> {
        let start = self.at;
        let escaped = self.skip_string()?;
        let inner = self.text.get(start + 1..self.at - 1).sure();
        let text = match escaped {
            true => Cow::Owned(unescape(inner, start + 1)?),
            false => Cow::Borrowed(inner),
        };
        Ok(Raw::scalar(text, start, self.at))
    }

    /// Steps over a string; tells whether it has escapes.
    fn skip_string(&mut self) -> Result<bool, Flaw> {
        let start = self.at;
        if !self.take(b'"') {
            return Err(self.expected("a string"));
        }
        let mut escaped = false;
        loop {
            match memchr2(b'"', b'\\', self.rest()) {
                None => {
                    let what = "this string does not end".to_owned();
                    return Err((Problem::Malformed { format: "JSON", what }, start, start + 1));
                }
                Some(n) => {
                    self.at += n + 1;
                    if self.text.as_bytes().get(self.at - 1) == Some(&b'"') {
                        return self.without_controls(start).map(|()| escaped);
                    }
                    escaped = true;
                    self.at += 1;
                }
            }
        }
    }

    /// Sees that no control character stands in the string that was just read.
    fn without_controls(&self, start: usize) -> Result<(), Flaw> {
        let inner = self.text.as_bytes().get(start..self.at).sure();
        match inner.iter().position(is_control).filter(|_| self.strict) {
            None => Ok(()),
            Some(n) => {
                let code = inner.get(n).copied().sure();
                let what = format!("U+{code:04X} may stand in a string as `\\u{code:04x}` only");
                let at = start + n;
                Err((Problem::Malformed { format: "JSON", what }, at, at + 1))
            }
        }
    }

    /// Steps over a string without escapes or a number without an exponent, which most values
    /// are, and gives it; stays where it is before anything else.
    #[inline]
    pub(in crate::record) fn simple(&mut self) -> Option<Raw<'a>> {
        let start = self.at;
        let (text, is_number) = self.skip_simple()?;
        Some(match is_number {
            true => Raw::number(text, start, self.at),
            false => Raw::scalar(Cow::Borrowed(text), start, self.at),
        })
    }

    /// The same as text, and whether it is a number.
    #[inline]
    fn skip_simple(&mut self) -> Option<(&'a str, bool)> {
        let (start, rest) = (self.at, self.rest());
        let (text, len, is_number) = match rest.first()? {
            b'"' => {
                let inner = rest.get(1..)?;
                let len = memchr2(b'"', b'\\', inner).filter(|n| inner.get(*n) == Some(&b'"'))?;
                if self.strict && inner.iter().take(len).any(is_control) {
                    return None;
                }
                (start + 1..start + 1 + len, len + 2, false)
            }
            _ => {
                let len = plain_number(rest)?;
                (start..start + len, len, true)
            }
        };
        self.at += len;
        Some((self.text.get(text)?, is_number))
    }

    /// Reads any value with all that is in it.
    pub(in crate::record) fn value(&mut self, depth: usize) -> Result<Raw<'a>, Flaw> {
        self.skip_space();
        let start = self.at;
        if let Some(simple) = self.simple() {
            return Ok(simple);
        }
        let form = match self.peek() {
            Some(b'"') => return self.string(),
            Some(b'{' | b'[') if depth >= MAX_DEPTH => {
                return Err((Problem::TooDeep { limit: MAX_DEPTH }, start, start + 1));
            }
            Some(b'{') => {
                let mut members = Vec::new();
                self.members(|s, key| {
                    let value = s.value(depth + 1)?;
                    members.push(Member { key, value });
                    Ok(())
                })?;
                Form::Map(members)
            }
            Some(b'[') => Form::List(self.list(depth)?),
            _ => return self.word(),
        };
        Ok(Raw { start, end: self.at, form })
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Raw<'a>>, Flaw> {
        let mut values = Vec::new();
        self.at += 1;
        self.skip_space();
        if self.take(b']') {
            return Ok(values);
        }
        loop {
            values.push(self.value(depth + 1)?);
            self.skip_space();
            if self.take(b']') {
                return Ok(values);
            }
            if !self.take(b',') {
                return Err(self.expected("`,` or `]`"));
            }
        }
    }

    /// Reads an object; `each` reads the value of each key.
    fn members(
        &mut self,
        mut each: impl FnMut(&mut Self, Raw<'a>) -> Result<(), Flaw>,
    ) -> Result<(), Flaw> {
        self.at += 1;
        self.skip_space();
        if self.take(b'}') {
            return Ok(());
        }
        loop {
            self.skip_space();
            let key = self.string()?;
            self.colon()?;
            each(self, key)?;
            self.skip_space();
            if self.take(b'}') {
                return Ok(());
            }
            if !self.take(b',') {
                return Err(self.expected("`,` or `}`"));
            }
        }
    }

    /// Steps over the colon behind a key and the space around it.
    pub(in crate::record) fn colon(&mut self) -> Result<(), Flaw> {
        self.skip_space();
        if !self.take(b':') {
            return Err(self.expected("`:`"));
        }
        self.skip_space();
        Ok(())
    }

    /// Reads a number, `true`, `false` or `null`.
    fn word(&mut self) -> Result<Raw<'a>, Flaw> {
        let start = self.at;
        let len = self
            .rest()
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.'))
            .count();
        let word = self.text.get(start..start + len).sure();
        let form = match word.as_bytes().first() {
            Some(b'-' | b'0'..=b'9') if is_number(word) => {
                self.at += len;
                return Ok(Raw::number(word, start, self.at));
            }
            _ if word == "null" => Form::Null,
            _ if word == "true" || word == "false" => {
                Form::Typed(Typed::Truth(word == "true"), word)
            }
            _ => return Err(self.expected("a value")),
        };
        self.at += len;
        Ok(Raw { start, end: self.at, form })
    }

    /// Steps over a value that nobody needs.
    pub(in crate::record) fn skip_value(&mut self) -> Result<(), Flaw> {
        match self.peek() {
            _ if self.skip_simple().is_some() => Ok(()),
            Some(b'"') => self.skip_string().map(|_| ()),
            Some(b'{' | b'[') => self.value(0).map(|_| ()),
            _ => self.word().map(|_| ()),
        }
    }
}

/// Reads the value that a line starts with, whatever stands behind it.
pub(in crate::record) fn first_value(line: &str) -> Result<Raw<'_>, Flaw> {
    Scanner::new(line, 0, false).value(0)
}

/// Reads a whole file, which is one document.
pub(in crate::record) fn documents(text: &str) -> (Vec<Raw<'_>>, Vec<Flaw>) {
    match document(text) {
        Ok(found) => (vec![found], Vec::new()),
        Err(wrong) => (Vec::new(), vec![wrong]),
    }
}

fn document(text: &str) -> Result<Raw<'_>, Flaw> {
    let mut scanner = Scanner::new(text, 0, true);
    if text.starts_with('\u{feff}') {
        scanner.at = 3;
    }
    scanner.skip_space();
    let value = scanner.value(0)?;
    scanner.skip_space();
    match scanner.peek() {
        None => Ok(value),
        Some(_) => Err(scanner.expected("the end of the file")),
    }
}

/// Whether a byte is a control character, which no string of JSON holds as it is.
pub(in crate::record) fn is_control(byte: &u8) -> bool {
    *byte < 0x20
}

/// The length of a number such as `120` or `-12.50` up to a comma or the end of its object.
fn plain_number(bytes: &[u8]) -> Option<usize> {
    let digits = |from: usize| {
        let rest = bytes.get(from..).sure();
        from + rest.iter().position(|b| !b.is_ascii_digit()).unwrap_or(rest.len())
    };
    let start = usize::from(bytes.first() == Some(&b'-'));
    let point = digits(start);
    let whole = point - start;
    if whole == 0 || whole > 1 && bytes.get(start) == Some(&b'0') {
        return None;
    }
    let end = if bytes.get(point) == Some(&b'.') { digits(point + 1) } else { point };
    (end != point + 1 && matches!(bytes.get(end), Some(b',' | b'}'))).then_some(end)
}

/// Whether a word is a number by JSON's grammar.
fn is_number(word: &str) -> bool {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((m, e)) => (m, Some(e.strip_prefix(['+', '-']).unwrap_or(e))),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((w, f)) => (w, Some(f)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}
