//! What evaluation found: verdicts, and for reported subjects why, what is missing, what clears.

use std::sync::Arc;

pub use crate::meaning::Reason;
use crate::source::Place;
use crate::ty::{ExprId, FieldId, RecordId, Ty};
use crate::value::{Currency, Date, Range, Scalar, Tri};

/// How bad a finding is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Minor.
    Low,
    /// To be looked at.
    Medium,
    /// Serious.
    High,
    /// Cannot stand.
    Critical,
}

impl Severity {
    /// Every severity, mildest first.
    pub const ALL: [Severity; 5] =
        [Severity::Info, Severity::Low, Severity::Medium, Severity::High, Severity::Critical];

    /// Its name in rules and reports.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Low => "low",
            Severity::Medium => "medium",
            Severity::High => "high",
            Severity::Critical => "critical",
        }
    }

    /// The severity of that name.
    pub fn from_name(name: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|s| s.name() == name)
    }
}

/// A condition of a rule, or what is at stake.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clause {
    /// Where it holds, the rule does not apply.
    Unless,
    /// Where it holds, the rule flags its subject so.
    Flag(Severity),
    /// What is at stake where it flags: no condition.
    Amount,
}

/// The verdict of one rule on one subject.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// An `unless` is true.
    NotApplicable,
    /// The most severe rung that is true, and the most severe one above it that is unknown.
    Flagged {
        /// Severity of the finding.
        severity: Severity,
        /// What it possibly is.
        possibly: Option<Severity>,
    },
    /// Every rung is false.
    Clear,
    /// It cannot be decided.
    Undetermined {
        /// The most severe rung that may be true.
        possibly: Severity,
    },
}

/// What one rule found over all its subjects.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RuleOutcome {
    /// Number of subjects.
    pub subjects: u64,
    /// How many are clear.
    pub clear: u64,
    /// How many are not applicable.
    pub not_applicable: u64,
    /// Flagged rows of the subject's table, ascending: row, severity, possibly.
    pub flagged: Vec<(u32, Severity, Option<Severity>)>,
    /// Undetermined rows, ascending: row, possibly.
    pub undetermined: Vec<(u32, Severity)>,
}

/// A place in the records: a field of a row, or the row itself.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Cell {
    /// The record kind.
    pub record: RecordId,
    /// Row of its table.
    pub row: u32,
    /// The field; `None` for the record as a whole.
    pub field: Option<FieldId>,
}

/// A fact that a verdict rests on.
#[derive(Clone, PartialEq, Debug)]
pub struct Fact {
    /// Where it stands; `None` for the sum of an aggregate's members beyond those told.
    pub cell: Option<Cell>,
    /// How the rule reaches it, without the subject's variable: `value`, `seller.debt`.
    pub path: String,
    /// What it is.
    pub value: Scalar,
    /// How to read the value.
    pub ty: Ty,
    /// Where it comes from: its own sources, or those of its record.
    pub sources: Vec<Cited>,
    /// Whether its own sources contradict each other.
    pub disputed: Tri,
    /// For a member of an aggregate: what is made of it and the others.
    pub of: Option<Made>,
    /// What an `or else` makes of it.
    pub or_else: Option<OrElse>,
    /// For what several members come to that are not told each: where they stand.
    pub among: Option<Among>,
}

impl Fact {
    /// A fact of which nothing else is said.
    pub fn new(path: String, value: Scalar, ty: Ty) -> Fact {
        Fact {
            cell: None,
            path,
            value,
            ty,
            sources: Vec::new(),
            disputed: Tri::False,
            of: None,
            or_else: None,
            among: None,
        }
    }
}

/// Where several members of an aggregate stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Among {
    /// In a list of one record.
    List(Cell),
    /// Among all records of a kind.
    Records(RecordId),
}

/// What an `or else` makes of a fact.
#[derive(Clone, PartialEq, Debug)]
pub enum OrElse {
    /// It is not told, and that is taken in its place.
    Taken(Scalar),
    /// It is taken in the place of that fact, which is not told.
    InsteadOf(String),
}

/// What an aggregate makes of its members.
#[derive(Clone, PartialEq, Debug)]
pub struct Made {
    /// What the rule calls it, or how it is written.
    pub name: Arc<str>,
    /// What it comes to.
    pub value: Scalar,
    /// How to read the value.
    pub ty: Ty,
}

/// A source of a fact.
#[derive(Clone, PartialEq, Debug)]
pub struct Cited {
    /// Its record.
    pub source: Cell,
    /// What it says of the fact, and where; `None` for a source of the whole record.
    pub says: Option<(Scalar, Place)>,
    /// Whether a stronger source tells the fact, so that this one does not count.
    pub outranked: bool,
}

/// How many missing facts of one verdict are searched for: of as many, there may be more.
pub const SEARCHED: usize = 100;

/// A fact that would decide a verdict.
#[derive(Clone, PartialEq, Debug)]
pub struct Missing {
    /// Where it should stand; `None` for reasons that no single fact has (a missing rate).
    pub cell: Option<Cell>,
    /// How the rule reaches it, or the expression that has no value.
    pub path: String,
    /// Why it is missing.
    pub reason: Reason,
}

/// What somebody can tell so that a verdict is reached.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Wanted {
    /// A fact of a record.
    Fact(Cell),
    /// An exchange rate.
    Rate {
        /// From.
        from: Currency,
        /// To.
        to: Currency,
        /// On which day.
        date: Date,
    },
}

