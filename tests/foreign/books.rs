//! Workbooks that openpyxl, xlwt and LibreOffice wrote.

use riskwright::ty::RecordId;

use super::{read, read_as, read_bytes, yaml};

const CELLS: &str = "\
- {id: a1, title: Racks, booked: 2025-03-01, amount: 1234.5, rate: 0.1, firm: true, count: 3}
- {id: a2, title: Société «Атлас», booked: 1999-12-31, amount: 1000000, rate: 0.0375, firm: false, count: 1000000}
- {id: a3, title: '0012', booked: 2026-02-28, amount: 0.333333333333333, count: -7}
- {id: a4, title: unfair & <odd>, booked: 1900-03-01, amount: 1e21, rate: 1.5e-9, firm: true, count: 0}
";

/// The first of the records.
fn cells(count: usize) -> String {
    CELLS.lines().take(count).map(|line| format!("{line}\n")).collect()
}

#[track_caller]
fn says(name: &str, entry: &str, records: &str, told: &[&str]) {
    let read = read(&format!("books/{name}"), entry);
    assert_eq!(read.told, told, "{name}");
    assert_eq!(read.rows, yaml(records), "{name}");
}

/// What stands in the way of reading a workbook.
#[track_caller]
fn stops(name: &str, entry: &str, told: &[&str]) {
    let read = read(&format!("books/{name}"), entry);
    assert_eq!(read.told, told, "{name}");
}

#[test]
fn the_cells_of_each_format_say_the_same() {
    for name in ["typed.xlsx", "typed-xlwt.xls", "typed.ods", "typed.xls"] {
        says(name, "", CELLS, &[]);
    }
}

#[test]
fn days_count_from_where_the_workbook_says() {
    says("since-1904.xlsx", "", &cells(3), &[]);
}

#[test]
fn formulas_give_what_was_computed() {
    let sound = "\
- {id: a1, title: xy, booked: 2025-03-01, amount: 1234.5, rate: 0.125, count: 3}
";
    says("sound-formulas.xlsx", "", sound, &[]);
    for name in ["computed.xlsx", "computed.ods", "computed.xls"] {
        let told = [("D3", "#DIV/0!"), ("E3", "#N/A"), ("G3", "#N/A")].map(|(cell, error)| {
            format!("RW452 {name}: Cells!{cell} the formula in this cell gives `{error}`")
        });
        stops(name, "", &told.each_ref().map(String::as_str));
    }
    let never = read("books/never-computed.xlsx", "");
    assert_eq!(never.told.len(), 8, "{:?}", never.told);
    assert_eq!(
        never.told[0],
        "RW452 never-computed.xlsx: Cells!B2 the formula in this cell was never computed"
    );
}

const HIDDEN: &str = "the hidden sheet `Secret` is not read";

#[test]
fn sheets_are_chosen_by_name_and_the_others_told() {
    for name in ["sheets.xlsx", "sheets.ods"] {
        let unread =
            |sheet: &str| format!("RW453 {name}: {sheet}!A1 the sheet `{sheet}` is not read");
        let hidden = format!("RW453 {name}: Secret!A1 {HIDDEN}");
        let told = [hidden, unread("Others"), unread("Notes")];
        says(name, "", CELLS, &told.each_ref().map(String::as_str));
        says(name, "sheet: Cells", CELLS, &[]);
        says(name, "sheet: cells", CELLS, &[]);
        says(name, "sheet: Secret", &cells(1).replace("a1", "s1"), &[]);
        let others = read_as(name, file(name), "sheet: Others", of(name), RecordId(1));
        let of = format!("RW410 {name}: Others!B2 `of` names `a1`, but no Cell has that key");
        assert_eq!((others.told, others.rows.len()), (vec![of], 1));
    }
    stops(
        "sheets.xlsx",
        "sheet: Cell",
        &["RW451 riskwright.yaml:1:8 this workbook has no sheet `Cell`"],
    );
    stops(
        "sheets.xlsx",
        "sheet: Blank",
        &["RW451 riskwright.yaml:1:8 nothing is written in the sheet `Blank`"],
    );
    stops(
        "unclear.xlsx",
        "",
        &[
            "RW451 unclear.xlsx: Export 1!A1 it is not clear which sheet of this workbook is to be read",
            "RW453 unclear.xlsx: Secret!A1 the hidden sheet `Secret` is not read",
        ],
    );
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(format!("tests/foreign/books/{name}")).expect("the file")
}

