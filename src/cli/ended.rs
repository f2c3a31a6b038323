//! How a run ends.

use crate::diagnostic::Diagnostic;

/// How a run ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Exit {
    /// It ran; nothing at or above the gate.
    Passed,
    /// It ran; the gate is not met.
    Failed,
}

/// Why a run could not be: what was wrong.
pub(super) type Stop = Vec<Diagnostic>;
