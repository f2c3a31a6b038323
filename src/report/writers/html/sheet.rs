//! Where a page goes: a stream that no character of a name can turn into something else.

use std::io::{self, Write};

use maud::Markup;
use serde::Serialize;

use crate::report::Out;
use crate::value::text::harmless;

/// A page, in writing. Templates escape what HTML means something by; what nobody sees, or turns
/// the direction of what follows, is shown as what it is: a character that does not belong there.
pub(in crate::report) struct Sheet<'w>(io::BufWriter<Out<'w>>);

impl<'w> Sheet<'w> {
    /// A page for that stream.
    pub(in crate::report) fn new(out: Out<'w>) -> Self {
        Sheet(io::BufWriter::new(out))
    }

    /// Writes a part of the page.
    pub(in crate::report) fn put(&mut self, part: &Markup) -> io::Result<()> {
        self.text(&part.0)
    }

    /// Writes data that the page's script reads.
    pub(in crate::report) fn data(&mut self, class: &str, data: &impl Serialize) -> io::Result<()> {
        write!(self.0, "<script type=\"application/json\" class=\"{class}\">")?;
        // Within a script nothing is escaped, and only a `<` can end it.
        let json = serde_json::to_string(data).map_err(io::Error::from)?;
        self.text(&json.replace('<', "\\u003c"))?;
        self.0.write_all(b"</script>\n")
    }

    /// Hands on what was written.
    pub(in crate::report) fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        match text.chars().all(|c| on_page(c) == c) {
            true => self.0.write_all(text.as_bytes()),
            false => self.0.write_all(text.chars().map(on_page).collect::<String>().as_bytes()),
        }
    }
}

/// A character as a page may hold it.
fn on_page(c: char) -> char {
    match c {
        '\n' => c,
        '\u{2028}' | '\u{2029}' | '\t' => ' ',
        c => harmless(c),
    }
}