fn of(name: &str) -> Option<riskwright::record::Format> {
    riskwright::record::Format::of(name)
}

#[test]
fn a_table_is_found_where_the_manifest_says() {
    let told = |name: &str| {
        [
            format!(
                "RW453 {name}: Q3 2025!A7 2 blank rows stand between the rows, and are passed over"
            ),
            format!(
                "RW453 {name}: Q3 2025!E5 cells are merged: the first of them alone holds what they show"
            ),
        ]
    };
    let merged = CELLS.replace("amount: 1000000, ", "");
    for range in
        ["sheet: Q3 2025\nrange: B4:H10", "range: Loans", "range: \"'Q3 2025'!$B$4:$H$10\""]
    {
        let told = told("shapes.xlsx");
        says("shapes.xlsx", range, &merged, &told.each_ref().map(String::as_str));
    }
    let open = told("shapes.ods");
    says("shapes.ods", "range: Loans", &merged, &[&open[0]]);
    says("shapes.xlsx", "sheet: Tables", CELLS, &[]);
    says("shapes.xlsx", "range: positions", CELLS, &[]);
    for (range, what) in [
        ("Z1:AA9", "nothing is written in this range of the sheet `Tables`"),
        ("Lones", "`Lones` is no range of cells, and no name in this workbook"),
        ("Loans", "`Loans` is on another sheet than `sheet` says"),
        ("Tabels!A1:B2", "this workbook has no sheet `Tabels`"),
    ] {
        let told = format!("RW451 riskwright.yaml:2:8 {what}");
        stops("shapes.xlsx", &format!("sheet: Tables\nrange: {range}"), &[&told]);
    }
    let beside = read("books/shapes.xlsx", "sheet: Q3 2025\nrange: B4:J10");
    let unnamed =
        "RW453 shapes.xlsx: Q3 2025!J6 a cell stands in a column without a name, and is not read";
    assert!(beside.told.iter().any(|told| told == unnamed), "{:?}", beside.told);
}

#[test]
fn a_file_that_is_no_sound_workbook_says_why() {
    let told = |name: &str, what: &str| format!("RW450 {name} this file cannot be opened: {what}");
    for (name, what) in [
        ("cut-short.xlsx", "it is cut short, or damaged"),
        ("locked.xlsx", "a password protects it"),
        ("page.xls", "it is no workbook but a page"),
        ("bomb.xlsx", "unpacked it has more than 67,108,864 bytes"),
    ] {
        stops(name, "", &[&told(name, what)]);
    }
    for (bytes, what) in [
        (b"".to_vec(), "nothing is in it"),
        (b"id,title\na1,b\n".to_vec(), "it is no workbook"),
        (b"PK\x03\x04 and so on".to_vec(), "it is cut short, or damaged"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), "it is cut short, or damaged"),
    ] {
        let read = read_bytes("any.xlsx", bytes, "");
        assert!(read.told[0].starts_with(&told("any.xlsx", what)), "{:?}", read.told);
    }
    let csv = read_bytes("any.xls", b"id,title\na1,b\n".to_vec(), "format: csv");
    assert_eq!((csv.told, csv.rows.len()), (Vec::new(), 1));
    let csv = read_bytes("any.csv", b"id,title\na1,b\n".to_vec(), "sheet: Deals");
    assert_eq!(csv.told, ["RW451 riskwright.yaml:1:8 a csv file has no sheets"]);
}

/// No cut of a workbook is read as less of it, and none brings the program down.
#[test]
fn a_workbook_that_is_cut_anywhere_is_refused() {
    for name in ["typed.xlsx", "typed.ods", "typed.xls"] {
        let whole = file(name);
        let sound = read_bytes(name, whole.clone(), "").rows;
        for cut in (0..whole.len()).step_by(whole.len() / 37 + 1) {
            let read = read_bytes(name, whole[..cut].to_vec(), "");
            assert!(!read.told.is_empty() || read.rows == sound, "{name} cut at {cut}: {read:?}");
        }
    }
}
