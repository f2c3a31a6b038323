//! What is checked: files, folders, kinds, standard input, and bad input of every sort.

use std::io::Write;
use std::process::Stdio;

use super::{DEALS, Place, RULES};

const CSV: &str = "id,stage,value\natlas,announced,6 bn USD\n";

#[test]
fn nothing_to_check() {
    let place = Place::new().with("empty.yaml", "").with("folder/notes.txt", "");
    place.run("check").stopped("RW002");
    place.run("check folder -r rules.risk").stopped("RW002");
    place.run("check empty.yaml -r rules.risk").stopped("RW");
    place.run("check no-such-file.yaml -r rules.risk").stopped("RW001").warns("no-such-file.yaml");
}

#[test]
fn empty_files_are_told_and_nothing_to_check() {
    let mark = "\u{feff}";
    for name in ["deals.yaml", "deals.json", "deals.jsonl", "deals.csv", "export.csv"] {
        for text in ["", "\n\n", "\r\n \r\n", mark, &format!("{mark}\r\n\r\n")] {
            let place = Place::new().with(name, text);
            let ran = place.run(&format!("check {name} -r rules.risk"));
            // Nothing at all is no JSON.
            match name.ends_with(".json") {
                true => ran.stopped("RW401"),
                false => ran.stopped("RW002").warns("RW441"),
            };
        }
    }
    let place = Place::new().with("deals.csv", format!("{mark}\n\n{CSV}"));
    place.run("check deals.csv -r rules.risk").ended(1).says("deals.csv:4:");
}

#[test]
fn no_rules() {
    let place = Place::new()
        .with("none.risk", "record Deal key id { id: text }\n")
        .with("folder/notes.txt", "");
    place.run("check deals.yaml -r folder").stopped("RW003");
    place.run("check deals.yaml -r missing.risk").stopped("RW001");
    let place = place.with("bare.yaml", "deals:\n  - {id: atlas}\n");
    place.run("check bare.yaml -r none.risk").stopped("RW003");
}

#[test]
fn folders_and_several_files() {
    let place = Place::empty()
        .with("rules/first.risk", RULES)
        .with("data/a.yaml", DEALS)
        .with("data/deep/deals.csv", CSV.replace("atlas", "zephyr"))
        .with("data/.hidden.yaml", "not: [valid")
        .with("data/notes.txt", "not records");
    place.run("check data -r rules").ended(1).says("zephyr").says("atlas");
    place.run("check data/a.yaml data/deep -r rules/first.risk").ended(1).says("zephyr");
}

#[test]
fn kinds() {
    let place = Place::new().with("export.csv", CSV);
    place.run("check Deal=export.csv -r rules.risk").ended(1).says("export.csv:2:");
    place.run("check Deals=export.csv -r rules.risk").stopped("RW006").warns("Deal");
    place.run("check export.csv -r rules.risk").stopped("RW403");
    let place = place.with("all.yaml", "deals: [{id: a}]\nparties: [{id: p}]\n");
    let place = place.with("kinds.risk", "record Party key id { id: text }\n");
    let ran = place.run("check Party=all.yaml -r rules.risk -r kinds.risk");
    ran.stopped("RW403").warns("the section `deals` holds Deal");
}

#[test]
fn formats() {
    let place = Place::new().with("deals.dat", CSV);
    place.run("check Deal=deals.dat -r rules.risk").stopped("RW007");
    place.run("check Deal=deals.dat -r rules.risk --input-format csv").ended(1);
    place.run("check Deal=deals.dat -r rules.risk --input-format tar").stopped("RW004");
}

#[test]
fn standard_input() {
    let place = Place::new();
    let mut command = place.command("check - -r rules.risk --input-format yaml");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(DEALS.as_bytes()).expect("a write");
    drop(input);
    let ran = super::ran(child.wait_with_output().expect("it ends"));
    ran.ended(1).says("atlas").says("standard input:2:");
    place.run("check - -r rules.risk").stopped("RW007");
}

#[test]
fn bad_rules() {
    let two = RULES.replace("deal.stage < signed and deal.value >= large", "deal.stge < signed")
        + "\nrule second for deal in Deal { flag high when deal.vlue > 1 }\n";
    let place = Place::new().with("rules.risk", two);
    place.check("").stopped("stge").warns("vlue").warns("rules.risk:");
    let place = place.with("rules.risk", b"define \xff = 1\n");
    place.check("").stopped("RW008");
    place.with("rules.risk", "").check("").stopped("RW003");
}

#[test]
fn bad_records() {
    let place = Place::new().with("deals.yaml", DEALS.replace("stage: signed", "stge: signed"));
    let ran = place.check("").stopped("RW404");
    ran.warns("did you mean `stage`?").warns("deals.yaml:5:");
    let place = place.with("deals.yaml", b"deals: [{id: \xff}]\n");
    place.check("").stopped("RW402");
    let twice = DEALS.replace("id: delos", "id: atlas");
    place.with("deals.yaml", twice).check("").stopped("RW411").warns("deals.yaml:2:");
}

#[test]
fn many_bad_records_are_counted() {
    let deal = |i: usize| format!("  - {{id: d{i}, stage: announced, vale{i}: 1 m USD}}\n");
    let deals: String = (0..150).map(deal).collect();
    let place = Place::new().with("deals.yaml", format!("deals:\n{deals}"));
    // The program shows fewer still than the reader gives.
    place.check("--message-format json").stopped("RW404").warns("RW499");
}

