//! Record files to typed columns.

mod table;

pub use table::{Needs, Table, Tables};
