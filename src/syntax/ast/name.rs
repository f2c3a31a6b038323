//! What items and clauses have in common: names, texts, doc comments, citations.

use crate::source::Span;
use crate::value::Date;

/// A name and where it stands. Names are NFC-normalised.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

/// `///` lines: the first paragraph is the title, the rest the rationale.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Doc {
    /// First paragraph, its lines joined with spaces.
    pub title: String,
    /// The paragraphs behind it.
    pub rationale: String,
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
