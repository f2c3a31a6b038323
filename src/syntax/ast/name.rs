//! What items and clauses have in common: names, texts, doc comments, citations.

use crate::source::Span;
use crate::value::{Date, Worded};

/// A name and where it stands. Names are NFC-normalised. One that is reached by its pack holds that,
/// too: `std.commitment.large`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

impl Name {
    /// The name of something in what this one names.
    pub fn of_pack(self, name: Name) -> Name {
        Name { text: format!("{}.{}", self.text, name.text), span: self.span.to(name.span) }
    }

    /// Its parts, the last of which is the name in its pack. Blanks and marks that were composed leave
    /// their places unknown: each then stands where the whole does.
    pub fn parts(&self) -> impl Iterator<Item = Name> {
        let place = |start: usize, len: usize| match self.text.len() == self.span.len as usize {
            true => {
                let start = self.span.start as usize + start;
                Span::new(self.span.file, start, start + len)
            }
            false => self.span,
        };
        let mut start = 0;
        self.text.split('.').map(move |part| {
            let span = place(start, part.len());
            start += part.len() + 1;
            Name { text: part.to_owned(), span }
        })
    }
}

/// `///` lines: the first paragraph is the title, the rest the rationale; so it is in each language
/// that a line such as `/// bg: …` begins.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Doc {
    /// First paragraph, its lines joined with spaces.
    pub title: Worded<String>,
    /// The paragraphs behind it.
    pub rationale: Worded<String>,
}

/// A quoted text without interpolation, unescaped.
#[derive(Clone, PartialEq, Debug)]
pub struct Text {
    /// The text.
    pub text: String,
    /// With its quotes.
    pub span: Span,
}

/// `"CRR 395" from 2014-01-01 until 2021-06-27 under crr`
#[derive(Clone, PartialEq, Debug)]
pub struct Citation {
    /// What is cited.
    pub text: Text,
    /// The first day on which it holds, and where that stands.
    pub from: Option<(Date, Span)>,
    /// The last one.
    pub until: Option<(Date, Span)>,
    /// The framework that it belongs to.
    pub framework: Option<Name>,
    /// From the text to the last of these.
    pub span: Span,
}
