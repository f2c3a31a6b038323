//! The operators that rules are written with, shared by the tree as written and the program.

use std::cmp::Ordering;

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
    /// `^`
    Pow,
    /// `root(x, n)`
    Root,
}

impl ArithOp {
    /// Whether it is a quotient, however it is written.
    pub fn divides(self) -> bool {
        matches!(self, ArithOp::Div | ArithOp::Per)
    }

    /// Whether it is a power or a root: of its left operand, and told by its right one.
    pub fn raises(self) -> bool {
        matches!(self, ArithOp::Pow | ArithOp::Root)
    }
}

/// What `is` asks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum IsTest {
    /// `is known`: one value for certain.
    Known,
    /// `is unknown`: nothing was told.
    Unknown,
    /// `is none`: a reference leads to nobody.
    None,
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

/// What is looked for in a flow.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum WalkKind {
    /// Ways that return to where they start.
    Cycles,
    /// Ways from one to another.
    Paths,
    /// Those who all reach each other.
    Clusters,
    /// Those who hang together, whichever way steps lead.
    Components,
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
            WalkKind::Components => "components",
            WalkKind::CutPoints => "cut points",
        }
    }
}
