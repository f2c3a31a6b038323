//! Tables of texts and what they are read as; whole files; the same rows in every format.

mod columns;
mod properties;
mod shapes;
mod written;

use super::decode::literal;
use super::decode::measure::{Measure, Reading};
use super::decode::moment;
use super::decode::number;
use super::decode::period;
use super::error::Problem;
use super::{Format, Input, Mapping, Needs, Opening, Records, read};
use crate::diagnostic::Diagnostic;
use crate::outcome::Cell;
use crate::source::{FileId, Sources, Span};
use crate::ty::*;
use crate::value::{Codes, Column, Currencies, Currency, Decimal, Nums, Period, PeriodRange};
use crate::value::{Dates, Notation};

fn field(name: &str, ty: Ty, optional: bool) -> Field {
    let lo = (ty == Ty::MONEY).then_some(Decimal::ZERO);
    let bounds = Bounds { lo, ..Bounds::default() };
    let span = Span::new(FileId(0), 0, 0);
    Field { name: name.into(), ty, optional, bounds, span, doc: Default::default() }
}

fn kind(name: &str, section: &str, key: Vec<FieldId>, fields: Vec<Field>) -> RecordKind {
    let (name, section) = (name.to_owned(), section.to_owned());
    let span = Span::new(FileId(0), 0, 0);
    RecordKind {
        name,
        section,
        key,
        fields,
        parent: None,
        scalar: false,
        kind: Kind::Read,
        span,
        doc: Default::default(),
    }
}

/// A quantity that stands alone, in the usual notation.
pub(super) fn quantity(text: &str) -> Result<Option<literal::Told>, Option<Problem>> {
    let reading = Reading { schema: &schema(), notation: Notation::USUAL };
    literal::quantity(text, &Measure::default(), reading)
}

/// Parties, deals, and the payments of a deal.
pub(super) fn schema() -> Schema {
    let party = kind(
        "Party",
        "parties",
        vec![FieldId(0)],
        vec![field("id", Ty::Text, false), field("revenue", Ty::MONEY, true)],
    );
    let deal = kind(
        "Deal",
        "deals",
        vec![FieldId(0)],
        vec![
            field("id", Ty::Text, false),
            field("buyer", Ty::Record(RecordId(0)), true),
            field("stage", Ty::Choice(ChoiceId(0)), true),
            field("signed", Ty::Date, true),
            field("value", Ty::MONEY, true),
            field("capacity", Ty::POWER, true),
            field("share", Ty::PERCENT, true),
            field("firm", Ty::Bool, true),
            field("notes", Ty::Text, true),
            field("payments", Ty::List(RecordId(2)), true),
        ],
    );
    let mut payment = kind(
        "Deal.payments",
        "payments",
        vec![],
        vec![field("due", Ty::Date, false), field("amount", Ty::MONEY, false)],
    );
    payment.parent = Some((RecordId(1), FieldId(9)));
    let labels = ["announced", "signed", "no"].map(str::to_owned).to_vec();
    let unit = |name: &str, factor: i64, down: i32| Unit {
        name: name.into(),
        dim: Dim::POWER,
        factor: Decimal::new(i128::from(factor), down).unwrap(),
    };
    Schema {
        records: vec![party, deal, payment],
        choices: vec![Choice { ordered: true, labels }],
        units: vec![unit("MW", 1, 0), unit("GW", 1000, 0), unit("kW", 1, 3)],
        bases: vec![],
        rank: Default::default(),
    }
}

struct Read {
    sources: Sources,
    schema: Schema,
    records: Records,
    diagnostics: Vec<Diagnostic>,
}

fn read_files(files: &[(&str, &[u8])], mapping: Option<&str>) -> Read {
    let (mut sources, schema) = (Sources::default(), schema());
    let mapping = mapping.and_then(|text| {
        let file = sources.add_text("mapping.yaml", text);
        Mapping::parse(text, file).unwrap()
    });
    let inputs: Vec<Input> = files
        .iter()
        .map(|(name, bytes)| {
            let file = sources.add_text(*name, *bytes);
            let record = mapping.as_ref().map(|_| RecordId(1));
            let (format, opening) = (Format::of(name).unwrap(), Opening::default());
            Input { file, format, opening, record, mapping: mapping.clone() }
        })
        .collect();
    let (records, diagnostics) = read(&sources, &inputs, &schema, &Needs::all(&schema));
    Read { sources, schema, records, diagnostics }
}

