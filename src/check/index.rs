//! What the names of rule files mean: definitions, their uses, and the types of what is written, for
//! lints and editors.

use crate::source::{FileId, Span};
use crate::ty::Ty;
use crate::value::Worded;

/// A definition, by its place in [`Index::definitions`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct DefinitionId(pub(super) u32);

/// What is defined.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum What {
    /// A kind of records.
    Record,
    /// A field of one.
    Field,
    /// A label of a choice.
    Label,
    /// A unit of measure.
    Unit,
    /// A param.
    Param,
    /// A define.
    Define,
    /// What a define is given.
    Argument,
    /// A flow.
    Flow,
    /// What the lines of a flow tell of a step by name.
    Fact,
    /// A rule.
    Rule,
    /// What goes over records: of a rule, an aggregate, a line of a flow, a step of a scenario.
    Variable,
    /// A `let`.
    Let,
    /// What a group calls one of its keys.
    Key,
    /// A scenario.
    Scenario,
    /// A scorecard.
    Scorecard,
    /// A grade of one.
    Grade,
}

/// A name that rule files give to something.
#[derive(Clone, PartialEq, Debug)]
pub struct Definition {
    /// What it is.
    pub what: What,
    /// The name.
    pub name: String,
    /// What it is a part of: the record of a field, the define of an argument, the flow of a fact.
    pub of: Option<DefinitionId>,
    /// Where it is given: mostly one place, but labels that stand in several equal choices, and facts
    /// that several lines of a flow tell, are one.
    pub places: Vec<Span>,
    /// Where it is used, in the order of files and text.
    pub uses: Vec<Span>,
    /// Of which type it is, where it is a value.
    pub ty: Option<Ty>,
    /// The first paragraph of its doc comment, of what an item gives.
    pub title: Worded<String>,
}

/// What the language itself has names for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum BuiltIn {
    /// `money`, `date`
    Type,
    /// `GW`, `hours`
    Unit,
    /// `USD`
    Currency,
    /// `year`, `round`
    Function,
    /// `high`
    Severity,
    /// `as_of`
    AsOf,
    /// `none`, to which a scenario sets a reference.
    Nobody,
    /// What made records tell: `leg.amount`, `ring.path`.
    Told,
    /// A pack, of a `use`.
    Pack,
    /// A tag of a rule.
    Tag,
    /// A name that a rule had.
    FormerName,
    /// A framework that something is cited under.
    Framework,
    /// The section of record files that holds a record kind.
    Section,
}

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Meaning {
    /// Something that rule files define.
    Defined(DefinitionId),
    /// Something of the language.
    BuiltIn(BuiltIn),
}

/// The names of the files of a program, and the types of its expressions.
#[derive(Clone, Default, Debug)]
pub struct Index {
    pub(super) definitions: Vec<Definition>,
    /// Every name that means something, in the order of files and text.
    pub(super) names: Vec<(Span, Meaning)>,
    /// Every expression that has a type, in the order of files and text, the outer before the inner.
    pub(super) types: Vec<(Span, Ty)>,
    /// The items that give something or change it, with what that is.
    pub(super) items: Vec<(DefinitionId, Span)>,
}

impl Index {
    /// Every definition, in the order in which they were met.
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// A definition of this index.
    pub fn definition(&self, id: DefinitionId) -> &Definition {
        &self.definitions[id.0 as usize]
    }

    /// The items about a definition: what gives it, then what amends it, without comments above them.
    pub fn items(&self, id: DefinitionId) -> impl Iterator<Item = Span> {
        self.items.iter().filter(move |(about, _)| *about == id).map(|(_, span)| *span)
    }

    /// What the names within a text mean, in its order.
    pub fn meanings_in(&self, text: Span) -> impl Iterator<Item = Meaning> {
        let before =
            |(span, _): &(Span, Meaning)| (span.file, span.start) < (text.file, text.start);
        let names = self.names.get(self.names.partition_point(before)..).unwrap_or_default();
        let within =
            move |(span, _): &&(Span, Meaning)| span.file == text.file && span.end() <= text.end();
        names.iter().take_while(within).map(|(_, meaning)| *meaning)
    }

    /// Every name that means something, with what it means.
    pub fn names(&self) -> &[(Span, Meaning)] {
        &self.names
    }

    /// The name at an offset of a file, or that ends there, and what it means.
    pub fn name_at(&self, file: FileId, offset: u64) -> Option<(Span, Meaning)> {
        let behind = |(span, _): &(Span, Meaning)| (span.file, span.start) <= (file, offset);
        let before = self.names.partition_point(behind).checked_sub(1)?;
        self.names.get(before).copied().filter(|(span, _)| holds(*span, file, offset))
    }

    /// The smallest expression at an offset of a file, and its type.
    pub fn type_at(&self, file: FileId, offset: u64) -> Option<(Span, Ty)> {
        let behind = |(span, _): &(Span, Ty)| (span.file, span.start) <= (file, offset);
        let before = self.types.get(..self.types.partition_point(behind))?;
        before.iter().rev().find(|(span, _)| holds(*span, file, offset)).copied()
    }
}

/// Whether an offset is in a span or at its end, where one stands who has just written it.
fn holds(span: Span, file: FileId, offset: u64) -> bool {
    span.file == file && span.start <= offset && offset <= span.end()
}
