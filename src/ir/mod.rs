//! The program: rules resolved, typed, dimension-checked, with nothing left to look up.

mod arena;
mod currency;
mod derived;
mod level;
mod needs;
mod param;
mod print;
mod reach;
mod scenario;
mod sign;

pub use arena::Arena;
pub use derived::Flow;
pub use level::{Level, Levels};
pub use param::{Asked, InForce, Param, RestsOn};
pub use scenario::{Change, Scenario, Step};

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::builtins::{AggregateFn, BuiltinId};
use crate::operator::{ArithOp, Ask, CompareOp, End, TextOp};
use crate::outcome::Severity;
use crate::source::Span;
pub use crate::ty::ExprId;
use crate::ty::{FieldId, Format, RecordId, Schema, Ty};
use crate::value::{Currency, Scalar};

/// A checked program.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// Records, choices, units.
    pub schema: Schema,
    /// Every expression; children stand before their parents.
    pub arena: Arena,
    /// Rules, in the order of files and text.
    pub rules: Vec<Rule>,
    /// Rules that are written but not applied.
    pub disabled: Vec<Disabled>,
    /// Scenarios, in the order of files and text.
    pub scenarios: Vec<Scenario>,
    /// Params with the values of this run.
    pub params: Vec<Param>,
    /// Names of packs in the place of which files see their own.
    pub shadowed: Vec<Shadowed>,
    /// The flows, in the order of files and text.
    pub flows: Vec<Flow>,
    /// The record kind and fields of the exchange-rate table, where the vocabulary has one.
    pub rates: Option<RateTable>,
}

/// A name that a file declares beside a pack that it uses: each means its own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Shadowed {
    /// The name.
    pub name: Arc<str>,
    /// The file that declares it for itself.
    pub by: Arc<str>,
    /// The pack that declares it, too.
    pub of: Arc<str>,
}

/// Which record kind holds exchange rates: one unit of `base` is worth `rate` units of `quote`
/// from `date` on. Any record kind with fields `base: currency`, `quote: currency`,
/// `rate: number` and `date: date` named `ExchangeRate` is it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RateTable {
    /// The record kind.
    pub record: RecordId,
    /// What one unit is priced.
    pub base: FieldId,
    /// What it is priced in.
    pub quote: FieldId,
    /// The price.
    pub rate: FieldId,
    /// From when on.
    pub date: FieldId,
}

/// A rule.
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// Kebab-case name, unique in the program.
    pub name: Arc<str>,
    /// First paragraph of the doc comment; the name in words where there is none.
    pub title: String,
    /// The paragraphs behind it.
    pub rationale: String,
    /// Citations.
    pub cites: Vec<String>,
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
    pub message: Option<Template>,
    /// What to do about it.
    pub remedy: Option<Template>,
    /// Where the rule's name stands.
    pub span: Span,
    /// The amendments that changed it.
    pub amended: Vec<Amended>,
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
    /// Its name.
    pub rule: Arc<str>,
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
    /// The clause.
    pub span: Span,
}

/// A text with holes.
#[derive(Clone, PartialEq, Debug)]
pub struct Template(pub Vec<Part>);

/// A part of a template.
#[derive(Clone, PartialEq, Debug)]
pub enum Part {
    /// As it stands.
    Text(String),
    /// A value to print.
    Hole(ExprId, Format),
}

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
    /// The param of that place in [`Program::params`].
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
    /// The second where the first is true, the third where it is false.
    If(ExprId, ExprId, ExprId),
    /// An aggregate over members.
    Aggregate(Box<Aggregate>),
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
        let (holder, filter, value, has, group) = (None, None, None, None, None);
        let sample = 0;
        Aggregate { function, level, members, holder, filter, value, has, group, sample, variable }
    }

    fn identity(&self) -> impl PartialEq + Hash {
        let parts = (self.holder, self.filter, self.value, self.has);
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
