//! The readers that are written by hand, against tables of what their formats allow.

mod csv;
mod decimals;
mod json;

use riskwright::eval::{Limits, Settings};
use riskwright::pipeline;
use riskwright::record::{Format, Input, Opening};
use riskwright::source::Sources;
use riskwright::ty::{FieldId, RecordId};
use riskwright::value::{Currency, Date, Scalar};

const RULES: &str = "record Cell key id { id: text\n text: text?\n number: number? }\n";
const TEXT: FieldId = FieldId(1);
const NUMBER: FieldId = FieldId(2);

/// What reading a file gave.
struct Read {
    /// The codes of what is wrong with it.
    codes: Vec<&'static str>,
    /// The column of a field.
    column: Vec<Scalar>,
}

/// Reads bytes as a file of cells.
fn read(name: &str, format: Format, bytes: impl Into<Vec<u8>>, field: FieldId) -> Read {
    let mut sources = Sources::default();
    let rules = sources.add_text("rules.risk", RULES);
    let as_of = Date::new(2025, 12, 5).expect("a date");
    let (program, wrong) = pipeline::load(&mut sources, &[rules], &|_, _| None, as_of, &[]);
    assert!(wrong.is_empty(), "{wrong:?}");
    let file = sources.add_text(name, bytes.into());
    let input = Input {
        file,
        format,
        opening: Opening::default(),
        record: Some(RecordId(0)),
        mapping: None,
    };
    let settings = Settings { as_of, currency: Currency::USD, limits: Limits::default() };
    let (records, wrong) = pipeline::read(&sources, &program, &[input], settings);
    let table = records.tables.of(RecordId(0));
    let column = table.column(field).expect("the column is read");
    Read {
        codes: wrong.iter().map(|diagnostic| diagnostic.code).collect(),
        column: (0..table.rows).map(|row| column.get(row)).collect(),
    }
}

/// The texts of a column; `None` where one is not known.
fn texts(column: &[Scalar]) -> Vec<Option<String>> {
    let text = |scalar: &Scalar| match scalar {
        Scalar::Text(text) => text.as_ref().map(ToString::to_string),
        other => panic!("{other:?} is no text"),
    };
    column.iter().map(text).collect()
}