#[test]
fn long_sums_hold() {
    let sum = vec!["deal.value"; 240].join(" + ");
    let rules = RULES.split("\nparam").next().expect("the vocabulary");
    let rules =
        format!("{rules}\nrule sum for deal in Deal {{ flag high when {sum} > 1 bn USD }}\n");
    let deal = |i: usize| format!("  - {{id: d{i}, stage: announced, value: {i} m USD}}\n");
    let deals: String = (0..5_000).map(deal).collect();
    let place =
        Place::new().with("rules.risk", rules).with("deals.yaml", format!("deals:\n{deals}"));
    place.check("--limit 1").ended(1).says("4,995 high");
}

#[test]
fn line_ends_and_marks() {
    let crlf = format!("\u{feff}{}", DEALS.replace('\n', "\r\n"));
    let rules = format!("\u{feff}{}", RULES.replace('\n', "\r\n"));
    let place = Place::new().with("deals.yaml", crlf).with("rules.risk", rules);
    place.check("").ended(1).says("atlas: 6 bn USD announced").says("deals.yaml:2:");
}

#[test]
fn line_feeds_that_got_a_carriage_return_twice() {
    let text = "id,stage,value\r\r\n\r\r\natlas,\"announced\",6 bn USD\r\r\n";
    let place = Place::new().with("deals.csv", text);
    let ran = place.run("check deals.csv -r rules.risk --as-of 2025-10-20");
    ran.ended(1).says("atlas: 6 bn USD announced").says("deals.csv:3:");
}

#[test]
fn line_ends_and_marks_in_every_format() {
    let records = [
        ("deals.yaml", "- id: atlas\n  stage: announced\n  value: 6 bn USD\n"),
        (
            "deals.json",
            "[\n{\"id\": \"atlas\",\n\"stage\": \"announced\", \"value\": \"6 bn USD\"}\n]\n",
        ),
        (
            "deals.jsonl",
            "\n\n{\"id\": \"atlas\", \"stage\": \"announced\", \"value\": \"6 bn USD\"}\n",
        ),
        ("deals.csv", "id,stage,value\n\natlas,announced,6 bn USD\n"),
        ("deals.tsv", "id\tvalue\tstage\n\natlas\t6 bn USD\tannounced\n"),
    ];
    for (name, text) in records {
        for text in [text.to_owned(), format!("\u{feff}{}", text.replace('\n', "\r\n"))] {
            let place = Place::new().with(name, text);
            let ran = place.run(&format!("check {name} -r rules.risk --as-of 2025-10-20"));
            ran.ended(1).says("atlas: 6 bn USD announced").says(&format!("{name}:3:"));
        }
    }
}

/// Ten megabytes in one line are read, or what is wrong with them is said in a few.
#[test]
fn one_huge_line() {
    let huge = "x".repeat(10_000_000);
    let line = |value: &str, more: &str| {
        format!("{{\"id\": \"atlas\", \"stage\": \"announced\", \"value\": \"{value}\"{more}}}\n")
    };
    for name in ["deals.jsonl", "deals.yaml"] {
        let list = |line: String| if name == "deals.yaml" { format!("[{line}]") } else { line };
        let rules = RULES.replacen("stage:", "notes: text?\n    stage:", 1);
        let notes = list(line("6 bn USD", &format!(", \"notes\": \"{huge}\"")));
        let place = Place::new().with("rules.risk", rules).with(name, notes);
        let check = format!("check {name} -r rules.risk --as-of 2025-10-20");
        place.run(&check).ended(1).says("atlas: 6 bn USD announced");
        let place = place.with(name, list(line(&huge, "")));
        let ran = place.run(&check).stopped("RW406").warns("x…");
        assert!(ran.err.len() < 2_000, "{} bytes", ran.err.len());
    }
}

#[test]
fn a_rule_without_subjects_is_said() {
    let rules = format!(
        "{RULES}\nrecord Party key id {{ id: text }}\n\nrule idle for p in Party {{ flag high when p.id = \"x\" }}\n"
    );
    Place::new().with("rules.risk", rules).check("").ended(1).says("note:").says("idle");
}

#[test]
fn rules_in_several_files() {
    let (vocabulary, rule) = RULES.split_at(RULES.find("/// Announced").expect("the rule"));
    let place = Place::empty()
        .with("deals.yaml", DEALS)
        .with("rules/house/words.risk", vocabulary)
        .with("rules/first.risk", format!("use house.words\n{rule}"));
    place.run("check deals.yaml -r rules/first.risk").ended(1).says("atlas");
    place.run("check deals.yaml -r rules").ended(1).says("atlas");
}

#[test]
fn a_used_file_that_cannot_be_read_stops_the_run() {
    let (vocabulary, rule) = RULES.split_at(RULES.find("/// Announced").expect("the rule"));
    let worse = [b"use words\n// caf\xe9\n", rule.as_bytes()].concat();
    let mild = "rule mild for deal in Deal { flag low when deal.value > 9 bn USD }\n";
    let place = Place::new()
        .with("words.risk", vocabulary)
        .with("worse.risk", worse)
        .with("first.risk", format!("use words\nuse worse\n{mild}"));
    place.run("check deals.yaml -r first.risk").stopped("RW008").warns("worse.risk:2:7");
}
