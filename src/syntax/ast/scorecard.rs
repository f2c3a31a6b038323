//! What makes a grade of what rules found.

use super::expr::Expr;
use super::name::{Citation, Doc, Name};
use crate::source::Span;

/// `scorecard credit for party in Party { … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Scorecard {
    /// Title and rationale.
    pub doc: Doc,
    /// Kebab-case name.
    pub name: Name,
    /// What the clauses call the record that gets a grade.
    pub variable: Name,
    /// Its kind.
    pub record: Name,
    /// The clauses, in order.
    pub clauses: Vec<CardClause>,
    /// Something in it could not be read, which is reported.
    pub broken: bool,
    /// The whole item.
    pub span: Span,
}

/// A clause of a scorecard.
#[derive(Clone, PartialEq, Debug)]
pub enum CardClause {
    /// `cites "…"`
    Cites(Vec<Citation>),
    /// `let gap = …`
    Let(Name, Expr),
    /// `takes tag:debt, large-deal by buyer`
    Takes(Takes),
    /// `cause by Deal`: the kind.
    Cause(Name),
    /// `grade E when …`, the last one without a condition.
    Grade(Graded),
    /// `cap C when …`
    Cap(Graded),
}

/// Which rules count.
#[derive(Clone, PartialEq, Debug)]
pub struct Takes {
    /// The rules, by name or by tag.
    pub rules: Vec<Taken>,
    /// How their subjects lead to the record that gets the grade; fields of a subject go by their
    /// bare names. Nothing: by all that they refer to.
    pub by: Vec<Expr>,
}

/// A rule, or all that have a tag.
#[derive(Clone, PartialEq, Debug)]
pub enum Taken {
    /// `large-deal`
    Rule(Name),
    /// `tag:debt`: the tag.
    Tag(Name),
}

/// `grade E when critical >= 1`
#[derive(Clone, PartialEq, Debug)]
pub struct Graded {
    /// The grade.
    pub grade: Name,
    /// When it is given.
    pub when: Option<Expr>,
    /// The clause.
    pub span: Span,
}
