//! What looks at more than one record: groups, flows and their walks, windows of time.

use super::expr::{Binding, Expr};
use super::name::{Doc, Name};
use crate::operator::WalkKind;
use crate::source::Span;
use crate::value::Stretch;

/// `Deal where stage >= signed by buyer, year of announced as year`: the records that agree in
/// the keys are one subject. Fields of the record go by their bare names.
#[derive(Clone, PartialEq, Debug)]
pub struct Grouped {
    /// A record kind, or a list of one: `Deal`, `Deal.payments`.
    pub source: Expr,
    /// Which records are looked at.
    pub filter: Option<Expr>,
    /// What they agree in.
    pub keys: Vec<SubjectKey>,
    /// From the source to the last key.
    pub span: Span,
}

/// `buyer`, `year of announced as year`
#[derive(Clone, PartialEq, Debug)]
pub struct SubjectKey {
    /// The key.
    pub value: Expr,
    /// What the group calls it; the field's own name where it is left out.
    pub name: Option<Name>,
}

/// `(years 2026..2031), Party as borrower`: each choice of one of each part is one subject.
#[derive(Clone, PartialEq, Debug)]
pub struct Slots {
    /// What they are made of.
    pub parts: Vec<SlotPart>,
    /// From the first part to the last.
    pub span: Span,
}

/// What slots are made of.
#[derive(Clone, PartialEq, Debug)]
pub enum SlotPart {
    /// `years 2026..2031`
    Calendar(Calendar),
    /// `Party as borrower`: the kind, and what a slot calls its record.
    Records(Name, Option<Name>),
}

/// `quarters 2026-Q1..2027-Q4`: from one to another, both included.
#[derive(Clone, PartialEq, Debug)]
pub struct Calendar {
    /// What it has.
    pub stretch: Stretch,
    /// The first.
    pub first: CalendarEnd,
    /// The last.
    pub last: CalendarEnd,
    /// From its word to its last end.
    pub span: Span,
}

/// An end of a calendar.
#[derive(Clone, PartialEq, Debug)]
pub enum CalendarEnd {
    /// `2026-Q1`, `2026-01`
    Written(String, Span),
    /// A year, or a day of the one that is meant.
    Value(Expr),
}

/// `flow funding { … }`: who sends what to whom.
#[derive(Clone, PartialEq, Debug)]
pub struct Flow {
    /// Doc comment.
    pub doc: Doc,
    /// Name.
    pub name: Name,
    /// What makes its steps.
    pub lines: Vec<FlowLine>,
    /// The whole item.
    pub span: Span,
}

/// `for d in Deal where …: d.provider -> d.recipient carrying d.value with kind = d.kind`
#[derive(Clone, PartialEq, Debug)]
pub struct FlowLine {
    /// The records: each is one step.
    pub binding: Binding,
    /// Where it starts.
    pub from: Expr,
    /// Where it leads.
    pub to: Expr,
    /// How much.
    pub carrying: Option<Expr>,
    /// What else is told of a step, by name.
    pub with: Vec<(Name, Expr)>,
    /// The whole line.
    pub span: Span,
}

/// `cycles of funding up to 5`
#[derive(Clone, PartialEq, Debug)]
pub struct Walk {
    /// What is looked for.
    pub kind: WalkKind,
    /// In which flow.
    pub flow: Name,
    /// The most steps.
    pub longest: Option<(u32, Span)>,
    /// From its first word to its last.
    pub span: Span,
}

/// `exposure of party through guarantees up to 3`, `exposure of owner to party through stakes up
/// to 4`
#[derive(Clone, PartialEq, Debug)]
pub struct Exposure {
    /// Who is exposed.
    pub party: Expr,
    /// To whom; `None`: to all that it reaches.
    pub to: Option<Expr>,
    /// Through which flow.
    pub flow: Name,
    /// The most steps.
    pub longest: Option<(u32, Span)>,
}

/// An amount that falls due evenly, and a window: `spread of d.value from d.starts to d.ends in year 2027`
#[derive(Clone, PartialEq, Debug)]
pub struct Spread {
    /// The amount.
    pub value: Expr,
    /// Its first day.
    pub from: Expr,
    /// Its last day.
    pub to: Expr,
    /// The window that is asked for.
    pub window: Window,
}

/// A stretch of time that a date may lie in.
#[derive(Clone, PartialEq, Debug)]
pub enum Window {
    /// `within 12 months after as_of`; both ends belong to it.
    Within {
        /// How far.
        period: Expr,
        /// To which side.
        side: WindowSide,
        /// Of which date.
        date: Expr,
    },
    /// `between a and b`; both belong to it. Not for dates alone.
    Between(Expr, Expr),
    /// `in year 2027`
    Year(Expr),
}

/// On which side of its date a window lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WindowSide {
    /// `of`: on both.
    Either,
    /// `after`
    After,
    /// `before`
    Before,
}
