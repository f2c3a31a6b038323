//! The operators that rules are written with, shared by the tree as written and the program.

use std::cmp::Ordering;

/// An aggregate function.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AggregateFn {
    /// Sum; of nothing: zero.
    Sum,
    /// Product, of numbers only; of nothing: one.
    Product,
    /// Number of members.
    Count,
    /// Smallest; of nothing: unknown.
    Min,
    /// Largest; of nothing: unknown.
    Max,
    /// Arithmetic mean; of nothing: unknown.
    Average,
    /// Median; of nothing: unknown.
    Median,
    /// `percentile 95 of …`: nearest rank; of nothing: unknown. In hundredths of a percent.
    Percentile(u16),
    /// Share of the `has` part in the whole.
    Share,
    /// `top 3 of …`: sum of the N largest; of nothing: zero.
    Top(u32),
    /// `exists d in …`: whether there is a member.
    Exists,
    /// `every d in … has …`: whether all members pass; of nothing: true.
    Every,
}

impl AggregateFn {
    /// Whether it picks a value between those of members, so that there is none without any.
    pub fn needs_a_member(self) -> bool {
        match self {
            AggregateFn::Min
            | AggregateFn::Max
            | AggregateFn::Average
            | AggregateFn::Median
            | AggregateFn::Percentile(_) => true,
            AggregateFn::Sum
            | AggregateFn::Product
            | AggregateFn::Count
            | AggregateFn::Share
            | AggregateFn::Top(_)
            | AggregateFn::Exists
            | AggregateFn::Every => false,
        }
    }
}

/// A comparison.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CompareOp {
    /// `=`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
}

impl CompareOp {
    /// Whether it holds of two that stand in that order.
    #[inline]
    pub fn holds(self, order: Ordering) -> bool {
        match self {
            CompareOp::Eq => order.is_eq(),
            CompareOp::Ne => order.is_ne(),
            CompareOp::Lt => order.is_lt(),
            CompareOp::Le => order.is_le(),
            CompareOp::Gt => order.is_gt(),
            CompareOp::Ge => order.is_ge(),
        }
    }

    /// The comparison with its sides exchanged.
    pub fn mirrored(self) -> CompareOp {
        match self {
            CompareOp::Lt => CompareOp::Gt,
            CompareOp::Le => CompareOp::Ge,
            CompareOp::Gt => CompareOp::Lt,
            CompareOp::Ge => CompareOp::Le,
            CompareOp::Eq | CompareOp::Ne => self,
        }
    }

    /// Whether it asks for an order, not for equality.
    pub fn is_ordered(self) -> bool {
        !matches!(self, CompareOp::Eq | CompareOp::Ne)
    }
}

/// An arithmetic operator.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ArithOp {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `of`, as in `50% of x`: a product that must have a share on the left
    Of,
    /// `/`
    Div,
    /// `per`, as in `50 bn USD per GW`: a quotient
    Per,
}

impl ArithOp {
    /// Whether it is a quotient, however it is written.
    pub fn divides(self) -> bool {
        matches!(self, ArithOp::Div | ArithOp::Per)
    }
}

/// What `is` asks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum IsTest {
    /// `is known`: one value for certain.
    Known,
    /// `is unknown`: nothing was told.
    Unknown,
}

/// A test on texts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TextOp {
    /// `contains`
    Contains,
    /// `starts with`
    StartsWith,
    /// `ends with`
    EndsWith,
}

/// An end of a range.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum End {
    /// `lowest of`
    Lowest,
    /// `highest of`
    Highest,
}

/// What is asked of the sources of a fact.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Ask {
    /// `is disputed`: whether what they say cannot all be true.
    Disputed,
    /// `spread of`: how far apart they are, as a share of the larger end.
    Spread,
    /// `sourced by`: whether one of them is of a kind, a label's place in its choice.
    SourcedBy(u32),
    /// `age of`: the time from the latest of them to the as-of date.
    Age,
}

impl AggregateFn {
    /// Its name as rules write it, without a rank or number.
    pub fn name(self) -> &'static str {
        match self {
            AggregateFn::Sum => "sum",
            AggregateFn::Product => "product",
            AggregateFn::Count => "count",
            AggregateFn::Min => "min",
            AggregateFn::Max => "max",
            AggregateFn::Average => "average",
            AggregateFn::Median => "median",
            AggregateFn::Percentile(_) => "percentile",
            AggregateFn::Share => "share",
            AggregateFn::Top(_) => "top",
            AggregateFn::Exists => "exists",
            AggregateFn::Every => "every",
        }
    }
}

/// What is looked for in a flow.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum WalkKind {
    /// Ways that return to where they start.
    Cycles,
    /// Ways from one to another.
    Paths,
    /// Those who all reach each other.
    Clusters,
    /// Those without whom others lose touch.
    CutPoints,
}

impl WalkKind {
    /// As it is written.
    pub fn words(self) -> &'static str {
        match self {
            WalkKind::Cycles => "cycles",
            WalkKind::Paths => "paths",
            WalkKind::Clusters => "clusters",
            WalkKind::CutPoints => "cut points",
        }
    }
}
