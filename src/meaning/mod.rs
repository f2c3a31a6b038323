//! What operators mean, on single values: the one place that says it.
//!
//! The checker computes constants here, the evaluator's kernels take short cuts for plain columns
//! and ask here for each row where they cannot, and explanations ask why there is no value. The
//! meaning of `and`, `or` and `not` is with the truth values themselves, on [`crate::value::Tri`]
//! and [`crate::value::Truths`].
//!
//! A result holds every value that the operands allow. Where operands that are known have no
//! result, a [`Reason`] says why; an unknown operand gives an unknown result and no reason, for the
//! reason is the operand's own.

mod arith;
mod calendar;
mod choice;
mod compare;
mod money;
mod power;
mod reason;
mod spread;
#[cfg(test)]
mod tests;

pub use arith::{Operand, arith, neg, quotient_by_nonzero};
pub use calendar::days_between;
pub use choice::{choose, end};
pub use compare::{Beyond, compare, ranges, ranges_beyond, text_test};
pub use money::{Aligned, NoRates, Rates, aligned, converted, exchanged, is_same, is_weightless};
pub use power::{degree, may_have_no_power, power_of_nonzero};
pub use reason::Reason;
pub use spread::{Stretch, due, may_run_backwards, spread};
