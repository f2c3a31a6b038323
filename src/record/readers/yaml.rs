//! YAML events into raw values: places kept, types left to the fields that read them.

use std::borrow::Cow;

use crate::record::error::{Flaw, Problem};
use crate::record::nothing::names_nobody;
use crate::record::raw::{Form, MAX_DEPTH, Member, Raw};
use granit_parser::{Event, Options, Parser, ScalarStyle, Span as YamlSpan, Tag};

/// Reads the documents of a file. What was read before an error is given too.
pub(in crate::record) fn documents(text: &str) -> (Vec<Raw<'_>>, Vec<Flaw>) {
    let mut options = Options::default();
    options.set_emit_comments(false);
    let mut reader = Reader { stack: Vec::new(), documents: Vec::new(), problems: Vec::new() };
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) = match next {
            Ok(next) => next,
            Err(error) => {
                let (at, what) = (error.marker().byte_offset().unwrap_or_default(), error.info());
                // The parser marks the value that the tab spoils; the tab itself is what to mend.
                let tab =
                    text.get(at..).filter(|_| what.contains("tab")).and_then(|t| t.find('\t'));
                let at = at + tab.unwrap_or(0);
                let problem = Problem::Malformed { format: "YAML", what };
                reader.problems.push((problem, at, at + 1));
                break;
            }
        };
        if let Err(fatal) = reader.event(event, span) {
            reader.problems.push(fatal);
            break;
        }
    }
    (reader.documents, reader.problems)
}

struct Reader<'a> {
    stack: Vec<Open<'a>>,
    documents: Vec<Raw<'a>>,
    problems: Vec<Flaw>,
}

/// A list or map whose end has not come yet.
enum Open<'a> {
    List { start: usize, values: Vec<Raw<'a>> },
    Map { start: usize, members: Vec<Member<'a>>, key: Option<Raw<'a>> },
}

impl<'a> Reader<'a> {
    /// Takes one event; what comes back as an error ends the reading.
    fn event(&mut self, event: Event<'a>, span: YamlSpan) -> Result<(), Flaw> {
        let range = span.byte_range().unwrap_or_default();
        let (start, end) = (range.start, range.end);
        match event {
            Event::Scalar(text, style, _, tag) => {
                let style = self.style(tag.as_deref(), &text, style, start);
                self.value(match self.expects_key() {
                    // A key is a name, whatever word it is.
                    true if is_null(&text) => Raw::scalar(text, start, end),
                    _ => scalar(text, style, start, end),
                });
            }
            Event::SequenceStart(_, _, tag) => {
                self.sees_no_other_tag(tag.as_deref(), "seq", start);
                self.open(Open::List { start, values: Vec::new() }, start)?;
            }
            Event::MappingStart(_, _, tag) => {
                self.sees_no_other_tag(tag.as_deref(), "map", start);
                self.open(Open::Map { start, members: Vec::new(), key: None }, start)?;
            }
            Event::SequenceEnd | Event::MappingEnd => match self.stack.pop() {
                Some(Open::List { start, values }) => {
                    let end = values.last().map_or(end, |v| v.end).max(start);
                    self.value(Raw { start, end, form: Form::List(values) });
                }
                Some(Open::Map { start, members, .. }) => {
                    let end = members.last().map_or(end, |m| m.value.end).max(start);
                    self.value(Raw { start, end, form: Form::Map(members) });
                }
                None => {}
            },
            // One alias is told, not each of a million, nor what is amiss without its value.
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                return Err((Problem::Alias, start, end));
            }
            // The stream's and documents' marks, comments, and what later versions may add.
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, open: Open<'a>, start: usize) -> Result<(), Flaw> {
        if self.stack.len() >= MAX_DEPTH {
            return Err((Problem::TooDeep { limit: MAX_DEPTH }, start, start + 1));
        }
        self.stack.push(open);
        Ok(())
    }

    /// The style of a scalar as its tag tells it: `!!str` is as good as quotes, and the other tags
    /// of YAML itself leave it to the field's type. One of a program's own (`!env`) asks for what
    /// nobody does here.
    fn style(
        &mut self,
        tag: Option<&Tag>,
        text: &str,
        style: ScalarStyle,
        at: usize,
    ) -> ScalarStyle {
        let Some(tag) = tag else { return style };
        match core(tag) {
            Some("str") => return ScalarStyle::DoubleQuoted,
            Some("bool" | "int" | "float" | "timestamp") => {}
            Some("null") if is_null(text) => {}
            _ => self.refuse(tag, at),
        }
        style
    }

    /// Refuses any tag of a list or map but the one that says what it is.
    fn sees_no_other_tag(&mut self, tag: Option<&Tag>, own: &str, start: usize) {
        if let Some(tag) = tag.filter(|tag| core(tag) != Some(own)) {
            self.refuse(tag, start);
        }
    }

    fn refuse(&mut self, tag: &Tag, at: usize) {
        self.problems.push((Problem::Tag { tag: tag.original() }, at, at + 1));
    }

    /// Whether the next value is a key.
    fn expects_key(&self) -> bool {
        matches!(self.stack.last(), Some(Open::Map { key: None, .. }))
    }

    /// Puts a value where it belongs.
    fn value(&mut self, raw: Raw<'a>) {
        match self.stack.last_mut() {
            None => self.documents.push(raw),
            Some(Open::List { values, .. }) => values.push(raw),
            Some(Open::Map { members, key, .. }) => match key.take() {
                // What is no name was told when it was met.
                Some(key) if key.text().is_none() => {}
                Some(key) => members.push(Member { key, value: raw }),
                None => {
                    if raw.text().is_none() {
                        let expected = "a name as the key of a value".to_owned();
                        self.problems.push((Problem::Shape { expected }, raw.start, raw.end));
                    }
                    *key = Some(raw);
                }
            },
        }
    }
}

/// What a tag of YAML itself says a value is.
fn core(tag: &Tag) -> Option<&str> {
    match (tag.handle(), tag.suffix()) {
        ("tag:yaml.org,2002:", name) => Some(name),
        // `! null` is the text.
        ("", "!") | ("!", "") => Some("str"),
        _ => tag.core_suffix(),
    }
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Only a plain scalar can say null, and only in quotes is a word that names nobody a key; everything else is text until a field's type reads it.
fn scalar(text: Cow<'_, str>, style: ScalarStyle, start: usize, end: usize) -> Raw<'_> {
    let null = matches!(style, ScalarStyle::Plain) && is_null(&text);
    let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
    match null {
        true => Raw { start, end, form: Form::Null },
        false if quoted && names_nobody(&text) => Raw { start, end, form: Form::Quoted(text) },
        false => Raw::scalar(text, start, end),
    }
}