impl Wanted {
    /// What would tell what is missing there for that reason; `None` where nobody can.
    pub fn of(cell: Option<Cell>, reason: &Reason) -> Option<Wanted> {
        match reason {
            Reason::NoRate { from, to, date } => {
                Some(Wanted::Rate { from: *from, to: *to, date: *date })
            }
            _ => cell.map(Wanted::Fact),
        }
    }
}

/// An expression with its value, and those it is made of.
#[derive(Clone, PartialEq, Debug)]
pub struct Explanation {
    /// As a rule writer would write it.
    pub expression: Arc<str>,
    /// Its value.
    pub value: Scalar,
    /// How to read the value.
    pub ty: Ty,
    /// For a leaf: where the fact stands.
    pub cell: Option<Cell>,
    /// For an unknown value that arises here: why.
    pub reason: Option<Reason>,
    /// Parts.
    pub children: Vec<Explanation>,
    /// For aggregates: how many members there are beyond the children shown.
    pub more: u64,
    /// For sums: what those come to.
    pub rest: Option<Scalar>,
    /// Where its parts are told, if not here.
    pub told: Option<Part>,
}

impl Explanation {
    /// One that has no parts and stands nowhere.
    pub fn new(expression: impl Into<Arc<str>>, value: Scalar, ty: Ty) -> Explanation {
        Explanation {
            expression: expression.into(),
            value,
            ty,
            cell: None,
            reason: None,
            children: Vec::new(),
            more: 0,
            rest: None,
            told: None,
        }
    }
}

/// A part of explanations that is told apart from them: several have it in common.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Part {
    /// The number of the expression.
    pub expr: u32,
    /// The row that it looks at.
    pub row: u32,
    /// The number of the rule, where it belongs to one.
    pub rule: Option<u32>,
}

/// What a fact would have to be for the finding to clear: in values, and in a report in texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Needs<V = Scalar> {
    /// At least (or, if `strict`, more than) the value.
    AtLeast {
        /// The line.
        value: V,
        /// The line itself does not clear.
        strict: bool,
    },
    /// At most (or, if `strict`, less than) the value.
    AtMost {
        /// The line.
        value: V,
        /// The line itself does not clear.
        strict: bool,
    },
    /// Any of these.
    OneOf(Vec<V>),
    /// Any value at all, as long as it is given.
    Given,
}

impl<V> Needs<V> {
    /// The same of other values.
    pub fn map<W>(&self, f: impl Fn(&V) -> W) -> Needs<W> {
        match self {
            Needs::AtLeast { value, strict } => Needs::AtLeast { value: f(value), strict: *strict },
            Needs::AtMost { value, strict } => Needs::AtMost { value: f(value), strict: *strict },
            Needs::OneOf(values) => Needs::OneOf(values.iter().map(f).collect()),
            Needs::Given => Needs::Given,
        }
    }
}

/// A single fact, or what is made of many, whose change alone would clear a finding.
#[derive(Clone, PartialEq, Debug)]
pub struct WayOut {
    /// How the rule reaches it; of an aggregate its name, or how it is written.
    pub path: String,
    /// What it is now.
    pub value: Scalar,
    /// How to read the value.
    pub ty: Ty,
    /// What it would have to be.
    pub needs: Needs,
}

/// How far past its line a flagged subject is: the comparison that made the rung true.
#[derive(Clone, PartialEq, Debug)]
pub struct Margin {
    /// The compared expression as written.
    pub expression: Arc<str>,
    /// Its value.
    pub value: Scalar,
    /// The line it is past.
    pub line: Scalar,
    /// Both in the reporting currency, as they were compared, where theirs are two.
    pub converted: Option<[Scalar; 2]>,
    /// It lies below the line, not above.
    pub below: bool,
    /// The params that the line is made of, by their places among those of the program.
    pub params: Vec<u32>,
    /// How to read both.
    pub ty: Ty,
}

/// A param that a verdict rests on, as of another day than the as-of date.
#[derive(Clone, PartialEq, Debug)]
pub struct Taken {
    /// Its place among the program's params.
    pub param: u32,
    /// The day or days, as a date; for the members of an aggregate how the rule comes to theirs.
    pub day: Result<Scalar, Arc<str>>,
    /// What was in force then, or may have been, and since when.
    pub values: Vec<(Option<Date>, Scalar)>,
}

/// How much money is at stake in a verdict, if it is or were a finding.
#[derive(Clone, PartialEq, Debug)]
pub struct Stake {
    /// What the rule's `amount` comes to.
    pub value: Scalar,
    /// The same in the reporting currency as of the as-of date; `None` where there is no rate.
    pub home: Option<Range>,
}

/// What an amount is made of. Two that have such a thing in common are not added.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Basis {
    /// A fact.
    Fact(Cell),
    /// An aggregate that is one for all subjects.
    Shared(ExprId),
}

/// Everything about one verdict that a report shows; computed for reported rows only.
#[derive(Clone, PartialEq, Debug)]
pub struct Detail {
    /// The verdict.
    pub verdict: Verdict,
    /// The message, its holes filled; empty where the rule has none.
    pub message: String,
    /// The remedy, its holes filled; empty where the rule has none.
    pub remedy: String,
    /// The facts that the verdict rests on, in the order of the rule's text, each once.
    pub facts: Vec<Fact>,
    /// What would decide it; for flagged subjects, what would decide the worse rung.
    pub missing: Vec<Missing>,
    /// Ways out, for flagged subjects.
    pub clears_when: Vec<WayOut>,
    /// How far past the line, for flagged subjects whose rung rests on a comparison.
    pub margin: Option<Margin>,
}
