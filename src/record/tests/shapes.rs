//! The shapes of a spreadsheet that somebody saved: each is read as it was meant, or not at all.

use proptest::prelude::*;

use super::*;
use crate::value::{Date, Scalar};

/// What is read of every shape, unless its settings say so themselves.
const FIELDS: &str = "fields: {id: Nr, signed: Datum, value: {from: Betrag, currency: EUR}}";

/// A shape by its name; what is written, what the manifest says, and what is meant: key, day and
/// amount of each record, or the codes of what is wrong.
type Shape = (&'static str, &'static str, &'static str, &'static str);

const TWO: &str = "a 2012-01-31 1234.56; b 2012-02-01 5";

const LAYOUTS: [Shape; 27] = [
    ("commas", "Nr,Datum,Betrag\na,2012-01-31,1234.56\nb,2012-02-01,5\n", "", TWO),
    ("semicolons", "Nr;Datum;Betrag\na;2012-01-31;1234.56\nb;2012-02-01;5\n", "", TWO),
    ("tabs", "Nr\tDatum\tBetrag\na\t2012-01-31\t1234.56\nb\t2012-02-01\t5\n", "", TWO),
    ("bars", "Nr|Datum|Betrag\na|2012-01-31|1234.56\nb|2012-02-01|5\n", "delimiter: \"|\"", TWO),
    ("bars, unsaid", "Nr|Datum|Betrag\na|2012-01-31|1234.56\nb|2012-02-01|5\n", "", "!RW416"),
    (
        "a said delimiter",
        "Nr;Datum;Betrag\na;2012-01-31;1234.56\nb;2012-02-01;5\n",
        "delimiter: \";\"",
        TWO,
    ),
    ("another delimiter", "Nr;Datum;Betrag\na;2012-01-31;1,234.56\n", "delimiter: \",\"", "!RW416"),
    ("a mark", "\u{feff}Nr;Datum;Betrag\na;2012-01-31;1234.56\nb;2012-02-01;5\n", "", TWO),
    ("carriage returns", "Nr;Datum;Betrag\ra;2012-01-31;1234.56\rb;2012-02-01;5\r", "", TWO),
    ("both", "Nr;Datum;Betrag\r\na;2012-01-31;1234.56\r\nb;2012-02-01;5\r\n", "", TWO),
    ("no end", "Nr;Datum;Betrag\na;2012-01-31;1234.56\nb;2012-02-01;5", "", TWO),
    ("sep=", "sep=;\nNr;Datum;Betrag\na;2012-01-31;1234.56\nb;2012-02-01;5\n", "", TWO),
    (
        "sep=|",
        "\u{feff}sep=|\r\nNr|Datum|Betrag\r\na|2012-01-31|1234.56\r\nb|2012-02-01|5\r\n",
        "",
        TWO,
    ),
    (
        "quotes",
        "\"Nr\",\"Datum\",\"Betrag\"\n\"a\",\"2012-01-31\",\"1,234.56\"\n\"b\",\"2012-02-01\",\"5\"\n",
        "",
        TWO,
    ),
    (
        "single quotes",
        "Nr,Datum,Betrag\n'a','2012-01-31','1,234.56'\n'b',2012-02-01,5\n",
        "quote: \"'\"",
        TWO,
    ),
    (
        "quotes that are text",
        "Nr,Datum,Betrag\na\",2012-01-31,1234.56\n",
        "quote: none",
        "a\" 2012-01-31 1234.56",
    ),
    (
        "a title",
        "Payments of 2012\n\nNr;Datum;Betrag\na;2012-01-31;1234.56\nb;2012-02-01;5\n",
        "skip: 2",
        TWO,
    ),
    (
        "a title, by row",
        "Payments;;\nNr;Datum;Betrag\na;2012-01-31;1234.56\nb;2012-02-01;5\n",
        "header: 2",
        TWO,
    ),
    (
        "a title, unsaid",
        "Payments of 2012\n\nNr;Datum;Betrag\na;2012-01-31;1234.56\n",
        "",
        "!RW416",
    ),
    (
        "no header",
        "a;2012-01-31;1234.56\nb;2012-02-01;5\n",
        "header: none\nfields: {id: A, signed: B, value: {from: C, currency: EUR}}",
        TWO,
    ),
    (
        "blank rows",
        "Nr;Datum;Betrag\na;2012-01-31;1234.56\n;;\n\n\"\"; ;\nb;2012-02-01;5\n;;\n",
        "",
        TWO,
    ),
    (
        "delimiters at the end",
        "Nr;Datum;Betrag\na;2012-01-31;1234.56;;\nb;2012-02-01;5;\n",
        "",
        TWO,
    ),
    (
        "delimiters everywhere",
        "Nr;Datum;Betrag;;\na;2012-01-31;1234.56;;\nb;2012-02-01;5;;\n",
        "",
        TWO,
    ),
    ("a cell too many", "Nr;Datum;Betrag\na;2012-01-31;1234.56;7\n", "", "!RW417"),
    ("a cell too few", "Nr;Datum;Betrag\na;2012-01-31\n", "", "!RW417"),
    (
        "a cell too few, said",
        "Nr;Datum;Betrag\na;2012-01-31\n",
        "rows: {short: fill}",
        "a 2012-01-31 ?",
    ),
    (
        "a line break in a cell",
        "Nr;Datum;Betrag;Note\na;2012-01-31;1234.56;\"x\ny\"\nb;2012-02-01;5;z\n",
        "",
        TWO,
    ),
];

