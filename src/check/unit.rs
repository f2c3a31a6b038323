//! What is checked: rule files and what a run sets.

use crate::syntax::ast;
use crate::value::Date;

/// One rule file, under the name by which others use it.
#[derive(Clone, Debug)]
pub struct Unit<'a> {
    /// `std.deals`, or the file's path where nothing uses it.
    pub path: String,
    /// Its tree.
    pub file: &'a ast::File,
}

/// What a run sets.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The day that picks among the values of a dated param.
    pub as_of: Date,
    /// Values for params, as parsed expressions.
    pub params: Vec<(ast::Name, ast::Expr)>,
}
