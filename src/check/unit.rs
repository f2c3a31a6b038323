//! What is checked: rule files and what a run sets.

use crate::syntax::ast;
use crate::value::Date;

/// One rule file, with those that it uses.
#[derive(Clone, Debug)]
pub struct Unit<'a> {
    /// The name of a pack that ships, `std.deals`, or the file's path.
    pub path: String,
    /// Its tree.
    pub file: &'a ast::File,
    /// What each `use` of it means, in the order of the text, by the places of the units: the same
    /// name may mean one file here and another there. `None`: there is no such file.
    pub uses: Vec<Option<usize>>,
}

/// What a run sets.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The day that picks among the values of a dated param.
    pub as_of: Date,
    /// Values for params.
    pub params: Vec<Set>,
}

/// A value that a run sets a param to.
#[derive(Clone, Debug)]
pub struct Set {
    /// The param's name.
    pub name: ast::Name,
    /// Its value.
    pub value: ast::Expr,
    /// Whether it is set beside the files of the run, and so before what these set.
    pub beside: bool,
}
