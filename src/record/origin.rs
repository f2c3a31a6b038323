//! What the numbers of a reader count, by which values say where they stand.

use crate::source::{FileId, Place, Span};

/// The text that offsets count from: a file, or a chunk of it. Whoever reads files that are no
/// texts makes other places of its numbers here, and nowhere else.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    file: FileId,
    /// Where in the file the text starts.
    base: usize,
}

impl Origin {
    /// A whole text.
    pub(super) fn text(file: FileId) -> Origin {
        Origin { file, base: 0 }
    }

    /// A chunk of a text, which starts at a byte.
    pub(super) fn chunk(file: FileId, base: usize) -> Origin {
        Origin { file, base }
    }

    /// Where in the file its counting starts.
    pub(super) fn base(self) -> usize {
        self.base
    }

    /// The place of the numbers `start..end`.
    pub(super) fn place(self, start: usize, end: usize) -> Place {
        self.in_file(self.base + start, self.base + end)
    }

    /// The same of numbers that count from the file's start.
    pub(super) fn in_file(self, start: usize, end: usize) -> Place {
        Place::Text(Span::new(self.file, start, end))
    }
}
