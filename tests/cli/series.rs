//! `riskwright diff --series`: how the findings of a project moved over its reports.

use serde_json::Value;

use super::{DEALS, Place, RULES};

/// A folder `reports` with reports as of three days, named otherwise than these follow.
fn place() -> Place {
    let place = Place::empty().with("rules.risk", RULES);
    let deals = |place: Place, from: &str, to: &str, flags: &str| {
        let place = place.with("deals.yaml", DEALS.replace(from, to)).with("reports/x", "");
        let ran = place.run(&format!("check deals.yaml -r rules.risk {flags}"));
        assert_ne!(ran.code, Some(2), "{}", ran.err);
        place
    };
    let place = deals(place, "", "", "--as-of 2025-10-20 -o reports/c.json");
    let place = deals(place, "10 m USD", "60 bn USD", "--as-of 2025-11-20 -o reports/a.json");
    deals(
        place,
        "stage: announced, value: 6",
        "stage: signed, value: 6",
        "--as-of 2026-01-20 -o reports/b.json",
    )
}

#[test]
fn reports_stand_in_the_order_of_their_days() {
    let place = place();
    let ran = place.run("diff --series reports --format json").ended(0);
    let told: Value = serde_json::from_str(&ran.out).expect("JSON");
    let schema = include_str!("../../schema/series.schema.json");
    let schema: Value = serde_json::from_str(schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let wrong: Vec<String> = validator.iter_errors(&told).map(|e| e.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let step = |at: usize| &told["reports"][at];
    let paths: Vec<&Value> = (0..3).map(|at| &step(at)["path"]).collect();
    assert_eq!(paths, ["reports/c.json", "reports/a.json", "reports/b.json"]);
    assert_eq!(step(0)["since"], Value::Null);
    assert_eq!(step(1)["findings"]["critical"], 1);
    assert_eq!((&step(1)["since"]["worse"], &step(1)["since"]["fixed"]), (&1.into(), &0.into()));
    assert_eq!((&step(2)["since"]["milder"], &step(2)["since"]["fixed"]), (&1.into(), &1.into()));
    assert_eq!(told["skipped"][0]["path"], "reports/x");
    let ran = place.run("diff --series reports").ended(0);
    ran.says("3 reports, 2025-10-20 to 2026-01-20")
        .says("What moved since the report before")
        .says("reports/b.json")
        .says("1 file was passed over");
    let ran = place.run("diff --series reports/b.json reports/c.json --format markdown").ended(0);
    ran.says("| as of | critical | high | medium | low | info | open | at stake |")
        .says("2 reports");
    place.run("diff --series reports --lang bg").ended(0).says("3 доклада");
}

#[test]
fn a_series_is_drawn() {
    let place = place();
    let ran = place.run("diff --series reports -o trend.svg -o trend.md").ended(0);
    assert_eq!(ran.out, "");
    let drawn = place.read("trend.svg");
    assert!(drawn.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""), "{drawn}");
    for text in ["2025-10-20", "2025-11-20", "2026-01-20", "prefers-color-scheme: dark", "critical"]
    {
        assert!(drawn.contains(text), "{text}: {drawn}");
    }
    for text in ["<script", "href", "url(", "NaN", "-1\""] {
        assert!(!drawn.contains(text), "{text}: {drawn}");
    }
    place.run("diff --series reports -o bg.svg --lang bg").ended(0);
    assert!(place.read("bg.svg").contains("критична"));
    place.run("diff --series reports -o reports/a.json").stopped("RW011");
    place.run("diff reports/a.json reports/b.json -o x.svg").stopped("RW007");
}

#[test]
fn what_makes_no_series_is_told() {
    let place = place();
    place.run("diff --series reports/x").stopped("RW036");
    place.run("diff --series gone").stopped("RW001");
    place.run("diff --series").ended(2);
    let place = place.with("none/deals.yaml", DEALS);
    place.run("diff --series none").stopped("RW036").warns("no JSON report");
    place.run("diff reports/a.json").stopped("RW004");
    let one = place.read("reports/a.json");
    let place = place.with("again/one.json", one);
    let ran = place.run("diff --series again reports").ended(0);
    ran.says("Several reports are as of 2025-11-20");
    place.run("check deals.yaml -r rules.risk --currency EUR --as-of 2026-02-01 -o reports/e.json");
    place.run("diff --series reports").stopped("RW036").warns("in USD");
}
