//! Texts with `{…}` parts, and the escapes of texts.

use super::ast::{HoleFormat, Part, Template};
use super::builder::{Builder, parts};
use super::error::SyntaxError;
use super::expr::build_expr;
use super::parser::{Node, Rule};
use crate::value::Lang;
use crate::value::text::is_invisible;

/// `"{deal.name}: {leverage:1}x"`; what is wrong with an escape or a format hides no hole.
pub(super) fn build_template(
    builder: &mut Builder<'_>,
    lang: Option<Lang>,
    node: Node<'_>,
) -> Option<Template> {
    let span = builder.span_of(&node);
    let mut pieces = Vec::new();
    let mut text = String::new();
    for piece in node.into_inner() {
        match piece.as_rule() {
            Rule::plain => text.push_str(piece.as_str()),
            Rule::double_brace => text.push_str(piece.as_str().get(..1)?),
            Rule::escape => text.extend(escaped(builder, piece.as_str(), piece.as_span().start())),
            _ => {
                if !text.is_empty() {
                    pieces.push(Part::Text(std::mem::take(&mut text)));
                }
                pieces.push(build_hole(builder, piece)?);
            }
        }
    }
    if !text.is_empty() {
        pieces.push(Part::Text(text));
    }
    Some(Template { lang, parts: pieces, span })
}

/// `{leverage:1}`
fn build_hole(builder: &mut Builder<'_>, node: Node<'_>) -> Option<Part> {
    let mut nodes = parts(node);
    let expr = build_expr(builder, nodes.next()?);
    let format = nodes.next().and_then(|format| build_hole_format(builder, &format));
    Some(Part::Hole(expr, format))
}

/// `1`, `%`, `1%`, `exact`
fn build_hole_format(builder: &mut Builder<'_>, node: &Node<'_>) -> Option<HoleFormat> {
    if node.as_str() == "exact" {
        return Some(HoleFormat { exact: true, ..HoleFormat::default() });
    }
    let digits = node.as_str().trim_end_matches('%');
    let percent = digits.len() < node.as_str().len();
    if digits.is_empty() {
        return Some(HoleFormat { percent, ..HoleFormat::default() });
    }
    let places = digits.parse().ok().filter(|places: &u8| *places <= 34);
    if places.is_none() {
        builder.report(builder.span_of(node), SyntaxError::BadPlaces);
    }
    places.map(|places| HoleFormat { places: Some(places), percent, exact: false })
}

/// A text with its escapes undone; `start` is where it stands in the file.
pub(super) fn unescape(builder: &mut Builder<'_>, written: &str, start: usize) -> Option<String> {
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        text.push_str(before);
        let length = escape_length(escape);
        let offset = start + written.len() - escape.len();
        text.push(escaped(builder, escape.get(..length)?, offset)?);
        rest = escape.get(length..)?;
    }
    text.push_str(rest);
    Some(text)
}

/// A text in quotes, as rules write one without holes: what nobody sees stands there by its number.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            c if c.is_control() || is_invisible(c) => {
                quoted.push_str(&format!("\\u{{{:X}}}", u32::from(c)));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// How long the escape is that a text starts with.
fn escape_length(text: &str) -> usize {
    if text.starts_with("\\u{")
        && let Some(end) = text.find('}')
    {
        return end + 1;
    }
    1 + text.chars().nth(1).map_or(0, char::len_utf8)
}

/// The character that an escape stands for.
fn escaped(builder: &mut Builder<'_>, escape: &str, start: usize) -> Option<char> {
    let character = match escape {
        "\\\"" => Some('"'),
        "\\\\" => Some('\\'),
        "\\n" => Some('\n'),
        _ => escape
            .strip_prefix("\\u{")
            .and_then(|code| code.strip_suffix('}'))
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32),
    };
    if character.is_none() {
        let span = builder.span(start, start + escape.len());
        builder.report(span, SyntaxError::BadEscape { escape: escape.to_owned() });
    }
    character
}
