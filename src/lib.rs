//! Riskwright: a language and engine for deal-risk rules.
//!
//! Rule text becomes an Ast, the Ast a checked Program, records become Tables of columns, the
//! evaluator makes an Outcome of both, and assessment makes a Report of that. See ARCHITECTURE.md.

pub mod assess;
pub mod builtins;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod eval;
pub mod ir;
pub mod network;
pub mod operator;
pub mod outcome;
pub mod pack;
pub mod picture;
pub mod pipeline;
pub mod record;
pub mod report;
pub mod source;
pub mod syntax;
pub mod ty;
pub mod value;
