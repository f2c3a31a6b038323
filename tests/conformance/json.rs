//! RFC 8259, case by case: what is JSON is read as it says, what is none is refused.

use riskwright::record::Format;

use super::{TEXT, read, texts};

/// Documents that are JSON, whatever they say of records.
const VALID: &[&str] = &[
    "[]",
    "{}",
    " [ ] ",
    "\t\r\n[\t\r\n]\t\r\n",
    "[[]   ]",
    "[[[[[[[[[[]]]]]]]]]]",
    "null",
    "true",
    "false",
    "\"\"",
    "\"a\"",
    "0",
    "-0",
    "42",
    "-0.1",
    "[0]",
    "[-0]",
    "[-1]",
    "[123]",
    "[123.456789]",
    "[0e1]",
    "[0e+1]",
    "[0E-1]",
    "[1E22]",
    "[1E+2]",
    "[1.5e3]",
    "[-123123e100]",
    "[0.0000000000000000000000000000000000000000000000000000001]",
    "[123456789012345678901234567890123456789012345678901234567890]",
    "[true,false,null]",
    "[1,null,null,2]",
    "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
    "[\"\\u0000\\u001f\\uFFFF\\uabCD\"]",
    "[\"\\ud83d\\ude00\"]",
    "[\"\u{7f}\"]",
    "[\"\u{2028}\u{2029}\"]",
    "[\"\u{10ffff}\"]",
    "[\"a/*b*/c//d#e\"]",
    "{\"\":0}",
    "{\"a\":{\"b\":[{}]}}",
    "{\"a\\u0000b\":1}",
    "{\"a\":[\n]}",
];

/// Documents that are not.
const INVALID: &[&str] = &[
    "",
    " ",
    "[",
    "]",
    "{",
    "}",
    "[}",
    "{]",
    "[1",
    "[1,",
    "[,",
    "[,1]",
    "[1,]",
    "[1,,2]",
    "[1,,]",
    "[,]",
    "[1 2]",
    "[1;2]",
    "[\"\": 1]",
    "[\"a\",\n4\n,1,",
    "[]]",
    "[1]x",
    "[] []",
    "[1][2]",
    "{}{}",
    "1 2",
    "\"a\" \"b\"",
    "{\"a\"}",
    "{\"a\",\"b\"}",
    "{\"a\":}",
    "{\"a\" 1}",
    "{\"a\"::1}",
    "{\"a\":1,}",
    "{\"a\":1,,\"b\":2}",
    "{,\"a\":1}",
    "{a:1}",
    "{'a':1}",
    "{1:1}",
    "{null:1}",
    "{[]:1}",
    "{\"a\":1",
    "{\"a\":1 \"b\":2}",
    "{\"a\":1}#",
    "{\"a\":/*c*/1}",
    "{\"a\":1}//",
    "{\"a\":1}/**/",
    "# c\n[]",
    "[True]",
    "[NULL]",
    "[nul]",
    "[tru]",
    "[fals]",
    "[truee]",
    "[nullx]",
    "[undefined]",
    "[NaN]",
    "[Infinity]",
    "[-Infinity]",
    "[+1]",
    "[++1]",
    "[--1]",
    "[-]",
    "[- 1]",
    "[-a]",
    "[.5]",
    "[-.5]",
    "[1.]",
    "[-1.]",
    "[1.e3]",
    "[1.2.3]",
    "[01]",
    "[-01]",
    "[00]",
    "[1e]",
    "[1e+]",
    "[1E-]",
    "[1e1.5]",
    "[1e1e1]",
    "[0x1]",
    "[0b1]",
    "[1_000]",
    "[1,000.5.]",
    "[1 000]",
    "[1a]",
    "[\u{ff11}]",
    "[\u{bd}]",
    "[\"a]",
    "[\"",
    "\"",
    "[a\"]",
    "['a']",
    "[\u{201c}a\u{201d}]",
    "[\"\\\"]",
    "[\"\\\\\\\"]",
    "[\"\\a\"]",
    "[\"\\x00\"]",
    "[\"\\'\"]",
    "[\"\\U0041\"]",
    "[\"\\u\"]",
    "[\"\\u1\"]",
    "[\"\\u12\"]",
    "[\"\\u123\"]",
    "[\"\\u12 4\"]",
    "[\"\\uqqqq\"]",
    "[\"\\u+123\"]",
    "[\"a\nb\"]",
    "[\"a\tb\"]",
    "[\"a\rb\"]",
    "[\"a\0b\"]",
    "[\"\u{1f}\"]",
    "[\u{a0}1]",
    "[\u{2003}1]",
    "[\u{c}1]",
    "[\u{b}1]",
    "[1\0]",
    "[1]\0",
    "\u{2060}[]",
    "<null>",
    "abc",
    "*",
];

