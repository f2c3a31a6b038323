//! What was written: the tree of a rule file, with its spans and comments.

mod expr;
mod name;
mod portfolio;
mod scorecard;
mod waiver;

pub use expr::{Aggregate, Ask, Binding, Expr, ExprKind, Grouping, Literal};
pub use name::{Citation, Doc, Name, Text};
pub use portfolio::{
    Calendar, CalendarEnd, Exposure, Flow, FlowLine, Grouped, SlotPart, Slots, Spread, SubjectKey,
    Walk, Window, WindowSide,
};
pub use scorecard::{CardClause, Graded, Scorecard, Taken, Takes};
pub use waiver::{Given, Waive};

use crate::operator::CompareOp;
use crate::source::Span;
use crate::value::{Date, Lang};

/// A whole rule file.
#[derive(Clone, PartialEq, Debug)]
pub struct File {
    /// The `//!` lines, joined with line breaks.
    pub doc: String,
    /// Every item that could be read, in order; parts of it may be broken.
    pub items: Vec<Item>,
    /// The names of items that could not be read at all: they are no unknown names, and what
    /// uses them is not at fault.
    pub lost: Vec<Name>,
    /// The `use` items that could not be read: what they would have brought is not known.
    pub lost_uses: Vec<Span>,
    /// Every plain `//` comment, in order, so that formatting loses none.
    pub comments: Vec<Comment>,
    /// What is no part of its rules, in order: what it says in other languages, and waivers. All of
    /// a file that has nothing else.
    pub aside: Vec<Span>,
}

/// A `//` comment.
#[derive(Clone, PartialEq, Debug)]
pub struct Comment {
    /// Where it stands.
    pub span: Span,
    /// The text behind `//`.
    pub text: String,
}

/// One item. What a later version gives a meaning (`test`) is a reserved word that the parser
/// reports.
#[derive(Clone, PartialEq, Debug)]
pub enum Item {
    /// `use std.deals`
    Use(Use),
    /// `param large: money = 1 bn USD`
    Param(Param),
    /// `define binding_share(deal: Deal) = …`
    Define(Define),
    /// `record Deal key id { … }`
    Record(Record),
    /// `extend record Party { … }`
    Extend(Extend),
    /// `evidence filing > release > press`
    Evidence(Evidence),
    /// `unit GWd = 24 GWh`, `unit gpu`
    Unit(Unit),
    /// `flow funding { … }`
    Flow(Flow),
    /// `rule …`
    Rule(Rule),
    /// `amend rule …`
    Amend(Amend),
    /// `disable rule …`
    Disable(Disable),
    /// `waive NAME for "KEY" until …`
    Waive(Waive),
    /// `scenario slow-revenue { … }`
    Scenario(Scenario),
    /// `scorecard credit for party in Party { … }`
    Scorecard(Scorecard),
}

/// `use std.deals`: a pack by its dotted name.
#[derive(Clone, PartialEq, Debug)]
pub struct Use {
    /// The segments.
    pub path: Vec<Name>,
    /// The whole item.
    pub span: Span,
}

impl Use {
    /// The name as it is written: `std.deals`.
    pub fn name(&self) -> String {
        let segments: Vec<&str> = self.path.iter().map(|name| name.text.as_str()).collect();
        segments.join(".")
    }
}

/// A named constant that a run may set.
#[derive(Clone, PartialEq, Debug)]
pub struct Param {
    /// Doc comment.
    pub doc: Doc,
    /// Name.
    pub name: Name,
    /// Type; inferred from the value where it is left out.
    pub ty: Option<Type>,
    /// Between which constants every value lies.
    pub bounds: Vec<(CompareOp, Expr)>,
    /// Its values, never none; the as-of date picks.
    pub values: Vec<DatedValue>,
    /// `cites "…", "…"`
    pub cites: Vec<Citation>,
    /// The whole item.
    pub span: Span,
}

/// `10% from 2014-01-01`: a value of a param, in force until the next one is.
#[derive(Clone, PartialEq, Debug)]
pub struct DatedValue {
    /// A constant expression.
    pub value: Expr,
    /// From which day on, and where that stands; only the first value may have none.
    pub since: Option<(Date, Span)>,
}

/// A named expression with parameters.
#[derive(Clone, PartialEq, Debug)]
pub struct Define {
    /// Doc comment.
    pub doc: Doc,
    /// Name.
    pub name: Name,
    /// Parameters with their types.
    pub params: Vec<(Name, Type)>,
    /// What it stands for.
    pub body: Expr,
    /// The whole item.
    pub span: Span,
}

