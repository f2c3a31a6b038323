//! What `explain` answers, in the formats that have a place for it.

use serde_json::Value;

use super::{DEALS, Place, Ran};

/// Rules with all that an answer tells of: a scorecard, what is cited, a define, names of records.
const TOLD: &str = r#"
record Deal key id {
    id:    text
    /// Its name.
    name:  text?
    stage: one of announced < signed
    value: money? >= 0
}
param large: money = 1 bn USD
define is_big(deal: Deal) = deal.value >= large
/// Announced, not signed
rule not-signed for deal in Deal {
    flag critical when deal.stage < signed and deal.value >= 50 * large
    flag high     when deal.stage < signed and is_big(deal)
}
/// `big` | <b>bold</b>
///
/// A figure is a hope.
///
/// House policy.
rule big for deal in Deal {
    flag high when is_big(deal)
    message "{deal.name}"
    cites "CRR 395" until 2020-01-01
}
/// How deals stand
scorecard standing for deal in Deal {
    takes big
    grade C when high >= 1
    grade A
}
"#;

const ON: &str = "deals.yaml -r rules.risk --as-of 2025-10-20";

fn place() -> Place {
    let name = "<script>alert(1)</script> | @all";
    let hostile = format!("  - {{id: eos, name: \"{name}\", stage: announced, value: 9 bn USD}}\n");
    Place::empty().with("rules.risk", TOLD).with("deals.yaml", format!("{DEALS}{hostile}"))
}

/// What is asked for, and of which kind the answer is.
const ASKED: [(&str, &str); 6] = [
    ("not-signed atlas", "verdict"),
    ("not-signed cirrus", "verdict"),
    ("not-signed delos", "verdict"),
    ("standing atlas", "grade"),
    ("big", "rule"),
    ("RW401", "code"),
];

fn asked(place: &Place, what: &str, flags: &str) -> Ran {
    let data = if what.contains(' ') { ON } else { "-r rules.risk --as-of 2025-10-20" };
    place.run(&format!("explain {what} {data} {flags}")).ended(0)
}

/// The schema that is published, by which only what it names may be told.
fn schema() -> Value {
    serde_json::from_str(include_str!("../../schema/explain.schema.json")).expect("JSON")
}

#[test]
fn every_answer_follows_the_schema() {
    let (place, schema) = (place(), schema());
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for (what, kind) in ASKED {
        let ran = asked(&place, what, "--format json");
        let told: Value = serde_json::from_str(&ran.out).expect("JSON");
        let wrong: Vec<String> = validator.iter_errors(&told).map(|e| e.to_string()).collect();
        assert!(wrong.is_empty(), "{what}: {wrong:#?}");
        assert_eq!(told["kind"], kind);
    }
}

#[test]
fn what_schemas_share_is_said_alike() {
    let report: Value =
        serde_json::from_str(include_str!("../../schema/report.schema.json")).expect("JSON");
    let diff: Value =
        serde_json::from_str(include_str!("../../schema/diff.schema.json")).expect("JSON");
    for own in [schema(), diff] {
        let shared = own["$defs"].as_object().expect("definitions");
        for (name, told) in shared.iter().filter(|(name, _)| report["$defs"].get(name).is_some()) {
            assert_eq!(&report["$defs"][name], told, "{name}");
        }
    }
}

#[test]
fn a_verdict_for_programs() {
    let told = asked(&place(), "not-signed cirrus", "--format json");
    let told: Value = serde_json::from_str(&told.out).expect("JSON");
    assert_eq!((&told["verdict"], &told["possibly"]), (&"undetermined".into(), &"critical".into()));
    assert_eq!(told["conditions"][0]["clause"], "flag");
    assert_eq!(told["missing"][0]["path"], "value");
    assert_eq!(told["as_of"], "2025-10-20");
}

#[test]
fn every_answer_in_markdown_and_as_a_page() {
    let place = place();
    let told = asked(&place, "not-signed atlas", "--format markdown");
    told.says("### `not-signed` of atlas: flagged high (`deals.yaml:2:10`)")
        .says("- `deal.stage < signed and deal.value >= 50 * large`: false")
        .says("- **clears when:** stage reaches signed (now announced)");
    asked(&place, "standing atlas", "--format markdown").says("`standing` of atlas: C");
    asked(&place, "big", "--format markdown")
        .says("### `big` for each Deal")
        .says("\\`big\\` \\| &lt;b&gt;")
        .says("not in force in this run")
        .says("```\ndefine is_big");
    asked(&place, "RW401", "--format markdown").says("# RW401: a record file is not well-formed");
    for (what, _) in ASKED.into_iter().chain([("big eos", "verdict")]) {
        let page = asked(&place, what, "--format html");
        page.says("<!DOCTYPE html>").says("id=\"answer\"").leaves_out("<script>alert");
    }
}

#[test]
fn answers_to_files() {
    let place = place();
    let ran = asked(&place, "not-signed atlas", "-o why.json -o why.md -o why.html");
    assert_eq!(ran.out, "");
    assert!(place.read("why.json").starts_with("{\n  \"version\": 1,"));
    assert!(place.read("why.html").contains("Flagged high"));
    assert!(place.read("why.md").starts_with("### "));
    let refused = |flags: &str| place.run(&format!("explain not-signed atlas {ON} {flags}"));
    let no = "a format of answers: those are text, json, markdown or html";
    refused("--format csv").stopped("RW004").warns(no);
    refused("-o why.xlsx").stopped("RW004").warns(no);
    place.run("explain RW401 -o why.sarif").stopped("RW004");
    refused("-o deals.json=x").stopped("RW007");
    refused("-o json=deals.yaml").stopped("RW011");
}

#[test]
fn an_answer_is_cut_to_a_length() {
    let paragraph = "///\n/// A figure is a hope.".to_owned() + &" It is one.".repeat(40) + "\n";
    let rules = format!("/// Long\n{}", paragraph.repeat(40));
    let place = place().with(
        "long.risk",
        format!("use rules\n{rules}rule long for d in Deal {{ flag high when is_big(d) }}\n"),
    );
    let ran = place.run("explain long -r long.risk --format markdown --max-bytes 10000").ended(0);
    assert!(ran.out.len() <= 10_000);
    ran.says("more lines left out");
}
