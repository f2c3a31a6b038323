//! Where things stand in files that readers understand: texts, workbooks, tables.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use super::{FileId, Position, Sources, Span};

/// Where something stands in a file, as the file's reader counts. Texts are pointed at by bytes,
/// other files by what they have instead; the names that go with the numbers stay with the file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    /// In a text.
    Text(Span),
    /// In a workbook: a cell of a sheet, all counted from 0.
    Cell {
        /// The file.
        file: FileId,
        /// The sheet, among the file's parts.
        sheet: u16,
        /// The row.
        row: u32,
        /// The column.
        column: u16,
    },
    /// In a table: a row, counted from 0, and the column that is meant, if one is.
    Row {
        /// The file.
        file: FileId,
        /// The row.
        row: u64,
        /// The column, among the file's parts.
        column: Option<u16>,
    },
}

/// What stands behind a file's name, as people are told it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Spot {
    /// A line and a column of a text.
    Text(Position),
    /// A cell of a workbook.
    Cell {
        /// The sheet's name.
        sheet: Arc<str>,
        /// The cell, such as `B7`.
        cell: String,
    },
    /// A row of a table.
    Row {
        /// Its number, from 1.
        row: u64,
        /// The name of the column that is meant, if one is.
        column: Option<Arc<str>>,
    },
}

impl Place {
    /// The file.
    pub fn file(self) -> FileId {
        match self {
            Place::Text(span) => span.file,
            Place::Cell { file, .. } | Place::Row { file, .. } => file,
        }
    }

    /// The bytes, where it is in a text.
    pub fn span(self) -> Option<Span> {
        match self {
            Place::Text(span) => Some(span),
            Place::Cell { .. } | Place::Row { .. } => None,
        }
    }

    /// What places are ordered by: their files, and in each as one reads.
    fn order(self) -> (FileId, u64, u64, u64, u8) {
        match self {
            Place::Text(span) => (span.file, 0, span.start, u64::from(span.len), 0),
            Place::Cell { file, sheet, row, column } => {
                (file, u64::from(sheet), u64::from(row), u64::from(column), 1)
            }
            Place::Row { file, row, column } => {
                (file, 0, row, column.map_or(0, |column| u64::from(column) + 1), 2)
            }
        }
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Place {
        Place::Text(span)
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Place) -> Ordering {
        self.order().cmp(&other.order())
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Place) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Sources {
    /// A place as people are told it, behind the name of its file.
    pub fn spot(&self, place: Place) -> Spot {
        let part = |part: u16| self.file(place.file()).part(part);
        match place {
            Place::Text(span) => Spot::Text(self.position(span)),
            Place::Cell { sheet, row, column, .. } => {
                Spot::Cell { sheet: part(sheet), cell: format!("{}{}", letters(column), row + 1) }
            }
            Place::Row { row, column, .. } => Spot::Row { row: row + 1, column: column.map(part) },
        }
    }
}

impl Spot {
    /// The spot behind the name of its file: `deals.yaml:8:12`, `deals.xlsx: Deals!N6`,
    /// `deals.parquet: row 12, value`.
    pub fn in_file(&self, file: &str) -> String {
        match self {
            Spot::Text(_) => format!("{file}:{self}"),
            // Nothing of the file was read, not even what its sheets are called.
            Spot::Cell { sheet, .. } if sheet.is_empty() => file.to_owned(),
            Spot::Cell { .. } | Spot::Row { .. } => format!("{file}: {self}"),
        }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Spot::Text(Position { line, column }) => write!(f, "{line}:{column}"),
            Spot::Cell { sheet, cell } => write!(f, "{sheet}!{cell}"),
            Spot::Row { row, column: None } => write!(f, "row {row}"),
            Spot::Row { row, column: Some(column) } => write!(f, "row {row}, {column}"),
        }
    }
}

/// A column of a sheet by its letters: `A`, …, `Z`, `AA`, ….
fn letters(column: u16) -> String {
    let mut letters = Vec::new();
    let mut left = u32::from(column) + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_as_their_files_count() {
        let mut sources = Sources::default();
        let text = sources.add_text("deals.yaml", "a\nbc");
        let book = sources.add_text("deals.xlsx", "PK");
        let table = sources.add_text("deals.parquet", "PAR1");
        sources.file(book).name_parts(["Parties", "Deals"].map(Arc::from).into());
        sources.file(table).name_parts(["id", "value"].map(Arc::from).into());
        let told = |place: Place| sources.spot(place).in_file(&sources.file(place.file()).name);
        assert_eq!(told(Span::new(text, 3, 4).into()), "deals.yaml:2:2");
        let cell = |row, column| Place::Cell { file: book, sheet: 1, row, column };
        assert_eq!(told(cell(5, 13)), "deals.xlsx: Deals!N6");
        assert_eq!(told(cell(0, 26)), "deals.xlsx: Deals!AA1");
        assert_eq!(told(cell(0, 702)), "deals.xlsx: Deals!AAA1");
        let row = |row, column| Place::Row { file: table, row, column };
        assert_eq!(told(row(11, Some(1))), "deals.parquet: row 12, value");
        assert_eq!(told(row(11, None)), "deals.parquet: row 12");
        assert!(row(11, None) < row(11, Some(0)) && row(11, Some(1)) < row(12, None));
        assert!(cell(9, 9) < row(0, None) && Place::from(Span::new(text, 3, 4)) < cell(0, 0));
    }
}
