//! Scorecards: what makes a grade of what rules found.

use std::sync::Arc;

use super::{Citation, ExprId};
use crate::source::Span;
use crate::ty::RecordId;
use crate::value::Worded;

/// What makes a grade of what rules found.
#[derive(Clone, PartialEq, Debug)]
pub struct Scorecard {
    /// Kebab-case name, unique among scorecards.
    pub name: Arc<str>,
    /// First paragraph of the doc comment; the name in words where there is none.
    pub title: Worded<String>,
    /// The paragraphs behind it.
    pub rationale: Worded<String>,
    /// Citations.
    pub cites: Vec<Citation>,
    /// The kind of the records that get a grade.
    pub subject: RecordId,
    /// The kind of their cards, over whose rows the conditions stand.
    pub card: RecordId,
    /// What the conditions call the record.
    pub variable: Arc<str>,
    /// The rules that count.
    pub takes: Vec<Taken>,
    /// The grades, the worst first; the last has no condition.
    pub grades: Vec<Grade>,
    /// What keeps a grade from being better.
    pub caps: Vec<Cap>,
    /// Where the name stands.
    pub span: Span,
}

/// A rule whose verdicts count.
#[derive(Clone, PartialEq, Debug)]
pub struct Taken {
    /// Its place in the program.
    pub rule: usize,
    /// How its subjects lead to the records that get a grade.
    pub leads: Leads,
    /// The record, over the rule's subject at level 0, whose verdicts count once; `None`: each
    /// subject's own.
    pub cause: Option<ExprId>,
}

/// How the subjects of a rule lead to the records that get a grade.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Leads {
    /// They are these records.
    Itself,
    /// By references, over the subject at level 0.
    By(Vec<ExprId>),
    /// By the members of a list of references that is made with the subject.
    Members(RecordId),
}

/// A grade.
#[derive(Clone, PartialEq, Debug)]
pub struct Grade {
    /// What it is called.
    pub name: Arc<str>,
    /// When it is given, over a card at level 0; `None`: to all that get no other.
    pub when: Option<ExprId>,
    /// The clause.
    pub span: Span,
}

/// What keeps a grade from being better.
#[derive(Clone, PartialEq, Debug)]
pub struct Cap {
    /// The best grade there is then, by its place among the grades.
    pub grade: usize,
    /// When, over a card at level 0.
    pub when: ExprId,
    /// The clause.
    pub span: Span,
}

impl Scorecard {
    /// The conditions, over its cards.
    pub fn conditions(&self) -> impl Iterator<Item = ExprId> + '_ {
        let grades = self.grades.iter().filter_map(|grade| grade.when);
        grades.chain(self.caps.iter().map(|cap| cap.when))
    }
}
