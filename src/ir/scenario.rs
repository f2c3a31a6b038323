//! Scenarios: named changes to the records.

use std::sync::Arc;

use super::{Citation, ExprId};
use crate::source::Span;
use crate::ty::{FieldId, RecordId};
use crate::value::Worded;

/// A named change to the records, applied step by step.
#[derive(Clone, PartialEq, Debug)]
pub struct Scenario {
    /// Kebab-case name, unique among scenarios.
    pub name: Arc<str>,
    /// First paragraph of the doc comment; the name in words where there is none.
    pub title: Worded<String>,
    /// The paragraphs behind it.
    pub rationale: Worded<String>,
    /// Citations.
    pub cites: Vec<Citation>,
    /// The steps: each works on what the one before it left.
    pub steps: Vec<Step>,
    /// Where the name stands.
    pub span: Span,
}

/// A step of a scenario.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// What it does.
    pub does: Does,
    /// The whole step.
    pub span: Span,
}

/// What a step of a scenario does.
#[derive(Clone, PartialEq, Debug)]
pub enum Does {
    /// It sets a field.
    Set(Change),
    /// It sets fields, in order, until that changes nothing. They are truths that become `true`, so
    /// that it ends.
    UntilStable(Vec<Change>),
    /// It takes members of a list away.
    Remove(Removal),
    /// It adds members to lists.
    Add(Addition),
}

/// One field set in some records of a kind, in all of them at the same time.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// The record kind, or that of a list's members.
    pub record: RecordId,
    /// The field; no list, and no part of the key.
    pub field: FieldId,
    /// The new value, with the record bound at level 0; of the field's type. For `unknown` it is a
    /// constant of which nothing is known but the field's declared bounds.
    pub value: ExprId,
    /// Which records, bound the same way; `None`: all.
    pub filter: Option<ExprId>,
    /// What a record loses, bound the same way; money, and in cascades alone.
    pub loss: Option<ExprId>,
    /// The record's variable.
    pub variable: Arc<str>,
    /// The whole clause.
    pub span: Span,
}

/// Members of a list that are taken away, all of them at the same time.
#[derive(Clone, PartialEq, Debug)]
pub struct Removal {
    /// Which members: rows of the list's kind.
    pub over: Over,
    /// The whole clause.
    pub span: Span,
}

/// Members that are added to a list, one for each record that is meant.
#[derive(Clone, PartialEq, Debug)]
pub struct Addition {
    /// Which records have one more member in their list.
    pub over: Over,
    /// The field that holds the list.
    pub list: FieldId,
    /// The kind of its members.
    pub members: RecordId,
    /// What the new member says, field by field, with the record that holds it bound at level 0. Of
    /// lists that it holds itself nothing is known.
    pub values: Vec<(FieldId, ExprId)>,
    /// The whole clause.
    pub span: Span,
}

/// What a step goes over.
#[derive(Clone, PartialEq, Debug)]
pub struct Over {
    /// The record kind, or that of a list's members.
    pub record: RecordId,
    /// Which of them are meant, bound at level 0; `None`: all.
    pub filter: Option<ExprId>,
    /// The variable.
    pub variable: Arc<str>,
}

impl Step {
    /// The fields that it sets, in order.
    pub fn changes(&self) -> &[Change] {
        match &self.does {
            Does::Set(change) => std::slice::from_ref(change),
            Does::UntilStable(changes) => changes,
            Does::Remove(_) | Does::Add(_) => &[],
        }
    }
}

impl Scenario {
    /// Every field that it sets, in order.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.steps.iter().flat_map(Step::changes)
    }
}
