//! The report as a workbook, read back cell by cell, and the letters.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};

use super::fixture::{Fixture, fixture, intent_only};
use super::{LETTER, Style, XLSX, written};
use crate::report::{Fact, Finding, Value};
use crate::ty::Measured;
use crate::value::{Date, Decimal};

fn bytes(report: &Fixture) -> Vec<u8> {
    let mut out = Vec::new();
    report.tell([(XLSX.writer)(Box::new(&mut out), &Style::default())]);
    out
}

fn sheet(report: &Fixture, name: &str) -> Range<Data> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(report))).expect("a workbook");
    book.worksheet_range(name).expect("a sheet")
}

/// What stands in a column of a row, both from 1 below the head.
fn at<'r>(sheet: &'r Range<Data>, row: usize, column: &str) -> &'r Data {
    let mut heads = sheet.rows().next().expect("a head").iter();
    let column = heads.position(|head| *head == text(column)).expect("a column");
    sheet.get((row, column)).unwrap_or(&Data::Empty)
}

fn text(text: &str) -> Data {
    Data::String(text.into())
}

#[test]
fn a_row_is_a_finding_with_figures_that_are_numbers() {
    let findings = sheet(&fixture(), "findings");
    assert_eq!(findings.height(), 3);
    for (column, cell) in [
        ("severity", text("critical")),
        ("rule", text("intent-only-agreement")),
        ("subject", text("nvidia-openai-systems")),
        ("at stake", text("up to 100 bn USD")),
        ("at least", Data::Float(0.0)),
        ("at most", Data::Float(100e9)),
        ("currency", text("USD")),
        ("counted", text("yes")),
        ("clears when", text("stage reaches signed (now letter_of_intent)")),
        ("status", text("new")),
        ("file", text("deals.yaml")),
        ("place", text("10:5")),
    ] {
        assert_eq!(at(&findings, 1, column), &cell, "{column}");
    }
    assert_eq!(at(&findings, 2, "possibly"), &text("high"));
    assert_eq!(at(&findings, 2, "at stake"), &text("5 bn EUR"));
    assert_eq!(at(&findings, 2, "converted at least"), &Data::Float(6e9));
    assert_eq!(at(&findings, 2, "into"), &text("USD"));
}

/// The cells of a fact with that value.
fn figure(value: Value) -> Range<Data> {
    let of = intent_only();
    let facts = vec![Fact { value, sources: Vec::new(), ..of.facts[0].clone() }];
    let mut report = fixture();
    report.findings = vec![Finding { facts, ..of }];
    sheet(&report, "facts")
}

#[test]
fn days_are_days_and_parts_are_percentages() {
    let day = |text: &str| Date::parse(text);
    let range = Measured::Date([day("2025-05-01"), day("2025-05-31")]);
    let facts = figure(Value::new("2025-05-01..2025-05-31".into(), Some(range)));
    for (column, serial) in [("at least, from", 45_778.0), ("at most, to", 45_808.0)] {
        let cell = at(&facts, 1, column);
        assert!(matches!(cell, Data::DateTime(day) if day.as_f64() == serial), "{cell:?}");
    }
    let known = figure(Value::new("2025-05-01".into(), None));
    assert!(matches!(at(&known, 1, "at most, to"), Data::DateTime(_)));
    let early = Value::new("1720-01-01".into(), None);
    assert_eq!(at(&figure(early), 1, "at least, from"), &text("1720-01-01"));

    let part = Decimal::parse("0.25");
    let part = Value::new("25%".into(), Some(Measured::Number([part, None], None)));
    assert_eq!(at(&figure(part), 1, "at least, from"), &Data::Float(0.25));
}

#[test]
fn what_a_cell_cannot_hold_stands_beside_it_in_full() {
    let number = Decimal::parse("123456789012345678.25");
    let value = Measured::Number([number, number], Some("USD".into()));
    let facts = figure(Value::new("123.5 bn m USD".into(), Some(value)));
    assert_eq!(at(&facts, 1, "in full"), &text("123456789012345678.25"));
    let fits = Decimal::parse("12345678901234.5");
    let value = Measured::Number([fits, None], Some("USD".into()));
    assert_eq!(at(&figure(Value::new("12 tn".into(), Some(value))), 1, "in full"), &Data::Empty);
}

#[test]
fn texts_are_texts_whatever_they_hold() {
    for (hostile, told) in [
        ("=cmd()|' /C calc'!A0", "=cmd()|' /C calc'!A0"),
        ("+1", "+1"),
        ("-2", "-2"),
        ("@x", "@x"),
        ("a\u{1}b\u{b}\u{1b}[31m\u{fffe}", "a\u{fffd}b\u{fffd}\u{fffd}[31m\u{fffd}"),
        ("_x0041_", "_x0041_"),
        ("\u{202e}gnp\r\n</t>&amp;", "\u{fffd}gnp  </t>&amp;"),
    ] {
        let mut report = fixture();
        report.findings = vec![Finding { message: hostile.into(), ..intent_only() }];
        let findings = sheet(&report, "findings");
        assert_eq!(at(&findings, 1, "what is found"), &text(told), "{hostile:?}");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(&report))).expect("a workbook");
        let formulas = book.worksheet_formula("findings").expect("a sheet");
        assert!(formulas.rows().flatten().all(String::is_empty));
    }
    let mut report = fixture();
    report.findings = vec![Finding { message: "ж".repeat(40_000), ..intent_only() }];
    let told = at(&sheet(&report, "findings"), 1, "what is found").to_string();
    assert!(told.chars().count() <= 32_767 && told.ends_with("… and 7,333 characters more"));
}

#[test]
fn what_else_a_reader_must_know_stands_on_the_first_sheet() {
    let summary = sheet(&fixture(), "summary");
    let all: Vec<String> = summary.rows().flatten().map(ToString::to_string).collect();
    for told in [
        "ageing-intent (client/strict.risk:7:12): covered by the covenant review",
        "data/deals.yam (its ending is that of no record file)",
        "money-that-returns of nvidia/openai, high in the baseline",
        "there is no Milestone among the records, so nothing was checked by late-delivery",
    ] {
        assert!(all.iter().any(|cell| cell.starts_with(told)), "{told}: {all:#?}");
    }
}

#[test]
fn the_same_report_is_the_same_workbook() {
    let one = bytes(&fixture());
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    assert!(one == bytes(&fixture()));
}

#[test]
fn rows_beyond_the_last_are_counted() {
    let mut report = fixture();
    let facts = vec![intent_only().facts[0].clone(); 100_002];
    report.findings = vec![Finding { facts, ..intent_only() }];
    let told = "facts: 2 rows beyond the first 100,000 are left out";
    let summary = sheet(&report, "summary");
    assert!(summary.rows().flatten().any(|cell| *cell == text(told)));
}

#[test]
fn letters() {
    insta::assert_snapshot!(written(&LETTER, Style::default()));
}