/// Strings, and the text that each is.
const STRINGS: &[(&str, &str)] = &[
    ("a\\\"b", "a\"b"),
    ("a\\\\b", "a\\b"),
    ("a\\/b", "a/b"),
    ("a\\tb", "a\tb"),
    ("a\\nb", "a\nb"),
    ("\\u0041", "A"),
    ("\\u00e9", "\u{e9}"),
    ("\\u20AC", "\u{20ac}"),
    ("\\ud83d\\ude00", "\u{1f600}"),
    ("\\uD834\\uDD1E", "\u{1d11e}"),
    ("x\\u0020y", "x y"),
    ("\\\\u0041", "\\u0041"),
    ("\u{1f600}", "\u{1f600}"),
    ("/*c*/", "/*c*/"),
];

#[test]
fn what_is_json_is_read() {
    let wrong =
        |text: &&&str| read("cells.json", Format::Json, **text, TEXT).codes.contains(&"RW401");
    let wrong: Vec<_> = VALID.iter().filter(wrong).collect();
    assert!(wrong.is_empty(), "refused: {wrong:#?}");
}

#[test]
fn what_is_no_json_is_refused() {
    let right =
        |text: &&&str| !read("cells.json", Format::Json, **text, TEXT).codes.contains(&"RW401");
    let right: Vec<_> = INVALID.iter().filter(right).collect();
    assert!(right.is_empty(), "taken: {right:#?}");
}

#[test]
fn a_line_is_json_as_a_document_is() {
    let broken = |text: &&&str| !text.trim().is_empty() && !text.contains(['\n', '\r']);
    let mut wrong = Vec::new();
    for text in INVALID.iter().filter(broken) {
        let line = format!("{{\"id\":\"a\",\"text\":{text}}}\n");
        // What closes the record itself is another document, which may be one.
        if !read("cells.jsonl", Format::JsonLines, line.clone(), TEXT).codes.contains(&"RW401") {
            wrong.push(line);
        }
    }
    assert!(wrong.is_empty(), "taken: {wrong:#?}");
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let bytes: [&[u8]; 7] = [
        b"[\"\xff\"]",
        b"[\"\xc0\xaf\"]",
        b"[\"\xed\xa0\x80\"]",
        b"[\"\xf4\x90\x80\x80\"]",
        b"[\"\xe0\xff\"]",
        b"[\xe5]",
        b"[1]\xe5",
    ];
    for bytes in bytes {
        let codes = read("cells.json", Format::Json, bytes, TEXT).codes;
        assert!(codes.contains(&"RW402"), "{bytes:?}: {codes:?}");
    }
    // A mark at the start is none of the text.
    let marked = read("cells.json", Format::Json, b"\xef\xbb\xbf[]".as_slice(), TEXT);
    assert_eq!(marked.codes, Vec::<&str>::new());
    // Another one says that it is UTF-16.
    let wide = read("cells.json", Format::Json, b"\xff\xfe[\x00]\x00".as_slice(), TEXT);
    assert_eq!(wide.codes, Vec::<&str>::new());
}

#[test]
fn strings_are_what_their_escapes_say() {
    let rows = STRINGS.iter().enumerate();
    let rows: Vec<String> =
        rows.map(|(i, (raw, _))| format!("{{\"id\":\"{i}\",\"text\":\"{raw}\"}}")).collect();
    let expected: Vec<Option<String>> =
        STRINGS.iter().map(|(_, text)| Some((*text).to_owned())).collect();
    let document = read("cells.json", Format::Json, format!("[{}]", rows.join(",")), TEXT);
    assert_eq!((document.codes, texts(&document.column)), (Vec::new(), expected.clone()));
    let lines = read("cells.jsonl", Format::JsonLines, rows.join("\n"), TEXT);
    assert_eq!((lines.codes, texts(&lines.column)), (Vec::new(), expected));
}