const ROWS: [Shape; 13] = [
    (
        "a total",
        "Nr;Datum;Betrag\na;2012-01-31;1234.56\nb;2012-02-01;5\nSumme;;1239.56\n",
        "rows: {unless: Nr = Summe}",
        TWO,
    ),
    (
        "totals",
        "Nr;Datum;Betrag\na;2012-01-31;1234.56\nTotal Jan;;1\nb;2012-02-01;5\nTotal Feb;;5\n",
        "rows: {unless: Nr begins with Total}",
        TWO,
    ),
    (
        "rows of two kinds",
        "T;Nr;Datum;Betrag\nx;a;2012-01-31;1234.56\ny;c;x;x\nx;b;2012-02-01;5\n",
        "rows: {where: T = x}",
        TWO,
    ),
    (
        "several conditions",
        "T;Nr;Datum;Betrag\nx;a;2012-01-31;1234.56\nx;c;2012-02-01;0.00\nz;b;2012-02-01;5\ny;d;2012-02-01;9\n",
        "rows: {where: [\"T in x, z\", \"Betrag > 0\"]}",
        TWO,
    ),
    (
        "days compared as they are written",
        "Nr;Datum;Betrag\na;31.01.2012;1234.56\nc;31.12.2011;7\nb;01.02.2012;5\n",
        "dates: dmy\nrows: {where: Datum >= 2012-01-01}",
        TWO,
    ),
    (
        "what is not told leaves nothing out",
        "Nr;Datum;Betrag\na;2012-01-31;1234.56\nb;2012-02-01;5\nc;;\n",
        "rows: {where: Betrag > 1}",
        "a 2012-01-31 1234.56; b 2012-02-01 5; c ? ?",
    ),
    (
        "what cannot be compared",
        "Nr;Datum;Betrag\na;2012-01-31;x\n",
        "rows: {where: Betrag > 1}",
        "!RW406",
    ),
    (
        "empty cells",
        "Nr;Datum;Betrag\na;2012-01-31;1234.56\nb;2012-02-01;5\n;;9\n",
        "rows: {unless: Nr is empty}",
        TWO,
    ),
    (
        "rows without a key",
        "Datum;Betrag\n2012-01-31;5\n2012-01-31;5\n",
        "rows: {key: row}\nfields: {signed: Datum, value: {from: Betrag, currency: EUR}}",
        "deals.csv:2 2012-01-31 5; deals.csv:3 2012-01-31 5",
    ),
    ("repeated keys", "Nr;Datum;Betrag\na;2012-01-31;1\na;2012-01-31;2\n", "", "!RW411"),
    (
        "the first counts",
        "Nr;Datum;Betrag\na;2012-01-31;1\na;2012-01-31;2\n",
        "rows: {repeated: first}",
        "a 2012-01-31 1",
    ),
    (
        "the last counts",
        "Nr;Datum;Betrag\na;2012-01-31;1\na;2012-01-31;2\n",
        "rows: {repeated: last}",
        "a 2012-01-31 2",
    ),
    (
        "the same may stand twice",
        "Nr;Datum;Betrag\na;2012-01-31;1\na;2012-01-31;1\nb;2012-01-31;1\nb;2012-01-31;2\n",
        "rows: {repeated: same}",
        "!RW411",
    ),
];

