//! A row of the table.

/// A stable code and what is told of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CodeInfo {
    /// `RW301`.
    pub code: &'static str,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// Its page, Markdown: what `riskwright explain CODE` prints.
    pub page: &'static str,
}
