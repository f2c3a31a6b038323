//! A format that gives whole columns, of values that have types: what is read, and where it stands.

use super::{Read, schema};
use crate::outcome::Cell;
use crate::record::columns::{Cells, Columns};
use crate::record::error::{Flaw, Problem};
use crate::record::readers::{By, Format, Reader};
use crate::record::{Input, Mapping, Needs, Opening, read};
use crate::source::{SourceFile, Sources};
use crate::ty::{FieldId, RecordId};
use crate::value::{Bits, Date, Decimal, Tri, Truths};

/// A table that is written as text: the columns' names and types, then a row a line; runs of rows
/// are parted by a line of dashes.
static GRID: Reader =
    Reader { name: "grid", endings: &["grid"], flat: true, blank: false, by: By::Columns(grid) };

fn grid(
    source: &SourceFile,
    wanted: &mut dyn FnMut(&[String]) -> Vec<bool>,
) -> Result<Vec<Columns>, Flaw> {
    let text = std::str::from_utf8(source.bytes()).unwrap();
    let mut lines = text.lines().map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let (names, types): (Vec<&str>, Vec<&str>) =
        lines.next().unwrap().iter().map(|column| column.split_once(':').unwrap()).unzip();
    let wanted = wanted(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
    let rows: Vec<Vec<&str>> = lines.collect();
    if let Some(row) = rows.iter().position(|row| row[0] == "!") {
        let what = "this run of rows cannot be read".to_owned();
        return Err((Problem::Malformed { format: "grid", what }, row, 0));
    }
    let mut runs = Vec::new();
    let mut first = 0;
    for run in rows.split(|row| row[0].starts_with("--")) {
        let column = |i: usize| {
            let cells: Vec<&str> = run.iter().map(|row| row[i]).collect();
            wanted[i].then(|| typed(types[i], &cells))
        };
        let cells = (0..names.len()).map(column).collect();
        runs.push(Columns { first, rows: run.len(), cells });
        first += run.len();
    }
    Ok(runs)
}

fn typed(ty: &str, cells: &[&str]) -> Cells {
    let told = |cell: &&str| Some(*cell).filter(|cell| !cell.is_empty()).map(str::to_owned);
    let absent = Bits::from_fn(cells.len(), |i| cells[i].is_empty());
    match ty {
        "number" => {
            let coef = |cell: &&str| {
                told(cell).map_or(0, |cell| Decimal::parse(&cell).unwrap().fixed(2).unwrap())
            };
            let coefs = cells.iter().map(coef).collect();
            Cells::Numbers { coefs, scale: 2, absent: Some(absent).filter(Bits::any) }
        }
        "decimal" => Cells::Decimals(
            cells
                .iter()
                .map(|cell| told(cell).map(|cell| Decimal::parse(&cell).unwrap()))
                .collect(),
        ),
        "date" => Cells::Dates(
            cells.iter().map(|cell| told(cell).map(|cell| Date::parse(&cell).unwrap())).collect(),
        ),
        "truth" => {
            let mut truths = Truths::default();
            cells.iter().for_each(|cell| {
                truths.push(told(cell).map_or(Tri::Unknown, |cell| Tri::from(cell == "true")));
            });
            Cells::Truths(truths)
        }
        "text" => Cells::Texts(
            cells.iter().map(|cell| Some(*cell).filter(|cell| !cell.is_empty())).collect(),
        ),
        _ => panic!("no type {ty}"),
    }
}

const MAPPING: &str = "fields:
  id: id
  stage: {from: stage, map: {A: announced, S: signed}}
  signed: signed
  value: {amount: value, currency: EUR}
  capacity: {from: capacity, unit: GW}
  firm: firm
  notes: notes
";

const ROWS: &str = "\
d1|A|2025-03-01|12.50|2|true|one
d2|S||||false|
d3||2025-04-01|0.07|1.5||3
";

fn read_as(format: Format, text: &str, mapping: &str) -> Read {
    let (mut sources, schema) = (Sources::default(), schema());
    let file = sources.add_text("mapping.yaml", mapping);
    let mapping = Mapping::parse(mapping, file).unwrap();
    let file = sources.add_text("deals", text);
    let opening = Opening::default();
    let inputs = [Input { file, format, opening, record: Some(RecordId(1)), mapping }];
    let (records, diagnostics) = read(&sources, &inputs, &schema, &Needs::all(&schema));
    Read { sources, schema, records, diagnostics }
}

fn grid_of(types: &str, rows: &str) -> Read {
    let header =
        "id:text|stage:text|signed:date|value:number|capacity:number|firm:truth|notes:text";
    let mut header = header.to_owned();
    for change in types.split_whitespace() {
        let (name, _) = change.split_once(':').unwrap();
        let old = header.split('|').find(|column| column.starts_with(&format!("{name}:"))).unwrap();
        header = header.replace(&old.to_owned(), change);
    }
    read_as(Format::by(&GRID), &format!("{header}\n{rows}"), MAPPING)
}

fn places(read: &Read) -> Vec<String> {
    let place = |d: &crate::diagnostic::Diagnostic| {
        format!("{} {} {}", d.code, read.sources.spot(d.labels[0].place), d.message)
    };
    read.diagnostics.iter().map(place).collect()
}

fn spot(read: &Read, row: u32, field: Option<u32>) -> String {
    let cell = Cell { record: RecordId(1), row, field: field.map(FieldId) };
    let place = read.records.place(&read.sources, &read.schema, cell).unwrap();
    read.sources.spot(place).to_string()
}

#[test]
fn columns_say_what_the_same_cells_say_as_text() {
    let csv = format!("id|stage|signed|value|capacity|firm|notes\n{ROWS}").replace('|', ",");
    let csv = read_as(Format::Csv, &csv, MAPPING);
    let in_runs = ROWS.replacen("\nd3", "\n--\nd3", 1);
    for (types, rows) in [
        ("", ROWS),
        ("", &in_runs),
        ("value:decimal capacity:decimal", ROWS),
        ("value:text signed:text firm:text", ROWS),
        ("notes:decimal", &ROWS.replace("one", "1")),
    ] {
        let grid = grid_of(types, rows);
        assert_eq!(places(&grid), places(&csv), "{types}");
        for (field, name) in (0..9).zip(&csv.schema.records[1].fields) {
            if name.name == "notes" && types.starts_with("notes") {
                continue;
            }
            assert_eq!(grid.column(1, field), csv.column(1, field), "{types} {}", name.name);
        }
        assert_eq!(spot(&grid, 2, Some(4)), "row 3, value");
        assert_eq!(spot(&grid, 1, None), "row 2, id");
    }
}

#[test]
fn numbers_are_texts_where_a_field_asks_for_one() {
    let grid = grid_of("id:number notes:number", "7|A||||true|1.50\n");
    assert_eq!(places(&grid), Vec::<String>::new());
    assert_eq!(grid.records.tables.of(RecordId(1)).keys.get(0), Some("7"));
    let crate::value::Column::Text(notes) = grid.column(1, 8) else { panic!() };
    assert_eq!(notes.get(0), Some("1.5"));
}

#[test]
fn what_is_wrong_is_told_by_row_and_column() {
    let grid = grid_of("", "d1|X||||true|\n||2025-01-01||||\nd3|A||-5|||\nd3|A|||||\n");
    assert_eq!(
        places(&grid),
        [
            "RW408 row 1, stage `X` is none of the choices of `stage`",
            "RW405 row 2, id `id` of this Deal is missing",
            "RW413 row 3, value `-5` is outside the bounds of `value`",
            "RW411 row 4, id two records of Deal have the key `d3`",
        ]
    );
    let wrong = grid_of("signed:number", "d1|A|45000||||\n");
    assert_eq!(
        places(&wrong),
        ["RW406 row 1, signed `45000` is not a date such as `2025-09-22` or `H2 2026`"]
    );
    let broken = grid_of("", "d1|A|||||\n!\n");
    assert!(places(&broken)[0].contains("row 2"), "{:?}", places(&broken));
    assert_eq!(broken.records.counts(), [[0, 0, 0]]);
}

#[test]
fn a_name_that_a_mapping_asks_for_in_vain_is_told() {
    let text = "id:text|stge:text\nd1|A\n";
    let read = read_as(Format::by(&GRID), text, "fields: {id: id, stage: stage}\n");
    assert!(places(&read)[0].contains("stage"), "{:?}", places(&read));
    assert_eq!(read.diagnostics[0].code, "RW416");
}
