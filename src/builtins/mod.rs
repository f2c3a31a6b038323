//! The table of builtin functions: name, signature, meaning, example, and what it does.

mod calendar;
mod number;
mod text;

use crate::ty::Ty;
use crate::value::Scalar;

/// One builtin function. The checker, the evaluator, the book and editors read the same row.
pub struct Builtin {
    /// How rules call it.
    pub name: &'static str,
    /// For people: `abs(quantity)`.
    pub signature: &'static str,
    /// One or two sentences.
    pub doc: &'static str,
    /// An expression and its value, both tested: `("abs(-3)", "3")`.
    pub example: (&'static str, &'static str),
    /// The type of its result for arguments of those types; `None` where they do not fit.
    pub check: fn(&[Ty]) -> Option<Ty>,
    /// The value for one row. Ranges and unknowns are its own business: the result must hold
    /// every value that the arguments allow.
    pub apply: fn(&[Scalar]) -> Scalar,
}

/// Names a builtin: its place in [`ALL`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct BuiltinId(pub u16);

/// Every builtin.
pub static ALL: &[Builtin] = &[
    number::ABS,
    number::ROUND,
    number::LEAST,
    number::GREATEST,
    calendar::YEAR,
    calendar::MONTH,
    calendar::QUARTER,
    calendar::END_OF_MONTH,
    calendar::DAYS,
    text::LENGTH,
    text::LOWER,
];

/// The builtin of that name.
pub fn named(name: &str) -> Option<BuiltinId> {
    ALL.iter().position(|b| b.name == name).map(|i| BuiltinId(i as u16))
}

impl BuiltinId {
    /// Its row in the table.
    pub fn get(self) -> &'static Builtin {
        // INVARIANT: only `named` makes ids.
        &ALL[self.0 as usize]
    }
}
