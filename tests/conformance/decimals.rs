//! Numbers are read exactly, in every format alike, and refused where 34 digits do not hold them.

use riskwright::record::Format;
use riskwright::value::{Decimal, Range, Scalar};

use super::{NUMBER, read};

/// What is written, and the coefficient and the places behind the point that it is.
const NUMBERS: &[(&str, i128, i32)] = &[
    ("0", 0, 0),
    ("-0", 0, 0),
    ("0.0", 0, 0),
    ("0e5", 0, 0),
    ("1", 1, 0),
    ("-1", -1, 0),
    ("10", 10, 0),
    ("0.1", 1, 1),
    ("0.10", 1, 1),
    ("-0.1", -1, 1),
    ("1.25", 125, 2),
    ("100.00", 100, 0),
    ("1e3", 1_000, 0),
    ("1E3", 1_000, 0),
    ("1e+3", 1_000, 0),
    ("1.5e3", 1_500, 0),
    ("1e-3", 1, 3),
    ("12.5e-1", 125, 2),
    ("0.30000000000000004", 30_000_000_000_000_004, 17),
    ("9007199254740993", 9_007_199_254_740_993, 0),
    ("18446744073709551617", 18_446_744_073_709_551_617, 0),
    ("0.1234567890123456789", 1_234_567_890_123_456_789, 19),
    ("9223372036854775807", 9_223_372_036_854_775_807, 0),
    ("-9223372036854775808", -9_223_372_036_854_775_808, 0),
    ("9999999999999999999999999999999999", 9_999_999_999_999_999_999_999_999_999_999_999, 0),
    ("0.9999999999999999999999999999999999", 9_999_999_999_999_999_999_999_999_999_999_999, 34),
    ("1000000000000000000000000000000000", 1_000_000_000_000_000_000_000_000_000_000_000, 0),
    ("1e33", 1_000_000_000_000_000_000_000_000_000_000_000, 0),
    ("1e-34", 1, 34),
    ("123456789.123456789", 123_456_789_123_456_789, 9),
    ("0.000000000000000001", 1, 18),
    ("0.0000000000000000001", 1, 19),
];

/// What has more digits than there are kept: nothing is rounded in silence.
const TOO_PRECISE: &[&str] = &[
    "99999999999999999999999999999999999",
    "0.12345678901234567890123456789012345",
    "1.0000000000000000000000000000000000001",
    "123456789012345678901234567890.12345",
];

#[test]
fn a_number_is_what_it_says_in_every_format() {
    for (text, coef, places) in NUMBERS {
        let expected = Decimal::new(*coef, *places).expect("it fits");
        for (name, format, file) in files(text) {
            let found = read(name, format, file, NUMBER);
            let [Scalar::Quantity { range, .. }] = &found.column[..] else {
                panic!("{text} in {name}: {:?}", found.column);
            };
            assert_eq!(
                (&found.codes[..], *range),
                (&[][..], Range::point(expected)),
                "{text}, {name}"
            );
        }
    }
}

#[test]
fn no_digit_is_lost() {
    for text in TOO_PRECISE {
        for (name, format, file) in files(text) {
            let codes = read(name, format, file, NUMBER).codes;
            assert!(codes.contains(&"RW414"), "{text} in {name}: {codes:?}");
        }
    }
}

/// One record with that number, in every format.
fn files(number: &str) -> [(&'static str, Format, String); 5] {
    let line = format!("{{\"id\": \"a\", \"number\": {number}}}");
    [
        ("cells.json", Format::Json, format!("[{line}]")),
        ("cells.jsonl", Format::JsonLines, line),
        ("cells-2.json", Format::Json, format!("[{{\"id\": \"a\", \"number\": \"{number}\"}}]")),
        ("cells.csv", Format::Csv, format!("id,number\na,{number}\n")),
        ("cells.yaml", Format::Yaml, format!("- id: a\n  number: {number}\n")),
    ]
}
