//! The oracle: a row-by-row interpreter written for clarity from the language reference, and
//! the test that the columnar evaluator agrees with it on generated rules and records.

mod aggregate;
mod agreement;
mod generate;
mod interpreter;
mod money;
mod scenario;