impl Read {
    fn said(&self) -> Vec<String> {
        let place = |d: &Diagnostic| {
            let span = d.labels[0].place.span().unwrap();
            let p = self.sources.position(span);
            format!("{} {}:{} {}", d.code, p.line, p.column, d.message)
        };
        self.diagnostics.iter().map(place).collect()
    }

    fn column(&self, record: u32, field: u32) -> &Column {
        self.records.tables.of(RecordId(record)).column(FieldId(field)).unwrap()
    }

    fn text_at(&self, record: u32, row: u32, field: Option<u32>) -> &str {
        let cell = Cell { record: RecordId(record), row, field: field.map(FieldId) };
        let span = self.records.place(&self.sources, &self.schema, cell).unwrap().span().unwrap();
        self.sources.text(span)
    }
}

#[test]
fn a_document_holds_sections_maps_by_key_and_lists() {
    let text = "parties:\n  nvidia: {revenue: 130 bn USD}\n  openai: {}\ndeals:\n  - id: a\n    buyer: openai\n    stage: no\n    signed: H2 2026\n    value: up to 100 bn USD\n    firm: no\n    notes: no\n    payments:\n      - {due: 2026-01-01, amount: {amount: 5, currency: EUR}}\n      - {due: 2026-02-01, amount: 1e3 EUR}\n  - id: b\n";
    let read = read_files(&[("x.yaml", text.as_bytes())], None);
    assert_eq!(read.said(), Vec::<String>::new());
    assert_eq!(read.records.counts(), [[2, 2, 2]]);
    assert_eq!(*read.column(1, 1), Column::Code(vec![1, Codes::UNKNOWN].into()));
    assert_eq!(*read.column(1, 2), Column::Code(vec![2, Codes::UNKNOWN].into()));
    assert_eq!(*read.column(1, 9), Column::Code(vec![2, Codes::UNKNOWN].into()));
    assert_eq!(read.records.tables.of(RecordId(2)).parents, [0, 0, 1]);
    assert_eq!(read.text_at(1, 0, Some(4)), "up to 100 bn USD");
    assert_eq!(read.text_at(1, 1, Some(4)), "b");
    assert_eq!(read.text_at(2, 1, Some(1)), "1e3 EUR");
    let Column::Quantity(value) = read.column(1, 4) else { panic!() };
    assert_eq!(value.lo, Nums::Fixed { scale: 0, coefs: vec![0, 0].into() });
    assert!(value.hi_open.as_ref().is_some_and(|b| !b.get(0) && b.get(1)));
    assert!(value.unknown.as_ref().is_some_and(|b| !b.get(0) && b.get(1)));
}

