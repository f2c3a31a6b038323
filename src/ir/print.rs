//! Expressions as a rule writer would write them.

use super::{ExprId, Program};

impl Program {
    /// stub
    pub fn print(&self, _e: ExprId, _variable: &str) -> String {
        String::new()
    }
    /// stub
    pub fn print_path(&self, _e: ExprId) -> String {
        String::new()
    }
}
