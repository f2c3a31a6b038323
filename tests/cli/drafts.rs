//! `riskwright init --from`: a vocabulary and a manifest for a file that nobody has described.

use super::Place;

/// Rows enough for a label to be one of a few.
fn rows(each: impl Fn(usize) -> String) -> String {
    (1..=12).map(|n| each(n) + "\n").collect()
}

#[test]
fn a_spreadsheet_is_read_as_it_is_written() {
    let row = |n: usize| {
        let (state, safe) = [("in Kraft", "ja"), ("gekündigt", "nein")][n % 2];
        let value = if n == 3 { String::new() } else { format!("{n}.234.567,50") };
        format!("a{n};Nova {n};{value};{n:02}.12.2024;{state};{safe};{n},5%")
    };
    let header = "Vertrags-Nr;Käufer;Betrag (EUR);Unterzeichnet am;Status;Gesichert;Anteil\n";
    let place = Place::empty().with("verträge-2025.csv", header.to_owned() + &rows(row));
    let ran = place.run("init --from verträge-2025.csv").ended(0);
    ran.says("riskwright data");
    let manifest = place.read("riskwright.yaml");
    for line in [
        "- path: verträge-2025.csv",
        "numbers: \"1.234,56\"",
        "dates: dmy",
        "vertrags_nr: Vertrags-Nr",
        "betrag_eur: { from: \"Betrag (EUR)\", currency: EUR }",
        "gesichert: { from: Gesichert, map: { ja: true, nein: false } }",
    ] {
        assert!(manifest.contains(line), "{line}\n{manifest}");
    }
    let rules = place.read("rules/verträge.risk");
    for line in [
        "record Verträge key vertrags_nr {",
        "    käufer: text?",
        "    betrag_eur: money?",
        "    unterzeichnet_am: date?",
        "    status: one of gekündigt | in_kraft?",
        "    gesichert: bool?",
        "    anteil: percent?",
    ] {
        assert!(rules.contains(line), "{line}\n{rules}");
    }
    let ran = place.run("data").ended(0);
    ran.says("12 records").says("betrag_eur 11 of 12").says("2024-12-01 to 2024-12-12");
    place.run("check").ended(0).says("1 low");
}

#[test]
fn what_may_be_read_in_two_ways_is_told() {
    let row = |n: usize| format!("{n};{n:02}/0{}/2024;{n}.500", n % 9 + 1);
    let place = Place::empty().with("fees.csv", format!("id;due;units\n{}", rows(row)));
    let ran = place.run("init --from fees.csv").ended(0);
    ran.says("Not certain:").says("`due`: its most is 2024-09-08").says("by `dates: mdy`");
    assert!(place.read("rules/fee.risk").contains("by `dates: mdy`"));
}

#[test]
fn records_within_a_document_are_found() {
    let release = |n: usize| {
        format!(
            "{{\"ocid\": \"o{n}\", \"value\": {{\"amount\": {n}00, \"currency\": \"EUR\"}}, \
             \"tag\": [\"x\"]}}"
        )
    };
    let all: Vec<String> = (1..=3).map(release).collect();
    let package = format!("{{\"meta\": {{\"by\": \"us\"}}, \"releases\": [{}]}}", all.join(", "));
    let place = Place::empty().with("package.json", package);
    place.run("init --from package.json").ended(0).says("`tag`: it is a list");
    let manifest = place.read("riskwright.yaml");
    assert!(manifest.contains("each: releases[]"), "{manifest}");
    let from = "value_amount: { from: value.amount, currency: value.currency }";
    assert!(manifest.contains(from), "{manifest}");
    place.run("data").ended(0).says("3 records").says("together 600 EUR");
}

#[test]
fn what_cannot_be_drafted_is_told() {
    let place = Place::empty()
        .with("deals.csv", "id,value\na,1 EUR\n")
        .with("empty.csv", "")
        .with("notes.docx", "x")
        .with("other/x", "");
    place.run("init --from nosuch.csv").ended(2).warns("nosuch.csv");
    place.run("init --from notes.docx").ended(2).warns(".ndjson, .csv");
    place.run("init other --from deals.csv").ended(2).warns("a file in the folder of the project");
    place.run("init --from empty.csv").ended(2).warns("empty.csv");
    assert!(!place.files().contains(&"riskwright.yaml".to_owned()));
    place.run("init --from deals.csv").ended(0);
    place.run("init --from deals.csv").ended(2).warns("exists already");
}
