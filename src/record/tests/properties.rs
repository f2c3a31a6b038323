//! What holds of any rows and bytes.

use proptest::prelude::*;

use super::*;

fn tables(name: &str, text: &str) -> (Vec<Option<Column>>, Vec<String>) {
    let read = read_files(&[(name, text.as_bytes())], None);
    (read.records.tables.of(RecordId(1)).columns.clone(), read.said())
}

proptest! {
    #[test]
    fn formats_agree(rows in proptest::collection::vec((0i64..1_000_000, "[a-z \"',;:#é]{0,9}", any::<bool>(), 0..4usize), 1..30)) {
        let mut jsonl = String::new();
        let mut csv = String::from("id,value,notes,firm,stage\n");
        let mut yaml = String::from("deals:\n");
        for (i, (cents, note, firm, stage)) in rows.iter().enumerate() {
            let stage = ["announced", "signed", "", "no"][*stage];
            let value = format!("{}.{:02} {}", cents / 100, cents % 100, ["USD", "EUR"][i % 2]);
            let quoted = format!("{note:?}").replace("\\'", "'");
            let object = format!("{{\"id\": \"k{i}\", \"value\": \"{value}\", \"notes\": {quoted}, \"firm\": {firm}, \"stage\": \"{stage}\"}}");
            jsonl += &format!("{object}\n");
            yaml += &format!("  - {object}\n");
            csv += &format!("k{i},{value},\"{}\",{firm},{stage}\n", note.replace('"', "\"\""));
        }
        let expected = tables("deals.jsonl", &jsonl);
        prop_assert_eq!(&expected.1, &Vec::<String>::new());
        prop_assert_eq!(&tables("deals.csv", &csv), &expected);
        prop_assert_eq!(&tables("x.yaml", &yaml), &expected);
    }

    #[test]
    fn plain_numbers_are_read_exactly(text in "-?[0-9]{0,17}[.,]?[0-9]{0,9}") {
        let unsigned = text.strip_prefix('-').unwrap_or(&text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let expected = (unsigned.len() <= 16 && digits(whole) && digits(fraction)).then(|| {
            let scale = unsigned.split_once('.').map_or(0, |(_, fraction)| fraction.len());
            (text.replace('.', "").parse::<i64>().expect("digits"), scale as u8)
        });
        prop_assert_eq!(number::plain(&text), expected);
    }

    #[test]
    fn mutated_bytes_never_panic(at in 0usize..200, byte in any::<u8>(), cut in 0usize..200, which in 0..4usize) {
        let (name, text) = [
            ("x.yaml", "deals:\n  - id: a\n    value: up to 100 bn USD\n    signed: H2 2026\n    payments: [{due: 2026-01-01, amount: 1 EUR}]\n"),
            ("deals.json", "[{\"id\": \"a\", \"value\": {\"min\": 1, \"max\": 2e1, \"currency\": \"USD\"}, \"notes\": \"\\u00e9\\n\"}]"),
            ("deals.jsonl", "{\"id\": \"a\", \"value\": \"300–350 bn USD\"}\n{\"id\": \"b\", \"capacity\": \"5 GW\"}\n"),
            ("deals.csv", "id,value,notes\na,\"1,000 USD\",\"x \"\"y\"\"\"\nb,2 USD,z\n"),
        ][which];
        let mut bytes = text.as_bytes().to_vec();
        if let Some(b) = bytes.get_mut(at) { *b = byte; }
        let _ = read_files(&[(name, &bytes)], None);
        bytes.truncate(cut);
        let read = read_files(&[(name, &bytes)], None);
        read.said();
    }
}
