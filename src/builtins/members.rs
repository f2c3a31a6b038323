//! The table of functions over members: `sum of d.value for d in Deal`.
//!
//! A row says how rules write a function, of what it is taken and what its result is. What it makes
//! of members that may be in or out stands in a file of its own under `eval/reduce`.

use std::fmt;

use crate::ty::{Dim, Ty};

/// A function over members.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AggregateFn {
    /// Sum.
    Sum,
    /// Product, of numbers only.
    Product,
    /// Number of members.
    Count,
    /// Smallest.
    Min,
    /// Largest.
    Max,
    /// Arithmetic mean.
    Average,
    /// Standard deviation of members that stand for more.
    SampleDeviation,
    /// Standard deviation of all there are.
    PopulationDeviation,
    /// Median.
    Median,
    /// `percentile 95 of …`: nearest rank. In hundredths of a percent.
    Percentile(u16),
    /// Share of the `has` part in the whole.
    Share,
    /// `top 3 of …`: sum of the N largest.
    Top(u32),
    /// `latest of … by …`: the value of the member with the largest key.
    Latest,
    /// `earliest of … by …`: of the one with the smallest.
    Earliest,
    /// `exists d in …`: whether there is a member.
    Exists,
    /// `every d in … has …`: whether all members pass.
    Every,
}

/// What there is to say of a function over members.
pub struct MemberFn {
    /// As rules write it, without a number.
    pub name: &'static str,
    /// One or two sentences.
    pub doc: &'static str,
    /// An expression over the numbers `n` of a list and its value for 1, 2, 4 and 5.
    pub example: (&'static str, &'static str),
    /// How it is named.
    pub named: Named,
    /// The type of what comes out of values of that type, or of members without a value.
    pub check: fn(Option<Ty>) -> Result<Ty, Takes>,
    /// Whether it looks at the values of members, and not only at who is one.
    pub reads: bool,
    /// Between which bounds its result lies.
    pub extent: Extent,
    /// Of what it has a value.
    pub needs: Needs,
}

/// How rules name a function.
#[derive(Clone, Copy)]
pub enum Named {
    /// By its words alone.
    Plain(AggregateFn),
    /// With a percentage above 0 and up to 100, in hundredths of a percent: `percentile 95`.
    Percent(fn(u16) -> AggregateFn),
    /// With a whole number from 1 on: `top 3`.
    Whole(fn(u32) -> AggregateFn),
    /// With a key behind what it is taken of, that tells which member counts: `latest of … by …`.
    Keyed(AggregateFn),
    /// By syntax of its own: `exists`, `every`.
    Quantifier(AggregateFn),
}

/// What a function must be taken of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Takes {
    /// A value of each member.
    Value,
    /// Quantities.
    Quantities,
    /// Numbers without a unit.
    Numbers,
    /// Facts, and neither records nor lists.
    Facts,
}

/// Between which bounds a result lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
    /// Any.
    Any,
    /// Those of the members' values.
    OfValues,
    /// From nothing to all, where members are counted.
    OfPart,
}

/// Of what a function has a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Needs {
    /// Of nothing as well.
    Nothing,
    /// Of so many members at least.
    Members(u32),
    /// Of members that come to more than nothing.
    Weight,
}

/// Every function over members.
pub static MEMBER_FNS: &[&MemberFn] = &[
    &SUM,
    &PRODUCT,
    &COUNT,
    &MIN,
    &MAX,
    &AVERAGE,
    &SAMPLE_DEVIATION,
    &POPULATION_DEVIATION,
    &MEDIAN,
    &PERCENTILE,
    &SHARE,
    &TOP,
    &LATEST,
    &EARLIEST,
    &EXISTS,
    &EVERY,
];

static SUM: MemberFn = MemberFn {
    name: "sum",
    doc: "The sum; of nothing zero.",
    example: ("sum of n", "12"),
    named: Named::Plain(AggregateFn::Sum),
    check: quantity,
    reads: true,
    extent: Extent::Any,
    needs: Needs::Nothing,
};

