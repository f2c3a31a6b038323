//! Record files to typed columns.
//!
//! A reader turns a file into `raw` values or rows of them; a `plan` says which column feeds
//! which field; `part` appends rows to growing tables; `resolve` finishes them.

mod builder;
mod cells;
mod compile;
mod csv;
mod decode;
mod dialect;
mod document;
mod each;
mod error;
mod escape;
mod format;
mod growing;
mod hedge;
mod json;
mod jsonl;
mod keyless;
mod literal;
mod mapping;
mod measure;
mod met;
mod moment;
mod node;
mod number;
mod nums;
mod part;
mod period;
mod place;
mod plan;
mod plans;
mod problems;
mod raw;
mod read;
mod reference;
mod renamed;
mod resolve;
mod rows;
mod standing;
mod statement;
mod structure;
mod table;
mod told;
mod yaml;

#[cfg(test)]
mod tests;

pub use crate::value::{NoExample, Notation};
pub use format::Format;
pub use mapping::{KEYS as MAPPING_KEYS, Mapping, Others, Source};
pub use node::{Node, Placed, Shape, Tree};
pub use problems::LIMIT;
pub use read::{Input, Records, read};
pub use standing::Standing;
pub use statement::{Statement, Statements};
pub use table::{GoesBy, Needs, Supposed, Table, Tables};
