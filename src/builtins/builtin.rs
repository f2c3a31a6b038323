//! A row of the table.

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