/// Amounts and days by how they are written: the cell, the setting, what it is.
type Cells = (&'static str, &'static str, &'static str);

const AMOUNTS: [Cells; 34] = [
    ("1234.56", "", "1234.56"),
    ("1,234.56", "", "1234.56"),
    ("1.234,56", "", "!RW406"),
    ("1.234,56", "numbers: \"1.234,56\"", "1234.56"),
    ("1234,56", "numbers: \"1.234,56\"", "1234.56"),
    ("75.000", "", "!RW420"),
    ("75.000", "numbers: \"1.234,56\"", "75000"),
    ("75.000", "numbers: \"1,234.56\"", "75"),
    ("1 234,56", "numbers: \"1 234,56\"", "1234.56"),
    ("1\u{a0}234,56", "numbers: \"1 234,56\"", "1234.56"),
    ("1\u{2009}234,56", "numbers: \"1 234,56\"", "1234.56"),
    ("1\u{202f}234,56 €", "numbers: \"1 234,56\"", "1234.56"),
    ("1'234.56", "numbers: \"1'234.56\"", "1234.56"),
    ("1’234.56", "numbers: \"1'234.56\"", "1234.56"),
    ("1,23,456.78", "", "!RW406"),
    ("1,23,456.78", "numbers: \"1,23,456.78\"", "123456.78"),
    ("12,34,56,789.00", "numbers: \"1,23,456.78\"", "123456789"),
    ("123,456.00", "numbers: \"1,23,456.78\"", "!RW406"),
    ("5 mln EUR", "", "5000000"),
    ("EUR 5", "", "5"),
    ("5 €", "", "5"),
    ("€5.-", "numbers: \"1'234.56\"", "5"),
    ("1'500.- EUR", "numbers: \"1'234.56\"", "1500"),
    ("5,-- €", "numbers: \"1.234,56\"", "5"),
    ("$5", "", "!RW421"),
    ("5", "scale: k", "5000"),
    ("1.234,5", "numbers: \"1.234,56\"\nscale: m", "1234500000"),
    ("5 k", "scale: k", "5000"),
    ("5 k", "scale: m", "!RW421"),
    ("-", "", "!RW406"),
    ("k.A.", "", "!RW406"),
    ("12.5%", "", "!RW421"),
    ("", "", "?"),
    ("", "empty: 0", "0"),
];

const SIGNED: [Cells; 6] = [
    ("(1,234.50)", "numbers: \"1,234.56\"", "-1234.5"),
    ("1.234,50-", "numbers: \"1.234,56\"", "-1234.5"),
    ("(5) MW", "numbers: \"1,234.56\"", "-5"),
    ("(-5)", "numbers: \"1,234.56\"", "!RW406"),
    ("(5)", "", "!RW406"),
    ("5-7", "numbers: \"1,234.56\"", "?"),
];

const DAYS: [Cells; 14] = [
    ("2012-01-31", "", "2012-01-31"),
    ("31/01/2012", "", "!RW406"),
    ("31/01/2012", "dates: dmy", "2012-01-31"),
    ("31.1.2012", "dates: dmy", "2012-01-31"),
    ("01/02/2012", "dates: mdy", "2012-01-02"),
    ("01/31/2012", "dates: dmy", "!RW409"),
    ("31-Jan-2012", "dates: dmy", "2012-01-31"),
    ("20120131", "dates: ymd", "2012-01-31"),
    ("41275", "dates: excel", "2013-01-01"),
    ("60", "dates: excel", "!RW409"),
    ("1327968000", "dates: epoch", "2012-01-31"),
    ("31.01.12", "dates: dmy", "!RW420"),
    ("31.01.12", "dates: dmy from 1950", "2012-01-31"),
    ("FY2012", "dates: dmy", "!RW406"),
];

/// What was read: key, day and amount of each record; the codes where something is wrong.
fn meant(read: &Read) -> String {
    let wrong = |d: &&Diagnostic| d.level == crate::diagnostic::Level::Error;
    let mut codes: Vec<&str> = read.diagnostics.iter().filter(wrong).map(|d| d.code).collect();
    codes.sort_unstable();
    codes.dedup();
    if !codes.is_empty() {
        return format!("!{}", codes.join(" "));
    }
    let deals = read.records.tables.of(RecordId(1));
    let point = |field: u32, row: usize| match read.column(1, field).get(row) {
        Scalar::Quantity { range, .. } => range.lo.filter(|lo| range.hi == Some(*lo)),
        _ => None,
    };
    let told = |text: Option<String>| text.unwrap_or_else(|| "?".to_owned());
    let row = |row: usize| {
        let day = point(3, row).and_then(Date::of_number).map(|day| day.to_string());
        let amount = point(4, row).map(|amount| amount.to_string());
        let key = deals.keys.get(row).unwrap_or_default();
        format!("{key} {} {}", told(day), told(amount))
    };
    (0..deals.rows).map(row).collect::<Vec<_>>().join("; ")
}

fn shaped(text: &str, settings: &str) -> Read {
    let fields = if settings.contains("fields:") { "" } else { FIELDS };
    read_files(&[("deals.csv", text.as_bytes())], Some(&format!("{settings}\n{fields}\n")))
}

#[test]
fn layouts_and_rows_are_read_as_they_are_meant() {
    let mut wrong = Vec::new();
    for (name, text, settings, expected) in LAYOUTS.iter().chain(&ROWS) {
        let read = shaped(text, settings);
        if meant(&read) != *expected {
            wrong.push(format!("{name}: {}: {:?}", meant(&read), read.said()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn cells_are_read_as_they_are_meant() {
    let mut wrong = Vec::new();
    let mut cell = |column: &str, mapped: &str, (text, settings, expected): &Cells| {
        let file = format!("Nr;X\na;\"{text}\"\n");
        let settings = format!("fields: {{id: Nr, {column}: {mapped}}}\n{settings}");
        let read = shaped(&file, &settings);
        let meant = meant(&read);
        let found = match meant.split(' ').collect::<Vec<_>>().as_slice() {
            ["a", day, "?"] if column == "signed" => (*day).to_owned(),
            ["a", "?", amount] if column == "value" => (*amount).to_owned(),
            ["a", ..] => match read.column(1, 5).get(0) {
                Scalar::Quantity { range, .. } if range.lo == range.hi => {
                    range.lo.map_or("?".to_owned(), |n| n.to_string())
                }
                _ => "?".to_owned(),
            },
            _ => meant.clone(),
        };
        if found != *expected {
            wrong.push(format!("`{text}` with {settings}: {found}: {:?}", read.said()));
        }
    };
    AMOUNTS.iter().for_each(|shape| cell("value", "{from: X, currency: EUR}", shape));
    SIGNED.iter().for_each(|shape| cell("capacity", "{from: X, unit: MW}", shape));
    DAYS.iter().for_each(|shape| cell("signed", "X", shape));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rows_that_are_left_out_are_told_with_counts() {
    let text = "Nr;Datum;Betrag\na;2012-01-31;1\n;;\nSumme;;1\nb;2012-01-31;0\na;2012-01-31;1\n";
    let rows = "rows: {unless: Nr = Summe, where: Betrag > 0, repeated: same}";
    let read = shaped(text, rows);
    assert_eq!(meant(&read), "a 2012-01-31 1");
    let told = read.said().join("\n");
    for part in [
        "1 left out, as `unless: Nr = Summe` says",
        "1 left out, as `where: Betrag > 0` says",
        "1 left out, as others have their keys",
        "1 blank and passed over",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

/// A number of cents as a notation writes it.
fn written(cents: i64, example: &str) -> String {
    let (group, point) = match example {
        "1.234,56" => (".", ","),
        "1 234,56" => (" ", ","),
        "1'234.56" => ("'", "."),
        _ => (",", "."),
    };
    let digits = (cents / 100).to_string();
    let lakh = example == "1,23,456.78";
    let mut whole = String::new();
    for (i, digit) in digits.chars().enumerate() {
        let left = digits.len() - i;
        let mark =
            if lakh { left == 3 || left > 3 && left % 2 == 1 } else { left.is_multiple_of(3) };
        if i > 0 && mark {
            whole += group;
        }
        whole.push(digit);
    }
    format!("{whole}{point}{:02}", cents % 100)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_table_in_any_dialect_is_read_back(
        rows in proptest::collection::vec((0i64..100_000_000_000, -20_000i32..40_000), 1..12),
        delimiter in 0..4usize,
        numbers in 0..5usize,
        dates in 0..5usize,
        (quote, crlf, bom, title) in (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()),
    ) {
        let mark = [",", ";", "\t", "|"][delimiter];
        let example = ["1,234.56", "1.234,56", "1 234,56", "1'234.56", "1,23,456.78"][numbers];
        let order = ["ymd", "dmy", "mdy", "excel", "epoch"][dates];
        let (open, end) = (if quote { "'" } else { "\"" }, if crlf { "\r\n" } else { "\n" });
        let mut text = String::from(if bom { "\u{feff}" } else { "" });
        if title {
            text += &format!("Payments{end}");
        }
        text += &format!("Nr{mark}Datum{mark}Betrag{end}");
        let mut expected = Vec::new();
        for (i, (cents, day)) in rows.iter().enumerate() {
            let date = Date(*day);
            let (y, m, d) = date.ymd();
            let told = match order {
                "ymd" => format!("{y}/{m:02}/{d:02}"),
                "dmy" => format!("{d}.{m}.{y}"),
                "mdy" => format!("{m:02}/{d:02}/{y}"),
                "excel" => (day + 25_569).to_string(),
                _ => (i64::from(*day) * 86_400).to_string(),
            };
            text += &format!("k{i}{mark}{told}{mark}{open}{}{open}{end}", written(*cents, example).replace(open, &open.repeat(2)));
            let amount = Decimal::new(i128::from(*cents), 2).unwrap();
            expected.push(format!("k{i} {date} {amount}"));
        }
        let skip = if title { "skip: 1\n" } else { "" };
        let said = format!(
            "delimiter: \"{}\"\nquote: \"{}\"\n{skip}numbers: \"{example}\"\ndates: {order}\n",
            if mark == "\t" { "tab" } else { mark },
            if quote { "'" } else { "\\\"" },
        );
        let read = shaped(&text, &said);
        prop_assert_eq!(meant(&read), expected.join("; "), "{:?}", read.said());
        let unsaid = meant(&shaped(&text, ""));
        prop_assert!(unsaid.starts_with('!') || unsaid == expected.join("; "), "{}", unsaid);
    }
}
