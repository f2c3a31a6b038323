//! Where a report says that things stand.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::source::{Position, Spot};

/// A place in a record or rule file, whose path is as reports call it. Who reads one takes the first
/// that fits, so what tells more stands first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Place {
    /// Set by a step of a scenario, which stands in a rule file.
    Set {
        /// The file.
        file: String,
        /// Line, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
        /// The scenario.
        scenario: String,
    },
    /// In a text.
    Text {
        /// The file.
        file: String,
        /// Line, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
    },
    /// In a workbook.
    Cell {
        /// The file.
        file: String,
        /// The sheet.
        sheet: String,
        /// The cell, such as `B7`.
        cell: String,
    },
    /// In a table.
    Row {
        /// The file.
        file: String,
        /// The row, from 1.
        row: u64,
        /// The name of the column, where one is meant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        column_name: Option<String>,
    },
}

impl Place {
    /// A spot in a file.
    pub fn of(file: String, spot: Spot) -> Place {
        match spot {
            Spot::Text(Position { line, column }) => Place::Text { file, line, column },
            Spot::Cell { sheet, cell } => Place::Cell { file, sheet: sheet.to_string(), cell },
            Spot::Row { row, column } => {
                Place::Row { file, row, column_name: column.map(|name| name.to_string()) }
            }
        }
    }

    /// A step of a scenario.
    pub fn set_by(scenario: String, file: String, Position { line, column }: Position) -> Place {
        Place::Set { file, line, column, scenario }
    }

    /// Its file.
    pub fn file(&self) -> &str {
        match self {
            Place::Text { file, .. }
            | Place::Cell { file, .. }
            | Place::Row { file, .. }
            | Place::Set { file, .. } => file,
        }
    }

    /// Line and column, where it is in a text.
    pub fn position(&self) -> Option<Position> {
        match *self {
            Place::Text { line, column, .. } | Place::Set { line, column, .. } => {
                Some(Position { line, column })
            }
            Place::Cell { .. } | Place::Row { .. } => None,
        }
    }

    fn spot(&self) -> Spot {
        match self {
            Place::Text { line, column, .. } | Place::Set { line, column, .. } => {
                Spot::Text(Position { line: *line, column: *column })
            }
            Place::Cell { sheet, cell, .. } => {
                Spot::Cell { sheet: sheet.as_str().into(), cell: cell.clone() }
            }
            Place::Row { row, column_name, .. } => {
                Spot::Row { row: *row, column: column_name.as_deref().map(Into::into) }
            }
        }
    }
}

/// `deals.yaml:12:5`, `deals.xlsx: Deals!N6`, whoever set it.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.spot().in_file(self.file()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Subject;

    /// A subject's line of JSON, in which its place lies flat, and how the place reads.
    fn told(place: Place) -> (String, String) {
        let (read, place) = (place.to_string(), Some(place));
        let subject = Subject { record: "Deal".into(), key: "a".into(), name: None, place };
        (serde_json::to_string(&subject).expect("JSON"), read)
    }

    #[test]
    fn every_place_lies_flat_beside_what_stands_there() {
        let file = || "deals".to_owned();
        let at = Position { line: 8, column: 12 };
        let head = "{\"record\":\"Deal\",\"key\":\"a\",\"file\":\"deals\",";
        for (place, json, read) in [
            (Place::of(file(), Spot::Text(at)), "\"line\":8,\"column\":12}", "deals:8:12"),
            (
                Place::set_by("crash".into(), file(), at),
                "\"line\":8,\"column\":12,\"scenario\":\"crash\"}",
                "deals:8:12",
            ),
            (
                Place::of(file(), Spot::Cell { sheet: "Q3".into(), cell: "N6".into() }),
                "\"sheet\":\"Q3\",\"cell\":\"N6\"}",
                "deals: Q3!N6",
            ),
            (
                Place::of(file(), Spot::Row { row: 12, column: Some("value".into()) }),
                "\"row\":12,\"column_name\":\"value\"}",
                "deals: row 12, value",
            ),
            (
                Place::of(file(), Spot::Row { row: 12, column: None }),
                "\"row\":12}",
                "deals: row 12",
            ),
        ] {
            assert_eq!(told(place.clone()), (format!("{head}{json}"), read.to_owned()));
            let back: Subject = serde_json::from_str(&told(place.clone()).0).expect("a subject");
            assert_eq!(back.place, Some(place));
        }
    }
}
