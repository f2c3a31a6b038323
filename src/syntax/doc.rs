//! Doc comments: module docs, titles and rationales, and the plain comment behind a field.

use super::ast::{Comment, Doc};
use super::builder::{Builder, next_if};
use super::error::SyntaxError;
use super::parser::{Node, Rule};
use crate::alarm::Sure;
use crate::source::Span;
use crate::value::{Lang, Worded};
use std::iter::Peekable;
use std::ops::Range;

/// The `//!` lines, joined with line breaks.
pub(super) fn build_module_doc<'n>(nodes: &mut Peekable<impl Iterator<Item = Node<'n>>>) -> String {
    let lines = std::iter::from_fn(|| next_if(nodes, Rule::module_doc));
    lines.map(|line| line_text(line.as_str())).collect::<Vec<_>>().join("\n")
}

/// The `///` lines in front of an item or a field.
pub(super) fn build_doc<'n>(
    builder: &mut Builder<'_>,
    nodes: &mut Peekable<impl Iterator<Item = Node<'n>>>,
) -> Doc {
    let mut own = Lines::default();
    let mut begun: Vec<(&str, Span, Lines<'n>)> = Vec::new();
    let mut in_paragraph = false;
    // Where its own text ends, and where that in other languages stands.
    let (mut own_end, mut translated) = (None, None::<Range<usize>>);
    while let Some(line) = next_if(nodes, Rule::doc) {
        let (written, start, end) = (line.as_str(), line.as_span().start(), line.as_span().end());
        let told = in_language(line_text(written), in_paragraph);
        in_paragraph = !line_text(written).trim().is_empty();
        if told.is_some() || translated.is_some() {
            translated.get_or_insert(own_end.unwrap_or(start)..end).end = end;
        } else if in_paragraph {
            own_end = Some(end);
        }
        match told {
            Some((tag, text)) => {
                let start = start + written.find(tag).sure();
                let span = builder.span(start, start + tag.len());
                begun.push((tag, span, Lines(vec![text])));
            }
            None => {
                begun.last_mut().map_or(&mut own, |(.., lines)| lines).0.push(line_text(written))
            }
        }
    }
    builder.tree.aside.extend(translated.map(|at| builder.span(at.start, at.end)));
    let mut others: Vec<(Lang, Span, Lines<'n>)> = Vec::new();
    for (tag, span, lines) in begun {
        let Some(lang) = language(builder, tag, span) else { continue };
        match others.iter().find(|(other, ..)| *other == lang) {
            Some((_, first, _)) => {
                builder.report(span, SyntaxError::SecondLanguage { lang, first: *first });
            }
            None => others.push((lang, span, lines)),
        }
    }
    let text = |of: fn(&Lines<'n>) -> String| {
        let told = others.iter().map(|(lang, _, lines)| (*lang, of(lines)));
        Worded::new(of(&own), told.filter(|(_, text)| !text.is_empty()).collect())
    };
    Doc { title: text(Lines::title), rationale: text(Lines::rationale) }
}

/// The lines of a doc comment in one language.
#[derive(Default)]
struct Lines<'t>(Vec<&'t str>);

impl<'t> Lines<'t> {
    /// The lines of the first paragraph, and those behind it.
    fn parts(&self) -> (&[&'t str], &[&'t str]) {
        let is_blank = |line: &&str| line.trim().is_empty();
        let start = self.0.iter().take_while(|line| is_blank(line)).count();
        let lines = self.0.get(start..).sure();
        lines.split_at(lines.iter().position(is_blank).unwrap_or(lines.len()))
    }

    fn title(&self) -> String {
        let (title, _) = self.parts();
        title.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
    }

    fn rationale(&self) -> String {
        let (_, rationale) = self.parts();
        rationale.join("\n").trim().to_owned()
    }
}

/// The language that a line of a doc comment begins, and what it says: `bg: Праг`. Two small letters
/// in front of a colon are taken for one where they begin a paragraph or a sentence, so that a text
/// in an unknown language is no part of another, unseen; `it: news lift the price` is prose.
fn in_language(line: &str, in_paragraph: bool) -> Option<(&str, &str)> {
    let (tag, text) = line.split_once(':')?;
    let is_tag = tag.len() == 2 && tag.bytes().all(|b| b.is_ascii_lowercase());
    let is_apart = text.is_empty() || text.starts_with(' ');
    let text = text.trim_start();
    let begins = || !in_paragraph || text.starts_with(char::is_uppercase);
    let is_known = || tag.parse::<Lang>().is_ok();
    (is_tag && is_apart && (is_known() || begins())).then_some((tag, text))
}

/// The language of a tag; one that is none is reported.
pub(super) fn language(builder: &mut Builder<'_>, tag: &str, span: Span) -> Option<Lang> {
    let lang = tag.parse();
    lang.map_err(|none| builder.report(span, SyntaxError::NoLanguage(none))).ok()
}

/// The plain comment behind a field on its own line.
pub(super) fn trailing_doc(text: &str, comments: &[Comment], field: Span) -> Doc {
    let next = comments.partition_point(|comment| comment.span.start < field.end());
    let on_the_line = comments.get(next).filter(|comment| {
        let between = text.get(field.end() as usize..comment.span.start as usize);
        between.is_some_and(|blank| {
            blank.chars().all(|c| c != '\n' && (c == ',' || c.is_whitespace()))
        })
    });
    let title = on_the_line.map(|comment| comment.text.trim().to_owned()).unwrap_or_default();
    Doc { title: title.into(), ..Doc::default() }
}

/// The text of a doc line: behind its three marks and one blank.
fn line_text(line: &str) -> &str {
    let text = line.get(3..).sure();
    text.strip_prefix(' ').unwrap_or(text).trim_end()
}
