//! Types, dimensions, and the schema that a vocabulary declares.

mod display;
mod evidence;
mod kind;

pub use display::{
    Format, Keys, Measured, apart, count, exact, figure_in, measured, rounded, type_name,
};
pub use evidence::{Evidence, Rank, SourceField};
pub use kind::{
    Calendar, Card, Ends, ExprId, Group, Kind, Leg, Line, MadeList, Reach, Shape, SlotPart, Slots,
    Step, Walk, Way,
};

use crate::source::Span;
use crate::value::{Decimal, Period, PeriodRange, Range, Scalar, Tri, Worded};

/// The number of base dimensions: money, energy, time, and what `unit` items add.
pub const BASES: usize = 8;

/// A dimension as exponents of the base dimensions; all zero is a bare number.
///
/// Bases: 0 money, 1 energy (stored in MWh), 2 time (stored in hours), 3.. user units.
/// Power is energy per time and is stored in MW.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Dim(pub [i8; BASES]);

impl Dim {
    /// A bare number.
    pub const NUMBER: Dim = Dim([0; BASES]);
    /// Money.
    pub const MONEY: Dim = Dim([1, 0, 0, 0, 0, 0, 0, 0]);
    /// Energy, in MWh.
    pub const ENERGY: Dim = Dim([0, 1, 0, 0, 0, 0, 0, 0]);
    /// Physical time, in hours (calendar time is [`Ty::Period`]).
    pub const TIME: Dim = Dim([0, 0, 1, 0, 0, 0, 0, 0]);
    /// Power, in MW.
    pub const POWER: Dim = Dim([0, 1, -1, 0, 0, 0, 0, 0]);

    /// The dimension of a product.
    pub fn times(self, other: Dim) -> Dim {
        Dim(std::array::from_fn(|i| self.0[i].saturating_add(other.0[i])))
    }

    /// The dimension of a quotient.
    pub fn per(self, other: Dim) -> Dim {
        Dim(std::array::from_fn(|i| self.0[i].saturating_sub(other.0[i])))
    }

    /// Whether anything is counted in it: money times money, or worse, is no amount of anything.
    pub fn has_meaning(self) -> bool {
        self.0.iter().all(|e| (-3..=3).contains(e)) && (-1..=1).contains(&self.money())
    }

    /// The exponent of money; only 1 carries a currency through arithmetic as `money` does.
    pub fn money(self) -> i8 {
        self.0[0]
    }
}

/// Names a record kind of a [`Schema`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct RecordId(pub u32);

/// Names a field of its record kind.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct FieldId(pub u32);

impl FieldId {
    /// The one field that the members of a list of scalars have.
    pub const IT: FieldId = FieldId(0);
}

/// Names a choice type of a [`Schema`]; equal lists of labels share one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ChoiceId(pub u32);

/// The type of a field or expression.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Ty {
    /// True or false.
    Bool,
    /// Unicode text.
    Text,
    /// A calendar date; stored as days since 1970-01-01.
    Date,
    /// A period of days and months.
    Period,
    /// An ISO 4217 currency.
    Currency,
    /// A number with a dimension; `percent` only changes how it prints.
    Quantity {
        /// The dimension; zero for `number` and `percent`.
        dim: Dim,
        /// Print as a percentage.
        percent: bool,
    },
    /// One of a list of labels.
    Choice(ChoiceId),
    /// A reference to a record.
    Record(RecordId),
    /// A nested list, whose members are rows of a record kind with a parent.
    List(RecordId),
}

impl Ty {
    /// A bare number.
    pub const NUMBER: Ty = Ty::Quantity { dim: Dim::NUMBER, percent: false };
    /// A number that prints as a percentage.
    pub const PERCENT: Ty = Ty::Quantity { dim: Dim::NUMBER, percent: true };
    /// Money.
    pub const MONEY: Ty = Ty::Quantity { dim: Dim::MONEY, percent: false };
    /// Power.
    pub const POWER: Ty = Ty::Quantity { dim: Dim::POWER, percent: false };

    /// A quantity of that dimension.
    pub fn quantity(dim: Dim) -> Ty {
        Ty::Quantity { dim, percent: false }
    }

    /// The record kind of a reference.
    pub fn record(self) -> Option<RecordId> {
        match self {
            Ty::Record(record) => Some(record),
            _ => None,
        }
    }

    /// The dimension, where it is a quantity.
    pub fn dim(self) -> Option<Dim> {
        match self {
            Ty::Quantity { dim, .. } => Some(dim),
            Ty::Bool | Ty::Text | Ty::Date | Ty::Period | Ty::Currency => None,
            Ty::Choice(_) | Ty::Record(_) | Ty::List(_) => None,
        }
    }

    /// The exponent of money in it.
    pub fn money(self) -> i8 {
        self.dim().map_or(0, Dim::money)
    }

    /// Whether it counts money, to whatever power.
    pub fn is_money(self) -> bool {
        self.money() != 0
    }

    /// A value of this type of which nothing is known.
    pub fn unknown(self) -> Scalar {
        match self {
            Ty::Bool => Scalar::Truth(Tri::Unknown),
            Ty::Text => Scalar::Text(None),
            Ty::Period => Scalar::Period(PeriodRange::ANY),
            Ty::Date | Ty::Quantity { .. } => Scalar::UNKNOWN_QUANTITY,
            Ty::Currency | Ty::Choice(_) | Ty::Record(_) | Ty::List(_) => Scalar::Code(None),
        }
    }
}

/// A list of labels, ordered from least to most where `ordered`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// Whether `<` means something.
    pub ordered: bool,
    /// The labels; a column stores a label as its place in this list.
    pub labels: Vec<String>,
}