static PRODUCT: MemberFn = MemberFn {
    name: "product",
    doc: "The product of numbers; of nothing one.",
    example: ("product of n", "40"),
    named: Named::Plain(AggregateFn::Product),
    check: |value| match quantity(value) {
        Ok(ty) if ty.dim() == Some(Dim::NUMBER) => Ok(ty),
        Err(Takes::Value) => Err(Takes::Value),
        _ => Err(Takes::Numbers),
    },
    reads: true,
    extent: Extent::Any,
    needs: Needs::Nothing,
};

static COUNT: MemberFn = MemberFn {
    name: "count",
    doc: "How many there are.",
    example: ("count of n", "4"),
    named: Named::Plain(AggregateFn::Count),
    check: |_| Ok(Ty::NUMBER),
    // Counting members and counting their values is the same.
    reads: false,
    extent: Extent::Any,
    needs: Needs::Nothing,
};

static MIN: MemberFn = MemberFn {
    name: "min",
    doc: "The smallest, of dates the earliest; of nothing unknown.",
    example: ("min of n", "1"),
    named: Named::Plain(AggregateFn::Min),
    check: ordered,
    reads: true,
    extent: Extent::OfValues,
    needs: Needs::Members(1),
};

static MAX: MemberFn = MemberFn {
    name: "max",
    doc: "The largest, of dates the latest; of nothing unknown.",
    example: ("max of n", "5"),
    named: Named::Plain(AggregateFn::Max),
    check: ordered,
    reads: true,
    extent: Extent::OfValues,
    needs: Needs::Members(1),
};

static AVERAGE: MemberFn = MemberFn {
    name: "average",
    doc: "The arithmetic mean; of nothing unknown.",
    example: ("average of n", "3"),
    named: Named::Plain(AggregateFn::Average),
    check: quantity,
    reads: true,
    extent: Extent::OfValues,
    needs: Needs::Members(1),
};

static SAMPLE_DEVIATION: MemberFn = MemberFn {
    name: "sample standard deviation",
    doc: "How far values lie apart from their mean, where they are a sample of more; of fewer than two unknown.",
    example: ("sample standard deviation of n", "1.8257"),
    named: Named::Plain(AggregateFn::SampleDeviation),
    check: quantity,
    reads: true,
    extent: Extent::Any,
    needs: Needs::Members(2),
};

static POPULATION_DEVIATION: MemberFn = MemberFn {
    name: "population standard deviation",
    doc: "How far values lie apart from their mean, where they are all there are; of nothing unknown.",
    example: ("population standard deviation of n", "1.5811"),
    named: Named::Plain(AggregateFn::PopulationDeviation),
    check: quantity,
    reads: true,
    extent: Extent::Any,
    needs: Needs::Members(1),
};

static MEDIAN: MemberFn = MemberFn {
    name: "median",
    doc: "The value in the middle, of an even number the mean of the two there; of nothing unknown.",
    example: ("median of n", "3"),
    named: Named::Plain(AggregateFn::Median),
    check: quantity,
    reads: true,
    extent: Extent::OfValues,
    needs: Needs::Members(1),
};

static PERCENTILE: MemberFn = MemberFn {
    name: "percentile",
    doc: "The value at the nearest rank; of nothing unknown.",
    example: ("percentile 75 of n", "4"),
    named: Named::Percent(AggregateFn::Percentile),
    check: quantity,
    reads: true,
    extent: Extent::OfValues,
    needs: Needs::Members(1),
};

static SHARE: MemberFn = MemberFn {
    name: "share",
    doc: "How much of the whole has what is asked for; of nothing unknown.",
    example: ("share of n", "75%"),
    named: Named::Plain(AggregateFn::Share),
    check: |value| match value {
        None => Ok(Ty::PERCENT),
        value => quantity(value).map(|_| Ty::PERCENT),
    },
    reads: true,
    extent: Extent::OfPart,
    needs: Needs::Weight,
};

static TOP: MemberFn = MemberFn {
    name: "top",
    doc: "The sum of so many of the largest; of nothing zero.",
    example: ("top 2 of n", "9"),
    named: Named::Whole(AggregateFn::Top),
    check: quantity,
    reads: true,
    extent: Extent::Any,
    needs: Needs::Nothing,
};

