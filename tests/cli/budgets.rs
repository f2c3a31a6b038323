//! `budget:` of the manifest: how many findings there may be.

use serde_json::{Value, json};

use super::Place;

const RULES: &str = r#"
record Deal key id { id: text, value: money? }
rule large for d in Deal {
    tags governance
    flag medium when d.value > 10 m USD
    flag low    when d.value > 1 m USD
}
rule small for d in Deal { tags governance, small; flag low when d.value < 5 m USD }
rule off for d in Deal { flag high when d.value > 100 bn USD }
disable rule off because "too loud"
"#;

/// Three medium, one low of each rule; one open of each, possibly medium and low.
const DEALS: &str = "deals: [{id: a, value: 1 bn USD}, {id: b, value: 20 m USD}, \
                     {id: c, value: 30 m USD}, {id: d, value: 2 m USD}, {id: e}]\n";

fn place(budget: &str, rest: &str) -> Place {
    let manifest = format!(
        "rules: rules.risk\ndata: deals.yaml\nas_of: 2025-10-20\nbudget: {budget}\n{rest}\n"
    );
    let place = Place::empty().with("rules.risk", RULES.replace("; flag", "\n flag"));
    place.with("deals.yaml", DEALS).with("riskwright.yaml", manifest)
}

fn report(place: &Place) -> Value {
    let ran = place.run("check --format json");
    serde_json::from_str(&ran.out).expect("JSON")
}

#[test]
fn more_than_a_budget_fails() {
    for (budget, said) in [
        ("{medium: 2}", "3 medium over a budget of 2"),
        ("{low: 1, high: 0}", "2 low over a budget of 1"),
        ("{rules: {large: 3}}", "4 of large over a budget of 3"),
        ("{tags: {small: 0}}", "1 tagged small over a budget of 0"),
        ("{tags: {governance: 4}}", "5 tagged governance over a budget of 4"),
        ("{medium: 2, rules: {small: 0}}", "budget of 2, 1 of small over a budget of 0"),
    ] {
        place(budget, "fail_on: never").run("check").ended(1).says(said);
    }
    for met in ["{medium: 3, low: 2}", "{rules: {large: 4, off: 0}, tags: {governance: 5}}"] {
        place(met, "").run("check").ended(0).says("gate: passed");
    }
    let place = place("{medium: 2, rules: {small: 0}}", "");
    let report = report(&place);
    let budgets = [("severity", "medium", 2), ("rule", "small", 0)]
        .map(|(of, name, allowed)| json!({"of": of, "name": name, "allowed": allowed}));
    assert_eq!(report["policy"]["budget"], json!(budgets));
    let reasons = json!([
        {"kind": "budget", "count": 3, "severity": "medium", "budget": budgets[0]},
        {"kind": "budget", "count": 1, "severity": null, "budget": budgets[1]},
    ]);
    assert_eq!(report["summary"]["gate_reasons"], reasons);
    place.run("check --lang bg").ended(1).says("3 средни при допустими 2");
}

#[test]
fn what_was_accepted_counts() {
    let place = place("{medium: 2, low: 2}", "");
    place.run("baseline accept --because old").ended(0);
    place
        .run("check --fail-on low")
        .ended(1)
        .says("gate: failed: 3 medium over a budget of 2 (fail_on low");
}

#[test]
fn what_is_open_may_be_more() {
    let place = place("{medium: 3, rules: {small: 1}, low: 9}", "");
    place.run("check").ended(0);
    let said = "possibly 4 medium over a budget of 3, possibly 2 of small over a budget of 1";
    place.run("check --undetermined new").ended(1).says(said);
    place.run("check --undetermined fail --lang bg").ended(1).says("евентуално 4 средни при");
    // With what is open there may be no fewer.
    place.run("check").says("note: budgets may fall: 4 low (now 9)\n");
}

#[test]
fn a_budget_that_could_be_lower_is_told() {
    let place = place("{medium: 12, low: 2, rules: {off: 3}, tags: {small: 2}}", "");
    let said = "udgets may fall: 4 medium (now 12), 0 of off (now 3)";
    place.run("check").ended(0).says(said);
    place.run("check --format html").says(said);
    assert!(report(&place)["notes"].to_string().contains(said));
    place.run("check --lang bg").says("допустимият брой може да се намали: 4 средни (сега 12)");
}

#[test]
fn every_format_tells_a_budget() {
    let place = place("{medium: 2, rules: {small: 0}}", "");
    let said = "3 medium over a budget of 2";
    place.run("check --format html").ended(1).says(said).says("at most 2 medium, 0 of small");
    place.run("check --format junit").ended(1).says("name=\"budget medium\"").says(said);
    place.run("check --format junit").says("name=\"budget rule small\"");
    place.run("check --format gitlab").ended(1).says("\"gate/budget/rule/small\"").says(said);
    for format in ["markdown", "sarif", "github", "text"] {
        place.run(&format!("check --format {format}")).ended(1).says(said);
    }
    place.run("check -o r.xlsx").ended(1).warns(said);
    let open = self::place("{medium: 3}", "undetermined: fail");
    open.run("check --format gitlab").ended(1).says("\"gate/budget/medium\"");
}

#[test]
fn budgets_with_mistakes() {
    for (budget, code, at, said) in [
        ("{mediums: 2}", "RW005", "4:10", "did you mean `medium`?"),
        ("{medium: many}", "RW004", "4:18", "such as 12"),
        ("{medium: -1}", "RW004", "4:18", "such as 12"),
        ("{medium: }", "RW005", "4:16", "how many"),
        ("{rules: {lagre: 1}}", "RW004", "4:18", "did you mean `large`?"),
        ("{tags: {governanec: 1}}", "RW004", "4:17", "did you mean `governance`?"),
        ("{rules: [large]}", "RW005", "4:17", "rules and their budgets"),
        ("12", "RW005", "4:9", "severities, `rules` or `tags`"),
    ] {
        let ran = place(budget, "").run("check").stopped(code);
        ran.warns(&format!("riskwright.yaml:{at}")).warns(said);
    }
}

#[test]
fn a_profile_has_budgets_of_its_own() {
    let profiles = "profiles: {strict: {budget: {medium: 0}}, empty: {}}";
    let place = place("{medium: 3, low: 1}", profiles);
    let ran = place.run("check --profile strict").ended(1);
    ran.says("gate: failed: 3 medium over a budget of 0, 2 low over a budget of 1 (");
    place.run("check --profile empty").ended(1).says("gate: failed: 2 low over a budget of 1 (");
}
