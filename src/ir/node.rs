//! Expressions: what each does, of which type it is, and what it depends on.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::level::{Level, Levels};
use crate::builtins::{AggregateFn, BuiltinId};
use crate::operator::{ArithOp, Ask, CompareOp, End, TextOp};
use crate::ty::{ExprId, FieldId, RecordId, Ty};
use crate::value::{Currency, Scalar};

/// One expression: what it does, its type, and what it depends on.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// What it does.
    pub op: Op,
    /// Its type.
    pub ty: Ty,
    /// Which of the rows that are bound it depends on.
    pub levels: Levels,
}

/// What an expression does. Operand types are right: the checker made sure.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Op {
    /// A constant.
    Const(Scalar),
    /// The param of that place in [`Program::params`](super::Program::params).
    Param(u32),
    /// The value of that param that is in force on a day.
    ParamAt(u32, ExprId),
    /// The as-of date.
    AsOf,
    /// The row bound at a level; its type is the record kind.
    Row(Level),
    /// A field of a record: of the row itself, or through references.
    Field(ExprId, FieldId),
    /// A record's key as text.
    Key(ExprId),
    /// The record that holds a member of a nested list.
    Holder(ExprId),
    /// A `let` or a define in use: transparent, kept so that explanations can name it. Without a
    /// name: what a flow or group implies, which goes without saying.
    Named(Arc<str>, ExprId),
    /// Negation of a truth.
    Not(ExprId),
    /// All of them.
    And(Box<[ExprId]>),
    /// Any of them.
    Or(Box<[ExprId]>),
    /// Quantities, dates, periods, choices, truths, currencies, texts or references of one type.
    Compare(CompareOp, ExprId, ExprId),
    /// Quantities by dimension; date ± period, date − date, period ± period, number × period.
    /// `Of` and `Per` have become `Mul` and `Div`.
    Arith(ArithOp, ExprId, ExprId),
    /// The other sign.
    Neg(ExprId),
    /// Membership in a list of expressions of the same type.
    InSet(ExprId, Box<[ExprId]>),
    /// Whether it is one value for certain.
    IsKnown(ExprId),
    /// Whether nothing was told of it.
    IsUnknown(ExprId),
    /// Whether a reference leads to nobody.
    IsNone(ExprId),
    /// The first, or the second where the first is unknown.
    OrElse(ExprId, ExprId),
    /// A test on two texts.
    TextTest(TextOp, ExprId, ExprId),
    /// A text against a linear-time pattern that compiles.
    Matches(ExprId, Arc<str>),
    /// An end of a range.
    End(End, ExprId),
    /// What the sources of a fact say of it; the operand is a [`Op::Field`], maybe named.
    Ask(Ask, ExprId),
    /// Money in another currency (`None`: the reporting currency) at a date (`None`: as-of).
    Convert(ExprId, Option<Currency>, Option<ExprId>),
    /// A builtin.
    Call(BuiltinId, Box<[ExprId]>),
    /// The part of an amount that falls into a window if it falls due evenly.
    Spread(Box<Spread>),
    /// The second where the first is true, the third where it is false.
    If(ExprId, ExprId, ExprId),
    /// An aggregate over members.
    Aggregate(Box<Aggregate>),
}

/// An amount that falls due evenly by days, and a window of time; all ends are dates and belong to it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Spread {
    /// The amount.
    pub value: ExprId,
    /// From which day on.
    pub from: ExprId,
    /// Until which day.
    pub to: ExprId,
    /// The first day of the window.
    pub first: ExprId,
    /// Its last day.
    pub last: ExprId,
    /// The year that the window is, where it is written so: its days are made of it.
    pub year: Option<ExprId>,
}

/// An aggregate over members.
#[derive(Clone, Debug)]
pub struct Aggregate {
    /// What is made of them. `Exists` and `Every` give truths.
    pub function: AggregateFn,
    /// The level that members are bound at.
    pub level: Level,
    /// The members' record kind.
    pub members: RecordId,
    /// For a nested list: the record that holds it.
    pub holder: Option<ExprId>,
    /// Which members count.
    pub filter: Option<ExprId>,
    /// What is aggregated; `None` for `count`, `exists`, `every`, and a share of the count.
    pub value: Option<ExprId>,
    /// For `latest` and `earliest`: what tells which member counts.
    pub key: Option<ExprId>,
    /// For `share` and `every`: the part, or the test.
    pub has: Option<ExprId>,
    /// For a grouped aggregate: `function` is made of the groups' results.
    pub group: Option<Group>,
    /// With fewer certain members than this the result is not known; 0 asks for none.
    pub sample: u32,
    /// The member variable, for printing only: no part of equality.
    pub variable: Arc<str>,
}

/// The inner aggregate of a grouped one; it works on the members' `value`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Group {
    /// The inner function.
    pub function: AggregateFn,
    /// Group keys: choices, references, texts, truths, dates, currencies.
    pub keys: Box<[ExprId]>,
}

impl Aggregate {
    /// An aggregate over all rows of a record kind, with everything else left out.
    pub fn new(
        function: AggregateFn,
        level: Level,
        members: RecordId,
        variable: Arc<str>,
    ) -> Aggregate {
        let (holder, filter, value, key) = (None, None, None, None);
        let (has, group, sample) = (None, None, 0);
        Aggregate {
            function,
            level,
            members,
            holder,
            filter,
            value,
            key,
            has,
            group,
            sample,
            variable,
        }
    }

    fn identity(&self) -> impl PartialEq + Hash {
        let parts = (self.holder, self.filter, self.value, self.key, self.has);
        (self.function, self.level, self.members, parts, self.group.clone(), self.sample)
    }
}

impl PartialEq for Aggregate {
    fn eq(&self, other: &Aggregate) -> bool {
        self.identity() == other.identity()
    }
}

impl Eq for Aggregate {}

impl Hash for Aggregate {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.identity().hash(state);
    }
}
