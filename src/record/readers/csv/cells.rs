//! The cells of a CSV row: bare, or in quotes with doubled quotes and line breaks.

use crate::alarm::Sure;
use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3};

use super::dialect::Dialect;
use crate::record::error::{Flaw, Problem};
use crate::record::raw::{Form, Raw};
use crate::value::text::composed;

/// Reads a text cell by cell.
pub(in crate::record) struct Scanner<'a> {
    pub(in crate::record) text: &'a str,
    pub(in crate::record) at: usize,
    delimiter: u8,
    line_end: u8,
    quote: u8,
    /// How many cells have quotes in their text, and where the first stands.
    pub(in crate::record) strays: Option<(u64, usize)>,
}

impl<'a> Scanner<'a> {
    /// A scanner that starts at a byte of the text.
    pub(in crate::record) fn new(text: &'a str, at: usize, dialect: Dialect) -> Scanner<'a> {
        let Dialect { delimiter, line_end, quote } = dialect;
        Scanner { text, at, delimiter, line_end, quote, strays: None }
    }

    /// Reads one row with its line break; `each` gets every cell.
    pub(in crate::record) fn row(
        &mut self,
        mut each: impl FnMut(usize, Raw<'a>),
    ) -> Result<(), Flaw> {
        for i in 0.. {
            let cell = match self.text.as_bytes().get(self.at) {
                Some(first) if *first == self.quote => self.quoted()?,
                _ => self.bare()?,
            };
            each(i, cell);
            let next = self.text.as_bytes().get(self.at).copied();
            self.at += usize::from(next.is_some());
            if next != Some(self.delimiter) {
                break;
            }
        }
        Ok(())
    }

    /// A cell without quotes, up to the delimiter or line break.
    #[inline]
    fn bare(&mut self) -> Result<Raw<'a>, Flaw> {
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).sure();
        let mut stop = start + self.cell_end(rest).unwrap_or(rest.len());
        if self.text.as_bytes().get(stop) == Some(&self.quote) {
            stop = self.behind_quotes(stop);
        }
        self.at = stop;
        let end = match self.text.as_bytes().get(stop) {
            Some(b'\n') | None => self.without_return(start, stop),
            Some(_) => stop,
        };
        let text = self.text.get(start..end).sure();
        let form =
            if text.is_empty() { Form::Null } else { Form::Scalar(composed(Cow::Borrowed(text))) };
        Ok(Raw { start, end, form })
    }

    /// Where the first delimiter, line break or quote stands.
    #[inline]
    fn cell_end(&self, bytes: &[u8]) -> Option<usize> {
        let (delimiter, line_end, quote) = (self.delimiter, self.line_end, self.quote);
        let mut at = 0;
        while at < NEAR
            && let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>)
        {
            let text = u64::from_le_bytes(*eight);
            let found =
                equal_to(delimiter, text) | equal_to(line_end, text) | equal_to(quote, text);
            if found != 0 {
                return Some(at + found.trailing_zeros() as usize / 8);
            }
            at += 8;
        }
        memchr3(delimiter, line_end, quote, bytes.get(at..)?).map(|n| at + n)
    }

    /// The end of a bare cell in whose text a quote stands: `5" pipe`.
    #[cold]
    fn behind_quotes(&mut self, quote: usize) -> usize {
        let (count, first) = self.strays.unwrap_or((0, quote));
        self.strays = Some((count + 1, first));
        let rest = self.text.as_bytes().get(quote..).sure();
        quote + memchr2(self.delimiter, self.line_end, rest).unwrap_or(rest.len())
    }

    /// The end of a cell without the carriage returns before its line feed: programs that write
    /// one for each line feed make two of one that was there.
    fn without_return(&self, start: usize, end: usize) -> usize {
        let cell = self.text.as_bytes().get(start..end).sure();
        end - cell.iter().rev().take_while(|b| **b == b'\r').count()
    }

    /// A cell in quotes, whose doubled quotes stand for one.
    fn quoted(&mut self) -> Result<Raw<'a>, Flaw> {
        let (start, bytes, quote) = (self.at, self.text.as_bytes(), self.quote);
        let (mut at, mut doubled) = (start + 1, false);
        loop {
            let rest = bytes.get(at..).sure();
            let Some(n) = memchr(quote, rest) else {
                self.at = bytes.len();
                return Err(malformed("this quote is not closed", start));
            };
            at += n + 1;
            if bytes.get(at) != Some(&quote) {
                break;
            }
            (at, doubled) = (at + 1, true);
        }
        let inner = self.text.get(start + 1..at - 1).sure();
        let text = match doubled {
            true => {
                let one = char::from(quote);
                Cow::Owned(inner.replace(&format!("{one}{one}"), &one.to_string()))
            }
            false => Cow::Borrowed(inner),
        };
        let rest = bytes.get(at..).sure();
        let returns = rest.iter().take_while(|b| **b == b'\r').count();
        self.at = at + if rest.get(returns) == Some(&b'\n') { returns } else { 0 };
        match bytes.get(self.at) {
            None => {}
            Some(b) if *b == self.delimiter || *b == self.line_end => {}
            Some(_) => return Err(malformed("text behind a closing quote", self.at)),
        }
        Ok(Raw::scalar(text, start, at))
    }

    /// Steps over the rest of the line.
    pub(in crate::record) fn skip_line(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).sure();
        self.at += memchr(self.line_end, rest).map_or(rest.len(), |n| n + 1);
    }
}

fn malformed(what: &str, at: usize) -> Flaw {
    (Problem::Malformed { format: "CSV", what: what.to_owned() }, at, at + 1)
}

/// How many bytes are looked at eight at a time before the search is called that is quicker for
/// long cells: most cells are too short for it.
const NEAR: usize = 24;

/// Marks the highest bit of the bytes that are a given one, up to the first of them for certain.
#[inline]
fn equal_to(byte: u8, text: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let differs = text ^ (ONES * u64::from(byte));
    differs.wrapping_sub(ONES) & !differs & (ONES << 7)
}
