//! Scenarios: named changes to the records.

use std::sync::Arc;

use super::{Citation, ExprId};
use crate::source::Span;
use crate::ty::{FieldId, RecordId};

/// A named change to the records, applied step by step.
#[derive(Clone, PartialEq, Debug)]
pub struct Scenario {
    /// Kebab-case name, unique among scenarios.
    pub name: Arc<str>,
    /// First paragraph of the doc comment; the name in words where there is none.
    pub title: String,
    /// The paragraphs behind it.
    pub rationale: String,
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
    /// What it sets, in order.
    pub changes: Vec<Change>,
    /// Whether it is repeated until it changes nothing. Its changes then set truths to `true`, so
    /// that it ends.
    pub until_stable: bool,
    /// The whole step.
    pub span: Span,
}

/// One field set in some records of a kind, in all of them at the same time.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// The record kind.
    pub record: RecordId,
    /// The field; no list, and no part of the key.
    pub field: FieldId,
    /// The new value, with the record bound at level 0; of the field's type. For `unknown` it is a
    /// constant of which nothing is known but the field's declared bounds.
    pub value: ExprId,
    /// Which records, bound the same way; `None`: all.
    pub filter: Option<ExprId>,
    /// The record's variable.
    pub variable: Arc<str>,
    /// The whole clause.
    pub span: Span,
}

impl Scenario {
    /// Every change, in order.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.steps.iter().flat_map(|step| &step.changes)
    }
}
