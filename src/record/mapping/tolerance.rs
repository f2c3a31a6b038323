//! What of a foreign file may be wrong without stopping the run: it is unknown then, and told.

use super::node::Node;
use crate::diagnostic::Diagnostic;

/// The keys of it in an entry of `data:`.
const KEYS: [&str; 2] = ["unreadable", "dangling"];

/// What is tolerated, and told with counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tolerance {
    /// Cells that cannot be read are unknown.
    pub unreadable: bool,
    /// References to records that there are not are unknown.
    pub dangling: bool,
}

impl Tolerance {
    /// Takes what stands under one of its keys; tells whether it is one.
    pub(super) fn set(&mut self, key: &str, node: Node) -> Result<bool, Diagnostic> {
        if !KEYS.contains(&key) {
            return Ok(false);
        }
        let unknown = match node.text() {
            Some("unknown") => true,
            Some("error") => false,
            _ => return Err(node.wrong("expected `error` or `unknown` here".to_owned())),
        };
        match key {
            "unreadable" => self.unreadable = unknown,
            _ => self.dangling = unknown,
        }
        Ok(true)
    }
}
