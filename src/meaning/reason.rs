//! Why a value is not known: one list, from where it arises to the report.

use crate::value::{Currency, Date};

/// Why a value is not known (well enough).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Reason {
    /// The record does not give the field.
    NotGiven,
    /// It is given as a range that spans the line.
    Imprecise,
    /// Its sources contradict each other.
    Disputed,
    /// Nothing says where it comes from.
    NoSource,
    /// All that say where it comes from are later than the as-of date.
    LaterSource,
    /// No exchange rate between the two at the date.
    NoRate {
        /// From.
        from: Currency,
        /// To.
        to: Currency,
        /// The date looked up.
        date: Date,
    },
    /// Currencies meet in a constant, which is computed before any rate is read.
    BeforeRates,
    /// A divisor is zero.
    DivisionByZero,
    /// A divisor may be zero: its range holds it.
    PerhapsByZero,
    /// What is spread over days ends before it begins.
    Backwards,
    /// A root of a negative number.
    OfNegative,
    /// What may be a root of a negative number.
    PerhapsOfNegative,
    /// A number too large to hold.
    Overflow,
    /// The average, minimum, maximum, median or share of nothing.
    Nothing,
    /// A statistic of fewer records than the rule asks for.
    Sample {
        /// How many there are for certain.
        found: usize,
        /// How many the rule asks for.
        needed: usize,
    },
    /// Several members share the key that tells which of them counts, and say different things.
    SharedKey,
    /// A fact of whom a reference leads to, which leads to nobody.
    Nobody,
    /// A flow that was too large to be followed whole.
    CutShort,
    /// A param of which no value was in force on that day.
    NotInForce,
    /// A date outside the calendar.
    OutsideCalendar,
    /// A calendar period cannot be compared or used so finely (months against days).
    CalendarLength,
}

impl Reason {
    /// What programs call it; stable.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::NotGiven => "not-given",
            Reason::Imprecise => "imprecise",
            Reason::Disputed => "disputed",
            Reason::NoSource => "no-source",
            Reason::LaterSource => "later-source",
            Reason::NoRate { .. } => "no-rate",
            Reason::BeforeRates => "before-rates",
            Reason::DivisionByZero => "division-by-zero",
            Reason::PerhapsByZero => "perhaps-by-zero",
            Reason::Backwards => "backwards",
            Reason::OfNegative => "of-negative",
            Reason::PerhapsOfNegative => "perhaps-of-negative",
            Reason::Overflow => "overflow",
            Reason::Nothing => "nothing",
            Reason::Sample { .. } => "sample",
            Reason::SharedKey => "shared-key",
            Reason::Nobody => "nobody",
            Reason::CutShort => "cut-short",
            Reason::NotInForce => "not-in-force",
            Reason::OutsideCalendar => "outside-calendar",
            Reason::CalendarLength => "calendar-length",
        }
    }
}