#[test]
fn every_mistake_is_told_at_its_place() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("x.yaml", "deal:\n  - id: a\n", &["RW403 1:1"]),
        ("x.yaml", "- id: a\n", &["RW403 1:1"]),
        ("deals.yaml", "- id: a\n  valu: 1 USD\n", &["RW404 2:3"]),
        ("deals.yaml", "- value: 1 USD\n", &["RW405 1:3"]),
        ("deals.yaml", "- id: a\n  value: 12\n", &["RW407 2:10"]),
        ("deals.yaml", "- id: a\n  value: 12 XQZ\n", &["RW407 2:10"]),
        ("deals.yaml", "- id: a\n  value: -1 USD\n", &["RW413 2:10"]),
        ("deals.yaml", "- id: a\n  stage: sigend\n", &["RW408 2:10"]),
        ("deals.yaml", "- id: a\n  signed: 2025-02-30\n", &["RW409 2:11"]),
        ("deals.yaml", "- id: a\n  buyer: x\n", &["RW410 2:10"]),
        ("deals.yaml", "- id: a\n- id: a\n", &["RW411 2:7"]),
        ("deals.yaml", "- id: a\n  firm: yes\n  firm: no\n", &["RW412 3:3"]),
        ("deals.yaml", "- id: a\n  firm: 1\n  share: x\n", &["RW406 2:9", "RW406 3:10"]),
        ("deals.yaml", "- id: a\n  value: {amount: 1, amount: 2}\n", &["RW412 2:22"]),
        ("deals.yaml", "\u{feff}- id: a\r\n  valu: 1\r\n", &["RW404 2:3"]),
        ("deals.yaml", "- id: &a a\n  notes: *a\n", &["RW415 2:10"]),
        ("deals.yaml", "- id: a\n\tnotes: b\n", &["RW401 2:1"]),
        ("deals.json", "[{\"id\": \"a\",}]", &["RW401 1:13"]),
        ("deals.jsonl", "{\"id\": \"a\"}\n{\"id\": b}\n", &["RW401 2:8"]),
        ("deals.jsonl", "{\"id\": \"a\", \"id\": \"b\"}\n", &["RW412 1:19"]),
        ("deals.csv", "id,value\na\n", &["RW417 2:1"]),
        ("deals.csv", "id,valeu\na,1\n", &["RW404 1:4"]),
        ("deals.csv", "id,value\na,\"1 USD\n", &["RW401 2:3"]),
        ("deals.csv", "id;value\n;1 USD\n", &["RW405 2:1"]),
    ];
    for (name, text, expected) in cases {
        let said = read_files(&[(name, text.as_bytes())], None).said();
        let heads: Vec<String> =
            said.iter().map(|s| s.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(heads, *expected, "{text}: {said:?}");
    }
}

#[test]
fn what_is_not_utf8_is_told_in_every_format() {
    let cases: [(&str, &[u8], &str); 4] = [
        ("deals.csv", b"id\na\xff\n", "RW402 2:2 byte 4 "),
        ("deals.yaml", b"- id: a\xff\n", "RW402 1:8 byte 7 "),
        ("deals.json", b"[{\"id\": \"a\xff\"}]", "RW402 1:11 byte 10 "),
        ("deals.jsonl", b"{\"id\": \"a\"}\n{\"id\": \"\xff\"}\n", "RW402 2:9 byte 20 "),
    ];
    for (name, bytes, expected) in cases {
        let said = read_files(&[(name, bytes)], None).said();
        assert!(said.len() == 1 && said[0].starts_with(expected), "{said:?}");
    }
}

#[test]
fn what_is_given_twice_is_shown_at_both_places() {
    for (name, text, first) in [
        ("deals.yaml", "- id: a\n  firm: yes\n  firm: no\n", "yes"),
        ("deals.yaml", "deals: []\nparties: []\ndeals: []\n", "deals"),
        ("deals.yaml", "- {id: a, value: {amount: 1, currency: EUR, amount: 2}}\n", "amount"),
        ("deals.json", "[{\"id\": \"a\", \"firm\": true, \"firm\": false}]", "true"),
        ("deals.jsonl", "{\"id\": \"a\"}\n{\"id\": \"b\", \"id\": \"c\"}\n", "\"b\""),
        ("deals.csv", "id,firm,firm\na,yes,no\n", "firm"),
    ] {
        let read = read_files(&[(name, text.as_bytes())], None);
        let [problem] = read.diagnostics.as_slice() else { panic!("{text}: {:?}", read.said()) };
        let [again, earlier] = problem.labels.as_slice() else { panic!("{text}") };
        assert_eq!(
            (problem.code, read.sources.text(earlier.place.span().unwrap())),
            ("RW412", first),
            "{text}"
        );
        assert!(earlier.place < again.place, "{text}");
    }
    let read = read_files(&[("deals.yaml", b"- {id: a, value: -1 USD}\n")], None);
    assert_eq!(read.diagnostics[0].labels[1].text, "its bounds are declared here");
}

