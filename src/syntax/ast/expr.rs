//! Expressions as they are written.

use super::name::{Name, Text};
use super::portfolio::{Exposure, Spread, Window};
use crate::builtins::AggregateFn;
use crate::operator::{ArithOp, CompareOp, End, IsTest, TextOp};
use crate::source::Span;
use crate::value::{Currency, Date, Decimal, Period};

/// An expression and where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// What an expression is.
#[derive(Clone, PartialEq, Debug)]
pub enum ExprKind {
    /// A literal.
    Literal(Literal),
    /// A variable, `let`, `param`, choice label, or a define without arguments: what, the checker
    /// finds out. Also `as_of`.
    Name(Name),
    /// `deal.seller`
    Field(Box<Expr>, Name),
    /// `binding_share(deal)`: a define or a builtin.
    Call(Name, Vec<Expr>),
    /// `not x`
    Not(Box<Expr>),
    /// `-x`
    Neg(Box<Expr>),
    /// `a and b and c`, flattened
    And(Vec<Expr>),
    /// `a or b or c`, flattened
    Or(Vec<Expr>),
    /// `a < b`; chains (`a < b < c`) are an error of the parser with its own help
    Compare(CompareOp, Box<Expr>, Box<Expr>),
    /// `a + b`; `50% of x` is `Mul` with `of` set
    Arith(ArithOp, Box<Expr>, Box<Expr>),
    /// `x in {a, b}`; `x not in {a, b}` is `Not` around it
    InSet(Box<Expr>, Vec<Expr>),
    /// `x in deal.tenants`
    InList(Box<Expr>, Box<Expr>),
    /// `x is known`, `x is unknown`, `x is none`
    Is(Box<Expr>, IsTest),
    /// `x or else y`
    OrElse(Box<Expr>, Box<Expr>),
    /// `x contains "…"`, `starts with`, `ends with`
    TextTest(TextOp, Box<Expr>, Box<Expr>),
    /// `x matches /…/`: the pattern between the slashes, with `\/` undone
    Matches(Box<Expr>, Text),
    /// `lowest of x`, `highest of x`
    End(End, Box<Expr>),
    /// `x is disputed`, `spread of x`, `x sourced by filing`, `age of x`
    Ask(Ask, Box<Expr>),
    /// `due within 12 months after as_of`, `due between a and b`, `due in year 2027`
    InWindow(Box<Expr>, Box<Window>),
    /// `spread of d.value from d.starts to d.ends in year 2027`
    Spread(Box<Spread>),
    /// `exposure of party through guarantees up to 3`
    Exposure(Box<Exposure>),
    /// `x in EUR`, `x at deal.signed`, `x in EUR at deal.signed`
    Convert {
        /// The money.
        money: Box<Expr>,
        /// Target currency; the reporting currency where it is left out.
        currency: Option<Name>,
        /// Date of the rate; the as-of date where it is left out.
        at: Option<Box<Expr>>,
    },
    /// `sum of d.value for d in Deal where …`, `count of d in Deal where …`
    Aggregate(Box<Aggregate>),
    /// `exists d in Deal where …`
    Exists(Box<Binding>),
    /// `every d in Deal where … has …`
    Every(Box<Binding>, Box<Expr>),
    /// `if c then a else b`
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// What could not be read, which is reported: around it everything can still be checked.
    Broken,
}

/// What an expression asks of the sources of a fact.
#[derive(Clone, PartialEq, Debug)]
pub enum Ask {
    /// `x is disputed`
    Disputed,
    /// `spread of x`
    Spread,
    /// `x sourced by filing`: a label of the `kind` of `Source`.
    SourcedBy(Name),
    /// `age of x`
    Age,
}

/// `d in Deal where …`
#[derive(Clone, PartialEq, Debug)]
pub struct Binding {
    /// The member variable.
    pub variable: Name,
    /// `Deal`, or an expression whose type is a list (`deal.payments`).
    pub source: Expr,
    /// The condition.
    pub filter: Option<Expr>,
}

/// An aggregate over members.
#[derive(Clone, PartialEq, Debug)]
pub struct Aggregate {
    /// What is made of the members.
    pub function: AggregateFn,
    /// Of what; `None` where the member itself is meant (`count of d in Deal`).
    pub value: Option<Expr>,
    /// `max of (sum of d.value by d.seller) for d in …`: the inner aggregate; `value` is then its.
    pub by: Option<Grouping>,
    /// `latest of f.amount by f.to for f in …`: what tells which member counts.
    pub key: Option<Expr>,
    /// The members.
    pub binding: Binding,
    /// `share of d.value for d in … where … has …`: the part whose share it is.
    pub has: Option<Expr>,
    /// `given at least 20`: with fewer members it is not known.
    pub sample: Option<u32>,
}

/// The inner aggregate of a grouped one.
#[derive(Clone, PartialEq, Debug)]
pub struct Grouping {
    /// The inner function.
    pub function: AggregateFn,
    /// The keys behind `by`.
    pub keys: Vec<Expr>,
    /// Where `sum of … by …` stands.
    pub span: Span,
}

/// A literal. Scales (k, m, bn, tn) are already multiplied in.
#[derive(Clone, PartialEq, Debug)]
pub enum Literal {
    /// `true`, `false`
    Bool(bool),
    /// `42`, `1.5 bn`
    Number(Decimal),
    /// `25%`, `150 bps`: as the number 0.25, 0.015
    Percent(Decimal),
    /// `1.5 bn USD`, `€250 m`
    Money(Decimal, Currency),
    /// `10 GW`: number and unit name; the checker knows the units
    Quantity(Decimal, Name),
    /// `2025-09-22`
    Date(Date),
    /// `180 days`, `6 months`
    Period(Period),
    /// `"…"`
    Text(String),
}