static LATEST: MemberFn = MemberFn {
    name: "latest",
    doc: "Of the one whose key is the largest; of several that share it the range over them, of nothing unknown.",
    example: ("latest of n by -n", "1"),
    named: Named::Keyed(AggregateFn::Latest),
    check: fact,
    reads: true,
    extent: Extent::OfValues,
    needs: Needs::Members(1),
};

static EARLIEST: MemberFn = MemberFn {
    name: "earliest",
    doc: "The same of the one whose key is the smallest.",
    example: ("earliest of n by -n", "5"),
    named: Named::Keyed(AggregateFn::Earliest),
    check: fact,
    reads: true,
    extent: Extent::OfValues,
    needs: Needs::Members(1),
};

static EXISTS: MemberFn = MemberFn {
    name: "exists",
    doc: "Whether there is one.",
    example: ("exists n", "true"),
    named: Named::Quantifier(AggregateFn::Exists),
    check: |_| Ok(Ty::Bool),
    reads: false,
    extent: Extent::Any,
    needs: Needs::Nothing,
};

static EVERY: MemberFn = MemberFn {
    name: "every",
    doc: "Whether all have what is asked for; of nothing true.",
    example: ("every n", "false"),
    named: Named::Quantifier(AggregateFn::Every),
    check: |_| Ok(Ty::Bool),
    reads: false,
    extent: Extent::Any,
    needs: Needs::Nothing,
};

fn quantity(value: Option<Ty>) -> Result<Ty, Takes> {
    match value.ok_or(Takes::Value)? {
        ty @ Ty::Quantity { .. } => Ok(ty),
        _ => Err(Takes::Quantities),
    }
}

fn fact(value: Option<Ty>) -> Result<Ty, Takes> {
    match value.ok_or(Takes::Value)? {
        Ty::Record(_) | Ty::List(_) => Err(Takes::Facts),
        ty => Ok(ty),
    }
}

fn ordered(value: Option<Ty>) -> Result<Ty, Takes> {
    match value {
        Some(Ty::Date) => Ok(Ty::Date),
        value => quantity(value),
    }
}

/// The function of that name that rules write in front of `of`.
pub fn member_fn(name: &str) -> Option<&'static MemberFn> {
    let is_written = |f: &&&MemberFn| !matches!(f.named, Named::Quantifier(_)) && f.name == name;
    MEMBER_FNS.iter().find(is_written).copied()
}

impl AggregateFn {
    /// Its row in the table.
    pub fn row(self) -> &'static MemberFn {
        match self {
            AggregateFn::Sum => &SUM,
            AggregateFn::Product => &PRODUCT,
            AggregateFn::Count => &COUNT,
            AggregateFn::Min => &MIN,
            AggregateFn::Max => &MAX,
            AggregateFn::Average => &AVERAGE,
            AggregateFn::SampleDeviation => &SAMPLE_DEVIATION,
            AggregateFn::PopulationDeviation => &POPULATION_DEVIATION,
            AggregateFn::Median => &MEDIAN,
            AggregateFn::Percentile(_) => &PERCENTILE,
            AggregateFn::Share => &SHARE,
            AggregateFn::Top(_) => &TOP,
            AggregateFn::Latest => &LATEST,
            AggregateFn::Earliest => &EARLIEST,
            AggregateFn::Exists => &EXISTS,
            AggregateFn::Every => &EVERY,
        }
    }

    /// Its name as rules write it, without a number.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Whether a key tells which member counts.
    pub fn is_keyed(self) -> bool {
        matches!(self.row().named, Named::Keyed(_))
    }

    /// So many members it must have for a value, as far as that hangs on their number.
    pub fn least(self) -> u32 {
        match self.row().needs {
            Needs::Members(least) => least,
            Needs::Nothing | Needs::Weight => 0,
        }
    }
}

/// As rules write it, with its number.
impl fmt::Display for AggregateFn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name();
        match self {
            AggregateFn::Percentile(p) if p % 100 == 0 => write!(f, "{name} {}", p / 100),
            AggregateFn::Percentile(p) => write!(f, "{name} {}.{:02}", p / 100, p % 100),
            AggregateFn::Top(n) => write!(f, "{name} {n}"),
            _ => f.write_str(name),
        }
    }
}