/// A record kind.
#[derive(Clone, PartialEq, Debug)]
pub struct Record {
    /// Doc comment.
    pub doc: Doc,
    /// Name.
    pub name: Name,
    /// `as companies`: the section of record files that holds it, where the plural is not regular.
    pub section: Option<Name>,
    /// `key id` or `key base, quote, date`; empty for records that only stand in lists.
    pub key: Vec<Name>,
    /// Fields.
    pub body: Fields,
    /// The whole item.
    pub span: Span,
}

/// What adds fields to a record kind of another file or its own.
#[derive(Clone, PartialEq, Debug)]
pub struct Extend {
    /// Doc comment.
    pub doc: Doc,
    /// The record kind.
    pub record: Name,
    /// The fields.
    pub body: Fields,
    /// The whole item.
    pub span: Span,
}

/// Which kinds of sources count more than which.
#[derive(Clone, PartialEq, Debug)]
pub struct Evidence {
    /// Doc comment.
    pub doc: Doc,
    /// The kinds, the strongest first; at least two.
    pub kinds: Vec<Name>,
    /// The whole item.
    pub span: Span,
}

/// The body of a record kind or an extension.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Fields {
    /// Those that could be read.
    pub sound: Vec<Field>,
    /// The words of fields that could not be read, which is reported: what uses a field of such
    /// a name is not at fault.
    pub lost: Vec<Name>,
    /// Such a field has no name that could be read: it may be any.
    pub nameless: bool,
}

/// A field of a record kind.
#[derive(Clone, PartialEq, Debug)]
pub struct Field {
    /// Doc comment above it or a plain comment behind it on its line.
    pub doc: Doc,
    /// Name.
    pub name: Name,
    /// Type.
    pub ty: Type,
    /// `>= 0`, `<= 100%`: declared bounds.
    pub bounds: Vec<(CompareOp, Expr)>,
    /// The whole clause.
    pub span: Span,
}

/// A written type.
#[derive(Clone, PartialEq, Debug)]
pub struct Type {
    /// What it is.
    pub kind: TypeKind,
    /// `?` behind it.
    pub optional: bool,
    /// Where it stands.
    pub span: Span,
}

/// What a written type is.
#[derive(Clone, PartialEq, Debug)]
pub enum TypeKind {
    /// `money`, `power`, `Party`, …
    Named(Name),
    /// `money per power`, `energy per time`
    Per(Box<Type>, Box<Type>),
    /// `one of a < b < c` (ordered) or `one of a | b`
    OneOf {
        /// Written with `<`.
        ordered: bool,
        /// The labels.
        labels: Vec<Name>,
    },
    /// `list of T`
    List(Box<Type>),
}

/// A unit of measure.
#[derive(Clone, PartialEq, Debug)]
pub struct Unit {
    /// Doc comment.
    pub doc: Doc,
    /// Name.
    pub name: Name,
    /// What one of it is worth; without it the unit is a new base dimension.
    pub value: Option<Expr>,
    /// The whole item.
    pub span: Span,
}

/// A rule.
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// Title and rationale.
    pub doc: Doc,
    /// Kebab-case name.
    pub name: Name,
    /// The variable that stands for the subject.
    pub variable: Name,
    /// What it ranges over.
    pub subject: Subject,
    /// The clauses of the body, in order.
    pub clauses: Vec<Clause>,
    /// Something in it could not be read, which is reported: it is there to be checked, and is
    /// no rule to apply.
    pub broken: bool,
    /// The whole item.
    pub span: Span,
}

/// What a file changes in a rule of another file or its own.
#[derive(Clone, PartialEq, Debug)]
pub struct Amend {
    /// Title and rationale of the change.
    pub doc: Doc,
    /// The rule that is changed.
    pub rule: Name,
    /// What is added, put in the place of the rule's own, or removed; in order.
    pub clauses: Vec<Clause>,
    /// Something in it could not be read, which is reported.
    pub broken: bool,
    /// The whole item.
    pub span: Span,
}

/// `disable rule NAME because "…"`
#[derive(Clone, PartialEq, Debug)]
pub struct Disable {
    /// The rule that is not applied.
    pub rule: Name,
    /// Why, where it is said.
    pub because: Option<Text>,
    /// The whole item.
    pub span: Span,
}

/// What a rule ranges over.
#[derive(Clone, PartialEq, Debug)]
pub enum Subject {
    /// `in Deal`
    Record(Name),
    /// `in Deal by buyer, seller`
    Grouped(Box<Grouped>),
    /// `in cycles of funding up to 5`
    Walk(Walk),
    /// `in years 2026..2031`, `in (years 2026..2031), Party`
    Slots(Slots),
}

