//! What the offsets of a reader count from.

use crate::source::{FileId, Span};

/// The text that offsets count from: a file, or a chunk of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    pub(super) file: FileId,
    /// Where in the file the text starts.
    pub(super) base: usize,
}

impl Origin {
    /// The bytes `start..end` of the text, as the file counts them.
    pub(super) fn span(self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.base + start, self.base + end)
    }
}
