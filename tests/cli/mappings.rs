//! Mappings of the manifest, however a file is named.

use super::Place;

const MANIFEST: &str = "\
rules: rules.risk
data:
  - path: exports/awards.csv
    record: Deal
    fields:
      id: number
      value: {amount: sum, currency: USD}
      stage: {from: state, map: {open: announced, done: signed}}
";

fn place() -> Place {
    let awards = "number,state,sum\nx-1,open,2000000000\nx-2,done,5\n";
    Place::new().with("riskwright.yaml", MANIFEST).with("exports/awards.csv", awards)
}

#[test]
fn a_mapping_holds_however_its_file_is_named() {
    for data in ["", "exports/awards.csv", "Deal=exports/awards.csv", "exports", "./exports"] {
        place().run(&format!("check {data}")).ended(1).says("x-1").says("1 high");
    }
}

#[test]
fn what_is_wrong_with_an_entry_is_told_where_it_stands() {
    for (right, wrong, code, at, help) in [
        ("record: Deal", "record: Dael", "RW006", "4:13", "did you mean `Deal`?"),
        ("awards.csv", "award.csv", "RW001", "3:11", "award.csv"),
        ("exports/awards.csv", "exports/none", "RW001", "3:11", "exports/none"),
        ("    fields:", "    feilds:", "RW005", "5:5", "did you mean `fields`?"),
        ("id: number", "idd: number", "RW416", "6:7", "did you mean `id`?"),
        ("id: number", "id: numbr", "RW416", "6:11", "did you mean `number`?"),
        ("amount: sum", "amont: sum", "RW005", "7:15", "did you mean `amount`?"),
        ("open: announced", "open: announcd", "RW408", "8:40", "did you mean `announced`?"),
        ("open: announced", "open: announced, open: signed", "RW005", "8:51", "keep one"),
        ("    record: Deal\n", "", "RW403", "3:5", "record: Deal"),
        ("    fields:", "    others: some\n    fields:", "RW005", "5:13", "`read` or `ignore`"),
        ("    fields:", "    each: rows[]\n    fields:", "RW416", "5:11", "leave it out"),
    ] {
        let place = place().with("riskwright.yaml", MANIFEST.replace(right, wrong));
        place.run("check").stopped(code).warns(&format!("riskwright.yaml:{at}")).warns(help);
    }
}

#[test]
fn nesting_without_end_is_refused_at_once() {
    for open in ["[", "{a: ", "- "] {
        let manifest = format!("rules: rules.risk\ndata: {}", open.repeat(100_000));
        let started = std::time::Instant::now();
        Place::new().with("riskwright.yaml", manifest).run("check").stopped("RW005");
        assert!(started.elapsed().as_secs() < 5, "{open}");
    }
}

/// A text without its line breaks.
fn unfolded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn reports_tell_what_was_passed_over_and_found_in_part() {
    let manifest = MANIFEST.replace("awards.csv", "awards.json");
    let awards = r#"[{"number": "x-1", "state": "open", "sum": 2000000000}, {"number": "x-2", "state": "done"}]"#;
    let scenario = "\nscenario dear { set d.value = 9 bn USD for d in Deal }\n";
    let place = Place::new().with("riskwright.yaml", manifest).with("exports/awards.json", awards);
    let place = place.with("rules.risk", format!("{}{scenario}", super::RULES));
    let place = place.with("exports/old.doc", "");
    let note =
        "note: of the records in `exports/awards.json`, 1 of 2 have no `sum` (riskwright.yaml:7:";
    for command in ["check exports", "stress exports"] {
        let ran = place.run(command).warns("RW419").warns("RW021");
        assert!(unfolded(&ran.out).contains(note), "{}", ran.out);
        ran.says("note: 1 file was passed over: `exports/old.doc`");
        let ran = place.run(&format!("{command} --format json"));
        let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        assert!(report["notes"][0].as_str().is_some_and(|note| note.contains("1 of 2 have no")));
        assert_eq!(report["skipped"][0]["path"], "exports/old.doc");
    }
}

#[test]
fn a_kind_that_the_manifest_does_not_find_in_a_file_is_told() {
    let rules = "record Party key id { id: text }\n";
    let manifest = MANIFEST.replace("record: Deal", "record: Party");
    let only_id = manifest.split("      value").next().unwrap_or_default();
    let place = Place::new().with("riskwright.yaml", only_id);
    let place = place.with("rules.risk", format!("{}{rules}", super::RULES));
    let place = place.with("exports/awards.csv", "id,stage,value\na,announced,2 bn USD\n");
    let ran = place.run("check Deal=exports/awards.csv").warns("RW027");
    let told = "`exports/awards.csv` is read as `Deal`, where the manifest reads it as `Party`";
    let ran = ran.warns("riskwright.yaml:4:13");
    assert!(unfolded(&ran.out).contains(&format!("note: {told}")), "{}", ran.out);
}

#[test]
fn several_kinds_in_a_file_are_read_however_it_is_named() {
    let manifest = "\
rules: rules.risk
data:
  - {path: all.json, record: Party, each: 'parties[]', fields: {id: name}}
  - {path: all.json, record: Deal, each: 'deals[]', fields: {id: ref, value: worth, stage: at}}
";
    let rules = "record Party key id { id: text }
rule known for p in Party { flag low when p.id = \"p\" }\n";
    let all = r#"{"parties": [{"name": "p"}],
        "deals": [{"ref": "d", "worth": "2 bn USD", "at": "announced"}]}"#;
    let place = Place::new().with("riskwright.yaml", manifest).with("all.json", all);
    let place = place.with("rules.risk", format!("{}{rules}", super::RULES));
    for data in ["", "all.json"] {
        place.run(&format!("check {data}")).ended(1).says("1 high, 1 low");
    }
    place.run("check Deal=all.json").ended(1).says("1 high");
    place.run("check Party=all.json").ended(0).says("1 low");
}