#[test]
fn depth_and_numbers_of_problems_are_bounded() {
    for (name, open) in [("deals.yaml", "["), ("deals.json", "["), ("deals.jsonl", "{\"notes\":[")]
    {
        let read = read_files(&[(name, open.repeat(100_000).as_bytes())], None);
        assert_eq!(read.diagnostics.len(), 1, "{name}");
    }
    let name = |i: usize| format!("{{\"id\": \"a{i}\", \"valu{i}\": 1}}\n");
    let many: String = (0..1000).map(name).collect();
    let read = read_files(&[("deals.jsonl", many.as_bytes())], None);
    assert_eq!((read.diagnostics.len(), read.records.problems), (super::LIMIT + 1, 1000));
    let one = "{\"id\": \"a\", \"valu\": 1}\n".repeat(1000);
    let read = read_files(&[("deals.jsonl", one.as_bytes())], None);
    assert_eq!((read.diagnostics.len(), read.records.problems), (2, 1999));
}

#[test]
fn huge_names_are_cut_short_and_not_compared() {
    let (name, other) = ("a".repeat(1_000_000), "a".repeat(999_999));
    let long = |text: &str| text.replace("NAME", &name).replace("OTHER", &other);
    let (deals, parties) = ("{\"id\": \"a\", ", "{\"id\": \"OTHER\"}\n");
    for (code, value) in [
        ("RW404", "\"NAME\": 1"),
        ("RW406", "\"signed\": \"NAME\""),
        ("RW407", "\"value\": \"1 NAME\""),
        ("RW408", "\"stage\": \"NAME\""),
        ("RW410", "\"buyer\": \"NAME\""),
    ] {
        let (deals, parties) = (long(&format!("{deals}{value}}}\n")), long(parties));
        let files = [("deals.jsonl", deals.as_bytes()), ("parties.jsonl", parties.as_bytes())];
        let [problem] = read_files(&files, None).diagnostics.try_into().unwrap();
        let Diagnostic { message, help, .. } = &problem;
        assert!(problem.code == code && message.contains("a…a"), "{code}: {message}");
        assert!(message.chars().count() < 250, "{code}: {message}");
        assert!(help.as_ref().is_none_or(|help| !help.contains("did you mean")), "{help:?}");
    }
}

#[test]
fn names_as_long_as_are_compared_are() {
    let (name, longer) = ("a".repeat(98) + "а", "a".repeat(99) + "а");
    let other = "a".repeat(99);
    let look_alike = |name: &str| super::error::look_alike(name, [other.as_str()]);
    assert!(name.len() == 100 && look_alike(&name).is_some());
    assert_eq!(look_alike(&longer), None);
}

#[test]
fn what_goes_on_and_on_is_refused_in_time() {
    for text in ["x-", "1-", "1e-", "1..", "1 ", "%", "GW per ", "$", "-", "1,000,", "0.0", "9"] {
        let text = format!("{}1", text.repeat(60_000));
        assert!(quantity(&text).is_err(), "{}", &text[..9]);
    }
    for text in ["2026..", "2026-01-", "Q1 "] {
        assert!(moment::date(&text.repeat(60_000), Dates::Usual).is_err(), "{text}");
    }
}

#[test]
fn foreign_columns_are_mapped() {
    let mapping = "fields: {id: id, value: {amount: v.amount, currency: cur}, \
                   stage: {from: status, map: {open: announced}}, capacity: {from: mw, unit: MW}}";
    let json = "{\"id\":\"a\",\"v\":{\"amount\":12.50},\"cur\":\"EUR\",\"status\":\"open\",\"mw\":7,\"other\":[1]}\n";
    let csv = "id,v.amount,cur,status,mw,other\na,12.50,EUR,open,7,x\n";
    for (name, text) in [("a.jsonl", json), ("a.csv", csv), ("a.json", json)] {
        let text = if name == "a.json" { format!("[{text}]") } else { text.to_owned() };
        let read = read_files(&[(name, text.as_bytes())], Some(mapping));
        assert_eq!(read.said(), Vec::<String>::new(), "{name}");
        let Column::Quantity(value) = read.column(1, 4) else { panic!() };
        assert_eq!(value.lo.get(0), Decimal::parse("12.5").unwrap());
        assert_eq!(value.currency, Currencies::One(Currency::from_code("EUR").unwrap()));
        assert_eq!(*read.column(1, 2), Column::Code(vec![0].into()));
        let Column::Quantity(capacity) = read.column(1, 5) else { panic!() };
        assert_eq!(capacity.lo, Nums::Fixed { scale: 0, coefs: vec![7].into() });
        assert_eq!(read.text_at(1, 0, Some(4)), "12.50");
    }
}

