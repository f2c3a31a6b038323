//! Citations that hold for a time and belong to frameworks: what of them a run tells.

use serde_json::Value;

use super::Place;

const RULES: &str = r#"
record Deal key id { id: text, value: money }
param most: money = 1 USD cites "CRR 92" until 2020-01-01 under crr, "own 1" under house
rule big for d in Deal {
    cites "BIS LEX 20" under basel, "note 7"
    flag high when d.value > most cites "CRR 395" until 2021-06-27 under crr, "CRR 395a" from 2021-06-28 under crr
    message "{d.id}"
}
rule gone for d in Deal { flag low when d.value > 1 USD cites "CRR 400" until 2021-06-27 under crr }
"#;

const MANIFEST: &str = "\
rules: rules.risk
data: [deals.yaml]
as_of: 2025-10-20
fail_on: never
frameworks: crr
profiles:
  both: {frameworks: [basel, crr]}
  wrong: {frameworks: ccr}
";

fn place() -> Place {
    Place::empty()
        .with("rules.risk", RULES)
        .with("deals.yaml", "deals: [{id: a, value: 2 USD}]\n")
        .with("riskwright.yaml", MANIFEST)
}

/// What the findings cite, and the frameworks that the report names.
fn cited(arguments: &str) -> (Value, Value) {
    let ran = place().run(&format!("check --format json {arguments}")).ended(0);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    (report["findings"][0]["cites"].clone(), report["frameworks"].clone())
}

#[test]
fn a_run_picks_frameworks() {
    let manifest = cited("");
    assert_eq!(manifest, (["CRR 395a", "note 7"].into(), ["crr"].into()));
    let profile = cited("--profile both");
    assert_eq!(profile.0, Value::from(["CRR 395a", "BIS LEX 20", "note 7"]));
    let flags = cited("--framework house --framework basel");
    assert_eq!(flags, (["BIS LEX 20", "note 7"].into(), ["basel", "house"].into()));
    let text = place().run("check").ended(0).says("cites CRR 395a; note 7");
    text.says("citations under crr")
        .says("1 rule cites nothing that is in force on 2025-10-20: gone");
}

#[test]
fn the_day_picks_too() {
    assert_eq!(cited("--as-of 2021-06-27").0, Value::from(["CRR 395", "note 7"]));
    assert_eq!(cited("--as-of 2021-06-28").0, Value::from(["CRR 395a", "note 7"]));
}

#[test]
fn explanations_tell_what_is_not_in_force() {
    let ran = place().run("explain big a").ended(0).says("cites CRR 395a; note 7");
    let ran = ran.says("not cited CRR 395, which ended 2021-06-27");
    let ran = ran.says("not cited BIS LEX 20, which belongs to basel");
    ran.says("not cited CRR 92 of most, which ended 2020-01-01")
        .says("of most, which belongs to house");
    place()
        .run("explain big a --as-of 2021-01-01")
        .ended(0)
        .says("CRR 395a, which begins 2021-06-28");
}

#[test]
fn a_framework_that_nothing_is_cited_under() {
    place().run("check --framework ccr").stopped("RW029").warns("did you mean `crr`?");
    place().run("check --profile wrong").stopped("RW004").warns("did you mean `crr`?");
}
