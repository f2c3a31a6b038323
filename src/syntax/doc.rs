//! Doc comments: module docs, titles and rationales, and the plain comment behind a field.

use super::ast::{Comment, Doc};
use super::builder::next_if;
use super::parser::{Node, Rule};
use crate::alarm::Sure;
use crate::source::Span;
use std::iter::Peekable;

/// The `//!` lines, joined with line breaks.
pub(super) fn build_module_doc<'n>(nodes: &mut Peekable<impl Iterator<Item = Node<'n>>>) -> String {
    let lines = std::iter::from_fn(|| next_if(nodes, Rule::module_doc));
    lines.map(|line| line_text(line.as_str())).collect::<Vec<_>>().join("\n")
}

/// The `///` lines in front of an item or a field.
pub(super) fn build_doc<'n>(nodes: &mut Peekable<impl Iterator<Item = Node<'n>>>) -> Doc {
    let mut title: Vec<&str> = Vec::new();
    let mut rationale: Vec<&str> = Vec::new();
    let mut in_title = true;
    while let Some(line) = next_if(nodes, Rule::doc) {
        let text = line_text(line.as_str());
        if text.trim().is_empty() && !title.is_empty() {
            in_title = false;
        }
        if in_title && !text.trim().is_empty() {
            title.push(text.trim());
        } else {
            rationale.push(text);
        }
    }
    Doc { title: title.join(" "), rationale: rationale.join("\n").trim().to_owned() }
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
    Doc { title, rationale: String::new() }
}

/// The text of a doc line: behind its three marks and one blank.
fn line_text(line: &str) -> &str {
    let text = line.get(3..).sure();
    text.strip_prefix(' ').unwrap_or(text).trim_end()
}
