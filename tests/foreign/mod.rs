//! Files that other programs wrote (`make.py`): each says what the same records say in YAML, and
//! what is wrong with one is told where it is.

mod books;
mod texts;

use std::fs;

use riskwright::eval::{Limits, Settings};
use riskwright::pipeline;
use riskwright::record::{Format, Input, Opening, Tree};
use riskwright::source::Sources;
use riskwright::ty::{FieldId, RecordId};
use riskwright::value::{Currency, Date, Scalar};

const RULES: &str = "\
record Cell key id {
    id: text
    title: text?
    booked: date?
    amount: number?
    rate: number?
    firm: bool?
    count: number?
}
record Other key id { id: text
    of: Cell? }
";

/// What reading a file gave.
#[derive(PartialEq, Debug)]
struct Read {
    /// What was told: code, place, and message.
    told: Vec<String>,
    /// The cells, row by row.
    rows: Vec<Vec<Scalar>>,
}

/// Reads a file of this folder, with what a manifest's entry would say of it.
fn read(name: &str, entry: &str) -> Read {
    let bytes = fs::read(format!("tests/foreign/{name}")).expect("the file");
    read_bytes(name, bytes, entry)
}

fn read_bytes(name: &str, bytes: Vec<u8>, entry: &str) -> Read {
    let format = Format::of(name);
    read_as(name, bytes, entry, format, RecordId(0))
}

fn read_as(
    name: &str,
    bytes: Vec<u8>,
    entry: &str,
    format: Option<Format>,
    record: RecordId,
) -> Read {
    let mut sources = Sources::default();
    let rules = sources.add_text("rules.risk", RULES);
    let as_of = Date::new(2025, 12, 5).expect("a date");
    let (program, wrong) = pipeline::load(&mut sources, &[rules], &|_, _| None, as_of, &[]);
    assert!(wrong.is_empty(), "{wrong:?}");
    let manifest = sources.add_text("riskwright.yaml", entry);
    let tree = Tree::parse(entry, manifest).expect("an entry");
    let opening = match tree.root() {
        Some(root) => Opening::read(&root.pairs("an entry").expect("pairs")).expect("an opening"),
        None => Opening::default(),
    };
    let name = name.rsplit('/').next().expect("a name");
    let file = sources.add_text(name, bytes);
    let format = opening.format.or(format).expect("a format");
    let input = Input { file, format, opening, record: Some(record), mapping: None };
    let settings = Settings { as_of, currency: Currency::USD, limits: Limits::default() };
    let (records, wrong) = pipeline::read(&sources, &program, &[input], settings);
    let table = records.tables.of(record);
    let fields = program.schema.record(record).fields.len() as u32;
    let row = |row| {
        let column = |field| table.column(FieldId(field)).expect("the column is read").get(row);
        (0..fields).map(column).collect()
    };
    let told = wrong.iter().map(|diagnostic| {
        let place = diagnostic.labels.first().map(|label| {
            let file = &sources.file(label.place.file()).name;
            sources.spot(label.place).in_file(file)
        });
        format!("{} {} {}", diagnostic.code, place.unwrap_or_default(), diagnostic.message)
    });
    Read { told: told.collect(), rows: (0..table.rows).map(row).collect() }
}

/// The records that a text of YAML says.
fn yaml(text: &str) -> Vec<Vec<Scalar>> {
    let read = read_bytes("cells.yaml", text.as_bytes().to_vec(), "");
    assert_eq!(read.told, Vec::<String>::new());
    read.rows
}