/// A unit of measure: `name` is worth `factor` base units of `dim`.
#[derive(Clone, PartialEq, Debug)]
pub struct Unit {
    /// As written: `GW`.
    pub name: String,
    /// Its dimension.
    pub dim: Dim,
    /// How many stored base units (MW, MWh, hour, …) one of it is.
    pub factor: Decimal,
}

/// The declared bounds of a field, used for values that are not given, or of a param.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Bounds {
    /// Smallest value, in base units; any currency (only zero is allowed for money).
    pub lo: Option<Decimal>,
    /// Largest value.
    pub hi: Option<Decimal>,
    /// The bound `lo` itself is excluded (`> 0`).
    pub lo_open: bool,
    /// The bound `hi` itself is excluded.
    pub hi_open: bool,
}

impl Bounds {
    /// Whether no value that it may have lies within them.
    pub fn exclude(&self, value: &Scalar) -> bool {
        let range = match value {
            Scalar::Quantity { range, .. } => *range,
            // They are told from nothing alone: of its side that is what counts.
            Scalar::Period(PeriodRange { lo, hi }) => {
                let side = |end: &Option<Period>| end.map(|end| Decimal::from(end.side()));
                Range { lo: side(lo), hi: side(hi) }
            }
            _ => return false,
        };
        let below = range.hi.zip(self.lo);
        let above = range.lo.zip(self.hi);
        below.is_some_and(|(hi, lo)| hi < lo || self.lo_open && hi == lo)
            || above.is_some_and(|(lo, hi)| lo > hi || self.hi_open && lo == hi)
    }
}

/// One declared field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Name, NFC-normalised.
    pub name: String,
    /// Type.
    pub ty: Ty,
    /// Whether a record may leave it out. A missing or `null` field that is not optional is a
    /// record error; an optional one is unknown.
    pub optional: bool,
    /// Declared bounds.
    pub bounds: Bounds,
    /// Where it is declared.
    pub span: Span,
    /// Doc comment or trailing comment.
    pub doc: Worded<String>,
}

impl Field {
    /// Its value in a record that does not tell it: what its bounds allow.
    pub fn untold(&self) -> Scalar {
        match self.ty.unknown() {
            Scalar::Quantity { currency, .. } => {
                let range = Range::new(self.bounds.lo, self.bounds.hi);
                Scalar::Quantity { range, currency, unknown: true }
            }
            unknown => unknown,
        }
    }
}

/// One record kind.
#[derive(Clone, Debug)]
pub struct RecordKind {
    /// UpperCamelCase name: `Deal`.
    pub name: String,
    /// The section of a record file that holds it: `deals`.
    pub section: String,
    /// The fields whose values, joined with `/`, are the key; empty for list members.
    pub key: Vec<FieldId>,
    /// Fields in order of declaration. The member rows of a `list of T` over a scalar `T` have one
    /// field named `it`.
    pub fields: Vec<Field>,
    /// For the members of a nested list: the record kind and field that hold the list. Named
    /// `Deal.payments`; each nested list of a record kind is a kind of its own.
    pub parent: Option<(RecordId, FieldId)>,
    /// Whether members are bare scalars (`list of text`).
    pub scalar: bool,
    /// Whether its rows are read or made from other records, and then how.
    pub kind: Kind,
    /// Where it is declared.
    pub span: Span,
    /// Doc comment.
    pub doc: Worded<String>,
}

impl RecordKind {
    /// Whether record files may hold it in a section of its own.
    pub fn is_section(&self) -> bool {
        self.parent.is_none() && !self.kind.is_made()
    }

    /// How one of it goes by where it needs a name of its own: `deal`, `exchange_rate`.
    pub fn singular(&self) -> String {
        let mut snake = String::new();
        for (i, c) in self.name.chars().enumerate() {
            if c.is_uppercase() && i > 0 {
                snake.push('_');
            }
            snake.extend(c.to_lowercase());
        }
        snake
    }

    /// The text by which people know one of it: its `name`, else its `title`.
    pub fn naming(&self) -> Option<FieldId> {
        let text = |name| self.field(name).filter(|id| self.fields[id.0 as usize].ty == Ty::Text);
        text("name").or_else(|| text("title"))
    }

    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<FieldId> {
        self.fields.iter().position(|f| f.name == name).map(|i| FieldId(i as u32))
    }
}

/// Everything a vocabulary declares.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Record kinds.
    pub records: Vec<RecordKind>,
    /// Choice types.
    pub choices: Vec<Choice>,
    /// Units, the built-in ones first.
    pub units: Vec<Unit>,
    /// Names of the base dimensions from index 3 on, as `unit` items add them.
    pub bases: Vec<String>,
    /// Which kinds of sources count more than which.
    pub rank: Rank,
}

impl Schema {
    /// The record kind; ids come from this schema.
    pub fn record(&self, id: RecordId) -> &RecordKind {
        &self.records[id.0 as usize]
    }

    /// What a record kind is; ids come from this schema.
    pub fn kind(&self, id: RecordId) -> &Kind {
        &self.record(id).kind
    }

    /// The field; ids come from this schema.
    pub fn field(&self, record: RecordId, field: FieldId) -> &Field {
        &self.records[record.0 as usize].fields[field.0 as usize]
    }

    /// The choice; ids come from this schema.
    pub fn choice(&self, id: ChoiceId) -> &Choice {
        &self.choices[id.0 as usize]
    }

    /// The record kind of that name.
    pub fn record_named(&self, name: &str) -> Option<RecordId> {
        self.records.iter().position(|r| r.name == name).map(|i| RecordId(i as u32))
    }

    /// Every record id.
    pub fn record_ids(&self) -> impl Iterator<Item = RecordId> + use<> {
        (0..self.records.len() as u32).map(RecordId)
    }
}
