//! A value as a reader found it: text with its place, before any type is known.

use std::borrow::Cow;

use super::decode::number;
use crate::value::Date;
use crate::value::text::composed;

/// How deep values may nest.
pub(super) const MAX_DEPTH: usize = 64;

/// One value of a record file and the bytes `start..end` it stands in.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Raw<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) form: Form<'a>,
}

/// What a value is, as far as its file format can tell. Where a format has no types, numbers, dates
/// and truth values are text like any other: the type that the field declares reads them, never a
/// format's guess.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Form<'a> {
    Null,
    Scalar(Cow<'a, str>),
    /// A word for "this is not known" in quotes, where the format can tell it from the bare word.
    Quoted(Cow<'a, str>),
    /// What the format has a type of its own for; also as text, as keys and labels are.
    Typed(Typed, &'a str),
    List(Vec<Raw<'a>>),
    Map(Vec<Member<'a>>),
}

/// A value of a type that its format has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Typed {
    /// `coef` × 10^-`scale`.
    Number {
        coef: i64,
        scale: u8,
    },
    /// A number that this does not hold: its text does, as JSON writes numbers.
    Long,
    Date(Date),
    Truth(bool),
    /// No value at all.
    Fault(Fault),
}

/// Why a cell that should have a value has none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fault {
    /// A formula went wrong; the text names the error.
    Error,
    /// Nobody has computed the formula.
    Uncomputed,
}

impl Typed {
    /// The number that a text is, as JSON writes it.
    pub(super) fn of_number(text: &str) -> Typed {
        let plain = number::plain(text).map(|(coef, scale)| Typed::Number { coef, scale });
        plain.unwrap_or(Typed::Long)
    }
}

/// One `key: value` of a map.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Member<'a> {
    pub(super) key: Raw<'a>,
    pub(super) value: Raw<'a>,
}

impl<'a> Raw<'a> {
    /// A scalar, in NFC.
    pub(super) fn scalar(text: Cow<'a, str>, start: usize, end: usize) -> Raw<'a> {
        Raw { start, end, form: Form::Scalar(composed(text)) }
    }

    /// A number that its format tells from a text.
    pub(super) fn number(text: &'a str, start: usize, end: usize) -> Raw<'a> {
        Raw { start, end, form: Form::Typed(Typed::of_number(text), text) }
    }

    /// What it is, where its format tells.
    pub(super) fn typed(&self) -> Option<Typed> {
        match self.form {
            Form::Typed(typed, _) => Some(typed),
            _ => None,
        }
    }

    /// The text of a scalar, trimmed.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.form {
            Form::Scalar(text) | Form::Quoted(text) => Some(trimmed(text)),
            Form::Typed(_, text) => Some(text),
            Form::Null | Form::List(_) | Form::Map(_) => None,
        }
    }

    /// Whether nothing is told: null, or no text at all.
    pub(super) fn is_empty(&self) -> bool {
        match &self.form {
            Form::Null => true,
            Form::Typed(..) => false,
            Form::Scalar(text) | Form::Quoted(text) => trimmed(text).is_empty(),
            Form::List(_) | Form::Map(_) => false,
        }
    }

    /// The member of a map, by key.
    pub(super) fn member(&self, key: &str) -> Option<&Raw<'a>> {
        match &self.form {
            Form::Map(members) => {
                members.iter().find(|m| m.key.text() == Some(key)).map(|m| &m.value)
            }
            Form::Null | Form::Scalar(_) | Form::Quoted(_) | Form::Typed(..) | Form::List(_) => {
                None
            }
        }
    }

    /// The value at the end of a dotted path; a key that is spelled with the dots wins.
    pub(super) fn descend(&self, path: &str) -> Option<&Raw<'a>> {
        if let Some(found) = self.member(path) {
            return Some(found);
        }
        let (head, rest) = path.split_once('.')?;
        self.member(head)?.descend(rest)
    }

    /// Where a dotted path leads to two values, of which [`Raw::descend`] takes the first.
    pub(super) fn fork(&self, path: &str) -> Option<Fork<'_, 'a>> {
        let Form::Map(members) = &self.form else { return None };
        if let Some((first, again)) = again(members, path) {
            return Some(Fork::Twice(first, again));
        }
        let (head, rest) = path.split_once('.')?;
        if let Some((first, again)) = again(members, head) {
            return Some(Fork::Twice(first, again));
        }
        let step = self.member(head)?;
        let spelled = self.member(path).zip(step.descend(rest));
        spelled.and_then(|(whole, deep)| both(whole, deep)).or_else(|| step.fork(rest))
    }
}

/// Two places to which one path leads.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Fork<'r, 'a> {
    /// A key on its way stands twice, here and there.
    Twice(&'r Raw<'a>, &'r Raw<'a>),
    /// A value whose key is spelled with the dots says otherwise than this one, which stands in
    /// maps within maps.
    Both(&'r Raw<'a>),
}

/// The fork of a value whose key is spelled with dots, and one in maps; none if they say the same.
pub(super) fn both<'r, 'a>(whole: &Raw<'a>, deep: &'r Raw<'a>) -> Option<Fork<'r, 'a>> {
    let same = whole.text().is_some_and(|text| deep.text() == Some(text));
    (!same).then_some(Fork::Both(deep))
}

/// A key that stands twice in a map, at its first two places.
pub(super) fn again<'r, 'a>(
    members: &'r [Member<'a>],
    key: &str,
) -> Option<(&'r Raw<'a>, &'r Raw<'a>)> {
    let mut places = members.iter().map(|m| &m.key).filter(|k| k.text() == Some(key));
    places.next().zip(places.next())
}

/// The first key that stands twice, at both its places. The keys are known to be of a few: the
/// search ends before it gets long.
pub(super) fn twice<'r, 'a>(members: &'r [Member<'a>]) -> Option<(&'r Raw<'a>, &'r Raw<'a>)> {
    members.iter().enumerate().find_map(|(i, again)| {
        let same = |m: &&Member| m.key.text() == again.key.text();
        members.iter().take(i).find(same).map(|first| (&first.key, &again.key))
    })
}

/// A text without the space around it; most have none, which two bytes show.
fn trimmed(text: &str) -> &str {
    match (text.as_bytes().first(), text.as_bytes().last()) {
        (Some(0x21..=0x7E), Some(0x21..=0x7E)) => text,
        _ => text.trim(),
    }
}