#[test]
fn records_stand_where_a_mapping_says() {
    let mapping =
        "{each: 'releases[].awards[]', fields: {id: id, value: {from: sum, currency: EUR}}}";
    let text =
        "{\"releases\": [{\"awards\": [{\"id\": \"a\", \"sum\": 1}, {\"id\": \"b\"}]}, {}]}\n";
    for name in ["a.jsonl", "a.json", "a.yaml"] {
        let read = read_files(&[(name, text.as_bytes())], Some(mapping));
        let said = format!(
            "RW419 1:8 of the records in `{name}`, 1 of 2 have no `awards`, and are passed over; \
             1 of 2 have no `sum`"
        );
        assert_eq!(read.said(), [said], "{name}");
        assert_eq!(read.records.counts(), [[0, 2, 0]], "{name}");
        assert_eq!(read.text_at(1, 0, Some(4)), "1", "{name}");
        assert!(read.text_at(1, 1, None).contains('b'), "{name}");
    }
}

#[test]
fn members_of_lists_know_their_parents_over_files() {
    let line = |id: &str, n: usize| {
        let payment = "{\"due\": \"2026-01-01\", \"amount\": \"1 EUR\"}";
        format!("{{\"id\": \"{id}\", \"payments\": [{}]}}\n", vec![payment; n].join(", "))
    };
    let (a, b) = (line("a", 1) + &line("b", 0), line("c", 2));
    let files = [("deals-1.jsonl", a.as_bytes()), ("deals-2.jsonl", b.as_bytes())];
    let read = read_files(&files, None);
    assert_eq!(read.said(), Vec::<String>::new());
    assert_eq!(read.records.tables.of(RecordId(2)).parents, [0, 2, 2]);
    assert_eq!(*read.column(1, 9), Column::Code(vec![1, 0, 2].into()));
    assert_eq!(read.text_at(2, 2, Some(1)), "\"1 EUR\"");
}

#[test]
fn quotes_hold_line_breaks_and_chunks_do_not_show() {
    // Long enough for several chunks.
    let long = "x".repeat(300);
    let row = |i: usize| format!("k{i},\"a \"\"b\"\"\r\n,c{long}\",{i}.5 USD\r\n");
    let text = "id,notes,value\r\n".to_owned() + &(0..10_000).map(row).collect::<String>();
    let read = read_files(&[("deals.csv", text.as_bytes())], None);
    assert_eq!(read.said(), Vec::<String>::new());
    assert_eq!(read.records.counts(), [[0, 10_000, 0]]);
    assert_eq!(read.text_at(1, 9_999, Some(4)), "9999.5 USD");
    let Column::Text(notes) = read.column(1, 8) else { panic!() };
    let told = format!("a \"b\"\r\n,c{long}");
    assert_eq!([0, 9_999].map(|row| notes.get(row)), [Some(told.as_str()); 2]);
}

#[test]
fn threads_do_not_show() {
    // Long enough for several chunks.
    let long = "x".repeat(300);
    let row = |i: usize| {
        let value = if i.is_multiple_of(7) {
            "\"about 3 bn EUR\"".into()
        } else {
            format!("\"{i}.5 USD\"")
        };
        format!("{{\"id\":\"k{i}\",\"value\":{value},\"notes\":\"a \\\"b\\\" é{long}\"}}\n")
    };
    let mut text: Vec<u8> = (0..9_000).flat_map(|i| row(i).into_bytes()).collect();
    let read = |threads, text: &[u8]| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let read = pool.install(|| read_files(&[("deals.jsonl", text)], None));
        let columns = read.records.tables.of(RecordId(1)).columns.clone();
        let last = read.text_at(1, 8_999, Some(4)).to_owned();
        (columns, read.said(), last)
    };
    let one = read(1, &text);
    assert_eq!(one.2, "\"8999.5 USD\"");
    assert!(one == read(3, &text));
    let byte = text.len() - 5;
    text[byte] = 0xFF;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
    let said = pool.install(|| read_files(&[("deals.jsonl", &text)], None)).said();
    assert!(said.len() == 1 && said[0].contains(&format!("byte {byte} ")), "{said:?}");
}
