//! Rules: conditions and texts, what amended them, and those that are taken out.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Citation;
use crate::outcome::Severity;
use crate::source::Span;
use crate::ty::{ExprId, Format, RecordId};
use crate::value::Worded;

/// What a rule is known by from run to run, whatever else is loaded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownAs {
    /// Its name: of a pack that ships with the pack's in front; of a project's own alone, but for
    /// one that several of its files have.
    pub now: Arc<str>,
    /// What else runs may have called it, which means no other rule of this run.
    pub before: Vec<Arc<str>>,
    /// The names that it had before it was renamed, as they are written.
    pub formerly: Vec<Arc<str>>,
}

impl KnownAs {
    /// What it was known by from run to run before it was renamed.
    pub fn names_then(&self) -> impl Iterator<Item = String> {
        let pack = self.now.rsplit_once('.').map(|(pack, _)| pack);
        let whole = move |name: &Arc<str>| match pack {
            Some(pack) => format!("{pack}.{name}"),
            None => name.to_string(),
        };
        self.formerly.iter().map(whole)
    }
}

/// A rule.
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// What the run calls it, unique in the program: its kebab-case name, with that of its pack in
    /// front where another goes by it.
    pub name: Arc<str>,
    /// The dotted path of its file: `std.commitment`.
    pub pack: Arc<str>,
    /// What it is known by from run to run.
    pub known_as: KnownAs,
    /// First paragraph of the doc comment; the name in words where there is none.
    pub title: Worded<String>,
    /// The paragraphs behind it.
    pub rationale: Worded<String>,
    /// Citations.
    pub cites: Vec<Citation>,
    /// Tags.
    pub tags: Vec<String>,
    /// The record kind it looks at.
    pub subject: RecordId,
    /// The subject's variable.
    pub variable: Arc<str>,
    /// Conditions under which it does not apply.
    pub unless: Vec<ExprId>,
    /// Rungs, most severe first; the order of text among equals.
    pub rungs: Vec<Rung>,
    /// Whether the subject exists, where that is not certain of all: a part of every rung.
    pub exists: Option<ExprId>,
    /// What a finding says.
    pub message: Option<Worded<Template>>,
    /// What to do about it.
    pub remedy: Option<Worded<Template>>,
    /// How much money is at stake where it flags, in any currency.
    pub amount: Option<ExprId>,
    /// What readers call what its `let`s name, where they say so.
    pub called: BTreeMap<Arc<str>, Worded<String>>,
    /// Where the rule's name stands.
    pub span: Span,
    /// The amendments that changed it.
    pub amended: Vec<Amended>,
}

impl Rule {
    /// What readers call what is written so, where a `let` of that name has one for them.
    pub fn called(&self, written: &str) -> Option<&str> {
        self.called.get(written).map(|name| name.as_str()).filter(|name| !name.is_empty())
    }

    /// Whether a run may call it so, or may have called it so.
    pub fn goes_by(&self, name: &str) -> bool {
        let KnownAs { now, before, .. } = &self.known_as;
        [&self.name, now].into_iter().chain(before).any(|known| **known == *name)
    }

    /// Everything that it cites: for its rungs, then for all of it.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        self.rungs.iter().flat_map(|rung| &rung.cites).chain(&self.cites)
    }
}

/// What one amendment changed in a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Amended {
    /// Where it names the rule.
    pub span: Span,
    /// What it does to which clause, each once: `replaces flag high`, `adds unless`.
    pub changes: Vec<String>,
}

/// A rule that the program leaves out.
#[derive(Clone, PartialEq, Debug)]
pub struct Disabled {
    /// What the run calls it.
    pub rule: Arc<str>,
    /// The dotted path of its file.
    pub pack: Arc<str>,
    /// Why, where it is said.
    pub because: Option<String>,
    /// Where it is disabled: the name there.
    pub span: Span,
}

/// One rung.
#[derive(Clone, PartialEq, Debug)]
pub struct Rung {
    /// Severity.
    pub severity: Severity,
    /// Condition.
    pub when: ExprId,
    /// Its own citations.
    pub cites: Vec<Citation>,
    /// The clause.
    pub span: Span,
}

/// A text with holes.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Template(pub Vec<Part>);

/// A part of a template.
#[derive(Clone, PartialEq, Debug)]
pub enum Part {
    /// As it stands.
    Text(String),
    /// A value to print.
    Hole(ExprId, Format),
}