/// A clause of the body of a rule or an amendment.
#[derive(Clone, PartialEq, Debug)]
pub enum Clause {
    /// `cites "ASC 440-10-50"`
    Cites(Vec<Citation>),
    /// `tags commitment, disclosure`
    Tags(Vec<Name>),
    /// `let promised = …`
    Let(Let),
    /// `unless deal.stage = terminated`
    Unless(Expr),
    /// `flag critical when …`
    Flag(Flag),
    /// `message "…{…}…"`, `message bg "…"`
    Message(Template),
    /// `remedy "…"`, `remedy bg "…"`
    Remedy(Template),
    /// `amount deal.value`
    Amount(Expr),
    /// `formerly soft-commitment`: the names that the rule had.
    Formerly(Vec<Name>),
    /// `remove flag high`: the severity; in amendments only.
    Remove(Name),
    /// A clause that could not be read, which is reported.
    Broken {
        /// The names that it may have bound: what uses them is not at fault.
        names: Vec<Name>,
        /// It may have been a rung.
        rung: bool,
    },
}

/// A name for an expression.
#[derive(Clone, PartialEq, Debug)]
pub struct Let {
    /// Its title is what readers call it.
    pub doc: Doc,
    /// Name.
    pub name: Name,
    /// What it stands for.
    pub value: Expr,
}

/// A named change to the records.
#[derive(Clone, PartialEq, Debug)]
pub struct Scenario {
    /// Title and rationale.
    pub doc: Doc,
    /// Kebab-case name.
    pub name: Name,
    /// `cites "…", "…"`, of all such clauses.
    pub cites: Vec<Citation>,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// Something in it could not be read, which is reported.
    pub broken: bool,
    /// The whole item.
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
    /// It sets a fact.
    Set(Change),
    /// `until stable { … }`: it sets facts until that changes nothing.
    UntilStable(Vec<Change>),
    /// It takes members of a list away.
    Remove(Removal),
    /// It adds members to lists.
    Add(Addition),
}

/// `set p.revenue = 50% of p.revenue for p in Party where …`
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// The variable in front of the field.
    pub owner: Name,
    /// The field; more than one name where the text goes on through references.
    pub path: Vec<Name>,
    /// The new value; `None` is `unknown`.
    pub value: Option<Expr>,
    /// Which records: the filter may be missing.
    pub binding: Binding,
    /// What a record loses, in a cascade: `loss lost(p)`. More than one is a mistake.
    pub losses: Vec<Expr>,
    /// The whole clause.
    pub span: Span,
}

/// `remove p for p in Deal.payments where …`
#[derive(Clone, PartialEq, Debug)]
pub struct Removal {
    /// What is taken away: the variable.
    pub member: Name,
    /// Which members: the filter may be missing.
    pub binding: Binding,
}

/// `add { due: d.starts, amount: 5 m USD } to d.payments for d in Deal where …`
#[derive(Clone, PartialEq, Debug)]
pub struct Addition {
    /// What is added.
    pub entry: Entry,
    /// The variable in front of the list.
    pub owner: Name,
    /// The list; more than one name where the text goes on through references.
    pub path: Vec<Name>,
    /// To whose lists: the filter may be missing.
    pub binding: Binding,
}

/// A new member of a list.
#[derive(Clone, PartialEq, Debug)]
pub enum Entry {
    /// The facts of a record, and where they stand; a fact without a value is `unknown`.
    Facts(Vec<(Name, Option<Expr>)>, Span),
    /// A value, or a record that is referred to.
    Value(Expr),
}

/// One rung of a rule.
#[derive(Clone, PartialEq, Debug)]
pub struct Flag {
    /// The severity's name as written (`critical`); the checker knows the list.
    pub severity: Name,
    /// The condition.
    pub when: Expr,
    /// What it rests on beside what the rule does: `cites "…"` on the line on which it ends.
    pub cites: Vec<Citation>,
    /// The clause without them.
    pub span: Span,
}

/// A quoted text with `{…}` parts.
#[derive(Clone, PartialEq, Debug)]
pub struct Template {
    /// The language that it is said to be in, as the text of one that has its own.
    pub lang: Option<Lang>,
    /// The parts in order.
    pub parts: Vec<Part>,
    /// With its quotes.
    pub span: Span,
}

/// A part of a template.
#[derive(Clone, PartialEq, Debug)]
pub enum Part {
    /// Text as it stands, unescaped (`{{` is `{`).
    Text(String),
    /// `{expr}` or `{expr:format}`
    Hole(Expr, Option<HoleFormat>),
}

/// How a hole prints its value.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct HoleFormat {
    /// `{x:1}`: digits behind the point.
    pub places: Option<u8>,
    /// `{x:%}` or `{x:1%}`: as a percentage.
    pub percent: bool,
    /// `{x:exact}`: in full.
    pub exact: bool,
}
