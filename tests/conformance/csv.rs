//! RFC 4180 and what programs write in its name: quotes, delimiters, line ends.

use riskwright::record::Format;

use super::{TEXT, read, texts};

/// Files, and the texts of their rows: `None` is not known.
const FILES: &[(&str, &[Option<&str>])] = &[
    ("id,text\n1,a\n", &[Some("a")]),
    ("id,text\n1,a", &[Some("a")]),
    ("id,text\r\n1,a\r\n2,b\r\n", &[Some("a"), Some("b")]),
    ("id,text\r1,a\r2,b\r", &[Some("a"), Some("b")]),
    ("id,text\n1,a\r\n2,b\n", &[Some("a"), Some("b")]),
    ("\u{feff}id,text\n1,a\n", &[Some("a")]),
    ("\"id\",\"text\"\n\"1\",\"a\"\n", &[Some("a")]),
    ("text,id\na,1\n", &[Some("a")]),
    ("id,text\n1,\"a,b\"\n", &[Some("a,b")]),
    ("id,text\n1,\"a\nb\"\n", &[Some("a\nb")]),
    ("id,text\n1,\"a\r\nb\"\n", &[Some("a\r\nb")]),
    ("id,text\n1,\"a\n\nb\"\n2,c\n", &[Some("a\n\nb"), Some("c")]),
    ("id,text\n1,\"a\"\"b\"\n", &[Some("a\"b")]),
    ("id,text\n1,\"\"\"a\"\"\"\n", &[Some("\"a\"")]),
    ("id,text\n1,\"\"\"\"\n", &[Some("\"")]),
    ("id,text\n1,\"{\"\"k\"\": [1, 2]}\"\n", &[Some("{\"k\": [1, 2]}")]),
    ("id,text\n1,\n2,b\n", &[None, Some("b")]),
    ("id,text\n1, a b \n", &[Some(" a b ")]),
    ("id;text\n1;a,b\n", &[Some("a,b")]),
    ("id\ttext\n1\ta;b,c\n", &[Some("a;b,c")]),
    ("id;text\n1;\"a;b\"\n", &[Some("a;b")]),
    ("id,text\n\n1,a\n\n\n2,b\n\n", &[Some("a"), Some("b")]),
    ("id,text\n1,\u{e9}\u{1f600}\n", &[Some("\u{e9}\u{1f600}")]),
    ("id,text\n1,-\n2,.\n", &[Some("-"), Some(".")]),
    ("id,text\n1,'a'\n", &[Some("'a'")]),
    ("id,text\n1,a\\nb\n", &[Some("a\\nb")]),
    ("id,text\n1,a#b\n", &[Some("a#b")]),
];

/// Files that are none, and the codes of what is wrong.
const BROKEN: &[(&str, &str)] = &[
    ("id,text\n1,\"a\n", "RW401"),
    ("id,text\n1,\"a\"b\n", "RW401"),
    ("id,text\n1,\"a\" \"b\"\n", "RW401"),
    ("id,text\n1,a,b\n", "RW417"),
    ("id,text\n1\n", "RW417"),
    ("id,id\n1,2\n", "RW412"),
    ("id,text\n1,a\n1,b\n", "RW411"),
];

#[test]
fn cells_are_what_they_say() {
    for (file, rows) in FILES.iter() {
        let found = read("cells.csv", Format::Csv, *file, TEXT);
        let rows: Vec<Option<String>> = rows.iter().map(|row| row.map(str::to_owned)).collect();
        assert_eq!((found.codes, texts(&found.column)), (Vec::new(), rows), "{file:?}");
    }
}

#[test]
fn what_is_no_table_is_refused() {
    for (file, code) in BROKEN {
        let codes = read("cells.csv", Format::Csv, *file, TEXT).codes;
        assert!(codes.contains(code), "{file:?}: {codes:?}");
    }
}
