//! Codes of names, structure and types: RW2xx and RW3xx.

use super::CodeInfo;

/// Every code that checking rules can give.
pub(super) const CODES: &[CodeInfo] = &[];
