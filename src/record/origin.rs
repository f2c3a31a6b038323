//! What the numbers of a reader count, by which values say where they stand.

use crate::source::{FileId, Place, Span};

/// What a reader counts: the bytes of a file or of a chunk of it; or, where the file is no text,
/// the rows of a table and their columns. Places are made of such numbers here, and nowhere else.
#[derive(Clone, Copy, Debug)]
pub(super) enum Origin {
    Text {
        file: FileId,
        /// Where in the file the text starts.
        base: usize,
    },
    Table(FileId),
    /// Rows of the sheets of a workbook, all in one row of numbers: see [`Origin::row`].
    Book(FileId),
}

/// How many bits of a row's number tell the row within its sheet.
const ROW: u32 = 20;

impl Origin {
    /// The number of a row of a sheet.
    pub(super) fn row(sheet: usize, row: u32) -> usize {
        sheet << ROW | row as usize & ((1 << ROW) - 1)
    }

    /// The sheet that a number is of.
    pub(super) fn sheet(number: usize) -> usize {
        number >> ROW
    }

    /// Whether it counts bytes, so that two numbers are a run of them.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Origin::Text { .. })
    }

    /// A whole text.
    pub(super) fn text(file: FileId) -> Origin {
        Origin::Text { file, base: 0 }
    }

    /// A chunk of a text, which starts at a byte.
    pub(super) fn chunk(file: FileId, base: usize) -> Origin {
        Origin::Text { file, base }
    }

    /// Where in the file its counting starts.
    pub(super) fn base(self) -> usize {
        match self {
            Origin::Text { base, .. } => base,
            Origin::Table(_) | Origin::Book(_) => 0,
        }
    }

    /// The place of the numbers: the bytes `start..end`, or a row and one of its columns.
    pub(super) fn place(self, start: usize, end: usize) -> Place {
        self.in_file(self.base() + start, self.base() + end)
    }

    /// The place of the record that starts there: its first byte, or its row.
    pub(super) fn record(self, start: usize) -> Place {
        match self {
            Origin::Text { .. } => self.place(start, start + 1),
            Origin::Table(file) => Place::Row { file, row: start as u64, column: None },
            Origin::Book(_) => self.in_file(start, 0),
        }
    }

    /// The same as counted from the file's start.
    pub(super) fn whole_file(self) -> Origin {
        match self {
            Origin::Text { file, .. } => Origin::text(file),
            other @ (Origin::Table(_) | Origin::Book(_)) => other,
        }
    }

    /// The place of numbers that count from the file's start.
    pub(super) fn in_file(self, start: usize, end: usize) -> Place {
        match self {
            Origin::Text { file, .. } => Place::Text(Span::new(file, start, end)),
            Origin::Table(file) => {
                Place::Row { file, row: start as u64, column: u16::try_from(end).ok() }
            }
            Origin::Book(file) => Place::Cell {
                file,
                sheet: u16::try_from(Origin::sheet(start)).unwrap_or(u16::MAX),
                row: start as u32 & ((1 << ROW) - 1),
                column: u16::try_from(end).unwrap_or(u16::MAX),
            },
        }
    }
}
