//! Record files to typed columns.
//!
//! `readers` read texts, one file a format: documents into `raw` values, which `document` parts into
//! rows, or rows, which they hand to `part` themselves, or whole `columns`; `decode` reads values by the types of their
//! fields into `growing` columns; `mapping` says what stands where; `resolve` ties references.

mod appended;
mod columns;
mod crowded;
mod decode;
mod document;
mod error;
mod filled;
mod former_keys;
mod formerly;
mod growing;
mod header;
mod input;
mod keyless;
mod likely;
mod looks;
mod made;
mod mapping;
mod nothing;
mod opened;
mod opening;
mod order;
mod origin;
mod part;
mod problems;
mod ranked;
mod raw;
mod read;
mod readers;
mod records;
mod renamed;
mod repeated;
mod resolve;
mod rows;
mod selected;
mod sheet;
mod sheets;
mod statement;
mod table;

#[cfg(test)]
mod tests;

pub use crate::value::{NoExample, Notation};
pub use formerly::Formerly;
pub use input::Input;
pub use made::{GoesBy, Made, Origins};
pub use mapping::node::{Node, Placed, Shape, Tree};
pub use mapping::{
    Bound, Comparison, Condition, Header, Layout, Quote, Repeated, RowRules, Test, Tolerance,
};
pub use mapping::{FIELD_KEYS, KEYS as MAPPING_KEYS, Mapping, Others, Spelling};
pub use nothing::says_nothing;
pub use opened::{is_packed, open_all};
pub use opening::{KEYS as OPENING_KEYS, Opening};
pub use order::Standing;
pub use problems::LIMIT;
pub use read::read;
pub use readers::Format;
pub use records::Records;
pub use statement::{Statement, Statements};
pub use table::{Needs, Supposed, Table, Tables};
